#include "engine/network/backend.h"
#include "engine/network/window_evaluation.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Evaluating a block at once must equal LibTorch on windows cut one by one.
class TestWindowEvaluation : public QObject {
  Q_OBJECT

 private slots:
  void equalsWindowByWindow_data();
  void equalsWindowByWindow();
  void aCellDoesNotDependOnItsBlock();
  void windowsThatTouchNoDataAreNoData();
  void withPresenceOnlyWindowsOfNothingAreNoData_data();
  void withPresenceOnlyWindowsOfNothingAreNoData();
};

namespace {

struct Block {
  int rows;
  int columns;
  std::vector<float> values; ///< [feature][row][column] with the halo
};

Block randomBlock(int rows, int columns, const NetworkShape& shape) {
  const int plane = (rows + shape.window - 1) * (columns + shape.window - 1);
  const FloatMatrix values = randomRows(shape.features, plane, 11);
  return {rows, columns, std::vector<float>(values.data(), values.data() + values.size())};
}

/// One row per cell: the window around it.
FloatMatrix cutAll(const Block& block, const NetworkShape& shape) {
  const int width = block.columns + shape.window - 1;
  const int height = block.rows + shape.window - 1;
  FloatMatrix windows(block.rows * block.columns, shape.inputs());
  for (int row = 0; row < block.rows; ++row)
    for (int column = 0; column < block.columns; ++column) {
      int to = 0;
      for (int feature = 0; feature < shape.features; ++feature)
        for (int y = 0; y < shape.window; ++y)
          for (int x = 0; x < shape.window; ++x)
            windows(row * block.columns + column, to++) =
                block.values[static_cast<std::size_t>((feature * height + row + y) * width + column + x)];
    }
  return windows;
}

std::vector<float> evaluate(const NetworkModel& model, const Block& block) {
  std::vector<float> logits(static_cast<std::size_t>(block.rows * block.columns));
  WindowEvaluation(model).logits(block.values.data(), block.rows, block.columns, logits.data());
  return logits;
}

NetworkShape shapeOf(int window, Pooling pooling, std::vector<int> dense) {
  NetworkShape shape;
  shape.features = 5;
  shape.filters = {6, 9};
  shape.window = window;
  shape.pooling = pooling;
  shape.dense = std::move(dense);
  return shape;
}

} // namespace

void TestWindowEvaluation::equalsWindowByWindow_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("pooling");
  QTest::addColumn<QVector<int>>("dense");
  QTest::addColumn<int>("rows");
  QTest::addColumn<int>("columns");
  QTest::newRow("5 x 5, linear head") << 5 << 0 << QVector<int>{} << 7 << 40;
  QTest::newRow("9 x 9, max pooling") << 9 << 1 << QVector<int>{} << 12 << 33;
  QTest::newRow("9 x 9, average pooling, a dense layer") << 9 << 2 << QVector<int>{11} << 5 << 65;
  QTest::newRow("11 x 11, max pooling, two dense layers") << 11 << 1 << QVector<int>{8, 3} << 9 << 10;
  QTest::newRow("7 x 7, one column") << 7 << 0 << QVector<int>{4} << 20 << 1;
  QTest::newRow("7 x 7, one row") << 7 << 1 << QVector<int>{} << 1 << 50;
}

void TestWindowEvaluation::equalsWindowByWindow() {
  QFETCH(int, window);
  QFETCH(int, pooling);
  QFETCH(QVector<int>, dense);
  QFETCH(int, rows);
  QFETCH(int, columns);
  const NetworkShape shape =
      shapeOf(window, static_cast<Pooling>(pooling), std::vector<int>(dense.begin(), dense.end()));
  const NetworkModel model = randomModel(shape, 2, 3);
  const Block block = randomBlock(rows, columns, shape);
  const FloatMatrix windows = cutAll(block, shape);
  std::vector<float> expected(static_cast<std::size_t>(windows.rows()));
  modelBackend().reference(model)->logits(windows.data(), expected.size(), expected.data());
  const std::vector<float> found = evaluate(model, block);
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::abs(found[i] - expected[i]) < 1e-5 * std::fmax(1, std::abs(expected[i])),
             qPrintable(QString("cell %1: %2 and not %3").arg(i).arg(found[i]).arg(expected[i])));
}

void TestWindowEvaluation::aCellDoesNotDependOnItsBlock() {
  const NetworkShape shape = shapeOf(9, Pooling::Max, {6});
  const NetworkModel model = randomModel(shape, 1, 4);
  const Block whole = randomBlock(20, 70, shape);
  const std::vector<float> all = evaluate(model, whole);
  Block part{6, 37, {}};
  for (int feature = 0; feature < shape.features; ++feature)
    for (int row = 0; row < part.rows + 8; ++row)
      for (int column = 0; column < part.columns + 8; ++column)
        part.values.push_back(
            whole.values[static_cast<std::size_t>((feature * 28 + row + 5) * 78 + column + 13)]);
  const std::vector<float> some = evaluate(model, part);
  for (int row = 0; row < part.rows; ++row)
    for (int column = 0; column < part.columns; ++column)
      QVERIFY(some[static_cast<std::size_t>(row * part.columns + column)] ==
              all[static_cast<std::size_t>((row + 5) * 70 + column + 13)]);
}

void TestWindowEvaluation::windowsThatTouchNoDataAreNoData() {
  const NetworkShape shape = shapeOf(5, Pooling::None, {});
  const NetworkModel model = randomModel(shape, 1, 5);
  Block block = randomBlock(12, 14, shape);
  const std::vector<float> complete = evaluate(model, block);
  // In the third feature, at row 8 and column 9 of the block with its halo of 2.
  block.values[static_cast<std::size_t>((2 * 16 + 8) * 18 + 9)] = std::nanf("");
  const std::vector<float> holed = evaluate(model, block);
  for (int row = 0; row < 12; ++row)
    for (int column = 0; column < 14; ++column) {
      const auto i = static_cast<std::size_t>(row * 14 + column);
      const bool touches = std::abs(row + 2 - 8) <= 2 && std::abs(column + 2 - 9) <= 2;
      QCOMPARE(std::isnan(holed[i]), touches);
      QVERIFY(touches || holed[i] == complete[i]);
    }
}

void TestWindowEvaluation::withPresenceOnlyWindowsOfNothingAreNoData_data() {
  QTest::addColumn<int>("window");
  QTest::newRow("windows") << 5;
  QTest::newRow("cells") << 1;
}

// One feature is missing in a band of columns, and all of them are in a square of 6 x 6 cells.
void TestWindowEvaluation::withPresenceOnlyWindowsOfNothingAreNoData() {
  QFETCH(int, window);
  NetworkShape shape = shapeOf(window, Pooling::None, {});
  shape.thresholds = 3;
  shape.hasPresence = true;
  const NetworkModel model = randomModel(shape, 2, 5);
  const int reach = window - 1;
  Block block = randomBlock(12, 14, shape);
  const int width = 14 + reach;
  const int height = 12 + reach;
  for (int feature = 0; feature < shape.features; ++feature)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if ((feature == 2 && x < 4) || (y >= 3 && y < 9 && x >= 5 && x < 11))
          block.values[static_cast<std::size_t>((feature * height + y) * width + x)] = std::nanf("");
  const FloatMatrix windows = cutAll(block, shape);
  std::vector<float> expected(static_cast<std::size_t>(windows.rows()));
  modelBackend().reference(model)->logits(windows.data(), expected.size(), expected.data());
  std::vector<float> found(expected.size());
  std::vector<float> cellByCell(expected.size());
  model.blockLogits()(block.values.data(), 12, 14, found.data());
  model.Model::blockLogits()(block.values.data(), 12, 14, cellByCell.data());
  int empty = 0;
  for (int i = 0; i < 12 * 14; ++i) {
    const auto place = static_cast<std::size_t>(i);
    const bool isEmpty = i / 14 >= 3 && i / 14 + reach < 9 && i % 14 >= 5 && i % 14 + reach < 11;
    empty += isEmpty ? 1 : 0;
    QCOMPARE(std::isnan(found[place]), isEmpty);
    QCOMPARE(std::isnan(cellByCell[place]), isEmpty);
    QVERIFY(isEmpty || std::abs(found[place] - expected[place]) < 1e-4F);
    QVERIFY(isEmpty || std::abs(cellByCell[place] - expected[place]) < 1e-4F);
  }
  QCOMPARE(empty, window == 1 ? 36 : 4);
}

QTEST_GUILESS_MAIN(TestWindowEvaluation)
#include "test_window_evaluation.moc"
