#include "engine/torch/torch_fit.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/torch/adamw.h"
#include "engine/torch/torch_network.h"
#include "engine/torch/torch_threads.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
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
LossAndAccuracy judge(const at::Tensor& logits, const std::vector<int>& labels,
                      const std::array<double, 2>& weights) {
  if (labels.empty())
    return {};
  const float* logit = logits.data_ptr<float>();
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
  Fit(const FitData& data, const FitOptions& options)
      : mData(data), mOptions(options), mShape(options.shape),
        mWeights(classWeights(data.trainingLabels, options.classWeights)), mRandom(options.seed),
        mDropout(Random(options.seed).fork(1)), mTensors(initialTensors(options.shape, mRandom)),
        mOptimizer(mTensors, options.learningRate, options.weightDecay) {
    for (at::Tensor& tensor : mTensors)
      tensor.requires_grad_();
    mOrder.resize(data.trainingLabels.size());
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
    return {networkOf(mShape, mData.validationLabels.empty() ? mTensors : mBest), mHistory};
  }

 private:
  void trainEpoch() {
    mRandom.shuffle(mOrder);
    const std::size_t batch = static_cast<std::size_t>(mOptions.batchSize);
    for (std::size_t begin = 0; begin < mOrder.size(); begin += batch)
      trainBatch(begin, std::min(mOrder.size(), begin + batch));
  }

  void trainBatch(std::size_t begin, std::size_t end) {
    const auto count = static_cast<std::int64_t>(end - begin);
    at::Tensor rows = at::empty({count, mShape.inputs()}, at::kFloat);
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = mData.training.row(static_cast<Eigen::Index>(mOrder[i]));
      std::copy(row.begin(), row.end(),
                rows.data_ptr<float>() + static_cast<std::int64_t>(i - begin) * mShape.inputs());
    }
    const at::Tensor logits = forward(mShape, mTensors, rows, dropoutMasks(count));
    // The derivative of the weighted cross-entropy by the logit is weight (probability - label).
    at::Tensor slope = at::empty({count}, at::kFloat);
    for (std::size_t i = begin; i < end; ++i) {
      const int label = mData.trainingLabels[mOrder[i]];
      const double probability = sigmoid(logits.data_ptr<float>()[i - begin]);
      slope.data_ptr<float>()[i - begin] = static_cast<float>(
          mWeights[static_cast<std::size_t>(label)] * (probability - label) / static_cast<double>(count));
    }
    mOptimizer.step(torch::autograd::grad({logits}, mTensors, {slope}));
  }

  DropoutMasks dropoutMasks(std::int64_t count) {
    DropoutMasks masks;
    if (mShape.dropout <= 0)
      return masks;
    int side = mShape.window;
    for (const int filters : mShape.filters) {
      side -= mShape.kernel - 1;
      masks.push_back(mShape.window > 1 ? dropoutMask({count, filters, side, side})
                                        : dropoutMask({count, filters, mShape.features}));
    }
    for (const int units : mShape.dense)
      masks.push_back(dropoutMask({count, units}));
    return masks;
  }

  // Four decisions from each random word: the share dropped is exact to 2^-16.
  at::Tensor dropoutMask(at::IntArrayRef sizes) {
    at::Tensor mask = at::empty(sizes, at::kFloat);
    float* values = mask.data_ptr<float>();
    const auto keep = static_cast<float>(1 / (1 - mShape.dropout));
    const auto threshold = static_cast<std::uint64_t>(mShape.dropout * 65536);
    std::uint64_t word = 0;
    for (std::int64_t i = 0; i < mask.numel(); ++i, word >>= 16) {
      if (i % 4 == 0)
        word = mDropout.bits();
      values[i] = (word & 0xffff) < threshold ? 0.0F : keep;
    }
    return mask;
  }

  void record(int epoch, const Progress& progress) {
    const at::NoGradGuard noGradient;
    const LossAndAccuracy training =
        judge(forward(mShape, mTensors, viewOf(mData.training)), mData.trainingLabels, mWeights);
    LossAndAccuracy validation;
    if (!mData.validationLabels.empty())
      validation =
          judge(forward(mShape, mTensors, viewOf(mData.validation)), mData.validationLabels, mWeights);
    if (!std::isfinite(training.loss))
      throw Error("The training diverged (the loss became NaN in epoch " + std::to_string(epoch + 1) +
                  "): lower LEARNING_RATE or choose another SCALING.");
    mHistory.trainingLoss.push_back(training.loss);
    mHistory.validationLoss.push_back(validation.loss);
    mHistory.trainingAccuracy.push_back(training.accuracy);
    mHistory.validationAccuracy.push_back(validation.accuracy);
    if ((epoch + 1) % epochsPerMessage != 0)
      return;
    std::array<char, 160> line{};
    if (mData.validationLabels.empty())
      std::snprintf(line.data(), line.size(), "epoch %d: loss %.4f, accuracy %.3f", epoch + 1, training.loss,
                    training.accuracy);
    else
      std::snprintf(line.data(), line.size(), "epoch %d: loss %.4f (validation %.4f), accuracy %.3f (%.3f)",
                    epoch + 1, training.loss, validation.loss, training.accuracy, validation.accuracy);
    progress.message(line.data());
  }

  void keepBest(int epoch) {
    mBest.clear();
    for (const at::Tensor& tensor : mTensors)
      mBest.push_back(tensor.detach().clone());
    mHistory.bestEpoch = epoch;
  }

  const FitData& mData;
  const FitOptions& mOptions;
  const NetworkShape& mShape;
  std::array<double, 2> mWeights;
  Random mRandom;
  Random mDropout;
  std::vector<at::Tensor> mTensors;
  AdamW mOptimizer;
  std::vector<std::size_t> mOrder;
  std::vector<at::Tensor> mBest;
  FitHistory mHistory;
};

} // namespace

FittedNetwork fitNetwork(const FitData& data, const FitOptions& options, const Progress& progress) {
  const SingleTorchThread oneThread;
  return Fit(data, options).run(progress);
}

} // namespace prospectivity
