#include "engine/raster/preflight.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/raster/crs.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/no_data_doubts.h"
#include "engine/raster/remote_raster.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

struct Opened {
  const ChosenRaster* chosen;
  Grid grid;
};

std::string nameOf(const ChosenRaster& raster) {
  return "'" + fileNameOf(raster.file.path) + "' (" + raster.parameter + ")";
}

std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i)
    all += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return all;
}

void checkCrs(const ChosenLayers& layers, const std::vector<Opened>& rasters) {
  std::vector<std::string> without;
  std::size_t with = 0;
  for (const Opened& raster : rasters)
    if (raster.grid.crs.empty())
      without.push_back(nameOf(*raster.chosen));
    else
      ++with;
  for (const ChosenVector& vector : layers.vectors)
    if (!vector.crs.empty())
      ++with;
    else
      without.push_back("'" + vector.name + "' (" + vector.parameter + ")");
  if (without.empty() || with == 0 || layers.crsMayLack)
    return;
  throw Error("%1, while other layers of this run have one: set it in the layer's properties%2",
              without.size() == 1 ? Sentence("The layer %1 has no CRS", join(without))
                                  : Sentence("The layers %1 have no CRS", join(without)),
              layers.crsMayLackParameter.empty()
                  ? Sentence(".")
                  : Sentence(", or tick %1 to take it for that of the others.", layers.crsMayLackParameter));
}

void checkOneGrid(const std::vector<Opened>& rasters) {
  const Opened* first = nullptr;
  std::optional<Sentence> others;
  for (const Opened& raster : rasters) {
    if (!raster.chosen->onOneGrid)
      continue;
    if (first == nullptr) {
      first = &raster;
      continue;
    }
    const std::optional<Sentence> difference = gridDifference(raster.grid, first->grid);
    if (!difference)
      continue;
    const Sentence other("%1: %2", nameOf(*raster.chosen), *difference);
    others = others ? Sentence("%1; %2", *others, other) : other;
  }
  if (!others)
    return;
  throw Error("These layers do not lie on the grid of %1: %2. Bring them together with Build evidence stack, "
              "with that layer as %3.",
              nameOf(*first->chosen), *others, Subject::Reference);
}

void checkVectorsInCrs(const ChosenLayers& layers, const std::vector<Opened>& rasters) {
  const auto first = std::find_if(rasters.begin(), rasters.end(),
                                  [](const Opened& raster) { return raster.chosen->onOneGrid; });
  if (first == rasters.end() || first->grid.crs.empty())
    return;
  for (const ChosenVector& vector : layers.vectors)
    if (vector.onOneGrid && !vector.crs.empty() && !sameCrs(vector.crs, first->grid.crs))
      throw Error("The layer '%1' (%2) is in %3, but %4 in %5: bring it there with Reproject layer.",
                  vector.name, vector.parameter, crsName(vector.crs), nameOf(*first->chosen),
                  crsName(first->grid.crs));
}

} // namespace

std::optional<Sentence> gridDifference(const Grid& grid, const Grid& expected) {
  if (!sameCrs(grid.crs, expected.crs))
    return Sentence("%1 instead of %2", crsName(grid.crs), crsName(expected.crs));
  if (grid.matches(expected))
    return std::nullopt;
  const double width = grid.cellWidth();
  const double height = grid.cellHeight();
  if (std::abs(width / expected.cellWidth() - 1) > 1e-6 ||
      std::abs(height / expected.cellHeight() - 1) > 1e-6)
    return Sentence("cells of %1 x %2 instead of %3 x %4", numberText(width), numberText(height),
                    numberText(expected.cellWidth()), numberText(expected.cellHeight()));
  if (grid.columns != expected.columns || grid.rows != expected.rows)
    return Sentence("%1 x %2 cells instead of %3 x %4", grid.columns, grid.rows, expected.columns,
                    expected.rows);
  const double right = (grid.transform[0] - expected.transform[0]) / width;
  const double down = (expected.transform[3] - grid.transform[3]) / height;
  if (std::abs(right) < 1e-3 && std::abs(down) < 1e-3)
    return Sentence("another orientation");
  return Sentence("shifted by %1 cells to the east and %2 cells to the south", numberText(right),
                  numberText(down));
}

std::vector<Sentence> preflight(const ChosenLayers& layers) {
  std::vector<Opened> rasters;
  for (const ChosenRaster& raster : layers.rasters)
    try {
      rasters.push_back({&raster, readGrid(raster.file)});
    } catch (const Error& failure) {
      throw Error("%1: %2", raster.parameter, failure.sentence());
    }
  checkCrs(layers, rasters);
  checkOneGrid(rasters);
  checkVectorsInCrs(layers, rasters);
  std::vector<Sentence> doubts;
  for (const ChosenRaster& raster : layers.rasters)
    for (const Sentence& doubt : noDataDoubts(raster.file, raster.parameter))
      doubts.push_back(doubt);
  return doubts;
}

} // namespace prospectivity
