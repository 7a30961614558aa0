#include "engine/report/correlation_chart.h"

#include "engine/report/chart_pieces.h"

#include <algorithm>

namespace prospectivity {

using nlohmann::json;

void addSpearmanChart(Report& report, const std::string& title, const std::vector<std::string>& names,
                      const Matrix& correlation, const std::string& caption) {
  json rows = json::array();
  for (Eigen::Index i = 0; i < correlation.rows(); ++i)
    rows.push_back(std::vector<double>(correlation.row(i).begin(), correlation.row(i).end()));
  const auto count = static_cast<int>(names.size());
  report.chart(title,
               json::array({{{"type", "heatmap"},
                             {"x", names},
                             {"y", names},
                             {"z", rows},
                             {"zmin", -1},
                             {"zmax", 1},
                             {"colorscale", divergingScale()},
                             {"hovertemplate", "%{y} and %{x}: %{z:.2f}<extra></extra>"},
                             {"colorbar", {{"title", "Spearman"}}}}}),
               {{"height", std::max(420, 160 + 22 * count)},
                {"xaxis", {{"tickangle", -60}, {"type", "category"}}},
                {"yaxis", {{"autorange", "reversed"}, {"type", "category"}}}},
               caption);
}

} // namespace prospectivity
