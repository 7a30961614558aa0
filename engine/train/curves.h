#pragma once

#include <utility>
#include <vector>

namespace prospectivity {

/// A line of a chart: x and y of its points.
struct Curve {
  std::vector<double> x;
  std::vector<double> y;
};

/// False positive rate against true positive rate from (0, 0) to (1, 1), one point per distinct score. Both
/// classes must be there.
Curve rocCurve(const std::vector<int>& labels, const std::vector<double>& scores);

/// Recall against precision, from the highest score down, one point per distinct score.
Curve precisionRecallCurve(const std::vector<int>& labels, const std::vector<double>& scores);

} // namespace prospectivity
