#include "engine/evidence/log_ratios.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

bool replaceZeros(const std::vector<double>& zeros, std::vector<double>& parts) {
  double total = 0;
  double added = 0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    total += parts[k];
    added += parts[k] == 0 ? zeros[k] : 0;
  }
  if (added == 0)
    return true;
  if (!(added < total))
    return false;
  const double left = (total - added) / total;
  for (std::size_t k = 0; k < parts.size(); ++k)
    parts[k] = parts[k] == 0 ? zeros[k] : parts[k] * left;
  return true;
}

void makeLogRatios(LogRatioKind kind, std::vector<double>& parts) {
  for (double& part : parts)
    part = std::log(part);
  const std::size_t count = parts.size();
  if (kind == LogRatioKind::Centred) {
    const double mean = std::accumulate(parts.begin(), parts.end(), 0.0) / static_cast<double>(count);
    for (double& part : parts)
      part -= mean;
    return;
  }
  double behind = parts[count - 1]; // the sum of the logarithms behind a part
  for (std::size_t k = count - 1; k-- > 0;) {
    const double logarithm = parts[k];
    const auto n = static_cast<double>(count - 1 - k);
    parts[k] = std::sqrt(n / (n + 1)) * (logarithm - behind / n);
    behind += logarithm;
  }
}

LogRatioCounts makeLogRatios(const LogRatioGroup& group, const std::vector<float*>& planes, std::size_t begin,
                             std::size_t end) {
  constexpr float none = std::numeric_limits<float>::quiet_NaN();
  const std::size_t count = planes.size();
  LogRatioCounts counts;
  counts.replaced.resize(count);
  std::vector<double> parts(count);
  for (std::size_t i = begin; i < end; ++i) {
    bool isWhole = true; // false for NaN as well
    for (std::size_t k = 0; k < count; ++k) {
      parts[k] = static_cast<double>(planes[k][i]);
      isWhole = isWhole && parts[k] >= 0 && std::isfinite(parts[k]);
    }
    const bool hasRatios = isWhole && replaceZeros(group.zeros, parts);
    if (isWhole)
      ++(hasRatios ? counts.cells : counts.cellsOfZeros);
    if (!hasRatios) {
      for (float* plane : planes)
        plane[i] = none;
      continue;
    }
    makeLogRatios(group.kind, parts);
    for (std::size_t k = 0; k < count; ++k) {
      counts.replaced[k] += planes[k][i] == 0 ? 1 : 0;
      planes[k][i] = static_cast<float>(parts[k]);
    }
  }
  return counts;
}

} // namespace prospectivity
