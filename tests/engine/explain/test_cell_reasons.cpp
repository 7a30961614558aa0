#include "engine/core/error.h"
#include "engine/explain/cell_reasons.h"
#include "engine/network/fast_predictor.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/explain/formula_model.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace prospectivity;

/// What is told of one cell against what maps and tables of explanations say of it.
class TestCellReasons : public QObject {
  Q_OBJECT

 private slots:
  void aCellIsWhatMapsAndTablesSay_data();
  void aCellIsWhatMapsAndTablesSay();
  void withoutDataThereIsNoScore();
  void atTheEdgeOfTheGridAWindowIsNotWhole();
  void missingEvidenceIsExplained();
  void tooFewLayersAreTold();
  void valuesHaveTheirPlaceAmongDepositsAndNonDeposits();
  void probabilityIsTheCalibrations();
  void theCurvePassesThroughTheCell();
  void aCellBeyondTheGridIsRefused();
};

namespace {

constexpr int columns = 9;
constexpr int rows = 7;
constexpr float missing = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<NetworkModel> modelOf(int window, int members) {
  NetworkShape shape;
  shape.features = 4;
  shape.window = window;
  shape.filters = {4};
  auto model = std::make_shared<NetworkModel>(randomModel(shape, members, 8));
  model->training.values = randomRows(20, 4, 3);
  for (int i = 0; i < 20; ++i)
    model->training.folds.push_back(i % 4);
  return model;
}

Grid gridOfTest() {
  Grid grid;
  grid.columns = columns;
  grid.rows = rows;
  return grid;
}

MemoryRaster stackOf(const Model& model, int hole = -1) {
  const FloatMatrix values = randomRows(static_cast<int>(model.features.size()), columns * rows, 9);
  std::vector<float> floats(values.data(), values.data() + values.size());
  if (hole >= 0)
    floats[static_cast<std::size_t>(hole)] = missing;
  const std::vector<std::string> names(model.features.rbegin(), model.features.rend()); // found by name
  return MemoryRaster(gridOfTest(), names, floats);
}

class LastWritten : public RasterSink {
 public:
  explicit LastWritten(std::size_t bands) : values(bands * columns * rows, -1.0F) {}
  void write(const Tile& tile, const float* written) override {
    for (std::size_t band = 0; band * columns * rows < values.size(); ++band)
      for (int r = 0; r < tile.rows; ++r)
        for (int c = 0; c < tile.columns; ++c)
          values[band * columns * rows +
                 static_cast<std::size_t>((tile.row + r) * columns + tile.column + c)] = *written++;
  }
  void finish() override {}
  std::vector<float> values;
};

std::vector<float> mapOf(const Model& model, RasterSource& stack, int bands, const TileFunction& tiles) {
  LastWritten sink(static_cast<std::size_t>(bands));
  TilingOptions options;
  options.halo = model.layout().halo();
  options.outputBands = bands;
  computeTiles(stack, modelBands(stack, model.features), nullptr, sink, options, tiles, {});
  return sink.values;
}

template <typename Values> bool sameBytes(const Values& a, const Values& b) {
  return a.size() == b.size() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(*a.data())) == 0;
}

std::shared_ptr<SumModel> sumModel() {
  auto model = std::make_shared<SumModel>(std::vector<std::string>{"Cu", "Au", "Ag"},
                                          std::vector<SumModel::Term>{{1, 2, 0}, {0, 1, 0}, {0.5, -1, 0}});
  model->background = randomRows(4, 3, 5);
  return model;
}

} // namespace

void TestCellReasons::aCellIsWhatMapsAndTablesSay_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("members");
  QTest::newRow("one network") << 1 << 1;
  QTest::newRow("ensemble") << 1 << 3;
  QTest::newRow("windowed ensemble") << 3 << 2;
}

void TestCellReasons::aCellIsWhatMapsAndTablesSay() {
  QFETCH(int, window);
  QFETCH(int, members);
  const auto model = modelOf(window, members);
  MemoryRaster stack = stackOf(*model);
  const CellExplainer explainer(model, model->background);
  const std::vector<float> scores = mapOf(*model, stack, 1, probabilityTiles(*model));
  const std::vector<float> spread =
      members > 1 ? mapOf(*model, stack, 2, ensembleTiles(*model)) : std::vector<float>();
  for (const auto& [row, column] : {std::pair{1, 1}, {3, 4}, {5, 7}}) {
    const CellReasons reasons = explainer.explain(stack, column, row, {}, {});
    const auto cell = static_cast<std::size_t>(row * columns + column);
    QCOMPARE(reasons.verdict, CellVerdict::Explained);
    QVERIFY(std::memcmp(&reasons.score, &scores[cell], sizeof(float)) == 0);
    QCOMPARE(reasons.scoreSpread.has_value(), members > 1);
    if (members > 1)
      QVERIFY(std::memcmp(&*reasons.scoreSpread, &spread[columns * rows + cell], sizeof(float)) == 0);

    FloatMatrix input(1, 4 * window * window);
    std::vector<float> plane(columns * rows);
    Eigen::Index next = 0;
    for (int j = 0; j < 4; ++j) {
      stack.read({3 - j}, {0, 0, columns, rows}, plane.data());
      for (int r = row - window / 2; r <= row + window / 2; ++r)
        for (int c = column - window / 2; c <= column + window / 2; ++c)
          input(0, next++) = plane[static_cast<std::size_t>(r * columns + c)];
    }
    QVERIFY(sameBytes(reasons.input, input));
    const ShapleyValues expected =
        explainModel(*model, input, model->background, CellExplainer::options(), {});
    QVERIFY(sameBytes(reasons.shares.values, expected.values));
    QCOMPARE(reasons.shares.baseValue, expected.baseValue);
    QCOMPARE(reasons.sharesSpread.size() > 0, members > 1);
    QVERIFY(addsUp(reasons.shares.residual[0], reasons.shares.prediction[0], reasons.shares.baseValue));
    QVERIFY(reasons.dissimilarity && reasons.isInside);
    QCOMPARE(*reasons.isInside, *reasons.dissimilarity <= *reasons.dissimilarityLimit);
    QCOMPARE(reasons.layersPresent, reasons.layers);
  }
}

void TestCellReasons::withoutDataThereIsNoScore() {
  const auto model = modelOf(1, 1);
  MemoryRaster stack = stackOf(*model, 12); // of the last feature, since the bands are the other way round
  const CellReasons reasons =
      CellExplainer(model, model->background).explain(stack, 12 % columns, 12 / columns, {}, {});
  QCOMPARE(reasons.verdict, CellVerdict::NoData);
  QVERIFY(std::isnan(reasons.score));
  QCOMPARE(reasons.shares.values.size(), Eigen::Index(0));
  QVERIFY(std::isnan(reasons.evidence[3].value));
  QVERIFY(!std::isnan(reasons.evidence[0].value)); // what is known is told all the same
  QCOMPARE(reasons.layersPresent, std::size_t(3));
}

void TestCellReasons::atTheEdgeOfTheGridAWindowIsNotWhole() {
  const auto model = modelOf(3, 1);
  MemoryRaster stack = stackOf(*model);
  const CellReasons reasons = CellExplainer(model, model->background).explain(stack, 0, 3, {}, {});
  QCOMPARE(reasons.verdict, CellVerdict::NoData);
  QCOMPARE(reasons.layersPresent, reasons.layers); // in the cell itself
}

void TestCellReasons::missingEvidenceIsExplained() {
  const auto model = sumModel();
  std::vector<float> values(3 * columns * rows, 2.0F);
  values[columns * rows + 10] = missing; // Au
  MemoryRaster holed(gridOfTest(), model->features, values);
  const CellExplainer explainer(model, model->background);
  const CellReasons reasons = explainer.explain(holed, 10 % columns, 10 / columns, {}, {});
  QCOMPARE(reasons.verdict, CellVerdict::Explained);
  QCOMPARE(reasons.logit, 1.0F + 4.0F + 0.5F - 2.0F);
  QCOMPARE(reasons.layersPresent, std::size_t(2));
  QVERIFY(std::isnan(reasons.evidence[1].value));
  const ShapleyValues expected =
      explainModel(*model, reasons.input, model->background, CellExplainer::options(), {});
  QVERIFY(sameBytes(reasons.shares.values, expected.values));
  QVERIFY(!reasons.dissimilarity); // the model keeps no training samples
  QVERIFY(!reasons.noBecause.empty());
}

void TestCellReasons::tooFewLayersAreTold() {
  const auto model = sumModel();
  std::vector<float> values(3 * columns * rows, missing);
  values[0] = 1; // Cu alone, of three layers
  MemoryRaster stack(gridOfTest(), model->features, values);
  const CellExplainer explainer(model, model->background);
  const CellReasons one = explainer.explain(stack, 0, 0, {}, {});
  QCOMPARE(one.verdict, CellVerdict::TooFewLayers);
  QCOMPARE(one.layersNeeded, std::size_t(2));
  QVERIFY(std::isnan(one.score));
  QCOMPARE(explainer.explain(stack, 1, 0, {}, {}).verdict, CellVerdict::NoData);
}

void TestCellReasons::valuesHaveTheirPlaceAmongDepositsAndNonDeposits() {
  QCOMPARE(placeAmong(2, {1, 2, 3, missing})->share, 0.5);
  QCOMPARE(placeAmong(2, {1, 2, 3, missing})->count, std::size_t(3));
  QVERIFY(!placeAmong(missing, {1, 2}));
  QVERIFY(!placeAmong(1, {missing}));

  const auto model = sumModel();
  std::vector<float> values(3 * columns * rows);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(i % (columns * rows));
  MemoryRaster stack(gridOfTest(), model->features, values);
  const Grid grid = stack.grid();
  const KnownPlaces known = placesOn(
      stack, *model, {grid.center(0, 0), grid.center(1, 0), grid.center(8, 6), {-1e6, 0}}, {1, 0, 0, 1});
  QCOMPARE(known.values.rows(), Eigen::Index(3)); // one lies beyond
  const CellReasons reasons = CellExplainer(model, model->background).explain(stack, 4, 3, known, {});
  QCOMPARE(reasons.evidence[0].amongDeposits->share, 1.0);
  QCOMPARE(reasons.evidence[0].amongNonDeposits->share, 0.5);
  QCOMPARE(reasons.evidence[0].amongAll->count, std::size_t(3));
}

void TestCellReasons::probabilityIsTheCalibrations() {
  const auto model = modelOf(1, 1);
  MemoryRaster stack = stackOf(*model);
  QVERIFY(!CellExplainer(model, model->background).explain(stack, 2, 2, {}, {}).probability);
  Calibration calibration;
  calibration.slope = 2;
  calibration.intercept = -1;
  calibration.slopeVariance = 0.01;
  model->record.calibration = calibration;
  const CellReasons reasons = CellExplainer(model, model->background).explain(stack, 2, 2, {}, {});
  QCOMPARE(*reasons.probability, sigmoid(2 * static_cast<double>(reasons.logit) - 1));
}

void TestCellReasons::theCurvePassesThroughTheCell() {
  const auto model = modelOf(1, 2);
  MemoryRaster stack = stackOf(*model);
  const CellExplainer explainer(model, model->background);
  const CellReasons reasons = explainer.explain(stack, 2, 2, {}, {});
  // Where the known places have but the cell's own value, the grid is that value.
  const KnownPlaces same{reasons.input, {}};
  const FeatureCurves curve = explainer.curveOf(reasons.input, 1, same, {});
  QCOMPARE(curve.grid.size(), std::size_t(1));
  QVERIFY(std::abs(curve.ice(0, 0) - static_cast<double>(reasons.score)) < 1e-6);
  QVERIFY(explainer.curveOf(reasons.input, 1, {}, {}).grid.size() > 1); // of the training samples
}

void TestCellReasons::aCellBeyondTheGridIsRefused() {
  const auto model = modelOf(1, 1);
  MemoryRaster stack = stackOf(*model);
  const CellExplainer explainer(model, model->background);
  QVERIFY_EXCEPTION_THROWN(explainer.explain(stack, columns, 0, {}, {}), Error);
  QVERIFY_EXCEPTION_THROWN(CellExplainer(model, FloatMatrix()), Error);
}

QTEST_APPLESS_MAIN(TestCellReasons)
#include "test_cell_reasons.moc"
