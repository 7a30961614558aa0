#include "plugin/likely_deposits.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

using namespace prospectivity;

/// Which layer of a project "Why here?" takes for the known deposits before the user chooses one.
class TestLikelyDeposits : public QObject {
  Q_OBJECT

 private slots:
  void init() { QgsProject::instance()->clear(); }
  void cleanup() { QgsProject::instance()->clear(); }
  void aNameSpeaksOfThem_data();
  void aNameSpeaksOfThem();
  void ofSeveralNamesNoneIsTaken();
  void theWorkSaysWhich();
  void linesAreNone();
};

namespace {

QgsVectorLayer* points(const QString& name) {
  return addPoints(name, "EPSG:32650", {QgsPointXY(1, 2)});
}

} // namespace

void TestLikelyDeposits::aNameSpeaksOfThem_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<bool>("isTaken");
  const auto row = [](const char* name, bool isTaken) {
    QTest::newRow(name) << QString::fromUtf8(name) << isTaken;
  };
  row("Tungsten deposits", true);
  row("DEPOSITS_2019", true);
  row("mineral_occurrences", true);
  row("Old mines", true);
  row("\xe9\x92\xa8\xe7\x9f\xbf\xe5\xba\x8a", true); // tungsten deposits
  row("non-deposits", false);
  row("non_deposits", false);
  row("Nondeposits", false);
  row("No occurrences here", false);
  row("\xe9\x9d\x9e\xe7\x9f\xbf\xe5\xba\x8a", false);                        // non-deposits
  row("\xe6\x97\xa0\xe7\x9f\xbf\xe7\x82\xb9", false);                        // no deposits
  row("\xe5\xb0\xbe\xe7\x9f\xbf\xe5\xba\x8a", false);                        // tailings
  row("\xe9\x9d\x9e\xe6\xb4\xb2\xe9\x93\x9c\xe7\x9f\xbf\xe5\xba\x8a", true); // of Africa
  row("\xe5\x8d\x97\xe9\x9d\x9e\xe7\x9f\xbf\xe5\xba\x8a", true);             // of South Africa
  row("Mine tailings 2019", false);
  row("Tailings of old mines", false);
  row("Mine", false);
  row("Prospects", false);
  row("Prospectivity score", false);
  row("Samples", false);
  row("minerals", false);
}

void TestLikelyDeposits::aNameSpeaksOfThem() {
  QFETCH(QString, name);
  QFETCH(bool, isTaken);
  points(QStringLiteral("stream sediments"));
  QgsVectorLayer* layer = points(name);
  const LikelyDeposits likely = likelyDeposits(QString(), *QgsProject::instance());
  QVERIFY(likely.layer == (isTaken ? layer : nullptr));
  QCOMPARE(likely.isByName, isTaken);
}

void TestLikelyDeposits::ofSeveralNamesNoneIsTaken() {
  points(QStringLiteral("tin deposits"));
  points(QStringLiteral("tungsten deposits"));
  QVERIFY(likelyDeposits(QString(), *QgsProject::instance()).layer == nullptr);
}

// Whatever layers are called, and of several of one name the one that samples were made of.
void TestLikelyDeposits::theWorkSaysWhich() {
  points(QStringLiteral("tin deposits"));
  points(QStringLiteral("tungsten deposits"));
  QgsVectorLayer* used = points(QStringLiteral("places"));
  for (const QString& place : {used->id(), used->source()}) {
    const LikelyDeposits likely = likelyDeposits(place, *QgsProject::instance());
    QCOMPARE(likely.layer == nullptr ? QString() : likely.layer->source(), used->source());
    QVERIFY(!likely.isByName);
  }
  // It is not in the project any more.
  QVERIFY(likelyDeposits(QStringLiteral("/gone.gpkg"), *QgsProject::instance()).layer == nullptr);
}

void TestLikelyDeposits::linesAreNone() {
  QgsProject::instance()->addMapLayer(new QgsVectorLayer(
      QStringLiteral("LineString?crs=EPSG:32650"), QStringLiteral("deposits"), QStringLiteral("memory")));
  QVERIFY(likelyDeposits(QString(), *QgsProject::instance()).layer == nullptr);
}

PROCESSING_TEST_MAIN(TestLikelyDeposits)
#include "test_likely_deposits.moc"
