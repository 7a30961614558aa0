#include "engine/predict/risk_return.h"

#include "engine/core/number_format.h"
#include "engine/raster/raster_walk.h"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace prospectivity {

namespace {

constexpr int halfBits = 16;
constexpr std::size_t halves = std::size_t{1} << halfBits;
constexpr std::size_t classCount = 4;

/// A number whose order is that of the values, as long as they are not negative (IEEE 754).
std::uint32_t orderOf(float value) {
  if (!(value > 0)) // -0 too
    value = 0;
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

float valueOf(std::uint32_t order) {
  float value = 0;
  std::memcpy(&value, &order, sizeof value);
  return value;
}

/// The entry in which the count of all up to it reaches `rank`; `rank` becomes the one within that entry.
std::uint32_t entryOf(const std::vector<std::size_t>& counts, std::size_t& rank) {
  std::uint32_t entry = 0;
  while (counts[entry] < rank)
    rank -= counts[entry++];
  return entry;
}

} // namespace

int riskReturnClass(float score, float spread, const RiskReturnCuts& cuts) {
  const bool isHigh = static_cast<double>(score) >= cuts.score;
  const bool isRisky = static_cast<double>(spread) > cuts.spread;
  return (isHigh ? 1 : 3) + (isRisky ? 1 : 0);
}

// The upper half of each number first, then the lower half of those that share the median's upper half.
std::optional<float> medianOf(RasterSource& raster, const Progress& progress) {
  std::vector<std::size_t> counts(halves, 0);
  std::size_t cells = 0;
  walkBand(raster, {}, progress.part(0, 0.5), [&](const Tile&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value)) {
        ++counts[orderOf(value) >> halfBits];
        ++cells;
      }
  });
  if (cells == 0)
    return std::nullopt;
  std::size_t rank = (cells + 1) / 2;
  const std::uint32_t upper = entryOf(counts, rank);
  counts.assign(halves, 0);
  walkBand(raster, {}, progress.part(0.5, 1), [&](const Tile&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value) && orderOf(value) >> halfBits == upper)
        ++counts[orderOf(value) & (halves - 1)];
  });
  return valueOf((upper << halfBits) | entryOf(counts, rank));
}

std::vector<std::size_t> writeRiskReturn(RasterSource& scores, RasterSource& spreads,
                                         const RiskReturnCuts& cuts, RasterSink& sink,
                                         const Progress& progress) {
  std::vector<std::size_t> counts(classCount, 0);
  std::vector<float> spread;
  walkBand(scores, {}, progress, [&](const Tile& tile, std::vector<float>& values) {
    spread.resize(values.size());
    spreads.read({0}, tile, spread.data());
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (std::isnan(values[i]) || std::isnan(spread[i])) {
        values[i] = std::nanf("");
        continue;
      }
      const int found = riskReturnClass(values[i], spread[i], cuts);
      ++counts[static_cast<std::size_t>(found) - 1];
      values[i] = static_cast<float>(found);
    }
    sink.write(tile, values.data());
  });
  return counts;
}

std::vector<Sentence> riskReturnLegend(const RiskReturnCuts& cuts) {
  const std::string score = formatNumber(cuts.score);
  const std::string spread = formatNumber(cuts.spread);
  return {{"Low risk, high return (score at least %1, spread up to %2)", score, spread},
          {"High risk, high return (score at least %1, spread above %2)", score, spread},
          {"Low risk, low return (score below %1, spread up to %2)", score, spread},
          {"High risk, low return (score below %1, spread above %2)", score, spread}};
}

std::vector<std::string> riskReturnNames(const RiskReturnCuts& cuts) {
  std::vector<std::string> names;
  for (const Sentence& name : riskReturnLegend(cuts))
    names.push_back(name.text());
  return names;
}

} // namespace prospectivity
