#include "engine/network/window_member.h"

#include "engine/network/row_sums.h"

#include <algorithm>
#include <memory>

namespace prospectivity {

namespace {

std::size_t size(int value) {
  return static_cast<std::size_t>(value);
}

/// Rows that are read beyond their end are as long as this.
int paddedWidth(int cells) {
  return paddedCells(cells) + rowSumCells;
}

/// `outputs` pointers padded with a row that takes what nobody reads.
void padOutputs(std::vector<float*>& outputs, float* scratch) {
  outputs.resize(size(paddedOutputs(static_cast<int>(outputs.size()))), scratch);
}

} // namespace

RowRing::RowRing(int rows, int channels, int cells)
    : mRows(rows), mChannels(channels), mStride(size(paddedWidth(cells))),
      mValues(size(rows) * size(channels) * mStride, 0.0F) {}

float* RowRing::row(int index, int channel) {
  return mValues.data() + (size(index % mRows) * size(mChannels) + size(channel)) * mStride;
}

/// All rings have room for the block with its halo.
struct WindowMember::Run {
  Run(const WindowMember& member, const float* given, int blockRows, int blockColumns)
      : values(given), rows(blockRows), columns(blockColumns) {
    const NetworkShape& shape = member.mMember.network.shape;
    const int reach = shape.window - 1;
    width = columns + reach;
    maps.emplace_back(shape.kernel, shape.features * shape.channels(), width);
    for (const int filters : shape.filters)
      maps.emplace_back(std::max(shape.kernel, 2), filters, width);
    if (shape.pooling != Pooling::None)
      maps.emplace_back(1, shape.filters.back(), width);
    units = std::make_unique<RowRing>(member.mStep * (member.mPositions - 1) + 1, member.mUnits, width);
    int widest = 1;
    for (const Layer& layer : member.mDense)
      widest = std::max(widest, layer.outputs);
    dense[0] = std::make_unique<RowRing>(1, widest, columns);
    dense[1] = std::make_unique<RowRing>(1, widest, columns);
    scratch.resize(size(paddedWidth(width)), 0.0F);
  }

  const float* values;
  int rows;
  int columns;
  int width = 0;             ///< of the block with its halo
  std::vector<RowRing> maps; ///< scaled input, each convolution, pooled
  std::unique_ptr<RowRing> units;
  std::unique_ptr<RowRing> dense[2];
  std::vector<float> scratch;
  std::vector<const float*> inputs; ///< kept between calls for their memory
  std::vector<float*> outputs;
};

WindowMember::WindowMember(const ModelMember& member) : mMember(member) {
  const Network& network = mMember.network;
  for (const NetworkLayer* layer : network.convolutions())
    mConvolutions.push_back(layOut(*layer));

  mStep = network.shape.pooling == Pooling::None ? 1 : 2;
  const std::vector<const NetworkLayer*> dense = network.dense();
  const NetworkLayer& first = *dense.front();
  mPositions = first.input.columns;
  const int channels = first.input.channels;
  mUnits = first.output.channels;
  mUnitBias = first.bias;
  mScatter.inputs = channels * mPositions;
  mScatter.outputs = mPositions * mUnits;
  const int scatterStride = paddedOutputs(mScatter.outputs);
  mScatter.weights.assign(size(mScatter.inputs) * size(scatterStride), 0.0F);
  for (int unit = 0; unit < mUnits; ++unit)
    for (int channel = 0; channel < channels; ++channel)
      for (int y = 0; y < mPositions; ++y)
        for (int x = 0; x < mPositions; ++x)
          mScatter.weights[size(channel * mPositions + x) * size(scatterStride) + size(y * mUnits + unit)] =
              first.weight[size(unit) * size(first.inputsPerOutput()) +
                           size((channel * mPositions + y) * mPositions + x)];

  for (std::size_t i = 1; i < dense.size(); ++i)
    mDense.push_back(layOut(*dense[i]));
}

WindowMember::Layer WindowMember::layOut(const NetworkLayer& layer) {
  Layer laid{layer.inputsPerOutput(), layer.output.channels, {}, layer.bias};
  const int stride = paddedOutputs(laid.outputs);
  laid.weights.assign(size(laid.inputs) * size(stride), 0.0F);
  for (int out = 0; out < laid.outputs; ++out)
    for (int in = 0; in < laid.inputs; ++in)
      laid.weights[size(in) * size(stride) + size(out)] =
          layer.weight[size(out) * size(laid.inputs) + size(in)];
  laid.bias.resize(size(stride), 0.0F);
  return laid;
}

void WindowMember::addLogits(const float* values, int rows, int columns, float* sums) const {
  Run run(*this, values, rows, columns);
  const int kernel = mMember.network.shape.kernel;
  const int reach = mMember.network.shape.window - 1;
  for (int row = 0; row < rows + reach; ++row) {
    scaleRow(run, row);
    int computed = row; // the row of the deepest map that has become complete
    for (std::size_t layer = 0; layer < mConvolutions.size() && computed >= 0; ++layer) {
      computed -= kernel - 1;
      if (computed >= 0)
        convolve(run, layer, computed);
    }
    if (mStep == 2 && --computed >= 0)
      pool(run, computed);
    if (computed < 0)
      continue;
    scatterToUnits(run, computed);
    const int finished = computed - mStep * (mPositions - 1);
    if (finished >= 0 && finished < rows)
      finishRow(run, finished, sums);
  }
}

void WindowMember::scaleRow(Run& run, int row) const {
  const std::size_t plane = size(run.rows + mMember.network.shape.window - 1) * size(run.width);
  for (int position = 0; position < mMember.network.shape.features; ++position) {
    const auto feature = size(mMember.order[size(position)]);
    const float* from = run.values + feature * plane + size(row) * size(run.width);
    float* to = run.maps.front().row(row, position * mMember.channels.count());
    const FeatureScale scaled = mMember.scaling.of(feature);
    for (int x = 0; x < run.width; ++x)
      to[x] = scaled(from[x]);
    mMember.channels.encode(feature, to, size(run.width), to, run.maps.front().stride());
  }
}

void WindowMember::convolve(Run& run, std::size_t layer, int row) const {
  const int kernel = mMember.network.shape.kernel;
  const LayerShape& convolution = mMember.network.layers[layer]; // convolutions come first
  run.inputs.clear();
  for (int channel = 0; channel < convolution.input.channels; ++channel)
    for (int dy = 0; dy < kernel; ++dy)
      for (int dx = 0; dx < kernel; ++dx)
        run.inputs.push_back(run.maps[layer].row(row + dy, channel) + dx);
  run.outputs.clear();
  for (int channel = 0; channel < convolution.output.channels; ++channel)
    run.outputs.push_back(run.maps[layer + 1].row(row, channel));
  padOutputs(run.outputs, run.scratch.data());
  const Layer& laid = mConvolutions[layer];
  const int cells = run.width - (static_cast<int>(layer) + 1) * (kernel - 1);
  kernels<RowSumKernels>().sumRows({run.inputs.data(), laid.inputs, laid.weights.data(), laid.bias.data(),
                                    run.outputs.data(), laid.outputs, cells, true});
}

void WindowMember::pool(Run& run, int row) const {
  RowRing& map = run.maps[mConvolutions.size()];
  RowRing& pooled = run.maps.back();
  const bool largest = mMember.network.shape.pooling == Pooling::Max;
  for (int channel = 0; channel < mMember.network.shape.filters.back(); ++channel) {
    const float* upper = map.row(row, channel);
    const float* lower = map.row(row + 1, channel);
    float* to = pooled.row(row, channel);
    for (int x = 0; x + 1 < run.width; ++x)
      to[x] = largest ? std::max(std::max(upper[x], upper[x + 1]), std::max(lower[x], lower[x + 1]))
                      : (upper[x] + upper[x + 1] + lower[x] + lower[x + 1]) * 0.25F;
  }
}

void WindowMember::scatterToUnits(Run& run, int row) const {
  RowRing& map = run.maps.back();
  const int channels = mMember.network.shape.filters.back();
  run.inputs.clear();
  for (int channel = 0; channel < channels; ++channel)
    for (int x = 0; x < mPositions; ++x)
      run.inputs.push_back(map.row(row, channel) + mStep * x);
  run.outputs.clear();
  for (int y = 0; y < mPositions; ++y)
    for (int unit = 0; unit < mUnits; ++unit) {
      const int target = row - mStep * y; // the top row of the window whose y-th row this is
      const bool wanted = target >= 0 && target < run.rows;
      float* to = wanted ? run.units->row(target, unit) : run.scratch.data();
      if (wanted && y == 0)
        std::fill_n(to, paddedCells(run.columns), mUnitBias[size(unit)]);
      run.outputs.push_back(to);
    }
  padOutputs(run.outputs, run.scratch.data());
  kernels<RowSumKernels>().sumRows({run.inputs.data(), mScatter.inputs, mScatter.weights.data(), nullptr,
                                    run.outputs.data(), mScatter.outputs, run.columns, false});
}

void WindowMember::finishRow(Run& run, int row, float* sums) const {
  const float* logits = run.units->row(row, 0);
  if (!mDense.empty()) {
    run.inputs.clear();
    for (int unit = 0; unit < mUnits; ++unit) {
      float* values = run.units->row(row, unit);
      for (int x = 0; x < run.columns; ++x)
        values[x] = std::max(values[x], 0.0F);
      run.inputs.push_back(values);
    }
    for (std::size_t i = 0; i < mDense.size(); ++i) {
      RowRing& to = *run.dense[i % 2];
      run.outputs.clear();
      for (int unit = 0; unit < mDense[i].outputs; ++unit)
        run.outputs.push_back(to.row(0, unit));
      padOutputs(run.outputs, run.scratch.data());
      kernels<RowSumKernels>().sumRows({run.inputs.data(), mDense[i].inputs, mDense[i].weights.data(),
                                        mDense[i].bias.data(), run.outputs.data(), mDense[i].outputs,
                                        run.columns, i + 1 < mDense.size()});
      run.inputs.assign(run.outputs.begin(), run.outputs.begin() + mDense[i].outputs);
    }
    logits = run.inputs.front();
  }
  float* to = sums + size(row) * size(run.columns);
  for (int x = 0; x < run.columns; ++x)
    to[x] += logits[x];
}

} // namespace prospectivity
