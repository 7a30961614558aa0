#include "engine/predict/model_tiles.h"
#include "engine/predict/range_shares.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Layers that lie outside of what a model was trained on are told while the map is computed.
class TestRangeShares : public QObject {
  Q_OBJECT

 private slots:
  void cellsOutsideAreCounted_data();
  void cellsOutsideAreCounted();
  void cellsOutsideOfTheMaskDoNotCount();
  void nothingIsToldOfWhatChanceExplains();
  void everyLayerIsTold();
  void aModelWithoutTrainingSamplesSaysNothing();
  void cellsWithoutTheLayerDoNotCount_data();
  void cellsWithoutTheLayerDoNotCount();
  void cellsLackWhatNoSampleLacked();
  void aLayerThatNoSampleHasSaysNothing();
  void samplesOutsideAreTold_data();
  void samplesOutsideAreTold();
  void aClassThatNoSampleHadIsCalledSo();
};

namespace {

constexpr int columns = 20;
constexpr int rows = 10;

/// Two features; training samples from -1 to 1 in the first and 0 to 200 in the second.
NetworkModel modelOf(int window, int samples, bool takesMissing = false) {
  NetworkShape shape;
  shape.hasPresence = takesMissing;
  shape.features = 2;
  shape.filters = {3};
  shape.window = window;
  NetworkModel model = randomModel(shape, 1, 5);
  model.features = {"W", "row"};
  model.training.values.resize(samples, 2);
  for (int i = 0; i < samples; ++i)
    model.training.values.row(i) << -1 + 2.0F * static_cast<float>(i) / static_cast<float>(samples - 1),
        200.0F * static_cast<float>(i) / static_cast<float>(samples - 1);
  return model;
}

/// W is 0 in the first five columns and 3 in the others; NaN in the last row. The other feature is the row.
MemoryRaster stack() {
  std::vector<float> values;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      values.push_back(row == rows - 1 ? std::nanf("") : column < 5 ? 0.0F : 3.0F);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      values.push_back(static_cast<float>(row));
  return MemoryRaster(Grid{{0, 1, 0, rows, 0, -1}, columns, rows, ""}, {"W", "row"}, values);
}

std::size_t map(const Model& model, RangeShares& shares, int tile, RasterSource* mask = nullptr) {
  MemoryRaster source = stack();
  MemorySink sink(source.grid(), 1);
  TilingOptions options;
  options.halo = model.layout().halo();
  options.tileRows = options.tileColumns = tile;
  return computeTiles(source, {0, 1}, mask, sink, options, shares.counted(probabilityTiles(model)),
                      Progress());
}

} // namespace

void TestRangeShares::cellsOutsideAreCounted_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("tile");
  QTest::addColumn<double>("share");
  QTest::newRow("cells") << 1 << 64 << 15.0 / 20;
  QTest::newRow("cells, small tiles") << 1 << 3 << 15.0 / 20;
  // Of a window's three columns two hold 3 from the sixth column of the map on, and make the mean 2; one does
  // in the fifth, and makes it 1, which is inside.
  QTest::newRow("windows") << 3 << 64 << 14.0 / 18;
  QTest::newRow("windows, small tiles") << 3 << 4 << 14.0 / 18;
}

void TestRangeShares::cellsOutsideAreCounted() {
  QFETCH(int, window);
  QFETCH(int, tile);
  QFETCH(double, share);
  const NetworkModel model = modelOf(window, 100);
  RangeShares shares(model);
  map(model, shares, tile);
  QCOMPARE(shares.outside(0), share);
  QCOMPARE(shares.outside(1), 0.0);
  const QString percent = QString::number(100 * share, 'g', 3);
  QCOMPARE(shares.doubts().size(), std::size_t{1});
  QCOMPARE(shares.doubts().front().text(),
           "The layer 'W' lies outside of the range of the training samples (-1 to 1) in " +
               percent.toStdString() +
               " % of the mapped cells: are its units and its transforms those of the stack that the model "
               "was trained on?");
}

// Three samples leave half of all cells outside of their range by chance.
void TestRangeShares::cellsOutsideOfTheMaskDoNotCount() {
  std::vector<float> inside;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      inside.push_back(column < 8 ? 1.0F : 0.0F);
  MemoryRaster mask(Grid{{0, 1, 0, rows, 0, -1}, columns, rows, ""}, {"mask"}, inside);
  for (const int tile : {64, 3}) {
    const NetworkModel model = modelOf(1, 100);
    RangeShares shares(model);
    QCOMPARE(map(model, shares, tile, &mask), std::size_t{8 * 9});
    QCOMPARE(shares.outside(0), 3.0 / 8);
  }
}

void TestRangeShares::nothingIsToldOfWhatChanceExplains() {
  const NetworkModel model = modelOf(1, 3);
  RangeShares shares(model);
  map(model, shares, 64);
  QCOMPARE(shares.outside(0), 15.0 / 20);
  QVERIFY(shares.doubts().empty());
  const std::optional<Sentence> account = shares.account(); // what is no doubt is told all the same
  QVERIFY(account);
  const std::string told = account->text();
  QVERIFY2(told.find("by layer: '" + model.features[0] + "' 75 %") != std::string::npos, told.c_str());
}

// Seven layers, in the last six of which one, two, ... rows lie above the range.
void TestRangeShares::everyLayerIsTold() {
  NetworkShape shape;
  shape.features = 7;
  shape.filters = {3};
  NetworkModel model = randomModel(shape, 1, 5);
  model.training.values = FloatMatrix::Zero(100, 7);
  std::vector<float> values;
  for (int feature = 0; feature < 7; ++feature)
    for (int row = 0; row < rows; ++row)
      values.insert(values.end(), columns, row < feature ? 1.0F : 0.0F);
  MemoryRaster source(Grid{{0, 1, 0, rows, 0, -1}, columns, rows, ""}, model.features, values);
  MemorySink sink(source.grid(), 1);
  RangeShares shares(model);
  computeTiles(source, {0, 1, 2, 3, 4, 5, 6}, nullptr, sink, TilingOptions(),
               shares.counted(probabilityTiles(model)), Progress());
  std::string expected;
  for (int feature = 6; feature > 0; --feature)
    expected += (expected.empty() ? "'" : ", '") + model.features[static_cast<std::size_t>(feature)] + "' " +
                std::to_string(10 * feature) + " %";
  QCOMPARE(shares.shares(), expected);
  QCOMPARE(shares.account()->text(),
           "Mapped cells outside of the range of the training samples, by layer: " + expected + ".");
}

void TestRangeShares::aModelWithoutTrainingSamplesSaysNothing() {
  NetworkModel model = modelOf(1, 3);
  model.training = {};
  RangeShares shares(model);
  map(model, shares, 64);
  QCOMPARE(shares.outside(0), 0.0);
  QVERIFY(shares.doubts().empty());
  QVERIFY(!shares.account());
}

void TestRangeShares::cellsWithoutTheLayerDoNotCount_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("tile");
  QTest::addColumn<double>("share");
  QTest::newRow("cells") << 1 << 64 << 15.0 / 20;
  QTest::newRow("cells, small tiles") << 1 << 3 << 15.0 / 20;
  // The windows have data of W in all rows, since their cells lie in the last but one as well; the mean of
  // what they know is 1 in the fifth column and 2 or 3 beyond.
  QTest::newRow("windows") << 3 << 64 << 15.0 / 20;
  QTest::newRow("windows, small tiles") << 3 << 4 << 15.0 / 20;
}

// W is missing in half of the samples and in the last row of the map, where the model predicts all the same.
void TestRangeShares::cellsWithoutTheLayerDoNotCount() {
  QFETCH(int, window);
  QFETCH(int, tile);
  QFETCH(double, share);
  NetworkModel model = modelOf(window, 100, true);
  for (int i = 1; i < 100; i += 2)
    model.training.values(i, 0) = std::nanf("");
  model.training.values(98, 0) = 1;
  RangeShares shares(model);
  QCOMPARE(map(model, shares, tile), std::size_t{rows * columns});
  QCOMPARE(shares.outside(0), share);
  QCOMPARE(shares.outside(1), 0.0);
  const std::string cells = window == 1 ? "mapped cells that have data of it" : "mapped cells";
  QCOMPARE(shares.doubts().size(), std::size_t{1});
  QCOMPARE(shares.doubts().front().text(),
           "The layer 'W' lies outside of the range of the training samples (-1 to 1) in 75 % of the " +
               cells +
               ": are its units and its transforms those of the stack that the model was trained on?");
}

// W is missing in the last row of the map. What its absence means was learnt where samples lacked it.
void TestRangeShares::cellsLackWhatNoSampleLacked() {
  NetworkModel model = modelOf(1, 100, true);
  const auto told = [&](MissingEvidence treatment, double share) {
    model.record.missing = MissingRecord{treatment, 0.5, {{"W", share, 0}, {"row", 0, 0}}};
    RangeShares shares(model);
    map(model, shares, 64);
    QStringList all;
    for (const Sentence& doubt : shares.doubts())
      all << QString::fromStdString(doubt.text());
    return all.filter("nothing was learnt of that");
  };
  QCOMPARE(
      told(MissingEvidence::Learn, 0),
      QStringList{"Every training sample had the layer 'W', and 20 mapped cells (10 %) lack it: nothing "
                  "was learnt of that, and its mean over the samples (of classes, the most frequent one) "
                  "stands for it there."});
  QVERIFY(told(MissingEvidence::Learn, 0.1).isEmpty());
  QVERIFY(told(MissingEvidence::Fill, 0).isEmpty());
}

void TestRangeShares::aLayerThatNoSampleHasSaysNothing() {
  NetworkModel model = modelOf(1, 100, true);
  model.training.values.col(0).setConstant(std::nanf(""));
  RangeShares shares(model);
  map(model, shares, 64);
  QCOMPARE(shares.outside(0), 0.0);
  QVERIFY(shares.doubts().empty());
  QCOMPARE(shares.account()->text(),
           std::string(
               "No mapped cell lies outside of the range of the training samples in any layer of numbers."));

  model.training.values.setConstant(std::nanf(""));
  RangeShares none(model);
  map(model, none, 64);
  QVERIFY(!none.account());
}

void TestRangeShares::samplesOutsideAreTold_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<QVector<float>>("values"); // of W, in all cells of the window
  QTest::addColumn<QString>("told");          // empty: nothing
  const float missing = std::nanf("");
  QTest::newRow("within") << 1 << QVector<float>{-1, 0, 0.5F, 1} << "";
  QTest::newRow("five of eight") << 1 << QVector<float>{3, 3, 3, 3, 3, 0, 0, 0} << "62.5 % of the samples";
  QTest::newRow("of those that have it")
      << 1 << QVector<float>{3, 3, 3, 0, missing, missing} << "75 % of the samples that have a value of it";
  QTest::newRow("one a little beyond") << 1 << QVector<float>{1.5F} << "";
  QTest::newRow("one that stands for nothing") << 1 << QVector<float>{-9999} << "100 % of the samples";
  QTest::newRow("windows") << 3 << QVector<float>{3, 3, 3, 0} << "75 % of the samples";
}

void TestRangeShares::samplesOutsideAreTold() {
  QFETCH(int, window);
  QFETCH(QVector<float>, values);
  QFETCH(QString, told);
  const NetworkModel model = modelOf(window, 100);
  FloatMatrix inputs = FloatMatrix::Constant(values.size(), 2 * window * window, 50); // of the other feature
  for (int i = 0; i < values.size(); ++i)
    inputs.row(i).head(window * window).setConstant(values[i]);
  const std::vector<Sentence> doubts = rangeDoubts(model, inputs);
  QCOMPARE(doubts.size(), std::size_t{!told.isEmpty()});
  if (!told.isEmpty())
    QCOMPARE(
        QString::fromStdString(doubts.front().text()),
        QStringLiteral("The layer 'W' lies outside of the range of the training samples (-1 to 1) in %1: "
                       "are its units and its transforms those of the stack that the model was trained "
                       "on?")
            .arg(told));
}

void TestRangeShares::aClassThatNoSampleHadIsCalledSo() {
  NetworkModel model = modelOf(1, 100);
  model.features[0] = "rock=3";
  model.training.values.col(0).setZero();
  FloatMatrix inputs = FloatMatrix::Constant(5, 2, 50);
  inputs.col(0) << 0, 0, 1, 0, 0;
  const std::vector<Sentence> doubts = rangeDoubts(model, inputs);
  QCOMPARE(doubts.size(), std::size_t{1});
  QCOMPARE(
      QString::fromStdString(doubts.front().text()),
      QString("No training sample is of the class 'rock=3', and in 20 % of the samples it is otherwise: the "
              "model learnt nothing of that."));
  model.features[0] = "W"; // a constant layer of numbers: one of five is no reason to ask
  QCOMPARE(rangeDoubts(model, inputs).size(), std::size_t{0});
}

QTEST_APPLESS_MAIN(TestRangeShares)
#include "test_range_shares.moc"
