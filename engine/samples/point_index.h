#pragma once

#include "engine/core/grid.h"

#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace prospectivity {

/// Answers whether any of a set of points lies nearer than a fixed distance. Squares of that size hold the
/// points, so that a question looks at nine of them.
class PointIndex {
 public:
  explicit PointIndex(double distance) : mDistance(distance) {}

  void add(const Point& point) { mSquares[key(square(point.x), square(point.y))].push_back(point); }

  bool hasNearer(const Point& point) const {
    for (std::int64_t dx = -1; dx <= 1; ++dx)
      for (std::int64_t dy = -1; dy <= 1; ++dy) {
        const auto found = mSquares.find(key(square(point.x) + dx, square(point.y) + dy));
        if (found == mSquares.end())
          continue;
        for (const Point& other : found->second)
          if (std::hypot(other.x - point.x, other.y - point.y) < mDistance)
            return true;
      }
    return false;
  }

 private:
  std::int64_t square(double value) const { return static_cast<std::int64_t>(std::floor(value / mDistance)); }
  static std::uint64_t key(std::int64_t x, std::int64_t y) {
    return static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(y);
  }

  double mDistance;
  std::unordered_map<std::uint64_t, std::vector<Point>> mSquares;
};

} // namespace prospectivity
