#include "engine/explain/chart_data.h"

#include "engine/report/report.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace prospectivity {

nlohmann::json compact(double value) {
  if (!std::isfinite(value))
    return nullptr;
  char text[32];
  std::snprintf(text, sizeof(text), "%.5g", value);
  return std::strtod(text, nullptr);
}

std::string sampleName(const SampleTable& samples, std::size_t row) {
  std::string name = "sample " + std::to_string(samples.ids[row]);
  if (std::isfinite(samples.points[row].x))
    name += " at " + formatNumber(samples.points[row].x, 9) + ", " + formatNumber(samples.points[row].y, 9);
  return name;
}

std::string axisName(const std::string& feature) {
  constexpr std::size_t longest = 28;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < feature.size(); ++i) {
    const bool startsCharacter = (static_cast<unsigned char>(feature[i]) & 0xC0) != 0x80;
    if (startsCharacter && ++characters > longest)
      return feature.substr(0, i) + "\u2026";
  }
  return feature;
}

} // namespace prospectivity
