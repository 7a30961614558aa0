#include "engine/samples/negatives.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/random.h"
#include "engine/raster/raster_walk.h"
#include "engine/samples/dissimilarity.h"
#include "engine/samples/point_index.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t poolPerNegative = 10;

/// The first set has the request's own seed. The others are forked by numbers that no cell has.
std::uint64_t seedOfSet(std::uint64_t seed, int set) {
  return set == 0 ? seed : Random(seed).fork(~static_cast<std::uint64_t>(set)).bits();
}

/// The cells with the lowest random numbers, however many go by. A cell's number depends on the seed and the
/// cell alone.
class LowestDraws {
 public:
  LowestDraws(std::size_t count, std::uint64_t seed) : mCount(count), mRandom(seed) {}

  void offer(CellIndex cell) {
    ++mOffered;
    const std::pair<std::uint64_t, CellIndex> draw{mRandom.fork(static_cast<std::uint64_t>(cell)).bits(),
                                                   cell};
    if (mDraws.size() < mCount) {
      mDraws.push_back(draw);
      std::push_heap(mDraws.begin(), mDraws.end());
    } else if (mCount > 0 && draw < mDraws.front()) {
      std::pop_heap(mDraws.begin(), mDraws.end());
      mDraws.back() = draw;
      std::push_heap(mDraws.begin(), mDraws.end());
    }
  }

  std::size_t offered() const { return mOffered; }

  /// In the order of the draw.
  std::vector<CellIndex> cells() const {
    std::vector<std::pair<std::uint64_t, CellIndex>> sorted = mDraws;
    std::sort(sorted.begin(), sorted.end());
    std::vector<CellIndex> result;
    for (const auto& [draw, cell] : sorted)
      result.push_back(cell);
    return result;
  }

 private:
  std::size_t mCount;
  Random mRandom;
  std::size_t mOffered = 0;
  std::vector<std::pair<std::uint64_t, CellIndex>> mDraws;
};

/// Of the pool (in the order of its draw), the first `count` cells that belong to its more dissimilar half.
std::vector<CellIndex> dissimilarHalf(RasterSource& stack, const std::vector<CellIndex>& pool,
                                      const Matrix& depositValues, std::size_t count) {
  Matrix values(static_cast<Eigen::Index>(pool.size()), depositValues.cols());
  CellReader reader(stack, nullptr);
  std::vector<float> cell;
  for (std::size_t i = 0; i < pool.size(); ++i) {
    reader.read(pool[i], cell);
    for (std::size_t j = 0; j < cell.size(); ++j)
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = cell[j];
  }
  const std::vector<double> distance =
      dissimilarities(values, depositValues, stack.bandNames(), descriptionsOf(stack));
  const std::size_t half = std::max(count, pool.size() / 2);
  std::vector<std::size_t> order(pool.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return distance[a] > distance[b]; });
  order.resize(half);
  std::sort(order.begin(), order.end());
  std::vector<CellIndex> chosen;
  for (std::size_t i = 0; i < count; ++i)
    chosen.push_back(pool[order[i]]);
  return chosen;
}

} // namespace

ChosenNegatives chooseNegatives(RasterSource& stack, RasterSource* mask, const SampleRequest& request,
                                const std::set<CellIndex>& occupied, const Matrix& depositValues,
                                std::size_t count, const Progress& progress) {
  const bool constrained = request.method == NegativeMethod::DistanceConstrained ||
                           (request.method == NegativeMethod::DissimilarEvidence && request.minDistance > 0);
  if (request.method == NegativeMethod::DistanceConstrained && !(request.minDistance > 0))
    throw Error("%1 must be above 0 for distance-constrained negatives: give a distance in map units, or "
                "choose random negatives.",
                Subject::MinDistance);
  std::unique_ptr<PointIndex> deposits;
  if (constrained) {
    deposits = std::make_unique<PointIndex>(request.minDistance);
    for (const Point& point : request.deposits)
      deposits->add(point);
  }
  const bool dissimilar = request.method == NegativeMethod::DissimilarEvidence;
  std::vector<LowestDraws> draws;
  for (int set = 0; set < request.sets; ++set)
    draws.emplace_back(dissimilar ? count * poolPerNegative : count, seedOfSet(request.seed, set));
  std::size_t withData = 0;
  const auto offer = [&](const Tile& tile, const std::vector<unsigned char>& complete) {
    std::size_t i = 0;
    for (int row = tile.row; row < tile.row + tile.rows; ++row)
      for (int column = tile.column; column < tile.column + tile.columns; ++column, ++i) {
        const CellIndex cell = cellIndex(stack.grid(), column, row);
        if (complete[i] == 0 || occupied.count(cell) > 0)
          continue;
        ++withData;
        if (!deposits || !deposits->hasNearer(stack.grid().center(column, row)))
          for (LowestDraws& draw : draws)
            draw.offer(cell);
      }
  };
  walkComplete(stack, mask, progress, offer, request.minPresent);
  const std::size_t offered = draws.front().offered();
  if (constrained && offered == 0 && withData > 0)
    throw Error("%1 of %2 map units leaves no cell for negatives: choose a smaller distance.",
                Subject::MinDistance, numberText(request.minDistance));
  if (offered < count)
    throw Error("%1 asks for %2 negatives, but only %3 cells are left to choose from: choose a smaller %1%4",
                Subject::NegativeRatio, count, offered,
                constrained ? Sentence(" or %1.", Subject::MinDistance) : Sentence(", or a larger mask."));
  const std::size_t enoughFor = (dissimilar ? offered / 2 : offered) / count;
  if (draws.size() > 1 && enoughFor < draws.size())
    throw Error(
        "%1 asks for %2 sets of %3 negatives, but the %4 cells left to choose from%8 are enough for %5: "
        "choose at most that many sets, or a smaller %6%7",
        Subject::NegativeSets, draws.size(), count, offered, std::max<std::size_t>(enoughFor, 1),
        Subject::NegativeRatio,
        constrained ? Sentence(" or %1.", Subject::MinDistance) : Sentence(", or a larger mask."),
        dissimilar ? Sentence(", of which the more dissimilar half is taken,") : Sentence(""));
  ChosenNegatives result;
  result.candidates = offered;
  for (const LowestDraws& draw : draws) {
    std::vector<CellIndex>& cells = result.sets.emplace_back(
        dissimilar ? dissimilarHalf(stack, draw.cells(), depositValues, count) : draw.cells());
    std::sort(cells.begin(), cells.end());
  }
  return result;
}

} // namespace prospectivity
