#include "engine/predict/target_levels.h"

#include "engine/core/error.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/evaluate/cell_areas.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

namespace prospectivity {

namespace {

constexpr std::size_t bins = 1000000;

std::string percent(double share) {
  return formatPercent(share, 6); // as the user gave it
}

/// How much ground has each value, to a millionth.
struct Histogram {
  std::vector<double> areas = std::vector<double>(bins + 1, 0);
  double whole = 0;
};

std::size_t binOf(float value) {
  return static_cast<std::size_t>(static_cast<double>(value) * bins);
}

Histogram histogramOf(RasterSource& prospectivity, const Progress& progress) {
  Histogram histogram;
  const CellAreas areas(prospectivity.grid());
  walkBand(prospectivity, {}, progress, [&](const Tile& tile, const std::vector<float>& values) {
    const auto columns = static_cast<std::size_t>(tile.columns);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float value = values[i];
      if (std::isnan(value))
        continue;
      if (value < 0 || value > 1)
        throw Error(
            "The prospectivity raster %1 holds values beyond 0 to 1: choose a map of prospectivity scores.",
            prospectivity.name());
      const double area =
          areas.at(tile.column + static_cast<int>(i % columns), tile.row + static_cast<int>(i / columns));
      histogram.areas[binOf(value)] += area;
      histogram.whole += area;
    }
  });
  if (histogram.whole == 0)
    throw Error(
        "The prospectivity raster %1 has no cell with data: check the mask and the NoData of the layers.",
        prospectivity.name());
  return histogram;
}

} // namespace

std::vector<TargetLevel> targetLevels(RasterSource& prospectivity, const std::vector<double>& areaShares,
                                      const Progress& progress) {
  const Histogram histogram = histogramOf(prospectivity, progress);
  std::vector<TargetLevel> levels;
  std::size_t bin = bins;
  double above = histogram.areas[bin];
  for (const double share : areaShares) {
    while (above < share * histogram.whole && bin > 0)
      above += histogram.areas[--bin];
    levels.push_back({share, static_cast<double>(bin) / bins});
  }
  return levels;
}

std::vector<TargetLevel> captureLevels(RasterSource& prospectivity, std::vector<float> depositValues,
                                       const std::vector<double>& captures, const Progress& progress) {
  const Histogram histogram = histogramOf(prospectivity, progress);
  std::sort(depositValues.begin(), depositValues.end(), std::greater<>());
  const auto deposits = static_cast<double>(depositValues.size());
  std::vector<TargetLevel> levels;
  std::size_t bin = bins;
  double above = histogram.areas[bin];
  for (const double capture : captures) {
    // A share of 0.7 of 10 deposits is 7 of them, whatever the last bit of the product says.
    const auto wanted = static_cast<std::size_t>(std::ceil(capture * deposits - 1e-9));
    const std::size_t lowest = binOf(depositValues[std::max<std::size_t>(wanted, 1) - 1]);
    while (bin > lowest)
      above += histogram.areas[--bin];
    levels.push_back({above / histogram.whole, static_cast<double>(bin) / bins, capture});
  }
  return levels;
}

int levelOf(float value, const std::vector<TargetLevel>& levels) {
  const auto level = std::find_if(levels.begin(), levels.end(), [value](const TargetLevel& candidate) {
    // In whole bins, as the thresholds were counted.
    return binOf(value) >= static_cast<std::size_t>(std::llround(candidate.threshold * bins));
  });
  return static_cast<int>(level - levels.begin()) + 1;
}

void writeTargetLevels(RasterSource& prospectivity, const std::vector<TargetLevel>& levels, RasterSink& sink,
                       const Progress& progress) {
  walkBand(prospectivity, {}, progress, [&](const Tile& tile, std::vector<float>& values) {
    for (float& value : values) {
      if (!std::isnan(value))
        value = static_cast<float>(levelOf(value, levels));
    }
    sink.write(tile, values.data());
  });
}

std::vector<Sentence> targetLevelLegend(const std::vector<TargetLevel>& levels) {
  std::vector<Sentence> legend;
  const TargetLevel* before = nullptr;
  for (const TargetLevel& level : levels) {
    const std::string least = fixedText(level.threshold, 3);
    if (level.capture > 0 && before == nullptr)
      legend.emplace_back("First %1 of the deposits (top %2 of the area, at least %3)",
                          percent(level.capture), formatPercent(level.areaShare), least);
    else if (level.capture > 0)
      legend.emplace_back("%1 to %2 of the deposits (top %3 of the area, at least %4)",
                          percent(before->capture), percent(level.capture), formatPercent(level.areaShare),
                          least);
    else if (before == nullptr)
      legend.emplace_back("Top %1 of the area (at least %2)", percent(level.areaShare), least);
    else
      legend.emplace_back("Top %1 to %2 of the area (at least %3)", percent(before->areaShare),
                          percent(level.areaShare), least);
    before = &level;
  }
  legend.push_back(Sentence("The rest"));
  return legend;
}

std::vector<std::string> targetLevelNames(const std::vector<TargetLevel>& levels) {
  std::vector<std::string> names;
  for (const Sentence& name : targetLevelLegend(levels))
    names.push_back(name.text());
  return names;
}

std::vector<double> parseShares(const std::string& text, const SentenceValue& input) {
  std::vector<double> shares;
  std::istringstream parts(text);
  std::string part;
  while (std::getline(parts, part, ',')) {
    std::istringstream number(part);
    double value = 0;
    std::string rest;
    if (!(number >> value) || (number >> rest) || !(value > 0 && value < 100) ||
        (!shares.empty() && value / 100 <= shares.back()))
      throw Error("%1: '%2' is no list of rising percentages; write it like '1, 5, 10, 20'.", input, text);
    shares.push_back(value / 100);
  }
  if (shares.empty())
    throw Error("%1 is empty: give percentages such as '1, 5, 10, 20'.", input);
  return shares;
}

} // namespace prospectivity
