#pragma once

#include <string>

namespace prospectivity {

/// The parts of a report as one HTML page in the design that all reports share. `body` is HTML;
/// `packedLibrary` as packedPlotly() gives it, empty where charts stand in the body as pictures.
std::string pageOf(const std::string& title, const std::string& subtitle, const std::string& body,
                   const std::string& packedLibrary, bool hasCharts);

} // namespace prospectivity
