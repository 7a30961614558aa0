#include "engine/network/vector_trainer.h"

#include "engine/network/activation_loops.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// Weights and biases of a layer beside their gradients; convolution weights as [tap][out][in].
struct Layer {
  int inputs = 0;
  int outputs = 0;
  int taps = 1;
  std::vector<float> weight;
  std::vector<float> bias;
  std::vector<float> weightGradient;
  std::vector<float> biasGradient;

  MatrixView matrix(std::vector<float>& values, int tap) const {
    return {values.data() + static_cast<std::ptrdiff_t>(tap) * inputs * outputs, outputs, inputs, inputs};
  }
};

class VectorTrainer : public TrainableNetwork {
 public:
  explicit VectorTrainer(const Network& network) : mShape(network.shape) {
    mPlanes.push_back({mShape.channels(), mShape.features, mShape.kernel / 2, 0, {}, {}});
    for (const NetworkLayer* from : network.convolutions()) {
      Layer layer{
          from->input.channels, from->output.channels, from->taps(), from->weight, from->bias, {}, {}};
      forEachWeight(layer,
                    [&](std::size_t here, std::size_t there) { layer.weight[here] = from->weight[there]; });
      addLayer(std::move(layer));
      mPlanes.push_back({from->output.channels, from->output.columns, from->padding, 0, {}, {}});
    }
    const std::vector<const NetworkLayer*> dense = network.dense();
    const MapSize& pooled = dense.front()->input;
    mPooled = {pooled.channels, pooled.columns, 0, 0, {}, {}};
    for (const NetworkLayer* from : dense) {
      addLayer({from->input.values(), from->output.channels, 1, from->weight, from->bias, {}, {}});
      mUnits.push_back({from->output.channels, 1, 0, 0, {}, {}});
    }
  }

  std::vector<ParameterBlock> parameters() override {
    std::vector<ParameterBlock> blocks;
    for (Layer& layer : mLayers) {
      blocks.push_back({layer.weight.data(), layer.weightGradient.data(), layer.weight.size(), true});
      blocks.push_back({layer.bias.data(), layer.biasGradient.data(), layer.bias.size(), false});
    }
    return blocks;
  }

  void logits(const float* rows, std::size_t count, float* logits) override {
    run(rows, count, nullptr, logits);
  }

  void forward(const float* rows, std::size_t count, Random& dropout, float* logits) override {
    run(rows, count, mShape.dropout > 0 ? &dropout : nullptr, logits);
  }

  void backward(const float* slopes) override {
    ActivationPlane& last = mUnits.back();
    std::copy_n(slopes, last.samples, last.slopes.data());
    for (std::size_t d = mUnits.size(); d-- > 0;) {
      Layer& layer = mLayers[mShape.filters.size() + d];
      ActivationPlane& input = d == 0 ? mPooled : mUnits[d - 1];
      if (d + 1 < mUnits.size())
        passSlopes(mUnits[d], mKeep);
      const MatrixView out{mUnits[d].slopes.data(), layer.outputs, mUnits[d].samples, mUnits[d].samples};
      const MatrixView in{input.values.data(), layer.inputs, input.samples, input.samples};
      const MatrixView inSlopes{input.slopes.data(), layer.inputs, input.samples, input.samples};
      multiply(out, false, in, true, 0, layer.matrix(layer.weightGradient, 0));
      sumRows(out, layer.biasGradient);
      multiply(layer.matrix(layer.weight, 0), true, out, false, 0, inSlopes);
    }
    unpoolSlopes(mShape.pooling, mPlanes.back(), mPooled);
    for (std::size_t c = mShape.filters.size(); c-- > 0;) {
      Layer& layer = mLayers[c];
      ActivationPlane& output = mPlanes[c + 1];
      passSlopes(output, mKeep);
      const MatrixView out = output.inside(output.slopes);
      for (int tap = 0; tap < layer.taps; ++tap)
        multiply(out, false, mPlanes[c].shifted(mPlanes[c].values, tap), true, 0,
                 layer.matrix(layer.weightGradient, tap));
      sumRows(out, layer.biasGradient);
      if (c == 0)
        break;
      std::fill_n(mPlanes[c].slopes.data(), mPlanes[c].channels * mPlanes[c].stride(), 0.0F);
      for (int tap = 0; tap < layer.taps; ++tap)
        multiply(layer.matrix(layer.weight, tap), true, out, false, 1,
                 mPlanes[c].shifted(mPlanes[c].slopes, tap));
    }
  }

  Network network() const override {
    Network result(mShape);
    auto own = mLayers.begin();
    for (NetworkLayer& to : result.layers) {
      if (!to.hasWeights())
        continue;
      if (to.kind == LayerKind::Convolution)
        forEachWeight(*own,
                      [&](std::size_t here, std::size_t there) { to.weight[there] = own->weight[here]; });
      else
        to.weight = own->weight;
      to.bias = own->bias;
      ++own;
    }
    return result;
  }

 private:
  /// Calls with the index of each convolution weight here, [tap][out][in], and in a Network, [out][in][tap].
  template <typename Body> static void forEachWeight(const Layer& layer, const Body& body) {
    const auto outputs = static_cast<std::size_t>(layer.outputs);
    const auto inputs = static_cast<std::size_t>(layer.inputs);
    const auto taps = static_cast<std::size_t>(layer.taps);
    for (std::size_t out = 0; out < outputs; ++out)
      for (std::size_t in = 0; in < inputs; ++in)
        for (std::size_t tap = 0; tap < taps; ++tap)
          body((tap * outputs + out) * inputs + in, (out * inputs + in) * taps + tap);
  }

  void addLayer(Layer layer) {
    layer.weightGradient.assign(layer.weight.size(), 0.0F);
    layer.biasGradient.assign(layer.bias.size(), 0.0F);
    mLayers.push_back(std::move(layer));
  }

  void run(const float* rows, std::size_t count, Random* dropout, float* logits) {
    const int samples = static_cast<int>(count);
    for (ActivationPlane& plane : mPlanes)
      plane.resize(samples);
    mPooled.resize(samples);
    for (ActivationPlane& plane : mUnits)
      plane.resize(samples);
    mKeep = dropout != nullptr ? static_cast<float>(1 / (1 - mShape.dropout)) : 1.0F;

    const MatrixView input = mPlanes[0].inside(mPlanes[0].values);
    const int width = mShape.encodedInputs();
    for (int channel = 0; channel < input.rows; ++channel)
      for (int s = 0; s < samples; ++s)
        for (int p = 0; p < mShape.features; ++p)
          input.data[channel * input.stride + p * samples + s] =
              rows[s * width + channel * mShape.features + p];
    for (std::size_t c = 0; c < mShape.filters.size(); ++c) {
      Layer& layer = mLayers[c];
      const MatrixView out = mPlanes[c + 1].inside(mPlanes[c + 1].values);
      for (int tap = 0; tap < layer.taps; ++tap)
        multiply(layer.matrix(layer.weight, tap), false, mPlanes[c].shifted(mPlanes[c].values, tap), false,
                 tap == 0 ? 0.0F : 1.0F, out);
      activate(out, layer.bias, dropout);
    }
    poolPositions(mShape.pooling, mPlanes.back(), mPooled);
    for (std::size_t d = 0; d < mUnits.size(); ++d) {
      Layer& layer = mLayers[mShape.filters.size() + d];
      ActivationPlane& from = d == 0 ? mPooled : mUnits[d - 1];
      const MatrixView in{from.values.data(), layer.inputs, samples, samples};
      const MatrixView out{mUnits[d].values.data(), layer.outputs, samples, samples};
      multiply(layer.matrix(layer.weight, 0), false, in, false, 0, out);
      if (d + 1 < mUnits.size())
        activate(out, layer.bias, dropout);
    }
    const float bias = mLayers.back().bias.front();
    for (int s = 0; s < samples; ++s)
      logits[s] = mUnits.back().values[static_cast<std::size_t>(s)] + bias;
  }

  void activate(const MatrixView& view, const std::vector<float>& bias, Random* dropout) const {
    addBiasAndClip(view, bias);
    if (dropout != nullptr)
      dropOut(view, mShape.dropout, mKeep, *dropout);
  }

  NetworkShape mShape;
  std::vector<Layer> mLayers;
  std::vector<ActivationPlane> mPlanes; ///< input, then each convolution
  ActivationPlane mPooled;
  std::vector<ActivationPlane> mUnits; ///< each dense layer, the logit last
  float mKeep = 1;
};

} // namespace

std::unique_ptr<TrainableNetwork> makeVectorTrainer(const Network& network) {
  return std::make_unique<VectorTrainer>(network);
}

} // namespace prospectivity
