#pragma once

#include "engine/explain/layer_players.h"
#include "engine/report/report.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Samples with their Shapley values, as the charts show them. `samples.values` has one column per player.
struct ExplainedSamples {
  SampleTable samples;
  ShapleyValues shapley;
  OutputSpace space = OutputSpace::Logit;
  bool hasLabels = true;
  /// Classes of each player as in LayerPlayers; none where values are measured.
  std::vector<std::vector<std::string>> classes;
};

bool isCategorical(const ExplainedSamples& explained, std::size_t player);

/// Rows to draw: all, or evenly spread over the predictions when there are more than `most`.
std::vector<std::size_t> rowsToDraw(const ExplainedSamples& explained, std::size_t most);

void addBarChart(Report& report, const ExplainedSamples& explained);
void addBeeswarm(Report& report, const ExplainedSamples& explained);
void addDependence(Report& report, const ExplainedSamples& explained, std::size_t feature);
void addDecisionPaths(Report& report, const ExplainedSamples& explained);
void addWaterfall(Report& report, const ExplainedSamples& explained, std::size_t row);
void addHeatMap(Report& report, const ExplainedSamples& explained);

} // namespace prospectivity
