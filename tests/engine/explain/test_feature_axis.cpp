#include "engine/explain/explained_samples.h"
#include "engine/explain/feature_axis.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// What stands at the axis of a feature's values.
class TestFeatureAxis : public QObject {
  Q_OBJECT

 private slots:
  void logarithmsStandOnLogAxes_data();
  void logarithmsStandOnLogAxes();
  void samplesTellWhatWasMeasured();
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
                                     << "root 3" << false << "W (ppm, root 3)";
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

void TestFeatureAxis::samplesTellWhatWasMeasured() {
  ExplainedSamples explained;
  explained.samples.features = {"W", "gravity", "Sn"};
  explained.samples.values.resize(1, 3);
  explained.samples.values << std::log(12.4F), 3, 2;
  QCOMPARE(QString::fromStdString(explained.valueText(0, 0)), QString("2.518"));
  explained.samples.descriptions = {{FeatureKind::Quantity, "ppm", "log 0"},
                                    {FeatureKind::Quantity, "mGal", "none"},
                                    {FeatureKind::Quantity, "ppm", "log 0 then winsorize 1 2"}};
  QCOMPARE(QString::fromStdString(explained.valueText(0, 0)), QString("12.4 ppm"));
  QCOMPARE(QString::fromStdString(explained.valueText(0, 1)), QString("3 mGal"));
  QCOMPARE(QString::fromStdString(explained.valueText(0, 2)), QString("2")); // not in ppm
}

QTEST_APPLESS_MAIN(TestFeatureAxis)
#include "test_feature_axis.moc"
