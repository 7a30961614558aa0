#include "engine/torch/torch_gan.h"

#include "engine/core/random.h"
#include "engine/torch/torch_network.h"
#include "engine/torch/torch_threads.h"
#include "engine/train/adamw.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace prospectivity {

namespace {

constexpr int latentSize = 16;
constexpr int hiddenUnits = 64;
constexpr int generatorSteps = 500;
constexpr int criticStepsEach = 4;
constexpr std::int64_t largestBatch = 64;
constexpr double penaltyWeight = 10;
constexpr double learningRate = 1e-3;
constexpr double beta1 = 0.5;
constexpr double beta2 = 0.9;

at::Tensor normalTensor(std::int64_t rows, std::int64_t columns, Random& random) {
  at::Tensor tensor = at::empty({rows, columns}, at::kFloat);
  for (std::int64_t i = 0; i < tensor.numel(); ++i)
    tensor.data_ptr<float>()[i] = static_cast<float>(random.normal());
  return tensor;
}

/// Two hidden layers with leaky ReLU and a linear output, with its optimiser.
class Perceptron {
 public:
  Perceptron(int inputs, int outputs, Random& random) {
    const int sizes[] = {inputs, hiddenUnits, hiddenUnits, outputs};
    for (int layer = 0; layer < 3; ++layer) {
      const double scale = std::sqrt(2.0 / sizes[layer]);
      mTensors.push_back((normalTensor(sizes[layer + 1], sizes[layer], random) * scale).requires_grad_());
      mTensors.push_back(at::zeros({sizes[layer + 1]}, at::kFloat).requires_grad_());
    }
    std::vector<ParameterBlock> blocks;
    for (const at::Tensor& tensor : mTensors) {
      mGradients.push_back(at::zeros_like(tensor));
      blocks.push_back({tensor.data_ptr<float>(), mGradients.back().data_ptr<float>(),
                        static_cast<std::size_t>(tensor.numel()), false});
    }
    mOptimizer = std::make_unique<AdamW>(std::move(blocks), learningRate, 0, beta1, beta2);
  }

  at::Tensor operator()(const at::Tensor& rows) const {
    at::Tensor values = rows;
    for (std::size_t i = 0; i + 2 < mTensors.size(); i += 2)
      values = at::leaky_relu(at::linear(values, mTensors[i], mTensors[i + 1]), 0.2);
    return at::linear(values, mTensors[4], mTensors[5]);
  }

  void descend(const at::Tensor& loss) {
    const auto gradients = torch::autograd::grad({loss}, mTensors, {}, {}, false, true);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      if (gradients[i].defined())
        mGradients[i].copy_(gradients[i]);
      else
        mGradients[i].zero_();
    }
    mOptimizer->step();
  }

 private:
  std::vector<at::Tensor> mTensors;
  std::vector<at::Tensor> mGradients;
  std::unique_ptr<AdamW> mOptimizer;
};

at::Tensor drawRows(const at::Tensor& rows, std::int64_t count, Random& random) {
  at::Tensor drawn = at::empty({count}, at::kLong);
  for (std::int64_t i = 0; i < count; ++i)
    drawn.data_ptr<std::int64_t>()[i] =
        static_cast<std::int64_t>(random.below(static_cast<std::size_t>(rows.size(0))));
  return rows.index_select(0, drawn);
}

/// Between real and made rows the critic's slope is held to 1.
at::Tensor gradientPenalty(const Perceptron& critic, const at::Tensor& real, const at::Tensor& made,
                           Random& random) {
  at::Tensor share = at::empty({real.size(0), 1}, at::kFloat);
  for (std::int64_t i = 0; i < share.numel(); ++i)
    share.data_ptr<float>()[i] = static_cast<float>(random.uniform());
  const at::Tensor between = (share * real + (1 - share) * made).requires_grad_();
  const at::Tensor scores = critic(between);
  const at::Tensor slope =
      torch::autograd::grad({scores}, {between}, {at::ones_like(scores)}, true, true).front();
  return (((slope * slope).sum(1) + 1e-12).sqrt() - 1).pow(2).mean();
}

} // namespace

FloatMatrix generateByGan(const FloatMatrix& rows, std::size_t count, std::uint64_t seed,
                          const Progress& progress) {
  const SingleTorchThread oneThread;
  Random random(seed);
  const int features = static_cast<int>(rows.cols());
  const at::Tensor real = viewOf(rows);
  const std::int64_t batch = std::min<std::int64_t>(largestBatch, real.size(0));
  Perceptron generator(latentSize, features, random);
  Perceptron critic(features, 1, random);
  for (int step = 0; step < generatorSteps; ++step) {
    progress.check();
    for (int i = 0; i < criticStepsEach; ++i) {
      const at::Tensor part = drawRows(real, batch, random);
      const at::Tensor made = generator(normalTensor(batch, latentSize, random)).detach();
      critic.descend(critic(made).mean() - critic(part).mean() +
                     penaltyWeight * gradientPenalty(critic, part, made, random));
    }
    generator.descend(-critic(generator(normalTensor(batch, latentSize, random))).mean());
    progress.fraction((step + 1.0) / generatorSteps);
  }
  const c10::NoGradGuard noGradient;
  const at::Tensor made =
      generator(normalTensor(static_cast<std::int64_t>(count), latentSize, random)).contiguous();
  return Eigen::Map<const FloatMatrix>(made.data_ptr<float>(), static_cast<Eigen::Index>(count), features);
}

} // namespace prospectivity
