#include "engine/core/error.h"
#include "engine/network/network.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// Which networks can be built: the sentence for each that cannot.
class TestNetworkShape : public QObject {
  Q_OBJECT

 private slots:
  void shapesThatCannotBeAreNamed_data();
  void shapesThatCannotBeAreNamed();
};

Q_DECLARE_METATYPE(NetworkShape)

void TestNetworkShape::shapesThatCannotBeAreNamed_data() {
  QTest::addColumn<NetworkShape>("shape");
  QTest::addColumn<QString>("sentence");
  NetworkShape good;
  good.features = 5;
  good.filters = {4, 8};
  const auto row = [&](const char* name, const auto& change, const char* sentence) {
    NetworkShape shape = good;
    change(shape);
    QTest::newRow(name) << shape << sentence;
  };
  using Shape = NetworkShape;
  row(
      "good", [](Shape&) {}, "");
  row(
      "no features", [](Shape& shape) { shape.features = 0; },
      "Features is empty: choose at least one feature.");
  row(
      "no filters", [](Shape& shape) { shape.filters.clear(); },
      "Filters is empty: give at least one number of filters, such as '16,32'.");
  row(
      "no filters in a layer", [](Shape& shape) { shape.filters[1] = 0; },
      "Filters holds a number below 1: give numbers of filters such as '16,32'.");
  for (const int kernel : {-1, 0, 2})
    row(
        qPrintable(QString("kernel of %1").arg(kernel)), [=](Shape& shape) { shape.kernel = kernel; },
        "Kernel size must be an odd number of features: choose 1, 3 or 5.");
  for (const int window : {-1, 0, 4})
    row(
        qPrintable(QString("window of %1").arg(window)), [=](Shape& shape) { shape.window = window; },
        "Window must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.");
  const char* const tooSmall =
      "Window is too small for this network: each convolution takes kernel size - 1 cells off it, and "
      "pooling halves the rest; choose a larger window or fewer filters.";
  // Two convolutions with kernels of 3 take 4 cells off.
  row(
      "window used up", [](Shape& shape) { shape.window = 3; }, tooSmall);
  row(
      "one cell left", [](Shape& shape) { shape.window = 5; }, "");
  const auto pooled = [](int window) {
    return [window](Shape& shape) {
      shape.window = window;
      shape.pooling = Pooling::Max;
    };
  };
  row("nothing left to pool", pooled(5), tooSmall);
  row("enough left to pool", pooled(7), "");
  row(
      "no units in a dense layer",
      [](Shape& shape) {
        shape.dense = {8, 0};
      },
      "Dense layers holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.");
  for (const double dropout : {-0.1, 1.0, std::numeric_limits<double>::quiet_NaN()})
    row(
        qPrintable(QString("dropout of %1").arg(dropout)), [=](Shape& shape) { shape.dropout = dropout; },
        "Dropout must be at least 0 and below 1: choose a value such as 0.2.");
  const int large = std::numeric_limits<int>::max();
  row(
      "windows of more values than an int counts", [=](Shape& shape) { shape.window = large; },
      "Window is too large for this many features: choose a smaller one, such as 5, 9 or 15.");
  row(
      "a window used up by a large kernel",
      [=](Shape& shape) {
        shape.window = 9;
        shape.kernel = large;
      },
      tooSmall);
  for (const int thresholds : {-1, 65})
    row(
        qPrintable(QString("%1 thresholds").arg(thresholds)),
        [=](Shape& shape) { shape.thresholds = thresholds; },
        "Thresholds must lie between 0 and 64: choose a number of bins such as 8, or 0 to show the network "
        "the "
        "values alone.");
  row(
      "all channels",
      [](Shape& shape) {
        shape.thresholds = 64;
        shape.hasPresence = true;
      },
      "");
  row(
      "channels of many values",
      [](Shape& shape) {
        shape.window = 201;
        shape.thresholds = 8;
      },
      "Thresholds makes an input of more than a million values for each cell: choose a smaller number of "
      "bins, or "
      "0.");
  const char* const tooManyFilters = "Filters and kernel size make a layer of more weights than memory "
                                     "holds: choose smaller numbers, such as "
                                     "'16,32' and 3.";
  row(
      "a kernel of many weights", [=](Shape& shape) { shape.kernel = large; }, tooManyFilters);
  row(
      "layers without end", [](Shape& shape) { shape.filters.assign(1001, 2); },
      "Filters has more than 1000 numbers: give one for each convolution, such as '16,32'.");
  row(
      "dense layers without end", [](Shape& shape) { shape.dense.assign(1001, 2); },
      "Dense layers has more than 1000 numbers: give one for each dense layer, such as '64', or leave it "
      "empty.");
  row(
      "filters of many weights",
      [](Shape& shape) {
        shape.filters = {50000, 50000};
      },
      tooManyFilters);
  row(
      "filters of many values",
      [=](Shape& shape) {
        shape.kernel = 1;
        shape.filters = {large / 4};
      },
      "Filters makes a layer of more than a million values for each cell: choose smaller numbers, such as "
      "'16,32'.");
  row(
      "dense layers of many weights",
      [](Shape& shape) {
        shape.dense = {50000, 50000};
      },
      "Dense layers makes a layer of more weights than memory holds: choose smaller numbers, such as '64'.");
}

void TestNetworkShape::shapesThatCannotBeAreNamed() {
  QFETCH(NetworkShape, shape);
  QFETCH(QString, sentence);
  QString refusal;
  try {
    shape.check();
  } catch (const Error& error) {
    refusal = QString::fromUtf8(error.what());
  }
  QCOMPARE(refusal, sentence);
}

QTEST_APPLESS_MAIN(TestNetworkShape)
#include "test_network_shape.moc"
