#include "engine/network/adamw.h"

#include <cmath>
#include <cstddef>
#include <utility>

namespace prospectivity {

namespace {
constexpr float epsilon = 1e-8F;
} // namespace

AdamW::AdamW(std::vector<ParameterBlock> parameters, double learningRate, double weightDecay, double beta1,
             double beta2)
    : mParameters(std::move(parameters)), mLearningRate(learningRate), mWeightDecay(weightDecay),
      mBeta1(beta1), mBeta2(beta2) {
  for (const ParameterBlock& block : mParameters) {
    mMean.emplace_back(block.count, 0.0F);
    mSquare.emplace_back(block.count, 0.0F);
  }
}

void AdamW::step() {
  mBeta1Power *= mBeta1;
  mBeta2Power *= mBeta2;
  const auto stepSize = static_cast<float>(mLearningRate / (1 - mBeta1Power));
  const auto squareScale = static_cast<float>(1 / std::sqrt(1 - mBeta2Power));
  const auto keep1 = static_cast<float>(mBeta1);
  const auto keep2 = static_cast<float>(mBeta2);
  for (std::size_t p = 0; p < mParameters.size(); ++p) {
    const ParameterBlock& block = mParameters[p];
    const float* g = block.gradient;
    float* weight = block.values;
    float* mean = mMean[p].data();
    float* square = mSquare[p].data();
    const auto shrink = static_cast<float>(block.decays ? 1 - mLearningRate * mWeightDecay : 1);
    const std::size_t count = block.count;
    for (std::size_t i = 0; i < count; ++i) {
      mean[i] = keep1 * mean[i] + (1 - keep1) * g[i];
      square[i] = keep2 * square[i] + (1 - keep2) * g[i] * g[i];
      weight[i] = shrink * weight[i] - stepSize * mean[i] / (std::sqrt(square[i]) * squareScale + epsilon);
    }
  }
}

} // namespace prospectivity
