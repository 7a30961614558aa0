#pragma once

#include "engine/model/model.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// Adds a table of the classes that enter a model as log-odds: their names, observed samples and deposits of
/// `table`, and the mean of their log-odds over the members of the model. Samples that lack a layer have a
/// row of their own, with the code that stands for a missing one (Model::fills()). Nothing where there are no
/// such classes.
void addClassValues(Report& report, const SampleTable& table, const Model& model);

} // namespace prospectivity
