#include "processing/layers/map_scale.h"

#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <qgsdistancearea.h>
#include <qgsexception.h>
#include <qgsgeometry.h>
#include <qgsunittypes.h>

#include <algorithm>
#include <cmath>
#include <limits>

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

/// Length on the map by length on the ground between two points.
double lengthScale(const QgsDistanceArea& ground, const QgsCoordinateReferenceSystem& crs,
                   const QgsPointXY& a, const QgsPointXY& b) {
  const double onGround =
      ground.convertLengthMeasurement(ground.measureLine(a, b), Qgis::DistanceUnit::Meters);
  const double onMap = std::hypot(a.x() - b.x(), a.y() - b.y()) *
                       QgsUnitTypes::fromUnitToUnitFactor(crs.mapUnits(), Qgis::DistanceUnit::Meters);
  return onMap / onGround;
}

void warnOfLengths(double scale, const QgsCoordinateReferenceSystem& crs, const QString& name,
                   const Progress& progress) {
  if (std::abs(scale - 1) > mostOfLengths)
    progress.warning({"In %1 lengths on the map are %2 times those on the ground in the middle of "
                      "%3, and it is the map that is measured; use a CRS made for the area, such "
                      "as UTM.",
                      crs.authid().toStdString(), QString::number(scale, 'g', 4).toStdString(),
                      name.toStdString()});
}

/// Smallest and largest area on the map by area on the ground, at the edges of a grid and within it.
struct AreaScales {
  double least = 1;
  double most = 1;
};

AreaScales areaScales(const Grid& grid, const MapScale& scale) {
  constexpr int places = 5; // along each side
  AreaScales scales;
  bool isFirst = true;
  for (int i = 0; i < places; ++i)
    for (int j = 0; j < places; ++j) {
      const int column = static_cast<int>(static_cast<long long>(grid.columns - 1) * i / (places - 1));
      const int row = static_cast<int>(static_cast<long long>(grid.rows - 1) * j / (places - 1));
      const double here = scale.ofArea(column, row);
      if (!std::isfinite(here))
        continue;
      scales.least = isFirst ? here : std::min(scales.least, here);
      scales.most = isFirst ? here : std::max(scales.most, here);
      isFirst = false;
    }
  return scales;
}

QString text(double scale) {
  return QString::number(scale, 'g', 3);
}

} // namespace

void warnOfMapScale(const Grid& grid, const QString& name, const Progress& progress) {
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  const std::optional<QgsDistanceArea> ground = groundOf(crs);
  if (!ground)
    return;
  const Point a = grid.center(grid.columns / 2, grid.rows / 2);
  const Point b = grid.center(grid.columns / 2 + 1, grid.rows / 2);
  warnOfLengths(lengthScale(*ground, crs, {a.x, a.y}, {b.x, b.y}), crs, name, progress);
}

void warnOfMapScale(const QgsCoordinateReferenceSystem& crs, const QgsRectangle& extent, const QString& name,
                    const Progress& progress) {
  const std::optional<QgsDistanceArea> ground = groundOf(crs);
  if (!ground || extent.isNull() || !extent.isFinite())
    return;
  const double step = std::max({extent.width(), extent.height(), 1.0}) / 100;
  const QgsPointXY middle = extent.center();
  try {
    warnOfLengths(lengthScale(*ground, crs, middle, {middle.x() + step, middle.y()}), crs, name, progress);
  } catch (const QgsCsException&) {
    return; // where nobody can measure, nobody knows of a distortion
  }
}

void warnOfUnequalCells(const Grid& grid, const QString& name, const Progress& progress) {
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  const AreaScales scales = areaScales(grid, MapScale(grid));
  if (scales.most / scales.least > 1 + mostOfAreas)
    progress.warning({"In %1 areas on the map are %2 to %3 times those on the ground within %4, and "
                      "cells count alike: shares of the area are those of the map; use an "
                      "equal-area CRS or one made for the area, such as UTM.",
                      crs.authid().toStdString(), text(scales.least).toStdString(),
                      text(scales.most).toStdString(), name.toStdString()});
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
  const AreaScales scales = areaScales(mGrid, *this);
  return std::abs(scales.least - 1) > mostOfAreas || std::abs(scales.most - 1) > mostOfAreas;
}

double MapScale::groundByMap(const CellRuns& cells) const {
  double sum = 0;
  std::size_t places = 0;
  for (const CellIndex cell : latticeCells(cells, mGrid, cellsThatTellScale)) {
    const double here =
        ofArea(static_cast<int>(cell % mGrid.columns), static_cast<int>(cell / mGrid.columns));
    if (!(here > 0))
      continue;
    sum += 1 / here;
    ++places;
  }
  return places > 0 ? sum / static_cast<double>(places) : std::numeric_limits<double>::quiet_NaN();
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
  return mGround->convertLengthMeasurement(mGround->measureLine({a.x, a.y}, {b.x, b.y}),
                                           Qgis::DistanceUnit::Meters);
}

} // namespace prospectivity
