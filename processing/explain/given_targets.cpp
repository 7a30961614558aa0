#include "processing/explain/given_targets.h"

#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/evidence/polygon_cells.h"
#include "processing/layers/bring_to.h"
#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <qgscoordinatetransform.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

/// A number in a field; NaN where there is none.
double numberIn(const QgsFeature& feature, int field) {
  bool isNumber = field >= 0 && !feature.attribute(field).isNull();
  const double value = isNumber ? feature.attribute(field).toDouble(&isNumber) : 0;
  return isNumber && std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

bool touches(const Grid& grid, const QgsRectangle& box) {
  double left = grid.columns;
  double top = grid.rows;
  double right = 0;
  double bottom = 0;
  for (const double x : {box.xMinimum(), box.xMaximum()})
    for (const double y : {box.yMinimum(), box.yMaximum()}) {
      const Point place = inCells(grid, {x, y});
      left = std::min(left, place.x);
      right = std::max(right, place.x);
      top = std::min(top, place.y);
      bottom = std::max(bottom, place.y);
    }
  return left < grid.columns && right > 0 && top < grid.rows && bottom > 0;
}

} // namespace

GivenTargets readTargets(const QgsProcessingFeatureSource& source, RasterSource& map,
                         const QgsProcessingContext& context, const Progress& progress) {
  const QgsCoordinateReferenceSystem crs = crsOf(map.grid());
  const QgsCoordinateTransform transform(source.sourceCrs(), crs, context.transformContext());
  const QgsFields fields = source.fields();
  const int rank = fields.lookupField(QStringLiteral("rank"));
  const int spread = fields.lookupField(QStringLiteral("spread"));
  const int id = fields.lookupField(QStringLiteral("id"));
  const std::string layer = source.sourceName().toStdString();
  GivenTargets result;
  std::size_t elsewhere = 0;
  std::size_t onMap = 0;
  QgsFeature feature;
  QgsFeatureIterator features =
      source.getFeatures(QgsFeatureRequest(), Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  while (features.nextFeature(feature)) {
    progress.check();
    GivenTarget target;
    target.geometry = feature.geometry();
    if (target.geometry.isNull() || target.geometry.isEmpty())
      continue;
    ++result.given;
    if (crs.isValid() && !bringTo(transform, target.geometry)) {
      ++elsewhere;
      continue;
    }
    onMap += touches(map.grid(), target.geometry.boundingBox()) ? 1 : 0;
    ShapeReader reader(Sentence("the layer '%1'", layer), map.grid().crs);
    reader.add(target.geometry.asWkb().toStdString(), 1);
    target.cells = cellsInPolygons(map, reader.take(), progress);
    if (target.cells.empty())
      continue;
    const QString number = id >= 0 && !feature.attribute(id).isNull() ? feature.attribute(id).toString()
                                                                      : QString::number(feature.id());
    target.name = forReader({"Target %1", number.toStdString()});
    target.rank = numberIn(feature, rank);
    target.spread = numberIn(feature, spread);
    target.scores = figuresOf(map, 0, {target.cells}, Progress()).front();
    result.targets.push_back(std::move(target));
  }
  if (result.given == 0)
    throw Error("TARGETS: the layer '%1' has no polygons; choose the targets that Predict wrote, or polygons "
                "of your own.",
                layer);
  if (result.targets.empty() && onMap == 0)
    throw Error("TARGETS: no polygon of the layer '%1' lies on the map PROSPECTIVITY; choose targets of the "
                "mapped area, or check the CRS of both.",
                layer);
  if (result.targets.empty())
    throw Error(
        "TARGETS: no polygon of the layer '%1' holds the centre of a cell with a score; choose larger "
        "polygons, or a map that covers them.",
        layer);
  result.withoutCells = result.given - result.targets.size();
  if (elsewhere > 0)
    progress.warning({"TARGETS: %1 polygons cannot be brought to the CRS of the map and are left out; check "
                      "their coordinates.",
                      elsewhere});
  if (result.withoutCells > elsewhere)
    progress.warning({"TARGETS: %1 of %2 polygons hold no centre of a cell with a score and are left out.",
                      result.withoutCells - elsewhere, result.given});
  result.isRanked = std::none_of(result.targets.begin(), result.targets.end(),
                                 [](const GivenTarget& target) { return std::isnan(target.rank); });
  std::stable_sort(result.targets.begin(), result.targets.end(),
                   [&](const GivenTarget& a, const GivenTarget& b) {
                     return result.isRanked ? a.rank < b.rank : a.scores.mean() > b.scores.mean();
                   });
  return result;
}

} // namespace prospectivity
