#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace prospectivity {

/// AdamW: Adam with decoupled weight decay (Loshchilov & Hutter 2019, arXiv 1711.05101, algorithm 2), with
/// beta = (0.9, 0.999) and epsilon = 1e-8. Biases (tensors of one dimension) do not decay.
/// Changes the tensors in place; one loop per tensor, since calls cost more than the arithmetic here.
class AdamW {
 public:
  AdamW(std::vector<at::Tensor> parameters, double learningRate, double weightDecay);

  /// One gradient per parameter, of the same sizes.
  void step(const std::vector<at::Tensor>& gradients);

 private:
  std::vector<at::Tensor> mParameters;
  std::vector<std::vector<float>> mMean;
  std::vector<std::vector<float>> mSquare;
  double mLearningRate;
  double mWeightDecay;
  double mBeta1Power = 1;
  double mBeta2Power = 1;
};

} // namespace prospectivity
