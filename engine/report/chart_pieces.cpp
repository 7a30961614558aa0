#include "engine/report/chart_pieces.h"

#include "engine/core/number_text.h"

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

nlohmann::json scaleOf(const palette::Scale& scale) {
  nlohmann::json result = nlohmann::json::array();
  for (const auto& [place, color] : scale)
    result.push_back({place, color});
  return result;
}

nlohmann::json divergingScale() {
  return scaleOf(palette::diverging());
}

nlohmann::json legendAbove() {
  return {{"orientation", "h"}, {"x", 0}, {"y", 1.02}, {"yanchor", "bottom"}, {"traceorder", "normal"}};
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

nlohmann::json places(std::size_t count) {
  nlohmann::json result = nlohmann::json::array();
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(i);
  return result;
}

} // namespace prospectivity
