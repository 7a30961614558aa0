#pragma once

#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// A class of a categorical band: the codes that have its name, whatever the case of the letters. (Maps have
/// several units of one name, and tables do not tell names apart by case.)
struct LayerClass {
  std::string name;         ///< as the lowest of its codes has it
  std::vector<float> codes; ///< rising
  std::size_t cells = 0;
};

/// The classes of a categorical band, each in one of the two lists.
struct LayerClasses {
  static constexpr const char* otherName = "other";

  std::vector<LayerClass> kept;   ///< for themselves, in the order of their lowest codes
  std::vector<LayerClass> joined; ///< together as one class, otherName; in the same order

  std::size_t found() const { return kept.size() + joined.size(); }
  /// With those that are joined as one.
  std::size_t left() const { return kept.size() + (joined.empty() ? 0 : 1); }
  std::size_t cells() const;
  std::size_t joinedCells() const;
  std::vector<float> joinedCodes() const; ///< rising
};

/// The classes of a categorical band (0-based) inside the mask (as in raster_mask.h, may be null), none of
/// them joined. Reads the whole band once. Throws Error naming the categorical bands and `band` when it has
/// more than a million values.
LayerClasses classesOf(RasterSource& layer, int number, const std::string& band, RasterSource* mask,
                       const Progress& progress);

/// Joins the classes that have less than a share (0 to 1) of the cells with data, and with them a class that
/// is called otherName itself. One that would be alone there keeps its name.
void joinRareClasses(LayerClasses& classes, double leastShare);

} // namespace prospectivity
