#include "engine/evidence/class_doubts.h"

#include "engine/core/code_signs.h"
#include "engine/core/number_text.h"
#include "engine/raster/spread_cells.h"

#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

constexpr std::size_t mostFew = 20;       ///< so few are told without a look at how they lie
constexpr std::size_t cellsPerClass = 10; ///< fewer say nothing: any few numbers are few numbers

struct Block {
  int columns;
  std::vector<float> cells;
};

/// Whether so many cells say anything of so few different numbers, and more than one of these mean something:
/// presence and absence are 1 and 0, whatever stands for presence, numbers of either sign, neighbours such as
/// 2 and 1, or 255 and 1.
bool mayBeClasses(const std::set<double>& numbers, std::size_t cells) {
  if (numbers.size() < 2 || cells < cellsPerClass * numbers.size())
    return false;
  if (numbers.size() > 2)
    return true;
  const double low = *numbers.begin();
  const double high = *numbers.rbegin();
  const bool isPresence =
      low == 0 || high == 0 || low == -high || high - low == 1 || (low == 1 && high == 255);
  return !isPresence;
}

struct BlockNumbers {
  std::map<double, std::size_t> counts; ///< how often each stands there
  std::size_t cells = 0;                ///< with data

  std::set<double> all() const {
    std::set<double> numbers;
    for (const auto& [number, times] : counts)
      numbers.insert(number);
    return numbers;
  }
};

/// The numbers in the blocks, when all are whole and not too many.
std::optional<BlockNumbers> wholeNumbers(const std::vector<Block>& blocks) {
  BlockNumbers numbers;
  for (const Block& block : blocks)
    for (const float value : block.cells) {
      if (std::isnan(value))
        continue;
      if (value != std::trunc(value))
        return std::nullopt;
      ++numbers.cells;
      ++numbers.counts[static_cast<double>(value)];
      if (numbers.counts.size() > ClassWatch::mostNumbers)
        return std::nullopt;
    }
  return numbers;
}

/// Whole numbers with all their digits, and as float32 holds them.
class CodeDigits {
 public:
  void look(RasterSource& layer, int band, const Tile& tile) {
    if (!mAreWhole)
      return;
    std::vector<double> cells(tile.cells());
    layer.readCodes(band, tile, cells.data());
    for (const double value : cells) {
      if (std::isnan(value))
        continue;
      ++mCells;
      mExact.insert(value);
      mHeld.insert(static_cast<float>(value));
      mAreWhole = value == std::trunc(value) && mExact.size() <= ClassWatch::mostNumbers;
      if (!mAreWhole)
        return;
    }
  }

  /// Whether different ones become one, and come back as codes do.
  bool areMerged() const {
    return mAreWhole && mHeld.size() < mExact.size() && mCells >= cellsPerClass * mExact.size();
  }
  const std::set<double>& exact() const { return mExact; }
  const std::set<float>& held() const { return mHeld; }

 private:
  bool mAreWhole = true;
  std::size_t mCells = 0;
  std::set<double> mExact;
  std::set<float> mHeld;
};

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
  return signs.areCodes(ClassWatch::leastInPatches);
}

Sentence doubtOf(const std::set<double>& numbers, const std::string& name, const std::string& raster) {
  constexpr std::size_t mostTold = 3;
  std::string first;
  std::size_t told = 0;
  for (const double number : numbers)
    if (told++ < mostTold)
      first += (first.empty() ? "" : ", ") + exactText(number);
  if (numbers.size() > mostFew)
    return Sentence(
        "the band '%1' of %2 holds %3 whole numbers (%4, ...) in patches that do not pass into "
        "each other, as codes of classes do (or one measurement per area), and is taken for a quantity",
        name, raster, numbers.size(), first);
  if (numbers.size() == 2)
    return Sentence("the band '%1' of %2 holds only the whole numbers %3, as codes of two classes do, and is "
                    "taken for a quantity",
                    name, raster, first);
  return Sentence("the band '%1' of %2 holds only %3 whole numbers (%4, ...), as codes of classes do, and "
                  "is taken for a quantity",
                  name, raster, numbers.size(), first);
}

} // namespace

std::optional<Sentence> classDoubt(RasterSource& layer, int band, const std::string& name, bool* isOpen) {
  if (isOpen != nullptr)
    *isOpen = false;
  if (layer.isThematic(band))
    return Sentence(
        "the band '%1' of %2 holds classes, by its palette, its attribute table or its type, and is "
        "taken for a quantity",
        name, layer.name());
  std::vector<Block> blocks;
  CodeDigits digits;
  const bool areWide = layer.holdsWideCodes(band);
  walkSpreadBlocks(layer, band, [&](const Tile& tile, const std::vector<float>& cells) {
    blocks.push_back({tile.columns, cells});
    if (areWide)
      digits.look(layer, band, tile);
  });
  if (digits.areMerged())
    return Sentence(
        "the band '%1' of %2 holds %3 whole numbers of many digits, of which the float32 of stacks and "
        "samples tells %4 apart, as codes of classes are, and is taken for a quantity",
        name, layer.name(), digits.exact().size(), digits.held().size());
  const std::optional<BlockNumbers> numbers = wholeNumbers(blocks);
  if (!numbers)
    return std::nullopt;
  const std::set<double> all = numbers->all();
  if (!mayBeClasses(all, numbers->cells)) {
    if (isOpen != nullptr)
      *isOpen = true;
    return std::nullopt;
  }
  if (all.size() > mostFew && !lieAsCodes(blocks, numbers->counts))
    return std::nullopt;
  return doubtOf(all, name, layer.name());
}

std::optional<Sentence> classDoubt(const ClassWatch& watch, const std::string& name,
                                   const std::string& raster) {
  const std::optional<WholeNumbers> numbers = watch.numbers();
  if (!numbers || !mayBeClasses(numbers->all, numbers->cells) ||
      (numbers->all.size() > mostFew && !numbers->lieAsCodes))
    return std::nullopt;
  return doubtOf(numbers->all, name, raster);
}

} // namespace prospectivity
