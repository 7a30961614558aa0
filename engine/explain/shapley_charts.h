#pragma once

#include "engine/explain/shapley_values.h"
#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Samples with their Shapley values, as the charts show them. `samples.values` has one column per player.
struct ExplainedSamples {
  SampleTable samples;
  ShapleyValues shapley;
  OutputSpace space = OutputSpace::Logit;
  bool hasLabels = true;
};

/// Rows to draw: all, or evenly spread over the predictions when there are more than `most`.
std::vector<std::size_t> rowsToDraw(const ExplainedSamples& explained, std::size_t most);

void addBarChart(Report& report, const ExplainedSamples& explained);
void addBeeswarm(Report& report, const ExplainedSamples& explained);
void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature);
void addDecisionPaths(Report& report, const ExplainedSamples& explained);
void addWaterfall(Report& report, const ExplainedSamples& explained, std::size_t row);
void addHeatMap(Report& report, const ExplainedSamples& explained);

} // namespace prospectivity
