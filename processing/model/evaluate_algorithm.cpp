#include "processing/model/evaluate_algorithm.h"

#include "engine/core/error.h"
#include "engine/evaluate/evaluation.h"
#include "engine/evaluate/evaluation_report.h"
#include "engine/raster/gdal_raster.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/point_source.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/shown_name.h"
#include "processing/model/evaluation_tables.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

namespace prospectivity {

namespace {

const QString mapName = QStringLiteral("PROSPECTIVITY");
const QString bandName = QStringLiteral("BAND");
const QString depositsName = QStringLiteral("DEPOSITS");
const QString nonDepositsName = QStringLiteral("NON_DEPOSITS");
const QString bootstrapName = QStringLiteral("BOOTSTRAP");
const QString reportName = QStringLiteral("REPORT");
const QString tableName = QStringLiteral("TABLE");
const QString curveName = QStringLiteral("CURVE");

void logAccount(const Sentence& kind, const PointAccount& account, const Progress& progress) {
  progress.message({"%1 used: %2 of %3.", kind, account.used, account.given});
  if (account.used < account.given)
    progress.warning({"%1 left out: %2.", kind, account.leftOut()});
}

/// Where the map is measured and not the ground, the area is brought to the ground.
void measureOnGround(AreaRanks& ranks, const Grid& grid) {
  const MapScale scale(grid);
  if (scale.distortsAreas())
    ranks.squareMetres *= scale.groundByMap(ranks.parts);
}

} // namespace

EvaluateAlgorithm::EvaluateAlgorithm() = default;
EvaluateAlgorithm::~EvaluateAlgorithm() = default;

QStringList EvaluateAlgorithm::tags() const {
  return QStringLiteral("evaluation,validation,success rate,prediction-area,roc,auc,capture,"
                        "bootstrap,prospectivity,map")
      .split(QLatin1Char(','));
}

QString EvaluateAlgorithm::shortDescription() const {
  return toolWords("Says how well any prospectivity map finds deposits, with intervals.");
}

QString EvaluateAlgorithm::shortHelpString() const {
  return helpText(R"(
Says how well any map in which higher means more prospective finds deposits: success-rate curve,
prediction-area plot and, with non-deposits, the ROC curve, with 95 % intervals from drawing the deposits
anew.

Points may be in any CRS. Those outside of the raster or the mask, or on NoData, are left out and counted;
several in one cell count once. On a grid in degrees cells count by their area on the ellipsoid.

AUC: 0.5 is chance. AREA_AT_80: the share of the area that holds 80 % of the deposits.

Judge a map by deposits that did not serve to make it: on others the figures say how well it fits, not how
well it predicts.
)");
}

void EvaluateAlgorithm::initAlgorithm(const QVariantMap&) {
  const QList<int> points = sourceTypes(Qgis::ProcessingSourceType::VectorPoint);
  addParameter(new QgsProcessingParameterRasterLayer(mapName, QStringLiteral("Prospectivity map")));
  // Optional, because QGIS refuses a band that is left out despite its default.
  addParameter(new QgsProcessingParameterBand(bandName, QStringLiteral("Band"), 1, mapName, true));
  addParameter(new QgsProcessingParameterFeatureSource(depositsName, QStringLiteral("Deposits"), points));
  addParameter(new QgsProcessingParameterFeatureSource(nonDepositsName, QStringLiteral("Non-deposits"),
                                                       points, QVariant(), true));
  addParameter(maskParameter());
  addAdvancedParameter(new QgsProcessingParameterNumber(
      bootstrapName, QStringLiteral("Intervals: resamples of the points (0: no intervals)"),
      Qgis::ProcessingNumberParameterType::Integer, 1000, false, 0, 10000));
  addSeedParameter();
  addParameter(
      new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Report of the evaluation"),
                                                QStringLiteral("HTML files (*.html)"), QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(tableName, QStringLiteral("Figures"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(curveName, QStringLiteral("Success-rate curve"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true,
                                                     false));
  for (const auto& [id, title] : {std::pair("AUC", "Area under the curve"),
                                  {"AREA_AT_80", "Share of the area for 80 % of the deposits"},
                                  {"PA_INTERSECTION", "Capture at the prediction-area intersection"},
                                  {"POINTS_USED", "Points used"},
                                  {"POINTS_DROPPED", "Points left out"}})
    addOutput(new QgsProcessingOutputNumber(QString::fromLatin1(id), QString::fromLatin1(title)));
}

void EvaluateAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                QgsProcessingFeedback*) {
  const QgsRasterLayer* map = parameterAsRasterLayer(parameters, mapName, context);
  mMap = rasterFile(map, mapName);
  mMapName = shownName(*map);
  mMask = readMask(*this, parameters, context);
  mDeposits.reset(parameterAsSource(parameters, depositsName, context));
  mNonDeposits.reset(parameterAsSource(parameters, nonDepositsName, context));
}

QVariantMap EvaluateAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                   QgsProcessingFeedback*, const Progress& progress) {
  nameLayer(tableName, inLanguage(Words::Layers, QStringLiteral("Evaluation of the map")));
  const std::unique_ptr<RasterSource> map = openRaster(mMap);
  const QgsCoordinateReferenceSystem crs = crsOf(map->grid());
  warnOfUnequalCells(map->grid(), mapName, progress);
  EvaluationRequest request;
  if (isGiven(parameters, bandName))
    request.band = parameterAsInt(parameters, bandName, context) - 1;
  PointsLeftOut leftOut;
  request.deposits =
      readPoints(*mDeposits, depositsName, PointKind::Deposits, crs, context, leftOut, progress);
  if (mNonDeposits) {
    request.nonDeposits =
        readPoints(*mNonDeposits, nonDepositsName, PointKind::NonDeposits, crs, context, leftOut, progress);
    if (request.nonDeposits.empty())
      throw Error("NON_DEPOSITS has no points: choose a layer of points, or leave it out.");
  }
  request.resamples = parameterAsInt(parameters, bootstrapName, context);
  request.seed = seed(parameters, context);
  const std::unique_ptr<RasterSource> mask = mMask.on(map->grid());
  Evaluation evaluation = evaluateMap(*map, mask.get(), request, progress);
  measureOnGround(evaluation.ranks, map->grid());

  logAccount(Sentence("Deposits"), evaluation.deposits.account, progress);
  if (evaluation.hasNonDeposits())
    logAccount(Sentence("Non-deposits"), evaluation.nonDeposits.account, progress);
  if (leftOut.withoutGeometry > 0)
    progress.warning({"%1 features without geometry were left out.", leftOut.withoutGeometry});
  for (const Figure& figure : evaluation.figures)
    progress.message({"%1: %2", Sentence(figure.title), withInterval(figure)});

  const std::size_t used = evaluation.deposits.account.used + evaluation.nonDeposits.account.used;
  const std::size_t given = evaluation.deposits.account.given + evaluation.nonDeposits.account.given;
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.add(QStringLiteral("AUC"), evaluation.auc().value);
  outputs.add(QStringLiteral("AREA_AT_80"), evaluation.figure("area_at_80").value);
  outputs.add(QStringLiteral("PA_INTERSECTION"), evaluation.figure("pa_intersection").value);
  outputs.add(QStringLiteral("POINTS_USED"), static_cast<qlonglong>(used));
  outputs.add(QStringLiteral("POINTS_DROPPED"), static_cast<qlonglong>(given + leftOut.sum() - used));
  outputs.table(tableName, figureFields(),
                [&](QgsFeatureSink& sink) { return writeFigures(evaluation, sink); });
  outputs.table(curveName, successRateFields(),
                [&](QgsFeatureSink& sink) { return writeSuccessRate(evaluation, sink); });
  outputs.report([&] { return evaluationReport(evaluation, mMapName.toStdString()); });
  return outputs.results();
}

} // namespace prospectivity
