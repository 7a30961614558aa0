#include "engine/report/chart.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

Chart chartOf(std::string title, std::string caption, Axis x, Axis y, std::vector<Series> series,
              int height) {
  return {std::move(title), std::move(caption), {{std::move(x), std::move(y), std::move(series)}}, height};
}

std::string titleOf(const Axis& axis) {
  return axis.unit.empty() ? axis.title : axis.title + " (" + axis.unit + ")";
}

std::string axisName(const std::string& feature, std::size_t kept) {
  std::vector<std::size_t> starts; // of characters: UTF-8 has several bytes in some
  for (std::size_t i = 0; i < feature.size(); ++i)
    if ((static_cast<unsigned char>(feature[i]) & 0xC0) != 0x80)
      starts.push_back(i);
  if (starts.size() <= 2 * kept + 1)
    return feature;
  return feature.substr(0, starts[kept]) + "\u2026" + feature.substr(starts[starts.size() - kept]);
}

std::string tickName(const Axis& axis, const std::string& name) {
  return axis.shortensNames ? axisName(name) : name;
}

int heightOfRows(std::size_t rows) {
  return static_cast<int>(150 + 26 * std::max<std::size_t>(rows, 4));
}

std::string legendName(const Series& series) {
  return std::visit(
      [](const auto& one) -> std::string {
        using Kind = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<Kind, Lines>)
          return one.isInLegend ? one.name : std::string();
        else if constexpr (std::is_same_v<Kind, HeatMap>)
          return one.contour ? one.contourName : std::string();
        else if constexpr (std::is_same_v<Kind, Waterfall>)
          return {};
        else
          return one.name;
      },
      series);
}

Histogram histogramOf(std::string name, const std::vector<double>& values, int bins, std::string color) {
  std::vector<double> finite;
  std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
               [](double value) { return std::isfinite(value); });
  Histogram histogram{std::move(name), {}, {}, std::move(color)};
  if (finite.empty())
    return histogram;
  const auto [least, most] = std::minmax_element(finite.begin(), finite.end());
  const double low = *least == *most ? *least - 0.5 : *least;
  const double high = *least == *most ? *most + 0.5 : *most;
  const double width = (high - low) / bins;
  for (int i = 0; i <= bins; ++i)
    histogram.edges.push_back(low + i * width);
  histogram.counts.assign(static_cast<std::size_t>(bins), 0);
  for (const double value : finite)
    ++histogram
          .counts[static_cast<std::size_t>(std::clamp(static_cast<int>((value - low) / width), 0, bins - 1))];
  return histogram;
}

Boxes::Box boxOf(std::vector<double> values) {
  values.erase(
      std::remove_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); }),
      values.end());
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty())
    return {none, none, none, none, none};
  Boxes::Box box;
  box.quarter = quantile(values, 0.25);
  box.median = quantile(values, 0.5);
  box.threeQuarters = quantile(values, 0.75);
  const double reach = 1.5 * (box.threeQuarters - box.quarter);
  box.low = box.quarter;
  box.high = box.threeQuarters;
  for (const double value : values) {
    if (value >= box.quarter - reach)
      box.low = std::min(box.low, value);
    if (value <= box.threeQuarters + reach)
      box.high = std::max(box.high, value);
  }
  return box;
}

} // namespace prospectivity
