#include "engine/core/error.h"
#include "engine/model/window_means.h"
#include "engine/network/network_model.h"
#include "engine/predict/applicability_tiles.h"
#include "engine/predict/model_tiles.h"
#include "engine/raster/memory_raster.h"
#include "engine/reference/logistic_model.h"
#include "engine/reference/tree_model.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using namespace prospectivity;

/// The area of applicability of models that numbers stand for classes in: that of the same model without
/// tables, where the numbers stand in samples and cells already.
class TestApplicabilityOfClasses : public QObject {
  Q_OBJECT

 private slots:
  void theAreaIsThatOfWhatStandsForTheCodes_data();
  void theAreaIsThatOfWhatStandsForTheCodes();
  void meansOfCodesAreRefused();
};

namespace {

constexpr int features = 3;
constexpr int columns = 12;
constexpr int rows = 10;
constexpr int samples = 24;

/// Of the feature in the middle. Codes far from each other lie together, and neighbours apart.
ClassEncoding table() {
  ClassEncoding encoding;
  encoding.add(1, {{1, 2, 90}, {-1.5F, 2, -1.4F}, 0.25F});
  return encoding;
}

/// Numbers, and codes in the middle column, one of which the table does not know.
FloatMatrix codedRows(int count, int cells, std::uint64_t seed) {
  constexpr float codes[] = {1, 2, 90, 7};
  FloatMatrix result = randomRows(count, features * cells, seed);
  Random random = Random(seed).fork(1);
  for (int i = 0; i < count; ++i)
    for (int cell = 0; cell < cells; ++cell)
      result(i, cells + cell) = codes[random.below(4)];
  return result;
}

FloatMatrix encoded(FloatMatrix values, int cells) {
  const ClassEncoding encoding = table();
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    for (int cell = 0; cell < cells; ++cell)
      values(i, cells + cell) = encoding.layers().front().classes(values(i, cells + cell));
  return values;
}

std::unique_ptr<Model> forest(const ClassEncoding& classes) {
  auto model = std::make_unique<TreeModel>(TreeKind::Forest);
  TreeEnsemble trees;
  trees.roots = {0};
  trees.nodes = {{1, 0.5F, 1, 2}, {0, 0.25F, 0, 0}, {0, 0.75F, 0, 0}};
  trees.classes = classes;
  model->members = {trees};
  return model;
}

std::unique_ptr<Model> regression(const ClassEncoding& classes) {
  auto model = std::make_unique<LogisticModel>();
  LogisticMember member;
  member.scaling = {ScalingMethod::ZScore, {0.1F, 0.4F, -0.2F}, {1.5F, 0.7F, 2}, classes};
  member.regression.weights.resize(features);
  member.regression.weights << 0.5, -2, 1;
  model->members = {member};
  return model;
}

std::unique_ptr<Model> network(const ClassEncoding& classes, int window) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = {4};
  shape.window = window;
  auto model = std::make_unique<NetworkModel>(randomModel(shape, 1, 17));
  model->members.front().scaling.classes = classes;
  return model;
}

/// With samples that hold codes, or what stands for them where `classes` is empty.
std::unique_ptr<Model> modelOf(const QString& kind, const ClassEncoding& classes) {
  const int window = kind == "windowed network" ? 3 : 1;
  const int cells = window * window;
  std::unique_ptr<Model> model = kind == "forest"       ? forest(classes)
                                 : kind == "regression" ? regression(classes)
                                                        : network(classes, window);
  model->features = {"W", "geology", "Sn"};
  const FloatMatrix codes = codedRows(samples, cells, 5);
  const bool isCoded = !classes.empty();
  model->background = isCoded ? codes : encoded(codes, cells);
  model->training.values = isCoded && window == 1 ? codes : encoded(codes, cells);
  model->training.areEncoded = isCoded && window > 1;
  if (window > 1) {
    FloatMatrix means(samples, features);
    for (Eigen::Index i = 0; i < means.rows(); ++i)
      windowMeans(model->training.values.row(i).data(), features, 1, 1, window, means.row(i).data());
    model->training.values = means;
  }
  for (int i = 0; i < samples; ++i)
    model->training.folds.push_back(i % 4);
  return model;
}

/// Dissimilarity index and area of the cells of a raster that holds codes, or what stands for them.
std::vector<float> mapOf(const Model& model, bool hasCodes) {
  FloatMatrix cells = codedRows(columns * rows, 1, 8);
  if (!hasCodes)
    cells = encoded(cells, 1);
  const FloatMatrix planes = cells.transpose();
  MemoryRaster source({{0, 1, 0, 0, 0, -1}, columns, rows, ""}, model.features,
                      {planes.data(), planes.data() + planes.size()});
  MemorySink sink(source.grid(), 3);
  TilingOptions options;
  options.halo = model.layout().halo();
  options.outputBands = 3;
  const auto area = std::make_shared<const Applicability>(applicabilityOf(model));
  const PredictedTiles prediction{probabilityTiles(model), 1, model.window(), false, model.encoding()};
  computeTiles(source, {0, 1, 2}, nullptr, sink, options, withApplicability(prediction, area, false),
               Progress());
  return {sink.values.begin() + columns * rows, sink.values.end()};
}

} // namespace

void TestApplicabilityOfClasses::theAreaIsThatOfWhatStandsForTheCodes_data() {
  QTest::addColumn<QString>("kind");
  for (const char* kind : {"forest", "regression", "network", "windowed network"})
    QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestApplicabilityOfClasses::theAreaIsThatOfWhatStandsForTheCodes() {
  QFETCH(QString, kind);
  const std::unique_ptr<Model> coded = modelOf(kind, table());
  const std::unique_ptr<Model> plain = modelOf(kind, {});
  const std::vector<double> found = gradientImportance(*coded);
  const std::vector<double> expected = gradientImportance(*plain);
  for (std::size_t j = 0; j < features; ++j)
    QVERIFY(std::abs(found[j] - expected[j]) < 1e-6);
  QVERIFY(found[1] > 1e-3);
  QCOMPARE(applicabilityOf(*coded).limit(), applicabilityOf(*plain).limit());
  const std::vector<float> ofCodes = mapOf(*coded, true);
  const std::vector<float> ofNumbers = mapOf(*plain, false);
  int known = 0;
  for (std::size_t i = 0; i < ofCodes.size(); ++i) {
    QCOMPARE(std::isnan(ofCodes[i]), std::isnan(ofNumbers[i]));
    QVERIFY(std::isnan(ofCodes[i]) || std::abs(ofCodes[i] - ofNumbers[i]) < 1e-5F);
    known += std::isnan(ofCodes[i]) ? 0 : 1;
  }
  QVERIFY(known >= (columns - 2) * (rows - 2));
}

void TestApplicabilityOfClasses::meansOfCodesAreRefused() {
  std::unique_ptr<Model> model = modelOf("windowed network", table());
  model->training.areEncoded = false;
  try {
    applicabilityOf(*model);
    QFAIL("means of codes were taken");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QStringLiteral("Area of applicability: the model file stores means of the class codes of "
                            "'geology' in windows, as older versions wrote them: train the model again, or "
                            "leave the area of applicability out."));
  }
}

QTEST_GUILESS_MAIN(TestApplicabilityOfClasses)
#include "test_applicability_of_classes.moc"
