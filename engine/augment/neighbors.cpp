#include "engine/augment/neighbors.h"

#include "engine/augment/distance_scan.h"
#include "engine/core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t queriesPerPart = 128; ///< of the work, one thread's
constexpr std::size_t blocksAtOnce =
    128; ///< of points, which stay in the cache while all queries of a part pass

/// Points in single precision, centred so that as little as possible is lost, in blocks as DistanceScan wants
/// them.
struct Cloud {
  std::vector<float> blocks;
  std::size_t count;
  double largestSquare = 0;

  Cloud(const Matrix& points, const Eigen::RowVectorXd& center)
      : blocks((static_cast<std::size_t>(points.rows()) + scanPoints - 1) / scanPoints *
                   floatsOfBlock(points),
               0.0F),
        count(blocks.size() / floatsOfBlock(points)) {
    const Eigen::Index dimensions = points.cols();
    for (std::size_t i = 0; i < count * scanPoints; ++i) {
      float* place = blocks.data() + i / scanPoints * floatsOfBlock(points) + i % scanPoints;
      float square = std::numeric_limits<float>::infinity();
      if (i < static_cast<std::size_t>(points.rows())) {
        const Eigen::RowVectorXf point = (points.row(static_cast<Eigen::Index>(i)) - center).cast<float>();
        for (Eigen::Index d = 0; d < dimensions; ++d)
          place[d * scanPoints] = point(d);
        square = point.squaredNorm();
        largestSquare = std::max(largestSquare, static_cast<double>(square));
      }
      place[dimensions * scanPoints] = square;
    }
  }

  static std::size_t floatsOfBlock(const Matrix& points) {
    return static_cast<std::size_t>(points.cols() + 1) * scanPoints;
  }
};

struct Candidate {
  float square;
  std::size_t row;
};

/// Keeps the candidates that can be among the k nearest, given that each approximate square is off by at most
/// `margin`.
class Candidates {
 public:
  Candidates(std::size_t k, float margin)
      : mNearest(k, std::numeric_limits<float>::infinity()), mMargin(margin) {}

  /// Of squares worth adding.
  float limit() const { return mNearest.back() + 2 * mMargin; }

  void add(float square, std::size_t row) {
    mFound.push_back({square, row});
    if (square >= mNearest.back())
      return;
    mNearest.pop_back();
    mNearest.insert(std::upper_bound(mNearest.begin(), mNearest.end(), square), square);
    if (mFound.size() >= 4 * mNearest.size() + 64)
      pruned();
  }

  const std::vector<Candidate>& pruned() {
    mFound.erase(std::remove_if(mFound.begin(), mFound.end(),
                                [this](const Candidate& c) { return c.square > limit(); }),
                 mFound.end());
    return mFound;
  }

 private:
  std::vector<float> mNearest; ///< the k smallest squares so far, rising
  float mMargin;
  std::vector<Candidate> mFound;
};

std::vector<std::size_t> decide(const Matrix& queries, const Matrix& points, Eigen::Index query,
                                std::size_t k, const std::vector<Candidate>& candidates) {
  std::vector<std::pair<double, std::size_t>> exact;
  for (const Candidate& candidate : candidates)
    exact.emplace_back(
        (points.row(static_cast<Eigen::Index>(candidate.row)) - queries.row(query)).squaredNorm(),
        candidate.row);
  std::partial_sort(exact.begin(), exact.begin() + static_cast<std::ptrdiff_t>(k), exact.end());
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < k; ++i)
    rows.push_back(exact[i].second);
  return rows;
}

bool anyWithin(const float* numbers, float limit) {
  int found = 0;
  for (int i = 0; i < scanPoints; ++i)
    found |= numbers[i] <= limit ? 1 : 0;
  return found != 0;
}

/// Adds what `blocksAtOnce` blocks of points hold to the candidates of a few queries.
void search(const Cloud& cloud, std::size_t block, const FloatMatrix& asked, const Eigen::VectorXf& squares,
            std::size_t first, std::size_t end, const std::vector<std::size_t>& itself,
            Candidates* candidates) {
  const auto dimensions = static_cast<std::size_t>(asked.cols());
  std::vector<float> factors(scanQueries * dimensions, 0.0F);
  std::array<float, scanQueries> limits{};
  limits.fill(-std::numeric_limits<float>::infinity()); // queries that fill up find nothing
  const auto own = [&](std::size_t query) { return squares(static_cast<Eigen::Index>(query)); };
  for (std::size_t query = first; query < end; ++query) {
    for (std::size_t d = 0; d < dimensions; ++d)
      factors[(query - first) * dimensions + d] =
          -2 * asked(static_cast<Eigen::Index>(query), static_cast<Eigen::Index>(d));
    limits[query - first] = candidates[query - first].limit() - own(query);
  }
  DistanceScan scan;
  scan.points = cloud.blocks.data() + block * (dimensions + 1) * scanPoints;
  scan.blocks = std::min(blocksAtOnce, cloud.count - block);
  scan.dimensions = static_cast<int>(dimensions);
  scan.queries = factors.data();
  scan.limits = limits.data();
  std::array<float, std::size_t{scanQueries} * scanPoints> numbers{};
  for (std::size_t at = nextWithin(scan, 0, numbers.data()); at < scan.blocks;
       at = nextWithin(scan, at + 1, numbers.data()))
    for (std::size_t query = first; query < end; ++query) {
      const float* row = numbers.data() + (query - first) * scanPoints;
      if (!anyWithin(row, limits[query - first]))
        continue;
      for (std::size_t i = 0; i < scanPoints; ++i) {
        const std::size_t point = (block + at) * scanPoints + i;
        if (row[i] <= limits[query - first] && point != itself[query] && !std::isinf(row[i])) {
          candidates[query - first].add(row[i] + own(query), point);
          limits[query - first] = candidates[query - first].limit() - own(query);
        }
      }
    }
}

} // namespace

NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               const std::vector<std::size_t>& itself, const Progress& progress) {
  const Eigen::RowVectorXd center = points.colwise().mean();
  const Cloud cloud(points, center);
  const FloatMatrix asked = (queries.rowwise() - center).cast<float>();
  const Eigen::VectorXf squares = asked.rowwise().squaredNorm();
  const double largest =
      cloud.largestSquare + (squares.size() > 0 ? static_cast<double>(squares.maxCoeff()) : 0);
  // |q|^2 + |p|^2 - 2 q.p in single precision is off by a few roundings of its largest term.
  const auto margin = static_cast<float>((static_cast<double>(points.cols()) + 8) * 4 *
                                         std::numeric_limits<float>::epsilon() * largest);
  NeighborTable result(static_cast<std::size_t>(queries.rows()));
  const auto parts = (result.size() + queriesPerPart - 1) / queriesPerPart;
  parallelFor(parts, 0, [&](std::size_t part) {
    progress.check();
    const std::size_t first = part * queriesPerPart;
    const std::size_t end = std::min(first + queriesPerPart, result.size());
    std::vector<Candidates> candidates(end - first, Candidates(k, margin));
    for (std::size_t block = 0; block < cloud.count; block += blocksAtOnce)
      for (std::size_t query = first; query < end; query += scanQueries)
        search(cloud, block, asked, squares, query, std::min(query + scanQueries, end), itself,
               candidates.data() + (query - first));
    for (std::size_t query = first; query < end; ++query)
      result[query] =
          decide(queries, points, static_cast<Eigen::Index>(query), k, candidates[query - first].pruned());
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
