#include "processing/explain/target_report_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/core/for_reader.h"
#include "engine/core/measured_values.h"
#include "engine/core/number_format.h"
#include "engine/evaluate/cell_areas.h"
#include "engine/explain/shapley_map.h"
#include "engine/explain/target_report.h"
#include "engine/predict/applicable_shares.h"
#include "engine/predict/layers_as_learnt.h"
#include "engine/predict/tiled_prediction.h"
#include "engine/raster/gdal_raster.h"
#include "processing/explain/given_targets.h"
#include "processing/explain/target_crops.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/layers/known_deposits.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/layers/sample_sets.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

const QString targetsName = QStringLiteral("TARGETS");
const QString mapName = QStringLiteral("PROSPECTIVITY");
const QString knownName = QStringLiteral("KNOWN_DEPOSITS");
const QString mostName = QStringLiteral("MAX_TARGETS");
const QString samplesName = QStringLiteral("SAMPLES");

constexpr std::size_t backgroundRows = 100;

/// The values of a feature that its value in a target is held against.
struct Compared {
  std::vector<double> deposits;
  std::vector<double> others;
};

double groundArea(const CellAreas& areas, const MapScale& scale, bool isDistorted, const CellRuns& cells) {
  double weight = 0;
  for (const CellRun& run : cells)
    for (int column = run.begin; column < run.end; ++column)
      weight += areas.at(column, run.row);
  const double metres = weight * areas.squareMetres();
  return isDistorted ? metres * scale.groundByMap(cells) : metres;
}

/// The stack at points: per feature the known values.
std::vector<std::vector<double>> valuesAt(const std::vector<Point>& points, RasterSource& stack,
                                          const std::vector<int>& bands, const Progress& progress) {
  std::vector<std::vector<double>> values(bands.size());
  std::vector<float> cell(bands.size());
  for (const Point& point : points) {
    progress.check();
    int column = 0;
    int row = 0;
    if (!stack.grid().locate(point, column, row))
      continue;
    stack.read(bands, {column, row, 1, 1}, cell.data());
    for (std::size_t j = 0; j < bands.size(); ++j)
      if (!std::isnan(cell[j]))
        values[j].push_back(static_cast<double>(cell[j]));
  }
  return values;
}

std::vector<double> columnOf(const SampleTable& table, std::size_t feature, int label) {
  std::vector<double> values;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.labels[row] == label)
      values.push_back(table.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(feature)));
  return values;
}

/// What a band holds in each of the targets, for all features of the model.
using FeatureFigures = std::vector<std::vector<CellFigures>>;

/// The mean share of the model's layers with data in a target.
double coverageOf(const FeatureLayers& layers, const FeatureFigures& figures, std::size_t target,
                  std::size_t cells) {
  double present = 0;
  for (std::size_t layer = 0; layer < layers.count(); ++layer) {
    std::size_t fewest = cells;
    for (const std::size_t band : layers.bands(layer))
      fewest = std::min(fewest, figures[band][target].cells);
    present += static_cast<double>(fewest) / static_cast<double>(cells);
  }
  return present / static_cast<double>(layers.count());
}

/// The share of each target in the area of applicability; NaN, and told why, where the model knows none.
std::vector<double> applicableOf(const Model& model, RasterSource& stack, const std::vector<CellRuns>& parts,
                                 const Progress& progress) {
  std::shared_ptr<const Applicability> area;
  try {
    area = std::make_shared<const Applicability>(applicabilityOf(model));
  } catch (const Error& error) {
    progress.message({"The sheets tell no share in the area of applicability. %1", error.sentence()});
    return std::vector<double>(parts.size(), std::numeric_limits<double>::quiet_NaN());
  }
  return applicableShares(model, area, stack, parts, progress);
}

std::string shareText(double share) {
  return formatPercent(share, 2);
}

/// Turns what is known of features into what the sheets tell of players.
class EvidenceOfTargets {
 public:
  EvidenceOfTargets(const Model& model, const LayerPlayers& players, RasterSource& stack,
                    std::vector<int> bands, const FeatureFigures& figures, std::vector<Compared> compared)
      : mModel(model), mPlayers(players), mStack(stack), mBands(std::move(bands)), mFigures(figures),
        mCompared(std::move(compared)) {}

  std::vector<LayerInTarget> of(std::size_t target, const CellRuns& cells, const TargetReasons& reasons,
                                const Progress& progress) const {
    std::vector<LayerInTarget> layers;
    for (std::size_t player = 0; player < mPlayers.names.size(); ++player) {
      LayerInTarget layer;
      layer.name = mPlayers.names[player];
      layer.reason = player < reasons.values.size() ? reasons.values[player] : 0;
      const auto feature = static_cast<std::size_t>(mPlayers.features.columns[player].front());
      const FeatureDescription described =
          mModel.descriptions.empty() ? FeatureDescription() : mModel.descriptions[feature];
      if (mPlayers.isGroup(player))
        layer.value = mostFrequentOf(player, target);
      else if (described.kind == FeatureKind::Codes)
        layer.value = mostFrequentCode(feature, cells, described, progress);
      else
        tellNumbers(feature, target, described, layer);
      layers.push_back(std::move(layer));
    }
    return layers;
  }

 private:
  void tellNumbers(std::size_t feature, std::size_t target, const FeatureDescription& described,
                   LayerInTarget& layer) const {
    const CellFigures& figures = mFigures[feature][target];
    const MeasuredValues measured = measuredValues(described);
    layer.unit = measured.scale();
    if (figures.cells == 0) {
      layer.value = forReader("missing");
      return;
    }
    layer.value = formatNumber(measured.told(figures.mean()));
    layer.isOfLogarithms = measured.log.has_value();
    layer.range = forReader(
        {"%1 to %2", formatNumber(measured.told(figures.least)), formatNumber(measured.told(figures.most))});
    layer.amongDeposits = shareBelow(mCompared[feature].deposits, figures.mean());
    layer.amongOthers = shareBelow(mCompared[feature].others, figures.mean());
  }

  /// Of a layer with a band of 0 and 1 per class: the mean of a band is the share of its class.
  std::string mostFrequentOf(std::size_t player, std::size_t target) const {
    double most = 0;
    std::string text = forReader("missing");
    for (std::size_t i = 0; i < mPlayers.features.columns[player].size(); ++i) {
      const auto feature = static_cast<std::size_t>(mPlayers.features.columns[player][i]);
      const double share = mFigures[feature][target].mean();
      if (!(share > most))
        continue;
      most = share;
      text = mPlayers.classes[player][i] + " (" + shareText(share) + ")";
    }
    return text;
  }

  std::string mostFrequentCode(std::size_t feature, const CellRuns& cells,
                               const FeatureDescription& described, const Progress& progress) const {
    const std::map<float, std::size_t> counts = countsOf(mStack, mBands[feature], cells, progress);
    if (counts.empty())
      return forReader("missing");
    std::size_t all = 0;
    for (const auto& [code, count] : counts)
      all += count;
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto code = static_cast<double>(most->first);
    const std::string name = described.className(code);
    return (name.empty() ? formatNumber(code) : name) + " (" +
           shareText(static_cast<double>(most->second) / static_cast<double>(all)) + ")";
  }

  const Model& mModel;
  const LayerPlayers& mPlayers;
  RasterSource& mStack;
  std::vector<int> mBands;
  const FeatureFigures& mFigures;
  std::vector<Compared> mCompared;
};

} // namespace

TargetReportAlgorithm::TargetReportAlgorithm() = default;
TargetReportAlgorithm::~TargetReportAlgorithm() = default;

QStringList TargetReportAlgorithm::tags() const {
  return QStringLiteral("targets,report,print,sheet,drivers,shap,evidence,prospectivity,deposits")
      .split(QLatin1Char(','));
}

QString TargetReportAlgorithm::shortDescription() const {
  return toolWords("Writes a sheet of paper for each target, and an index of them.");
}

QString TargetReportAlgorithm::shortHelpString() const {
  return helpText(R"(
Writes one page of A4 for each of the first targets, and an index. A target is where the score of the model
is high, and no discovery.

Targets: the ranked polygons of Predict prospectivity, or any polygons in any CRS. Cells count whose centre
lies inside. Model, evidence stack and score map must be those of one run.

Each sheet shows two maps, what raises and lowers the score (mean Shapley values in log-odds), and the
values of each layer in its units, with their place among known deposits and other samples.
)");
}

void TargetReportAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(new QgsProcessingParameterFeatureSource(
      targetsName, QStringLiteral("Targets"), sourceTypes(Qgis::ProcessingSourceType::VectorPolygon)));
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addParameter(
      new QgsProcessingParameterRasterLayer(QStringLiteral("STACK"), QStringLiteral("Evidence stack")));
  addParameter(new QgsProcessingParameterRasterLayer(mapName, QStringLiteral("Prospectivity score")));
  addParameter(new QgsProcessingParameterFeatureSource(knownName, QStringLiteral("Known deposits"),
                                                       sourceTypes(Qgis::ProcessingSourceType::VectorPoint),
                                                       QVariant(), true));
  addParameter(new QgsProcessingParameterNumber(mostName, QStringLiteral("Targets at most"),
                                                Qgis::ProcessingNumberParameterType::Integer, 20, false, 1));
  addAdvancedParameter(new QgsProcessingParameterFeatureSource(
      samplesName, QStringLiteral("Samples: those to compare the evidence with"),
      sourceTypes(Qgis::ProcessingSourceType::Vector), QVariant(), true));
  addAdvancedParameter(new QgsProcessingParameterField(
      QStringLiteral("LABEL_FIELD"), QStringLiteral("Label field (1 deposit, 0 non-deposit)"),
      QStringLiteral("label"), samplesName, Qgis::ProcessingFieldParameterDataType::Any, false, true));
  addAdvancedParameter(setParameter());
  addSeedParameter();
  addParameter(new QgsProcessingParameterFileDestination(
      QStringLiteral("REPORT"), QStringLiteral("Target report"), QStringLiteral("HTML files (*.html)")));
}

void TargetReportAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                    QgsProcessingFeedback* feedback) {
  ExplainAlgorithm::prepare(parameters, context, feedback);
  mTargets.reset(parameterAsSource(parameters, targetsName, context));
  if (!mTargets)
    throw Error("TARGETS: the layer cannot be opened; check the path or choose a layer of polygons.");
  mMap = rasterFile(parameterAsRasterLayer(parameters, mapName, context), mapName);
  if (isGiven(parameters, knownName))
    mKnown.reset(parameterAsSource(parameters, knownName, context));
}

QVariantMap TargetReportAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                       QgsProcessingFeedback*, const Progress& progress) {
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const Model& model = *opened;
  if (model.background.rows() < 2)
    throw Error("MODEL: the model file stores no background samples, so that its scores cannot be explained; "
                "train the model again with this plugin.");
  const QString madeWith = fingerprintOfMap(QString::fromStdString(mMap.path));
  if (!madeWith.isEmpty() &&
      madeWith != modelFingerprint(parameterAsFile(parameters, QStringLiteral("MODEL"), context)))
    throw Error(
        "PROSPECTIVITY: the map was made with another model than MODEL, whose reasons are not those of "
        "its scores; choose the model that it was made with.");
  const std::unique_ptr<RasterSource> stack = layersAsLearnt(openRaster(stackFile()), model, progress);
  const std::unique_ptr<RasterSource> map = openRaster(mMap);
  const Grid& grid = map->grid();
  const std::vector<int> bands = modelBands(*stack, model.features);

  GivenTargets given = readTargets(*mTargets, *map, context, progress);
  std::vector<GivenTarget>& targets = given.targets;
  const auto most = static_cast<std::size_t>(parameterAsInt(parameters, mostName, context));
  if (targets.size() > most) {
    progress.message({"Of %1 targets the first %2 have a sheet.", targets.size(), most});
    targets.resize(most);
  }
  for (const GivenTarget& target : targets)
    if (target.scores.least < 0 || target.scores.most > 1)
      throw Error("PROSPECTIVITY: the map holds values beyond 0 to 1; choose a map of prospectivity scores.");
  std::vector<CellRuns> parts;
  parts.reserve(targets.size());
  for (const GivenTarget& target : targets)
    parts.push_back(target.cells);

  std::vector<Point> deposits;
  std::vector<DepositsOfTarget> ofDeposits;
  if (mKnown) {
    deposits = knownDeposits(*mKnown, grid, context, progress);
    ofDeposits = depositsOfTargets(grid, parts, deposits, progress);
  }

  TargetReportFacts facts;
  facts.given = given.given;
  facts.withoutCells = given.withoutCells;
  facts.order = given.isRanked ? "their ranks" : "their mean scores, the highest first";
  std::vector<Compared> compared(model.features.size());
  if (isGiven(parameters, samplesName)) {
    const ModelSamples compareWith = samples(model, parameters, context, progress.part(0, 0.05), true);
    facts.others = "non-deposits";
    for (std::size_t j = 0; j < compared.size(); ++j)
      compared[j] = {columnOf(compareWith.table, j, 1), columnOf(compareWith.table, j, 0)};
  } else {
    const std::vector<std::vector<double>> atDeposits = valuesAt(deposits, *stack, bands, progress);
    // Of windowed models the training samples are means over windows, which are no values of cells.
    const bool hasTraining = model.window() == 1 && !model.training.areEncoded;
    if (hasTraining)
      facts.others = "training samples";
    for (std::size_t j = 0; j < compared.size(); ++j) {
      compared[j].deposits = atDeposits[j];
      for (Eigen::Index row = 0; hasTraining && row < model.training.values.rows(); ++row)
        compared[j].others.push_back(
            static_cast<double>(model.training.values(row, static_cast<Eigen::Index>(j))));
    }
  }

  FeatureFigures figures;
  const Progress reading = progress.part(0.05, 0.25);
  for (std::size_t j = 0; j < bands.size(); ++j)
    figures.push_back(
        figuresOf(*stack, bands[j], parts,
                  reading.part(static_cast<double>(j) / static_cast<double>(bands.size()),
                               static_cast<double>(j + 1) / static_cast<double>(bands.size()))));
  const std::vector<double> applicable = applicableOf(model, *stack, parts, progress.part(0.25, 0.3));
  const LayerPlayers players = layerPlayers(model.features, true, model.descriptions);
  ShapleyOptions options;
  options.groupClasses = true;
  options.permutations.seed = seed(parameters, context);
  options.permutations.maximum = 256;
  options.permutations.standardError = 0.02;
  const std::vector<TargetReasons> reasons = targetReasons(
      model, players, drawnBackground(model.background, backgroundRows, options.permutations.seed), *stack,
      parts, options, progress.part(0.3, 0.9));

  const FeatureLayers layers(model.features, model.descriptions);
  const CellAreas areas(grid);
  const MapScale scale(grid);
  const bool isDistorted = scale.distortsAreas();
  std::vector<TargetSheet> sheets;
  const EvidenceOfTargets evidence(model, players, *stack, bands, figures, std::move(compared));
  for (std::size_t i = 0; i < targets.size(); ++i) {
    progress.check();
    const GivenTarget& target = targets[i];
    TargetSheet sheet;
    sheet.name = target.name;
    sheet.cells = target.scores.cells;
    sheet.squareKilometres = groundArea(areas, scale, isDistorted, target.cells) / 1e6;
    sheet.meanScore = target.scores.mean();
    sheet.highestScore = target.scores.most;
    sheet.spread = target.spread;
    sheet.coverage = coverageOf(layers, figures, i, target.scores.cells);
    sheet.applicable = applicable[i];
    if (mKnown) {
      sheet.deposits = ofDeposits[i].inside;
      sheet.nearestMetres = ofDeposits[i].metres;
    }
    sheet.place = placeOf(grid, target, context);
    sheet.maps = targetCrops(*map, target, targets, deposits, context);
    sheet.reasons = reasons[i];
    sheet.layers = evidence.of(i, target.cells, reasons[i], progress);
    sheets.push_back(std::move(sheet));
    progress.fraction(0.9 + 0.1 * static_cast<double>(i + 1) / static_cast<double>(targets.size()));
  }

  RunOutputs outputs = outputsOf(parameters, context, progress);
  writeReport(outputs, model, [&] { return targetReport(sheets, players, facts); });
  return outputs.results();
}

} // namespace prospectivity
