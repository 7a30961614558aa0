#include "engine/reference/logistic_regression.h"

#include "engine/model/predictor.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {
constexpr int newtonSteps = 100;
constexpr double tolerance = 1e-10;

double penalisedLoss(const Vector& logits, const Vector& labels, const Vector& sampleWeights,
                     const Vector& coefficients, double ridge) {
  double loss = ridge / 2 * coefficients.tail(coefficients.size() - 1).squaredNorm();
  for (Eigen::Index i = 0; i < logits.size(); ++i) {
    const double agreement = labels[i] > 0.5 ? logits[i] : -logits[i];
    loss += sampleWeights[i] * (std::max(-agreement, 0.0) + std::log1p(std::exp(-std::abs(agreement))));
  }
  return loss;
}
} // namespace

LogisticRegression LogisticRegression::fit(const Matrix& rows, const std::vector<int>& labels, double ridge,
                                           const Progress& progress) {
  const Eigen::Index count = rows.rows();
  Matrix design(count, rows.cols() + 1);
  design << Vector::Ones(count), rows;
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  const auto all = static_cast<double>(count);
  Vector target(count);
  Vector sampleWeights(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    target[i] = labels[static_cast<std::size_t>(i)];
    sampleWeights[i] = all / (2 * (target[i] > 0.5 ? positives : all - positives));
  }
  Vector coefficients = Vector::Zero(design.cols());
  Vector penalty = Vector::Constant(design.cols(), ridge);
  penalty[0] = 0;
  double loss = penalisedLoss(design * coefficients, target, sampleWeights, coefficients, ridge);
  for (int step = 0; step < newtonSteps; ++step) {
    progress.check();
    const Vector probability = (design * coefficients).unaryExpr(&sigmoid);
    const Vector slope = design.transpose() * sampleWeights.cwiseProduct(probability - target) +
                         penalty.cwiseProduct(coefficients);
    const Vector curvature = sampleWeights.array() * probability.array() * (1 - probability.array()) + 1e-12;
    Matrix hessian = design.transpose() * curvature.asDiagonal() * design;
    hessian.diagonal() += penalty;
    Vector move = Eigen::LDLT<Matrix>(hessian).solve(slope);
    // Halve the step until the loss falls: the plain step can overshoot on separable data.
    double next = loss;
    for (int halving = 0; halving < 40; ++halving, move /= 2) {
      next = penalisedLoss(design * (coefficients - move), target, sampleWeights, coefficients - move, ridge);
      if (next <= loss)
        break;
    }
    if (next > loss)
      break;
    coefficients -= move;
    const double gain = loss - next;
    loss = next;
    if (gain <= tolerance * tolerance && move.cwiseAbs().maxCoeff() < tolerance)
      break;
  }
  return {coefficients[0], coefficients.tail(rows.cols())};
}

std::vector<double> LogisticRegression::probabilities(const Matrix& rows) const {
  std::vector<double> result;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    result.push_back(sigmoid(intercept + rows.row(i).dot(weights)));
  return result;
}

} // namespace prospectivity
