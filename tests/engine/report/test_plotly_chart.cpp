#include "engine/report/plotly_chart.h"

#include <QtTest>

#include <limits>
#include <vector>

using namespace prospectivity;

/// How names, numbers and what pointing tells reach Plotly.
class TestPlotlyChart : public QObject {
  Q_OBJECT

 private slots:
  void longNamesKeepBothEnds();
  void axesKeepLikeNamesApart();
  void numbersAreShort();
  void lowPanelsHaveFewNumbers();
  void errorBarsEndWhereNothingLiesBelow();
  void pointingTellsMeanings();
};

void TestPlotlyChart::longNamesKeepBothEnds() {
  QCOMPARE(axisName("W"), std::string("W"));
  QCOMPARE(axisName("distance to Yanshanian granite, class 12"),
           std::string("distance to Ya\u2026nite, class 12"));
  const std::string umlauts = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
  QCOMPARE(axisName(umlauts), umlauts); // ten characters, twenty bytes
}

void TestPlotlyChart::axesKeepLikeNamesApart() {
  const nlohmann::json chart =
      plotlyChart(chartOf("", "", {"W", "ppm, logarithm"}, {"", "", {"same", "same"}}, {}));
  const nlohmann::json& axis = chart["layout"]["yaxis"];
  QCOMPARE(axis["tickvals"].dump(), std::string("[0,1]"));
  QCOMPARE(axis["ticktext"].dump(), std::string("[\"same\",\"same\"]"));
  QCOMPARE(chart["layout"]["xaxis"]["title"]["text"].get<std::string>(), std::string("W (ppm, logarithm)"));
}

void TestPlotlyChart::numbersAreShort() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const nlohmann::json chart =
      plotlyChart(chartOf("", "", {}, {}, {Lines{"a", {1.0 / 3, none}, {2, none}, {palette::mean}}}));
  QCOMPARE(chart["traces"][0]["x"].dump(), std::string("[0.333333,null]"));
}

void TestPlotlyChart::lowPanelsHaveFewNumbers() {
  Chart chart = chartOf("", "", {}, {}, {});
  QVERIFY(!plotlyChart(chart)["layout"]["yaxis"].contains("nticks"));
  chart.panels[0].top = 0.14;
  QCOMPARE(plotlyChart(chart)["layout"]["yaxis"]["nticks"].get<int>(), 3);
}

void TestPlotlyChart::errorBarsEndWhereNothingLiesBelow() {
  Points sizes{"", {1, 3}, {0, 1}, palette::mean};
  sizes.xErrors = {2, 2};
  const auto barsOf = [&] { return plotlyChart(chartOf("", "", {}, {}, {sizes}))["traces"][0]["error_x"]; };
  QVERIFY(!barsOf().contains("arrayminus"));
  sizes.xLeast = 0;
  QCOMPARE(barsOf()["array"].get<std::vector<double>>(), (std::vector<double>{2, 2}));
  QCOMPARE(barsOf()["arrayminus"].get<std::vector<double>>(), (std::vector<double>{1, 2}));
  QVERIFY(!barsOf()["symmetric"].get<bool>());
}

void TestPlotlyChart::pointingTellsMeanings() {
  Points dots{"", {1}, {2}, palette::mean};
  dots.text = {"3, sample 7"};
  dots.textMeaning = "value";
  dots.xMeaning = "SHAP";
  HeatMap cells;
  cells.values = Matrix::Identity(2, 2);
  cells.scale = palette::sequential();
  HeatMap field = cells;
  field.x = {0.5, 1};
  field.y = {3, 4};
  const auto hoverOf = [](const Axis& x, const Axis& y, const Series& series) {
    return plotlyChart(chartOf("", "", x, y, {series}))["traces"][0]["hovertemplate"].get<std::string>();
  };
  QCOMPARE(hoverOf({}, {}, dots), std::string("value %{text}<br>SHAP %{x}<extra></extra>"));
  QCOMPARE(hoverOf({"W", "ppm"}, {"Sn"}, field), std::string("Sn %{y}, W %{x}: %{z}<extra></extra>"));
  QCOMPARE(hoverOf({"position", "", {"W", "Sn"}}, {"filter", "", {"1", "2"}}, cells),
           std::string("filter %{y}, %{x}: %{z}<extra></extra>"));
}

QTEST_APPLESS_MAIN(TestPlotlyChart)
#include "test_plotly_chart.moc"
