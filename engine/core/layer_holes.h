#pragma once

#include <cstddef>
#include <string>

namespace prospectivity {

/// Share (0 to 1) of the samples of each class that lack a layer; with windows, of their cells.
struct LayerHoles {
  std::string layer;
  double deposits = 0;
  double others = 0; ///< of the non-deposits

  /// Whether the shares differ by more than a tenth, and by more than three times the error of their
  /// difference for so many samples: then presence says where people looked.
  bool differ(std::size_t depositCount, std::size_t otherCount) const;
};

} // namespace prospectivity
