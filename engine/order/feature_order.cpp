#include "engine/order/feature_order.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace prospectivity {

const Choices& orderingChoices() {
  static const Choices choices{{"as-given", "As given"},
                               {"correlation-seriation", "Correlation seriation"},
                               {"class-separation", "Class separation"},
                               {"custom", "Custom"}};
  return choices;
}

namespace {

/// Correlations below this are no link between features.
constexpr double noLink = 1e-9;

/// Groups of features that hang together through correlations, each in rising order.
std::vector<std::vector<int>> linkedGroups(const Matrix& similarity) {
  const auto count = static_cast<int>(similarity.rows());
  std::vector<bool> seen(static_cast<std::size_t>(count), false);
  std::vector<std::vector<int>> groups;
  for (int start = 0; start < count; ++start) {
    if (seen[static_cast<std::size_t>(start)])
      continue;
    std::vector<int> group{start};
    seen[static_cast<std::size_t>(start)] = true;
    for (std::size_t next = 0; next < group.size(); ++next)
      for (int other = 0; other < count; ++other)
        if (!seen[static_cast<std::size_t>(other)] && similarity(group[next], other) > noLink) {
          seen[static_cast<std::size_t>(other)] = true;
          group.push_back(other);
        }
    std::sort(group.begin(), group.end());
    groups.push_back(group);
  }
  return groups;
}

std::vector<int> seriated(const Matrix& similarity, const std::vector<int>& group) {
  const auto count = static_cast<Eigen::Index>(group.size());
  if (count < 3)
    return group;
  Eigen::MatrixXd laplacian(count, count);
  for (Eigen::Index i = 0; i < count; ++i)
    for (Eigen::Index j = 0; j < count; ++j)
      laplacian(i, j) =
          i == j ? 0 : -similarity(group[static_cast<std::size_t>(i)], group[static_cast<std::size_t>(j)]);
  laplacian.diagonal() = -laplacian.rowwise().sum();
  const Eigen::VectorXd fiedler =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(laplacian).eigenvectors().col(1);
  std::vector<std::size_t> order(group.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return fiedler(static_cast<Eigen::Index>(a)) < fiedler(static_cast<Eigen::Index>(b));
  });
  if (order.front() > order.back())
    std::reverse(order.begin(), order.end());
  std::vector<int> result;
  for (const std::size_t i : order)
    result.push_back(group[i]);
  return result;
}

} // namespace

std::vector<int> correlationSeriation(const Matrix& values) {
  const Matrix similarity = spearmanMatrix(values).cwiseAbs();
  std::vector<int> order;
  for (const std::vector<int>& group : linkedGroups(similarity)) {
    const std::vector<int> part = seriated(similarity, group);
    order.insert(order.end(), part.begin(), part.end());
  }
  return order;
}

std::vector<double> separations(const Matrix& values, const std::vector<int>& labels) {
  std::vector<double> result;
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    std::vector<double> known;
    std::vector<int> labelsOfKnown;
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      if (!std::isnan(values(i, j))) {
        known.push_back(values(i, j));
        labelsOfKnown.push_back(labels[static_cast<std::size_t>(i)]);
      }
    const double auc = rocAuc(labelsOfKnown, known);
    result.push_back(std::isnan(auc) ? 0.5 : std::abs(auc - 0.5) + 0.5);
  }
  return result;
}

std::vector<int> classSeparation(const Matrix& values, const std::vector<int>& labels) {
  const std::vector<double> strength = separations(values, labels);
  std::vector<int> ranked(strength.size());
  std::iota(ranked.begin(), ranked.end(), 0);
  std::stable_sort(ranked.begin(), ranked.end(), [&](int a, int b) {
    return strength[static_cast<std::size_t>(a)] > strength[static_cast<std::size_t>(b)];
  });
  std::vector<int> order(ranked.size());
  auto right = (ranked.size() - 1) / 2;
  auto left = right;
  for (std::size_t i = 0; i < ranked.size(); ++i)
    order[i == 0 ? right : i % 2 == 1 ? ++right : --left] = ranked[i];
  return order;
}

std::vector<int> orderByChance(const FloatMatrix& values, std::uint64_t seed) {
  // FNV-1a over the values: training parts differ, and so shall their orders.
  std::uint64_t digest = 14695981039346656037ULL;
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    std::uint32_t bits = 0;
    // One NaN is as good as another.
    const float value =
        std::isnan(values.data()[i]) ? std::numeric_limits<float>::quiet_NaN() : values.data()[i];
    std::memcpy(&bits, &value, sizeof(bits));
    digest = (digest ^ bits) * 1099511628211ULL;
  }
  std::vector<int> order;
  for (const std::size_t feature :
       Random(seed).fork(digest).permutation(static_cast<std::size_t>(values.cols())))
    order.push_back(static_cast<int>(feature));
  return order;
}

std::vector<int> customOrder(const std::vector<std::string>& features,
                             const std::vector<std::string>& names) {
  std::vector<int> order;
  for (const std::string& name : names) {
    const auto found = std::find(features.begin(), features.end(), name);
    if (found == features.end())
      throw Error("%1 names '%2', which is no feature: name the chosen features only.", Subject::CustomOrder,
                  name);
    const auto index = static_cast<int>(found - features.begin());
    if (std::find(order.begin(), order.end(), index) != order.end())
      throw Error("%1 names '%2' twice: name each feature once.", Subject::CustomOrder, name);
    order.push_back(index);
  }
  for (std::size_t i = 0; i < features.size(); ++i)
    if (std::find(order.begin(), order.end(), static_cast<int>(i)) == order.end())
      throw Error("%1 leaves out '%2': name all chosen features.", Subject::CustomOrder, features[i]);
  return order;
}

} // namespace prospectivity
