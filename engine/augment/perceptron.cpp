#include "engine/augment/perceptron.h"

#include <cmath>

namespace prospectivity {

namespace {

constexpr float leak = 0.2F;
constexpr double squareKeep = 0.9;

auto weightsOf(const FloatMatrix& layer) {
  return layer.topRows(layer.rows() - 1);
}

FloatMatrix linear(const FloatMatrix& rows, const FloatMatrix& layer) {
  FloatMatrix values = rows * weightsOf(layer);
  values.rowwise() += layer.row(layer.rows() - 1);
  return values;
}

void activate(FloatMatrix& values) {
  float* value = values.data();
  for (Eigen::Index i = 0; i < values.size(); ++i)
    value[i] = value[i] > 0 ? value[i] : leak * value[i];
}

/// The sign of an activation is that of what was activated.
void multiplyByActivationSlopes(FloatMatrix& slopes, const FloatMatrix& activated) {
  float* slope = slopes.data();
  const float* value = activated.data();
  for (Eigen::Index i = 0; i < slopes.size(); ++i)
    slope[i] *= value[i] > 0 ? 1.0F : leak;
}

void addGradient(FloatMatrix& gradient, const FloatMatrix& rows, const FloatMatrix& slopes) {
  gradient.topRows(gradient.rows() - 1).noalias() += rows.transpose() * slopes;
  gradient.row(gradient.rows() - 1) += slopes.colwise().sum();
}

} // namespace

Perceptron::Perceptron(int inputs, int hidden, int outputs, double learningRate, Random& random)
    : mLearningRate(learningRate) {
  const std::array<int, 4> sizes{inputs, hidden, hidden, outputs};
  for (std::size_t l = 0; l < mWeights.size(); ++l) {
    mWeights[l] = mGradients[l] = mSquares[l] = FloatMatrix::Zero(sizes[l] + 1, sizes[l + 1]);
    const double scale = std::sqrt(2.0 / sizes[l]);
    for (Eigen::Index i = 0; i < sizes[l] * sizes[l + 1]; ++i)
      mWeights[l].data()[i] = static_cast<float>(scale * random.normal());
  }
}

FloatMatrix Perceptron::forward(const FloatMatrix& rows) {
  mRows = rows;
  mFirst = linear(mRows, mWeights[0]);
  activate(mFirst);
  mSecond = linear(mFirst, mWeights[1]);
  activate(mSecond);
  return linear(mSecond, mWeights[2]);
}

FloatMatrix Perceptron::throughSecond(const FloatMatrix& slopes) const {
  FloatMatrix second = slopes * weightsOf(mWeights[2]).transpose();
  multiplyByActivationSlopes(second, mSecond);
  return second;
}

FloatMatrix Perceptron::throughFirst(const FloatMatrix& second) const {
  FloatMatrix first = second * weightsOf(mWeights[1]).transpose();
  multiplyByActivationSlopes(first, mFirst);
  return first;
}

void Perceptron::backward(const FloatMatrix& slopes) {
  const FloatMatrix second = throughSecond(slopes);
  addGradient(mGradients[2], mSecond, slopes);
  addGradient(mGradients[1], mFirst, second);
  addGradient(mGradients[0], mRows, throughFirst(second));
}

FloatMatrix Perceptron::inputSlopes(const FloatMatrix& slopes) const {
  return throughFirst(throughSecond(slopes)) * weightsOf(mWeights[0]).transpose();
}

// Between its kinks the network is linear: the slope by the inputs is a product of the weights with the
// slopes of the activations between them, which no small change of the weights moves. So the penalty goes
// back through that product alone, and the biases have no part in it.
double Perceptron::penalizeSlopes(const FloatMatrix& rows, double weight) {
  forward(rows);
  const FloatMatrix second = throughSecond(FloatMatrix::Ones(rows.rows(), 1));
  const FloatMatrix first = throughFirst(second);
  FloatMatrix slopes = first * weightsOf(mWeights[0]).transpose();
  const double share = weight / static_cast<double>(rows.rows());
  double loss = 0;
  for (Eigen::Index i = 0; i < slopes.rows(); ++i) {
    const double length = std::sqrt(static_cast<double>(slopes.row(i).squaredNorm()) + 1e-12);
    loss += share * (length - 1) * (length - 1);
    slopes.row(i) *= static_cast<float>(2 * share * (length - 1) / length);
  }
  const auto added = [this](std::size_t layer) {
    return mGradients[layer].topRows(mGradients[layer].rows() - 1);
  };
  added(0).noalias() += slopes.transpose() * first;
  FloatMatrix back = slopes * weightsOf(mWeights[0]);
  multiplyByActivationSlopes(back, mFirst);
  added(1).noalias() += back.transpose() * second;
  back = (back * weightsOf(mWeights[1])).eval();
  multiplyByActivationSlopes(back, mSecond);
  added(2) += back.colwise().sum().transpose();
  return loss;
}

void Perceptron::step() {
  mSquareKept *= squareKeep;
  const auto keep = static_cast<float>(squareKeep);
  const auto rate = static_cast<float>(mLearningRate);
  const auto scale = static_cast<float>(1 / std::sqrt(1 - mSquareKept));
  for (std::size_t l = 0; l < mWeights.size(); ++l) {
    float* weight = mWeights[l].data();
    float* square = mSquares[l].data();
    float* gradient = mGradients[l].data();
    for (Eigen::Index i = 0; i < mWeights[l].size(); ++i) {
      square[i] = keep * square[i] + (1 - keep) * gradient[i] * gradient[i];
      weight[i] -= rate * gradient[i] / (std::sqrt(square[i]) * scale + 1e-8F);
      gradient[i] = 0;
    }
  }
}

void Perceptron::follow(const Perceptron& other, double keep) {
  const auto kept = static_cast<float>(keep);
  for (std::size_t l = 0; l < mWeights.size(); ++l)
    mWeights[l] = kept * mWeights[l] + (1 - kept) * other.mWeights[l];
}

} // namespace prospectivity
