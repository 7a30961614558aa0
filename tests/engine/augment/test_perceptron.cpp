#include "engine/augment/perceptron.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace prospectivity;

/// The derivatives of the networks of WGAN-GP against differences, and Adam against its formula.
class TestPerceptron : public QObject {
  Q_OBJECT

 private slots:
  void gradientsEqualDifferences();
  void inputSlopesEqualDifferences();
  void penaltyEqualsDifferences();
  void stepFollowsAdam();
  void averageMovesByItsShare();
};

namespace {

FloatMatrix normals(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  Random random(seed);
  FloatMatrix values(rows, columns);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = static_cast<float>(random.normal());
  return values;
}

Perceptron network(int outputs) {
  Random random(4);
  return Perceptron(3, 6, outputs, 0.01, random);
}

/// The largest difference between gradients and central differences of a loss by every weight. A weight by
/// which a row crosses a kink would show; of the rows and seeds here none does.
double largestError(Perceptron& net, const std::function<double(Perceptron&)>& loss) {
  const Perceptron::Weights gradients = net.gradients();
  double worst = 0;
  for (std::size_t l = 0; l < gradients.size(); ++l)
    for (Eigen::Index i = 0; i < gradients[l].size(); ++i) {
      float& weight = net.weights()[l].data()[i];
      const float before = weight;
      constexpr float step = 1e-3F;
      weight = before + step;
      const float above = weight;
      const double after = loss(net);
      weight = before - step;
      const double width = static_cast<double>(above) - static_cast<double>(weight);
      const double difference = (after - loss(net)) / width;
      weight = before;
      worst = std::max(worst, std::abs(difference - static_cast<double>(gradients[l].data()[i])));
    }
  return worst;
}

} // namespace

// Losses of about 1 in float are exact to some 1e-7, so differences over 2e-3 are to some 1e-4; the gradients
// themselves are of the order of 1.
constexpr double tolerance = 2e-3;

void TestPerceptron::gradientsEqualDifferences() {
  Perceptron net = network(2);
  const FloatMatrix rows = normals(5, 3, 1);
  const FloatMatrix slopes = normals(5, 2, 2);
  net.forward(rows);
  net.backward(slopes);
  const double error = largestError(net, [&](Perceptron& moved) {
    return moved.forward(rows).cast<double>().cwiseProduct(slopes.cast<double>()).sum();
  });
  QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
}

void TestPerceptron::inputSlopesEqualDifferences() {
  Perceptron net = network(2);
  FloatMatrix rows = normals(5, 3, 1);
  const FloatMatrix slopes = normals(5, 2, 2);
  const auto loss = [&] {
    return net.forward(rows).cast<double>().cwiseProduct(slopes.cast<double>()).sum();
  };
  loss();
  const FloatMatrix found = net.inputSlopes(slopes);
  QVERIFY(net.gradients()[0].isZero(0));
  for (Eigen::Index i = 0; i < rows.size(); ++i) {
    const float before = rows.data()[i];
    rows.data()[i] = before + 1e-3F;
    const double above = loss();
    rows.data()[i] = before - 1e-3F;
    const double difference = (above - loss()) / 2e-3;
    rows.data()[i] = before;
    QVERIFY2(std::abs(difference - static_cast<double>(found.data()[i])) < tolerance,
             qPrintable(QString("%1 %2").arg(difference).arg(static_cast<double>(found.data()[i]))));
  }
}

void TestPerceptron::penaltyEqualsDifferences() {
  Perceptron net = network(1);
  const FloatMatrix rows = normals(5, 3, 1);
  // By hand: the length of the slope at each row.
  net.forward(rows);
  const FloatMatrix slopes = net.inputSlopes(FloatMatrix::Ones(5, 1));
  double expected = 0;
  for (Eigen::Index i = 0; i < 5; ++i)
    expected += 0.7 / 5 * std::pow(static_cast<double>(slopes.row(i).norm()) - 1, 2);
  QVERIFY(std::abs(net.penalizeSlopes(rows, 0.7) - expected) < 1e-5);
  const double error =
      largestError(net, [&](Perceptron& moved) { return Perceptron(moved).penalizeSlopes(rows, 0.7); });
  QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
}

void TestPerceptron::stepFollowsAdam() {
  Perceptron net = network(1);
  const FloatMatrix rows = normals(5, 3, 1);
  double square = 0;
  for (int i = 1; i <= 3; ++i) {
    net.forward(rows);
    net.backward(FloatMatrix::Ones(5, 1));
    const auto gradient = static_cast<double>(net.gradients()[2](0, 0));
    const auto before = static_cast<double>(net.weights()[2](0, 0));
    net.step();
    square = 0.9 * square + 0.1 * gradient * gradient;
    const double expected = before - 0.01 * gradient / (std::sqrt(square / (1 - std::pow(0.9, i))) + 1e-8);
    QVERIFY(std::abs(gradient) > 1e-3);
    QVERIFY(std::abs(static_cast<double>(net.weights()[2](0, 0)) - expected) < 1e-6);
    QVERIFY(net.gradients()[2].isZero(0));
  }
}

void TestPerceptron::averageMovesByItsShare() {
  Random random(5);
  Perceptron average = network(1);
  const FloatMatrix before = average.weights()[1];
  Perceptron other(3, 6, 1, 0.01, random);
  average.follow(other, 0.75);
  QVERIFY(average.weights()[1].isApprox(0.75F * before + 0.25F * other.weights()[1], 1e-6F));
}

QTEST_APPLESS_MAIN(TestPerceptron)
#include "test_perceptron.moc"
