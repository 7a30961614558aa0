#include "processing/explain/shap_map_algorithm.h"

#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/feature_description.h"
#include "engine/core/feature_layers.h"
#include "engine/core/number_format.h"
#include "engine/explain/driver_map.h"
#include "engine/explain/shapley_map.h"
#include "engine/explain/shapley_summary.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/report/palette.h"
#include "engine/report/report.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/raster_layer.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

/// Classes of a byte raster; beyond them the driver is written in whole floats.
constexpr std::size_t byteClasses = 255;

/// A raster of classes from 1 by their names.
FeatureDescription classesNamed(const std::vector<std::string>& names) {
  FeatureDescription description;
  description.kind = FeatureKind::Codes;
  for (std::size_t i = 0; i < names.size(); ++i)
    description.classes.emplace(static_cast<double>(i + 1), names[i]);
  return description;
}

/// What the layer that a map opens with gives to the cells of high scores.
std::string accountOf(const HighScores& high, const LayerPlayers& players, const QString& scale) {
  const std::size_t strongest = high.strongest();
  const double share = static_cast<double>(high.cells) / static_cast<double>(high.allCells);
  const std::string cells = "High scores are those from " + formatNumber(high.from, 3) + " on (" +
                            formatPercent(share) + " of the cells). ";
  if (high.means[strongest] <= 0)
    return cells + "No layer raises them on average.";
  return cells + "The layer that gives most to them is " + players.names[strongest] + ": " +
         formatNumber(high.means[strongest], 3) + " on average, in " + scale.toStdString() + ".";
}

/// What would make a map of so many cells faster, of what this call leaves open.
std::string shorterBy(const ShapleyOptions& options, bool isExact, bool hasMask, bool hasSpread) {
  std::string ways = hasMask ? "A smaller MASK" : "A MASK around the ground that matters";
  if (options.space != OutputSpace::Logit)
    ways += ", OUTPUT_SPACE logit";
  if (!isExact && !options.groupClasses)
    ways += ", GROUP_CLASSES";
  if (hasSpread)
    ways += ", no SPREAD";
  return ways + " or a smaller BACKGROUND_SIZE makes it shorter" +
         (isExact ? "." : "; values of more than 16 layers are sampled here, which is slow.");
}

} // namespace

QStringList ShapMapAlgorithm::tags() const {
  return {QStringLiteral("shap"),         QStringLiteral("shapley"), QStringLiteral("explain"),
          QStringLiteral("attribution"),  QStringLiteral("raster"),  QStringLiteral("map"),
          QStringLiteral("prospectivity")};
}

QString ShapMapAlgorithm::shortDescription() const {
  return QStringLiteral("Maps what each evidence layer gives to the prediction of every cell.");
}

QString ShapMapAlgorithm::shortHelpString() const {
  return helpText(R"(
Divides the prediction of every cell among the evidence layers (interventional Shapley values): a band for
each layer, and a map of the layer that pushes each cell up most.

The stack has one band per feature of the model, found by its name, in the units it was trained on; outputs
have its grid. Cells with NoData in a needed band, or outside of the mask, are NoData, unless the model
takes missing values.

By default log-odds are explained, exactly for networks without hidden dense layers; all else is exact up to
16 features, and sampled beyond, which is slow. Cells are compared with at most 100 background samples, by
default those of the model file.
)");
}

void ShapMapAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addParameter(
      new QgsProcessingParameterRasterLayer(QStringLiteral("STACK"), QStringLiteral("Evidence stack")));
  addBackgroundParameter();
  addAdvancedParameter(new QgsProcessingParameterNumber(
      QStringLiteral("BACKGROUND_SIZE"), QStringLiteral("Background samples at most"),
      Qgis::ProcessingNumberParameterType::Integer, 100, false, 2));
  addParameter(maskParameter());
  addParameter(new ChoiceParameter(QStringLiteral("OUTPUT_SPACE"), QStringLiteral("Output space"),
                                   outputSpaceChoices(), 0));
  addGroupClassesParameter();
  addAdvancedParameter(minPresentParameter());
  addSeedParameter();
  addParameter(
      new QgsProcessingParameterRasterDestination(QStringLiteral("OUTPUT"), QStringLiteral("SHAP map")));
  addParameter(new QgsProcessingParameterRasterDestination(
      QStringLiteral("DRIVER"), QStringLiteral("Strongest driver"), QVariant(), true));
  addParameter(new QgsProcessingParameterRasterDestination(
      QStringLiteral("SPREAD"), QStringLiteral("Spread over the members of the model"), QVariant(), true,
      false));
}

void ShapMapAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback* feedback) {
  ExplainAlgorithm::prepare(parameters, context, feedback);
  mMask = readMask(*this, parameters, context);
}

void ShapMapAlgorithm::tellTime(const Model& model, const FloatMatrix& references,
                                const ShapleyOptions& options, bool hasSpread, double minPresent,
                                const Progress& progress) const {
  RasterFile unwatched = stackFile(); // what is read of it counts when the map is made
  unwatched.watch = nullptr;
  const std::unique_ptr<RasterSource> stack = layersAsLearnt(openRaster(unwatched), model, {});
  const std::unique_ptr<RasterSource> mask = mMask.on(stack->grid());
  const MappingTime time =
      shapleyMapTime(model, references, *stack, mask.get(), options, hasSpread, minPresent, progress);
  if (time.duration)
    tellDuration(progress, "Explaining about " + std::to_string(time.duration->cells) + " cells",
                 time.duration->seconds, shorterBy(options, time.isExact, mask != nullptr, hasSpread));
}

QVariantMap ShapMapAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                  QgsProcessingFeedback*, const Progress& progress) {
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const Model& model = *opened;
  const std::unique_ptr<RasterSource> stack = layersAsLearnt(openRaster(stackFile()), model, progress);
  const std::unique_ptr<RasterSource> mask = mMask.on(stack->grid());
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(chosen(parameters, QStringLiteral("OUTPUT_SPACE"), context));
  options.permutations.seed = seed(parameters, context);
  options.permutations.maximum = 256;
  options.permutations.standardError = 0.02;
  options.groupClasses = groupsClasses(parameters, context);
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses);
  const std::vector<std::string> classes = driverClasses(model, players);
  const double minPresent = parameterAsDouble(parameters, QStringLiteral("MIN_PRESENT"), context);
  checkMinPresent(minPresent); // before files are made
  const int size = parameterAsInt(parameters, QStringLiteral("BACKGROUND_SIZE"), context);
  const FloatMatrix references =
      drawnBackground(background(model, progress), static_cast<std::size_t>(size), options.permutations.seed);

  const QString output = parameterAsOutputLayer(parameters, QStringLiteral("OUTPUT"), context);
  const QString driver = parameterAsOutputLayer(parameters, QStringLiteral("DRIVER"), context);
  const QString spread = parameterAsOutputLayer(parameters, QStringLiteral("SPREAD"), context);
  checkRasterDestination(output, QStringLiteral("OUTPUT"));
  checkRasterDestination(driver, QStringLiteral("DRIVER"));
  checkRasterDestination(spread, QStringLiteral("SPREAD"));
  if (!spread.isEmpty() && model.memberCount() < 2)
    throw Error("SPREAD: the model has one member, and no spread over members; train a model of several "
                "members, such as the ensemble of fold models, or leave SPREAD out.");
  tellTime(model, references, options, !spread.isEmpty(), minPresent, progress);
  RasterOptions tagged;
  tagged.tags = rasterTags();
  const std::unique_ptr<RasterSink> attributions =
      createRaster(output.toStdString(), stack->grid(), shapleyMapBands(players), tagged);
  // Which drivers the map shows is known only at its end: until then each cell's driver and score lie beside
  // the output, in a file that goes with the run.
  std::optional<QTemporaryDir> scratch;
  std::string collected;
  std::unique_ptr<RasterSink> drivers;
  if (!driver.isEmpty()) {
    scratch.emplace(QFileInfo(driver).absolutePath() + QStringLiteral("/driver-XXXXXX"));
    if (!scratch->isValid())
      throw Error("DRIVER: the folder of '" + driver.toStdString() +
                  "' cannot be written; choose another folder.");
    collected = scratch->filePath(QStringLiteral("drivers.tif")).toStdString();
    RasterOptions plain;
    plain.overviews = false;
    drivers = createRaster(collected, stack->grid(), {"driver", "score"}, plain);
  }
  std::unique_ptr<RasterSink> spreads;
  if (!spread.isEmpty())
    spreads = createRaster(spread.toStdString(), stack->grid(), shapleySpreadBands(players), tagged);
  const MappedReasons reasons =
      mapShapley(model, references, *stack, mask.get(), *attributions, drivers.get(), options,
                 progress.part(0, 0.96), spreads.get(), minPresent);
  const std::vector<std::size_t>& driven = reasons.driven;
  std::size_t cells = 0;
  for (const std::size_t count : driven)
    cells += count;
  if (cells == 0)
    throw Error(
        model.takesMissing()
            ? "STACK: no cell has data of enough layers of the model; check the layers and the mask, or "
              "lower MIN_PRESENT."
            : "STACK: no cell has data in every layer of the model; check the layers and the mask.");
  std::vector<double> shares;
  shares.reserve(driven.size());
  for (const std::size_t count : driven)
    shares.push_back(100.0 * static_cast<double>(count) / static_cast<double>(cells));
  for (const std::size_t driverClass : ranking(shares))
    if (driven[driverClass] > 0)
      progress.message(classes[driverClass] + " drives " + formatNumber(shares[driverClass], 3) +
                       " % of the cells.");
  const QString scale =
      options.space == OutputSpace::Logit ? QStringLiteral("log-odds") : QStringLiteral("units of the score");
  progress.message(accountOf(reasons.high, players, scale));
  const std::size_t strongest = reasons.high.strongest();

  attributions->finish();
  const QString why = QStringLiteral("Why: %1").arg(QString::fromStdString(players.names[strongest]));
  placeLayer(QStringLiteral("OUTPUT"), LayerPlace::Reasons);
  placeLayer(QStringLiteral("DRIVER"), LayerPlace::Drivers);
  nameLayer(QStringLiteral("OUTPUT"), why);
  nameLayer(QStringLiteral("DRIVER"), QStringLiteral("Strongest layer"));
  nameLayer(QStringLiteral("SPREAD"), why + QStringLiteral(", spread over the members"));
  QVariantMap results{{QStringLiteral("OUTPUT"), output}};
  styleDiverging(context, output, scale, static_cast<int>(players.names.size()),
                 static_cast<int>(strongest) + 1);
  if (drivers) {
    drivers->finish();
    const DriverMap map = driverMap(reasons.high, palette::featuresColoured);
    RasterOptions whole = tagged;
    whole.type = classes.size() <= byteClasses ? CellType::Byte : CellType::Float32;
    const std::unique_ptr<RasterSink> shown =
        createRaster(driver.toStdString(), stack->grid(), driverMapBands(), whole);
    shown->describeFeature(0, classesNamed(classes));
    shown->describeFeature(1, classesNamed(driverMapNames(map, classes)));
    writeDriverMap(*openRaster(collected), map, *shown, progress.part(0.96, 0.98));
    shown->finish();
    QStringList names;
    for (const std::string& driverClass : classes)
      names.append(QString::fromStdString(driverClass));
    styleDrivers(context, driver, names, map.listed, QString::fromStdString(otherName(map, classes)),
                 QString::fromStdString(lowName(map)));
    results.insert(QStringLiteral("DRIVER"), driver);
  }
  if (spreads) {
    spreads->finish();
    styleSpread(context, spread, QStringLiteral("standard deviation over the members, in %1").arg(scale),
                static_cast<int>(players.names.size()), static_cast<int>(strongest) + 1);
    results.insert(QStringLiteral("SPREAD"), spread);
  }
  return results;
}

} // namespace prospectivity
