#include "engine/report/axis_ticks.h"
#include "engine/report/plotly_chart.h"
#include "engine/report/svg_chart.h"
#include "engine/report/svg_shapes.h"

#include <QRectF>
#include <QXmlStreamReader>
#include <QtTest>

#include <cmath>
#include <string>
#include <vector>

using namespace prospectivity;

namespace {

/// What a reader of XML finds in a picture.
struct Picture {
  QString error;
  int series = 0;
  QStringList legend;
  std::vector<QRectF> ticksX;
  std::vector<QRectF> ticksY;
};

/// The box of a text of 12 pixels around its anchor; upright ones run from the bottom to the top.
QRectF boxOfText(const QXmlStreamAttributes& attributes, const QString& text) {
  const double x = attributes.value("x").toString().toDouble();
  const double y = attributes.value("y").toString().toDouble();
  const double broad = 6.6 * text.size(); // a sans-serif face's mean width
  const QString anchor = attributes.value("text-anchor").toString();
  const double before = anchor == "middle" ? broad / 2 : anchor == "end" ? broad : 0;
  if (attributes.hasAttribute("transform"))
    return {x - 10, y + before - broad, 12, broad};
  return {x - before, y - 10, broad, 12};
}

Picture read(const Chart& chart) {
  Picture picture;
  QXmlStreamReader xml(QString::fromStdString(svgChart(chart)));
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement)
      continue;
    const QXmlStreamAttributes attributes = xml.attributes();
    const QString kind = attributes.value("class").toString();
    picture.series +=
        kind.section(QLatin1Char(' '), 0, 0) == "series" ? 1 : 0; // fields of colours say so too
    if (xml.name() == QLatin1String("text")) {
      const QString text = xml.readElementText();
      if (kind == "legend")
        picture.legend << text;
      else if (kind == "tick x")
        picture.ticksX.push_back(boxOfText(attributes, text));
      else if (kind == "tick y")
        picture.ticksY.push_back(boxOfText(attributes, text));
    }
  }
  picture.error = xml.errorString();
  return picture;
}

std::vector<std::string> names(std::size_t count, const std::string& stem) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(stem + std::to_string(i + 1));
  return result;
}

/// Charts of every kind of series, with few names and with forty long ones.
std::vector<Chart> charts() {
  const double none = std::nan("");
  std::vector<Chart> all;
  Axis percent{"Share"};
  percent.range = {-1, 101};
  percent.suffix = " %";
  Lines stepped{"b", {0, 50, 100}, {10, 20, 90}, {palette::areaLeftOut, 2, Dash::Dashed}};
  stepped.isStepped = true;
  Lines marked{"<c> & \"d\"", {0, none, 100}, {1, 2, 3}, {palette::chance, 1, Dash::Dotted}};
  marked.hasMarks = true;
  all.push_back(chartOf("lines", "", percent, {"Value", "m"},
                        {Band{"interval", {0, 50, 100}, {1, 2, 3}, {4, 9, 30}, palette::deposit},
                         Lines{"a", {0, 50, 100}, {1, 3, 9}, {palette::deposit}}, stepped, marked}));
  Points points{"points", {1e6, 2e6, none}, {-1, 1, 2}, palette::deposit, Symbol::Diamond};
  points.xErrors = {2e5, none, 1};
  Points shaded{"", {1e6, 3e6}, {0, 1}};
  shaded.shades = Shades{{0, 1}, 0, 1, "feature value"};
  for (const Symbol symbol : {Symbol::Circle, Symbol::OpenCircle, Symbol::OpenDiamond, Symbol::Cross}) {
    Points other = points;
    other.symbol = symbol;
    all.push_back(chartOf("points", "", {"East"}, {"North"}, {points, shaded, other}));
  }
  for (const std::size_t count : {3U, 40U}) {
    const std::vector<std::string> some = names(count, count == 3 ? "f" : "Concentration of element number ");
    std::vector<double> lengths;
    std::vector<Boxes::Box> boxes;
    for (std::size_t i = 0; i < count; ++i) {
      lengths.push_back(static_cast<double>(i) - 1);
      boxes.push_back(boxOf({0, 1, static_cast<double>(i), none}));
    }
    Bars upright{"A", lengths, {palette::modelA}};
    upright.isHatched = true;
    all.push_back(chartOf("bars", "", {"Feature", "", some}, {"AUC"},
                          {upright, Bars{"B", lengths, {palette::modelB}}}));
    Bars across{"", lengths, {palette::bars}};
    across.isHorizontal = true;
    all.push_back(chartOf("rows", "", {"SHAP"}, {"", "", some}, {across}, heightOfRows(count)));
    const auto size = static_cast<Eigen::Index>(count);
    Axis reversed{"", "", some};
    reversed.isReversed = true;
    all.push_back(chartOf("map", "", {"", "", some}, reversed,
                          {HeatMap{Matrix::Identity(size, size), -1, 1, palette::diverging(), "Spearman"}}));
    all.push_back(chartOf(
        "boxes", "", {"Feature", "", some}, {"sd"},
        {Boxes{"Observed", boxes, palette::observed}, Boxes{"Synthetic", boxes, palette::synthetic}}));
    std::vector<std::string> rows = some;
    rows.insert(rows.begin(), "base value");
    rows.emplace_back("prediction");
    all.push_back(chartOf("steps", "", {"log-odds"}, {"", "", rows}, {Waterfall{-0.5, lengths}},
                          heightOfRows(rows.size())));
  }
  HeatMap field;
  field.values.resize(3, 3);
  field.values << 0, 0, 1, 0, 1, 1, 1, 1, 1;
  field.scale = palette::sequential();
  field.scaleTitle = "probability";
  field.x = {1, 2, 4};
  field.y = {0.1, 0.2, 0.3};
  field.contour = 0.5;
  field.contourName = "decision threshold";
  all.push_back(chartOf("field", "", {"a"}, {"b"}, {field}));
  Chart two = chartOf("two", "", {"W"}, {"probability"}, {Lines{"mean", {1, 2}, {0, 1}, {palette::mean}}});
  two.panels[0].bottom = 0.22;
  two.panels.push_back(
      {{}, {"samples"}, {histogramOf("observed values", {1, 1, 2, none}, 5, palette::values)}});
  two.panels[1].top = 0.14;
  two.panels[1].sharesX = true;
  all.push_back(two);
  Lines paths{"model A", {0, 1, none, 0, -1}, {-0.5, 0.5, none, -0.5, 0.5}, {palette::modelA, 1.2}};
  Chart twins = chartOf("paths", "", {"log-odds, model A"}, {"", "", {"W", "Sn"}}, {paths});
  twins.panels[0].right = 0.48;
  paths.name = "model B";
  twins.panels.push_back({{"log-odds, model B"}, {}, {paths}, 0.52});
  twins.panels[1].sharesY = true;
  twins.panels[1].matchesX = true;
  all.push_back(twins);
  return all;
}

} // namespace

/// Static pictures hold what the data hold, and can be read.
class TestSvgChart : public QObject {
  Q_OBJECT

 private slots:
  void everySeriesIsThere();
  void ticksLeaveEachOtherRoom();
  void aWideNameHasRoomInAnyRow();
  void bothDrawersUseTheSameNames();
  void ticksAreRound();
  void logarithmicAxesTellOriginals_data();
  void logarithmicAxesTellOriginals();
  void countsAndQuartiles();
};

void TestSvgChart::everySeriesIsThere() {
  for (const Chart& chart : charts()) {
    const Picture picture = read(chart);
    QVERIFY2(picture.error.isEmpty(), qPrintable(picture.error));
    std::size_t series = 0;
    QStringList legend;
    for (const Panel& panel : chart.panels)
      for (const Series& one : panel.series) {
        ++series;
        const QString name = QString::fromStdString(legendName(one));
        if (!name.isEmpty() && !legend.contains(name))
          legend << name;
      }
    QCOMPARE(static_cast<std::size_t>(picture.series), series);
    QCOMPARE(picture.legend, legend);
    QVERIFY2(!svgChart(chart).empty() && svgChart(chart).find("nan") == std::string::npos,
             chart.title.c_str());
  }
}

void TestSvgChart::ticksLeaveEachOtherRoom() {
  for (const Chart& chart : charts()) {
    const Picture picture = read(chart);
    for (const auto* ticks : {&picture.ticksX, &picture.ticksY}) {
      QVERIFY2(!ticks->empty(), chart.title.c_str());
      for (std::size_t i = 0; i < ticks->size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          QVERIFY2(!(*ticks)[i].intersects((*ticks)[j]), chart.title.c_str());
      for (const QRectF& box : *ticks)
        QVERIFY2(box.left() >= 0 && box.right() <= 960 && box.top() >= 0, chart.title.c_str());
    }
  }
}

void TestSvgChart::aWideNameHasRoomInAnyRow() {
  for (std::size_t row = 0; row < 11; ++row) {
    std::vector<std::string> names(11, "W");
    names[row] = "distance_to_the_younger_granite";
    const Picture picture = read(chartOf("rows", "", {"log-odds"}, {"", "", names},
                                         {Waterfall{0.1, std::vector<double>(9, 0.2)}}, 265));
    QCOMPARE(picture.ticksY.size(), names.size());
    for (const QRectF& box : picture.ticksY)
      QVERIFY2(box.left() >= 0, std::to_string(row).c_str());
  }
}

void TestSvgChart::bothDrawersUseTheSameNames() {
  for (const Chart& chart : charts()) {
    const nlohmann::json drawn = plotlyChart(chart);
    const std::string text = drawn["traces"].dump();
    for (const Panel& panel : chart.panels)
      for (const Series& one : panel.series) {
        const std::string name = legendName(one);
        QVERIFY(name.empty() || text.find(nlohmann::json(name).dump()) != std::string::npos);
      }
    QVERIFY(drawn["layout"]["height"] == chart.height);
    for (const nlohmann::json& trace : drawn["traces"])
      QVERIFY2(trace.is_object() && trace.contains("type"), chart.title.c_str());
  }
}

void TestSvgChart::ticksAreRound() {
  QCOMPARE(roundTicks(0, 1, 6), (std::vector<double>{0, 0.2, 0.2 * 2, 0.2 * 3, 0.2 * 4, 1}));
  QCOMPARE(roundTicks(-1, 101, 6), (std::vector<double>{0, 20, 40, 60, 80, 100}));
  QCOMPARE(roundTicks(3, 3, 6).size(), std::size_t{0});
  QVERIFY(roundTicks(0.3, std::nextafter(0.3, 1.0), 6).size() <= 6); // steps finer than numbers are
  for (const double size : {1e-7, 1.0, 3e5})
    for (int most = 2; most < 10; ++most) {
      const std::vector<double> ticks = roundTicks(-1.3 * size, 4.1 * size, most);
      QVERIFY(!ticks.empty() && ticks.size() <= static_cast<std::size_t>(most));
      QVERIFY(ticks.front() >= -1.3 * size && ticks.back() <= 4.1 * size);
    }
}

void TestSvgChart::logarithmicAxesTellOriginals_data() {
  QTest::addColumn<double>("offset");
  QTest::addColumn<double>("low"); // what was measured
  QTest::addColumn<double>("high");
  QTest::addColumn<double>("room");
  QTest::addColumn<QString>("texts");
  QTest::newRow("decades") << 0.0 << 0.5 << 2000.0 << 600.0 << "1 10 100 1000";
  QTest::newRow("fractions") << 0.0 << 0.009 << 1.5 << 600.0 << "0.01 0.1 1";
  QTest::newRow("little room") << 0.0 << 1e-4 << 1.1e4 << 240.0 << "0.0001 0.01 1 100 10000";
  QTest::newRow("one decade") << 0.0 << 0.9 << 12.0 << 600.0 << "1 2 5 10";
  QTest::newRow("zeros") << 1.0 << 0.0 << 1500.0 << 600.0 << "0 1 10 100 1000";
  QTest::newRow("values below 0") << 501.0 << -500.0 << 700.0 << 600.0 << "";
  QTest::newRow("a part of a decade") << 0.0 << 31.0 << 44.0 << 600.0 << "";
  QTest::newRow("far below the offset") << 1.0 << 0.0 << 0.03 << 600.0 << "";
}

void TestSvgChart::logarithmicAxesTellOriginals() {
  QFETCH(double, offset);
  QFETCH(double, low);
  QFETCH(double, high);
  QFETCH(double, room);
  QFETCH(QString, texts);
  Axis axis{"W"};
  axis.log = LogScale{offset, 0, 1};
  constexpr double needed = 40;
  const Span span{axis.log->valueOf(low), axis.log->valueOf(high)};
  const std::vector<Tick> ticks = ticksOf(axis, span, room, [](const std::string&) { return needed; });
  QVERIFY(ticks.size() >= 2);
  QStringList told;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    told << QString::fromStdString(ticks[i].text);
    QVERIFY(ticks[i].at >= span.low && ticks[i].at <= span.high);
    QVERIFY(std::abs(axis.log->valueOf(told.last().toDouble()) - ticks[i].at) < 1e-6);
    QVERIFY(i == 0 || (ticks[i].at - ticks[i - 1].at) * room / (span.high - span.low) >= needed);
  }
  if (!texts.isEmpty())
    QCOMPARE(told.join(' '), texts);
}

void TestSvgChart::countsAndQuartiles() {
  const Histogram histogram = histogramOf("", {0, 1, 1, 4, std::nan("")}, 4, "");
  QCOMPARE(histogram.edges, (std::vector<double>{0, 1, 2, 3, 4}));
  QCOMPARE(histogram.counts, (std::vector<double>{1, 2, 0, 1}));
  const Boxes::Box box = boxOf({1, 2, 3, 4, 100});
  QCOMPARE(box.quarter, 2.0);
  QCOMPARE(box.median, 3.0);
  QCOMPARE(box.threeQuarters, 4.0);
  QCOMPARE(box.low, 1.0);
  QCOMPARE(box.high, 4.0); // 100 lies beyond the whisker
  QVERIFY(std::isnan(boxOf({}).median));
}

QTEST_APPLESS_MAIN(TestSvgChart)
#include "test_svg_chart.moc"
