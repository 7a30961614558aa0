#include "engine/samples/window_samples.h"

#include "engine/core/feature_layers.h"
#include "engine/raster/find_bands.h"
#include "engine/raster/point_cells.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace prospectivity {

namespace {

std::vector<int> bandsOf(const std::vector<std::string>& features, const RasterSource& stack) {
  return findBands(stack, features, ": choose the stack that the samples were made from.");
}

std::vector<std::string> columnNames(const std::vector<std::string>& features, const InputLayout& layout) {
  std::vector<std::string> names;
  const int reach = layout.halo();
  for (const std::string& feature : features)
    for (int row = -reach; row <= reach; ++row)
      for (int column = -reach; column <= reach; ++column)
        names.push_back(feature + "[" + std::to_string(row) + "," + std::to_string(column) + "]");
  return names;
}

std::size_t rootOf(std::vector<std::size_t>& parents, std::size_t item) {
  while (parents[item] != item)
    item = parents[item] = parents[parents[item]];
  return item;
}

} // namespace

WindowSamples cutWindows(const SampleTable& samples, RasterSource& stack, int window,
                         const Progress& progress, std::optional<double> minPresent) {
  const std::vector<int> bands = bandsOf(samples.features, stack);
  const FeatureLayers layers(samples.features, samples.descriptions);
  const Grid& grid = stack.grid();
  const InputLayout layout{bands.size(), window};
  WindowSamples result;
  std::vector<float> values(layout.columns());
  std::vector<float> all;
  const auto isEnough = [&] {
    if (minPresent)
      return layers.present([&](std::size_t feature) {
        return !std::isnan(values[layout.center(feature)]);
      }) >= layers.fewest(*minPresent);
    return std::none_of(values.begin(), values.end(), [](float value) { return std::isnan(value); });
  };
  for (std::size_t i = 0; i < samples.size(); ++i) {
    progress.check();
    if (!samples.isObserved(i))
      continue;
    const std::optional<Tile> around = windowAround(grid, samples.points[i], layout.halo());
    if (!around) {
      ++result.outside;
      continue;
    }
    stack.read(bands, *around, values.data());
    if (!isEnough()) {
      ++result.noData;
      continue;
    }
    result.rows.push_back(i);
    all.insert(all.end(), values.begin(), values.end());
  }
  result.table = samples.rows(result.rows);
  result.table.features = columnNames(samples.features, layout);
  result.table.descriptions.clear();
  if (samples.classes) {
    result.table.classes->clear();
    for (std::size_t column = 0; column < result.table.features.size(); ++column)
      if (samples.classes->count(samples.features[layout.featureOf(column)]) > 0)
        result.table.classes->insert(result.table.features[column]);
  }
  for (std::size_t j = 0; j < bands.size(); ++j) {
    FeatureDescription description = stack.description(bands[j]);
    // A stack that does not say so holds what the samples hold, whatever its bands are called.
    const bool isQuantity =
        !samples.descriptions.empty() && samples.descriptions[j].kind == FeatureKind::Quantity;
    if (isQuantity && description.kind == FeatureKind::Unknown && !layerOfClass(samples.features[j]).empty())
      description.kind = FeatureKind::Quantity;
    result.descriptions.push_back(std::move(description));
    result.table.descriptions.insert(result.table.descriptions.end(), layout.cells(),
                                     result.descriptions.back());
  }
  result.table.values =
      Eigen::Map<const FloatMatrix>(all.data(), static_cast<Eigen::Index>(result.rows.size()),
                                    static_cast<Eigen::Index>(layout.columns()))
          .cast<double>();
  return result;
}

WindowSurroundings cutSurroundings(const SampleTable& windows, const std::vector<std::string>& features,
                                   RasterSource& stack, int window, int shift, const Progress& progress) {
  const std::vector<int> bands = bandsOf(features, stack);
  const Grid& grid = stack.grid();
  const InputLayout layout{bands.size(), window + 2 * shift};
  WindowSurroundings result{layout, window, windows.ids, {}};
  result.values.resize(static_cast<Eigen::Index>(windows.size()),
                       static_cast<Eigen::Index>(layout.columns()));
  for (std::size_t i = 0; i < windows.size(); ++i) {
    progress.check();
    int column = 0;
    int row = 0;
    grid.locate(windows.points[i], column, row);
    const std::vector<float> values = readWithHalo(stack, bands, {column, row, 1, 1}, layout.halo());
    std::copy(values.begin(), values.end(), result.values.row(static_cast<Eigen::Index>(i)).data());
  }
  return result;
}

std::vector<std::size_t> overlapGroups(const std::vector<Point>& points, const Grid& grid, int window,
                                       int shift) {
  std::vector<std::pair<int, int>> cells(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    grid.locate(points[i], cells[i].first, cells[i].second);
  std::vector<std::size_t> parents(points.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (std::abs(cells[i].first - cells[j].first) < window + shift &&
          std::abs(cells[i].second - cells[j].second) < window + shift) {
        const std::size_t a = rootOf(parents, i);
        const std::size_t b = rootOf(parents, j);
        parents[std::max(a, b)] = std::min(a, b);
      }
  std::vector<std::size_t> groups(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    groups[i] = rootOf(parents, i);
  return groups;
}

} // namespace prospectivity
