#pragma once

#include "engine/core/matrix.h"
#include "engine/core/random.h"

#include <array>

namespace prospectivity {

/// The networks of WGAN-GP: two hidden layers with leaky ReLU (slope 0.2) and a linear output, with their
/// derivatives and Adam (Kingma & Ba 2015, arXiv 1412.6980). Rows in, rows out. Not thread-safe.
///
/// The products are Eigen's and not those of a BLAS or of LibTorch, whose kernels round differently from
/// processor to processor: a game of two networks makes another result of every such difference.
class Perceptron {
 public:
  /// Weights are drawn normally with the variance of He et al. 2015; biases are 0.
  Perceptron(int inputs, int hidden, int outputs, double learningRate, Random& random);

  /// Remembered for the calls below until the next forward().
  FloatMatrix forward(const FloatMatrix& rows);

  /// Adds to the gradients what the derivatives of a loss by the outputs make of them.
  void backward(const FloatMatrix& slopes);

  /// The derivatives by the inputs; leaves the gradients alone.
  FloatMatrix inputSlopes(const FloatMatrix& slopes) const;

  /// Adds the gradients of `weight` times the mean over the rows of (length of the slope by the inputs -
  /// 1)^2, for one output (Gulrajani et al. 2017, equation 3), and returns that loss.
  double penalizeSlopes(const FloatMatrix& rows, double weight);

  /// One step of Adam along the gradients, with beta 0 and 0.9; then they are zero again.
  void step();

  /// Moves the weights to `keep` times themselves plus the rest of those of another network of this shape.
  void follow(const Perceptron& other, double keep);

  /// One per layer.
  using Weights = std::array<FloatMatrix, 3>; ///< inputs x outputs; the last row holds the biases
  Weights& weights() { return mWeights; }
  const Weights& gradients() const { return mGradients; }

 private:
  FloatMatrix throughSecond(const FloatMatrix& slopes) const;
  FloatMatrix throughFirst(const FloatMatrix& second) const;

  Weights mWeights;
  Weights mGradients;
  Weights mSquares; ///< of the gradients, their running mean
  double mLearningRate;
  double mSquareKept = 1;
  FloatMatrix mRows;
  FloatMatrix mFirst; ///< the hidden layers after their activation
  FloatMatrix mSecond;
};

} // namespace prospectivity
