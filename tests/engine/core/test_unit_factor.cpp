#include "engine/core/unit_factor.h"

#include <QtTest>

using namespace prospectivity;

class TestUnitFactor : public QObject {
  Q_OBJECT

 private slots:
  void factorsAreThoseOfTheUnits_data();
  void factorsAreThoseOfTheUnits();
  void whatIsNotKnownHasNone_data();
  void whatIsNotKnownHasNone();
};

void TestUnitFactor::factorsAreThoseOfTheUnits_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<double>("factor");
  QTest::newRow("percent") << "%"
                           << "ppm" << 1e4;
  QTest::newRow("parts per billion") << "ppb"
                                     << "g/t" << 1e-3;
  QTest::newRow("two names") << "mg/kg"
                             << "PPM" << 1.0;
  QTest::newRow("blanks") << "wt %"
                          << "%" << 1.0;
  QTest::newRow("feet") << "ft"
                        << "km" << 0.3048e-3;
  QTest::newRow("gravity units") << "gu"
                                 << "mGal" << 0.1;
  QTest::newRow("letters beyond ASCII") << "\u00b5m/s\u00b2"
                                        << "mGal" << 0.1;
  QTest::newRow("resistivity") << "Ohm m"
                               << "ohm.m" << 1.0;
  QTest::newRow("conductivity") << "mS/m"
                                << "S/m" << 1e-3;
  QTest::newRow("susceptibility") << "1e-5 SI"
                                  << "10^-3 SI" << 1e-2;
  QTest::newRow("density") << "kg/m3"
                           << "g/cm\u00b3" << 1e-3;
  QTest::newRow("angles") << "rad"
                          << "deg" << 180 / M_PI;
  QTest::newRow("the same, whatever it is") << "cps"
                                            << "cps" << 1.0;
}

void TestUnitFactor::factorsAreThoseOfTheUnits() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(double, factor);
  const std::optional<double> there = unitFactor(from.toStdString(), to.toStdString());
  const std::optional<double> back = unitFactor(to.toStdString(), from.toStdString());
  QVERIFY(there && back);
  QVERIFY2(std::abs(*there / factor - 1) < 1e-14, qPrintable(QString::number(*there, 'g', 17)));
  QVERIFY(std::abs(*there * *back - 1) < 1e-14);
}

void TestUnitFactor::whatIsNotKnownHasNone_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::newRow("counts") << "cps"
                          << "ppm";
  QTest::newRow("lengths and concentrations") << "m"
                                              << "ppm";
  QTest::newRow("magnetics and gravity") << "nT"
                                         << "mGal";
  QTest::newRow("nothing") << ""
                           << "ppm";
}

void TestUnitFactor::whatIsNotKnownHasNone() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QVERIFY(!unitFactor(from.toStdString(), to.toStdString()));
  QVERIFY(!unitFactor(to.toStdString(), from.toStdString()));
}

QTEST_APPLESS_MAIN(TestUnitFactor)
#include "test_unit_factor.moc"
