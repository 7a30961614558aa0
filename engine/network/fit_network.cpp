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
        mShuffle(Random(options.seed).fork(0)), mDropout(Random(options.seed).fork(1)),
        mParameters(network.parameters()), mOptimizer(mParameters, options.learningRate, options.weightDecay),
        mOrder(data.trainingLabels.size()) {
    std::iota(mOrder.begin(), mOrder.end(), std::size_t{0});
  }

  FittedNetwork run(const Progress& progress) {
    keepBest(0);
    double bestLoss = std::numeric_limits<double>::infinity();
    for (int epoch = 0; epoch < mOptions.epochs; ++epoch) {
      progress.check();
      trainEpoch();
      record(epoch, progress);
      if (mData.validationLabels.empty()) {
        mHistory.bestEpoch = epoch;
      } else if (mHistory.validationLoss.back() < bestLoss) {
        bestLoss = mHistory.validationLoss.back();
        keepBest(epoch);
      } else if (mOptions.patience > 0 && epoch - mHistory.bestEpoch >= mOptions.patience) {
        break;
      }
      progress.fraction((epoch + 1.0) / mOptions.epochs);
    }
    if (!mData.validationLabels.empty())
      restoreBest();
    return {mNetwork.network(), mHistory};
  }

 private:
  void trainEpoch() {
    mShuffle.shuffle(mOrder);
    const std::size_t batch = static_cast<std::size_t>(mOptions.batchSize);
    for (std::size_t begin = 0; begin < mOrder.size(); begin += batch)
      trainBatch(begin, std::min(mOrder.size(), begin + batch));
  }

  void trainBatch(std::size_t begin, std::size_t end) {
    const std::size_t count = end - begin;
    const auto width = static_cast<std::size_t>(mData.training.cols());
    mRows.resize(count * width);
    mLogits.resize(count);
    mSlopes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto row = mData.training.row(static_cast<Eigen::Index>(mOrder[begin + i]));
      std::copy(row.begin(), row.end(), mRows.begin() + static_cast<std::ptrdiff_t>(i * width));
    }
    mNetwork.forward(mRows.data(), count, mDropout, mLogits.data());
    // The derivative of the weighted cross-entropy by the logit is weight (probability - label).
    for (std::size_t i = 0; i < count; ++i) {
      const int label = mData.trainingLabels[mOrder[begin + i]];
      mSlopes[i] = static_cast<float>(mWeights[static_cast<std::size_t>(label)] *
                                      (sigmoid(mLogits[i]) - label) / static_cast<double>(count));
    }
    mNetwork.backward(mSlopes.data());
    mOptimizer.step();
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
  std::vector<ParameterBlock> mParameters;
  AdamW mOptimizer;
  std::vector<std::size_t> mOrder;
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
