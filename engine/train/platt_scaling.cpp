#include "engine/train/platt_scaling.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace prospectivity {

namespace {

/// Logits of mean 0 and standard deviation 1 with what each should become, and the loss of a line through
/// them.
struct Task {
  std::vector<double> x;
  std::vector<double> targets;
  const std::vector<double>& weights;

  double loss(double slope, double intercept) const {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double z = slope * x[i] + intercept;
      sum += weights[i] * (std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))) - targets[i] * z);
    }
    return sum;
  }
};

/// Derivatives of the loss: the first two, then the matrix of the second ones.
struct Slopes {
  double bySlope = 0;
  double byIntercept = 0;
  double slopeSlope = 0;
  double slopeIntercept = 0;
  double interceptIntercept = 0;

  double determinant() const { return slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept; }
};

Slopes slopesOf(const Task& task, double slope, double intercept) {
  Slopes result;
  for (std::size_t i = 0; i < task.x.size(); ++i) {
    const double z = slope * task.x[i] + intercept;
    const double small = std::exp(-std::abs(z)); // of either sign without overflow
    const double probability = (z >= 0 ? 1 : small) / (1 + small);
    const double residual = task.weights[i] * (probability - task.targets[i]);
    const double curvature = task.weights[i] * small / ((1 + small) * (1 + small));
    result.bySlope += residual * task.x[i];
    result.byIntercept += residual;
    result.slopeSlope += curvature * task.x[i] * task.x[i];
    result.slopeIntercept += curvature * task.x[i];
    result.interceptIntercept += curvature;
  }
  return result;
}

} // namespace

std::optional<Calibration> plattScaling(const std::vector<int>& labels, const std::vector<double>& logits,
                                        const std::vector<double>& weights) {
  double counts[2] = {0, 0};
  double sum = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    counts[labels[i]] += weights[i];
    sum += weights[i] * logits[i];
  }
  const double all = counts[0] + counts[1];
  const double mean = sum / all;
  double squares = 0;
  for (std::size_t i = 0; i < labels.size(); ++i)
    squares += weights[i] * (logits[i] - mean) * (logits[i] - mean);
  const double scale = std::sqrt(squares / all);
  const auto [least, most] = std::minmax_element(logits.begin(), logits.end());
  if (counts[0] <= 0 || counts[1] <= 0 || !std::isfinite(scale) || !(*least < *most))
    return std::nullopt;

  Task task{{}, {}, weights};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    task.x.push_back((logits[i] - mean) / scale);
    task.targets.push_back(labels[i] == 1 ? (counts[1] + 1) / (counts[1] + 2) : 1 / (counts[0] + 2));
  }
  constexpr int mostSteps = 100;
  double slope = 0;
  double intercept = std::log((counts[1] + 1) / (counts[0] + 1));
  Slopes slopes = slopesOf(task, slope, intercept);
  double loss = task.loss(slope, intercept);
  for (int step = 0; step < mostSteps; ++step) {
    const double determinant = slopes.determinant();
    double alongSlope =
        (slopes.interceptIntercept * slopes.bySlope - slopes.slopeIntercept * slopes.byIntercept) /
        determinant;
    double alongIntercept =
        (slopes.slopeSlope * slopes.byIntercept - slopes.slopeIntercept * slopes.bySlope) / determinant;
    const double rounding = 1e-12 * loss; // what the sum is uncertain by
    double next = task.loss(slope - alongSlope, intercept - alongIntercept);
    for (int halving = 0; halving < 60 && !(next <= loss + rounding); ++halving) {
      alongSlope /= 2;
      alongIntercept /= 2;
      next = task.loss(slope - alongSlope, intercept - alongIntercept);
    }
    slope -= alongSlope;
    intercept -= alongIntercept;
    loss = next;
    slopes = slopesOf(task, slope, intercept);
    if (std::abs(alongSlope) + std::abs(alongIntercept) < 1e-13 * (1 + std::abs(slope) + std::abs(intercept)))
      break;
  }

  // Back to the logits as they were: slope / scale, and intercept - slope x mean / scale.
  const double determinant = slopes.determinant();
  const double slopeVariance = slopes.interceptIntercept / determinant;
  const double interceptVariance = slopes.slopeSlope / determinant;
  const double covariance = -slopes.slopeIntercept / determinant;
  const double shift = mean / scale;
  Calibration result;
  result.slope = slope / scale;
  result.intercept = intercept - slope * shift;
  result.slopeVariance = slopeVariance / (scale * scale);
  result.interceptVariance = interceptVariance + shift * shift * slopeVariance - 2 * shift * covariance;
  result.covariance = (covariance - shift * slopeVariance) / scale;
  result.deposits = static_cast<std::size_t>(std::llround(counts[1]));
  result.nonDeposits = static_cast<std::size_t>(std::llround(counts[0]));
  return result;
}

} // namespace prospectivity
