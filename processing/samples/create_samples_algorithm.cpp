#include "processing/samples/create_samples_algorithm.h"

#include "engine/core/error.h"
#include "engine/evidence/class_doubts.h"
#include "engine/raster/gdal_raster.h"
#include "engine/samples/create_samples.h"
#include "engine/samples/missing_layers.h"
#include "engine/samples/questions.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/point_source.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/sample_layer.h"
#include "processing/outputs/feature_output.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"
#include "processing/samples/incomplete_places.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <map>
#include <memory>
#include <optional>

namespace prospectivity {

namespace {

const QString stackName = QStringLiteral("STACK");
const QString depositsName = QStringLiteral("DEPOSITS");
const QString nonDepositsName = QStringLiteral("NON_DEPOSITS");
const QString methodName = QStringLiteral("NEGATIVE_METHOD");
const QString ratioName = QStringLiteral("NEGATIVE_RATIO");
const QString distanceName = QStringLiteral("MIN_DISTANCE");
const QString spacingName = QStringLiteral("SPACING");
const QString setsName = QStringLiteral("SETS");
const QString outputName = QStringLiteral("OUTPUT");

/// What stacks of classes that nobody named are told with.
void warnOfClasses(const Sentence& doubt, const Progress& progress) {
  progress.warning({"%1: %2: build the stack with it in CATEGORICAL and with ONE_HOT, unless its numbers "
                    "measure something.",
                    Subject::Stack, doubt});
}

} // namespace

CreateSamplesAlgorithm::CreateSamplesAlgorithm() = default;
CreateSamplesAlgorithm::~CreateSamplesAlgorithm() = default;

QStringList CreateSamplesAlgorithm::tags() const {
  return QStringLiteral("samples,deposits,negatives,non-deposits,training,labels,thinning,prospectivity")
      .split(QLatin1Char(','));
}

QString CreateSamplesAlgorithm::shortDescription() const {
  return toolWords("Makes labelled training samples from an evidence stack and deposit points.");
}

QString CreateSamplesAlgorithm::shortHelpString() const {
  return helpText(R"(
Makes the samples that a model is trained on: deposits (label 1) and non-deposits (label 0), each with the
values of all bands of the evidence stack in its cell, in the units of the stack.

Non-deposits are your own points, or cells chosen by the method: by default at random, one for each deposit,
never in the cell of a deposit. Distances are in map units of the stack.

Points may be in any CRS. Those outside of the stack or the mask, or on NoData in any band, are left out and
counted, unless Missing evidence keeps them; several in one cell count once.

The seed decides which cells are chosen.
)");
}

void CreateSamplesAlgorithm::initAlgorithm(const QVariantMap&) {
  const QList<int> points = sourceTypes(Qgis::ProcessingSourceType::VectorPoint);
  addParameter(new QgsProcessingParameterRasterLayer(stackName, QStringLiteral("Evidence stack")));
  addParameter(new QgsProcessingParameterFeatureSource(depositsName, QStringLiteral("Deposits"), points));
  addParameter(new QgsProcessingParameterFeatureSource(
      nonDepositsName, QStringLiteral("Non-deposits (chosen if left out)"), points, QVariant(), true));
  addParameter(
      new ChoiceParameter(methodName, QStringLiteral("Method for non-deposits"), negativeMethodChoices(), 0));
  addParameter(new QgsProcessingParameterNumber(ratioName, QStringLiteral("Non-deposits per deposit"),
                                                Qgis::ProcessingNumberParameterType::Double, 1.0, false, 0));
  addParameter(new QgsProcessingParameterDistance(
      distanceName, QStringLiteral("Minimum distance of non-deposits from any deposit"), 0.0, stackName,
      false, 0));
  addAdvancedParameter(new QgsProcessingParameterDistance(
      spacingName, QStringLiteral("Deposits: spacing between them (0: no thinning)"), 0.0, stackName, false,
      0));
  addAdvancedParameter(new NumberParameter(
      setsName, QStringLiteral("Non-deposits: sets (independent draws; 10 to 50 show what the choice does)"),
      Qgis::ProcessingNumberParameterType::Integer, 1, false, 1));
  addAdvancedParameter(missingParameter());
  addAdvancedParameter(minPresentParameter());
  addParameter(maskParameter());
  addSeedParameter();
  addParameter(new QgsProcessingParameterFeatureSink(outputName, QStringLiteral("Samples"),
                                                     Qgis::ProcessingSourceType::VectorPoint));
  addOutput(new QgsProcessingOutputNumber(QStringLiteral("POSITIVES"),
                                          QStringLiteral("Deposits among the samples")));
  addOutput(new QgsProcessingOutputNumber(QStringLiteral("NEGATIVES"),
                                          QStringLiteral("Non-deposits among the samples, of all sets")));
  addOutput(new QgsProcessingOutputNumber(QStringLiteral("DROPPED"), QStringLiteral("Points left out")));
}

void CreateSamplesAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                     QgsProcessingFeedback*) {
  mStack = rasterFile(parameterAsRasterLayer(parameters, stackName, context), stackName);
  mMask = readMask(*this, parameters, context);
  mDeposits.reset(parameterAsSource(parameters, depositsName, context));
  mNonDeposits.reset(parameterAsSource(parameters, nonDepositsName, context));
}

QVariantMap CreateSamplesAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                        QgsProcessingFeedback*, const Progress& progress) {
  const double minPresent =
      neededShare(static_cast<IncompletePlaces>(chosen(parameters, missingName, context)),
                  parameterAsDouble(parameters, minPresentName, context));
  std::unique_ptr<RasterSource> stack = openRaster(mStack);
  const std::unique_ptr<RasterSource> mask = mMask.on(stack->grid());
  checkFeatureNames(stack->bandNames(), stackName);
  SampleTable columns;
  columns.features = stack->bandNames();
  columns.descriptions = descriptionsOf(*stack);
  const int sets = parameterAsInt(parameters, setsName, context);
  if (sets > 1)
    columns.sets = {1}; // for the field of their own
  const auto method = static_cast<NegativeMethod>(chosen(parameters, methodName, context));
  columns.hasDissimilarNegatives = !mNonDeposits && method == NegativeMethod::DissimilarEvidence; // likewise
  checkColumns(outputName, parameters.value(outputName), sampleFields(columns).count());
  std::map<std::size_t, std::shared_ptr<ClassWatch>> watches;
  for (std::size_t band = 0; band < columns.features.size(); ++band) {
    if (columns.descriptions[band].kind == FeatureKind::Codes)
      continue; // as the stack was asked to be
    bool isOpen = false;
    if (const auto doubt = classDoubt(*stack, static_cast<int>(band), columns.features[band], &isOpen))
      warnOfClasses(*doubt, progress);
    if (isOpen && columns.descriptions[band].kind != FeatureKind::Indicator)
      watches[band] = std::make_shared<ClassWatch>(stack->grid());
  }
  for (const auto& [band, watch] : watches)
    stack = watchedFor(std::move(stack), static_cast<int>(band), watch);
  const QgsCoordinateReferenceSystem crs = crsOf(stack->grid());
  SampleRequest request;
  PointsLeftOut leftOut;
  request.deposits =
      readPoints(*mDeposits, depositsName, PointKind::Deposits, crs, context, leftOut, progress);
  if (mNonDeposits) {
    request.nonDeposits =
        readPoints(*mNonDeposits, nonDepositsName, PointKind::NonDeposits, crs, context, leftOut, progress);
    if (request.nonDeposits.empty())
      throw Error("NON_DEPOSITS has no points: choose a layer of points, or leave it out.");
  }
  request.method = method;
  request.negativeRatio = parameterAsDouble(parameters, ratioName, context);
  request.minDistance = parameterAsDouble(parameters, distanceName, context);
  request.spacing = parameterAsDouble(parameters, spacingName, context);
  if (request.minDistance > 0 || request.spacing > 0) {
    warnOfMapScale(stack->grid(), stackName, progress);
    warnOfDegrees(stack->grid(), stackName, progress);
  }
  if (!mNonDeposits)
    warnOfUnequalDraws(stack->grid(), stackName, progress);
  request.sets = sets;
  request.seed = seed(parameters, context);
  request.minPresent = minPresent;
  const CreatedSamples created = createSamples(*stack, mask.get(), request, progress.part(0, 0.9));
  for (const auto& [band, watch] : watches)
    if (const auto doubt = classDoubt(*watch, columns.features[band], stack->name()))
      warnOfClasses(*doubt, progress);

  const std::size_t dropped = created.deposits.sum() + created.nonDeposits.sum() + leftOut.sum();
  progress.message(
      {"%1 deposits and %2 non-deposits%3 with %4 features each.", created.table.count(1),
       created.table.count(0),
       sets > 1 ? Sentence(" in %1 sets of %2 (%3 cells are in more than one)", sets,
                           created.table.count(0) / static_cast<std::size_t>(sets), created.sharedCells)
                : Sentence(""),
       created.table.features.size()});
  if (const std::optional<Sentence> doubt = doubtOfNegatives(created.table))
    progress.warning({"%1: %2", methodName.toStdString(), *doubt});
  if (created.deposits.sum() > 0)
    progress.warning({"Deposits left out: %1.", created.deposits.reasons()});
  if (created.nonDeposits.sum() > 0)
    progress.warning({"Non-deposits left out: %1.", created.nonDeposits.reasons()});
  const MissingLayers missing(created.table);
  if (const std::optional<Sentence> account = missing.account())
    progress.message(*account);
  for (const Sentence& doubt : missing.doubts())
    progress.warning(doubt);
  if (leftOut.withoutGeometry > 0)
    progress.warning({"%1 features without geometry were left out.", leftOut.withoutGeometry});

  const QgsFields fields = sampleFields(created.table);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QString output =
      outputs.layer(outputName, fields, Qgis::WkbType::Point, crs, [&](QgsFeatureSink& sink) {
        writeSamples(created.table, fields, sink, progress);
        return static_cast<long long>(created.table.size());
      });
  placeLayer(outputName, LayerPlace::Samples);
  styleSamples(context, output);
  outputs.add(QStringLiteral("POSITIVES"), static_cast<qlonglong>(created.table.count(1)));
  outputs.add(QStringLiteral("NEGATIVES"), static_cast<qlonglong>(created.table.count(0)));
  outputs.add(QStringLiteral("DROPPED"), static_cast<qlonglong>(dropped));
  return outputs.results();
}

} // namespace prospectivity
