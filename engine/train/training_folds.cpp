#include "engine/train/training_folds.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/samples/negative_sets.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace prospectivity {

bool usesFolds(SplitMethod method) {
  return method == SplitMethod::StratifiedKFold || method == SplitMethod::SpatialBlocks;
}

bool usesRepeats(SplitMethod method) {
  return method != SplitMethod::LeaveOneOut;
}

const Choices& splitChoices() {
  static const Choices choices{{"holdout", "Holdout"},
                               {"stratified-k-fold", "Stratified k-fold"},
                               {"spatial-blocks", "Spatial blocks"},
                               {"leave-one-out", "Leave-one-out"}};
  return choices;
}

namespace {

constexpr double blocksPerFold = 8;

/// Samples that are held out together.
struct Unit {
  std::vector<std::size_t> rows;
  int deposits = 0;
  int others = 0;
  std::map<int, int> othersOfSet; ///< by the set of non-deposits
};

std::vector<Unit> unitsBy(const SampleTable& table, const std::vector<std::size_t>& keys) {
  std::map<std::size_t, Unit> units;
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (!table.isObserved(row))
      continue;
    Unit& unit = units[keys.empty() ? row : keys[row]];
    unit.rows.push_back(row);
    ++(table.labels[row] == 1 ? unit.deposits : unit.others);
    if (table.labels[row] != 1)
      ++unit.othersOfSet[table.setOf(row)];
  }
  std::vector<Unit> result;
  for (auto& [key, unit] : units)
    result.push_back(std::move(unit));
  return result;
}

std::vector<Unit> shuffled(const std::vector<Unit>& units, Random& random) {
  std::vector<Unit> result;
  for (const std::size_t index : random.permutation(units.size()))
    result.push_back(units[index]);
  // The largest first, so that the small ones even out.
  std::stable_sort(result.begin(), result.end(),
                   [](const Unit& a, const Unit& b) { return a.rows.size() > b.rows.size(); });
  return result;
}

/// What a fold holds so far.
struct Held {
  int deposits = 0;
  int others = 0;
  std::map<int, int> othersOfSet;

  /// How many non-deposits it has of the numbered sets that a unit is of.
  int ofSetsOf(const Unit& unit) const {
    int sum = 0;
    for (const auto& [set, count] : unit.othersOfSet)
      if (const auto found = othersOfSet.find(set); set > 0 && found != othersOfSet.end())
        sum += found->second;
    return sum;
  }

  void add(const Unit& unit) {
    deposits += unit.deposits;
    others += unit.others;
    for (const auto& [set, count] : unit.othersOfSet)
      othersOfSet[set] += count;
  }
};

/// The fold of each unit: the one with the fewest deposits so far (others, for a unit without deposits, those
/// of its own sets first).
std::vector<int> deal(const std::vector<Unit>& units, int folds) {
  std::vector<Held> held(static_cast<std::size_t>(folds));
  std::vector<int> result;
  for (const Unit& unit : units) {
    const auto emptier = [&](const Held& a, const Held& b) {
      return unit.deposits > 0 ? std::tie(a.deposits, a.others) < std::tie(b.deposits, b.others)
                               : std::make_tuple(a.ofSetsOf(unit), a.others, a.deposits) <
                                     std::make_tuple(b.ofSetsOf(unit), b.others, b.deposits);
    };
    const auto fold = std::min_element(held.begin(), held.end(), emptier);
    fold->add(unit);
    result.push_back(static_cast<int>(fold - held.begin()));
  }
  return result;
}

/// 0 for units of the test part, -1 for the rest. Each set of non-deposits has its share in the test part.
std::vector<int> drawHoldout(const std::vector<Unit>& units, double fraction) {
  int deposits = 0;
  std::map<int, int> othersLeft;
  for (const Unit& unit : units) {
    deposits += unit.deposits;
    for (const auto& [set, count] : unit.othersOfSet)
      othersLeft[set] += count;
  }
  const auto wanted = [&](int count) {
    return count < 2 ? 0 : std::clamp(static_cast<int>(std::lround(fraction * count)), 1, count - 1);
  };
  int depositsLeft = wanted(deposits);
  for (auto& [set, count] : othersLeft)
    count = wanted(count);
  std::vector<int> result;
  for (const Unit& unit : units) {
    bool fits = unit.deposits <= depositsLeft;
    for (const auto& [set, count] : unit.othersOfSet)
      fits = fits && count <= othersLeft[set];
    result.push_back(fits ? 0 : -1);
    if (!fits)
      continue;
    depositsLeft -= unit.deposits;
    for (const auto& [set, count] : unit.othersOfSet)
      othersLeft[set] -= count;
  }
  return result;
}

std::vector<TrainingFold> foldsOf(const SampleTable& table, const std::vector<Unit>& units,
                                  const std::vector<int>& foldOfUnit, int repeat, int folds) {
  std::vector<int> foldOfRow(table.size(), -1);
  for (std::size_t u = 0; u < units.size(); ++u)
    for (const std::size_t row : units[u].rows)
      foldOfRow[row] = foldOfUnit[u];
  std::vector<TrainingFold> result(static_cast<std::size_t>(folds));
  for (int k = 0; k < folds; ++k) {
    TrainingFold& fold = result[static_cast<std::size_t>(k)];
    fold.repeat = repeat;
    fold.fold = k;
    for (std::size_t row = 0; row < table.size(); ++row)
      (foldOfRow[row] == k ? fold.test : fold.training).push_back(row);
  }
  return result;
}

/// The squares of one repeat: their numbers per sample and where they lie.
struct BlockGrid {
  std::vector<std::size_t> keys;
  double originX = 0;
  double originY = 0;
  double size = 0;
  std::size_t columns = 0;
};

BlockGrid gridOver(const SampleTable& table, const SplitOptions& options, Random& random) {
  double minX = table.points.front().x;
  double maxX = minX;
  double minY = table.points.front().y;
  double maxY = minY;
  for (const Point& point : table.points) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y))
      throw Error("%1: spatial blocks need samples with coordinates; choose a point layer or another way of "
                  "holding out.",
                  Subject::Validation);
    minX = std::min(minX, point.x);
    maxX = std::max(maxX, point.x);
    minY = std::min(minY, point.y);
    maxY = std::max(maxY, point.y);
  }
  BlockGrid grid;
  const double wanted = blocksPerFold * options.folds;
  const double longSide = std::max(maxX - minX, maxY - minY);
  grid.size = options.blockSize > 0
                  ? options.blockSize
                  : std::max(std::sqrt((maxX - minX) * (maxY - minY) / wanted), longSide / wanted);
  if (!(grid.size > 0))
    throw Error("%1: all samples lie at one place, so there are no spatial blocks; choose another way of "
                "holding out.",
                Subject::Validation);
  grid.originX = minX - random.uniform() * grid.size;
  grid.originY = minY - random.uniform() * grid.size;
  grid.columns = static_cast<std::size_t>((maxX - grid.originX) / grid.size) + 1;
  for (const Point& point : table.points)
    grid.keys.push_back(static_cast<std::size_t>((point.y - grid.originY) / grid.size) * grid.columns +
                        static_cast<std::size_t>((point.x - grid.originX) / grid.size));
  return grid;
}

/// Blocks and groups together: a group whose samples lie in several blocks joins them.
std::vector<std::size_t> joined(const std::vector<std::size_t>& blocks,
                                const std::vector<std::size_t>& groups) {
  if (groups.empty())
    return blocks;
  std::vector<std::size_t> keys = blocks;
  for (bool changed = true; changed;) {
    std::map<std::size_t, std::size_t> ofGroup;
    std::map<std::size_t, std::size_t> ofBlock;
    const auto lower = [](std::map<std::size_t, std::size_t>& least, std::size_t of, std::size_t key) {
      std::size_t& known = least.emplace(of, key).first->second;
      known = std::min(known, key);
    };
    for (std::size_t row = 0; row < keys.size(); ++row) {
      lower(ofGroup, groups[row], keys[row]);
      lower(ofBlock, blocks[row], keys[row]);
    }
    changed = false;
    for (std::size_t row = 0; row < keys.size(); ++row) {
      const std::size_t least = std::min(ofGroup[groups[row]], ofBlock[blocks[row]]);
      changed = changed || least != keys[row];
      keys[row] = least;
    }
  }
  return keys;
}

[[noreturn]] void refuseFolds(SplitMethod method) {
  switch (method) {
  case SplitMethod::SpatialBlocks:
    throw Error("%1: these blocks leave a fold without deposits or without non-deposits; choose a smaller %1 "
                "or fewer %2.",
                Subject::BlockSize, Subject::Folds);
  case SplitMethod::Holdout:
    throw Error("%1: the samples that must stay together leave the training or the test part without "
                "deposits or without non-deposits; choose another %1, a smaller %2, or more samples.",
                Subject::TestFraction, Subject::Window);
  case SplitMethod::LeaveOneOut:
    throw Error("%1: the samples that must stay together leave no deposits or no non-deposits to train on "
                "when they are left out; choose a smaller %2, or more samples.",
                Subject::Validation, Subject::Window);
  case SplitMethod::StratifiedKFold:
    break;
  }
  throw Error("%1: the samples that must stay together leave a fold without deposits or without "
              "non-deposits; choose fewer %1, a smaller %2, or more samples.",
              Subject::Folds, Subject::Window);
}

void checkFolds(const SampleTable& table, const std::vector<TrainingFold>& folds, SplitMethod method) {
  const auto bothClasses = [&](const std::vector<std::size_t>& rows) {
    bool found[2] = {false, false};
    for (const std::size_t row : rows)
      if (table.isObserved(row))
        found[table.labels[row]] = true;
    return found[0] && found[1];
  };
  for (const TrainingFold& fold : folds)
    if (!bothClasses(fold.training) || (method != SplitMethod::LeaveOneOut && !bothClasses(fold.test)))
      refuseFolds(method);
  for (const TrainingFold& fold : foldsOfSets(table, folds))
    if (!bothClasses(fold.training))
      refuseFolds(method);
}

void checkOptions(const SampleTable& table, const SplitOptions& options) {
  if (options.repeats < 1)
    throw Error("%1 must be at least 1: choose a number such as 1 or 10.", Subject::Repeats);
  if (options.method == SplitMethod::Holdout && !(options.testFraction > 0 && options.testFraction < 1))
    throw Error("%1 must lie between 0 and 1: choose a share such as 0.3.", Subject::TestFraction);
  const std::vector<int> sets = setsOf(table);
  std::size_t counts[2] = {std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::size_t>::max()};
  for (const int set : sets.empty() ? std::vector<int>{0} : sets) { // the smallest set decides
    std::size_t own[2] = {0, 0};
    for (std::size_t row = 0; row < table.size(); ++row)
      if (table.isObserved(row) && (set == 0 || table.setOf(row) == 0 || table.setOf(row) == set))
        ++own[table.labels[row]];
    for (int label = 0; label < 2; ++label)
      counts[label] = std::min(counts[label], own[label]);
  }
  const std::size_t fewest = std::min(counts[0], counts[1]);
  const Sentence rarer = counts[1] <= counts[0] ? "deposits" : "non-deposits";
  if (fewest < 2)
    throw Error("%1: holding out needs at least 2 observed samples of each class, and there are %2 %3; "
                "choose a layer with more samples.",
                Subject::Validation, fewest, rarer);
  if (options.method != SplitMethod::StratifiedKFold && options.method != SplitMethod::SpatialBlocks)
    return;
  if (options.folds < 2)
    throw Error("%1 must be at least 2: choose a number such as 5.", Subject::Folds);
  if (static_cast<std::size_t>(options.folds) > fewest)
    throw Error("%1: %2 folds need as many observed samples of each class, and there are %3 %4; choose at "
                "most that many folds, or leave-one-out.",
                Subject::Folds, options.folds, fewest, rarer);
}

} // namespace

TrainingFolds makeTrainingFolds(const SampleTable& table, const SplitOptions& options, std::uint64_t seed) {
  checkOptions(table, options);
  TrainingFolds result;
  const auto append = [&](const std::vector<TrainingFold>& folds) {
    result.folds.insert(result.folds.end(), folds.begin(), folds.end());
  };
  if (options.method == SplitMethod::LeaveOneOut) {
    const std::vector<Unit> units = unitsBy(table, options.groups);
    std::vector<int> each(units.size());
    for (std::size_t u = 0; u < units.size(); ++u)
      each[u] = static_cast<int>(u);
    append(foldsOf(table, units, each, 0, static_cast<int>(units.size())));
    checkFolds(table, result.folds, options.method);
    return result;
  }
  for (int repeat = 0; repeat < options.repeats; ++repeat) {
    Random random = Random(seed).fork(static_cast<std::uint64_t>(repeat));
    if (options.method == SplitMethod::SpatialBlocks) {
      const BlockGrid grid = gridOver(table, options, random);
      const std::vector<Unit> units = shuffled(unitsBy(table, joined(grid.keys, options.groups)), random);
      const std::vector<int> fold = deal(units, options.folds);
      append(foldsOf(table, units, fold, repeat, options.folds));
      std::map<std::size_t, SpatialBlock> blocks;
      for (std::size_t u = 0; u < units.size(); ++u)
        for (const std::size_t row : units[u].rows) {
          SpatialBlock& block = blocks[grid.keys[row]];
          const auto column = static_cast<double>(grid.keys[row] % grid.columns);
          const std::size_t line = grid.keys[row] / grid.columns;
          block.minX = grid.originX + column * grid.size;
          block.minY = grid.originY + static_cast<double>(line) * grid.size;
          block.size = grid.size;
          block.repeat = repeat;
          block.fold = fold[u];
          ++(table.labels[row] == 1 ? block.deposits : block.others);
        }
      for (const auto& [key, block] : blocks)
        result.blocks.push_back(block);
    } else {
      const bool holdout = options.method == SplitMethod::Holdout;
      const std::vector<Unit> units = shuffled(unitsBy(table, options.groups), random);
      const int folds = holdout ? 1 : options.folds;
      append(foldsOf(table, units, holdout ? drawHoldout(units, options.testFraction) : deal(units, folds),
                     repeat, folds));
    }
  }
  checkFolds(table, result.folds, options.method);
  return result;
}

std::vector<TrainingFold> foldsOfSets(const SampleTable& table, const std::vector<TrainingFold>& folds) {
  const std::vector<int> sets = setsOf(table);
  if (sets.empty())
    return folds;
  std::vector<TrainingFold> result;
  for (const int set : sets)
    for (const TrainingFold& fold : folds) {
      TrainingFold own{fold.repeat, fold.fold, rowsOfSet(table, fold.training, set),
                       rowsOfSet(table, fold.test, set), set};
      if (!own.test.empty())
        result.push_back(std::move(own));
    }
  return result;
}

} // namespace prospectivity
