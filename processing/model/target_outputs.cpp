#include "processing/model/target_outputs.h"

#include "engine/core/error.h"
#include "engine/evaluate/placed_points.h"
#include "engine/raster/gdal_sink.h"
#include "processing/language/language.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/point_source.h"
#include "processing/model/predict_parameters.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"

#include <qgsfeaturesink.h>

#include <utility>

namespace prospectivity {

using namespace predict;

std::vector<TargetLevel> levelsByDeposits(const QgsProcessingFeatureSource& deposits, RasterSource& map,
                                          const std::vector<double>& captures, QgsProcessingContext& context,
                                          const Progress& progress) {
  PointsLeftOut leftOut;
  const std::vector<Point> points = readPoints(deposits, QStringLiteral("DEPOSITS"), PointKind::Deposits,
                                               crsOf(map.grid()), context, leftOut, progress);
  const PlacedPoints placed = placeOnMap(points, map, 0, nullptr, {}, progress.part(0, 0.3));
  if (placed.values.empty())
    throw Error("DEPOSITS: none of the %1 points lies on a cell of the map with data; choose deposits of the "
                "mapped area.",
                points.size());
  if (placed.account.used < placed.account.given)
    progress.warning({"%1: %2; left out.", Subject::Deposits, placed.account.leftOut()});
  return captureLevels(map, placed.values, captures, progress.part(0.3, 1));
}

void writeTargets(RasterSource& map, const std::vector<TargetLevel>& levels, const QString& path,
                  const TargetKnowledge& knowledge, QgsProcessingContext& context, RunOutputs& outputs,
                  const Progress& progress) {
  const std::vector<std::string> names = targetLevelNames(levels);
  QStringList legend;
  for (const Sentence& name : targetLevelLegend(levels))
    legend << QString::fromStdString(inLanguage(name).text());

  const QString levelsPath = // for the polygons alone
      path.isEmpty() ? knowledge.scratch + QStringLiteral("/levels.tif") : path;
  const std::unique_ptr<RasterSink> sink = createRaster(
      levelsPath.toStdString(), map.grid(), {"target level"}, outputs.rasterOptions().ofType(CellType::Byte));
  writeTargetLevels(map, levels, *sink, progress.part(0, 0.2));
  sink->finish();
  if (!path.isEmpty()) {
    styleLevels(context, path, legend);
    outputs.add(targetsName, path);
  }
  const QString polygons = outputs.layer(
      polygonsName, targetFields(), Qgis::WkbType::Polygon, crsOf(map.grid()), [&](QgsFeatureSink& to) {
        std::vector<TargetPolygon> found =
            targetPolygons(map, levels, levelsPath.toStdString(), progress.part(0.2, 0.5));
        return writeTargetFeatures(std::move(found), names, map.grid(), knowledge, context, to,
                                   progress.part(0.5, 1));
      });
  if (!polygons.isEmpty()) {
    legend.removeLast();
    styleLevelPolygons(context, polygons, legend);
  }
}

} // namespace prospectivity
