#include "engine/report/plotly_chart.h"

#include <QtTest>

#include <cmath>
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
  void errorBarsEndWhereNothingLiesBelowOrAbove();
  void pointingTellsMeanings();
  void logarithmicAxesTellOriginals();
};

void TestPlotlyChart::longNamesKeepBothEnds() {
  QCOMPARE(axisName("W"), std::string("W"));
  QCOMPARE(axisName("distance to Yanshanian granite, class 12"),
           std::string("distance to Ya\u2026nite, class 12"));
  QCOMPARE(axisName("distance to granite", 7), std::string("distanc\u2026granite"));
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

void TestPlotlyChart::errorBarsEndWhereNothingLiesBelowOrAbove() {
  Points sizes{"", {1, 3}, {0, 1}, palette::mean};
  sizes.xErrors = {2, 2};
  const auto barsOf = [&] { return plotlyChart(chartOf("", "", {}, {}, {sizes}))["traces"][0]["error_x"]; };
  QVERIFY(!barsOf().contains("arrayminus"));
  sizes.xLeast = 0;
  QCOMPARE(barsOf()["array"].get<std::vector<double>>(), (std::vector<double>{2, 2}));
  QCOMPARE(barsOf()["arrayminus"].get<std::vector<double>>(), (std::vector<double>{1, 2}));
  QVERIFY(!barsOf()["symmetric"].get<bool>());
  sizes.xMost = 4;
  QCOMPARE(barsOf()["array"].get<std::vector<double>>(), (std::vector<double>{2, 1}));
  QCOMPARE(barsOf()["arrayminus"].get<std::vector<double>>(), (std::vector<double>{1, 2}));
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

void TestPlotlyChart::logarithmicAxesTellOriginals() {
  Axis across{"W", "ppm, log axis"};
  across.log = LogScale{};
  Chart chart = chartOf("", "", across, {}, {Lines{"a", {0, std::log(1000)}, {1, 2}, {palette::mean}}});
  Panel below{{}, {"samples"}, {Histogram{"", {0, std::log(10), std::log(100)}, {1, 2}, palette::values}}};
  below.top = 0.14;
  below.sharesX = true;
  chart.panels.push_back(below);
  nlohmann::json drawn = plotlyChart(chart);
  const nlohmann::json& axis = drawn["layout"]["xaxis"];
  QCOMPARE(axis["ticktext"].dump(), std::string("[\"1\",\"10\",\"100\",\"1000\"]"));
  QCOMPARE(axis["tickvals"].dump(), std::string("[0.0,2.30259,4.60517,6.90776]"));
  QCOMPARE(drawn["traces"][0]["customdata"].dump(), std::string("[1.0,1000.0]"));
  QCOMPARE(drawn["traces"][0]["hovertemplate"].get<std::string>(), std::string("%{customdata}, %{y}"));
  QCOMPARE(drawn["traces"][1]["hovertext"].dump(), std::string("[\"1 to 10\",\"10 to 100\"]"));

  HeatMap map;
  map.values = Matrix::Zero(1, 2);
  map.x = {0, std::log(100)};
  map.y = {5};
  drawn = plotlyChart(chartOf("", "", across, {"Sn"}, {map}));
  QCOMPARE(drawn["traces"][0]["text"].dump(), std::string("[[\"Sn 5, W 1\",\"Sn 5, W 100\"]]"));
  QCOMPARE(drawn["traces"][0]["hovertemplate"].get<std::string>(),
           std::string("%{text}: %{z}<extra></extra>"));

  // Codes of classes, by the names that stand at them.
  map.x = {1, 2};
  map.y = {std::log(100)};
  Axis rocks{"rock"};
  rocks.names = {"", "granite", "Yanshanian two-mica granite, coarse-grained"};
  drawn = plotlyChart(chartOf("", "", rocks, across, {map}));
  QCOMPARE(
      drawn["traces"][0]["text"].dump(),
      std::string("[[\"W 100, rock granite\",\"W 100, rock Yanshanian two-mica granite, coarse-grained\"]]"));

  // Others are as they were.
  drawn = plotlyChart(chartOf("", "", {"W"}, {}, {Lines{"a", {0, 1}, {1, 2}, {palette::mean}}}));
  QVERIFY(!drawn["layout"]["xaxis"].contains("tickvals"));
  QVERIFY(!drawn["traces"][0].contains("customdata"));
}

QTEST_APPLESS_MAIN(TestPlotlyChart)
#include "test_plotly_chart.moc"
