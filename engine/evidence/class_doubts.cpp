#include "engine/evidence/class_doubts.h"

#include "engine/core/number_text.h"
#include "engine/raster/spread_cells.h"

#include <cmath>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t fewestClasses = 3;
constexpr std::size_t mostClasses = 20;
constexpr std::size_t cellsPerClass = 10; ///< fewer say nothing: any few numbers are few numbers

/// The whole numbers that a band holds, when they are few; else none.
std::set<float> fewWholeNumbers(RasterSource& layer, int band) {
  std::set<float> numbers;
  std::size_t cells = 0;
  for (const float value : spreadCells(layer, band)) {
    if (std::isnan(value))
      continue;
    if (value != std::trunc(value))
      return {};
    ++cells;
    numbers.insert(value);
    if (numbers.size() > mostClasses)
      return {};
  }
  return numbers.size() < fewestClasses || cells < cellsPerClass * numbers.size() ? std::set<float>()
                                                                                  : numbers;
}

} // namespace

std::optional<Sentence> classDoubt(RasterSource& layer, int band, const std::string& name) {
  if (layer.isThematic(band))
    return Sentence(
        "the band '%1' of %2 holds classes, by its palette, its attribute table or its type, and is "
        "taken for a quantity",
        name, layer.name());
  const std::set<float> numbers = fewWholeNumbers(layer, band);
  if (numbers.empty())
    return std::nullopt;
  std::string first;
  std::size_t told = 0;
  for (const float number : numbers)
    if (told++ < 3)
      first += (first.empty() ? "" : ", ") + exactText(static_cast<double>(number));
  return Sentence(
      "the band '%1' of %2 holds only %3 whole numbers (%4, ...), as codes of classes do, and is taken "
      "for a quantity",
      name, layer.name(), numbers.size(), first);
}

} // namespace prospectivity
