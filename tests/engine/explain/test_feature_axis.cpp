#include "engine/explain/feature_axis.h"

#include <QtTest>

using namespace prospectivity;

/// What stands at the axis of a feature's values.
class TestFeatureAxis : public QObject {
  Q_OBJECT

 private slots:
  void logarithmsStandOnLogAxes_data();
  void logarithmsStandOnLogAxes();
};

void TestFeatureAxis::logarithmsStandOnLogAxes_data() {
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QString>("transform");
  QTest::addColumn<bool>("isLog");
  QTest::addColumn<QString>("title");
  QTest::newRow("as measured") << "mGal"
                               << "none" << false << "W (mGal)";
  QTest::newRow("a logarithm") << "ppm"
                               << "log 0" << true << "W (ppm, log axis)";
  QTest::newRow("without a unit") << ""
                                  << "log 1" << true << "W (log axis)";
  QTest::newRow("with bounds") << "ppm"
                               << "winsorize 1 80 then log 0 then standardize 2 3" << true
                               << "W (ppm, winsorized to 1 .. 80, log axis)";
  QTest::newRow("no exact inverse") << "ppm"
                                    << "log 0 then winsorize 1 2" << false
                                    << "W (ppm, logarithm, winsorized to 1 .. 2)";
  QTest::newRow("another program's") << "ppm"
                                     << "root 3" << false << "W (ppm)";
}

void TestFeatureAxis::logarithmsStandOnLogAxes() {
  QFETCH(QString, unit);
  QFETCH(QString, transform);
  QFETCH(bool, isLog);
  QFETCH(QString, title);
  const Axis axis =
      featureAxis({"W"}, {{FeatureKind::Quantity, unit.toStdString(), transform.toStdString()}}, 0);
  QCOMPARE(axis.log.has_value(), isLog);
  QCOMPARE(QString::fromStdString(titleOf(axis)), title);
  QCOMPARE(!logAxisNote(axis).empty(), isLog);
  QVERIFY(!featureAxis({"W"}, {}, 0).log);
}

QTEST_APPLESS_MAIN(TestFeatureAxis)
#include "test_feature_axis.moc"
