#include "engine/torch/torch_trainer.h"

#include "engine/torch/torch_network.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cstdint>

namespace prospectivity {

namespace {

class TorchTrainer : public TrainableNetwork {
 public:
  explicit TorchTrainer(const Network& network) : mShape(network.shape), mTensors(tensorsOf(network)) {
    for (at::Tensor& tensor : mTensors) {
      tensor.requires_grad_();
      mGradients.push_back(at::zeros_like(tensor));
    }
  }

  std::vector<ParameterBlock> parameters() override {
    std::vector<ParameterBlock> blocks;
    for (std::size_t i = 0; i < mTensors.size(); ++i)
      blocks.push_back({mTensors[i].data_ptr<float>(), mGradients[i].data_ptr<float>(),
                        static_cast<std::size_t>(mTensors[i].numel()), mTensors[i].dim() > 1});
    return blocks;
  }

  void logits(const float* rows, std::size_t count, float* logits) override {
    const c10::NoGradGuard noGradient;
    copy(prospectivity::forward(mShape, mTensors, tensorOf(rows, count)), logits);
  }

  void forward(const float* rows, std::size_t count, Random& dropout, float* logits) override {
    mLogits = prospectivity::forward(mShape, mTensors, tensorOf(rows, count),
                                     dropoutMasks(static_cast<std::int64_t>(count), dropout));
    copy(mLogits, logits);
  }

  void backward(const float* slopes) override {
    const at::Tensor slope = at::from_blob(const_cast<float*>(slopes), mLogits.sizes(), at::kFloat);
    const auto gradients = torch::autograd::grad({mLogits}, mTensors, {slope});
    for (std::size_t i = 0; i < gradients.size(); ++i)
      mGradients[i].copy_(gradients[i]);
  }

  Network network() const override { return networkOf(mShape, mTensors); }

 private:
  at::Tensor tensorOf(const float* rows, std::size_t count) const {
    return at::from_blob(const_cast<float*>(rows), {static_cast<std::int64_t>(count), mShape.encodedInputs()},
                         at::kFloat);
  }

  static void copy(const at::Tensor& from, float* to) {
    const at::Tensor plain = from.detach().contiguous();
    std::copy_n(plain.data_ptr<float>(), plain.numel(), to);
  }

  DropoutMasks dropoutMasks(std::int64_t count, Random& random) const {
    DropoutMasks masks;
    if (mShape.dropout <= 0)
      return masks;
    for (const LayerShape& layer : layersOf(mShape)) {
      if (!layer.isRectified)
        continue;
      const MapSize& map = layer.output;
      if (layer.kind == LayerKind::Dense)
        masks.push_back(dropoutMask({count, map.channels}, random));
      else if (layer.dimensions == 1)
        masks.push_back(dropoutMask({count, map.channels, map.columns}, random));
      else
        masks.push_back(dropoutMask({count, map.channels, map.rows, map.columns}, random));
    }
    return masks;
  }

  // Four decisions from each random word: the share dropped is exact to 2^-16.
  at::Tensor dropoutMask(at::IntArrayRef sizes, Random& random) const {
    at::Tensor mask = at::empty(sizes, at::kFloat);
    float* values = mask.data_ptr<float>();
    const auto keep = static_cast<float>(1 / (1 - mShape.dropout));
    const auto threshold = static_cast<std::uint64_t>(mShape.dropout * 65536);
    std::uint64_t word = 0;
    for (std::int64_t i = 0; i < mask.numel(); ++i, word >>= 16) {
      if (i % 4 == 0)
        word = random.bits();
      values[i] = (word & 0xffff) < threshold ? 0.0F : keep;
    }
    return mask;
  }

  NetworkShape mShape;
  std::vector<at::Tensor> mTensors;
  std::vector<at::Tensor> mGradients;
  at::Tensor mLogits;
};

} // namespace

std::unique_ptr<TrainableNetwork> makeTorchTrainer(const Network& network) {
  return std::make_unique<TorchTrainer>(network);
}

} // namespace prospectivity
