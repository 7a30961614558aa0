#include "engine/core/error.h"
#include "engine/predict/planned_stack.h"

#include <QtTest>

#include <functional>

using namespace prospectivity;

/// The plan of a stack as a file.
class TestPlannedStack : public QObject {
  Q_OBJECT

 private slots:
  void plansComeBack();
  void plansThatNobodyReadsAreNotWritten();
  void damagedPlansAreRefused_data();
  void damagedPlansAreRefused();
  void whatAnotherRunIsOfIsNamed();
};

namespace {

PlannedStack plan() {
  PlannedStack stack;
  stack.run.algorithm = "prospectivity:buildevidencestack";
  stack.run.version = "0.1.0";
  stack.run.libraries = "GDAL 3.6.2, PROJ 9.1.1";
  stack.run.parameters = R"({"ONE_HOT":true,"TRANSFORMS":"W=log"})";
  stack.run.inputs = {{"LAYERS", "a1"}};
  stack.run.grid = {{100.1, 1.0 / 3, 0, -7e5, 0, -1.0 / 3}, 1700, 1450, "a CRS with \"quotes\""};
  stack.findings.numbered = {{"rock", {-7e9, 1900000001, 1900000002.5}}, {"soil", {}}};
  stack.findings.classes["rock"].kept = {{"granite", {0, 2}, 71}, {"Schist, \"grey\"", {1}, 3}};
  stack.findings.classes["soil"].kept = {{"0.1", {0.1F}, 5}};
  stack.findings.classes["empty"];
  stack.findings.transforms = {{"W", {TransformKind::Log, 1.0 / 7}},
                               {"Sn", {TransformKind::Winsorize, -1.0 / 3, 1e300}},
                               {"hole", {}}};
  stack.findings.leastAmounts = {{"Cu", 1e-30 / 3}, {"Zn", 2}};
  stack.account.grid.grid = stack.run.grid;
  stack.account.grid.reasons = {Sentence("The cells are those of '%1'.", "W"), Sentence("Extent: as asked."),
                                Sentence("%1 of %2", Sentence("%1 cells", 7), Subject::Reference)};
  BandAccount band;
  band.name = "W";
  band.source = "'W.tif'";
  band.sourceGrid = "20 x 15 cells";
  band.treatment = "as it is, logarithm";
  band.description = {FeatureKind::Quantity, "ppm", "log 0.142857142857142849"};
  stack.account.bands.push_back(band);
  band.name = "rock";
  band.description = {FeatureKind::Codes, "", "none", {{0, "granite"}, {3, "other"}}, {"slate"}};
  stack.account.bands.push_back(band);
  stack.account.classes = {{"rock", 5, 3, 1.0 / 3, 0.001, true}};
  stack.account.logRatios = {{"clr(Cu, Zn)", {{"Cu", 1e-30 / 3, 2e-31, 0}, {"Zn", 2, 1.3, 0}}, 0, 0}};
  return stack;
}

QString errorOf(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return QString::fromStdString(error.what());
  }
  return {};
}

} // namespace

void TestPlannedStack::plansComeBack() {
  const PlannedStack written = plan();
  const PlannedStack read = readPlan(planText(written), "plan.json");
  QCOMPARE(QString::fromStdString(planText(read)), QString::fromStdString(planText(written)));
  QVERIFY(!differenceOf(read.run, written.run));
  QCOMPARE(read.account.grid.reasons.size(), std::size_t{3});
  const Sentence& cells = read.account.grid.reasons[0]; // a translation finds it
  QCOMPARE(cells.pattern(), std::string("The cells are those of '%1'."));
  QCOMPARE(cells.values().front().text(wordsOf), std::string("W"));
  QCOMPARE(read.account.grid.reasons[1].pattern(), std::string("Extent: as asked."));
  QVERIFY(read.account.grid.reasons[2].values().front().sentence() != nullptr);
  for (std::size_t i = 0; i < 3; ++i)
    QCOMPARE(read.account.grid.reasons[i].text(), written.account.grid.reasons[i].text());
  QVERIFY(read.findings.numbered == written.findings.numbered);
  QVERIFY(read.findings.leastAmounts == written.findings.leastAmounts);
  QCOMPARE(read.findings.classes.size(), std::size_t{3});
  const LayerClass& schist = read.findings.classes.at("rock").kept[1];
  QCOMPARE(schist.name, std::string("Schist, \"grey\""));
  QVERIFY(schist.codes == std::vector<float>{1});
  QCOMPARE(schist.cells, std::size_t{3});
  QCOMPARE(read.findings.classes.at("soil").kept[0].codes[0], 0.1F);
  QVERIFY(read.findings.transforms.at("hole").isNone());
  QCOMPARE(read.findings.transforms.at("Sn").text(), written.findings.transforms.at("Sn").text());
  QVERIFY(read.account.grid.grid.transform == written.run.grid.transform);
  QVERIFY(read.account.bands[0].description.kind == FeatureKind::Quantity);
  QCOMPARE(read.account.bands[0].description.unit, std::string("ppm"));
  QVERIFY(read.account.bands[1].description.classes == written.account.bands[1].description.classes);
  QVERIFY(read.account.bands[1].description.joined == written.account.bands[1].description.joined);
  QCOMPARE(read.account.classes[0].joinedShare, 1.0 / 3);
  QVERIFY(read.account.classes[0].isCodes);
  QCOMPARE(read.account.logRatios[0].members[0].least, 1e-30 / 3);
}

void TestPlannedStack::plansThatNobodyReadsAreNotWritten() {
  PlannedStack stack = plan();
  for (int i = 0; i < 1000; ++i)
    stack.findings.classes["rock"].kept.push_back({std::string(1500, 'x'), {static_cast<float>(i)}, 1});
  QCOMPARE(errorOf([&] { planText(stack, std::size_t{1} << 20); }),
           QStringLiteral("The plan has more than 1 MB, which no shard reads: leave out the layers with very "
                          "many classes and long names, or make the stack in one run."));
  const std::string text = planText(stack);
  QCOMPARE(planText(stack, text.size()), text);
}

void TestPlannedStack::damagedPlansAreRefused_data() {
  QTest::addColumn<QString>("before");
  QTest::addColumn<QString>("after");
  QTest::newRow("cut short") << "\"log-ratios\""
                             << "";
  QTest::newRow("no grid") << "\"columns\": 1700"
                           << "\"columns\": 0";
  QTest::newRow("no bands") << "\"bands\":"
                            << "\"bands\": [], \"more\":";
  QTest::newRow("no transform") << "log 0.14"
                                << "cube 0.14";
  QTest::newRow("an amount below 0") << "\"Zn\": 2.0"
                                     << "\"Zn\": -2.0";
  QTest::newRow("a count that is text") << "\"cells\": 71"
                                        << "\"cells\": \"71\"";
  QTest::newRow("a sentence without words") << "[\n   \"Extent: as asked.\"\n  ]"
                                            << "[]";
  QTest::newRow("a sentence of numbers") << "\"Extent: as asked.\""
                                         << "7";
  QTest::newRow("parameters that are none") << "{\\\"ONE_HOT\\\":true,"
                                            << "[";
}

void TestPlannedStack::damagedPlansAreRefused() {
  QFETCH(QString, before);
  QFETCH(QString, after);
  QString text = QString::fromStdString(planText(plan()));
  QVERIFY(text.contains(before));
  text.replace(before, after);
  const QString sentence = QStringLiteral("'x.json' is no plan of a stack, or is damaged: make it anew.");
  QCOMPARE(errorOf([&] { readPlan(text.toStdString(), "x.json"); }), sentence);
  for (const std::string& other :
       {std::string(), std::string("{}"), std::string("[1, 2]"), std::string("not JSON"),
        std::string("{\"format\": 1}"), std::string(100000, '[')})
    QCOMPARE(errorOf([&] { readPlan(other, "x.json"); }), sentence);
  PlannedStack beyond = plan(); // the numbers of its classes are 0 to 2
  beyond.findings.classes["rock"].kept[1].codes = {9};
  QCOMPARE(errorOf([&] { readPlan(planText(beyond), "x.json"); }), sentence);
  QCOMPARE(errorOf([] { readPlan("{\"format\": 2}", "x.json"); }),
           QStringLiteral("The plan 'x.json' was written by a newer version of the plugin: make the shards "
                          "with that one."));
}

void TestPlannedStack::whatAnotherRunIsOfIsNamed() {
  const MapRun run = plan().run;
  MapRun other = run;
  QVERIFY(!differenceOf(other, run));
  other.parameters = R"({"ONE_HOT":false,"TRANSFORMS":"W=log"})";
  QCOMPARE(differenceOf(other, run)->text(), std::string("ONE_HOT (false, not true)"));
  other = run;
  other.libraries = "GDAL 3.10.3, PROJ 9.6.0";
  QCOMPARE(differenceOf(other, run)->text(),
           std::string("version of GDAL or PROJ (GDAL 3.10.3, PROJ 9.6.0, not GDAL 3.6.2, PROJ 9.1.1)"));
  other.libraries.clear();
  QCOMPARE(differenceOf(other, run)->text(),
           std::string("version of GDAL or PROJ (nothing, not GDAL 3.6.2, PROJ 9.1.1)"));
  other = run;
  other.inputs["MASK"] = "b2";
  QCOMPARE(differenceOf(other, run)->text(), std::string("MASK"));
  other = run;
  other.grid.transform[0] += 1e-9;
  QCOMPARE(differenceOf(other, run)->text(), std::string("grid"));
}

QTEST_APPLESS_MAIN(TestPlannedStack)
#include "test_planned_stack.moc"
