#include "plugin/work_steps.h"

#include <QtGlobal>

namespace prospectivity {

// Known deposits are no input that a map is judged by as if nothing had seen them: those of the samples made
// the model, so that 'evaluate' is not filled with them.
const std::vector<WorkStep>& workSteps() {
  static const std::vector<WorkStep> steps{
      {"vectorevidence",
       QT_TRANSLATE_NOOP("WorkSteps", "Evidence from vectors"),
       false,
       {},
       {},
       {{"OUTPUT", Product::Evidence}},
       nullptr,
       "OUTPUT"},
      {"buildevidencestack",
       QT_TRANSLATE_NOOP("WorkSteps", "Evidence stack"),
       true,
       {},
       {{"LAYERS", Product::Evidence}},
       {{"OUTPUT", Product::Stack}},
       nullptr,
       "OUTPUT"},
      {"createsamples",
       QT_TRANSLATE_NOOP("WorkSteps", "Samples"),
       true,
       {{"STACK", Product::Stack}},
       {{"DEPOSITS", Product::Deposits}},
       {{"OUTPUT", Product::Samples}},
       nullptr,
       "OUTPUT"},
      {"orderfeatures",
       QT_TRANSLATE_NOOP("WorkSteps", "Order of the layers"),
       false,
       {{"INPUT", Product::Samples}},
       {},
       {},
       nullptr,
       nullptr},
      {"augmentationstudy",
       QT_TRANSLATE_NOOP("WorkSteps", "Study of augmentation"),
       false,
       {{"SAMPLES", Product::Samples}},
       {},
       {},
       nullptr,
       nullptr},
      {"traincnn",
       QT_TRANSLATE_NOOP("WorkSteps", "Train a network"),
       true,
       {{"SAMPLES", Product::Samples}},
       {},
       {{"MODEL", Product::Model}},
       nullptr,
       nullptr},
      {"trainreference",
       QT_TRANSLATE_NOOP("WorkSteps", "Train a reference model"),
       false,
       {{"SAMPLES", Product::Samples}},
       {},
       {{"MODEL", Product::Model}},
       nullptr,
       nullptr},
      {"predict",
       QT_TRANSLATE_NOOP("WorkSteps", "Map of prospectivity"),
       true,
       {{"MODEL", Product::Model}, {"STACK", Product::Stack}},
       {{"KNOWN_DEPOSITS", Product::Deposits}},
       {{"OUTPUT", Product::Map}, {"TARGET_POLYGONS", Product::Targets}},
       "TARGET_POLYGONS",
       "OUTPUT"},
      {"evaluate",
       QT_TRANSLATE_NOOP("WorkSteps", "Evaluate the map"),
       true,
       {{"PROSPECTIVITY", Product::Map}},
       {},
       {},
       nullptr,
       nullptr},
      {"shapvalues",
       QT_TRANSLATE_NOOP("WorkSteps", "Explain samples (SHAP values)"),
       true,
       {{"MODEL", Product::Model}, {"SAMPLES", Product::Samples}},
       {},
       {},
       nullptr,
       "OUTPUT"},
      {"shapmap",
       QT_TRANSLATE_NOOP("WorkSteps", "Explain the map (SHAP map)"),
       false,
       {{"MODEL", Product::Model}, {"STACK", Product::Stack}},
       {},
       {},
       nullptr,
       "DRIVER"},
      {"iceplots",
       QT_TRANSLATE_NOOP("WorkSteps", "Curves of layers (ICE)"),
       false,
       {{"MODEL", Product::Model}, {"SAMPLES", Product::Samples}},
       {},
       {},
       nullptr,
       nullptr},
      {"filterweights",
       QT_TRANSLATE_NOOP("WorkSteps", "Filters of the network"),
       false,
       {{"MODEL", Product::Model}},
       {{"SAMPLES", Product::Samples}},
       {},
       nullptr,
       nullptr},
      {"targetreport",
       QT_TRANSLATE_NOOP("WorkSteps", "Report of targets"),
       true,
       {{"TARGETS", Product::Targets},
        {"MODEL", Product::Model},
        {"STACK", Product::Stack},
        {"PROSPECTIVITY", Product::Map}},
       {{"KNOWN_DEPOSITS", Product::Deposits}, {"SAMPLES", Product::Samples}},
       {},
       nullptr,
       nullptr}};
  return steps;
}

const char* nameOf(Product product) {
  switch (product) {
  case Product::Evidence:
    return QT_TRANSLATE_NOOP("WorkSteps", "layers of evidence");
  case Product::Deposits:
    return QT_TRANSLATE_NOOP("WorkSteps", "known deposits");
  case Product::Stack:
    return QT_TRANSLATE_NOOP("WorkSteps", "evidence stack");
  case Product::Samples:
    return QT_TRANSLATE_NOOP("WorkSteps", "samples");
  case Product::Model:
    return QT_TRANSLATE_NOOP("WorkSteps", "model");
  case Product::Map:
    return QT_TRANSLATE_NOOP("WorkSteps", "map of prospectivity");
  case Product::Targets:
    return QT_TRANSLATE_NOOP("WorkSteps", "target polygons");
  }
  return "";
}

} // namespace prospectivity
