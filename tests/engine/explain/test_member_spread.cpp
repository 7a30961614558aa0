#include "engine/core/statistics.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/ice.h"
#include "engine/explain/member_spread.h"
#include "engine/model/member_curves.h"
#include "engine/model/member_game.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/reference/random_logistic.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

using namespace prospectivity;

/// What each member of a model alone gives: closed forms, the members one by one, and nothing changed in what
/// the model as a whole gives.
class TestMemberSpread : public QObject {
  Q_OBJECT

 private slots:
  void deviationsAreThoseOfTheFormula();
  void linearMembersSpreadAsTheirCoefficients_data();
  void linearMembersSpreadAsTheirCoefficients();
  void membersAreExplainedAsModelsOfTheirOwn_data();
  void membersAreExplainedAsModelsOfTheirOwn();
  void drawnPermutationsAreTheMembersToo_data();
  void drawnPermutationsAreTheMembersToo();
  void oneMemberHasNoSpread();
  void threadsDoNotMatter_data();
  void threadsDoNotMatter();
  void linearMembersHaveDependenceInClosedForm();
  void curvesOfMembersAreThoseOfModelsOfTheirOwn_data();
  void curvesOfMembersAreThoseOfModelsOfTheirOwn();
};

namespace {

LogisticModel linearModel(int features, int members, std::uint64_t seed) {
  Random random(seed);
  LogisticModel model;
  for (int j = 0; j < features; ++j)
    model.features.push_back("layer " + std::to_string(j));
  for (int m = 0; m < members; ++m)
    model.members.push_back(randomLogisticMember(random, features));
  model.background = randomRows(11, features, seed + 1);
  return model;
}

/// The coefficient of a feature in each member, per original unit.
std::vector<double> coefficients(const LogisticModel& model, std::size_t feature) {
  std::vector<double> result;
  for (const LogisticMember& member : model.members)
    result.push_back(member.regression.weights[static_cast<Eigen::Index>(feature)] /
                     static_cast<double>(member.scaling.scale[feature]));
  return result;
}

/// An ensemble in a form that another way of computing takes.
NetworkModel networkOf(const QString& form, int members) {
  NetworkShape shape;
  shape.features = form == "a map unit in many classes" ? 18 : 7;
  shape.filters = {6, 6};
  shape.pooling = Pooling::Max;
  if (form != "a sum of fields")
    shape.dense = {8};
  if (form == "a window") {
    shape.features = 4;
    shape.window = 3;
    shape.filters = {4};
    shape.dense = {};
    shape.pooling = Pooling::None;
  }
  NetworkModel model = randomModel(shape, members, 31);
  model.background = randomRows(19, shape.inputs(), 32); // a full group of lanes and a part of one
  if (form == "a map unit in many classes")
    for (std::size_t j = 2; j < 14; ++j)
      model.features[j] = "rock=" + std::to_string(j);
  return model;
}

FloatMatrix samplesOf(const NetworkModel& model, int count) {
  return randomRows(count, static_cast<int>(model.layout().columns()), 33);
}

ShapleyOptions apart(OutputSpace space, ShapleyMethod method = ShapleyMethod::Auto) {
  ShapleyOptions options;
  options.space = space;
  options.method = method;
  options.groupClasses = true;
  options.tellsMembersApart = true;
  return options;
}

double largest(const Matrix& difference) {
  return difference.cwiseAbs().maxCoeff();
}

Matrix meanOf(const std::vector<Matrix>& ofMembers) {
  Matrix sum = Matrix::Zero(ofMembers.front().rows(), ofMembers.front().cols());
  for (const Matrix& own : ofMembers)
    sum += own;
  return sum / static_cast<double>(ofMembers.size());
}

bool sameBytes(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

void formsAndSpaces() {
  QTest::addColumn<QString>("form");
  QTest::addColumn<int>("space");
  for (const char* form : {"a sum of fields", "a hidden layer", "a map unit in many classes", "a window"})
    for (const int space : {0, 1})
      QTest::addRow("%s, space %d", form, space) << QString(form) << space;
}

} // namespace

void TestMemberSpread::deviationsAreThoseOfTheFormula() {
  Matrix ofMembers(3, 2);
  ofMembers << 1, 5, 2, 5, 6, 5;
  const std::vector<double> spread = spreadOfColumns(ofMembers); // mean 3: 4 + 1 + 9 over 2
  QCOMPARE(spread[0], std::sqrt(7.0));
  QCOMPARE(spread[1], 0.0);
  const Matrix each = spreadOfEach({Matrix::Constant(2, 1, -1), Matrix::Constant(2, 1, 3)});
  QCOMPARE(each.rows(), Eigen::Index{2});
  QCOMPARE(each(1, 0), std::sqrt(8.0));
  QCOMPARE(spreadOfEach({}).size(), Eigen::Index{0});
  QVERIFY(std::isnan(spreadOfColumns(Matrix::Ones(1, 1))[0]));
}

void TestMemberSpread::linearMembersSpreadAsTheirCoefficients_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("exact") << static_cast<int>(ShapleyMethod::Exact);
  QTest::newRow("permutation") << static_cast<int>(ShapleyMethod::Permutation);
}

// phi = b (x - mean): over members, the standard deviation of b times |x - mean|.
void TestMemberSpread::linearMembersSpreadAsTheirCoefficients() {
  QFETCH(int, method);
  const LogisticModel model = linearModel(9, 4, 1);
  const FloatMatrix samples = randomRows(12, 9, 2);
  const ShapleyValues values =
      explainModel(model, samples, model.background,
                   apart(OutputSpace::Logit, static_cast<ShapleyMethod>(method)), Progress());
  QCOMPARE(values.ofMembers.size(), std::size_t{4});
  const Matrix spread = spreadOfEach(values.ofMembers);
  const Vector means = model.background.cast<double>().colwise().mean();
  for (std::size_t j = 0; j < 9; ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    const std::vector<double> slopes = coefficients(model, j);
    for (Eigen::Index i = 0; i < samples.rows(); ++i) {
      const double away = static_cast<double>(samples(i, column)) - means[column];
      QVERIFY(std::abs(spread(i, column) - standardDeviation(slopes) * std::abs(away)) < 1e-12);
      for (std::size_t m = 0; m < 4; ++m)
        QVERIFY(std::abs(values.ofMembers[m](i, column) - slopes[m] * away) < 1e-12);
    }
  }
  QVERIFY(largest(meanOf(values.ofMembers) - values.values) < 1e-12);
}

void TestMemberSpread::membersAreExplainedAsModelsOfTheirOwn_data() {
  formsAndSpaces();
}

void TestMemberSpread::membersAreExplainedAsModelsOfTheirOwn() {
  QFETCH(QString, form);
  QFETCH(int, space);
  const auto output = static_cast<OutputSpace>(space);
  const NetworkModel model = networkOf(form, 3);
  const FloatMatrix samples = samplesOf(model, 3);
  const ShapleyOptions options = apart(output, ShapleyMethod::Exact);
  const ShapleyValues values = explainModel(model, samples, model.background, options, Progress());
  QCOMPARE(values.ofMembers.size(), std::size_t{3});

  ShapleyOptions together = options;
  together.tellsMembersApart = false;
  const ShapleyValues whole = explainModel(model, samples, model.background, together, Progress());
  QVERIFY(whole.ofMembers.empty());
  QVERIFY(sameBytes(values.values, whole.values));
  QVERIFY(values.residual == whole.residual);

  double scale = std::max(1.0, largest(whole.values));
  for (const double prediction : whole.prediction)
    scale = std::max(scale, std::abs(prediction));
  for (std::size_t m = 0; m < 3; ++m) {
    const ShapleyValues alone =
        explainModel(*model.member(m), samples, model.background, together, Progress());
    const double error = largest(values.ofMembers[m] - alone.values) / scale;
    QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
    for (Eigen::Index i = 0; i < samples.rows(); ++i) // a member's values add up to what it says
      QVERIFY(std::abs(values.ofMembers[m].row(i).sum() - alone.prediction[static_cast<std::size_t>(i)] +
                       alone.baseValue) < 1e-5 * scale);
  }
  const double apartBy = largest(meanOf(values.ofMembers) - values.values);
  if (output == OutputSpace::Logit)
    QVERIFY2(apartBy < 1e-6 * scale, qPrintable(QString::number(apartBy)));
  else
    QVERIFY(apartBy > 2e-6); // the mean of sigmoids is another number, beyond rounding
  QVERIFY(largest(spreadOfEach(values.ofMembers)) > 1e-3);
}

void TestMemberSpread::drawnPermutationsAreTheMembersToo_data() {
  formsAndSpaces();
}

// The games that tell members apart on their own against the members' own games, in the same orders.
void TestMemberSpread::drawnPermutationsAreTheMembersToo() {
  QFETCH(QString, form);
  QFETCH(int, space);
  const auto output = static_cast<OutputSpace>(space);
  const NetworkModel model = networkOf(form, 3);
  const FloatMatrix samples = samplesOf(model, 2);
  ShapleyOptions options = apart(output, ShapleyMethod::Permutation);
  options.permutations.maximum = 32;
  const ShapleyValues values = explainModel(model, samples, model.background, options, Progress());
  const Players players = layerPlayers(model.features, true).inputs(model.layout().cells());
  const GameMaker each = gameOfEachMember(model, model.background, players, output);
  const ShapleyValues expected = permutationShapley(each, *model.predictor(), samples, model.background,
                                                    output, options.permutations, 1, Progress());
  QVERIFY(sameBytes(values.values, expected.values));
  QVERIFY(values.permutations == expected.permutations);
  double scale = std::max(1.0, largest(values.values));
  for (const double prediction : values.prediction)
    scale = std::max(scale, std::abs(prediction));
  for (std::size_t m = 0; m < 3; ++m)
    QVERIFY(largest(values.ofMembers[m] - expected.ofMembers[m]) < 1e-6 * scale);
  if (output == OutputSpace::Logit)
    QVERIFY(largest(meanOf(values.ofMembers) - values.values) < 1e-6 * scale);

  options.tellsMembersApart = false;
  QVERIFY(
      sameBytes(values.values, explainModel(model, samples, model.background, options, Progress()).values));
}

void TestMemberSpread::oneMemberHasNoSpread() {
  const NetworkModel model = networkOf("a sum of fields", 1);
  const FloatMatrix samples = samplesOf(model, 3);
  ShapleyOptions options = apart(OutputSpace::Probability);
  const ShapleyValues values = explainModel(model, samples, model.background, options, Progress());
  QVERIFY(values.ofMembers.empty());
  options.tellsMembersApart = false;
  QVERIFY(
      sameBytes(values.values, explainModel(model, samples, model.background, options, Progress()).values));
  QCOMPARE(model.memberCurves()->members(), std::size_t{0});
  QCOMPARE(linearModel(3, 1, 4).memberCurves()->members(), std::size_t{0});
}

void TestMemberSpread::threadsDoNotMatter_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("exact") << static_cast<int>(ShapleyMethod::Exact);
  QTest::newRow("permutation") << static_cast<int>(ShapleyMethod::Permutation);
}

void TestMemberSpread::threadsDoNotMatter() {
  QFETCH(int, method);
  const NetworkModel model = networkOf("a hidden layer", 2);
  const FloatMatrix samples = samplesOf(model, 20);
  std::vector<Matrix> found[2];
  for (const int threads : {1, 3}) {
    ShapleyOptions options = apart(OutputSpace::Probability, static_cast<ShapleyMethod>(method));
    options.permutations.maximum = 16;
    options.threads = threads;
    found[threads == 1 ? 0 : 1] =
        explainModel(model, samples, model.background, options, Progress()).ofMembers;
  }
  for (std::size_t m = 0; m < 2; ++m)
    QVERIFY(sameBytes(found[0][m], found[1][m]));
}

// A line in each member: its mean over samples is the intercept and the other features' means, and its slope
// the coefficient.
void TestMemberSpread::linearMembersHaveDependenceInClosedForm() {
  const LogisticModel model = linearModel(3, 4, 5);
  const FloatMatrix rows = randomRows(70, 3, 6); // several blocks
  std::vector<int> labels(70);
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i] = i % 3 == 0 ? 1 : 0;
  const std::vector<double> grid{-1, 0, 2.5};
  IceOptions options;
  options.space = OutputSpace::Logit;
  options.mostCurves = 5;
  const FeatureCurves curves = varyFeature(*model.memberCurves(), rows, labels, 1, grid, options, Progress());
  const auto levelOf = [&](const LogisticMember& member, const FloatMatrix& of, double value) {
    double sum = 0;
    for (Eigen::Index i = 0; i < of.rows(); ++i) {
      double logit = member.regression.intercept;
      for (std::size_t j = 0; j < 3; ++j) {
        const double x = j == 1 ? value : static_cast<double>(of(i, static_cast<Eigen::Index>(j)));
        logit += member.regression.weights[static_cast<Eigen::Index>(j)] *
                 (x - static_cast<double>(member.scaling.center[j])) /
                 static_cast<double>(member.scaling.scale[j]);
      }
      sum += logit / static_cast<double>(of.rows());
    }
    return sum;
  };
  FloatMatrix deposits(24, 3);
  for (Eigen::Index i = 0; i < 24; ++i)
    deposits.row(i) = rows.row(3 * i);
  QCOMPARE(curves.byLabel[1].count, std::size_t{24});
  for (std::size_t k = 0; k < grid.size(); ++k) {
    const auto point = static_cast<Eigen::Index>(k);
    std::vector<double> levels;
    for (std::size_t m = 0; m < 4; ++m) {
      const auto member = static_cast<Eigen::Index>(m);
      levels.push_back(levelOf(model.members[m], rows, grid[k]));
      QVERIFY(std::abs(curves.all.meanOfMembers(member, point) - levels.back()) < 1e-5);
      QVERIFY(std::abs(curves.byLabel[1].meanOfMembers(member, point) -
                       levelOf(model.members[m], deposits, grid[k])) < 1e-5);
      QVERIFY(std::abs(curves.all.derivativeOfMembers(member, point) - coefficients(model, 1)[m]) < 1e-6);
    }
    QVERIFY(std::abs(spreadOfColumns(curves.all.meanOfMembers)[k] - standardDeviation(levels)) < 1e-5);
    QVERIFY(std::abs(mean(levels) - curves.all.mean[k]) < 1e-5);
    const FloatMatrix own = rows.row(static_cast<Eigen::Index>(curves.rows[2]));
    std::vector<double> ofSample;
    for (const LogisticMember& member : model.members)
      ofSample.push_back(levelOf(member, own, grid[k]));
    QVERIFY(std::abs(curves.iceMemberSpread(2, point) - standardDeviation(ofSample)) < 1e-5);
    QVERIFY(std::abs(curves.derivativeMemberSpread(2, point) - standardDeviation(coefficients(model, 1))) <
            1e-6);
  }
}

void TestMemberSpread::curvesOfMembersAreThoseOfModelsOfTheirOwn_data() {
  formsAndSpaces();
}

void TestMemberSpread::curvesOfMembersAreThoseOfModelsOfTheirOwn() {
  QFETCH(QString, form);
  QFETCH(int, space);
  const NetworkModel model = networkOf(form, 3);
  const FloatMatrix rows = samplesOf(model, 40);
  std::vector<int> labels(40);
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i] = static_cast<int>(i % 2);
  const std::vector<double> grid{-0.8, -0.1, 0.3, 1.2};
  IceOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.derivatives = form != "a window"; // those come from the training library
  const FeatureCurves found = varyFeature(*model.memberCurves(), rows, labels, 2, grid, options, Progress());
  const FeatureCurves whole = varyFeature(*model.curves(), rows, labels, 2, grid, options, Progress());
  QVERIFY(found.all.mean == whole.all.mean);
  QVERIFY(found.all.spread == whole.all.spread);
  QVERIFY(found.all.derivative == whole.all.derivative);
  QVERIFY(sameBytes(found.ice, whole.ice));
  QCOMPARE(whole.all.meanOfMembers.size(), Eigen::Index{0});
  QCOMPARE(whole.iceMemberSpread.size(), Eigen::Index{0});
  Matrix ice(3, 4);
  for (std::size_t m = 0; m < 3; ++m) {
    const auto member = static_cast<Eigen::Index>(m);
    const std::unique_ptr<Model> alone = model.member(m);
    const FeatureCurves own = varyFeature(*alone->curves(), rows, labels, 2, grid, options, Progress());
    for (std::size_t k = 0; k < grid.size(); ++k) {
      const auto point = static_cast<Eigen::Index>(k);
      QVERIFY(std::abs(found.all.meanOfMembers(member, point) - own.all.mean[k]) < 1e-9);
      for (const std::size_t label : {0U, 1U})
        QVERIFY(std::abs(found.byLabel[label].meanOfMembers(member, point) - own.byLabel[label].mean[k]) <
                1e-9);
      if (options.derivatives)
        QVERIFY(std::abs(found.all.derivativeOfMembers(member, point) - own.all.derivative[k]) < 1e-6);
    }
    ice.row(member) = own.ice.row(7);
  }
  const std::vector<double> spread = spreadOfColumns(ice);
  for (std::size_t k = 0; k < grid.size(); ++k)
    QVERIFY(std::abs(found.iceMemberSpread(7, static_cast<Eigen::Index>(k)) - spread[k]) < 1e-9);
  QVERIFY(spread[1] > 1e-3);

  options.threads = 3;
  const FeatureCurves many = varyFeature(*model.memberCurves(), rows, labels, 2, grid, options, Progress());
  options.threads = 1;
  const FeatureCurves one = varyFeature(*model.memberCurves(), rows, labels, 2, grid, options, Progress());
  QVERIFY(sameBytes(one.all.meanOfMembers, many.all.meanOfMembers));
  QVERIFY(sameBytes(one.iceMemberSpread, many.iceMemberSpread));

  // What any kind of model can do gives the same.
  const FeatureCurves any =
      varyFeature(*curvesOfEachMember(model), rows, labels, 2, grid, options, Progress());
  QVERIFY(largest(any.all.meanOfMembers - one.all.meanOfMembers) < 1e-9);
}

QTEST_APPLESS_MAIN(TestMemberSpread)
#include "test_member_spread.moc"
