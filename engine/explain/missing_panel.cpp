#include "engine/explain/missing_panel.h"

#include "engine/core/for_reader.h"

#include <utility>

namespace prospectivity {

Panel& addMissingPanel(Chart& chart) {
  constexpr double room = 0.12;
  constexpr double gap = 0.02;
  for (Panel& panel : chart.panels)
    panel.right = 1 - room - gap;
  Axis axis{"", "", {forReader("missing")}};
  axis.range = {-1, 1};
  Panel beside{std::move(axis), {}};
  beside.left = 1 - room;
  beside.bottom = chart.panels.front().bottom;
  beside.top = chart.panels.front().top;
  beside.sharesY = true;
  chart.panels.push_back(std::move(beside));
  return chart.panels.back();
}

} // namespace prospectivity
