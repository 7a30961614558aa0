#include "processing/explain/target_crops.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_text.h"
#include "engine/evidence/ground_space.h"
#include "engine/evidence/polygon_cells.h"
#include "engine/raster/crs.h"
#include "engine/report/palette.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"

#include <QBuffer>
#include <QByteArray>
#include <QColor>
#include <QImage>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsprocessingcontext.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace prospectivity {

namespace {

constexpr int mostPixels = 480;        ///< of a side of a picture
constexpr double around = 1.6;         ///< side of the near map by that of its target
constexpr int fewestCells = 12;        ///< on a side of the near map
constexpr double fartherOut = 5;       ///< side of the far map by that of the near one
constexpr double degreesNorth = 0.001; ///< a step that tells where north is

QgsCoordinateTransform toWgs84(const Grid& grid, const QgsProcessingContext& context) {
  return QgsCoordinateTransform(crsOf(grid), QgsCoordinateReferenceSystem(QStringLiteral("EPSG:4326")),
                                context.transformContext());
}

/// Lengths of a cell's sides on the ground.
struct CellSize {
  double across = 1;
  double down = 1;
  std::string unit = "m";
};

CellSize cellSizeAt(const Grid& grid, int column, int row) {
  const Point center = grid.center(column, row);
  const Point right = grid.center(column + 1, row);
  const Point below = grid.center(column, row + 1);
  CellSize size;
  if (isGeographic(grid.crs)) {
    const GroundSpace space(grid);
    size.across = space.distance(center, right);
    size.down = space.distance(center, below);
  } else {
    const MapScale scale(grid);
    size.across = scale.metres(center, right);
    size.down = scale.metres(center, below);
  }
  if (size.across > 0 && size.down > 0)
    return size;
  return {grid.cellWidth(), grid.cellHeight(), "map units"};
}

/// A square on the ground around the middle of a target, moved into the grid where it reaches beyond.
Tile cropAround(const Grid& grid, const Tile& box, const CellSize& size, double side) {
  const auto held = [](double middle, double cells, int most, int& first, int& count) {
    count = std::clamp(static_cast<int>(std::lround(cells)), 1, most);
    first = std::clamp(static_cast<int>(std::lround(middle - count / 2.0)), 0, most - count);
  };
  Tile crop;
  held(box.column + box.columns / 2.0, side / size.across, grid.columns, crop.column, crop.columns);
  held(box.row + box.rows / 2.0, side / size.down, grid.rows, crop.row, crop.rows);
  return crop;
}

/// The cells of a crop in their colours, as PNG in base64; of large crops every n-th cell.
std::string pictureOf(RasterSource& map, const Tile& crop) {
  const int step = std::max(1, (std::max(crop.columns, crop.rows) + mostPixels - 1) / mostPixels);
  const int width = (crop.columns + step - 1) / step;
  const int height = (crop.rows + step - 1) / step;
  QImage image(width, height, QImage::Format_ARGB32);
  image.fill(QColor(235, 235, 235)); // without data
  std::vector<float> values(static_cast<std::size_t>(crop.columns));
  for (int y = 0; y < height; ++y) {
    map.read({0}, {crop.column, crop.row + std::min(y * step + step / 2, crop.rows - 1), crop.columns, 1},
             values.data());
    for (int x = 0; x < width; ++x) {
      const float value = values[static_cast<std::size_t>(std::min(x * step + step / 2, crop.columns - 1))];
      if (!std::isnan(value))
        image.setPixelColor(
            x, y, QColor(QString::fromStdString(palette::at(palette::score(), static_cast<double>(value)))));
    }
  }
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes.toBase64().toStdString();
}

std::vector<std::vector<Point>> ringsOf(const Grid& grid, const QgsGeometry& geometry) {
  std::vector<std::vector<Point>> rings;
  QgsGeometry parts = geometry;
  parts.convertToMultiType();
  for (const QgsPolygonXY& polygon : parts.asMultiPolygon())
    for (const QgsPolylineXY& ring : polygon) {
      rings.emplace_back();
      for (const QgsPointXY& corner : ring)
        rings.back().push_back(inCells(grid, {corner.x(), corner.y()}));
    }
  return rings;
}

/// Degrees clockwise from the top of the picture to true north, at a place of the grid; upwards on the map
/// where the CRS is not known.
double northAt(const Grid& grid, const Point& place, const CellSize& size,
               const QgsProcessingContext& context) {
  Point north{place.x, place.y + 1};
  if (crsOf(grid).isValid()) {
    try {
      const QgsCoordinateTransform transform = toWgs84(grid, context);
      QgsPointXY point = transform.transform(QgsPointXY(place.x, place.y));
      point = transform.transform(QgsPointXY(point.x(), point.y() + degreesNorth),
                                  Qgis::TransformDirection::Reverse);
      north = {point.x(), point.y()};
    } catch (const QgsCsException&) {
      north = {place.x, place.y + 1};
    }
  }
  const Point from = inCells(grid, place);
  const Point to = inCells(grid, north);
  return std::atan2((to.x - from.x) * size.across, -(to.y - from.y) * size.down) * 180 / M_PI;
}

} // namespace

std::vector<TargetMap> targetCrops(RasterSource& map, const GivenTarget& target,
                                   const std::vector<GivenTarget>& all, const std::vector<Point>& deposits,
                                   const QgsProcessingContext& context) {
  const Grid& grid = map.grid();
  const Tile box = boxAround(target.cells);
  const int column = box.column + box.columns / 2;
  const int row = box.row + box.rows / 2;
  const CellSize size = cellSizeAt(grid, column, row);
  const double near = std::max({box.columns * size.across * around, box.rows * size.down * around,
                                fewestCells * std::max(size.across, size.down)});
  TargetMap whole;
  whole.across = size.across;
  whole.down = size.down;
  whole.unit = size.unit;
  whole.north = northAt(grid, grid.center(column, row), size, context);
  whole.outline = ringsOf(grid, target.geometry);
  for (const GivenTarget& other : all)
    if (&other != &target)
      for (std::vector<Point>& ring : ringsOf(grid, other.geometry))
        whole.others.push_back(std::move(ring));
  for (const Point& deposit : deposits)
    whole.deposits.push_back(inCells(grid, deposit));
  std::vector<TargetMap> maps;
  for (const double side : {near, near * fartherOut}) {
    TargetMap one = whole;
    one.title = maps.empty() ? forReader("The target") : forReader("What lies around it");
    one.caption = deposits.empty()
                      ? forReader("Black: the target; grey: other targets. Light grey: no data.")
                      : forReader("Black: the target; grey: other targets; diamonds: known deposits. Light "
                                  "grey: no data.");
    one.crop = cropAround(grid, box, size, side);
    one.picture = pictureOf(map, one.crop);
    maps.push_back(std::move(one));
  }
  return maps;
}

std::string placeOf(const Grid& grid, const GivenTarget& target, const QgsProcessingContext& context) {
  const QgsPointXY centroid = target.geometry.centroid().asPoint();
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  const int decimals = isGeographic(grid.crs) ? 5 : 0;
  std::string text = forReader({"Centroid: %1, %2 (%3)", fixedText(centroid.x(), decimals),
                                fixedText(centroid.y(), decimals), crsName(grid.crs)});
  if (!crs.isValid())
    return text + ".";
  try {
    const QgsPointXY place = toWgs84(grid, context).transform(centroid);
    text += "; " + fixedText(std::abs(place.y()), 5) + "° " + (place.y() < 0 ? "S" : "N") + ", " +
            fixedText(std::abs(place.x()), 5) + "° " + (place.x() < 0 ? "W" : "E") + " (WGS 84)";
  } catch (const QgsCsException&) {
    text += "; " + forReader("without a place in WGS 84");
  }
  return text + ".";
}

} // namespace prospectivity
