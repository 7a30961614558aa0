#pragma once

#include "engine/network/trainable_network.h"

#include <vector>

namespace prospectivity {

/// AdamW: Adam with decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101, algorithm 2), with
/// epsilon = 1e-8.
class AdamW {
 public:
  AdamW(std::vector<ParameterBlock> parameters, double learningRate, double weightDecay, double beta1 = 0.9,
        double beta2 = 0.999);

  /// Of the steps to come: 0 or more.
  void setLearningRate(double learningRate) { mLearningRate = learningRate; }

  /// Moves the values along the gradients that stand in the blocks.
  void step();

 private:
  std::vector<ParameterBlock> mParameters;
  std::vector<std::vector<float>> mMean;
  std::vector<std::vector<float>> mSquare;
  double mLearningRate;
  double mWeightDecay;
  double mBeta1;
  double mBeta2;
  double mBeta1Power = 1;
  double mBeta2Power = 1;
};

} // namespace prospectivity
