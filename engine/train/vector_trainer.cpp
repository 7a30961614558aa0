#include "engine/train/vector_trainer.h"

#include <algorithm>
#include <cblas.h>
#include <cstdint>

namespace prospectivity {

namespace {

/// rows x columns values in a buffer that may be wider.
struct View {
  float* data = nullptr;
  int rows = 0;
  int columns = 0;
  int stride = 0;
};

/// to = a b + keep * to, with a or b transposed where told.
void multiply(const View& a, bool transposeA, const View& b, bool transposeB, float keep, const View& to) {
  cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
              to.rows, to.columns, transposeA ? a.rows : a.columns, 1.0F, a.data, a.stride, b.data, b.stride,
              keep, to.data, to.stride);
}

/// Weights and biases of a layer beside their gradients; convolution weights as [tap][out][in].
struct Layer {
  int inputs = 0;
  int outputs = 0;
  int taps = 1;
  std::vector<float> weight;
  std::vector<float> bias;
  std::vector<float> weightGradient;
  std::vector<float> biasGradient;

  View matrix(std::vector<float>& values, int tap) const {
    return {values.data() + static_cast<std::ptrdiff_t>(tap) * inputs * outputs, outputs, inputs, inputs};
  }
};

/// Activations of one layer and the derivatives of the loss by them: channels x ((positions + 2 pad)
/// samples).
struct Plane {
  int channels = 0;
  int positions = 0;
  int pad = 0;
  int samples = 0;
  std::vector<float> values;
  std::vector<float> slopes;

  /// The positions around the features are zero; the others are written before they are read.
  void resize(int count) {
    if (count == samples)
      return;
    samples = count;
    const auto size = static_cast<std::size_t>(channels) * static_cast<std::size_t>(stride());
    values.resize(std::max(values.size(), size));
    slopes.resize(std::max(slopes.size(), size));
    for (int channel = 0; channel < channels; ++channel) {
      float* row = values.data() + static_cast<std::ptrdiff_t>(channel) * stride();
      std::fill_n(row, pad * samples, 0.0F);
      std::fill_n(row + (pad + positions) * samples, pad * samples, 0.0F);
    }
  }
  int stride() const { return (positions + 2 * pad) * samples; }
  int width() const { return positions * samples; }
  /// The positions as seen by a tap: tap `pad` sees them where they are.
  View shifted(std::vector<float>& of, int tap) const {
    return {of.data() + static_cast<std::ptrdiff_t>(tap) * samples, channels, width(), stride()};
  }
  View inside(std::vector<float>& of) const { return shifted(of, pad); }
};

class VectorTrainer : public TrainableNetwork {
 public:
  explicit VectorTrainer(const Network& network) : mShape(network.shape) {
    const int pad = mShape.kernel / 2;
    mPlanes.push_back({1, mShape.features, pad, 0, {}, {}});
    for (const ConvolutionLayer& from : network.convolutions) {
      Layer layer{from.inChannels, from.outChannels, from.kernel, from.weight, from.bias, {}, {}};
      forEachWeight(layer,
                    [&](std::size_t here, std::size_t there) { layer.weight[here] = from.weight[there]; });
      addLayer(std::move(layer));
      mPlanes.push_back({from.outChannels, mShape.features, pad, 0, {}, {}});
    }
    mPooled = {mPlanes.back().channels, mShape.pooledPositions(), 0, 0, {}, {}};
    for (const DenseLayer& from : network.dense) {
      addLayer({from.inputs, from.outputs, 1, from.weight, from.bias, {}, {}});
      mUnits.push_back({from.outputs, 1, 0, 0, {}, {}});
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
    Plane& last = mUnits.back();
    std::copy_n(slopes, last.samples, last.slopes.data());
    for (std::size_t d = mUnits.size(); d-- > 0;) {
      Layer& layer = mLayers[mShape.filters.size() + d];
      Plane& input = d == 0 ? mPooled : mUnits[d - 1];
      if (d + 1 < mUnits.size())
        throughRelu(mUnits[d]);
      const View out{mUnits[d].slopes.data(), layer.outputs, mUnits[d].samples, mUnits[d].samples};
      const View in{input.values.data(), layer.inputs, input.samples, input.samples};
      const View inSlopes{input.slopes.data(), layer.inputs, input.samples, input.samples};
      multiply(out, false, in, true, 0, layer.matrix(layer.weightGradient, 0));
      sumRows(out, layer.biasGradient);
      multiply(layer.matrix(layer.weight, 0), true, out, false, 0, inSlopes);
    }
    unpool();
    for (std::size_t c = mShape.filters.size(); c-- > 0;) {
      Layer& layer = mLayers[c];
      Plane& output = mPlanes[c + 1];
      throughRelu(output);
      const View out = output.inside(output.slopes);
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
    Network result;
    result.shape = mShape;
    for (std::size_t i = 0; i < mLayers.size(); ++i) {
      const Layer& layer = mLayers[i];
      if (i < mShape.filters.size()) {
        ConvolutionLayer to{layer.inputs, layer.outputs, layer.taps, layer.weight, layer.bias};
        forEachWeight(layer,
                      [&](std::size_t here, std::size_t there) { to.weight[there] = layer.weight[here]; });
        result.convolutions.push_back(std::move(to));
      } else {
        result.dense.push_back({layer.inputs, layer.outputs, layer.weight, layer.bias});
      }
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
    for (Plane& plane : mPlanes)
      plane.resize(samples);
    mPooled.resize(samples);
    for (Plane& plane : mUnits)
      plane.resize(samples);
    mKeep = dropout != nullptr ? static_cast<float>(1 / (1 - mShape.dropout)) : 1.0F;

    const View input = mPlanes[0].inside(mPlanes[0].values);
    for (int s = 0; s < samples; ++s)
      for (int p = 0; p < mShape.features; ++p)
        input.data[p * samples + s] = rows[s * mShape.features + p];
    for (std::size_t c = 0; c < mShape.filters.size(); ++c) {
      Layer& layer = mLayers[c];
      const View out = mPlanes[c + 1].inside(mPlanes[c + 1].values);
      for (int tap = 0; tap < layer.taps; ++tap)
        multiply(layer.matrix(layer.weight, tap), false, mPlanes[c].shifted(mPlanes[c].values, tap), false,
                 tap == 0 ? 0.0F : 1.0F, out);
      activate(out, layer.bias, dropout);
    }
    pool();
    for (std::size_t d = 0; d < mUnits.size(); ++d) {
      Layer& layer = mLayers[mShape.filters.size() + d];
      Plane& from = d == 0 ? mPooled : mUnits[d - 1];
      const View in{from.values.data(), layer.inputs, samples, samples};
      const View out{mUnits[d].values.data(), layer.outputs, samples, samples};
      multiply(layer.matrix(layer.weight, 0), false, in, false, 0, out);
      if (d + 1 < mUnits.size())
        activate(out, layer.bias, dropout);
    }
    const float bias = mLayers.back().bias.front();
    for (int s = 0; s < samples; ++s)
      logits[s] = mUnits.back().values[static_cast<std::size_t>(s)] + bias;
  }

  /// Bias, ReLU, dropout. Four decisions from each random word: the share dropped is exact to 2^-16.
  void activate(const View& view, const std::vector<float>& bias, Random* dropout) const {
    const auto threshold = static_cast<std::uint32_t>(mShape.dropout * 65536);
    const float scales[2] = {mKeep, 0.0F};
    for (int row = 0; row < view.rows; ++row) {
      float* values = view.data + static_cast<std::ptrdiff_t>(row) * view.stride;
      const float shift = bias[static_cast<std::size_t>(row)];
      for (int i = 0; i < view.columns; ++i)
        values[i] = std::max(values[i] + shift, 0.0F);
      if (dropout == nullptr)
        continue;
      int i = 0;
      for (; i + 4 <= view.columns; i += 4) {
        const std::uint64_t word = dropout->bits();
        values[i] *= scales[(word & 0xffff) < threshold];
        values[i + 1] *= scales[((word >> 16) & 0xffff) < threshold];
        values[i + 2] *= scales[((word >> 32) & 0xffff) < threshold];
        values[i + 3] *= scales[(word >> 48) < threshold];
      }
      for (std::uint64_t word = i < view.columns ? dropout->bits() : 0; i < view.columns; ++i, word >>= 16)
        values[i] *= scales[(word & 0xffff) < threshold];
    }
  }

  /// What ReLU or dropout set to zero passes nothing back; the rest carries the scale of dropout.
  void throughRelu(Plane& plane) const {
    const View values = plane.inside(plane.values);
    const View slopes = plane.inside(plane.slopes);
    const float keep = mKeep;
    for (int row = 0; row < values.rows; ++row) {
      const float* value = values.data + static_cast<std::ptrdiff_t>(row) * values.stride;
      float* slope = slopes.data + static_cast<std::ptrdiff_t>(row) * slopes.stride;
      for (int i = 0; i < values.columns; ++i)
        slope[i] *= value[i] > 0 ? keep : 0.0F;
    }
  }

  static void sumRows(const View& view, std::vector<float>& sums) {
    for (int row = 0; row < view.rows; ++row) {
      const float* values = view.data + static_cast<std::ptrdiff_t>(row) * view.stride;
      // Eight sums side by side: the order of additions is ours and not the compiler's.
      float partial[8] = {};
      int i = 0;
      for (; i + 8 <= view.columns; i += 8)
        for (int k = 0; k < 8; ++k)
          partial[k] += values[i + k];
      for (; i < view.columns; ++i)
        partial[0] += values[i];
      sums[static_cast<std::size_t>(row)] = ((partial[0] + partial[1]) + (partial[2] + partial[3])) +
                                            ((partial[4] + partial[5]) + (partial[6] + partial[7]));
    }
  }

  /// Calls with the addresses of both inputs of a pooled position (the same one where the last window holds a
  /// single position), values and slopes, and of the output.
  template <typename Body> void forEachPooled(const Body& body) {
    Plane& from = mPlanes.back();
    const View values = from.inside(from.values);
    const View slopes = from.inside(from.slopes);
    const int samples = from.samples;
    for (int c = 0; c < from.channels; ++c)
      for (int p = 0; p < mPooled.positions; ++p) {
        const int step = mShape.pooling == Pooling::None ? 1 : 2;
        const int first = c * values.stride + p * step * samples;
        const bool alone = step == 1 || 2 * p + 1 >= from.positions;
        const int second = alone ? first : first + samples;
        body(values.data + first, values.data + second, slopes.data + first, slopes.data + second,
             static_cast<std::size_t>(c * mPooled.positions + p) * static_cast<std::size_t>(samples), alone);
      }
  }

  void pool() {
    const bool max = mShape.pooling != Pooling::Average;
    forEachPooled([&](const float* a, const float* b, float*, float*, std::size_t to, bool) {
      for (int s = 0; s < mPooled.samples; ++s)
        mPooled.values[to + static_cast<std::size_t>(s)] = max ? std::max(a[s], b[s]) : (a[s] + b[s]) / 2;
    });
  }

  /// Of two equal maxima the first one takes the slope.
  void unpool() {
    const bool max = mShape.pooling != Pooling::Average;
    const int samples = mPooled.samples;
    forEachPooled(
        [&](const float* a, const float* b, float* slopeA, float* slopeB, std::size_t from, bool alone) {
          const float* slope = mPooled.slopes.data() + from;
          if (alone) {
            std::copy_n(slope, samples, slopeA);
          } else if (max) {
            for (int s = 0; s < samples; ++s)
              slopeA[s] = slope[s] * (a[s] >= b[s] ? 1.0F : 0.0F);
            for (int s = 0; s < samples; ++s)
              slopeB[s] = slope[s] * (a[s] >= b[s] ? 0.0F : 1.0F);
          } else {
            for (int s = 0; s < samples; ++s)
              slopeA[s] = slopeB[s] = slope[s] / 2;
          }
        });
  }

  NetworkShape mShape;
  std::vector<Layer> mLayers;
  std::vector<Plane> mPlanes; ///< input, then each convolution
  Plane mPooled;
  std::vector<Plane> mUnits; ///< each dense layer, the logit last
  float mKeep = 1;
};

} // namespace

std::unique_ptr<TrainableNetwork> makeVectorTrainer(const Network& network) {
  return std::make_unique<VectorTrainer>(network);
}

} // namespace prospectivity
