#pragma once

#include "engine/core/input_layout.h"
#include "engine/core/progress.h"
#include "engine/raster/raster_source.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Samples of the windowed network: the evidence in the square of cells around each sample point.

/// What came of cutting; the table holds the samples whose window is complete, or complete enough.
struct WindowSamples {
  /// As the input, but with one column per feature and cell, in the order of InputLayout, named
  /// "feature[row,column]" with offsets from the central cell, each described as its band.
  SampleTable table;
  std::vector<FeatureDescription> descriptions; ///< of the bands, one per feature
  std::vector<std::size_t> rows;                ///< of the input: which of its samples the table holds
  std::size_t outside = 0;                      ///< samples whose window reaches beyond the stack
  std::size_t noData = 0; ///< samples whose window touches NoData, or whose cell has too few layers
};

/// Cuts windows of `window` x `window` cells (odd) around the points of `samples` out of the bands named as
/// its features. The points are in the CRS of the stack. Unless windows may have holes, a sample with a
/// window that is not complete has no defined input and is left out, as the windowed prediction gives NoData
/// there. Synthetic samples of the input are left out too: between two points there is no place on the map.
/// Throws Error naming a band that the stack does not have.
///
/// `minPresent`: windows may have holes (NaN), where the sample's own cell, in their middle, has data
/// of at least this share of the layers (FeatureLayers). What lies around it need not have any, as in a map.
/// A window that reaches beyond the stack is left out all the same.
WindowSamples cutWindows(const SampleTable& samples, RasterSource& stack, int window,
                         const Progress& progress, std::optional<double> minPresent = std::nullopt);

/// The evidence around windows, from which shifted ones are cut.
struct WindowSurroundings {
  InputLayout layout; ///< of `values`: windows that are wider by as many cells as a window can move each way
  int window = 1;     ///< of the samples themselves
  std::vector<std::int64_t> ids; ///< of the samples
  FloatMatrix values;            ///< one row per sample; NaN where there is no data and beyond the stack
};

/// The surroundings of `windows` (a table of cutWindows()) in the bands named `features`.
WindowSurroundings cutSurroundings(const SampleTable& windows, const std::vector<std::string>& features,
                                   RasterSource& stack, int window, int shift, const Progress& progress);

/// Numbers samples so that those whose windows share cells, directly or through others, share a number: a
/// split must not put them on both sides. With `shift`, windows that share cells when one of them is moved
/// that far belong together too. The points lie within the grid, however it is turned. Works on the observed
/// and the synthetic alike. Thread-safe.
std::vector<std::size_t> overlapGroups(const std::vector<Point>& points, const Grid& grid, int window,
                                       int shift);

} // namespace prospectivity
