#include "engine/core/random.h"
#include "engine/explain/target_drivers.h"
#include "engine/explain/target_map.h"
#include "engine/explain/target_report.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/explain/formula_model.h"

#include <QRegularExpression>
#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// What speaks for and against targets, of a model whose Shapley values are known.
class TestTargetDrivers : public QObject {
  Q_OBJECT

 private slots:
  void reasonsAreTheMeansOfTheCells();
  void nothingDependsOnTheThreads();
  void sharesAreOfWhatRaises();
  void percentilesCountTiesHalf();
  void evidenceIsInTheOrderOfItsShares();
  void aSheetTellsCoverageAndApplicability();
  void aSheetTellsWhatIsNotKnown();
  void meansOfLogarithmsAreCalledSo();
  void sheetsCutNothingAndHaveTheColoursOfThePage();
  void outlinesEndWithTheMap();
  void textOfUsersIsEscaped();
};

namespace {

const Grid grid{{0, 1, 0, 30, 0, -1}, 40, 30, ""};

SumModel sums() {
  return {{"W", "Sn", "Bi"}, {{0, 2, 0}, {0.5, -1, 0}, {0, 0.25F, 0}}};
}

FloatMatrix background() {
  Random random(2);
  FloatMatrix rows(9, 3);
  for (Eigen::Index i = 0; i < rows.size(); ++i)
    rows.data()[i] = static_cast<float>(random.normal());
  return rows;
}

std::vector<float> cells(bool hasHoles) {
  Random random(4);
  std::vector<float> values;
  for (std::size_t i = 0; i < 3 * grid.cells(); ++i)
    values.push_back(hasHoles && random.uniform() < 0.1 ? std::nanf("")
                                                        : static_cast<float>(random.normal()));
  return values;
}

const std::vector<CellRuns> parts{{{2, 3, 9}, {3, 4, 5}}, {{5, 0, 40}, {6, 0, 40}, {7, 0, 40}}};

std::vector<TargetReasons> reasonsOf(const std::vector<float>& values, int threads) {
  const SumModel model = sums();
  MemoryRaster stack(grid, model.features, values);
  ShapleyOptions options;
  options.threads = threads;
  return targetReasons(model, layerPlayers(model.features, true), background(), stack, parts, options,
                       Progress());
}

} // namespace

void TestTargetDrivers::reasonsAreTheMeansOfTheCells() {
  const SumModel model = sums();
  const FloatMatrix references = background();
  for (const bool hasHoles : {false, true}) {
    const std::vector<float> values = cells(hasHoles);
    const std::vector<TargetReasons> found = reasonsOf(values, 1);
    QCOMPARE(found.size(), parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part) {
      // Of a sum each feature's Shapley value is its own term less the mean of it over the background.
      const std::vector<CellIndex> explained = latticeCells(parts[part], grid, explainedCells);
      QCOMPARE(found[part].cells, explained.size());
      double together = found[part].baseValue;
      for (std::size_t j = 0; j < 3; ++j) {
        double reference = 0;
        for (Eigen::Index row = 0; row < references.rows(); ++row)
          reference += SumModel::given(model.terms[j], references(row, static_cast<Eigen::Index>(j)));
        double sum = 0;
        for (const CellIndex cell : explained)
          sum += SumModel::given(model.terms[j], values[j * grid.cells() + static_cast<std::size_t>(cell)]);
        const double expected =
            sum / static_cast<double>(explained.size()) - reference / static_cast<double>(references.rows());
        QVERIFY(std::abs(found[part].values[j] - expected) < 1e-5);
        together += found[part].values[j];
      }
      QVERIFY(std::abs(found[part].prediction - together) < 1e-5);
    }
  }
}

void TestTargetDrivers::nothingDependsOnTheThreads() {
  const std::vector<TargetReasons> one = reasonsOf(cells(true), 1);
  const std::vector<TargetReasons> four = reasonsOf(cells(true), 4);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    QVERIFY(one[part].values == four[part].values);
    QCOMPARE(one[part].prediction, four[part].prediction);
  }
}

void TestTargetDrivers::sharesAreOfWhatRaises() {
  const LayerPlayers players = layerPlayers({"W", "Sn", "Bi", "Cu"}, true);
  TargetReasons reasons;
  reasons.cells = 1;
  reasons.values = {0.25, -4, 0.75, 0};
  const std::vector<Driver> drivers = driversOf(reasons);
  QCOMPARE(drivers.size(), std::size_t{2});
  QCOMPARE(players.names[drivers[0].player], std::string("Bi"));
  QCOMPARE(drivers[0].share, 0.75);
  QCOMPARE(driverText(drivers, players, 5), std::string("Bi 75 %; W 25 %"));
  QCOMPARE(driverText(drivers, players, 1), std::string("Bi 75 %"));
  reasons.values = {-1, -2, 0, -1};
  QVERIFY(driversOf(reasons).empty());
}

void TestTargetDrivers::percentilesCountTiesHalf() {
  QCOMPARE(*shareBelow({1, 2, 2, 3, std::nan("")}, 2), 0.5);
  QCOMPARE(*shareBelow({1, 2}, 5), 1.0);
  QVERIFY(!shareBelow({}, 5).has_value());
  QVERIFY(!shareBelow({std::nan("")}, 5).has_value());
}

// What lowers the score stands among what raises it, by the size of its share.
void TestTargetDrivers::evidenceIsInTheOrderOfItsShares() {
  std::vector<std::string> names;
  TargetSheet sheet;
  sheet.reasons.cells = 1;
  for (int i = 0; i < 9; ++i) {
    names.push_back("layer_" + std::to_string(i));
    const double reason = (i % 2 == 0 ? 1 : -1) * 0.1 * ((i * 4) % 9 + 1); // sizes 1 5 9 4 8 3 7 2 6
    sheet.reasons.values.push_back(reason);
    sheet.layers.push_back({names.back(), "ppm", "3", "1 to 5", std::nullopt, std::nullopt, reason});
  }
  const QString page = QString::fromStdString(
      targetReport({sheet}, layerPlayers(names, true), {1, 0, "their ranks", ""}).page(""));
  const QString table = page.mid(page.indexOf("<h3>Evidence, the largest share first (8 of 9 layers)</h3>"));
  QVERIFY(table.startsWith("<h3>"));
  QStringList rows;
  QRegularExpressionMatchIterator found =
      QRegularExpression("<tr><td>(layer_\\d)</td>.*?([+-][0-9.]+)</td></tr>").globalMatch(table);
  while (found.hasNext()) {
    const QRegularExpressionMatch row = found.next();
    rows << row.captured(1) + row.captured(2);
  }
  QCOMPARE(rows, (QStringList{"layer_2+0.90", "layer_4+0.80", "layer_6+0.70", "layer_8+0.60", "layer_1-0.50",
                              "layer_3-0.40", "layer_5-0.30", "layer_7-0.20"}));
}

void TestTargetDrivers::aSheetTellsCoverageAndApplicability() {
  TargetSheet sheet;
  sheet.reasons.cells = 1;
  sheet.reasons.values = {1};
  sheet.layers = {{"W", "", "1", "0 to 2", std::nullopt, std::nullopt, 1}};
  sheet.coverage = 0.875;
  const auto pageWith = [&](double applicable) {
    sheet.applicable = applicable;
    return QString::fromStdString(
        targetReport({sheet}, layerPlayers({"W"}, true), {1, 0, "their ranks", ""}).page(""));
  };
  const QString outside = pageWith(0.25);
  QVERIFY(outside.contains("<dt>Layers with data</dt><dd>87.5 %</dd>"));
  QVERIFY(outside.contains("<dt>In the area of applicability</dt><dd>25 %</dd>"));
  QVERIFY(outside.contains("Most of its cells are unlike all training samples"));
  QVERIFY(!pageWith(0.75).contains("unlike all training samples"));
  const QString unknown = pageWith(std::nan(""));
  QVERIFY(unknown.contains("<dt>In the area of applicability</dt><dd>not known</dd>"));
  QVERIFY(!unknown.contains("unlike all training samples"));
}

void TestTargetDrivers::aSheetTellsWhatIsNotKnown() {
  const LayerPlayers players = layerPlayers({"W"}, true);
  TargetSheet sheet;
  sheet.name = "Target 4";
  sheet.cells = 3;
  const std::string page = targetReport({sheet}, players, {2, 1, "their ranks", ""}).page("");
  const QString text = QString::fromStdString(page);
  QVERIFY(text.contains("not known") && text.contains("not given"));
  QVERIFY(text.contains("it is no discovery", Qt::CaseInsensitive));
  QVERIFY(text.contains("1 polygon holds no centre of a cell"));
  QVERIFY(text.contains("No cell of this target could be explained"));
  QVERIFY(!text.contains("<script"));
  QVERIFY(!QRegularExpression("\\bnan\\b|n/a").match(text).hasMatch());
}

void TestTargetDrivers::meansOfLogarithmsAreCalledSo() {
  const LayerPlayers players = layerPlayers({"W", "gravity"}, true);
  TargetSheet sheet;
  sheet.reasons.cells = 1;
  sheet.reasons.values = {1, 0.5};
  for (const bool isOfLogarithms : {false, true}) {
    sheet.layers = {{"W", "ppm", "12.4", "3 to 40", std::nullopt, std::nullopt, 1, isOfLogarithms},
                    {"gravity", "mGal", "-7", "-9 to -5", std::nullopt, std::nullopt, 0.5}};
    const QString page =
        QString::fromStdString(targetReport({sheet}, players, {1, 0, "their ranks", ""}).page(""));
    QVERIFY(page.contains(isOfLogarithms ? ">12.4 (of logarithms)<" : ">12.4<"));
    QVERIFY(page.contains(">-7<"));
    QCOMPARE(page.contains("led back from the mean of the logarithms"), isOfLogarithms);
  }
}

// On paper nothing tells what a cut name goes on with, and on dark ground fixed greys and black letters
// vanish.
void TestTargetDrivers::sheetsCutNothingAndHaveTheColoursOfThePage() {
  const QString page = QString::fromStdString(
      targetReport({TargetSheet()}, layerPlayers({"W"}, true), {1, 0, "their ranks", ""}).page(""));
  const int own = page.indexOf("<style>", page.indexOf("</style>")); // behind that of all reports
  const QString style = page.mid(own, page.indexOf("</style>", own) - own);
  QVERIFY(style.contains("@page"));
  QVERIFY(!style.contains("ellipsis") && !style.contains("overflow: hidden"));
  QVERIFY(style.contains(".sheet svg { background: #ffffff; }"));
  QVERIFY(!QRegularExpression("[^-]color: #|solid #").match(style).hasMatch());
}

// Other targets go on beyond the crop, where the sheet has room beside a map that is higher than wide.
void TestTargetDrivers::outlinesEndWithTheMap() {
  TargetMap map;
  map.crop = {10, 10, 4, 4};
  map.others = {{{2, 11}, {12, 11}, {12, 12}}};
  map.outline = {{{11, 11}, {12, 11}, {12, 12}}};
  const QString picture = QString::fromStdString(targetMapPicture(map));
  const int begin = picture.indexOf("<svg", 1); // one that cuts, as those within others do
  const int end = picture.indexOf("</svg>", begin);
  QVERIFY(begin > 0 && end > begin);
  QCOMPARE(picture.count("<svg"), 2);
  QCOMPARE(picture.mid(begin, end - begin).count("<path"), 3);
  QVERIFY(picture.mid(begin, end - begin).contains("d=\"M-")); // beyond the left side
}

void TestTargetDrivers::textOfUsersIsEscaped() {
  const LayerPlayers players = layerPlayers({"<b>W"}, true);
  TargetSheet sheet;
  sheet.name = "<i>4";
  sheet.reasons.cells = 1;
  sheet.reasons.values = {1};
  sheet.layers = {{"<b>W", "", "1", "0 to 2", std::nullopt, std::nullopt, 1}};
  TargetMap map;
  map.title = "<u>";
  map.crop = {0, 0, 4, 4};
  sheet.maps = {map};
  const std::string page = targetReport({sheet}, players, {1, 0, "their ranks", ""}).page("");
  for (const char* tag : {"<b>W", "<i>4", "<u>"})
    QVERIFY(page.find(tag) == std::string::npos);
  QCOMPARE(roundLength(7300), 5000.0);
  QCOMPARE(roundLength(0.21), 0.2);
  QCOMPARE(roundLength(1.5), 1.0);
}

QTEST_APPLESS_MAIN(TestTargetDrivers)
#include "test_target_drivers.moc"
