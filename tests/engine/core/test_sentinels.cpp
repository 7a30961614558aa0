#include "engine/core/sentinels.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// Numbers that stand for NoData are found among others, and numbers that are values are left alone.
class TestSentinels : public QObject {
  Q_OBJECT

 private slots:
  void numbersApartAreSuspected_data();
  void numbersApartAreSuspected();
  void severalAreFoundTheMostFrequentFirst();
  void partsSeenApartAreSeenTogether();
};

void TestSentinels::numbersApartAreSuspected_data() {
  QTest::addColumn<double>("number");
  QTest::addColumn<int>("times");
  QTest::addColumn<double>("least"); // of a hundred values beside it, evenly spread
  QTest::addColumn<double>("most");
  QTest::addColumn<bool>("isSuspect");
  const auto row = [](const char* name, double number, int times, double least, double most, bool isSuspect) {
    QTest::newRow(name) << number << times << least << most << isSuspect;
  };
  row("Geosoft", -1e32, 1, 10, 90, true);
  row("Geosoft, as float32", static_cast<double>(-1e32F), 1, 10, 90, true);
  row("ArcGIS", -3.4028234663852886e38, 1, 10, 90, true);
  row("ArcGIS, rounded", -3.4e38, 1, 10, 90, true);
  row("Surfer", 1.70141e38, 1, 10, 90, true);
  row("netCDF", 9.96921e36, 1, 10, 90, true);
  row("-1e37", -1e37, 1, 10, 90, true);
  row("least int32", -2147483648.0, 1, 10, 90, true);
  row("least int16", -32768, 1, -100, 100, true);
  row("least int64", -9223372036854775808.0, 1, 10, 90, true);
  row("least int64, as float32", static_cast<double>(-9223372036854775808.0F), 1, -1e9, 1e9, true);
  row("largest int64", 9223372036854775807.0, 1, 10, 90, true);
  row("largest uint64", 18446744073709551615.0, 1, 10, 90, true);
  row("large whole numbers", 9223372036854774784.0 / 2, 5, 10, 90, false);
  row("least int8 below positive numbers", -128, 2, 10, 90, true);
  row("least int8 once", -128, 1, 10, 90, false);
  row("a third of signed bytes is the least", -128, 50, -90, 90, true);
  row("saturated signed bytes", -128, 50, -127, 127, false);
  row("largest int8", 127, 50, 0, 100, false);
  row("-9999.9 as float32", static_cast<double>(-9999.9F), 2, 10, 90, true);
  row("-9999 among large positive numbers", -9999, 2, 0, 50000, true);
  row("-9999 once among large positive numbers", -9999, 1, 0, 50000, false);
  row("-999 below positive numbers", -999, 2, 10, 90, true);
  row("-99 below positive numbers", -99, 2, 10, 90, true);
  row("-99 once", -99, 1, 10, 90, false);
  row("-99 far below numbers of either sign", -99, 2, -5, 5, true);
  row("-99 near numbers of either sign", -99, 2, -80, 40, false);
  row("-999.25 of well logs", -999.25, 2, -20, 150, true);
  row("99999", 99999, 2, 10, 90, true);
  row("9999 above small numbers", 9999, 2, 0, 100, true);
  row("9999 at the end of a wide range", 9999, 2, 0, 9000, false);
  row("9999 among its like", 9999, 5, 0, 20000, false);
  row("-9999 among its like", -9999, 5, -12000, 100, false);
  row("an odd number", -9000, 5, 10, 90, false);
  row("a third of magnetics is -9999", -9999, 50, -5000, 5000, true);
  row("a few of magnetics are -9999", -9999, 3, -5000, 5000, true);
  row("-9999 twice beside magnetics", -9999, 2, -5000, 5000, false);
  row("much of a wide range is -32768", -32768, 20, -20000, 20000, true);
  row("much of temperatures is -99", -99, 10, -80, 40, true);
  row("a tenth of ppm is 9999", 9999, 12, 0, 6000, true);
  row("over the limit of an assay, where values end", 9999, 12, 0, 9990, false);
  row("-9999 where depths end", -9999, 30, -9900, 100, false);
  row("saturated 16 bits", 65535, 40, 0, 65000, false);
  row("saturated 16 bits with sign", 32767, 40, -32000, 32000, false);
  row("a limit of detection", 5, 60, 5, 900, false);
  row("a limit of detection as a negative number", -5, 60, 5, 900, false);
  row("0 below large numbers", 0, 50, 4000, 4100, false);
  row("255", 255, 50, 0, 20, false);
}

void TestSentinels::numbersApartAreSuspected() {
  QFETCH(double, number);
  QFETCH(int, times);
  QFETCH(double, least);
  QFETCH(double, most);
  QFETCH(bool, isSuspect);
  SentinelSearch search;
  search.add(std::nan(""));
  for (int i = 0; i < 100; ++i)
    search.add(least + (most - least) * i / 99);
  for (int i = 0; i < times; ++i)
    search.add(number);
  const std::vector<Sentinel> found = search.found();
  QCOMPARE(found.size(), std::size_t{isSuspect});
  if (isSuspect) {
    QCOMPARE(found[0].value, number);
    QCOMPARE(found[0].count, static_cast<std::size_t>(times));
  }
}

void TestSentinels::severalAreFoundTheMostFrequentFirst() {
  SentinelSearch search;
  QVERIFY(search.found().empty());
  for (const double value : {-99.0, -99.0, -9999.0, -9999.0, -9999.0})
    search.add(value);
  QVERIFY(search.found().empty()); // nothing to compare with
  search.add(3);
  search.add(4);
  const std::vector<Sentinel> found = search.found();
  QCOMPARE(found.size(), std::size_t{2});
  QCOMPARE(found[0].value, -9999.0);
  QCOMPARE(found[1].value, -99.0);
}

void TestSentinels::partsSeenApartAreSeenTogether() {
  SentinelSearch one;
  SentinelSearch other;
  one.add(-9999);
  other.add(5);
  other.add(-9999);
  one.merge(other);
  QCOMPARE(one.found().size(), std::size_t{1});
  QCOMPARE(one.found()[0].count, std::size_t{2});
}

QTEST_APPLESS_MAIN(TestSentinels)
#include "test_sentinels.moc"
