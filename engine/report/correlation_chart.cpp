#include "engine/report/correlation_chart.h"

#include "engine/core/for_reader.h"

#include <algorithm>

namespace prospectivity {

void addSpearmanChart(Report& report, const std::string& title, const std::vector<std::string>& names,
                      const Matrix& correlation, const std::string& caption) {
  Axis x{"", "", names};
  Axis y = x;
  y.isReversed = true;
  report.chart(chartOf(title, caption, x, y,
                       {HeatMap{correlation, -1, 1, palette::diverging(), forReader("Spearman correlation")}},
                       std::max(420, 160 + 22 * static_cast<int>(names.size()))));
}

} // namespace prospectivity
