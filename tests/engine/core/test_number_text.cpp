#include "engine/core/number_text.h"

#include <QtTest>

#include <cmath>
#include <cstdio>
#include <limits>

using namespace prospectivity;

/// Numbers are written as printf writes them where the point is a point, and in no other way anywhere.
class TestNumberText : public QObject {
  Q_OBJECT

 private slots:
  void numbersAreWrittenAsPrintfDoes_data();
  void numbersAreWrittenAsPrintfDoes();
  void roundedNumbersAreWhatIsWritten();
  void exactNumbersHaveAllTheirDigits();
  void realNumbersAreNotTakenForWholeOnes();
};

void TestNumberText::numbersAreWrittenAsPrintfDoes_data() {
  QTest::addColumn<double>("value");
  for (const double value :
       {0.0, -0.0, 0.5, 1.0 / 3, -123456.789, 1e6, 1234567.0, 1e-5, 0.00012345, 9.9999995e5,
        std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min(),
        std::numeric_limits<double>::infinity()})
    QTest::newRow(qPrintable(QString::number(value, 'g', 17))) << value;
}

void TestNumberText::numbersAreWrittenAsPrintfDoes() {
  QFETCH(double, value);
  char expected[512];
  for (const int digits : {1, 3, 6, 17}) {
    std::snprintf(expected, sizeof(expected), "%.*g", digits, value);
    QCOMPARE(numberText(value, digits), std::string(expected));
    std::snprintf(expected, sizeof(expected), "%.*f", digits, value);
    QCOMPARE(fixedText(value, digits), std::string(expected));
    std::snprintf(expected, sizeof(expected), "%.*e", digits, value);
    QCOMPARE(exponentText(value, digits), std::string(expected));
  }
}

void TestNumberText::roundedNumbersAreWhatIsWritten() {
  QCOMPARE(rounded(1.0 / 3, 3), 0.333);
  QCOMPARE(rounded(-123456.789, 2), -120000.0);
  QVERIFY(std::isnan(rounded(std::nan(""), 3)));
  QVERIFY(std::isinf(rounded(-std::numeric_limits<double>::infinity(), 3)));
}

void TestNumberText::exactNumbersHaveAllTheirDigits() {
  QCOMPARE(exactText(7), std::string("7"));
  QCOMPARE(exactText(1234567), std::string("1234567"));
  QCOMPARE(exactText(100000), std::string("100000"));
  QCOMPARE(exactText(-2147483648.0), std::string("-2147483648"));
  QCOMPARE(exactText(4503599627370497.0), std::string("4503599627370497"));
  QCOMPARE(exactText(static_cast<double>(0.1F)), std::string("0.1"));
  QCOMPARE(exactText(0.12345678901), std::string("0.12345678901"));
}

void TestNumberText::realNumbersAreNotTakenForWholeOnes() {
  QCOMPARE(realText(0), std::string("0.0"));
  QCOMPARE(realText(-5), std::string("-5.0"));
  QCOMPARE(realText(2500000), std::string("2500000.0"));
  QCOMPARE(realText(999999999999999.0), std::string("999999999999999.0"));
  QCOMPARE(realText(1e15), std::string("1e+15"));
  QCOMPARE(realText(0.3), std::string("0.3"));
  QCOMPARE(realText(0.1 + 0.2), std::string("0.30000000000000004"));
  QCOMPARE(realText(0.0001), std::string("0.0001"));
  QCOMPARE(realText(0.00015), std::string("0.00015"));
  QCOMPARE(realText(0.00001), std::string("1e-05"));
}

QTEST_GUILESS_MAIN(TestNumberText)
#include "test_number_text.moc"
