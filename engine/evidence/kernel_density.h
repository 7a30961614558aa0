#pragma once

#include "engine/core/choices.h"
#include "engine/core/progress.h"
#include "engine/evidence/shapes.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// How much a place at distance d < R counts: quartic 3 / (pi R^2) (1 - d^2/R^2)^2 (Silverman 1986, Density
/// Estimation for Statistics and Data Analysis, eq. 4.5), uniform 1 / (pi R^2). Both integrate to 1.
enum class Kernel { Quartic, Uniform };
const Choices& kernelChoices();

/// Density of points (weight per square kilometre) and lines (weight times kilometres per square kilometre)
/// around each cell's centre, written to `sink`; 0 where nothing is within `radius`. Shapes beyond the grid
/// count; polygons count as their outlines. Returns how many cells are not 0.
///
/// Lines are integrated under the kernel in closed form, not sampled. `radius` is in map units in a projected
/// CRS and in metres in a geographic one, where distances are chords and the circle's area is flat: for a
/// radius of 100 km both are right to a part in 10^4. Throws Cancelled. `part`: as of writeDistance(); what
/// is returned is of the part.
std::size_t writeDensity(const Grid& grid, const std::vector<Shape>& shapes, double radius, Kernel kernel,
                         RasterSink& sink, const Progress& progress, const Tile& part = {});

} // namespace prospectivity
