#include "engine/evidence/class_doubts.h"

#include "engine/core/code_signs.h"
#include "engine/core/number_text.h"
#include "engine/raster/spread_cells.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

namespace prospectivity {

namespace {

constexpr std::size_t fewestClasses = 3;
constexpr std::size_t mostFew = 20; ///< so few are told without a look at how they lie
constexpr std::size_t mostClasses = 2000;
constexpr std::size_t cellsPerClass = 10; ///< fewer say nothing: any few numbers are few numbers
constexpr double leastInPatches = 0.5;    ///< of neighbours: patches of three cells and more across

struct Block {
  int columns;
  std::vector<float> cells;
};

/// How often each number stands in the blocks, when all are whole and not too many; else none.
std::map<double, std::size_t> wholeNumbers(const std::vector<Block>& blocks) {
  std::map<double, std::size_t> numbers;
  std::size_t cells = 0;
  for (const Block& block : blocks)
    for (const float value : block.cells) {
      if (std::isnan(value))
        continue;
      if (value != std::trunc(value))
        return {};
      ++cells;
      ++numbers[static_cast<double>(value)];
      if (numbers.size() > mostClasses)
        return {};
    }
  if (numbers.size() < fewestClasses || cells < cellsPerClass * numbers.size())
    return {};
  return numbers;
}

bool lieAsCodes(const std::vector<Block>& blocks, const std::map<double, std::size_t>& numbers) {
  CodeSigns signs(numbers);
  for (const Block& block : blocks) {
    const std::vector<float>& cells = block.cells;
    const auto columns = static_cast<std::size_t>(block.columns);
    const auto add = [&](std::size_t one, std::size_t other) {
      if (!std::isnan(cells[one]) && !std::isnan(cells[other]))
        signs.addNeighbours(static_cast<double>(cells[one]), static_cast<double>(cells[other]));
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i % columns > 0)
        add(i - 1, i);
      if (i >= columns)
        add(i - columns, i);
    }
  }
  return signs.areCodes(leastInPatches);
}

} // namespace

std::optional<Sentence> classDoubt(RasterSource& layer, int band, const std::string& name) {
  if (layer.isThematic(band))
    return Sentence(
        "the band '%1' of %2 holds classes, by its palette, its attribute table or its type, and is "
        "taken for a quantity",
        name, layer.name());
  std::vector<Block> blocks;
  walkSpreadBlocks(layer, band, [&](const Tile& tile, const std::vector<float>& cells) {
    blocks.push_back({tile.columns, cells});
  });
  const std::map<double, std::size_t> numbers = wholeNumbers(blocks);
  if (numbers.empty() || (numbers.size() > mostFew && !lieAsCodes(blocks, numbers)))
    return std::nullopt;
  std::string first;
  std::size_t told = 0;
  for (const auto& [number, times] : numbers)
    if (told++ < 3)
      first += (first.empty() ? "" : ", ") + exactText(number);
  if (numbers.size() > mostFew)
    return Sentence(
        "the band '%1' of %2 holds %3 whole numbers (%4, ...) in patches that do not pass into "
        "each other, as codes of classes do (or one measurement per area), and is taken for a quantity",
        name, layer.name(), numbers.size(), first);
  return Sentence("the band '%1' of %2 holds only %3 whole numbers (%4, ...), as codes of classes do, and "
                  "is taken for a quantity",
                  name, layer.name(), numbers.size(), first);
}

} // namespace prospectivity
