#include "engine/explain/decision_paths.h"

#include "engine/explain/sample_name.h"

#include <limits>

namespace prospectivity {

Lines decisionPaths(const std::string& name, const SampleTable& samples, const ShapleyValues& shapley,
                    const std::vector<std::size_t>& rows, const std::vector<std::size_t>& order,
                    const std::string& color) {
  constexpr double gap = std::numeric_limits<double>::quiet_NaN();
  Lines paths{name, {}, {}, {color, 1.2, Dash::Solid, 0.6}};
  paths.tellsHeight = false;
  for (const std::size_t row : rows) {
    double sum = shapley.baseValue;
    const std::string sample = sampleName(samples, row);
    for (std::size_t i = 0; i <= order.size(); ++i) {
      paths.x.push_back(sum);
      paths.y.push_back(static_cast<double>(i) - 0.5);
      paths.text.push_back(sample);
      if (i < order.size())
        sum += shapley.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(order[i]));
    }
    paths.x.push_back(gap);
    paths.y.push_back(gap);
    paths.text.emplace_back();
  }
  return paths;
}

} // namespace prospectivity
