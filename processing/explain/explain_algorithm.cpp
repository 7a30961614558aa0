#include "processing/explain/explain_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/model/missing_transform.h"
#include "engine/model/missing_unit.h"
#include "engine/model/other_nature.h"
#include "engine/network/backend.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/predict/range_shares.h"
#include "engine/predict/unknown_classes.h"
#include "engine/raster/gdal_raster.h"
#include "engine/samples/missing_layers.h"
#include "engine/samples/window_samples.h"
#include "engine/train/computed_with.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/sample_layer.h"
#include "processing/layers/sample_sets.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace prospectivity {

namespace {

/// Share of the layers that a sample with holes needs to have data of: so small that one will do.
constexpr double anyLayer = 0;

/// Does to the values of samples what their record lacks of the transforms that the model learnt, and warns
/// of those that are other quantities.
void transformAsLearnt(SampleTable& table, const Model& model, const std::string& parameter,
                       const Progress& progress) {
  for (std::size_t j = 0; j < model.descriptions.size(); ++j) {
    const Sentence name("the feature '%1' of %2", model.features[j], parameter);
    const FeatureDescription& learnt = model.descriptions[j];
    const FeatureDescription found =
        table.descriptions.empty() ? FeatureDescription() : table.descriptions[j];
    warnOfOtherNature(name, learnt, found, progress);
    auto column = table.values.col(static_cast<Eigen::Index>(j));
    if (const double factor = missingUnitFactor(name, learnt, found, progress); factor != 1) {
      column *= factor;
      table.descriptions[j].unit = learnt.unit;
    }
    const LayerTransform transform = missingTransform(name, learnt.transform, found.transform, progress);
    if (transform.isNone())
      continue;
    bool isDefined = true;
    std::transform(column.begin(), column.end(), column.begin(), [&](double value) {
      const auto transformed = static_cast<double>(transform(static_cast<float>(value)));
      isDefined = isDefined && (std::isfinite(transformed) || std::isnan(value)); // what is missing stays so
      return transformed;
    });
    if (!isDefined)
      throw Error("%1: the feature '%2' holds values that cannot be transformed as the model learnt them "
                  "(%3); leave these samples out.",
                  parameter, model.features[j], transform.sentence());
    // Samples that are written say what was done to them, so that it is not done again.
    table.descriptions.resize(table.features.size());
    table.descriptions[j].transform = learnt.transform;
  }
}

/// Of samples that the model explains: tells what they lack, and notes which classes it never saw and which
/// layers lie beyond what it learnt.
void lookAtSamples(ModelSamples& samples, const Model& model, const std::string& parameter,
                   const Progress& progress) {
  if (const std::optional<Sentence> account = MissingLayers(samples.table).account())
    progress.message({"%1: %2", parameter, *account});
  for (const Sentence& doubt : doubtsOfClasses(model, samples.table.values))
    samples.doubts.emplace_back("%1: %2", parameter, doubt);
  for (const Sentence& doubt : rangeDoubts(model, samples.inputs))
    samples.doubts.emplace_back("%1: %2", parameter, doubt);
}

void tellDoubts(const ModelSamples& samples, const Progress& progress) {
  for (const Sentence& doubt : samples.doubts)
    progress.warning(doubt);
}

} // namespace

void ExplainAlgorithm::addModelParameter(const QString& name, const QString& description) {
  addParameter(modelFileParameter(name, description));
}

void ExplainAlgorithm::addSampleParameters(bool isOptional) {
  addParameter(new QgsProcessingParameterFeatureSource(QStringLiteral("SAMPLES"), QStringLiteral("Samples"),
                                                       sourceTypes(Qgis::ProcessingSourceType::Vector),
                                                       QVariant(), isOptional));
  addAdvancedParameter(new QgsProcessingParameterField(
      QStringLiteral("LABEL_FIELD"), QStringLiteral("Label field (1 deposit, 0 non-deposit)"),
      QStringLiteral("label"), QStringLiteral("SAMPLES"), Qgis::ProcessingFieldParameterDataType::Any, false,
      true));
  addAdvancedParameter(setParameter());
  addAdvancedParameter(new QgsProcessingParameterRasterLayer(
      QStringLiteral("STACK"), QStringLiteral("Window: evidence stack (windowed networks only)"), QVariant(),
      true));
}

void ExplainAlgorithm::addBackgroundParameter() {
  addParameter(new QgsProcessingParameterFeatureSource(
      QStringLiteral("BACKGROUND"), QStringLiteral("Background samples (default: those stored in the model)"),
      sourceTypes(Qgis::ProcessingSourceType::Vector), QVariant(), true));
}

void ExplainAlgorithm::addReportParameter(const QString& title) {
  addParameter(new QgsProcessingParameterFileDestination(
      QStringLiteral("REPORT"), title, QStringLiteral("HTML files (*.html)"), QVariant(), true));
}

void ExplainAlgorithm::addGroupClassesParameter() {
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      QStringLiteral("GROUP_CLASSES"), QStringLiteral("Classes: those of a categorical layer as one layer"),
      true));
}

bool ExplainAlgorithm::groupsClasses(const QVariantMap& parameters, QgsProcessingContext& context) const {
  return parameterAsBool(parameters, QStringLiteral("GROUP_CLASSES"), context);
}

void ExplainAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback*) {
  const auto open = [&](const QString& name) {
    std::unique_ptr<QgsProcessingFeatureSource> opened;
    if (parameterDefinition(name) == nullptr || !isGiven(parameters, name))
      return opened;
    opened.reset(parameterAsSource(parameters, name, context));
    if (!opened)
      throw Error("%1: the layer cannot be opened; check the path or choose a layer with samples.",
                  name.toStdString());
    return opened;
  };
  mSource = open(QStringLiteral("SAMPLES"));
  mBackground = open(QStringLiteral("BACKGROUND"));
  if (parameterDefinition(setName) != nullptr)
    mSet = parameterAsInt(parameters, setName, context);
  const QString stackName = QStringLiteral("STACK");
  if (parameterDefinition(stackName) != nullptr && isGiven(parameters, stackName))
    mStack = rasterFile(parameterAsRasterLayer(parameters, stackName, context), stackName);
}

std::unique_ptr<const Model> ExplainAlgorithm::model(const QString& name, const QVariantMap& parameters,
                                                     QgsProcessingContext& context) const {
  return modelBackend().load(parameterAsFile(parameters, name, context).toStdString());
}

ModelSamples ExplainAlgorithm::samples(const Model& model, const QVariantMap& parameters,
                                       QgsProcessingContext& context, const Progress& progress,
                                       bool needBothClasses, Holes holes) const {
  const QString label = parameterAsString(parameters, QStringLiteral("LABEL_FIELD"), context);
  ModelSamples result =
      samplesOf(model, *mSource, QStringLiteral("SAMPLES"), label, progress, needBothClasses, holes);
  tellDoubts(result, progress);
  return result;
}

ModelSamples ExplainAlgorithm::samplesOf(const Model& model, const QgsProcessingFeatureSource& source,
                                         const QString& parameter, const QString& labelField,
                                         const Progress& progress, bool needBothClasses, Holes holes) const {
  QStringList features;
  for (const std::string& feature : model.features)
    features.append(QString::fromStdString(feature));
  ModelSamples result;
  const bool mayHaveHoles = holes == Holes::AsModel && model.takesMissing();
  const double minPresent = mayHaveHoles ? anyLayer : 1;
  result.table = readSamples(source, parameter, labelField, features, progress,
                             {needBothClasses, true, minPresent}, &result.hasLabels);
  const bool isBackground = &source == mBackground.get();
  if (!isBackground || !result.table.sets.empty())
    result.table = samplesOfSet(std::move(result.table), mSet, parameter, needBothClasses);
  result.table.features = model.features;
  const InputLayout layout = model.layout();
  if (layout.window == 1) {
    transformAsLearnt(result.table, model, parameter.toStdString(), progress);
    result.inputs = result.table.values.cast<float>();
    result.places.resize(result.table.size());
    std::iota(result.places.begin(), result.places.end(), std::size_t{0});
    lookAtSamples(result, model, parameter.toStdString(), progress);
    return result;
  }
  if (mStack.empty())
    throw Error("STACK: the model sees windows of %1 x %2 cells around each sample; choose the evidence "
                "stack that holds its layers.",
                layout.window, layout.window);
  const std::size_t before = result.table.size();
  const WindowSamples cut =
      cutWindows(result.table, *layersAsLearnt(openRaster(mStack), model, progress), layout.window, progress,
                 mayHaveHoles ? std::optional<double>(minPresent) : std::nullopt);
  if (cut.table.size() == 0)
    throw mayHaveHoles
        ? Error("%1: no sample has data in its cell and its window inside the evidence stack; choose samples "
                "that lie on "
                "it.",
                parameter.toStdString())
        : Error("%1: no sample has a whole window inside the evidence stack; choose samples that lie on it.",
                parameter.toStdString());
  if (cut.table.size() < before)
    progress.warning(
        mayHaveHoles
            ? Sentence("%1: %2 samples without data in their cell, or with a window that reaches beyond the "
                       "evidence stack, "
                       "were left out.",
                       parameter.toStdString(), before - cut.table.size())
            : Sentence("%1: %2 samples without a whole window inside the evidence stack were left out.",
                       parameter.toStdString(), before - cut.table.size()));
  result.inputs = cut.table.values.cast<float>();
  result.table = cut.table;
  result.table.descriptions.clear(); // of cells
  result.places = cut.rows;
  result.table.features = model.features;
  result.table.values.resize(cut.table.values.rows(), static_cast<Eigen::Index>(layout.features));
  for (std::size_t j = 0; j < layout.features; ++j)
    result.table.values.col(static_cast<Eigen::Index>(j)) =
        cut.table.values.col(static_cast<Eigen::Index>(layout.center(j)));
  lookAtSamples(result, model, parameter.toStdString(), progress);
  return result;
}

FloatMatrix ExplainAlgorithm::background(const Model& model, const Progress& progress) const {
  FloatMatrix rows = model.background;
  if (mBackground) {
    const ModelSamples given =
        samplesOf(model, *mBackground, QStringLiteral("BACKGROUND"), QString(), progress, false);
    tellDoubts(given, progress);
    rows = given.inputs;
  }
  if (rows.rows() < 2)
    throw Error(
        "BACKGROUND: %1 usable sample(s) were found; choose a layer with at least 2 samples to compare with.",
        rows.rows());
  return rows;
}

void ExplainAlgorithm::writeReport(RunOutputs& outputs, const Model& model,
                                   const std::function<Report()>& make) {
  NamesAndValues lines{{forReader({"Members of the model (%1)", Sentence(model.kind().title)}),
                        std::to_string(model.memberCount())}};
  for (const auto& line : linesOf(computedWith()))
    lines.push_back(line);
  outputs.report(make, lines);
}

} // namespace prospectivity
