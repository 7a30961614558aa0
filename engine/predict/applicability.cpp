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

/// As distances are taken between them: with what stands for the codes of classes.
TrainingSamples comparedSamples(const Model& model) {
  TrainingSamples samples = model.training;
  requireSamples(samples);
  const ClassEncoding encoding = model.encoding();
  if (encoding.empty() || samples.areEncoded)
    return samples;
  if (model.window() > 1)
    throw Error(
        "%1: the model file stores means of the class codes of '%2' in windows, as older versions wrote "
        "them: train the model again, or leave the area of applicability out.",
        Subject::Applicability, model.features[encoding.layers().front().feature]);
  encoding.encode(samples.values.data(), static_cast<std::size_t>(samples.values.rows()),
                  static_cast<std::size_t>(samples.values.cols()));
  return samples;
}

/// Over the rows in which a feature has data anywhere in its window; 0 where there are none.
double meanWhereKnown(const Vector& moves, const FloatMatrix& windows) {
  double sum = 0;
  double count = 0;
  for (Eigen::Index i = 0; i < moves.size(); ++i)
    if (!windows.row(i).array().isNaN().all()) {
      sum += moves(i);
      ++count;
    }
  return count > 0 ? sum / count : 0;
}

/// Samples to be compared with, and how much each feature counts for where some are missing.
struct Neighbours {
  std::size_t count;
  std::size_t width;   ///< features
  const float* values; ///< [sample][feature]
  const float* known;  ///< [sample][feature]: 1, or 0 where missing
  const float* shares; ///< [feature]
};

/// Squared distances of `lanes` places (planes of `lanes` values) to their nearest samples. `first` is tried
/// first and becomes the nearest sample of the first place: the next places are most likely near it too.
///
/// With holes, `known` says which features the places have. Sums over shared features are raised in
/// proportion to what is left out: by 1 exactly where nothing is, and never lowered, so that a sample whose
/// sum is too large stays too far.
template <bool WithHoles>
void nearestSquares(const Neighbours& samples, const float* places, const float* known, std::size_t& first,
                    float* nearest) {
  const std::size_t width = samples.width;
  std::fill_n(nearest, lanes, std::numeric_limits<float>::infinity());
  float all = 0;
  for (std::size_t j = 0; WithHoles && j < width; ++j)
    all += samples.shares[j];
  std::size_t best = first;
  for (std::size_t turn = 0; turn <= samples.count; ++turn) {
    const std::size_t sample = turn == 0 ? first : turn - 1;
    const float* at = samples.values + sample * width;
    float sums[lanes] = {};
    float shared[lanes] = {};
    bool hopeful = true;
    for (std::size_t begin = 0; begin < width && hopeful; begin += featuresPerLook) {
      const std::size_t end = std::min(begin + featuresPerLook, width);
      for (std::size_t j = begin; j < end; ++j)
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          const float difference = places[j * lanes + lane] - at[j];
          if constexpr (WithHoles) {
            const float both = known[j * lanes + lane] * samples.known[sample * width + j];
            sums[lane] += difference * difference * both;
            shared[lane] += samples.shares[j] * both;
          } else {
            sums[lane] += difference * difference;
          }
        }
      int nearer = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane)
        nearer += sums[lane] < nearest[lane] ? 1 : 0;
      hopeful = nearer > 0;
    }
    if (!hopeful)
      continue;
    if constexpr (WithHoles)
      for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] =
            shared[lane] > 0 ? sums[lane] * (all / shared[lane]) : std::numeric_limits<float>::infinity();
    if (sums[0] < nearest[0])
      best = sample;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      nearest[lane] = std::min(nearest[lane], sums[lane]);
  }
  first = best;
}

} // namespace

Applicability::Applicability(const TrainingSamples& samples, const std::vector<double>& weights,
                             bool takesMissing)
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
    if (takesMissing)
      mShares.push_back(mWeight.back() * mWeight.back());
  }
  for (std::size_t i = 0; i < mSamples; ++i)
    for (std::size_t p = 0; p < mOrder.size(); ++p) {
      const float value = samples.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(mOrder[p]));
      const bool isKnown = !takesMissing || !std::isnan(value);
      mPlaces.push_back(isKnown ? scaled(p, value) : 0);
      if (takesMissing)
        mKnown.push_back(isKnown ? 1 : 0);
    }

  // -1 is a fold like the others as to who is a neighbour of whom.
  const bool anyFold = std::any_of(samples.folds.begin(), samples.folds.end(),
                                   [&](int fold) { return fold != samples.folds.front(); });
  std::vector<double> nearest(mSamples, std::numeric_limits<double>::infinity());
  double sum = 0;
  double apart = 0; // samples in pairs that share nothing
  for (std::size_t i = 0; i < mSamples; ++i)
    for (std::size_t k = 0; k < i; ++k) {
      const double distance = std::sqrt(squaredDistance(i, k));
      if (takesMissing && std::isinf(distance)) {
        apart += 2;
        continue;
      }
      sum += distance;
      if (anyFold && samples.folds[i] == samples.folds[k])
        continue;
      nearest[i] = std::min(nearest[i], distance);
      nearest[k] = std::min(nearest[k], distance);
    }
  mMeanDistance = 2 * sum / (static_cast<double>(mSamples) * static_cast<double>(mSamples - 1) - apart);
  std::vector<double> judged;
  for (std::size_t i = 0; i < mSamples; ++i)
    if ((!anyFold || samples.folds[i] >= 0) && std::isfinite(nearest[i]))
      judged.push_back(nearest[i] / mMeanDistance);
  if (!(mMeanDistance > 0) || judged.empty())
    throw Error("%1: no two training samples of the model differ in what it looks at, so there is no "
                "distance to measure with: train the model with more samples, or leave the area out.",
                Subject::Applicability);
  const double quartile = quantile(judged, 0.75);
  mLimit = static_cast<float>(std::min(quartile + 1.5 * (quartile - quantile(judged, 0.25)),
                                       *std::max_element(judged.begin(), judged.end())));
}

float Applicability::scaled(std::size_t position, float value) const {
  return (value - mCenter[position]) / mScale[position] * mWeight[position];
}

/// Infinite where nothing is shared.
double Applicability::squaredDistance(std::size_t a, std::size_t b) const {
  const std::size_t width = mOrder.size();
  const bool withHoles = !mKnown.empty();
  double sum = 0;
  double shared = 0;
  double all = 0;
  for (std::size_t p = 0; p < width; ++p) {
    const std::size_t here = a * width + p;
    const std::size_t there = b * width + p;
    if (withHoles) {
      all += static_cast<double>(mShares[p]);
      if (!(mKnown[here] > 0 && mKnown[there] > 0))
        continue;
      shared += static_cast<double>(mShares[p]);
    }
    const double difference = static_cast<double>(mPlaces[here]) - static_cast<double>(mPlaces[there]);
    sum += difference * difference;
  }
  if (!withHoles)
    return sum;
  return shared > 0 ? sum * (all / shared) : std::numeric_limits<double>::infinity();
}

void Applicability::dissimilarity(const float* features, std::size_t count, float* index) const {
  const std::size_t width = mOrder.size();
  const Neighbours samples{mSamples, width, mPlaces.data(), mKnown.data(), mShares.data()};
  const bool takesMissing = !mKnown.empty();
  std::vector<float> places(width * lanes, 0.0F);
  std::vector<float> known(takesMissing ? width * lanes : 0, 0.0F);
  std::size_t whose[lanes] = {};
  std::size_t filled = 0;
  std::size_t nearestSample = 0;
  const auto flush = [&] {
    // What is left in the other lanes are places of before: they cost little and are not read.
    float squares[lanes];
    if (takesMissing)
      nearestSquares<true>(samples, places.data(), known.data(), nearestSample, squares);
    else
      nearestSquares<false>(samples, places.data(), nullptr, nearestSample, squares);
    for (std::size_t lane = 0; lane < filled; ++lane)
      if (!takesMissing || std::isfinite(squares[lane]))
        index[whose[lane]] =
            static_cast<float>(std::sqrt(static_cast<double>(squares[lane])) / mMeanDistance);
    filled = 0;
  };
  for (std::size_t i = 0; i < count; ++i) {
    index[i] = std::numeric_limits<float>::quiet_NaN();
    std::size_t missing = 0;
    for (std::size_t p = 0; p < width && (takesMissing || missing == 0); ++p) {
      const float value = features[mOrder[p] * count + i];
      const bool isKnown = !std::isnan(value);
      missing += isKnown ? 0 : 1;
      places[p * lanes + filled] = isKnown ? scaled(p, value) : 0;
      if (takesMissing)
        known[p * lanes + filled] = isKnown ? 1 : 0;
    }
    if (missing > 0 && (!takesMissing || missing == width))
      continue;
    whose[filled++] = i;
    if (filled == lanes)
      flush();
  }
  if (filled > 0)
    flush();
}

Applicability applicabilityOf(const Model& model) {
  return {comparedSamples(model), gradientImportance(model), model.takesMissing()};
}

std::vector<double> gradientImportance(const Model& model) {
  const TrainingSamples samples = comparedSamples(model);
  const Gradient gradient = model.encodedGradient();
  if (!gradient)
    return std::vector<double>(model.features.size(), 1.0);
  const InputLayout layout = model.layout();
  const FloatMatrix& rows = layout.window > 1 ? model.background : model.training.values;
  const Matrix slopes = gradient(rows);
  const Scaling scaling = Scaling::fit(ScalingMethod::ZScore, samples.values.cast<double>());
  std::vector<double> importance;
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const auto windows = layout.windowsOf(rows, j);
    const double mean = windows.hasNaN()
                            ? meanWhereKnown(layout.windowsOf(slopes, j).rowwise().sum().cwiseAbs(), windows)
                            : layout.windowsOf(slopes, j).rowwise().sum().cwiseAbs().mean();
    importance.push_back(mean * scaling.scale[j]);
  }
  return importance;
}

} // namespace prospectivity
