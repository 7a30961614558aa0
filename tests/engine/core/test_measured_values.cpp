#include "engine/core/layer_transform.h"
#include "engine/core/measured_values.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Numbers and units that people read of a feature.
class TestMeasuredValues : public QObject {
  Q_OBJECT

 private slots:
  void logarithmsAreLedBack_data();
  void logarithmsAreLedBack();
  void classesAreNoAmounts();
  void roundingIsNotTold();
  void missingStaysMissing();
};

void TestMeasuredValues::logarithmsAreLedBack_data() {
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QString>("transform");
  QTest::addColumn<double>("value"); // of the stack
  QTest::addColumn<double>("told");
  QTest::addColumn<QString>("scale");
  QTest::addColumn<QString>("behind");
  QTest::newRow("as measured") << "mGal"
                               << "none" << -12.5 << -12.5 << "mGal"
                               << "mGal";
  QTest::newRow("nothing known") << ""
                                 << "" << 2.5 << 2.5 << ""
                                 << "";
  QTest::newRow("a logarithm") << "ppm"
                               << "log 0" << std::log(12.4) << 12.4 << "ppm"
                               << "ppm";
  QTest::newRow("without a unit") << ""
                                  << "log 0" << std::log(12.4) << 12.4 << ""
                                  << "";
  QTest::newRow("with an offset") << "ppm"
                                  << "log 1" << std::log(4.0) << 3.0 << "ppm"
                                  << "ppm";
  QTest::newRow("standardized") << "ppm"
                                << "log 0 then standardize 2 0.5" << (std::log(12.4) - 2) / 0.5 << 12.4
                                << "ppm"
                                << "ppm";
  QTest::newRow("with bounds") << "ppm"
                               << "winsorize 0.5 80 then log 0" << std::log(80.0) << 80.0
                               << "ppm, winsorized to 0.5 .. 80"
                               << "ppm (winsorized to 0.5 .. 80)";
  QTest::newRow("bounds alone") << "ppm"
                                << "winsorize 0.5 80" << 80.0 << 80.0 << "ppm, winsorized to 0.5 .. 80"
                                << "ppm (winsorized to 0.5 .. 80)";
  QTest::newRow("bounds without a unit") << ""
                                         << "winsorize 0.5 80" << 80.0 << 80.0 << "winsorized to 0.5 .. 80"
                                         << "(winsorized to 0.5 .. 80)";
  QTest::newRow("no exact inverse") << "ppm"
                                    << "log 0 then winsorize 1 2" << 2.0 << 2.0
                                    << "ppm, logarithm, winsorized to 1 .. 2"
                                    << "(ppm, logarithm, winsorized to 1 .. 2)";
  QTest::newRow("no logarithm") << "mGal"
                                << "standardize 3 0.5" << 2.0 << 2.0 << "mGal, (value - 3) / 0.5"
                                << "(mGal, (value - 3) / 0.5)";
}

void TestMeasuredValues::logarithmsAreLedBack() {
  QFETCH(QString, unit);
  QFETCH(QString, transform);
  QFETCH(double, value);
  QFETCH(double, told);
  const MeasuredValues measured =
      measuredValues({FeatureKind::Quantity, unit.toStdString(), transform.toStdString()});
  const auto stored = static_cast<double>(static_cast<float>(value));
  QVERIFY2(std::abs(measured.told(stored) - told) <= 1e-5 * std::abs(told),
           qPrintable(QString::number(measured.told(stored), 'g', 17)));
  QTEST(QString::fromStdString(measured.scale()), "scale");
  QTEST(QString::fromStdString(measured.behindNumber()), "behind");
}

void TestMeasuredValues::classesAreNoAmounts() {
  for (const FeatureKind kind : {FeatureKind::Codes, FeatureKind::Indicator})
    QVERIFY(!measuredValues({kind, "", "log 0"}).log);
}

/// An amount that was 0 comes back as 0, and others with the digits that single precision holds.
void TestMeasuredValues::roundingIsNotTold() {
  for (const float offset : {0.3F, 1.0F, 77.7F, 501.0F})
    for (const char* after : {"", " then standardize 1.7 0.3"}) {
      const std::string text = LayerTransform(TransformKind::Log, static_cast<double>(offset)).text() + after;
      const LayerTransform transform = *LayerTransform::read(text);
      const MeasuredValues measured = measuredValues({FeatureKind::Quantity, "ppm", text});
      const auto toldOf = [&](float original) {
        return measured.told(static_cast<double>(transform(original)));
      };
      QCOMPARE(QString::number(toldOf(0), 'g', 17), QStringLiteral("0"));
      QVERIFY(std::abs(toldOf(12.4F) - 12.4) <= 1e-6 * 20 * (12.4 + static_cast<double>(offset)));
    }
  const LogScale plain;
  QCOMPARE(QString::number(plain.toldOf(static_cast<double>(std::log(12.4F))), 'g', 6),
           QStringLiteral("12.4"));
  QCOMPARE(plain.toldOf(-2000), 0.0);
  QVERIFY(std::isinf(plain.toldOf(2000)));
}

void TestMeasuredValues::missingStaysMissing() {
  QVERIFY(std::isnan(measuredValues({FeatureKind::Quantity, "ppm", "log 0"}).told(std::nan(""))));
}

QTEST_APPLESS_MAIN(TestMeasuredValues)
#include "test_measured_values.moc"
