#include "engine/augment/adasyn.h"
#include "engine/augment/augment.h"
#include "engine/augment/borderline_smote.h"
#include "engine/augment/gaussian_noise.h"
#include "engine/augment/interpolation.h"
#include "engine/augment/known_neighbors.h"
#include "engine/augment/random_oversampling.h"
#include "engine/augment/registry.h"
#include "engine/augment/smote.h"
#include "tests/engine/augment/augment_table.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

using namespace prospectivity;

/// What a synthetic sample of samples with holes is.
class TestHoles : public QObject {
  Q_OBJECT

 private slots:
  void everyMethodTakesHoles_data();
  void everyMethodTakesHoles();
  void aHoleComesFromOneParent();
  void holesGoTogether();
  void copiesAndNoiseKeepHoles();
  void classesComeFromNeighboursThatHaveOne();
  void neighboursAreThoseOfTheDefinition();
  void completeNeighboursAreAsTheyWere();
};

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Two clouds of which about one value in six is missing.
SampleTable cloudsWithHoles(std::uint64_t seed) {
  SampleTable table = twoClouds(30, 50, 4, seed);
  Random random(seed + 500);
  for (Eigen::Index i = 0; i < table.values.size(); ++i)
    if (random.uniform() < 0.17)
      table.values.data()[i] = none;
  return table;
}

std::size_t rowOf(const SampleTable& table, std::int64_t id) {
  return static_cast<std::size_t>(std::find(table.ids.begin(), table.ids.end(), id) - table.ids.begin());
}

AugmentOptions to(std::size_t target) {
  AugmentOptions options;
  options.targetCount = target;
  return options;
}

} // namespace

void TestHoles::everyMethodTakesHoles_data() {
  QTest::addColumn<int>("method");
  for (std::size_t i = 0; i < augmenters().size(); ++i)
    QTest::newRow(augmenters()[i]->id().c_str()) << static_cast<int>(i);
}

// Nothing but values within those observed, and holes; some of both.
void TestHoles::everyMethodTakesHoles() {
  QFETCH(int, method);
  const Augmenter& augmenter = *augmenters()[static_cast<std::size_t>(method)];
  const SampleTable table = cloudsWithHoles(3);
  const SampleTable added = augment(augmenter, table, to(120), Progress());
  QCOMPARE(added.size(), std::size_t{90});
  std::size_t holes = 0;
  for (std::size_t i = 0; i < added.size(); ++i) {
    QVERIFY(std::isfinite(added.points[i].x) && std::isfinite(added.points[i].y));
    for (const double value : added.values.row(static_cast<Eigen::Index>(i))) {
      holes += std::isnan(value) ? 1 : 0;
      QVERIFY(std::isnan(value) || std::abs(value) < 300);
    }
  }
  const double share = static_cast<double>(holes) / static_cast<double>(added.values.size());
  QVERIFY2(share > 0.05 && share < 0.35, qPrintable(QString::number(share)));
  const SampleTable again = augment(augmenter, table, to(120), Progress());
  for (Eigen::Index i = 0; i < added.values.size(); ++i)
    QVERIFY(added.values.data()[i] == again.values.data()[i] ||
            (std::isnan(added.values.data()[i]) && std::isnan(again.values.data()[i])));
}

// Of two parents, each of which lacks one feature: the sample lacks what one of them lacks, the neighbour
// as often as the share that its values have gone to it.
void TestHoles::aHoleComesFromOneParent() {
  Matrix values(2, 4);
  values << 0, none, 10, none, //
      1, 20, none, none;
  const std::vector<std::int64_t> ids{1, 2};
  const AugmentInput input{values, values, ids, {0, 1}, {}, 1, 0, {}};
  Random random(4);
  double shares = 0;
  int fromNeighbour = 0;
  constexpr int count = 4000;
  for (int i = 0; i < count; ++i) {
    const SyntheticSample sample = interpolate(input, 0, {1}, random);
    QVERIFY(sample.values(0) >= 0 && sample.values(0) < 1);
    QVERIFY(std::isnan(sample.values(3)));
    // Feature 1 is the neighbour's and feature 2 the sample's own: never both, never none.
    const bool isNeighbours = std::isnan(sample.values(2));
    QCOMPARE(std::isnan(sample.values(1)), !isNeighbours);
    QVERIFY(isNeighbours ? sample.values(1) == 20 : sample.values(2) == 10);
    shares += sample.values(0);
    fromNeighbour += isNeighbours ? 1 : 0;
  }
  QVERIFY(std::abs(shares / count - 0.5) < 0.03);
  QVERIFY(std::abs(static_cast<double>(fromNeighbour) / count - 0.5) < 0.03);
  // And it goes with the share.
  double nearNeighbour = 0;
  double ofThese = 0;
  for (int i = 0; i < count; ++i) {
    const SyntheticSample sample = interpolate(input, 0, {1}, random);
    if (sample.values(0) < 0.75)
      continue;
    ++nearNeighbour;
    ofThese += std::isnan(sample.values(2)) ? 1 : 0;
  }
  // The mean share from 0.75 to 1 is 0.875; about a thousand draws.
  QVERIFY2(std::abs(ofThese / nearNeighbour - 0.875) < 0.05,
           qPrintable(QString::number(ofThese / nearNeighbour)));
}

// Features that one survey measured are missing together, and go on to be.
void TestHoles::holesGoTogether() {
  SampleTable table = twoClouds(30, 50, 4, 8);
  for (Eigen::Index row = 0; row < table.values.rows(); row += 5)
    table.values(row, 1) = table.values(row, 2) = none;
  for (const Augmenter* method :
       std::vector<const Augmenter*>{augmenters()[2].get(), augmenters()[5].get()}) {
    const SampleTable added = augment(*method, table, to(100), Progress());
    int together = 0;
    for (Eigen::Index row = 0; row < added.values.rows(); ++row) {
      QCOMPARE(std::isnan(added.values(row, 1)), std::isnan(added.values(row, 2)));
      QVERIFY(!std::isnan(added.values(row, 0)) && !std::isnan(added.values(row, 3)));
      together += std::isnan(added.values(row, 1)) ? 1 : 0;
    }
    QVERIFY(together > 0 && together < added.values.rows());
  }
}

void TestHoles::copiesAndNoiseKeepHoles() {
  const SampleTable table = cloudsWithHoles(5);
  for (const Augmenter* method :
       std::vector<const Augmenter*>{augmenters()[0].get(), augmenters()[1].get()}) {
    const SampleTable added = augment(*method, table, to(100), Progress());
    for (std::size_t i = 0; i < added.size(); ++i) {
      const auto own = added.values.row(static_cast<Eigen::Index>(i));
      const auto parent = table.values.row(static_cast<Eigen::Index>(rowOf(table, *added.parentA[i])));
      for (Eigen::Index j = 0; j < own.size(); ++j)
        QCOMPARE(std::isnan(own(j)), std::isnan(parent(j)));
    }
  }
}

// A column of codes, of which the sample and one neighbour lack theirs.
void TestHoles::classesComeFromNeighboursThatHaveOne() {
  Matrix values(4, 2);
  values << 0, 7, //
      1, none,    //
      2, 3,       //
      3, 3;
  const std::vector<std::int64_t> ids{1, 2, 3, 4};
  const AugmentInput input{values, values, ids, {0, 1, 2, 3}, {}, 3, 0, {{1}}};
  Random random(6);
  int missing = 0;
  for (int i = 0; i < 500; ++i) {
    const SyntheticSample sample = interpolate(input, 0, {1, 2, 3}, random);
    if (std::isnan(sample.values(1)))
      QCOMPARE(*sample.parentB, std::size_t{1}); // the parent without a class
    else
      QCOMPARE(sample.values(1), 3.0); // two of the neighbours have it
    missing += std::isnan(sample.values(1)) ? 1 : 0;
  }
  QVERIFY(missing > 30 && missing < 150); // a third of the pairs, half of the time
  // Where no neighbour has a class the sample's own is left.
  const SyntheticSample alone = interpolate(input, 0, {1}, random);
  QVERIFY(std::isnan(alone.values(1)) || alone.values(1) == 7);
}

// Brute force over pairs, in the words of the header.
void TestHoles::neighboursAreThoseOfTheDefinition() {
  const SampleTable table = cloudsWithHoles(7);
  const std::vector<std::int64_t>& ids = table.ids;
  std::vector<std::size_t> all(table.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const AugmentInput input{table.values, table.values, ids, all, {}, 5, 0, {}};
  const NeighborTable found = neighborsAmong(input, all, all, 6, Progress());
  for (std::size_t a = 0; a < all.size(); ++a) {
    std::vector<std::pair<double, std::size_t>> distances;
    for (std::size_t b = 0; b < all.size(); ++b) {
      if (a == b)
        continue;
      double sum = 0;
      int both = 0;
      for (Eigen::Index j = 0; j < 4; ++j) {
        const double way =
            table.values(static_cast<Eigen::Index>(a), j) - table.values(static_cast<Eigen::Index>(b), j);
        if (std::isnan(way))
          continue;
        sum += way * way;
        ++both;
      }
      distances.emplace_back(both == 0 ? std::numeric_limits<double>::infinity() : sum * 4.0 / both, b);
    }
    std::sort(distances.begin(), distances.end());
    for (std::size_t i = 0; i < 6; ++i)
      QCOMPARE(found[a][i], distances[i].second);
  }
}

void TestHoles::completeNeighboursAreAsTheyWere() {
  const SampleTable table = twoClouds(30, 50, 4, 9);
  std::vector<std::size_t> own(30);
  std::iota(own.begin(), own.end(), std::size_t{0});
  const AugmentInput input{table.values, table.values, table.ids, own, {}, 5, 0, {}};
  const Matrix rows = rowsOf(table.values, own);
  QVERIFY(neighborsAmong(input, own, own, 4, Progress()) ==
          nearestNeighbors(rows, rows, 4, true, Progress()));
}

QTEST_APPLESS_MAIN(TestHoles)
#include "test_holes.moc"
