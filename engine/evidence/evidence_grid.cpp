#include "engine/evidence/evidence_grid.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/evidence/warp_source.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

constexpr int statedDigits = 10; ///< of a cell size: it may be in degrees, and is to be typed again
constexpr double mostCells = 1e10;
/// In cells: what layers may lie apart and extents lack, by the rounding of whoever wrote or typed them,
/// without losing a column.
constexpr double sameEdge = 0.01;

void checkCrs(const std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request) {
  const auto without =
      std::find_if(layers.begin(), layers.end(), [](const auto& layer) { return layer->grid().crs.empty(); });
  if (without == layers.end() || request.assumeCrs)
    return;
  const bool known =
      !request.crs.empty() || (request.reference && !request.reference->crs.empty()) ||
      std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return !layer->grid().crs.empty(); });
  if (known)
    throw Error(
        "%1: the layer %2 has no CRS: set the CRS of the layer, or tick %3 to take it for that of the stack.",
        Subject::Layers, (*without)->name(), Subject::AssumeCrs);
}

std::string majorityCrs(const std::vector<std::unique_ptr<RasterSource>>& layers) {
  std::string best;
  std::size_t most = 0;
  for (const auto& candidate : layers) {
    const std::string& crs = candidate->grid().crs;
    if (crs.empty())
      continue;
    const auto votes = static_cast<std::size_t>(std::count_if(
        layers.begin(), layers.end(), [&](const auto& layer) { return sameCrs(layer->grid().crs, crs); }));
    if (votes > most) {
      most = votes;
      best = crs;
    }
  }
  return best;
}

/// Extent and cell size of the layers together.
struct Common {
  Footprint extent;
  const RasterSource* finest = nullptr;
};

Common commonOf(const std::vector<std::unique_ptr<RasterSource>>& layers, const std::string& crs) {
  Common common;
  for (const auto& layer : layers) {
    const Footprint footprint = footprintIn(*layer, crs);
    if (common.finest == nullptr) {
      common = {footprint, layer.get()};
      continue;
    }
    Footprint& all = common.extent;
    all.minX = std::max(all.minX, footprint.minX);
    all.minY = std::max(all.minY, footprint.minY);
    all.maxX = std::min(all.maxX, footprint.maxX);
    all.maxY = std::min(all.maxY, footprint.maxY);
    if (!(all.minX < all.maxX && all.minY < all.maxY)) {
      const auto other = std::find_if(layers.begin(), layers.end(), [&](const auto& earlier) {
        const Footprint print = footprintIn(*earlier, crs);
        return print.minX >= footprint.maxX || print.maxX <= footprint.minX || print.minY >= footprint.maxY ||
               print.maxY <= footprint.minY;
      });
      throw Error("%1: the layer %2 does not overlap %3: check the CRS of both, or leave one out.",
                  Subject::Layers, layer->name(),
                  other == layers.end() ? Sentence("the extent common to the layers before it")
                                        : Sentence("%1", (*other)->name()));
    }
    if (footprint.cellSize() < all.cellSize()) {
      all.cellWidth = footprint.cellWidth;
      all.cellHeight = footprint.cellHeight;
      common.finest = layer.get();
    }
  }
  return common;
}

/// The extent asked for, as the smallest one of the grid's CRS around it.
Footprint askedExtent(const GridRequest& request, const std::string& crs) {
  const auto& [minX, minY, maxX, maxY] = *request.extent;
  Footprint extent{minX, minY, maxX, maxY, 0, 0};
  if (request.extentCrs.empty() || sameCrs(request.extentCrs, crs))
    return extent;
  if (!boundsIn(request.extentCrs, crs, extent.minX, extent.minY, extent.maxX, extent.maxY))
    throw Error("%1 cannot be brought from %2 to %3: give it in the CRS of the stack.", Subject::Extent,
                crsName(request.extentCrs), crsName(crs));
  return extent;
}

/// Moves a coordinate to a line of the grid that passes through `origin`, towards `round`.
double snapped(double value, double origin, double cell, double (*round)(double)) {
  const double steps = (value - origin) / cell;
  // Coordinates that lie on a line but for rounding stay there.
  const double nearest = std::round(steps);
  return origin + cell * (std::abs(steps - nearest) < sameEdge ? nearest : round(steps));
}

std::string cellText(double width, double height) {
  return width == height ? numberText(width, statedDigits)
                         : numberText(width, statedDigits) + " x " + numberText(height, statedDigits);
}

void checkCellSize(const GridRequest& request) {
  if (request.cellSize && !(*request.cellSize > 0))
    throw Error("%1 is %2, but must be above 0: give a size in units of the CRS.", Subject::CellSize,
                numberText(*request.cellSize, statedDigits));
}

/// The whole cells of an extent, on lines through an origin.
Grid gridOver(const Footprint& extent, double originX, double originY, double width, double height,
              const std::string& crs) {
  const double left = snapped(extent.minX, originX, width, std::ceil);
  const double top = snapped(extent.maxY, originY, height, std::floor);
  const double columns = std::floor((extent.maxX - left) / width + sameEdge);
  const double rows = std::floor((top - extent.minY) / height + sameEdge);
  if (columns < 1 || rows < 1)
    throw Error("%1 of %2 is larger than the extent of the stack: choose a smaller one.", Subject::CellSize,
                cellText(width, height));
  if (columns * rows > mostCells || columns > 2e9 || rows > 2e9)
    throw Error("%1 of %2 gives more than 10^10 cells: choose a larger one or a smaller extent.",
                Subject::CellSize, cellText(width, height));
  Grid grid;
  grid.transform = {left, width, 0, top, 0, -height};
  grid.columns = static_cast<int>(columns);
  grid.rows = static_cast<int>(rows);
  grid.crs = crs;
  return grid;
}

} // namespace

Grid askedGrid(const GridRequest& request) {
  checkCellSize(request);
  const Footprint extent = askedExtent(request, request.crs);
  return gridOver(extent, extent.minX, extent.maxY, *request.cellSize, *request.cellSize, request.crs);
}

std::string stackCrs(const std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request) {
  if (request.reference)
    return request.reference->crs;
  return request.crs.empty() ? majorityCrs(layers) : request.crs;
}

DerivedGrid deriveGrid(const std::vector<std::unique_ptr<RasterSource>>& layers, const GridRequest& request) {
  if (layers.empty())
    throw Error("%1 is empty: choose at least one raster.", Subject::Layers);
  checkCellSize(request);
  checkCrs(layers, request);
  DerivedGrid result;
  const std::string crs = stackCrs(layers, request);
  if (crs.empty())
    throw Error("%1: no layer has a CRS: set the CRS of the layers, or choose %2 beside %3.", Subject::Layers,
                Subject::StackCrs, Subject::AssumeCrs);
  const Common common = commonOf(layers, crs);
  if (request.reference) {
    result.grid = *request.reference;
    result.reasons.push_back(Sentence("Grid of the reference raster."));
  } else {
    const double width = request.cellSize ? *request.cellSize : common.extent.cellWidth;
    const double height = request.cellSize ? *request.cellSize : common.extent.cellHeight;
    const Footprint extent = request.extent ? askedExtent(request, crs) : common.extent;
    // Without an extent of the user's own, cells coincide with those of the finest layer where they can.
    const std::array<double, 6>& fine = common.finest->grid().transform;
    const bool snaps = !request.extent && !request.cellSize && sameCrs(common.finest->grid().crs, crs) &&
                       fine[2] == 0 && fine[4] == 0;
    const double originX = snaps ? fine[0] : extent.minX;
    const double originY = snaps ? fine[3] : extent.maxY;
    result.grid = gridOver(extent, originX, originY, width, height, crs);
    result.reasons.push_back(request.crs.empty() ? Sentence("CRS %1: the one most layers have.", crsName(crs))
                                                 : Sentence("CRS %1: as asked.", crsName(crs)));
    result.reasons.push_back(request.cellSize ? Sentence("Cell size %1: as asked.", cellText(width, height))
                                              : Sentence("Cell size %1: the finest, of %2.",
                                                         cellText(width, height), common.finest->name()));
    const bool isCut = extent.maxX - extent.minX > (result.grid.columns + sameEdge) * width ||
                       extent.maxY - extent.minY > (result.grid.rows + sameEdge) * height;
    result.reasons.push_back(!request.extent ? Sentence("Extent: common to all layers.")
                             : isCut ? Sentence("Extent: as asked, without the parts of cells at its edges.")
                                     : Sentence("Extent: as asked."));
  }
  const Grid& grid = result.grid;
  if (static_cast<double>(grid.columns) * grid.rows > mostCells)
    throw Error("%1 has more than 10^10 cells: choose a coarser raster.", Subject::Reference);
  return result;
}

} // namespace prospectivity
