#include "plugin/nearest_deposits.h"
#include "tests/processing/processing_fixture.h"

#include <cmath>

using namespace prospectivity;

/// How far "Why here?" says that known deposits are.
class TestNearestDeposits : public QObject {
  Q_OBJECT

 private slots:
  void distancesAreOfTheGround_data();
  void distancesAreOfTheGround();
  void whatHasNoCrsHasNoDistance();
};

namespace {

GivenPlaces placesIn(const QString& crs, const QgsPointXY& place, double step) {
  GivenPlaces places;
  places.crs = QgsCoordinateReferenceSystem(crs);
  places.points = {
      {place.x() + 3 * step, place.y()}, {place.x() + step, place.y()}, {place.x() + step / 2, place.y()}};
  places.labels = {1, 1, 0}; // the nearest one is no deposit
  places.names = {"far", "near", "barren"};
  return places;
}

} // namespace

void TestNearestDeposits::distancesAreOfTheGround_data() {
  QTest::addColumn<QString>("crs");
  QTest::addColumn<QgsPointXY>("place");
  QTest::addColumn<double>("step");
  QTest::addColumn<double>("metres");
  // 10 km of Web Mercator at 60 degrees north: cos / sqrt(1 - e^2 sin^2) of it.
  QTest::newRow("Web Mercator") << "EPSG:3857" << QgsPointXY(1000000, 8399737.9) << 10000.0 << 5012.6;
  // A tenth of a degree there: N cos of its radians.
  QTest::newRow("degrees") << "EPSG:4326" << QgsPointXY(117, 60) << 0.1 << 5580.0;
  QTest::newRow("UTM") << "EPSG:32650" << QgsPointXY(500000, 2900000) << 10000.0 << 10004.0;
}

void TestNearestDeposits::distancesAreOfTheGround() {
  QFETCH(QString, crs);
  QFETCH(QgsPointXY, place);
  QFETCH(double, step);
  QFETCH(double, metres);
  const GivenPlaces places = placesIn(crs, place, step);
  const NearestDeposits nearest = nearestDeposits(place, places.crs, places, QgsCoordinateTransformContext());
  QCOMPARE(nearest.refusal, QString());
  QCOMPARE(nearest.found.size(), std::size_t{2});
  QCOMPARE(nearest.found[0].second, QString("near"));
  QCOMPARE(nearest.found[1].second, QString("far"));
  QVERIFY2(std::abs(nearest.found[0].first - metres) < 3,
           qPrintable(QString::number(nearest.found[0].first)));
}

// Their numbers would pass for degrees.
void TestNearestDeposits::whatHasNoCrsHasNoDistance() {
  const QgsPointXY place(5, 60);
  const QgsCoordinateReferenceSystem degrees("EPSG:4326");
  const NearestDeposits ofLayer =
      nearestDeposits(place, degrees, placesIn("", place, 0.1), QgsCoordinateTransformContext());
  QVERIFY(ofLayer.found.empty());
  QCOMPARE(ofLayer.refusal,
           QString("The layer of known deposits has no CRS, so that nobody knows how far they "
                   "are: set it in the layer's properties."));
  const NearestDeposits ofMap =
      nearestDeposits(place, {}, placesIn("EPSG:4326", place, 0.1), QgsCoordinateTransformContext());
  QVERIFY(ofMap.found.empty());
  QVERIFY(ofMap.refusal.startsWith("The map has no CRS"));
}

PROCESSING_TEST_MAIN(TestNearestDeposits)
#include "test_nearest_deposits.moc"
