#include "engine/augment/neighbors.h"

#include "engine/augment/distance_scan.h"
#include "engine/augment/point_blocks.h"
#include "engine/core/parallel.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t queriesPerPart = 128; ///< of the work, one thread's
/// Blocks of points, which stay in the cache while all queries of a part pass.
constexpr std::size_t blocksAtOnce = 128;

struct Candidate {
  float square;
  std::size_t row;
};

/// Keeps the candidates that can be among the k nearest, given that each approximate square is off by at most
/// `margin`.
class Candidates {
 public:
  /// `bound`: the k-th smallest square is known to be no larger.
  Candidates(std::size_t k, float margin, float bound) : mNearest(k, bound), mMargin(margin) {
    mFound.reserve(most());
  }

  /// Of squares worth adding.
  float limit() const { return mNearest.back() + 2 * mMargin; }

  void add(float square, std::size_t row) {
    mFound.push_back({square, row});
    if (square >= mNearest.back())
      return;
    std::size_t place = mNearest.size() - 1;
    for (; place > 0 && mNearest[place - 1] > square; --place)
      mNearest[place] = mNearest[place - 1];
    mNearest[place] = square;
    if (mFound.size() >= most())
      pruned();
  }

  const std::vector<Candidate>& pruned() {
    mFound.erase(std::remove_if(mFound.begin(), mFound.end(),
                                [this](const Candidate& c) { return c.square > limit(); }),
                 mFound.end());
    return mFound;
  }

 private:
  std::size_t most() const { return 4 * mNearest.size() + 32; }

  std::vector<float> mNearest; ///< the k smallest squares so far, rising
  float mMargin;
  std::vector<Candidate> mFound;
};

std::vector<std::size_t> decide(const Matrix& queries, const Matrix& points, Eigen::Index query,
                                std::size_t k, const std::vector<Candidate>& candidates) {
  std::vector<std::pair<double, std::size_t>> exact;
  exact.reserve(candidates.size());
  for (const Candidate& candidate : candidates)
    exact.emplace_back(
        (points.row(static_cast<Eigen::Index>(candidate.row)) - queries.row(query)).squaredNorm(),
        candidate.row);
  std::partial_sort(exact.begin(), exact.begin() + static_cast<std::ptrdiff_t>(k), exact.end());
  std::vector<std::size_t> rows;
  rows.reserve(k);
  for (std::size_t i = 0; i < k; ++i)
    rows.push_back(exact[i].second);
  return rows;
}

/// The search for the neighbours of queries that share a part of the work.
class Search {
 public:
  Search(const PointBlocks& cloud, const FloatMatrix& queries, const std::vector<std::size_t>& itself,
         std::size_t k, float margin)
      : mCloud(cloud), mQueries(queries), mItself(itself), mNeighbors(k), mMargin(margin),
        mFactors(scanQueries * static_cast<std::size_t>(queries.cols())) {}

  /// Candidates of each of the given queries, whose own places in the cloud are `places`.
  std::vector<Candidates> candidates(const std::size_t* queries, const std::size_t* places,
                                     std::size_t number) {
    std::vector<Candidates> result;
    result.reserve(number);
    for (std::size_t i = 0; i < number; ++i)
      result.emplace_back(mNeighbors, mMargin, boundFrom(queries[i], places[i]));
    const std::size_t chunks = (mCloud.count + blocksAtOnce - 1) / blocksAtOnce;
    const std::size_t home = places[0] / scanPoints / blocksAtOnce; // near ones first: limits shrink soon
    for (std::size_t chunk = 0; chunk < chunks; ++chunk)
      for (std::size_t i = 0; i < number; i += scanQueries)
        scan((home + chunk) % chunks * blocksAtOnce, queries + i, std::min(number - i, queriesAtOnce),
             result.data() + i);
    return result;
  }

 private:
  static constexpr std::size_t queriesAtOnce = scanQueries;

  float squareOf(std::size_t query) const {
    return mQueries.row(static_cast<Eigen::Index>(query)).squaredNorm();
  }

  /// The k-th smallest square among the points of the query's own block, or of as many as it takes.
  float boundFrom(std::size_t query, std::size_t place) {
    const std::size_t needed =
        (mNeighbors + 1 + scanPoints - 1) / scanPoints; // the query itself may be there
    const std::size_t first = std::min(place / scanPoints, mCloud.count - needed);
    // The last block may not be full.
    const std::size_t start = first + needed == mCloud.count && first > 0 ? first - 1 : first;
    const auto point = mQueries.row(static_cast<Eigen::Index>(query));
    mSquares.clear();
    for (std::size_t block = start; block < first + needed; ++block) {
      const float* from = mCloud.blocks.data() + block * mCloud.stride;
      std::array<float, scanPoints> squares{};
      for (Eigen::Index d = 0; d < point.size(); ++d)
        for (std::size_t i = 0; i < scanPoints; ++i) {
          const float way = from[static_cast<std::size_t>(d) * scanPoints + i] - point(d);
          squares[i] += way * way;
        }
      const std::size_t end = std::min<std::size_t>(scanPoints, mCloud.order.size() - block * scanPoints);
      for (std::size_t i = 0; i < end; ++i)
        if (mCloud.order[block * scanPoints + i] != mItself[query])
          mSquares.push_back(squares[i]);
    }
    const auto last = mSquares.begin() + static_cast<std::ptrdiff_t>(mNeighbors - 1);
    std::nth_element(mSquares.begin(), last, mSquares.end());
    return *last;
  }

  /// Adds what `blocksAtOnce` blocks of points hold to the candidates of a few queries.
  void scan(std::size_t block, const std::size_t* queries, std::size_t number, Candidates* candidates) {
    const auto dimensions = static_cast<std::size_t>(mQueries.cols());
    std::array<float, scanQueries> own{};
    std::array<float, scanQueries> limits{};
    limits.fill(-std::numeric_limits<float>::infinity()); // queries that fill up find nothing
    for (std::size_t q = 0; q < number; ++q) {
      for (std::size_t d = 0; d < dimensions; ++d)
        mFactors[q * dimensions + d] =
            -2 * mQueries(static_cast<Eigen::Index>(queries[q]), static_cast<Eigen::Index>(d));
      own[q] = squareOf(queries[q]);
      limits[q] = candidates[q].limit() - own[q];
    }
    DistanceScan scan;
    scan.points = mCloud.blocks.data() + block * mCloud.stride;
    scan.blocks = std::min(blocksAtOnce, mCloud.count - block);
    scan.dimensions = static_cast<int>(dimensions);
    scan.queries = mFactors.data();
    scan.limits = limits.data();
    ScannedBlock found;
    const ScanKernels& search = kernels<ScanKernels>();
    for (std::size_t at = search.nextWithin(scan, 0, found); at < scan.blocks;
         at = search.nextWithin(scan, at + 1, found))
      for (std::size_t q = 0; q < number; ++q) {
        const float base = limits[q] + own[q];
        for (std::uint32_t within = found.within[q]; within != 0; within &= within - 1) {
          const auto i = static_cast<std::size_t>(__builtin_ctz(within));
          const float square = found.beyondLimit[q][i] + base;
          const std::size_t row = mCloud.order[(block + at) * scanPoints + i];
          if (row != mItself[queries[q]] && square <= candidates[q].limit())
            candidates[q].add(square, row);
        }
        limits[q] = candidates[q].limit() - own[q];
      }
  }

  const PointBlocks& mCloud;
  const FloatMatrix& mQueries;
  const std::vector<std::size_t>& mItself;
  std::size_t mNeighbors;
  float mMargin;
  std::vector<float> mFactors;
  std::vector<float> mSquares;
};

/// Queries that lie together follow each other: by their own places among the points, those without one
/// first.
std::vector<std::size_t> placesOf(const PointBlocks& cloud, const std::vector<std::size_t>& itself) {
  std::vector<std::size_t> placeOfRow(cloud.order.size() + 1, 0);
  for (std::size_t place = 0; place < cloud.order.size(); ++place)
    placeOfRow[cloud.order[place]] = place;
  std::vector<std::size_t> places;
  places.reserve(itself.size());
  for (const std::size_t row : itself)
    places.push_back(placeOfRow[row]);
  return places;
}

} // namespace

NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               const std::vector<std::size_t>& itself, const Progress& progress) {
  const Eigen::RowVectorXd center = points.colwise().mean();
  const PointBlocks cloud((points.rowwise() - center).cast<float>());
  const FloatMatrix asked = (queries.rowwise() - center).cast<float>();
  const double largest =
      cloud.largestSquare +
      (asked.rows() > 0 ? static_cast<double>(asked.rowwise().squaredNorm().maxCoeff()) : 0);
  // |q|^2 + |p|^2 - 2 q.p in single precision is off by a few roundings of its largest term.
  const auto margin = static_cast<float>((static_cast<double>(points.cols()) + 8) * 4 *
                                         std::numeric_limits<float>::epsilon() * largest);
  NeighborTable result(static_cast<std::size_t>(queries.rows()));
  const std::vector<std::size_t> places = placesOf(cloud, itself);
  std::vector<std::size_t> order(result.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
  std::vector<std::size_t> placesInOrder;
  placesInOrder.reserve(order.size());
  for (const std::size_t query : order)
    placesInOrder.push_back(places[query]);
  const auto parts = (result.size() + queriesPerPart - 1) / queriesPerPart;
  parallelFor(parts, 0, [&](std::size_t part) {
    progress.check();
    const std::size_t first = part * queriesPerPart;
    const std::size_t number = std::min(queriesPerPart, result.size() - first);
    Search search(cloud, asked, itself, k, margin);
    std::vector<Candidates> candidates =
        search.candidates(order.data() + first, placesInOrder.data() + first, number);
    for (std::size_t i = 0; i < number; ++i)
      result[order[first + i]] =
          decide(queries, points, static_cast<Eigen::Index>(order[first + i]), k, candidates[i].pruned());
  });
  return result;
}

NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               bool queriesAreThePoints, const Progress& progress) {
  std::vector<std::size_t> itself(static_cast<std::size_t>(queries.rows()),
                                  static_cast<std::size_t>(points.rows()));
  if (queriesAreThePoints)
    std::iota(itself.begin(), itself.end(), std::size_t{0});
  return nearestNeighbors(queries, points, k, itself, progress);
}

} // namespace prospectivity
