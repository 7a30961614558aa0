#include "engine/network/backend.h"
#include "engine/predict/model_tiles.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/reference/brute_force_shapley.h"
#include "tests/engine/reference/random_logistic.h"

#include <QTemporaryDir>
#include <QTest>

using namespace prospectivity;

class TestLogisticModel : public QObject {
  Q_OBJECT
 private slots:
  void logitsAreTheMeanOfTheMembers();
  void shapleyValuesEqualBruteForce_data();
  void shapleyValuesEqualBruteForce();
  void shapleyValuesOfFortyFeaturesAreTheClosedForm();
  void curvesAreLinesWithTheSlopeOfTheFeature();
  void theFileKeepsEveryBit();
  void anEnsembleHasASpreadAndASingleModelHasNone();
};

namespace {

LogisticModel modelOf(int features, int members, std::uint64_t seed) {
  Random random(seed);
  LogisticModel model;
  for (int j = 0; j < features; ++j)
    model.features.push_back(j < 3 ? "unit=" + std::to_string(j) : "layer " + std::to_string(j));
  for (int m = 0; m < members; ++m)
    model.members.push_back(randomLogisticMember(random, features));
  model.background = randomRows(9, features, seed + 1);
  model.record.seed = seed;
  return model;
}

/// In plain double precision from the formula.
double logitOf(const LogisticModel& model, const float* row) {
  double sum = 0;
  for (const LogisticMember& member : model.members) {
    sum += member.regression.intercept;
    for (std::size_t j = 0; j < model.features.size(); ++j)
      sum += member.regression.weights[static_cast<Eigen::Index>(j)] *
             (static_cast<double>(row[j]) - static_cast<double>(member.scaling.center[j])) /
             static_cast<double>(member.scaling.scale[j]);
  }
  return sum / static_cast<double>(model.members.size());
}

double largest(const Matrix& difference) {
  return difference.cwiseAbs().maxCoeff();
}

} // namespace

void TestLogisticModel::logitsAreTheMeanOfTheMembers() {
  const LogisticModel model = modelOf(7, 3, 1);
  const FloatMatrix rows = randomRows(50, 7, 2);
  std::vector<float> logits(50);
  model.predictor()->logits(rows.data(), 50, logits.data());
  for (int i = 0; i < 50; ++i)
    QVERIFY(std::abs(static_cast<double>(logits[static_cast<std::size_t>(i)]) -
                     logitOf(model, rows.row(i).data())) < 1e-5);
}

void TestLogisticModel::shapleyValuesEqualBruteForce_data() {
  spacesAndGroups();
}

void TestLogisticModel::shapleyValuesEqualBruteForce() {
  QFETCH(int, space);
  QFETCH(bool, groups);
  const LogisticModel model = modelOf(8, 2, 3);
  const FloatMatrix samples = randomRows(6, 8, 4);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.groupClasses = groups;
  options.interactions = InteractionDetail::OfSamples;
  const ShapleyValues found = explainModel(model, samples, model.background, options, Progress());
  QCOMPARE(found.values.cols(), groups ? Eigen::Index{6} : Eigen::Index{8});
  const ShapleyValues expected = shapleyByBruteForce(model, samples, options);
  QVERIFY(largest(found.values - expected.values) < 2e-6);
  for (std::size_t i = 0; i < found.residual.size(); ++i)
    QVERIFY(std::abs(found.residual[i]) < 2e-6);
  QVERIFY(largest(found.interactions->ofSamples - expected.interactions->ofSamples) < 4e-6);
}

void TestLogisticModel::shapleyValuesOfFortyFeaturesAreTheClosedForm() {
  const LogisticModel model = modelOf(40, 2, 5);
  const FloatMatrix samples = randomRows(4, 40, 6);
  ShapleyOptions options;
  options.method = ShapleyMethod::Exact;
  options.interactions = InteractionDetail::Summary;
  const ShapleyValues found = explainModel(model, samples, model.background, options, Progress());
  const Vector slopes = model.slopes();
  const Vector means = model.background.cast<double>().colwise().mean();
  for (Eigen::Index i = 0; i < 4; ++i)
    for (Eigen::Index j = 0; j < 40; ++j)
      QVERIFY(std::abs(found.values(i, j) - slopes[j] * (static_cast<double>(samples(i, j)) - means[j])) <
              1e-12);

  QVERIFY(strongestPairs(*found.interactions, 0).empty()); // a sum has none, to the last bit

  options.method = ShapleyMethod::Permutation; // additive: every order gives the same
  options.permutations.maximum = 16;
  const ShapleyValues sampled = explainModel(model, samples, model.background, options, Progress());
  QVERIFY(largest(sampled.values - found.values) < 1e-12);
  QVERIFY(!sampled.interactions);
}

void TestLogisticModel::curvesAreLinesWithTheSlopeOfTheFeature() {
  const LogisticModel model = modelOf(5, 2, 7);
  const FloatMatrix rows = randomRows(3, 5, 8);
  const std::vector<double> grid{-1, 0, 2.5};
  FloatMatrix logits;
  FloatMatrix slopes;
  const auto curves = model.curves();
  QVERIFY(curves->hasSlopes());
  curves->follow(rows, 4, grid, logits, &slopes);
  for (Eigen::Index i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < grid.size(); ++k) {
      const auto point = static_cast<Eigen::Index>(k);
      FloatMatrix moved = rows.row(i);
      moved(0, 4) = static_cast<float>(grid[k]);
      QVERIFY(std::abs(static_cast<double>(logits(i, point)) - logitOf(model, moved.data())) < 1e-5);
      QVERIFY(std::abs(static_cast<double>(slopes(i, point)) - model.slopes()[4]) < 1e-6);
    }
}

void TestLogisticModel::theFileKeepsEveryBit() {
  const QTemporaryDir folder;
  const std::string path = folder.filePath("logistic.pt").toStdString();
  LogisticModel model = modelOf(6, 3, 9);
  model.training.values = randomRows(4, 6, 10);
  model.training.folds = {0, 1, -1, 0};
  modelBackend().save(model, path);
  const std::unique_ptr<Model> read = modelBackend().load(path);
  QCOMPARE(read->kind().id, "logistic_regression");
  const auto& back = dynamic_cast<const LogisticModel&>(*read);
  QCOMPARE(back.features, model.features);
  QVERIFY(back.background == model.background);
  QVERIFY(back.training.values == model.training.values);
  QCOMPARE(back.training.folds, model.training.folds);
  QVERIFY(back.record.seed == model.record.seed);
  QCOMPARE(back.members.size(), std::size_t{3});
  for (std::size_t m = 0; m < 3; ++m) {
    QCOMPARE(back.members[m].regression.intercept, model.members[m].regression.intercept);
    QVERIFY(back.members[m].regression.weights == model.members[m].regression.weights);
    QCOMPARE(back.members[m].scaling.center, model.members[m].scaling.center);
    QCOMPARE(back.members[m].scaling.scale, model.members[m].scaling.scale);
  }
}

void TestLogisticModel::anEnsembleHasASpreadAndASingleModelHasNone() {
  const LogisticModel model = modelOf(3, 2, 11);
  const FloatMatrix cell = randomRows(1, 3, 12);
  float outputs[2];
  ensembleTiles(model)(cell.data(), {0, 0, 1, 1}, outputs);
  double single[2];
  for (std::size_t m = 0; m < 2; ++m) {
    float logit = 0;
    model.member(m)->predictor()->logits(cell.data(), 1, &logit);
    single[m] = sigmoid(static_cast<double>(logit));
  }
  QVERIFY(std::abs(static_cast<double>(outputs[1]) - std::abs(single[0] - single[1]) / std::sqrt(2)) < 1e-6);
  QVERIFY_EXCEPTION_THROWN(ensembleTiles(*model.member(0)), std::exception);
  QVERIFY_EXCEPTION_THROWN(dropoutTiles(model, 4, 1), std::exception);
}

QTEST_GUILESS_MAIN(TestLogisticModel)
#include "test_logistic_model.moc"
