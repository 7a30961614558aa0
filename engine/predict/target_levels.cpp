#include "engine/predict/target_levels.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <sstream>

namespace prospectivity {

namespace {

constexpr std::size_t bins = 1000000;

/// Rows that are read together.
constexpr int rowsAtOnce = 256;

void forEachStrip(RasterSource& source, const Progress& progress,
                  const std::function<void(const Window&, std::vector<float>&)>& use) {
  const Grid& grid = source.grid();
  std::vector<float> values;
  for (int row = 0; row < grid.rows; row += rowsAtOnce) {
    progress.check();
    const Window strip{0, row, grid.columns, std::min(rowsAtOnce, grid.rows - row)};
    values.resize(strip.cells());
    source.read({0}, strip, values.data());
    use(strip, values);
    progress.fraction(static_cast<double>(row + strip.rows) / grid.rows);
  }
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof(text), "%g %%", 100 * share);
  return text;
}

} // namespace

std::vector<TargetLevel> targetLevels(RasterSource& prospectivity, const std::vector<double>& areaShares,
                                      const Progress& progress) {
  std::vector<std::uint64_t> counts(bins + 1, 0);
  std::uint64_t cells = 0;
  forEachStrip(prospectivity, progress, [&](const Window&, const std::vector<float>& values) {
    for (const float value : values) {
      if (std::isnan(value))
        continue;
      if (value < 0 || value > 1)
        throw Error("The prospectivity raster " + prospectivity.name() +
                    " holds values beyond 0 to 1: choose a map of probabilities.");
      ++counts[static_cast<std::size_t>(static_cast<double>(value) * bins)];
      ++cells;
    }
  });
  if (cells == 0)
    throw Error("The prospectivity raster " + prospectivity.name() +
                " has no cell with data: check the mask and the NoData of the layers.");
  std::vector<TargetLevel> levels;
  std::size_t bin = bins;
  std::uint64_t above = counts[bin];
  for (const double share : areaShares) {
    while (static_cast<double>(above) < share * static_cast<double>(cells) && bin > 0)
      above += counts[--bin];
    levels.push_back({share, static_cast<double>(bin) / bins});
  }
  return levels;
}

void writeTargetLevels(RasterSource& prospectivity, const std::vector<TargetLevel>& levels, RasterSink& sink,
                       const Progress& progress) {
  forEachStrip(prospectivity, progress, [&](const Window& strip, std::vector<float>& values) {
    for (float& value : values) {
      if (std::isnan(value))
        continue;
      const auto level = std::find_if(levels.begin(), levels.end(), [value](const TargetLevel& candidate) {
        // In whole bins, as the thresholds were counted.
        return std::floor(static_cast<double>(value) * bins) >= std::floor(candidate.threshold * bins + 0.5);
      });
      value = static_cast<float>(level - levels.begin() + 1);
    }
    sink.write(strip, values.data());
  });
}

std::vector<std::string> targetLevelNames(const std::vector<TargetLevel>& levels) {
  std::vector<std::string> names;
  double before = 0;
  for (const TargetLevel& level : levels) {
    char threshold[32];
    std::snprintf(threshold, sizeof(threshold), "%.3f", level.threshold);
    names.push_back((before == 0 ? "Top " + percent(level.areaShare)
                                 : "Top " + percent(before) + " to " + percent(level.areaShare)) +
                    " of the area (at least " + threshold + ")");
    before = level.areaShare;
  }
  names.emplace_back("The rest");
  return names;
}

std::vector<double> parseAreaShares(const std::string& text, const std::string& parameter) {
  std::vector<double> shares;
  std::istringstream parts(text);
  std::string part;
  while (std::getline(parts, part, ',')) {
    std::istringstream number(part);
    double value = 0;
    std::string rest;
    if (!(number >> value) || (number >> rest) || !(value > 0 && value < 100) ||
        (!shares.empty() && value / 100 <= shares.back()))
      throw Error(parameter + ": '" + text +
                  "' is no list of rising percentages; write it like '1, 5, 10, 20'.");
    shares.push_back(value / 100);
  }
  if (shares.empty())
    throw Error(parameter + " is empty: give percentages of the area such as '1, 5, 10, 20'.");
  return shares;
}

} // namespace prospectivity
