#include "engine/core/number_format.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// Numbers show the digits that mean something.
class TestNumberFormat : public QObject {
  Q_OBJECT

 private slots:
  void numbersForPeople();
  void sharesArePercent();
  void theErrorSaysHowManyDigits_data();
  void theErrorSaysHowManyDigits();
  void theIntervalSaysHowManyDigits();
};

void TestNumberFormat::numbersForPeople() {
  QCOMPARE(formatNumber(0.123456), std::string("0.1235"));
  QCOMPARE(formatNumber(12.0), std::string("12"));
  QCOMPARE(formatNumber(9999.4), std::string("9999"));
  QCOMPARE(formatNumber(9999.6), std::string("10000"));
  QCOMPARE(formatNumber(-66220.3), std::string("-66220"));
  QCOMPARE(formatNumber(144000000), std::string("144000000"));
  QCOMPARE(formatNumber(0.0000123456), std::string("1.235e-05"));
  QCOMPARE(formatNumber(2.0 / 3.0, 2), std::string("0.67"));
  QCOMPARE(formatNumber(std::nan("")), std::string("n/a"));
  QCOMPARE(formatNumber(std::numeric_limits<double>::infinity()), std::string("n/a"));
}

void TestNumberFormat::sharesArePercent() {
  QCOMPARE(formatPercent(0.10617), std::string("10.6 %"));
  QCOMPARE(formatPercent(1), std::string("100 %"));
  QCOMPARE(formatPercent(0.0251, 6), std::string("2.51 %"));
}

void TestNumberFormat::theErrorSaysHowManyDigits_data() {
  QTest::addColumn<double>("value");
  QTest::addColumn<double>("error");
  QTest::addColumn<QString>("text");
  const double unknown = std::nan("");
  QTest::newRow("a metric") << 0.93412 << 0.01234 << "0.934 \u00b1 0.012";
  QTest::newRow("few samples") << 0.93412 << 0.31 << "0.93 \u00b1 0.31";
  QTest::newRow("trailing zeros count") << 0.9 << 0.02 << "0.900 \u00b1 0.020";
  QTest::newRow("the error is rounded first") << 0.5 << 0.0996 << "0.50 \u00b1 0.10";
  QTest::newRow("tens") << 1234.5 << 12.3 << "1234 \u00b1 12";
  QTest::newRow("digits before the point") << 123456.0 << 1234.0 << "123500 \u00b1 1200";
  QTest::newRow("a power of ten") << 5000.0 << 1000.0 << "5000 \u00b1 1000";
  QTest::newRow("nothing is not below nothing") << -0.0004 << 0.12 << "0.00 \u00b1 0.12";
  QTest::newRow("no error") << 0.75 << 0.0 << "0.75 \u00b1 0";
  QTest::newRow("no error but rounding") << 0.75 << 1e-17 << "0.75 \u00b1 0";
  QTest::newRow("an unknown error") << 0.75 << unknown << "0.750";
  QTest::newRow("an unknown value") << unknown << 0.1 << "n/a";
}

void TestNumberFormat::theErrorSaysHowManyDigits() {
  QFETCH(double, value);
  QFETCH(double, error);
  QFETCH(QString, text);
  QCOMPARE(QString::fromStdString(formatWithError(value, error)), text);
}

void TestNumberFormat::theIntervalSaysHowManyDigits() {
  const double unknown = std::nan("");
  QCOMPARE(formatWithInterval(0.8123, 0.7419, 0.8795), std::string("0.81 (0.74 to 0.88)"));
  QCOMPARE(formatWithInterval(61.93, 48.1, 75.2, " %"), std::string("62 % (48 to 75 %)"));
  QCOMPARE(formatWithInterval(1, 1, 1), std::string("1 (1 to 1)"));
  QCOMPARE(formatWithInterval(61.93, unknown, unknown, " %"), std::string("61.9 %"));
  QCOMPARE(formatWithInterval(unknown, 0, 1), std::string("n/a"));
  // Far to one side, equal but for rounding, and zero.
  QCOMPARE(formatWithInterval(0.003, 0.001, 0.2), std::string("0.003 (0.001 to 0.200)"));
  QCOMPARE(formatWithInterval(150, 2, 4000), std::string("150 (2 to 4000)"));
  QCOMPARE(formatWithInterval(0.85, 0.85 - 2e-16, 0.85 + 2e-16), std::string("0.85 (0.85 to 0.85)"));
  QCOMPARE(formatWithInterval(0.5, 1e-9, 1), std::string("0.5000 (0.0000 to 1.0000)"));
  QCOMPARE(formatWithError(0, 1e-17), std::string("0 \u00b1 0"));
}

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "test_number_format.moc"
