#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/order/feature_order.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace prospectivity;

class TestFeatureOrder : public QObject {
  Q_OBJECT

 private slots:
  void seriationRecoversAChain();
  void unlinkedGroupsStayTogether();
  void constantFeaturesHaveAPlace();
  void everyFeatureStandsOnce_data();
  void everyFeatureStandsOnce();
  void theStrongestStandsInTheMiddle();
  void separationDoesNotMindTheDirection();
  void missingValuesLeaveRowsOut();
  void chanceDependsOnValuesAndSeedAlone();
  void customOrderIsFollowed();
  void mistakesInACustomOrderAreNamed();
};

namespace {

/// Features along a random walk: each resembles the ones before and after it most. Shuffled by `shuffle`.
Matrix chain(int features, const std::vector<std::size_t>& shuffle) {
  Random random(1);
  Matrix values(400, features);
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    double walk = random.normal();
    for (int j = 0; j < features; ++j) {
      walk = 0.8 * walk + 0.6 * random.normal();
      values(row, static_cast<Eigen::Index>(shuffle[static_cast<std::size_t>(j)])) = walk;
    }
  }
  return values;
}

QString sentenceOf(const std::vector<std::string>& names) {
  try {
    customOrder({"W", "Sn", "Bi"}, names);
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QStringLiteral("no error");
}

} // namespace

void TestFeatureOrder::seriationRecoversAChain() {
  Random random(2);
  const std::vector<std::size_t> shuffle = random.permutation(10);
  std::vector<int> expected(shuffle.begin(), shuffle.end());
  if (expected.front() > expected.back())
    std::reverse(expected.begin(), expected.end());
  QCOMPARE(correlationSeriation(chain(10, shuffle)), expected);
}

void TestFeatureOrder::unlinkedGroupsStayTogether() {
  // Two pairs of identical columns whose ranks are exactly uncorrelated with one another's.
  Matrix values(4, 4);
  values << 1, 2, 1, 2, 2, 4, 2, 4, 3, 1, 3, 1, 4, 3, 4, 3;
  QCOMPARE(correlationSeriation(values), (std::vector<int>{0, 2, 1, 3}));
}

void TestFeatureOrder::constantFeaturesHaveAPlace() {
  Matrix values = chain(4, {0, 1, 2, 3});
  values.col(1).setConstant(7);
  std::vector<int> order = correlationSeriation(values);
  QCOMPARE(order.back(), 1);
  std::sort(order.begin(), order.end());
  QCOMPARE(order, (std::vector<int>{0, 1, 2, 3}));
}

void TestFeatureOrder::everyFeatureStandsOnce_data() {
  QTest::addColumn<int>("features");
  for (const int features : {1, 2, 3, 8, 39})
    QTest::newRow(qPrintable(QString::number(features))) << features;
}

void TestFeatureOrder::everyFeatureStandsOnce() {
  QFETCH(int, features);
  Random random(3);
  Matrix values(46, features);
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = random.normal();
  for (int i = 0; i < 46; ++i)
    labels.push_back(i % 2);
  std::vector<int> expected(static_cast<std::size_t>(features));
  std::iota(expected.begin(), expected.end(), 0);
  for (std::vector<int> order : {correlationSeriation(values), classSeparation(values, labels),
                                 orderByChance(values.cast<float>(), 1)}) {
    std::sort(order.begin(), order.end());
    QCOMPARE(order, expected);
  }
}

void TestFeatureOrder::theStrongestStandsInTheMiddle() {
  const std::vector<int> labels{0, 0, 0, 0, 1, 1, 1, 1};
  Matrix values(8, 5);
  values.col(0) << 1, 2, 3, 4, 5, 6, 7, 8; // separates wholly
  values.col(1) << 1, 2, 3, 5, 4, 6, 7, 8; // AUC 15/16
  values.col(2) << 8, 7, 5, 4, 6, 3, 2, 1; // AUC 2/16: as good as 14/16
  values.col(3) << 1, 2, 5, 6, 3, 4, 7, 8; // AUC 12/16
  values.col(4) << 1, 4, 5, 8, 2, 3, 6, 7; // AUC 8/16
  QCOMPARE(classSeparation(values, labels), (std::vector<int>{4, 2, 0, 1, 3}));
}

void TestFeatureOrder::separationDoesNotMindTheDirection() {
  Matrix values(4, 2);
  values << 1, 4, 2, 3, 3, 2, 4, 1;
  QCOMPARE(separations(values, {0, 0, 1, 1}), (std::vector<double>{1, 1}));
}

void TestFeatureOrder::missingValuesLeaveRowsOut() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  Matrix values(5, 3);
  values << 1, 4, none, 2, none, none, none, 3, 7, 3, 2, 8, 4, 1, 9;
  QCOMPARE(separations(values, {0, 0, 0, 1, 1}), (std::vector<double>{1, 1, 1}));
  QCOMPARE(separations(values, {1, 1, 0, 0, 0}), (std::vector<double>{1, 1, 0.5}));
  std::vector<int> order = correlationSeriation(values);
  std::sort(order.begin(), order.end());
  QCOMPARE(order, (std::vector<int>{0, 1, 2}));
}

void TestFeatureOrder::chanceDependsOnValuesAndSeedAlone() {
  Random random(8);
  FloatMatrix values(20, 12);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    values.data()[i] = static_cast<float>(random.normal());
  const std::vector<int> order = orderByChance(values, 1);
  QCOMPARE(orderByChance(values, 1), order);
  QVERIFY(orderByChance(values, 2) != order);
  values(3, 4) += 1;
  QVERIFY(orderByChance(values, 1) != order);
}

void TestFeatureOrder::customOrderIsFollowed() {
  QCOMPARE(customOrder({"W", "Sn", "Bi"}, {"Bi", "W", "Sn"}), (std::vector<int>{2, 0, 1}));
}

void TestFeatureOrder::mistakesInACustomOrderAreNamed() {
  QCOMPARE(sentenceOf({"W", "Cu", "Bi"}),
           QStringLiteral("Custom order names 'Cu', which is no feature: name the chosen features only."));
  QCOMPARE(sentenceOf({"W", "Sn", "W"}),
           QStringLiteral("Custom order names 'W' twice: name each feature once."));
  QCOMPARE(sentenceOf({"W", "Sn"}),
           QStringLiteral("Custom order leaves out 'Bi': name all chosen features."));
}

QTEST_APPLESS_MAIN(TestFeatureOrder)
#include "test_feature_order.moc"
