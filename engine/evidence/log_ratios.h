#pragma once

#include "engine/core/log_ratio.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Multiplicative replacement (Martin-Fernandez, Barcelo-Vidal & Pawlowsky-Glahn 2003, Mathematical Geology
/// 35): each part that is 0 becomes its number in `zeros`, and the others give up, in proportion, what these
/// are together. The total stays as it was, and so do the ratios of parts that were above 0. Parts are
/// amounts, as many as `zeros`, 0 or above. False, with nothing changed, where the numbers of the zeros
/// together are as much as the total or more, as in a place without any of the parts.
bool replaceZeros(const std::vector<double>& zeros, std::vector<double>& parts);

/// Makes log-ratios (natural logarithms) of parts above 0, in place. The last part of isometric ones is left
/// as it is, a number of no meaning: there is one less of them.
void makeLogRatios(LogRatioKind kind, std::vector<double>& parts);

/// What became of the cells of a group of layers.
struct LogRatioCounts {
  std::vector<std::size_t> replaced; ///< zeros of each layer, in cells with log-ratios
  std::size_t cells = 0;             ///< with log-ratios
  std::size_t cellsOfZeros = 0;      ///< without, since their zeros cannot be replaced
};

/// Makes log-ratios of the cells from `begin` to `end` of a group's planes, in place: planes in the order of
/// the members, the bands in that of the group. A cell with NaN, a negative or an infinite value in one of
/// them, or whose zeros cannot be replaced, is NaN in all. Thread-safe for ranges that do not overlap.
LogRatioCounts makeLogRatios(const LogRatioGroup& group, const std::vector<float*>& planes, std::size_t begin,
                             std::size_t end);

} // namespace prospectivity
