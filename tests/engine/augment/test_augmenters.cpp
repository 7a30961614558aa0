#include "engine/augment/adasyn.h"
#include "engine/augment/augment.h"
#include "engine/augment/borderline_smote.h"
#include "engine/augment/gaussian_noise.h"
#include "engine/augment/random_oversampling.h"
#include "engine/augment/registry.h"
#include "engine/augment/smote.h"
#include "engine/core/error.h"
#include "tests/engine/augment/augment_table.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace prospectivity;

/// Each method against its definition.
class TestAugmenters : public QObject {
  Q_OBJECT

 private slots:
  void everyMethodKeepsTheAccounts_data();
  void everyMethodKeepsTheAccounts();
  void sameSeedSameSamples_data() { everyMethodKeepsTheAccounts_data(); }
  void sameSeedSameSamples();
  void copiesAreCopies();
  void noiseHasTheSpreadAskedFor();
  void smoteLiesBetweenNeighbours();
  void smoteSharesAreUniform();
  void dangerSetEqualsBruteForce();
  void borderlineStartsFromSamplesInDanger();
  void adasynCountsEqualTheFormula();
  void targetsAreMet_data();
  void targetsAreMet();
  void constantFeaturesStayConstant_data() { everyMethodKeepsTheAccounts_data(); }
  void constantFeaturesStayConstant();
  void tooFewNeighboursAreClampedWithAWarning();
  void mistakesAreNamed();
};

namespace {

AugmentOptions options(std::size_t target = 0, bool both = false, std::uint64_t seed = 1) {
  AugmentOptions result;
  result.targetCount = target;
  result.bothClasses = both;
  result.seed = seed;
  return result;
}

Eigen::Index rowOf(const SampleTable& table, std::int64_t id) {
  return std::find(table.ids.begin(), table.ids.end(), id) - table.ids.begin();
}

/// Features divided by their standard deviation: the space of distances.
Matrix scaled(const SampleTable& table) {
  Matrix values = table.values.rowwise() - table.values.colwise().mean();
  for (Eigen::Index j = 0; j < values.cols(); ++j)
    values.col(j) /= std::sqrt(values.col(j).squaredNorm() / static_cast<double>(values.rows()));
  return values;
}

std::vector<Eigen::Index> nearest(const Matrix& values, Eigen::Index from,
                                  const std::vector<Eigen::Index>& among, std::size_t k) {
  std::vector<std::pair<double, Eigen::Index>> all;
  for (const Eigen::Index row : among)
    if (row != from)
      all.emplace_back((values.row(row) - values.row(from)).squaredNorm(), row);
  std::sort(all.begin(), all.end());
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < k; ++i)
    rows.push_back(all[i].second);
  return rows;
}

std::vector<Eigen::Index> rowsWith(const SampleTable& table, int label) {
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < table.size(); ++i)
    if (label < 0 || table.labels[i] == label)
      rows.push_back(static_cast<Eigen::Index>(i));
  return rows;
}

/// Of the five nearest samples of any class, how many are no deposits.
std::size_t othersNear(const SampleTable& table, Eigen::Index row) {
  std::size_t others = 0;
  for (const Eigen::Index near : nearest(scaled(table), row, rowsWith(table, -1), 5))
    others += table.labels[static_cast<std::size_t>(near)] == 0 ? 1 : 0;
  return others;
}

QString sentenceOf(const Augmenter& method, const SampleTable& table, const AugmentOptions& asked) {
  try {
    augment(method, table, asked, Progress());
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

} // namespace

void TestAugmenters::everyMethodKeepsTheAccounts_data() {
  QTest::addColumn<int>("method");
  for (std::size_t i = 0; i < augmenters().size(); ++i)
    QTest::newRow(augmenters()[i]->id().c_str()) << static_cast<int>(i);
}

void TestAugmenters::everyMethodKeepsTheAccounts() {
  QFETCH(int, method);
  const Augmenter& augmenter = *augmenters()[static_cast<std::size_t>(method)];
  const SampleTable table = twoClouds(20, 50, 4, 1);
  const SampleTable added = augment(augmenter, table, options(), Progress());
  QCOMPARE(added.size(), std::size_t{30});
  QCOMPARE(added.features, table.features);
  std::set<std::int64_t> ids(table.ids.begin(), table.ids.end());
  for (std::size_t i = 0; i < added.size(); ++i) {
    QCOMPARE(added.labels[i], 1);
    QCOMPARE(added.origins[i], augmenter.id());
    // What was learnt from the whole class has no parents of its own.
    QCOMPARE(added.parentA[i].has_value(), augmenter.id() != "wgan_gp");
    if (added.parentA[i])
      QCOMPARE(table.labels[static_cast<std::size_t>(rowOf(table, *added.parentA[i]))], 1);
    QVERIFY2(ids.insert(added.ids[i]).second, "ids are unique");
    QVERIFY(added.values.row(static_cast<Eigen::Index>(i)).allFinite());
  }
}

void TestAugmenters::sameSeedSameSamples() {
  QFETCH(int, method);
  const Augmenter& augmenter = *augmenters()[static_cast<std::size_t>(method)];
  const SampleTable table = twoClouds(20, 50, 4, 1);
  const SampleTable first = augment(augmenter, table, options(), Progress());
  QVERIFY(first.values == augment(augmenter, table, options(), Progress()).values);
  QVERIFY(first.values != augment(augmenter, table, options(0, false, 2), Progress()).values);
  // Synthetic samples of the input are no parents and change nothing but the ids.
  SampleTable withSynthetic = table;
  withSynthetic.append(first);
  QVERIFY(first.values == augment(augmenter, withSynthetic, options(), Progress()).values);
}

void TestAugmenters::copiesAreCopies() {
  const SampleTable table = twoClouds(20, 50, 4, 2);
  const SampleTable added = augment(RandomOversampling(), table, options(), Progress());
  for (std::size_t i = 0; i < added.size(); ++i) {
    QVERIFY(added.values.row(static_cast<Eigen::Index>(i)) ==
            table.values.row(rowOf(table, *added.parentA[i])));
    QVERIFY(!added.parentB[i]);
  }
}

void TestAugmenters::noiseHasTheSpreadAskedFor() {
  const SampleTable table = twoClouds(20, 30, 3, 3);
  const SampleTable added = augment(GaussianNoise(), table, options(4020), Progress());
  const auto count = static_cast<double>(added.size());
  for (Eigen::Index j = 0; j < 3; ++j) {
    const auto column = table.values.col(j);
    const double spread = 0.05 * std::sqrt((column.array() - column.mean()).square().sum() / 49);
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < added.size(); ++i) {
      const double difference =
          (added.values(static_cast<Eigen::Index>(i), j) - table.values(rowOf(table, *added.parentA[i]), j)) /
          spread;
      sum += difference;
      squares += difference * difference;
    }
    QVERIFY(std::abs(sum / count) < 3 / std::sqrt(count));
    QVERIFY(std::abs(squares / count - 1) < 3 * std::sqrt(2 / count));
  }
}

void TestAugmenters::smoteLiesBetweenNeighbours() {
  const SampleTable table = twoClouds(25, 60, 4, 4);
  const Matrix space = scaled(table);
  const SampleTable added = augment(Smote(), table, options(), Progress());
  std::map<std::int64_t, int> uses;
  for (std::size_t i = 0; i < added.size(); ++i) {
    const Eigen::Index a = rowOf(table, *added.parentA[i]);
    const Eigen::Index b = rowOf(table, *added.parentB[i]);
    const std::vector<Eigen::Index> allowed = nearest(space, a, rowsWith(table, 1), 5);
    QVERIFY(std::find(allowed.begin(), allowed.end(), b) != allowed.end());
    const Eigen::RowVectorXd way = table.values.row(b) - table.values.row(a);
    const Eigen::RowVectorXd gone = added.values.row(static_cast<Eigen::Index>(i)) - table.values.row(a);
    const double share = gone.dot(way) / way.squaredNorm();
    QVERIFY(share >= 0 && share < 1);
    QVERIFY((gone - share * way).norm() < 1e-9 * way.norm());
    ++uses[*added.parentA[i]];
  }
  for (const auto& [id, count] : uses)
    QVERIFY(count == 1 || count == 2); // 35 samples from 25
}

void TestAugmenters::smoteSharesAreUniform() {
  const SampleTable table = twoClouds(30, 40, 3, 5);
  const SampleTable added = augment(Smote(), table, options(4030), Progress());
  std::vector<double> shares;
  for (std::size_t i = 0; i < added.size(); ++i) {
    const Eigen::Index a = rowOf(table, *added.parentA[i]);
    const Eigen::RowVectorXd way = table.values.row(rowOf(table, *added.parentB[i])) - table.values.row(a);
    shares.push_back((added.values.row(static_cast<Eigen::Index>(i)) - table.values.row(a)).dot(way) /
                     way.squaredNorm());
  }
  std::sort(shares.begin(), shares.end());
  double distance = 0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    distance = std::max(distance, std::abs(shares[i] - (static_cast<double>(i) + 0.5) / 4000));
  QVERIFY(distance < 1.63 / std::sqrt(4000.0)); // Kolmogorov-Smirnov, 1 % level
}

void TestAugmenters::dangerSetEqualsBruteForce() {
  const SampleTable table = twoClouds(40, 60, 3, 6);
  const Matrix space = scaled(table);
  AugmentInput input{table.values, space, table.ids, {}, {}, 5, 0};
  for (std::size_t i = 0; i < table.size(); ++i)
    (table.labels[i] == 1 ? input.own : input.others).push_back(i);
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < 40; ++i) {
    const std::size_t others = othersNear(table, static_cast<Eigen::Index>(i));
    if (others >= 3 && others < 5)
      expected.push_back(i);
  }
  QVERIFY(!expected.empty() && expected.size() < 40);
  QCOMPARE(samplesInDanger(input, Progress()), expected);
}

void TestAugmenters::borderlineStartsFromSamplesInDanger() {
  const SampleTable table = twoClouds(40, 60, 3, 6);
  const SampleTable added = augment(BorderlineSmote(), table, options(), Progress());
  for (std::size_t i = 0; i < added.size(); ++i) {
    const std::size_t others = othersNear(table, rowOf(table, *added.parentA[i]));
    QVERIFY(others >= 3 && others < 5);
    QCOMPARE(table.labels[static_cast<std::size_t>(rowOf(table, *added.parentB[i]))], 1);
  }
}

void TestAugmenters::adasynCountsEqualTheFormula() {
  const SampleTable table = twoClouds(30, 130, 3, 7);
  const SampleTable added = augment(Adasyn(), table, options(), Progress());
  std::map<Eigen::Index, double> share;
  double total = 0;
  for (Eigen::Index i = 0; i < 30; ++i)
    total += share[i] = static_cast<double>(othersNear(table, i));
  std::map<Eigen::Index, double> counts;
  for (std::size_t i = 0; i < added.size(); ++i)
    ++counts[rowOf(table, *added.parentA[i])];
  for (Eigen::Index i = 0; i < 30; ++i) {
    const double exact = 100 * share[i] / total;
    QVERIFY2(std::abs(counts[i] - exact) < 1,
             qPrintable(QString("%1: %2 of %3").arg(i).arg(counts[i]).arg(exact)));
  }
}

void TestAugmenters::targetsAreMet_data() {
  QTest::addColumn<int>("target");
  QTest::addColumn<bool>("both");
  QTest::addColumn<int>("deposits");
  QTest::addColumn<int>("others");
  QTest::newRow("balance") << 0 << false << 30 << 0;
  QTest::newRow("a number for the smaller class") << 100 << false << 80 << 0;
  QTest::newRow("double both") << 0 << true << 20 << 50;
  QTest::newRow("both, keeping the ratio") << 100 << true << 20 << 50;
}

void TestAugmenters::targetsAreMet() {
  QFETCH(int, target);
  QFETCH(bool, both);
  QFETCH(int, deposits);
  QFETCH(int, others);
  const SampleTable added =
      augment(Smote(), twoClouds(20, 50, 3, 8), options(static_cast<std::size_t>(target), both), Progress());
  QCOMPARE(static_cast<int>(added.count(1)), deposits);
  QCOMPARE(static_cast<int>(added.count(0)), others);
}

void TestAugmenters::constantFeaturesStayConstant() {
  QFETCH(int, method);
  SampleTable table = twoClouds(20, 40, 3, 9);
  table.values.col(1).setConstant(2.9e6 + 1.0 / 3);
  const SampleTable added =
      augment(*augmenters()[static_cast<std::size_t>(method)], table, options(), Progress());
  for (Eigen::Index i = 0; i < added.values.rows(); ++i)
    QVERIFY(std::abs(added.values(i, 1) - table.values(0, 1)) < 1e-8);
}

void TestAugmenters::tooFewNeighboursAreClampedWithAWarning() {
  QString warning;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warning = QString::fromStdString(line.text()); };
  const SampleTable added = augment(Smote(), twoClouds(3, 9, 2, 10), options(), progress);
  QCOMPARE(added.size(), std::size_t{6});
  QCOMPARE(warning, QStringLiteral(
                        "Number of neighbours is 5, but there are only 3 deposits: 2 neighbours are used."));
}

void TestAugmenters::mistakesAreNamed() {
  QCOMPARE(
      sentenceOf(Smote(), twoClouds(1, 9, 2, 11), options()),
      QStringLiteral(
          "SMOTE needs at least 2 deposits and found 1: choose random oversampling or gaussian noise, or "
          "give more samples."));
  QCOMPARE(
      sentenceOf(Smote(), twoClouds(5, 9, 2, 11), options(4)),
      QStringLiteral("Target count is 4, but there are 5 samples already: choose a larger number, or 0."));
  SampleTable apart = twoClouds(20, 30, 2, 12);
  for (std::size_t i = 0; i < 20; ++i)
    apart.values.row(static_cast<Eigen::Index>(i)).array() += 1e6;
  QVERIFY(sentenceOf(BorderlineSmote(), apart, options())
              .startsWith("Borderline-SMOTE found no sample near the border"));
  QVERIFY(sentenceOf(Adasyn(), apart, options()).startsWith("ADASYN found no sample with a neighbour"));
}

QTEST_APPLESS_MAIN(TestAugmenters)
#include "test_augmenters.moc"
