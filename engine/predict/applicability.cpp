#include "engine/predict/applicability.h"

#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/model/scaling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

namespace {

/// Places that go through the samples together.
constexpr std::size_t lanes = 16;

/// Features between two looks at whether a sample can still be the nearest of any place.
constexpr std::size_t featuresPerLook = 4;

void requireSamples(const TrainingSamples& samples) {
  if (samples.values.rows() == 0)
    throw Error("%1: the model file stores no training samples, as older versions wrote it: train the model "
                "again, or leave the area of applicability out.",
                Subject::Applicability);
}

double squaredDistance(const float* a, const float* b, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double difference = static_cast<double>(a[i]) - b[i];
    sum += difference * difference;
  }
  return sum;
}

/// Squared distances of `lanes` places (planes of `lanes` values) to their nearest samples. `first` is tried
/// first and becomes the nearest sample of the first place: the next places are most likely near it too.
void nearestSquares(const float* samples, std::size_t count, std::size_t width, const float* places,
                    std::size_t& first, float* nearest) {
  std::fill_n(nearest, lanes, std::numeric_limits<float>::infinity());
  std::size_t best = first;
  for (std::size_t turn = 0; turn <= count; ++turn) {
    const std::size_t sample = turn == 0 ? first : turn - 1;
    const float* at = samples + sample * width;
    float sums[lanes] = {};
    bool hopeful = true;
    for (std::size_t begin = 0; begin < width && hopeful; begin += featuresPerLook) {
      const std::size_t end = std::min(begin + featuresPerLook, width);
      for (std::size_t j = begin; j < end; ++j)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const float difference = places[j * lanes + lane] - at[j];
          sums[lane] += difference * difference;
        }
      int nearer = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane)
        nearer += sums[lane] < nearest[lane] ? 1 : 0;
      hopeful = nearer > 0;
    }
    if (!hopeful)
      continue;
    if (sums[0] < nearest[0])
      best = sample;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      nearest[lane] = std::min(nearest[lane], sums[lane]);
  }
  first = best;
}

} // namespace

Applicability::Applicability(const TrainingSamples& samples, const std::vector<double>& weights)
    : mSamples(static_cast<std::size_t>(samples.values.rows())), mOrder(weights.size()) {
  requireSamples(samples);
  std::iota(mOrder.begin(), mOrder.end(), std::size_t{0});
  std::stable_sort(mOrder.begin(), mOrder.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  const double heaviest = weights[mOrder.front()];
  const Scaling scaling = Scaling::fit(ScalingMethod::ZScore, samples.values.cast<double>());
  for (const std::size_t feature : mOrder) {
    mCenter.push_back(scaling.center[feature]);
    mScale.push_back(scaling.scale[feature]);
    mWeight.push_back(heaviest > 0 ? static_cast<float>(weights[feature] / heaviest) : 1.0F);
  }
  const std::size_t width = mOrder.size();
  for (std::size_t i = 0; i < mSamples; ++i)
    for (std::size_t p = 0; p < width; ++p)
      mPlaces.push_back(
          scaled(p, samples.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(mOrder[p]))));

  // -1 is a fold like the others as to who is a neighbour of whom.
  const bool anyFold = std::any_of(samples.folds.begin(), samples.folds.end(),
                                   [&](int fold) { return fold != samples.folds.front(); });
  std::vector<double> nearest(mSamples, std::numeric_limits<double>::infinity());
  double sum = 0;
  for (std::size_t i = 0; i < mSamples; ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const double distance = std::sqrt(squaredDistance(&mPlaces[i * width], &mPlaces[k * width], width));
      sum += distance;
      if (anyFold && samples.folds[i] == samples.folds[k])
        continue;
      nearest[i] = std::min(nearest[i], distance);
      nearest[k] = std::min(nearest[k], distance);
    }
  mMeanDistance = 2 * sum / (static_cast<double>(mSamples) * static_cast<double>(mSamples - 1));
  if (!(mMeanDistance > 0))
    throw Error("%1: no two training samples of the model differ in what it looks at, so there is no "
                "distance to measure with: train the model with more samples, or leave the area out.",
                Subject::Applicability);
  std::vector<double> judged;
  for (std::size_t i = 0; i < mSamples; ++i)
    if ((!anyFold || samples.folds[i] >= 0) && std::isfinite(nearest[i]))
      judged.push_back(nearest[i] / mMeanDistance);
  const double quartile = quantile(judged, 0.75);
  mLimit = static_cast<float>(std::min(quartile + 1.5 * (quartile - quantile(judged, 0.25)),
                                       *std::max_element(judged.begin(), judged.end())));
}

float Applicability::scaled(std::size_t position, float value) const {
  return (value - mCenter[position]) / mScale[position] * mWeight[position];
}

void Applicability::dissimilarity(const float* features, std::size_t count, float* index) const {
  const std::size_t width = mOrder.size();
  std::vector<float> places(width * lanes, 0.0F);
  std::size_t whose[lanes] = {};
  std::size_t filled = 0;
  std::size_t nearestSample = 0;
  const auto flush = [&] {
    // What is left in the other lanes are places of before: they cost little and are not read.
    float squares[lanes];
    nearestSquares(mPlaces.data(), mSamples, width, places.data(), nearestSample, squares);
    for (std::size_t lane = 0; lane < filled; ++lane)
      index[whose[lane]] = static_cast<float>(std::sqrt(static_cast<double>(squares[lane])) / mMeanDistance);
    filled = 0;
  };
  for (std::size_t i = 0; i < count; ++i) {
    index[i] = std::numeric_limits<float>::quiet_NaN();
    bool complete = true;
    for (std::size_t p = 0; p < width && complete; ++p) {
      const float value = features[mOrder[p] * count + i];
      complete = !std::isnan(value);
      places[p * lanes + filled] = scaled(p, value);
    }
    if (!complete)
      continue;
    whose[filled++] = i;
    if (filled == lanes)
      flush();
  }
  if (filled > 0)
    flush();
}

std::vector<double> gradientImportance(const Model& model) {
  requireSamples(model.training);
  const Gradient gradient = model.gradient();
  if (!gradient)
    return std::vector<double>(model.features.size(), 1.0);
  const InputLayout layout = model.layout();
  const Matrix slopes = gradient(layout.window > 1 ? model.background : model.training.values);
  const Scaling scaling = Scaling::fit(ScalingMethod::ZScore, model.training.values.cast<double>());
  std::vector<double> importance;
  for (std::size_t j = 0; j < model.features.size(); ++j)
    importance.push_back(layout.windowsOf(slopes, j).rowwise().sum().cwiseAbs().mean() * scaling.scale[j]);
  return importance;
}

} // namespace prospectivity
