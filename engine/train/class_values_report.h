#pragma once

#include "engine/model/model.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// Adds a table of the classes that enter a model as log-odds: their names, observed samples and deposits of
/// `table`, and the mean of their log-odds over the members of the model. Nothing where there are none.
void addClassValues(Report& report, const SampleTable& table, const Model& model);

} // namespace prospectivity
