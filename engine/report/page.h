#pragma once

#include <string>

namespace prospectivity {

/// Puts the parts of a report into one HTML file in the design that all reports share, whole or not at all.
/// `body` is HTML; `packedLibrary` as packedPlotly() gives it. Throws Error when the file cannot be written.
void writePage(const std::string& path, const std::string& title, const std::string& subtitle,
               const std::string& body, const std::string& packedLibrary, bool hasCharts);

} // namespace prospectivity
