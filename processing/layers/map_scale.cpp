#include "processing/layers/map_scale.h"

#include "engine/evaluate/cell_areas.h"
#include "engine/raster/crs_units.h"
#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <qgsdistancearea.h>
#include <qgsexception.h>
#include <qgsgeometry.h>
#include <qgsunittypes.h>
#include <qgsvector.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace prospectivity {

namespace {

constexpr double mostOfLengths = 0.01;
constexpr std::size_t cellsThatTellScale = 25;
constexpr double mostOfAreas = 0.02; // the square of the above

std::optional<QgsDistanceArea> groundOf(const QgsCoordinateReferenceSystem& crs) {
  QgsDistanceArea ground;
  ground.setSourceCrs(crs, QgsCoordinateTransformContext());
  if (!crs.isValid() || crs.isGeographic() || !ground.setEllipsoid(crs.ellipsoidAcronym()))
    return std::nullopt;
  return ground;
}

/// Smallest and largest of what was found at the edges of an area and within it.
struct Scales {
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();

  void add(double scale) {
    if (!std::isfinite(scale))
      return;
    least = std::min(least, scale);
    most = std::max(most, scale);
  }
  bool isKnown() const { return least <= most; }
  bool isUneven(double by) const { return most / least > 1 + by; }
  bool isOff(double by) const { return std::abs(least - 1) > by || std::abs(most - 1) > by; }
};

constexpr int placesAlong = 5; ///< along each side of a grid, its edges among them

int placeAlong(int cells, int number) {
  return static_cast<int>(static_cast<long long>(cells - 1) * number / (placesAlong - 1));
}

/// Where scales are looked at, and the steps to the right and downwards that are measured there.
struct Lattice {
  std::vector<QgsPointXY> points; ///< the middle of the area among them
  QgsPointXY middle;
  QgsVector across;
  QgsVector down;
};

Lattice latticeOf(const Grid& grid) {
  const auto at = [&grid](int column, int row) {
    const Point center = grid.center(column, row);
    return QgsPointXY(center.x, center.y);
  };
  Lattice lattice;
  for (int i = 0; i < placesAlong; ++i)
    for (int j = 0; j < placesAlong; ++j)
      lattice.points.push_back(at(placeAlong(grid.columns, i), placeAlong(grid.rows, j)));
  lattice.middle = at(grid.columns / 2, grid.rows / 2);
  lattice.across = at(1, 0) - at(0, 0);
  lattice.down = at(0, 1) - at(0, 0);
  return lattice;
}

Lattice latticeOf(const QgsRectangle& extent) {
  Lattice lattice;
  for (int i = 0; i < placesAlong; ++i)
    for (int j = 0; j < placesAlong; ++j)
      lattice.points.emplace_back(extent.xMinimum() + extent.width() * i / (placesAlong - 1),
                                  extent.yMinimum() + extent.height() * j / (placesAlong - 1));
  lattice.middle = extent.center();
  const double step = std::max({extent.width(), extent.height(), 1.0}) / 100;
  lattice.across = {step, 0};
  lattice.down = {0, -step};
  return lattice;
}

/// Length on the map by length on the ground from a point on; NaN beyond the Earth.
double lengthScale(const QgsDistanceArea& ground, const QgsCoordinateReferenceSystem& crs,
                   const QgsPointXY& from, const QgsVector& step) {
  try {
    const double onGround =
        ground.convertLengthMeasurement(ground.measureLine(from, from + step), Qgis::DistanceUnit::Meters);
    return step.length() * QgsUnitTypes::fromUnitToUnitFactor(crs.mapUnits(), Qgis::DistanceUnit::Meters) /
           onGround;
  } catch (const QgsCsException&) {
    return std::numeric_limits<double>::quiet_NaN(); // where nobody can measure, nobody knows of a distortion
  }
}

void warnOfLengths(const QgsCoordinateReferenceSystem& crs, const Lattice& lattice, const QString& name,
                   const Progress& progress) {
  const std::optional<QgsDistanceArea> ground = groundOf(crs);
  if (!ground)
    return;
  Scales scales;
  for (const QgsPointXY& point : lattice.points)
    for (const QgsVector& step : {lattice.across, lattice.down})
      scales.add(lengthScale(*ground, crs, point, step));
  if (!scales.isKnown() || !scales.isOff(mostOfLengths))
    return;
  const auto digits = [](double scale) { return QString::number(scale, 'g', 4).toStdString(); };
  const double middle = lengthScale(*ground, crs, lattice.middle, lattice.across);
  if (scales.isUneven(mostOfLengths) || !std::isfinite(middle))
    progress.warning(
        {"In %1 lengths on the map are %2 to %3 times those on the ground within %4, and it is the "
         "map that is measured; use a CRS made for the area, such as UTM.",
         crs.authid().toStdString(), digits(scales.least), digits(scales.most), name.toStdString()});
  else
    progress.warning(
        {"In %1 lengths on the map are %2 times those on the ground in the middle of %3, and it is "
         "the map that is measured; use a CRS made for the area, such as UTM.",
         crs.authid().toStdString(), digits(middle), name.toStdString()});
}

/// Where a degree from west to east is another length than one from south to north.
void warnOfAngles(const QgsCoordinateReferenceSystem& crs, const Lattice& lattice, const QString& name,
                  const Progress& progress) {
  QgsDistanceArea ground;
  ground.setSourceCrs(crs, QgsCoordinateTransformContext());
  if (!crs.isValid() || !crs.isGeographic() || !ground.setEllipsoid(crs.ellipsoidAcronym()))
    return;
  constexpr double part = 0.01; // of a degree
  const double step = part * M_PI / 180 / unitsOf(wktOf(crs)).radians;
  const auto kilometres = [&](const QgsPointXY& point, const QgsVector& way) {
    try {
      return ground.convertLengthMeasurement(ground.measureLine(point, point + way),
                                             Qgis::DistanceUnit::Meters) /
             (1000 * part);
    } catch (const QgsCsException&) {
      return std::numeric_limits<double>::quiet_NaN();
    }
  };
  const QgsVector east(step, 0);
  const QgsVector south(0, -step);
  Scales scales;
  for (const QgsPointXY& point : lattice.points)
    scales.add(kilometres(point, east) / kilometres(point, south));
  if (scales.isKnown() && scales.isOff(mostOfLengths))
    progress.warning(
        {"In %1 distances are measured in degrees, of which one is %2 km from west to east and %3 km from "
         "south "
         "to north in the middle of %4: circles and squares of the map are none on the ground; use a CRS "
         "made "
         "for the area, such as UTM.",
         crs.authid().toStdString(), QString::number(kilometres(lattice.middle, east), 'g', 4).toStdString(),
         QString::number(kilometres(lattice.middle, south), 'g', 4).toStdString(), name.toStdString()});
}

/// Area on the map by area on the ground.
Scales areaScales(const Grid& grid, const MapScale& scale) {
  Scales scales;
  for (int i = 0; i < placesAlong; ++i)
    for (int j = 0; j < placesAlong; ++j)
      scales.add(scale.ofArea(placeAlong(grid.columns, i), placeAlong(grid.rows, j)));
  return scales;
}

QString text(double scale) {
  return QString::number(scale, 'g', 3);
}

} // namespace

void warnOfMapScale(const Grid& grid, const QString& name, const Progress& progress) {
  warnOfLengths(crsOf(grid), latticeOf(grid), name, progress);
}

void warnOfMapScale(const QgsCoordinateReferenceSystem& crs, const QgsRectangle& extent, const QString& name,
                    const Progress& progress) {
  if (extent.isNull() || !extent.isFinite())
    return;
  warnOfLengths(crs, latticeOf(extent), name, progress);
  warnOfAngles(crs, latticeOf(extent), name, progress);
}

void warnOfDegrees(const Grid& grid, const QString& name, const Progress& progress) {
  warnOfAngles(crsOf(grid), latticeOf(grid), name, progress);
}

void warnOfUnequalCells(const Grid& grid, const QString& name, const Progress& progress) {
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  const Scales scales = areaScales(grid, MapScale(grid));
  if (scales.isKnown() && scales.isUneven(mostOfAreas))
    progress.warning({"In %1 areas on the map are %2 to %3 times those on the ground within %4, and "
                      "cells count alike: shares of the area are those of the map; use an "
                      "equal-area CRS or one made for the area, such as UTM.",
                      crs.authid().toStdString(), text(scales.least).toStdString(),
                      text(scales.most).toStdString(), name.toStdString()});
}

void warnOfUnequalDraws(const Grid& grid, const QString& name, const Progress& progress) {
  warnOfUnequalCells(grid, name, progress);
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  if (!crs.isValid() || !crs.isGeographic())
    return;
  const CellAreas areas(grid);
  Scales ground;
  for (int i = 0; i < placesAlong; ++i)
    for (int j = 0; j < placesAlong; ++j)
      ground.add(areas.at(placeAlong(grid.columns, i), placeAlong(grid.rows, j)));
  if (ground.isKnown() && ground.isUneven(mostOfAreas))
    progress.warning({"In %1 the largest cells of %2 cover %3 times the ground of the smallest, and cells "
                      "are drawn alike: more non-deposits to the area lie where cells are small; use an "
                      "equal-area CRS or one made for the area, such as UTM.",
                      crs.authid().toStdString(), name.toStdString(),
                      text(ground.most / ground.least).toStdString()});
}

MapScale::MapScale(const Grid& grid)
    : mGrid(grid), mCrs(crsOf(grid)), mGround(groundOf(mCrs)),
      mMetres(mCrs.isValid() ? QgsUnitTypes::fromUnitToUnitFactor(mCrs.mapUnits(), Qgis::DistanceUnit::Meters)
                             : std::numeric_limits<double>::quiet_NaN()) {}

double MapScale::ofArea(int column, int row) const {
  if (!mGround)
    return 1;
  const Point center = mGrid.center(column, row);
  const Point right = mGrid.center(column + 1, row);
  const Point below = mGrid.center(column, row + 1);
  try {
    // Lengths along the cell's sides and its diagonal give its area (Heron), without the polygons of
    // QGIS, whose area of a few square metres is all rounding.
    const double a = onGround(center, right);
    const double b = onGround(center, below);
    const double c = onGround(right, below);
    const double half = (a + b + c) / 2;
    const double area = 2 * std::sqrt(half * (half - a) * (half - b) * (half - c));
    const auto& t = mGrid.transform;
    return std::abs(t[1] * t[5] - t[2] * t[4]) * mMetres * mMetres / area;
  } catch (const QgsCsException&) {
    return std::numeric_limits<double>::quiet_NaN(); // a corner of the map beyond the Earth
  }
}

bool MapScale::distortsAreas() const {
  const Scales scales = areaScales(mGrid, *this);
  return scales.isKnown() && scales.isOff(mostOfAreas);
}

double MapScale::groundByMap(const CellRuns& cells) const {
  double sum = 0;
  std::size_t places = 0;
  for (const CellIndex cell : latticeCells(cells, mGrid, cellsThatTellScale)) {
    const double here =
        ofArea(static_cast<int>(cell % mGrid.columns), static_cast<int>(cell / mGrid.columns));
    if (!(here > 0) || !std::isfinite(here))
      continue;
    sum += 1 / here;
    ++places;
  }
  return places > 0 ? sum / static_cast<double>(places) : std::numeric_limits<double>::quiet_NaN();
}

double MapScale::groundByMap(const std::vector<CountedPart>& parts) const {
  double ground = 0;
  double map = 0;
  for (const CountedPart& part : parts) {
    const auto cells = static_cast<double>(part.cells);
    const double here = ofArea(part.tile.column + part.tile.columns / 2, part.tile.row + part.tile.rows / 2);
    if (!(here > 0) || !std::isfinite(here))
      continue; // the middle, which may have no data, lies beyond the Earth
    map += cells;
    ground += cells / here;
  }
  return ground / map;
}

double MapScale::metres(const Point& a, const Point& b) const {
  try {
    if (mGround)
      return onGround(a, b);
  } catch (const QgsCsException&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::hypot(a.x - b.x, a.y - b.y) * mMetres;
}

double MapScale::onGround(const Point& a, const Point& b) const {
  const double length = mGround->convertLengthMeasurement(mGround->measureLine({a.x, a.y}, {b.x, b.y}),
                                                          Qgis::DistanceUnit::Meters);
  // QGIS 3.22 measures 0 where newer releases throw: a place beyond the Earth.
  const bool isMeasured = length > 0 || (a.x == b.x && a.y == b.y);
  return isMeasured ? length : std::numeric_limits<double>::quiet_NaN();
}

} // namespace prospectivity
