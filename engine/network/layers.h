#pragma once

#include <vector>

namespace prospectivity {

struct NetworkShape;

/// Values between two layers for one row of input, kept as [channel][row][column]. Along the features of the
/// vector network there is one row.
struct MapSize {
  int channels = 0;
  int rows = 0;
  int columns = 0;

  int positions() const { return rows * columns; } ///< counted row by row
  int values() const { return channels * positions(); }
};

enum class LayerKind { Convolution, MaxPooling, AveragePooling, Dense };

/// One layer: which values it makes from which. The output at a position comes from the inputs under the taps
/// of a kernel; neighbouring outputs are `step` inputs apart. Convolution and dense layers add up weight
/// times value over all channels, and a dense layer's kernel is the whole map; pooling takes the largest or
/// the mean of what there is under its kernel, each channel for itself. Whatever evaluates, fits or stores a
/// network takes sizes and neighbours from here.
struct LayerShape {
  LayerKind kind = LayerKind::Dense;
  int dimensions = 1; ///< 1: along the features; 2: over the rows and columns of a window
  MapSize input;
  MapSize output;
  int kernelRows = 1;
  int kernelColumns = 1;
  int step = 1;
  int padding = 0;          ///< zeros before the first and behind the last column
  bool isRectified = false; ///< followed by ReLU, and by dropout in training

  bool hasWeights() const { return kind == LayerKind::Convolution || kind == LayerKind::Dense; }
  int taps() const { return kernelRows * kernelColumns; }
  int inputsPerOutput() const { return input.channels * taps(); } ///< weights of one output channel

  /// Whether it is a convolution along the features whose output stands where the middle of its kernel does.
  bool slidesAlongFeatures() const;
  /// Whether it is pooling along the features that takes pairs, of which the last may be a single position.
  bool takesPairs() const;

  /// The input position under a tap (counted row by row, as positions are) of an output position; -1 where
  /// the map ends: a convolution sees a zero there, pooling leaves it out.
  int met(int position, int tap) const;
};

/// The layers of a network in the order in which values pass: convolutions, pooling if there is any, hidden
/// dense layers, the logit. A window that is used up leaves maps of no rows. What the sizes multiply to is
/// only sure to fit an int after NetworkShape::check().
std::vector<LayerShape> layersOf(const NetworkShape& shape);

} // namespace prospectivity
