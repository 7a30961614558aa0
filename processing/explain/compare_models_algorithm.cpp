#include "processing/explain/compare_models_algorithm.h"

#include "engine/core/error.h"
#include "engine/explain/comparison_report.h"
#include "processing/frame/help_text.h"
#include "processing/outputs/number_or_null.h"
#include "processing/outputs/tables.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// Keeps the rows of both whose sample is in the other: windows may leave out different samples. Ids do not
/// tell samples apart where layers were put together.
void keepCommon(ModelSamples& a, ModelSamples& b) {
  std::map<std::size_t, std::size_t> rowOf;
  for (std::size_t i = 0; i < b.places.size(); ++i)
    rowOf[b.places[i]] = i;
  std::vector<std::size_t> rowsA;
  std::vector<std::size_t> rowsB;
  for (std::size_t i = 0; i < a.places.size(); ++i) {
    const auto found = rowOf.find(a.places[i]);
    if (found == rowOf.end())
      continue;
    rowsA.push_back(i);
    rowsB.push_back(found->second);
  }
  const auto take = [](ModelSamples& samples, const std::vector<std::size_t>& rows) {
    FloatMatrix inputs(static_cast<Eigen::Index>(rows.size()), samples.inputs.cols());
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      inputs.row(static_cast<Eigen::Index>(i)) = samples.inputs.row(static_cast<Eigen::Index>(rows[i]));
      places.push_back(samples.places[rows[i]]);
    }
    samples.inputs = inputs;
    samples.table = samples.table.rows(rows);
    samples.places = places;
  };
  take(a, rowsA);
  take(b, rowsB);
}

/// A line that is told while the samples are read.
struct ToldLine {
  bool isWarning;
  Sentence line;
};

Progress keepingLines(const Progress& progress, std::vector<ToldLine>& lines) {
  Progress keeping = progress;
  keeping.onMessage = [&lines](const Sentence& line) { lines.push_back({false, line}); };
  keeping.onWarning = [&lines](const Sentence& line) { lines.push_back({true, line}); };
  return keeping;
}

/// The layer is read for each of the models: what is told both times is told once, and what is told of one
/// reading alone names its model.
void tellOfReadings(const std::vector<ToldLine>& ofA, const std::vector<ToldLine>& ofB,
                    const Progress& progress) {
  const auto isIn = [](const std::vector<ToldLine>& lines, const ToldLine& one) {
    return std::any_of(lines.begin(), lines.end(), [&](const ToldLine& other) {
      return other.isWarning == one.isWarning && other.line.text() == one.line.text();
    });
  };
  const auto tell = [&](bool isWarning, const Sentence& line) {
    if (isWarning)
      progress.warning(line);
    else
      progress.message(line);
  };
  for (const ToldLine& told : ofA)
    tell(told.isWarning, isIn(ofB, told) ? told.line : Sentence("MODEL_A: %1", told.line));
  for (const ToldLine& told : ofB)
    if (!isIn(ofA, told))
      tell(told.isWarning, {"MODEL_B: %1", told.line});
}

/// What lies beyond the training of a model is nothing without the model's name.
void tellDoubts(const std::vector<Sentence>& ofA, const std::vector<Sentence>& ofB,
                const Progress& progress) {
  const auto isIn = [](const std::vector<Sentence>& doubts, const Sentence& one) {
    return std::any_of(doubts.begin(), doubts.end(),
                       [&](const Sentence& other) { return other.text() == one.text(); });
  };
  for (const Sentence& doubt : ofA)
    progress.warning(
        {"%1: %2", isIn(ofB, doubt) ? Sentence("%1 and %2", "MODEL_A", "MODEL_B") : Sentence("%1", "MODEL_A"),
         doubt});
  for (const Sentence& doubt : ofB)
    if (!isIn(ofA, doubt))
      progress.warning({"MODEL_B: %1", doubt});
}

void checkBackground(const Model& model, const char* parameter) {
  if (model.background.rows() < 2)
    throw Error(
        "%1: the model file stores no background samples for SHAP; train the model again with this plugin.",
        parameter);
}

QgsFields measureFields() {
  return tableFields({{"finding", QMetaType::Int},
                      {"measure", QMetaType::QString},
                      {"feature", QMetaType::QString},
                      {"paired_by", QMetaType::QString},
                      {"pairs", QMetaType::LongLong},
                      {"model_a", QMetaType::Double},
                      {"model_b", QMetaType::Double},
                      {"difference", QMetaType::Double},
                      {"low_95", QMetaType::Double},
                      {"high_95", QMetaType::Double},
                      {"p", QMetaType::Double},
                      {"verdict", QMetaType::QString}});
}

/// The tested measures, then the figures of each feature that they are made of.
long long writeMeasures(const Comparison& comparison, QgsFeatureSink& sink) {
  const QgsFields fields = measureFields();
  const QVariant none = nullOf(QMetaType::Double);
  long long written = 0;
  for (const ComparedMeasure& measure : comparison.measures) {
    const ComparedPairs& test = measure.test;
    const Verdict verdict = verdictOf(test, measure.expectedSign);
    addRow(sink, fields,
           {measure.finding, QString::fromStdString(measure.name), nullOf(QMetaType::QString),
            QString::fromStdString(measure.pairedBy), static_cast<qlonglong>(test.pairs),
            numberOrNull(test.meanA), numberOrNull(test.meanB), numberOrNull(test.difference),
            numberOrNull(test.low), numberOrNull(test.high), numberOrNull(test.p),
            verdict == Verdict::Holds      ? QStringLiteral("holds")
            : verdict == Verdict::Opposite ? QStringLiteral("opposite")
                                           : QStringLiteral("unclear")});
    ++written;
  }
  // Curves are of all samples; `isOfKnown`: of those that have a value of the feature.
  const auto each = [&](int finding, const char* name, std::vector<double> ModelDecisions::*figure,
                        bool isOfKnown = false) {
    for (std::size_t j = 0; j < comparison.features.size(); ++j, ++written) {
      const double a = (comparison.a.*figure)[j];
      const double b = (comparison.b.*figure)[j];
      const bool lacksSome = isOfKnown && comparison.known[j] < comparison.samples;
      addRow(sink, fields,
             {finding, QString::fromLatin1(name), QString::fromStdString(comparison.features[j]),
              lacksSome ? QVariant(QStringLiteral("samples with a value")) : nullOf(QMetaType::QString),
              lacksSome ? QVariant(static_cast<qlonglong>(comparison.known[j])) : nullOf(QMetaType::LongLong),
              numberOrNull(a), numberOrNull(b), numberOrNull(b - a), none, none, none,
              nullOf(QMetaType::QString)});
    }
  };
  each(2, "spread of d-ICE beyond the threshold", &ModelDecisions::slopeSpread);
  each(2, "share of samples that agree on the sign of the effect", &ModelDecisions::agreement);
  each(3, "gap between the classes' PDPs", &ModelDecisions::classGap);
  each(3, "width of the decision boundary", &ModelDecisions::undecided);
  each(4, "separation of high and low values in SHAP", &ModelDecisions::separation, true);
  return written;
}

} // namespace

QStringList CompareModelsAlgorithm::tags() const {
  return {QStringLiteral("compare"),      QStringLiteral("augmentation"), QStringLiteral("explain"),
          QStringLiteral("shap"),         QStringLiteral("ice"),          QStringLiteral("smote"),
          QStringLiteral("significance"), QStringLiteral("difference")};
}

QString CompareModelsAlgorithm::shortDescription() const {
  return toolWords("Says in numbers what augmentation changed in a model's decisions.");
}

QString CompareModelsAlgorithm::shortHelpString() const {
  return helpText(R"(
Compares two models of the same features on the same samples, model A without augmentation and model B with
it: metrics and overfitting, spread of d-ICE, gap between the classes' PDPs, and separation in SHAP. Each
finding has a paired test and a 95 % interval of B - A.

Samples: one numeric field per feature, in the units of the models, and a label (1 deposit, 0 non-deposit).
Rows with an empty value are left out and counted, unless both models take missing values. For windowed
networks choose the evidence stack too, in the CRS of the samples.

The report says whether a finding holds, and shows both models side by side on common axes.
)");
}

void CompareModelsAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL_A"), QStringLiteral("Model A (without augmentation)"));
  addModelParameter(QStringLiteral("MODEL_B"), QStringLiteral("Model B (with augmentation)"));
  addSampleParameters();
  addSeedParameter();
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("TABLE"), QStringLiteral("Comparison"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addReportParameter(QStringLiteral("Report of the comparison"));
}

std::pair<ModelSamples, ModelSamples> CompareModelsAlgorithm::samplesOfBoth(const Model& a, const Model& b,
                                                                            const QVariantMap& parameters,
                                                                            QgsProcessingContext& context,
                                                                            const Progress& progress) const {
  const QString label = parameterAsString(parameters, QStringLiteral("LABEL_FIELD"), context);
  const Holes holes = a.takesMissing() && b.takesMissing() ? Holes::AsModel : Holes::None;
  std::vector<ToldLine> toldOfA;
  std::vector<ToldLine> toldOfB;
  const auto read = [&](const Model& model, std::vector<ToldLine>& told) {
    return samplesOf(model, *source(), QStringLiteral("SAMPLES"), label, keepingLines(progress, told), true,
                     holes);
  };
  ModelSamples samplesA;
  ModelSamples samplesB;
  try {
    samplesA = read(a, toldOfA);
    samplesB = read(b, toldOfB);
  } catch (...) {
    tellOfReadings(toldOfA, toldOfB, progress); // it may say why
    throw;
  }
  tellOfReadings(toldOfA, toldOfB, progress);
  tellDoubts(samplesA.doubts, samplesB.doubts, progress);
  return {std::move(samplesA), std::move(samplesB)};
}

QVariantMap CompareModelsAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                        QgsProcessingFeedback*, const Progress& progress) {
  nameLayer(QStringLiteral("TABLE"), inLanguage(Words::Layers, QStringLiteral("Comparison of models")));
  const std::unique_ptr<const Model> modelA = model(QStringLiteral("MODEL_A"), parameters, context);
  const std::unique_ptr<const Model> modelB = model(QStringLiteral("MODEL_B"), parameters, context);
  const Model& a = *modelA;
  const Model& b = *modelB;
  const std::vector<std::size_t> matched = matchFeatures(a, b);
  checkBackground(a, "MODEL_A");
  checkBackground(b, "MODEL_B");
  std::pair<ModelSamples, ModelSamples> both = samplesOfBoth(a, b, parameters, context, progress);
  ModelSamples& samplesA = both.first;
  ModelSamples& samplesB = both.second;
  keepCommon(samplesA, samplesB);
  if (samplesA.table.count(0) < 2 || samplesA.table.count(1) < 2)
    throw Error("SAMPLES: fewer than 2 samples of a class can be seen by both models; choose samples on the "
                "evidence stack.");
  checkSameValues(a, samplesA.table.values, b, samplesB.table.values, matched);
  const ComparedModel first{&a, samplesA.inputs, matchFeatures(a, a)};
  const ComparedModel second{&b, samplesB.inputs, matched};
  const Comparison comparison = compareModels(first, second, samplesA.table.values, samplesA.table.labels,
                                              seed(parameters, context), progress.part(0, 0.95));
  for (const ComparedMeasure& measure : comparison.measures)
    progress.message({"%1. %2", measure.finding, Sentence(sentenceOf(measure))});

  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.table(QStringLiteral("TABLE"), measureFields(),
                [&](QgsFeatureSink& sink) { return writeMeasures(comparison, sink); });
  writeReport(outputs, a, [&] { return comparisonReport(comparison, samplesA.table); });
  return outputs.results();
}

} // namespace prospectivity
