#pragma once

#include "engine/report/dark_charts.h"

#include <string>

namespace prospectivity {

/// The parts of a report's page.
struct PageParts {
  std::string title;
  std::string subtitle;
  std::string answer;        ///< HTML before the contents: the paragraph that a report opens with
  std::string contents;      ///< HTML: items of a list of links
  std::string body;          ///< HTML
  DarkColors darkColors;     ///< of the charts in the body
  std::string packedLibrary; ///< as packedPlotly() gives it; empty: charts stay pictures
  bool hasCharts = false;
};

/// One HTML page in the design that all reports share.
std::string pageOf(const PageParts& parts);

} // namespace prospectivity
