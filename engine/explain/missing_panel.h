#pragma once

#include "engine/report/chart.h"

namespace prospectivity {

/// Makes room at the right of a chart for what has no value to stand at on its horizontal axis, because it is
/// missing: a panel with the vertical axis of the first one, in which all lies at 0. The panels of one column
/// that are there become narrower. The reference is valid until panels are added.
Panel& addMissingPanel(Chart& chart);

} // namespace prospectivity
