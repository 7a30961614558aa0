#pragma once

#include "engine/raster/raster_source.h"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace prospectivity {

/// The whole numbers of a band, when it holds no others and not too many.
struct WholeNumbers {
  std::set<double> all;
  std::size_t cells = 0;   ///< with data
  bool lieAsCodes = false; ///< in patches that do not pass into each other (CodeSigns)
};

/// Looks at one band while it is read for whatever purpose, by any number of clones, so that its kind is told
/// from all of its cells without another reading. Which numbers there are is seen in every cell; how they lie
/// in rows of a million cells together. Bands that are not whole numbers cost a look at their first cells.
/// Thread-safe.
class ClassWatch {
 public:
  static constexpr std::size_t mostNumbers = 2000;
  static constexpr double leastInPatches = 0.5; ///< of neighbours: patches of three cells and more across

  explicit ClassWatch(const Grid& grid);

  /// Cells of a tile of the band, row by row; NaN: no data.
  void look(const Tile& tile, const float* cells);

  /// Of what was read; nothing for a band with other numbers, or with more than mostNumbers. Cells that were
  /// read several times count as often, up to the number that the grid has.
  std::optional<WholeNumbers> numbers() const;

 private:
  struct Seen;
  void lookAtRows(const Tile& tile, const float* cells, Seen& seen) const;

  std::size_t mCells; ///< of the grid
  int mEvery;         ///< rows in which neighbours are looked at
  mutable std::mutex mMutex;
  bool mIsOther = false;  ///< something else was met
  bool mIsChance = false; ///< more kinds of neighbours were met than codes have
  std::set<float> mNumbers;
  std::size_t mKnown = 0;                ///< cells with data
  std::map<double, std::size_t> mCounts; ///< in the rows looked at
  std::map<std::pair<float, float>, std::size_t> mPairs;
};

/// The same raster, with a watch that looks at what is read of one band (0-based).
std::unique_ptr<RasterSource> watchedFor(std::unique_ptr<RasterSource> raster, int band,
                                         std::shared_ptr<ClassWatch> watch);

} // namespace prospectivity
