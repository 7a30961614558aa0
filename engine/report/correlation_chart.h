#pragma once

#include "engine/core/matrix.h"
#include "engine/report/report.h"

#include <string>
#include <vector>

namespace prospectivity {

/// The rank correlations of layers or features with each other as a heat map, the first at the top.
void addSpearmanChart(Report& report, const std::string& title, const std::vector<std::string>& names,
                      const Matrix& correlation, const std::string& caption);

} // namespace prospectivity
