#include "engine/evaluate/success_rate.h"

#include <algorithm>
#include <numeric>

namespace prospectivity {

namespace {

/// Shares are counts divided by a count: closer to one another than this they are the same.
constexpr double same = 1e-12;

} // namespace

SuccessRate::SuccessRate(const AreaRanks& ranks, const std::vector<std::size_t>& deposits) {
  const auto all = static_cast<double>(std::accumulate(deposits.begin(), deposits.end(), std::size_t{0}));
  mCorners.push_back({0, 0});
  std::size_t found = 0;
  for (std::size_t k = 0; k < deposits.size(); ++k) {
    if (deposits[k] == 0)
      continue;
    const double begin = ranks.above[k] / ranks.total;
    const double end = (ranks.above[k] + ranks.equal[k]) / ranks.total;
    mCorners.push_back({begin, static_cast<double>(found) / all});
    found += deposits[k];
    mCorners.push_back({end, static_cast<double>(found) / all});
    mAreaUnder += static_cast<double>(deposits[k]) / all * (1 - (begin + end) / 2);
  }
  mCorners.push_back({1, 1});
}

AreaAndCapture SuccessRate::where(double (*quantity)(const AreaAndCapture&), double value,
                                  bool beyond) const {
  const auto after =
      std::partition_point(mCorners.begin() + 1, mCorners.end() - 1, [&](const AreaAndCapture& corner) {
        return beyond ? quantity(corner) <= value : quantity(corner) < value - same;
      });
  const double from = quantity(*(after - 1));
  const double to = quantity(*after);
  const double share = to > from ? std::clamp((value - from) / (to - from), 0.0, 1.0) : 1.0;
  return {(after - 1)->area + share * (after->area - (after - 1)->area),
          (after - 1)->capture + share * (after->capture - (after - 1)->capture)};
}

double SuccessRate::capture(double area) const {
  return where([](const AreaAndCapture& corner) { return corner.area; }, area, true).capture;
}

double SuccessRate::areaFor(double capture) const {
  return where([](const AreaAndCapture& corner) { return corner.capture; }, capture, false).area;
}

AreaAndCapture SuccessRate::intersection() const {
  return where([](const AreaAndCapture& corner) { return corner.area + corner.capture; }, 1, false);
}

} // namespace prospectivity
