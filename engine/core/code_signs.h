#pragma once

#include <cstddef>
#include <map>

namespace prospectivity {

/// Tells codes of many classes, such as map units, from measurements in whole numbers, by what lies side by
/// side. Codes stand in patches of one number, and from patch to patch they jump as far as any two numbers
/// would that are drawn by chance. Measurements that are smooth enough to stand in patches go from one to the
/// next in small steps (elevation in metres), and most of those that jump do not stand in patches (counts,
/// imagery). Measurements that do both are taken for codes: one number per area (ppm of catchments), or noise
/// on a finer grid than it was measured on.
/// Steps are counted in ranks, so that codes may have any gaps. The most frequent number is background,
/// such as a detection limit or zero: pairs of it alone say nothing.
class CodeSigns {
 public:
  /// How often each whole number stands there.
  explicit CodeSigns(const std::map<double, std::size_t>& counts);

  /// Two numbers side by side, both of them of `counts`, so many times.
  void addNeighbours(double one, double other, std::size_t times = 1);

  /// Whether at least `leastEqual` (0 to 1) of the pairs are equal, and the others jump as chance does.
  /// Few pairs say nothing.
  bool areCodes(double leastEqual) const;

 private:
  std::map<double, double> mRanks;
  double mBackground = 0; ///< the most frequent number
  double mJumpByChance = 0;
  std::size_t mEqual = 0;
  std::size_t mUnequal = 0;
  double mJumps = 0;
};

} // namespace prospectivity
