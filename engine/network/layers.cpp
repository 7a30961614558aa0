#include "engine/network/layers.h"

#include "engine/network/network.h"

#include <algorithm>

namespace prospectivity {

namespace {

LayerShape convolution(const NetworkShape& shape, const MapSize& input, int filters) {
  LayerShape layer;
  layer.kind = LayerKind::Convolution;
  layer.input = input;
  layer.kernelColumns = shape.kernel;
  layer.isRectified = true;
  if (shape.window > 1) {
    layer.dimensions = 2;
    layer.kernelRows = shape.kernel;
    layer.output = {filters, std::max(input.rows - shape.kernel + 1, 0),
                    std::max(input.columns - shape.kernel + 1, 0)};
  } else {
    layer.padding = shape.kernel / 2;
    layer.output = {filters, 1, input.columns};
  }
  return layer;
}

LayerShape pooling(const NetworkShape& shape, const MapSize& input) {
  LayerShape layer;
  layer.kind = shape.pooling == Pooling::Max ? LayerKind::MaxPooling : LayerKind::AveragePooling;
  layer.input = input;
  layer.kernelColumns = 2;
  layer.step = 2;
  if (shape.window > 1) {
    layer.dimensions = 2;
    layer.kernelRows = 2;
    layer.output = {input.channels, input.rows / 2, input.columns / 2};
  } else {
    layer.output = {input.channels, 1, input.columns / 2 + input.columns % 2};
  }
  return layer;
}

LayerShape dense(const MapSize& input, int units, bool isLogit) {
  LayerShape layer;
  layer.input = input;
  layer.output = {units, 1, 1};
  layer.kernelRows = input.rows;
  layer.kernelColumns = input.columns;
  layer.isRectified = !isLogit;
  return layer;
}

} // namespace

bool LayerShape::slidesAlongFeatures() const {
  return kind == LayerKind::Convolution && dimensions == 1 && step == 1 && kernelRows == 1 &&
         kernelColumns == 2 * padding + 1 && output.columns == input.columns;
}

bool LayerShape::takesPairs() const {
  return (kind == LayerKind::MaxPooling || kind == LayerKind::AveragePooling) && dimensions == 1 &&
         step == 2 && kernelRows == 1 && kernelColumns == 2 && padding == 0 &&
         output.columns == (input.columns + 1) / 2;
}

int LayerShape::met(int position, int tap) const {
  const int row = position / output.columns * step + tap / kernelColumns;
  const int column = position % output.columns * step + tap % kernelColumns - padding;
  const bool isInside = row < input.rows && column >= 0 && column < input.columns;
  return isInside ? row * input.columns + column : -1;
}

std::vector<LayerShape> layersOf(const NetworkShape& shape) {
  std::vector<LayerShape> layers;
  MapSize map = shape.window > 1 ? MapSize{shape.features * shape.channels(), shape.window, shape.window}
                                 : MapSize{shape.channels(), 1, shape.features};
  const auto add = [&](const LayerShape& layer) {
    layers.push_back(layer);
    map = layer.output;
  };
  for (const int filters : shape.filters)
    add(convolution(shape, map, filters));
  if (shape.pooling != Pooling::None)
    add(pooling(shape, map));
  for (const int units : shape.dense)
    add(dense(map, units, false));
  add(dense(map, 1, true));
  return layers;
}

} // namespace prospectivity
