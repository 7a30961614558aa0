#include "engine/report/chart_pieces.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// How names and numbers reach a chart.
class TestChartPieces : public QObject {
  Q_OBJECT

 private slots:
  void longNamesKeepBothEnds();
  void axesKeepLikeNamesApart();
  void numbersAreShort();
};

void TestChartPieces::longNamesKeepBothEnds() {
  QCOMPARE(axisName("W"), std::string("W"));
  QCOMPARE(axisName("distance to Yanshanian granite, class 12"),
           std::string("distance to Ya\u2026nite, class 12"));
  const std::string umlauts = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
  QCOMPARE(axisName(umlauts), umlauts); // ten characters, twenty bytes
}

void TestChartPieces::axesKeepLikeNamesApart() {
  const nlohmann::json axis = namedAxis({"same", "same"});
  QCOMPARE(axis["tickvals"].dump(), std::string("[0,1]"));
  QCOMPARE(axis["ticktext"].dump(), std::string("[\"same\",\"same\"]"));
}

void TestChartPieces::numbersAreShort() {
  QCOMPARE(compact(1.0 / 3).dump(), std::string("0.33333"));
  QVERIFY(compact(std::numeric_limits<double>::quiet_NaN()).is_null());
}

QTEST_APPLESS_MAIN(TestChartPieces)
#include "test_chart_pieces.moc"
