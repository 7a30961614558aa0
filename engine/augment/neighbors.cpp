#include "engine/augment/neighbors.h"

#include "engine/core/parallel.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

constexpr Eigen::Index queriesPerBlock = 128;
constexpr Eigen::Index pointsPerBlock = 1024;
constexpr Eigen::Index scanned = 32; ///< distances looked at together

/// Points in single precision, centred so that products lose as little as possible.
struct Cloud {
  FloatMatrix values;
  Eigen::VectorXf squares;
  double largestSquare = 0;

  Cloud(const Matrix& given, const Eigen::RowVectorXd& center)
      : values((given.rowwise() - center).cast<float>()), squares(values.rowwise().squaredNorm()) {
    largestSquare = squares.size() > 0 ? static_cast<double>(squares.maxCoeff()) : 0;
  }

  /// Each row with one more value, so that a product of two such rows is |p|^2 - 2 q.p in one go.
  static FloatMatrix widened(const FloatMatrix& rows, float factor, const Eigen::VectorXf& last) {
    FloatMatrix result(rows.rows(), rows.cols() + 1);
    result.leftCols(rows.cols()) = factor * rows;
    result.rightCols(1) = last;
    return result;
  }
};

/// Whether one of the next `scanned` numbers is at most `limit`; one copy for each instruction set, chosen at
/// run time.
__attribute__((target_clones("avx512f", "avx2", "default"))) bool anyWithin(const float* numbers,
                                                                            float limit) {
  int found = 0;
  for (Eigen::Index i = 0; i < scanned; ++i)
    found |= numbers[i] <= limit ? 1 : 0;
  return found != 0;
}

struct Candidate {
  float square;
  std::size_t row;
};

/// Keeps the candidates that can be among the k nearest, given that each approximate square is off by at most
/// `margin`.
class Candidates {
 public:
  Candidates(std::size_t k, float margin) : mKeep(k), mMargin(margin) {}

  float limit() const { return mLimit; }

  void add(float square, std::size_t row) {
    mFound.push_back({square, row});
    if (mFound.size() >= 2 * mKeep + 16)
      prune();
  }

  const std::vector<Candidate>& pruned() {
    prune();
    return mFound;
  }

 private:
  void prune() {
    if (mFound.size() <= mKeep)
      return;
    const auto kth = mFound.begin() + static_cast<std::ptrdiff_t>(mKeep - 1);
    std::nth_element(mFound.begin(), kth, mFound.end(),
                     [](const Candidate& a, const Candidate& b) { return a.square < b.square; });
    mLimit = kth->square + 2 * mMargin;
    mFound.erase(std::remove_if(mFound.begin(), mFound.end(),
                                [this](const Candidate& c) { return c.square > mLimit; }),
                 mFound.end());
  }

  std::size_t mKeep;
  float mMargin;
  float mLimit = std::numeric_limits<float>::infinity();
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

} // namespace

NeighborTable nearestNeighbors(const Matrix& queries, const Matrix& points, std::size_t k,
                               const std::vector<std::size_t>& itself, const Progress& progress) {
  const SingleThreadedBlas oneThread;
  const Eigen::RowVectorXd center = points.colwise().mean();
  const Cloud cloud(points, center);
  const Cloud asked(queries, center);
  // |q|^2 + |p|^2 - 2 q.p in single precision is off by a few roundings of its largest term.
  const auto margin =
      static_cast<float>((static_cast<double>(points.cols()) + 8) * 4 *
                         std::numeric_limits<float>::epsilon() * (cloud.largestSquare + asked.largestSquare));
  const FloatMatrix left = Cloud::widened(asked.values, -2, Eigen::VectorXf::Ones(queries.rows()));
  const FloatMatrix right = Cloud::widened(cloud.values, 1, cloud.squares);
  const auto dimensions = static_cast<int>(points.cols() + 1);
  NeighborTable result(static_cast<std::size_t>(queries.rows()));
  const auto blocks = static_cast<std::size_t>((queries.rows() + queriesPerBlock - 1) / queriesPerBlock);
  parallelFor(blocks, 0, [&](std::size_t block) {
    progress.check();
    const auto first = static_cast<Eigen::Index>(block) * queriesPerBlock;
    const Eigen::Index count = std::min(queriesPerBlock, queries.rows() - first);
    std::vector<Candidates> candidates(static_cast<std::size_t>(count), Candidates(k, margin));
    FloatMatrix products(count, pointsPerBlock);
    for (Eigen::Index from = 0; from < points.rows(); from += pointsPerBlock) {
      const Eigen::Index width = std::min(pointsPerBlock, points.rows() - from);
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, static_cast<int>(count), static_cast<int>(width),
                  dimensions, 1.0F, left.row(first).data(), dimensions, right.row(from).data(), dimensions,
                  0.0F, products.data(), static_cast<int>(pointsPerBlock));
      for (Eigen::Index q = 0; q < count; ++q) {
        Candidates& found = candidates[static_cast<std::size_t>(q)];
        const float* squares = products.row(q).data();
        const float own = asked.squares(first + q);
        for (Eigen::Index at = 0; at < width; at += scanned) {
          const Eigen::Index some = std::min(scanned, width - at);
          if (some == scanned && !anyWithin(squares + at, found.limit() - own))
            continue;
          for (Eigen::Index i = at; i < at + some; ++i) {
            const auto row = static_cast<std::size_t>(from + i);
            if (squares[i] + own <= found.limit() && row != itself[static_cast<std::size_t>(first + q)])
              found.add(squares[i] + own, row);
          }
        }
      }
    }
    for (Eigen::Index q = 0; q < count; ++q)
      result[static_cast<std::size_t>(first + q)] =
          decide(queries, points, first + q, k, candidates[static_cast<std::size_t>(q)].pruned());
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
