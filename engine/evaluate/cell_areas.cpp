#include "engine/evaluate/cell_areas.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

/// Grows with latitude as the area of the ellipsoid between the equator and the parallel does.
double areaToParallel(double latitude, double eccentricity) {
  const double sine = std::sin(std::clamp(latitude, -M_PI / 2, M_PI / 2));
  if (eccentricity == 0)
    return 2 * sine;
  const double es = eccentricity * sine;
  return sine / (1 - es * es) + std::atanh(es) / eccentricity;
}

} // namespace

CellAreas::CellAreas(const Grid& grid) : mGrid(grid), mUnits(unitsOf(grid.crs)) {
  const auto& t = grid.transform;
  if (!mUnits.geographic) {
    mSquareMetres = grid.crs.empty() ? std::numeric_limits<double>::quiet_NaN()
                                     : std::abs(t[1] * t[5] - t[2] * t[4]) * mUnits.metres * mUnits.metres;
    return;
  }
  if (t[2] != 0 || t[4] != 0)
    return;
  const double eccentricity = std::sqrt(mUnits.flattening * (2 - mUnits.flattening));
  const double semiMinor = mUnits.semiMajor * (1 - mUnits.flattening);
  const double factor = semiMinor * semiMinor / 2 * std::abs(t[1]) * mUnits.radians;
  for (int row = 0; row < grid.rows; ++row) {
    const double upper = areaToParallel((t[3] + row * t[5]) * mUnits.radians, eccentricity);
    const double lower = areaToParallel((t[3] + (row + 1) * t[5]) * mUnits.radians, eccentricity);
    mRows.push_back(factor * std::abs(upper - lower));
  }
}

double CellAreas::at(int column, int row) const {
  if (!mUnits.geographic)
    return 1;
  return mRows.empty() ? turned(column, row) : mRows[static_cast<std::size_t>(row)];
}

double CellAreas::turned(int column, int row) const {
  const auto& t = mGrid.transform;
  const double angles = std::abs(t[1] * t[5] - t[2] * t[4]) * mUnits.radians * mUnits.radians;
  const double latitude = std::clamp(mGrid.center(column, row).y * mUnits.radians, -M_PI / 2, M_PI / 2);
  const double eccentricity2 = mUnits.flattening * (2 - mUnits.flattening);
  const double sine = std::sin(latitude);
  const double squeeze = 1 - eccentricity2 * sine * sine;
  // Radius of curvature along the meridian, times that across it.
  return angles * mUnits.semiMajor * mUnits.semiMajor * (1 - eccentricity2) / (squeeze * squeeze) *
         std::cos(latitude);
}

} // namespace prospectivity
