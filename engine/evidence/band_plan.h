#pragma once

#include "engine/evidence/build_stack.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// One band of the stack to be: where its values come from and what happens to them.
struct PlannedBand {
  BandAccount account;
  /// Warped to the grid. Shared at most with bands that come mostAtOnce() or a multiple of it behind.
  RasterSource* source = nullptr;
  int band = 0;
  std::function<float(float)> change; ///< applied to cells with data; empty: none

  /// How many bands that follow one another may be computed at the same time.
  static std::size_t mostAtOnce();
};

/// Warps every layer to the grid and names its bands; categorical bands become one band per class when asked
/// for, and are told in `classAccounts`. `warped` keeps the sources alive. Throws Error naming the band
/// names, categorical bands or transforms when they do not fit the bands, and a name that two bands share.
/// Classes and transforms are those of the cells inside the mask (as in raster_mask.h, may be null).
std::vector<PlannedBand> planBands(StackRequest& request, const Grid& grid, RasterSource* mask,
                                   std::vector<std::unique_ptr<RasterSource>>& warped,
                                   std::vector<ClassAccount>& classAccounts, const Progress& progress);

} // namespace prospectivity
