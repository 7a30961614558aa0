#include "engine/report/dark_charts.h"

#include "engine/report/svg_chart.h"

#include <type_traits>

namespace prospectivity {

namespace {

void add(DarkColors& colors, const std::string& color) {
  if (!color.empty())
    colors.emplace(color, palette::onDark(color));
}

/// The colours of dots by a number, and of the bar that explains them, are drawn in so many steps.
void addSteps(DarkColors& colors, int steps) {
  for (int i = 0; i < steps; ++i) {
    const double place = (i + 0.5) / steps;
    colors.emplace(palette::at(palette::sequential(), place),
                   palette::at(palette::sequentialOnDark(), place));
  }
}

} // namespace

void addDarkColors(DarkColors& colors, const Chart& chart) {
  for (const char* furniture : {palette::values, palette::threshold, palette::chance})
    add(colors, furniture);
  for (const Panel& panel : chart.panels)
    for (const Series& series : panel.series)
      std::visit(
          [&](const auto& one) {
            using Kind = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<Kind, Lines>)
              add(colors, one.stroke.color);
            else if constexpr (std::is_same_v<Kind, Bars>)
              for (const std::string& color : one.colors)
                add(colors, color);
            else if constexpr (std::is_same_v<Kind, Waterfall>)
              for (const char* color : {palette::raises, palette::lowers, palette::total})
                add(colors, color);
            else if constexpr (!std::is_same_v<Kind, HeatMap>)
              add(colors, one.color);
            if constexpr (std::is_same_v<Kind, Points>)
              if (one.shades) {
                addSteps(colors, svgShadeSteps);
                addSteps(colors, svgScaleSteps);
              }
          },
          series);
}

std::string darkRules(const DarkColors& colors) {
  std::string rules;
  for (const auto& [light, dark] : colors)
    if (light != dark)
      for (const char* kind : {"fill", "stroke"})
        rules += ".picture :not(.field) > [" + std::string(kind) + "=\"" + light + "\"] { " + kind + ": " +
                 dark + "; }\n";
  return rules;
}

nlohmann::json darkColorsForScript(const DarkColors& colors) {
  nlohmann::json scale = nlohmann::json::array();
  for (const auto& [place, color] : palette::sequentialOnDark())
    scale.push_back({place, color});
  return {{"colors", colors}, {"scale", scale}};
}

} // namespace prospectivity
