#include "engine/explain/decision_paths.h"

#include "engine/explain/sample_name.h"
#include "engine/report/chart_pieces.h"

namespace prospectivity {

using nlohmann::json;

json decisionPaths(const SampleTable& samples, const ShapleyValues& shapley,
                   const std::vector<std::size_t>& rows, const std::vector<std::size_t>& order) {
  json x = json::array();
  json y = json::array();
  json text = json::array();
  for (const std::size_t row : rows) {
    double sum = shapley.baseValue;
    const std::string name = sampleName(samples, row);
    for (std::size_t i = 0; i <= order.size(); ++i) {
      x.push_back(compact(sum));
      y.push_back(static_cast<double>(i) - 0.5);
      text.push_back(name);
      if (i < order.size())
        sum += shapley.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(order[i]));
    }
    x.push_back(nullptr);
    y.push_back(nullptr);
    text.push_back("");
  }
  return {{"type", "scatter"},
          {"mode", "lines"},
          {"x", x},
          {"y", y},
          {"text", text},
          {"hovertemplate", "%{text}<br>%{x}<extra></extra>"},
          {"opacity", 0.6}};
}

} // namespace prospectivity
