#include "engine/core/error.h"
#include "engine/evidence/build_stack.h"
#include "engine/evidence/stack_report.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/evidence/built_stack.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cstring>
#include <sched.h>
#include <utility>

using namespace prospectivity;

/// Groups of layers that become log-ratios in a stack.
class TestStackLogRatios : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void groupsBecomeLogRatios();
  void logRatiosAreOfTheirLayersAsTheyAreWarped();
  void logRatiosKeepTheirRecordInStacksOfStacks();
  void memoryAndThreadsChangeNoLogRatio();
  void layersThatAreNoAmountsAreNamed_data();
  void layersThatAreNoAmountsAreNamed();
  void layersInDifferentUnitsAreDoubted();

 private:
  std::string file(const QString& name, const EvidenceFile& what) {
    return writeEvidence(mFolder, name, what);
  }
  QTemporaryDir mFolder;
};

// Six cells: whole, whole, a zero, a hole, zeros that take all, outside of the mask.
void TestStackLogRatios::groupsBecomeLogRatios() {
  const std::string cu = file("Cu.tif", rowOf({1, 4, 0, 3, 0, 1e-6}));
  const std::string w = file("W.tif", rowOf({5, 6, 7, 8, 9, 10}));
  const std::string zn = file("Zn.tif", rowOf({2, 2, 20, -9999, 0.5, -8}));
  const std::string pb = file("Pb.tif", rowOf({4, 1, 10, 3, 0, 1}));
  const std::string inside = file("inside.tif", rowOf({1, 1, 1, 1, 1, 0}));
  const auto requested = [&](const char* transforms) {
    StackRequest request = requestOf({cu, w, zn, pb});
    request.mask = openRaster(inside);
    request.transforms = parseTransforms(transforms);
    return request;
  };
  std::vector<std::string> warned;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warned.push_back(line.text()); };
  StackBuilder builder(requested("clr(Pb, Cu, Zn); W=log"), Progress());
  MemorySink sink(builder.grid(), 4);
  const StackAccount account = builder.write(sink, progress);
  QCOMPARE(builder.bandNames(), (std::vector<std::string>{"Cu", "W", "Zn", "Pb"}));

  // The smallest values above 0 inside the mask are 1 (Cu, Pb) and 0.5 (Zn).
  const double cuZero = 0.65;
  const double left = (30 - cuZero) / 30;
  const auto checkCell = [&](std::size_t cell, double cuPart, double znPart, double pbPart) {
    const double mean = std::log(cuPart * znPart * pbPart) / 3;
    QVERIFY(std::abs(sink.values[cell] - (std::log(cuPart) - mean)) < 1e-6);
    QVERIFY(std::abs(sink.values[12 + cell] - (std::log(znPart) - mean)) < 1e-6);
    QVERIFY(std::abs(sink.values[18 + cell] - (std::log(pbPart) - mean)) < 1e-6);
  };
  checkCell(0, 1, 2, 4);
  checkCell(1, 4, 2, 1);
  checkCell(2, cuZero, 20 * left, 10 * left);
  for (const std::size_t band : {std::size_t{0}, std::size_t{2}, std::size_t{3}})
    for (std::size_t cell = 3; cell < 6; ++cell)
      QVERIFY(std::isnan(sink.values[6 * band + cell]));
  QCOMPARE(sink.values[6 + 3], std::log(8.0F)); // others are as they were
  QCOMPARE(account.completeCells, std::size_t{3});
  QCOMPARE(account.bands[3].cellsWithData, std::size_t{3});
  QVERIFY(std::abs(account.bands[0].mean + account.bands[2].mean + account.bands[3].mean) < 1e-6);

  const FeatureDescription& described = account.bands[3].description;
  QCOMPARE(described.transform, std::string("clr 1 of Pb 0.65 Cu 0.65 Zn 0.325"));
  QCOMPARE(described.kind, FeatureKind::Quantity);
  QCOMPARE(account.bands[3].treatment,
           std::string("as it is, centred log-ratio of Pb among Pb, Cu, Zn, zeros as 0.65 (Pb), 0.65 (Cu), "
                       "0.325 (Zn)"));
  QCOMPARE(account.logRatios.size(), std::size_t{1});
  const LogRatioAccount& group = account.logRatios[0];
  QCOMPARE(group.group, std::string("clr(Pb, Cu, Zn)"));
  QCOMPARE(group.cells, std::size_t{3});
  QCOMPARE(group.cellsOfZeros, std::size_t{1});
  QCOMPARE(group.members[1].name, std::string("Cu"));
  QCOMPARE(group.members[1].least, 1.0);
  QCOMPARE(group.members[1].zero, 0.65);
  QCOMPARE(group.members[1].cellsReplaced, std::size_t{1});
  QCOMPARE(group.members[0].cellsReplaced, std::size_t{0}); // that zero is in a cell without log-ratios
  QCOMPARE(
      warned,
      (std::vector<std::string>{
          "Transforms: cells in which the layers of 'clr(Pb, Cu, Zn)' amount to no more than what stands for "
          "their zeros have no log-ratios and are NoData (1 of them): give smaller numbers for zeros if they "
          "are to have some."}));
  const QString page = QString::fromStdString(stackReport(account).page({}));
  for (const char* told : {"clr(Pb, Cu, Zn)", "In place of zeros", "0.325", "every layer of the group: 3.",
                           "stands for their zeros: 1."})
    QVERIFY2(page.contains(told), told);

  // Isometric: one band less, and each where the layer stood that it sets apart.
  const Built isometric = build(requested("ilr(Pb, Cu, Zn) zeros 0.1 0.2 0.05"));
  QCOMPARE(isometric.names, (std::vector<std::string>{"ilr2 Cu|Zn", "W", "ilr1 Pb|Cu,Zn"}));
  QVERIFY(std::abs(isometric.values[0] - std::sqrt(0.5) * std::log(1.0 / 2)) < 1e-6);
  QVERIFY(std::abs(isometric.values[12] - std::sqrt(2.0 / 3) * std::log(4 / std::sqrt(2.0))) < 1e-6);
  QCOMPARE(isometric.values[6], 5.0F);
  // 0.3 of 0.5 are not all, with these numbers.
  QVERIFY(std::abs(isometric.values[4] - std::sqrt(0.5) * std::log(0.2 / 0.2)) < 1e-6);
  QCOMPARE(isometric.account.logRatios[0].cellsOfZeros, std::size_t{0});
  QCOMPARE(isometric.account.bands[2].description.transform, std::string("ilr 1 of Pb 0.1 Cu 0.2 Zn 0.05"));
  QCOMPARE(isometric.account.bands[2].source, std::string("'Pb.tif', 'Cu.tif', 'Zn.tif'"));
}

/// Means are taken of amounts, not of their logarithms.
void TestStackLogRatios::logRatiosAreOfTheirLayersAsTheyAreWarped() {
  EvidenceFile fine = at(500000, 2900000, 50, 4, 4);
  fine.value = [](double x, double y) { return (x < 500100 ? 1 : 4) + (y > 2899950 ? 2 : 0); };
  EvidenceFile other = at(500000, 2900000, 100, 2, 2);
  other.value = [](double x, double y) { return x < 500100 && y > 2899900 ? 1 : 3; };
  StackRequest request = requestOf({file("a.tif", fine), file("b.tif", other)});
  request.grid.cellSize = 100;
  request.transforms = parseTransforms("ilr(a, b)");
  const Built built = build(std::move(request));
  QCOMPARE(built.names, (std::vector<std::string>{"ilr1 a|b"}));
  const double expected[4] = {2.0 / 1, 5.0 / 3, 1.0 / 3, 4.0 / 3};
  for (std::size_t i = 0; i < 4; ++i)
    QVERIFY(std::abs(built.values[i] - std::sqrt(0.5) * std::log(expected[i])) < 1e-6);
  QVERIFY(
      QString::fromStdString(built.account.bands[0].treatment).startsWith("warped (average), as it is, iso"));
}

void TestStackLogRatios::logRatiosKeepTheirRecordInStacksOfStacks() {
  StackRequest request = requestOf({file("p.tif", rowOf({1, 2, 3, 5})), file("q.tif", rowOf({4, 2, 7, 1}))});
  request.transforms = parseTransforms("clr(p, q)");
  StackBuilder builder(std::move(request), Progress());
  const std::string path = (mFolder.path() + "/ratios.tif").toStdString();
  const auto sink = createRaster(path, builder.grid(), builder.bandNames());
  const StackAccount account = builder.write(*sink, Progress());
  for (int band = 0; band < 2; ++band)
    sink->describeFeature(band, account.bands[static_cast<std::size_t>(band)].description);
  sink->finish();

  StackRequest again = requestOf({path});
  again.bandNames = {"first", "second"};
  again.transforms = parseTransforms("second=winsorize 0 100");
  const Built built = build(std::move(again));
  QCOMPARE(built.account.bands[0].description.transform, std::string("clr 1 of p 0.65 q 0.65"));
  const std::string more = built.account.bands[1].description.transform;
  QVERIFY2(QString::fromStdString(more).startsWith("clr 2 of p 0.65 q 0.65 then winsorize "), more.c_str());

  // They are no amounts any more.
  StackRequest twice = requestOf({path});
  twice.transforms = parseTransforms("ilr(p, q)");
  try {
    build(std::move(twice));
    QFAIL("log-ratios of log-ratios");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        QString("Transforms: the layer 'p' of 'ilr(p, q)' was transformed before (centred log-ratio of p "
                "among p, q), and a log-ratio is made of amounts: give the layer as it was."));
  }
}

// So wide that the planes of a group are more than the least memory holds in a row of the file's tiles.
void TestStackLogRatios::memoryAndThreadsChangeNoLogRatio() {
  std::vector<std::string> paths;
  for (int i = 0; i < 5; ++i) {
    EvidenceFile amounts = at(500000, 2900000, i == 3 ? 2 : 1, i == 3 ? 1500 : 3000, i == 3 ? 150 : 300);
    amounts.value = [i](double x, double y) {
      return std::fmax(0, std::round(40 * std::sin(x / (30 + i)) + 30 * std::cos(y / (20 + i))) + 20);
    };
    paths.push_back(file(QString("part%1.tif").arg(i), amounts));
  }
  cpu_set_t before;
  QCOMPARE(sched_getaffinity(0, sizeof(before), &before), 0);
  std::vector<float> values[2];
  StackAccount accounts[2];
  for (int i = 0; i < 2; ++i) {
    qputenv("PROSPECTIVITY_MEMORY", i == 0 ? "16" : "4096");
    if (i == 1) {
      cpu_set_t one;
      CPU_ZERO(&one);
      std::size_t first = 0;
      while (!CPU_ISSET(first, &before))
        ++first;
      CPU_SET(first, &one);
      QCOMPARE(sched_setaffinity(0, sizeof(one), &one), 0);
    }
    StackRequest request = requestOf(paths);
    request.transforms = parseTransforms("clr(part3, part0); ilr(part4, part1, part2)");
    StackBuilder builder(std::move(request), Progress());
    QCOMPARE(builder.bandNames(),
             (std::vector<std::string>{"part0", "ilr2 part1|part2", "part3", "ilr1 part4|part1,part2"}));
    MemorySink sink(builder.grid(), 4);
    accounts[i] = builder.write(sink, Progress());
    values[i] = sink.values;
  }
  qunsetenv("PROSPECTIVITY_MEMORY");
  QCOMPARE(sched_setaffinity(0, sizeof(before), &before), 0);
  QVERIFY(std::memcmp(values[0].data(), values[1].data(), values[0].size() * sizeof(float)) == 0);
  QCOMPARE(accounts[0].completeCells, accounts[1].completeCells);
  QVERIFY(accounts[0].correlation == accounts[1].correlation);
  for (std::size_t group = 0; group < 2; ++group) {
    const LogRatioAccount& one = accounts[0].logRatios[group];
    const LogRatioAccount& other = accounts[1].logRatios[group];
    QVERIFY(one.cells > 0 && one.cells == other.cells && one.cellsOfZeros == other.cellsOfZeros);
    for (std::size_t k = 0; k < one.members.size(); ++k) {
      QVERIFY(one.members[k].cellsReplaced > 0);
      QCOMPARE(one.members[k].cellsReplaced, other.members[k].cellsReplaced);
    }
  }
  for (std::size_t band = 0; band < 4; ++band)
    QVERIFY(accounts[0].bands[band].mean == accounts[1].bands[band].mean &&
            accounts[0].bands[band].skewness == accounts[1].bands[band].skewness);
}

void TestStackLogRatios::layersThatAreNoAmountsAreNamed_data() {
  QTest::addColumn<QString>("transforms");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, const char* transforms, const char* sentence) {
    QTest::newRow(name) << transforms << sentence;
  };
  row("below 0", "clr(Cu, low)",
      "Transforms: the layer 'low' of 'clr(Cu, low)' has values below 0 (-0.5), which no amount has: declare "
      "them as NoData, choose another resampling than cubic if that makes them, or leave the layer out of "
      "the "
      "group.");
  row("zero everywhere", "ilr(nothing, Cu)",
      "Transforms: the layer 'nothing' of 'ilr(nothing, Cu)' is 0 in every cell: leave it out of the group.");
  row("no data", "clr(Cu, empty)",
      "Transforms: the layer 'empty' of 'clr(Cu, empty)' has no data on the grid of the stack: check its "
      "NoData "
      "value and extent, or leave it out of the group.");
  row("unknown", "clr(Cu, Ag)",
      "Transforms names 'Ag', but no band is called so: write it as in the layers.");
  row("in two groups", "clr(Cu, Zn); ilr(east, Cu)",
      "Transforms names 'Cu' twice: give each layer one transform.");
  row("twice in a group", "clr(Cu, Zn, Cu)", "Transforms names 'Cu' twice: give each layer one transform.");
  row("in a group and by itself", "clr(Cu, Zn); Zn=log",
      "Transforms names 'Zn' twice: give each layer one transform.");
  row("classes", "clr(Cu, rock)",
      "Transforms names 'rock', whose numbers are classes: leave it out there, or out of categorical bands.");
  row("classes by the record of a stack", "clr(Cu, codes)",
      "Transforms: the layer 'codes' of 'clr(Cu, codes)' holds classes by its record, and a log-ratio is "
      "made of "
      "amounts: leave it out of the group.");
  row("never together", "clr(west, east)",
      "Transforms: the layers of 'clr(west, east)' have data together in no cell of the stack: check their "
      "NoData values and extents, or leave those out of the group that lie elsewhere.");
  row("zeros alone", "clr(Cu, Zn) zeros 100",
      "Transforms: in no cell do the layers of 'clr(Cu, Zn)' amount to more than what stands for their "
      "zeros: "
      "declare zeros as NoData, or give smaller numbers for them, as in 'clr(Cu, Zn) zeros 0.01'.");
}

void TestStackLogRatios::layersThatAreNoAmountsAreNamed() {
  QFETCH(QString, transforms);
  QFETCH(QString, sentence);
  const std::string used = transforms.toStdString();
  std::vector<std::string> paths;
  const auto add = [&](const char* name, const std::vector<double>& values) {
    if (used.find(name) != std::string::npos)
      paths.push_back(file(QString(name) + ".tif", rowOf(values)));
  };
  add("Cu", {0, 1, 0});
  add("Zn", {2, 0, 3});
  add("low", {2, -0.5, 3});
  add("nothing", {0, 0, 0});
  add("empty", {-9999, -9999, -9999});
  add("rock", {1, 2, 3});
  add("codes", {1, 2, 4});
  if (used.find("codes") != std::string::npos)
    GDALDatasetUniquePtr(GDALDataset::Open(paths.back().c_str(), GDAL_OF_UPDATE))
        ->GetRasterBand(1)
        ->SetMetadataItem("kind", "codes");
  add("west", {1, 2, -9999});
  add("east", {-9999, -9999, 2});
  StackRequest request = requestOf(paths);
  request.transforms = parseTransforms(used);
  if (used.find("rock") != std::string::npos)
    request.categorical = {"rock"};
  try {
    build(std::move(request));
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

void TestStackLogRatios::layersInDifferentUnitsAreDoubted() {
  const std::string paths[] = {file("Cu.tif", rowOf({1, 2, 3})), file("Zn.tif", rowOf({3, 1, 1}))};
  const char* units[] = {"ppm", "%"};
  std::string unit;
  const auto doubts = [&](bool differ) {
    for (int i = 0; i < 2; ++i) {
      GDALDatasetUniquePtr dataset(GDALDataset::Open(paths[i].c_str(), GDAL_OF_UPDATE));
      dataset->GetRasterBand(1)->SetUnitType(units[differ ? i : 0]);
    }
    StackRequest request = requestOf({paths[0], paths[1]});
    request.transforms = parseTransforms("clr(Cu, Zn)");
    std::vector<std::string> told;
    Progress progress;
    progress.onWarning = [&](const Sentence& line) {
      if (line.text().find("units") != std::string::npos)
        told.push_back(line.text());
    };
    StackBuilder builder(std::move(request), progress);
    MemorySink sink(builder.grid(), 2);
    unit += builder.write(sink, Progress()).bands[0].description.unit;
    return told;
  };
  QVERIFY(doubts(false).empty());
  QCOMPARE(
      doubts(true),
      (std::vector<std::string>{
          "Transforms: the layers of 'clr(Cu, Zn)' are in different units (ppm, %): unless these are names "
          "of one unit, bring them to one, since zeros are replaced at the cost of the total."}));
  QCOMPARE(unit, std::string()); // a ratio has none
}

QTEST_GUILESS_MAIN(TestStackLogRatios)
#include "test_stack_log_ratios.moc"
