#include "engine/samples/missing_values.h"

#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/core/input_layout.h"
#include "engine/core/statistics.h"
#include "engine/samples/class_columns.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace prospectivity {

namespace {

InputLayout layoutOf(const SampleTable& table, int window) {
  InputLayout layout;
  layout.window = window;
  layout.features = static_cast<std::size_t>(table.values.cols()) / layout.cells();
  return layout;
}

/// Whether a sample has a value of a feature, in any cell of its window.
bool has(const SampleTable& table, const InputLayout& layout, std::size_t row, std::size_t feature) {
  const auto cells = layout.windowsOf(table.values, feature).row(static_cast<Eigen::Index>(row));
  return std::any_of(cells.begin(), cells.end(), [](double value) { return !std::isnan(value); });
}

std::size_t incompleteAmong(const SampleTable& table, const std::vector<std::size_t>& rows) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::size_t row) {
    return table.values.row(static_cast<Eigen::Index>(row)).hasNaN();
  }));
}

[[noreturn]] void refuse(const std::string& feature, const Sentence& samples, bool isPart) {
  if (isPart)
    throw Error("%1: the feature '%2' is missing in %3 of a training part; leave it out of %1, or hold out "
                "fewer samples at once (more %4; of a holdout, a smaller %5).",
                Subject::Features, feature, samples, Subject::Folds, Subject::TestFraction);
  throw Error("%1: the feature '%2' is missing in %3, which teaches nothing of its values; leave it out of "
              "%1, or add samples that have it.",
              Subject::Features, feature, samples);
}

} // namespace

std::vector<std::optional<double>> mostFrequentClasses(const SampleTable& table) {
  std::vector<std::optional<double>> fills(static_cast<std::size_t>(table.values.cols()));
  for (const std::vector<int>& columns : classColumns(table)) {
    std::map<std::vector<double>, std::size_t> counts;
    for (Eigen::Index row = 0; row < table.values.rows(); ++row) {
      std::vector<double> own;
      for (const int column : columns)
        own.push_back(table.values(row, column));
      if (std::none_of(own.begin(), own.end(), [](double value) { return std::isnan(value); }))
        ++counts[own];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    for (std::size_t i = 0; i < columns.size(); ++i)
      fills[static_cast<std::size_t>(columns[i])] = most == counts.end() ? 0 : most->first[i];
  }
  return fills;
}

std::vector<double> fillValues(const SampleTable& table, int window) {
  const std::vector<std::optional<double>> classes = mostFrequentClasses(cellsOf(table, window));
  const auto cells = static_cast<Eigen::Index>(layoutOf(table, window).cells());
  std::vector<double> fills;
  for (Eigen::Index j = 0; j < table.values.cols(); ++j) {
    const std::vector<double> known = knownValues(table.values.col(j));
    const double average = known.empty() ? 0 : mean(known);
    fills.push_back(classes[static_cast<std::size_t>(j / cells)].value_or(average));
  }
  return fills;
}

SampleTable cellsOf(const SampleTable& table, int window) {
  if (window == 1)
    return table;
  const InputLayout layout = layoutOf(table, window);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.size(); ++row)
    rows.insert(rows.end(), layout.cells(), row);
  SampleTable cells = table.rows(rows);
  cells.values = layout.cellByCell(table.values);
  cells.features.clear();
  cells.descriptions.clear();
  if (cells.classes)
    cells.classes->clear();
  for (std::size_t feature = 0; feature < layout.features; ++feature) {
    const std::size_t column = layout.at(feature, 0, 0);
    cells.features.push_back(featureOfCell(table.features[column]));
    if (table.classes && table.classes->count(table.features[column]) > 0)
      cells.classes->insert(cells.features.back());
    if (!table.descriptions.empty())
      cells.descriptions.push_back(table.descriptions[column]);
  }
  return cells;
}

void requireComplete(const SampleTable& table, const std::vector<std::size_t>& rows) {
  const std::size_t incomplete = incompleteAmong(table, rows);
  if (incomplete > 0)
    throw Error(
        "%1 is exclude, and %2 samples lack values: choose fill or learn, or leave these samples out.",
        Subject::Missing, incomplete);
}

void requireKnownValues(const SampleTable& table, const std::vector<std::size_t>& rows, int window,
                        bool isPart) {
  if (incompleteAmong(table, rows) == 0)
    return;
  const InputLayout layout = layoutOf(table, window);
  for (std::size_t feature = 0; feature < layout.features; ++feature) {
    std::size_t count[2] = {0, 0};
    std::size_t known[2] = {0, 0};
    for (const std::size_t row : rows) {
      if (!table.isObserved(row))
        continue;
      ++count[table.labels[row]];
      known[table.labels[row]] += has(table, layout, row, feature) ? 1 : 0;
    }
    const std::string& column = table.features[layout.at(feature, 0, 0)];
    const std::string name = window > 1 ? featureOfCell(column) : column;
    if (known[0] + known[1] == 0)
      refuse(name, "all samples", isPart);
    if (count[1] > 0 && known[1] == 0)
      refuse(name, "all deposits", isPart);
    if (count[0] > 0 && known[0] == 0)
      refuse(name, "all non-deposits", isPart);
  }
}

std::vector<LayerHoles> layerHoles(const SampleTable& table, const std::vector<std::string>& features,
                                   int window) {
  const InputLayout layout = layoutOf(table, window);
  std::vector<FeatureDescription> descriptions;
  for (std::size_t j = 0; !table.descriptions.empty() && j < features.size(); ++j)
    descriptions.push_back(table.descriptions[layout.at(j, 0)]);
  const FeatureLayers layers(features, descriptions);
  std::vector<LayerHoles> holes;
  std::vector<std::vector<std::size_t>> counts; // of each layer and label
  for (std::size_t layer = 0; layer < layers.count(); ++layer) {
    holes.push_back({layers.name(layer), 0, 0});
    counts.push_back({0, 0});
  }
  std::size_t cells[2] = {0, 0};
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!table.isObserved(row))
      continue;
    const auto label = static_cast<std::size_t>(table.labels[row]);
    cells[label] += layout.cells();
    const auto values = table.values.row(static_cast<Eigen::Index>(row));
    for (std::size_t layer = 0; layer < layers.count(); ++layer)
      for (std::size_t cell = 0; cell < layout.cells(); ++cell) {
        const auto hasData = [&](std::size_t band) {
          return !std::isnan(values(static_cast<Eigen::Index>(layout.at(band, cell))));
        };
        counts[layer][label] += layers.has(layer, hasData) ? 0 : 1;
      }
  }
  for (std::size_t layer = 0; layer < layers.count(); ++layer) {
    const auto share = [&](std::size_t label) {
      return cells[label] == 0
                 ? 0
                 : static_cast<double>(counts[layer][label]) / static_cast<double>(cells[label]);
    };
    holes[layer].deposits = share(1);
    holes[layer].others = share(0);
  }
  return holes;
}

} // namespace prospectivity
