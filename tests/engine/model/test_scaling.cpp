#include "engine/core/error.h"
#include "engine/model/scaling.h"
#include "engine/network/network.h"

#include <QtTest>

#include <functional>
#include <limits>

using namespace prospectivity;

class TestScaling : public QObject {
  Q_OBJECT

 private slots:
  void centresAndScalesOfAKnownColumn_data();
  void centresAndScalesOfAKnownColumn();
  void constantFeatureBecomesZero();
  void constantLargeFeatureIsNotBlownUp();
  void shapesThatMakeNoNetworkAreNamed_data();
  void shapesThatMakeNoNetworkAreNamed();
  void poolingKeepsTheLastFeature();
  void validConvolutionsShrinkTheWindow();
};

void TestScaling::centresAndScalesOfAKnownColumn_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<double>("center");
  QTest::addColumn<double>("scale");
  QTest::newRow("z-score") << static_cast<int>(ScalingMethod::ZScore) << 5.0 << 2.0;
  QTest::newRow("min-max") << static_cast<int>(ScalingMethod::MinMax) << 2.0 << 7.0;
  QTest::newRow("robust") << static_cast<int>(ScalingMethod::Robust) << 4.5 << 1.5;
  QTest::newRow("none") << static_cast<int>(ScalingMethod::None) << 0.0 << 1.0;
}

void TestScaling::centresAndScalesOfAKnownColumn() {
  QFETCH(int, method);
  QFETCH(double, center);
  QFETCH(double, scale);
  Matrix values(8, 1);
  values << 2, 4, 4, 4, 5, 5, 7, 9;
  const Scaling scaling = Scaling::fit(static_cast<ScalingMethod>(method), values);
  QCOMPARE(scaling.center[0], static_cast<float>(center));
  QCOMPARE(scaling.scale[0], static_cast<float>(scale));
  QCOMPARE(scaling.apply(values)(7, 0), static_cast<float>((9 - center) / scale));
  // Missing values take no part, and nothing is made of a column of them.
  const double missing = std::numeric_limits<double>::quiet_NaN();
  Matrix holed = Matrix::Constant(10, 2, missing);
  holed.col(0).segment(1, 8) = values.col(0);
  const Scaling known = Scaling::fit(static_cast<ScalingMethod>(method), holed);
  QCOMPARE(known.center[0], scaling.center[0]);
  QCOMPARE(known.scale[0], scaling.scale[0]);
  QCOMPARE(known.center[1], 0.0F);
  QCOMPARE(known.scale[1], 1.0F);
}

void TestScaling::constantFeatureBecomesZero() {
  const Matrix values = Matrix::Constant(5, 1, 3.25);
  for (const ScalingMethod method : {ScalingMethod::ZScore, ScalingMethod::MinMax, ScalingMethod::Robust})
    QVERIFY((Scaling::fit(method, values).apply(values).array() == 0).all());
}

// The mean of equal numbers may differ from them in the last bit: that is no spread.
void TestScaling::constantLargeFeatureIsNotBlownUp() {
  const Matrix values = Matrix::Constant(7, 1, 2.9e6 + 1.0 / 3);
  const Scaling scaling = Scaling::fit(ScalingMethod::ZScore, values);
  QCOMPARE(scaling.scale[0], 1.0F);
}

void TestScaling::shapesThatMakeNoNetworkAreNamed_data() {
  QTest::addColumn<int>("which");
  QTest::addColumn<QString>("parameter");
  QTest::newRow("no features") << 0 << "Features";
  QTest::newRow("no filters") << 1 << "Filters";
  QTest::newRow("zero filters") << 2 << "Filters";
  QTest::newRow("even kernel") << 3 << "Kernel size";
  QTest::newRow("negative dense layer") << 4 << "Dense layers";
  QTest::newRow("dropout of everything") << 5 << "Dropout";
  QTest::newRow("even window") << 6 << "Window must be an odd number";
  QTest::newRow("window eaten up") << 7 << "Window is too small";
}

void TestScaling::shapesThatMakeNoNetworkAreNamed() {
  QFETCH(int, which);
  QFETCH(QString, parameter);
  NetworkShape shape;
  shape.features = 4;
  shape.check();
  const std::function<void()> spoil[] = {[&] { shape.features = 0; },     [&] { shape.filters = {}; },
                                         [&] { shape.filters = {8, 0}; }, [&] { shape.kernel = 2; },
                                         [&] { shape.dense = {-1}; },     [&] { shape.dropout = 1; },
                                         [&] { shape.window = 4; },       [&] { shape.window = 3; }};
  spoil[which]();
  try {
    shape.check();
    QFAIL("the shape was accepted");
  } catch (const Error& error) {
    QVERIFY2(QString(error.what()).startsWith(parameter), error.what());
  }
}

void TestScaling::poolingKeepsTheLastFeature() {
  NetworkShape shape;
  shape.features = 5;
  QCOMPARE(shape.flattened(), 32 * 5);
  shape.pooling = Pooling::Max;
  QCOMPARE(shape.flattened(), 32 * 3);
}

// Two valid convolutions of 3 x 3 leave 5 x 5 cells of 9 x 9; pooling leaves 2 x 2.
void TestScaling::validConvolutionsShrinkTheWindow() {
  NetworkShape shape;
  shape.features = 4;
  shape.window = 9;
  QCOMPARE(shape.inputs(), 4 * 81);
  QCOMPARE(shape.flattened(), 32 * 25);
  shape.pooling = Pooling::Average;
  QCOMPARE(shape.flattened(), 32 * 4);
}

QTEST_APPLESS_MAIN(TestScaling)
#include "test_scaling.moc"
