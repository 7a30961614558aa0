#include "engine/report/chart_pieces.h"

#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

nlohmann::json compact(double value) {
  if (!std::isfinite(value))
    return nullptr;
  return rounded(value, 5);
}

nlohmann::json compact(const std::vector<double>& values) {
  nlohmann::json result = nlohmann::json::array();
  for (const double value : values)
    result.push_back(compact(value));
  return result;
}

nlohmann::json divergingScale() {
  return {{0, "#2166ac"}, {0.25, "#92c5de"}, {0.5, "#f7f7f7"}, {0.75, "#f4a582"}, {1, "#b2182b"}};
}

nlohmann::json legendAbove() {
  return {{"orientation", "h"}, {"x", 0}, {"y", 1.02}, {"yanchor", "bottom"}, {"traceorder", "normal"}};
}

std::string axisName(const std::string& feature) {
  constexpr std::size_t kept = 14; // characters at each end
  std::vector<std::size_t> starts; // of characters: UTF-8 has several bytes in some
  for (std::size_t i = 0; i < feature.size(); ++i)
    if ((static_cast<unsigned char>(feature[i]) & 0xC0) != 0x80)
      starts.push_back(i);
  if (starts.size() <= 2 * kept + 1)
    return feature;
  return feature.substr(0, starts[kept]) + "\u2026" + feature.substr(starts[starts.size() - kept]);
}

nlohmann::json namedAxis(const std::vector<std::string>& names) {
  return {
      {"tickmode", "array"}, {"tickvals", places(names.size())}, {"ticktext", names}, {"automargin", true}};
}

nlohmann::json featureAxis(const std::vector<std::string>& features, const std::vector<std::size_t>& order) {
  std::vector<std::string> names;
  names.reserve(order.size());
  for (const std::size_t feature : order)
    names.push_back(axisName(features[feature]));
  return namedAxis(names);
}

int heightOfRows(std::size_t rows) {
  return static_cast<int>(150 + 26 * std::max<std::size_t>(rows, 4));
}

nlohmann::json places(std::size_t count) {
  nlohmann::json result = nlohmann::json::array();
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(i);
  return result;
}

} // namespace prospectivity
