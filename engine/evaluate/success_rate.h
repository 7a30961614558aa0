#pragma once

#include "engine/evaluate/area_ranks.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// A place on a success-rate curve: so much of the area holds so many of the deposits.
struct AreaAndCapture {
  double area = 0;    ///< share of the area, 0 to 1
  double capture = 0; ///< share of the deposits, 0 to 1
};

/// Share of the deposits captured against share of the area, from the most prospective cell down (Chung &
/// Fabbri 1999, Photogrammetric Engineering & Remote Sensing 65). It is exact at every share of the area:
/// level between the values that deposits have, and a straight line across the cells of one value, which
/// enter together with their deposits.
class SuccessRate {
 public:
  /// `deposits`: how many deposits have each of the values of `ranks`; at least one in all.
  SuccessRate(const AreaRanks& ranks, const std::vector<std::size_t>& deposits);

  /// Corners from (0, 0) to (1, 1).
  const std::vector<AreaAndCapture>& corners() const { return mCorners; }

  double capture(double area) const;              ///< share of the deposits in the best `area` of the map
  double areaFor(double capture) const;           ///< the least share of the area that holds `capture`
  double areaUnder() const { return mAreaUnder; } ///< 0.5 for a map that knows nothing

  /// Where capture equals 1 minus area: the crossing of the prediction-area plot (Yousefi & Carranza 2015,
  /// doi 10.1016/j.cageo.2014.10.014).
  AreaAndCapture intersection() const;

 private:
  /// Where a quantity that grows along the curve first reaches `value`, or last has it (`beyond`).
  AreaAndCapture where(double (*quantity)(const AreaAndCapture&), double value, bool beyond) const;

  std::vector<AreaAndCapture> mCorners;
  double mAreaUnder = 0;
};

} // namespace prospectivity
