#include "engine/network/fit_network.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/random.h"
#include "engine/network/adamw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace prospectivity {

namespace {

constexpr int epochsPerMessage = 20;

// Numbered streams of a fit's seed.
constexpr std::uint64_t shuffleStream = 0;
constexpr std::uint64_t dropoutStream = 1;
constexpr std::uint64_t mixupStream = 2;

/// Weight of a sample by its label, inverse to the share of its class, mean 1 over the training part.
std::array<double, 2> classWeights(const std::vector<int>& labels, bool weigh) {
  const auto positives = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  const double negatives = static_cast<double>(labels.size()) - positives;
  if (!weigh || positives == 0 || negatives == 0)
    return {1, 1};
  const auto all = static_cast<double>(labels.size());
  return {all / (2 * negatives), all / (2 * positives)};
}

struct LossAndAccuracy {
  double loss = std::numeric_limits<double>::quiet_NaN();
  double accuracy = std::numeric_limits<double>::quiet_NaN();
};

/// Weighted binary cross-entropy and share of right decisions at probability 0.5.
LossAndAccuracy judge(const std::vector<float>& logit, const std::vector<int>& labels,
                      const std::array<double, 2>& weights) {
  if (labels.empty())
    return {};
  double loss = 0;
  double weightSum = 0;
  double right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double signedLogit = labels[i] == 1 ? logit[i] : -logit[i];
    const double weight = weights[static_cast<std::size_t>(labels[i])];
    // log(1 + exp(-z)) without overflow
    loss += weight * (std::max(-signedLogit, 0.0) + std::log1p(std::exp(-std::abs(signedLogit))));
    weightSum += weight;
    right += (logit[i] >= 0) == (labels[i] == 1) ? 1 : 0;
  }
  return {loss / weightSum, right / static_cast<double>(labels.size())};
}

/// One network while it is being fitted.
class Fit {
 public:
  Fit(TrainableNetwork& network, const FitData& data, const FitOptions& options)
      : mNetwork(network), mData(data), mOptions(options),
        mWeights(classWeights(data.trainingLabels, options.classWeights)),
        mShuffle(Random(options.seed).fork(shuffleStream)),
        mDropout(Random(options.seed).fork(dropoutStream)), mMixing(Random(options.seed).fork(mixupStream)),
        mParameters(network.parameters()), mOptimizer(mParameters, options.learningRate, options.weightDecay),
        mOrder(data.trainingLabels.size()) {
    std::iota(mOrder.begin(), mOrder.end(), std::size_t{0});
  }

  FittedNetwork run(const Progress& progress) {
    const bool stopsEarly = mOptions.schedule == Schedule::EarlyStopping && !mData.validationLabels.empty();
    keepBest(0);
    double bestLoss = std::numeric_limits<double>::infinity();
    for (int epoch = 0; epoch < mOptions.epochs; ++epoch) {
      progress.check();
      trainEpoch();
      record(epoch, progress);
      if (!stopsEarly) {
        mHistory.bestEpoch = epoch;
      } else if (mHistory.validationLoss.back() < bestLoss) {
        bestLoss = mHistory.validationLoss.back();
        keepBest(epoch);
      } else if (mOptions.patience > 0 && epoch - mHistory.bestEpoch >= mOptions.patience) {
        break;
      }
      progress.fraction((epoch + 1.0) / mOptions.epochs);
    }
    if (stopsEarly)
      restoreBest();
    return {mNetwork.network(), mHistory};
  }

 private:
  std::size_t batchSize() const { return static_cast<std::size_t>(mOptions.batchSize); }

  void trainEpoch() {
    mShuffle.shuffle(mOrder);
    for (std::size_t begin = 0; begin < mOrder.size(); begin += batchSize())
      trainBatch(begin, std::min(mOrder.size(), begin + batchSize()));
  }

  void trainBatch(std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    mLogits.resize(count);
    mSlopes.resize(count);
    if (mOptions.mixup > 0) {
      mShare = mMixing.beta(mOptions.mixup);
      mPartners = mMixing.permutation(count);
      for (std::size_t& partner : mPartners)
        partner = mOrder[begin + partner];
    }
    fillRows(begin, count);
    mNetwork.forward(mRows.data(), count, mDropout, mLogits.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double probability = sigmoid(mLogits[i]);
      double slope = lossSlope(probability, mOrder[begin + i]);
      if (mOptions.mixup > 0)
        slope = mShare * slope + (1 - mShare) * lossSlope(probability, mPartners[i]);
      mSlopes[i] = static_cast<float>(slope / static_cast<double>(count));
    }
    mNetwork.backward(mSlopes.data());
    if (mOptions.schedule == Schedule::Cosine)
      mOptimizer.setLearningRate(mOptions.learningRate * cosineDecay(mStep++, steps()));
    mOptimizer.step();
  }

  /// The rows of a batch; with mixup, each mixed with its partner's.
  void fillRows(std::size_t begin, std::size_t count) {
    const auto width = static_cast<std::size_t>(mData.training.cols());
    mRows.resize(count * width);
    const auto own = static_cast<float>(mShare);
    const auto others = static_cast<float>(1 - mShare);
    for (std::size_t i = 0; i < count; ++i) {
      const float* row = rowOf(mOrder[begin + i]);
      float* to = mRows.data() + i * width;
      if (mOptions.mixup > 0) {
        const float* partner = rowOf(mPartners[i]);
        for (std::size_t j = 0; j < width; ++j)
          to[j] = own * row[j] + others * partner[j];
        const float* larger = own >= others ? row : partner;
        for (const std::size_t j : mData.codes)
          to[j] = larger[j];
      } else {
        std::copy_n(row, width, to);
      }
    }
  }

  const float* rowOf(std::size_t sample) const {
    return mData.training.data() + static_cast<Eigen::Index>(sample) * mData.training.cols();
  }

  /// The derivative of a sample's weighted cross-entropy by the logit: weight (probability - label).
  double lossSlope(double probability, std::size_t sample) const {
    const int label = mData.trainingLabels[sample];
    return mWeights[static_cast<std::size_t>(label)] * (probability - label);
  }

  std::size_t steps() const {
    return static_cast<std::size_t>(mOptions.epochs) * ((mOrder.size() + batchSize() - 1) / batchSize());
  }

  LossAndAccuracy judgeRows(const FloatMatrix& rows, const std::vector<int>& labels) {
    if (labels.empty())
      return {};
    mLogits.resize(labels.size());
    mNetwork.logits(rows.data(), labels.size(), mLogits.data());
    return judge(mLogits, labels, mWeights);
  }

  void record(int epoch, const Progress& progress) {
    const LossAndAccuracy training = judgeRows(mData.training, mData.trainingLabels);
    const LossAndAccuracy validation = judgeRows(mData.validation, mData.validationLabels);
    if (!std::isfinite(training.loss))
      throw Error("The training diverged (the loss became NaN in epoch %1): lower %2 or choose another %3.",
                  epoch + 1, Subject::LearningRate, Subject::Scaling);
    mHistory.trainingLoss.push_back(training.loss);
    mHistory.validationLoss.push_back(validation.loss);
    mHistory.trainingAccuracy.push_back(training.accuracy);
    mHistory.validationAccuracy.push_back(validation.accuracy);
    if ((epoch + 1) % epochsPerMessage != 0)
      return;
    if (mData.validationLabels.empty())
      progress.message({"epoch %1: loss %2, accuracy %3", epoch + 1, fixedText(training.loss, 4),
                        fixedText(training.accuracy, 3)});
    else
      progress.message({"epoch %1: loss %2 (validation %3), accuracy %4 (%5)", epoch + 1,
                        fixedText(training.loss, 4), fixedText(validation.loss, 4),
                        fixedText(training.accuracy, 3), fixedText(validation.accuracy, 3)});
  }

  void keepBest(int epoch) {
    mBest.clear();
    for (const ParameterBlock& block : mParameters)
      mBest.emplace_back(block.values, block.values + block.count);
    mHistory.bestEpoch = epoch;
  }

  void restoreBest() {
    for (std::size_t i = 0; i < mParameters.size(); ++i)
      std::copy(mBest[i].begin(), mBest[i].end(), mParameters[i].values);
  }

  TrainableNetwork& mNetwork;
  const FitData& mData;
  const FitOptions& mOptions;
  std::array<double, 2> mWeights;
  Random mShuffle;
  Random mDropout;
  Random mMixing;
  std::vector<ParameterBlock> mParameters;
  AdamW mOptimizer;
  std::vector<std::size_t> mOrder;
  std::size_t mStep = 0;              ///< batches trained on
  double mShare = 1;                  ///< of a sample itself in the mixed batch; the rest is its partner's
  std::vector<std::size_t> mPartners; ///< of each sample of the batch
  std::vector<float> mRows;
  std::vector<float> mLogits;
  std::vector<float> mSlopes;
  std::vector<std::vector<float>> mBest;
  FitHistory mHistory;
};

} // namespace

FittedNetwork fitNetwork(TrainableNetwork& network, const FitData& data, const FitOptions& options,
                         const Progress& progress) {
  return Fit(network, data, options).run(progress);
}

} // namespace prospectivity
