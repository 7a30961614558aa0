#include "processing/model/target_features.h"

#include "engine/explain/shapley_map.h"
#include "engine/explain/target_drivers.h"
#include "engine/raster/gdal_raster.h"
#include "processing/layers/known_deposits.h"
#include "processing/layers/map_scale.h"
#include "processing/outputs/number_or_null.h"
#include "processing/outputs/tables.h"
#include "processing/releases/fields.h"

#include <qgsfeature.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t driversInText = 5;
constexpr std::size_t driversInFields = 3;
constexpr std::size_t backgroundRows = 100;

/// Where the map is measured and not the ground, areas are brought to the ground.
void measureOnGround(std::vector<TargetPolygon>& targets, const Grid& grid) {
  const MapScale scale(grid);
  if (scale.distortsAreas())
    for (TargetPolygon& target : targets)
      target.squareMetres *= scale.groundByMap(target.runs);
}

std::vector<RankedTarget> listedTargets(std::vector<TargetPolygon> found, const TargetKnowledge& knowledge,
                                        const Progress& progress) {
  const std::size_t all = found.size();
  std::vector<RankedTarget> targets = rankTargets(std::move(found), knowledge.least);
  if (targets.size() < all)
    progress.message(
        {"%1 of %2 targets are smaller than %3 says and are left out of the polygons; a raster of "
         "target levels keeps them.",
         all - targets.size(), all, Subject::MinTargetArea});
  if (all > 0 && targets.empty())
    progress.warning({"%1: every target is smaller, so that there are no polygons; choose a smaller area.",
                      Subject::MinTargetArea});
  return targets;
}

/// The means of a raster over the targets, each by `unit`; not known without a raster.
std::vector<double> meansOf(const QString& path, const std::vector<CellRuns>& parts, double unit,
                            const Progress& progress) {
  std::vector<double> means(parts.size(), notKnown);
  if (path.isEmpty())
    return means;
  const std::unique_ptr<RasterSource> raster = openRaster(path.toStdString());
  const std::vector<CellFigures> figures = figuresOf(*raster, 0, parts, progress);
  for (std::size_t i = 0; i < parts.size(); ++i)
    means[i] = figures[i].mean() / unit;
  return means;
}

/// Cells of the map by where they lie on the grid of the layers.
void moveToLayers(std::vector<CellRuns>& parts, const Tile& place) {
  for (CellRuns& runs : parts)
    for (CellRun& run : runs) {
      run.row += place.row;
      run.begin += place.column;
      run.end += place.column;
    }
}

/// The reasons of the first targets; none where the model has no background to compare with.
std::vector<TargetReasons> reasonsOf(const TargetKnowledge& knowledge, const LayerPlayers& players,
                                     std::vector<CellRuns> parts, const Progress& progress) {
  if (knowledge.model.background.rows() == 0) {
    progress.warning("The model file holds no background samples, so that no drivers of the targets can be "
                     "told; train the model again with this plugin.");
    return {};
  }
  if (parts.size() > targetsWithDrivers) {
    progress.message({"Drivers are told of the first %1 of %2 targets.", targetsWithDrivers, parts.size()});
    parts.resize(targetsWithDrivers);
  }
  moveToLayers(parts, knowledge.place);
  ShapleyOptions options;
  options.groupClasses = true;
  options.permutations.seed = knowledge.seed;
  options.permutations.maximum = 256;
  options.permutations.standardError = 0.02;
  return targetReasons(knowledge.model, players,
                       drawnBackground(knowledge.model.background, backgroundRows, knowledge.seed),
                       knowledge.stack, parts, options, progress);
}

} // namespace

QgsFields targetFields() {
  QgsFields fields = tableFields({{"id", QMetaType::Int},
                                  {"rank", QMetaType::Int},
                                  {"level", QMetaType::Int},
                                  {"name", QMetaType::QString},
                                  {"area_km2", QMetaType::Double},
                                  {"cells", QMetaType::LongLong},
                                  {"mean_prob", QMetaType::Double},
                                  {"max_prob", QMetaType::Double},
                                  {"spread", QMetaType::Double},
                                  {"deposits", QMetaType::LongLong},
                                  {"nearest_m", QMetaType::Double},
                                  {"coverage", QMetaType::Double},
                                  {"applicable", QMetaType::Double},
                                  {"drivers", QMetaType::QString}});
  for (std::size_t i = 1; i <= driversInFields; ++i) {
    fields.append(makeField(QStringLiteral("driver_%1").arg(i), QMetaType::QString));
    fields.append(makeField(QStringLiteral("share_%1").arg(i), QMetaType::Double));
  }
  return fields;
}

long long writeTargetFeatures(std::vector<TargetPolygon> found, const std::vector<std::string>& names,
                              const Grid& grid, const TargetKnowledge& knowledge,
                              const QgsProcessingContext& context, QgsFeatureSink& sink,
                              const Progress& progress) {
  measureOnGround(found, grid);
  const std::vector<RankedTarget> targets = listedTargets(std::move(found), knowledge, progress);
  std::vector<CellRuns> parts;
  parts.reserve(targets.size());
  for (const RankedTarget& target : targets)
    parts.push_back(target.polygon.runs);

  const std::vector<double> spread = meansOf(knowledge.spread, parts, 1, progress.part(0, 0.1));
  std::vector<double> coverage =
      meansOf(knowledge.coverage, parts, static_cast<double>(knowledge.layers), progress.part(0.1, 0.2));
  if (knowledge.coverage.isEmpty())
    std::fill(coverage.begin(), coverage.end(), 1); // the model takes no cell that lacks a layer
  const std::vector<double> applicable = meansOf(knowledge.applicable, parts, 1, progress.part(0.2, 0.3));
  std::vector<DepositsOfTarget> deposits;
  if (knowledge.known != nullptr)
    deposits =
        depositsOfTargets(grid, parts, knownDeposits(*knowledge.known, grid, context, progress), progress);
  const LayerPlayers players = layerPlayers(knowledge.model.features, true, knowledge.model.descriptions);
  const std::vector<TargetReasons> reasons = reasonsOf(knowledge, players, parts, progress.part(0.3, 1));

  const QgsFields fields = targetFields();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const TargetPolygon& polygon = targets[i].polygon;
    const std::vector<Driver> drivers = i < reasons.size() ? driversOf(reasons[i]) : std::vector<Driver>();
    const bool hasDeposits = !deposits.empty();
    QVector<QVariant> values{
        targets[i].id,
        targets[i].rank,
        polygon.level,
        QString::fromStdString(names.at(static_cast<std::size_t>(polygon.level) - 1)),
        numberOrNull(polygon.squareMetres / 1e6),
        static_cast<qlonglong>(polygon.cells),
        polygon.mean,
        polygon.max,
        numberOrNull(spread[i]),
        hasDeposits ? QVariant(static_cast<qlonglong>(deposits[i].inside)) : nullOf(QMetaType::LongLong),
        hasDeposits ? numberOrNull(deposits[i].metres) : nullOf(QMetaType::Double),
        numberOrNull(coverage[i]),
        numberOrNull(applicable[i]),
        drivers.empty() ? nullOf(QMetaType::QString)
                        : QVariant(QString::fromStdString(driverText(drivers, players, driversInText)))};
    for (std::size_t place = 0; place < driversInFields; ++place) {
      const bool isThere = place < drivers.size();
      values << (isThere ? QVariant(QString::fromStdString(players.names[drivers[place].player]))
                         : nullOf(QMetaType::QString))
             << (isThere ? QVariant(drivers[place].share) : nullOf(QMetaType::Double));
    }
    QgsFeature feature(fields);
    feature.setAttributes(values);
    QgsGeometry geometry;
    geometry.fromWkb(
        QByteArray(reinterpret_cast<const char*>(polygon.wkb.data()), static_cast<int>(polygon.wkb.size())));
    feature.setGeometry(geometry);
    sink.addFeature(feature, QgsFeatureSink::FastInsert);
  }
  progress.fraction(1);
  return static_cast<long long>(targets.size());
}

} // namespace prospectivity
