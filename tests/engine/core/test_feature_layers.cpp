#include "engine/core/error.h"
#include "engine/core/feature_layers.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <set>

using namespace prospectivity;

/// Layers of evidence among features, and shares of them.
class TestFeatureLayers : public QObject {
  Q_OBJECT

 private slots:
  void bandsOfClassesAreOneLayer();
  void quantitiesNamedLikeClassesAreLayers();
  void aLayerHasDataWhereAllBandsHave();
  void sharesBecomeCounts_data();
  void sharesBecomeCounts();
  void sharesThatMeanNothingAreNamed_data();
  void sharesThatMeanNothingAreNamed();
};

void TestFeatureLayers::bandsOfClassesAreOneLayer() {
  // A feature that is called as a layer of classes is another layer.
  const FeatureLayers layers({"rock=1", "W", "rock=2", "rock", "unit=a", "Sn", "rock=3"});
  QCOMPARE(layers.count(), std::size_t{5});
  const std::vector<std::string> names{"rock", "W", "rock", "unit", "Sn"};
  const std::vector<std::vector<std::size_t>> bands{{0, 2, 6}, {1}, {3}, {4}, {5}};
  for (std::size_t layer = 0; layer < 5; ++layer) {
    QCOMPARE(layers.name(layer), names[layer]);
    QCOMPARE(layers.bands(layer), bands[layer]);
  }
}

// Two assays and a code whose names have equals signs, beside the classes of a layer.
void TestFeatureLayers::quantitiesNamedLikeClassesAreLayers() {
  const std::vector<std::string> names{"Cu=AAS", "rock=1", "Cu=ICP", "rock=2", "rock=code"};
  std::vector<FeatureDescription> descriptions(5);
  descriptions[0].kind = descriptions[2].kind = FeatureKind::Quantity;
  descriptions[1].kind = FeatureKind::Indicator;
  descriptions[4].kind = FeatureKind::Codes;
  const FeatureLayers layers(names, descriptions);
  QCOMPARE(layers.count(), std::size_t{4});
  QCOMPARE(layers.name(0), std::string("Cu=AAS"));
  QCOMPARE(layers.name(1), std::string("rock"));
  QCOMPARE(layers.bands(1), (std::vector<std::size_t>{1, 3}));
  QCOMPARE(layers.name(2), std::string("Cu=ICP"));
  QCOMPARE(layers.name(3), std::string("rock=code"));
  QCOMPARE(FeatureLayers(names).count(), std::size_t{2}); // where nobody says what they are
}

void TestFeatureLayers::aLayerHasDataWhereAllBandsHave() {
  const FeatureLayers layers({"rock=1", "W", "rock=2", "Sn"});
  const auto present = [&](const std::set<std::size_t>& features) {
    return layers.present([&](std::size_t feature) { return features.count(feature) > 0; });
  };
  QCOMPARE(present({}), std::size_t{0});
  QCOMPARE(present({0, 2}), std::size_t{1});
  QCOMPARE(present({2, 3}), std::size_t{1});
  QCOMPARE(present({0, 1, 2}), std::size_t{2});
  QCOMPARE(present({0, 1, 2, 3}), std::size_t{3});
  // So that the share 1 asks for every band.
  for (const std::size_t hole : {0U, 1U, 2U, 3U}) {
    std::set<std::size_t> others{0, 1, 2, 3};
    others.erase(hole);
    QVERIFY(present(others) < layers.fewest(1));
  }
  const float nan = std::nanf("");
  const std::vector<float> bands[] = {{1, nan, 0, nan}, {0, 0, nan, nan}};
  std::vector<unsigned char> cells(4, 1);
  for (const std::vector<float>& band : bands)
    FeatureLayers::keepPresent(band.data(), band.size(), cells.data());
  QCOMPARE(cells, (std::vector<unsigned char>{1, 0, 0, 0}));
}

void TestFeatureLayers::sharesBecomeCounts_data() {
  QTest::addColumn<int>("layers");
  QTest::addColumn<double>("share");
  QTest::addColumn<int>("fewest");
  QTest::newRow("exactly half") << 4 << 0.5 << 2;
  QTest::newRow("half of an odd number") << 5 << 0.5 << 3;
  QTest::newRow("a share that rounding makes larger") << 100 << 0.07 << 7; // 7.000000000000001
  QTest::newRow("three tenths") << 10 << 0.3 << 3;
  QTest::newRow("a little more than half") << 4 << 0.51 << 3;
  QTest::newRow("next to nothing") << 4 << 1e-12 << 1;
  QTest::newRow("all") << 7 << 1.0 << 7;
}

void TestFeatureLayers::sharesBecomeCounts() {
  QFETCH(int, layers);
  QFETCH(double, share);
  QFETCH(int, fewest);
  std::vector<std::string> features;
  for (int i = 0; i < layers; ++i)
    features.push_back(std::to_string(i));
  QCOMPARE(FeatureLayers(features).fewest(share), static_cast<std::size_t>(fewest));
}

void TestFeatureLayers::sharesThatMeanNothingAreNamed_data() {
  QTest::addColumn<double>("share");
  QTest::addColumn<QString>("number");
  QTest::newRow("none") << 0.0 << "0";
  QTest::newRow("less than none") << -0.5 << "-0.5";
  QTest::newRow("more than all") << 1.01 << "1.01";
  QTest::newRow("percent") << 50.0 << "50";
}

void TestFeatureLayers::sharesThatMeanNothingAreNamed() {
  QFETCH(double, share);
  QFETCH(QString, number);
  try {
    checkMinPresent(share);
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             "Least share of layers is " + number +
                 ", but must be above 0 and at most 1: give the share of the layers that a place needs to "
                 "have data of, such as 0.5.");
  }
  checkMinPresent(1);
  checkMinPresent(1e-9);
  QVERIFY_EXCEPTION_THROWN(checkMinPresent(std::numeric_limits<double>::quiet_NaN()), Error);
}

QTEST_APPLESS_MAIN(TestFeatureLayers)
#include "test_feature_layers.moc"
