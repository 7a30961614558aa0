#include "engine/core/error.h"
#include "engine/evidence/build_stack.h"
#include "engine/evidence/stack_report.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cstring>
#include <limits>
#include <sched.h>
#include <utility>

using namespace prospectivity;

/// Stacks: which grid, which values, which account, and every mistake by name.
class TestBuildStack : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void theGridIsTheFinestCommonAndMostCommon();
  void theGridIsThatOfTheReference();
  void extentAndCellSizeAreAsAsked();
  void layersOnTheGridAreCopied();
  void coarserCellsAverage();
  void masksOfRasterAndPolygonsCut();
  void aMaskCountsLongitudesItsOwnWay();
  void classesBecomeBands();
  void rareClassesAreJoined();
  void oneRareClassKeepsItsName();
  void manyClassesLoseTheRarestUnasked();
  void classesOfOneNameAreOne();
  void everyClassHasItsOwnBand();
  void tooManyClassesStayCodes();
  void transformedCodesHaveNoNames();
  void mistakesInTheLeastAreaAreNamed_data();
  void mistakesInTheLeastAreaAreNamed();
  void groupsBecomeLogRatios();
  void logRatiosAreOfTheirLayersAsTheyAreWarped();
  void logRatiosKeepTheirRecordInStacksOfStacks();
  void memoryAndThreadsChangeNoLogRatio();
  void layersThatAreNoAmountsAreNamed_data();
  void layersThatAreNoAmountsAreNamed();
  void layersInDifferentUnitsAreDoubted();
  void transformsApply();
  void theLogarithmKnowsTheSmallestOfManyCells();
  void transformsAndClassesAreThoseInsideTheMask();
  void transformsFindTheFewCellsWithData();
  void cellsThatAreNotSquareStaySo();
  void smallOffsetsLoseNoColumns();
  void aMaskOfAnotherCrsLiesWhereItLies();
  void codesOfManyDigitsAreToldApart();
  void quantitiesThatLookLikeClassesAreDoubted();
  void longitudesFrom0To360MeetThoseFromMinus180();
  void aLayerAcrossTheAntimeridianMeetsOneBeyondIt();
  void theAccountIsRight();
  void memoryChangesNoCell_data();
  void memoryChangesNoCell();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void transformsThatCannotBeReadAreNamed();

 private:
  StackRequest requestOf(const std::vector<std::string>& paths) {
    StackRequest request;
    for (const std::string& path : paths)
      request.layers.push_back(openRaster(path));
    return request;
  }
  struct Built {
    Grid grid;
    std::vector<std::string> names;
    std::vector<float> values;
    StackAccount account;
  };
  Built build(StackRequest request) {
    StackBuilder builder(std::move(request), Progress());
    MemorySink sink(builder.grid(), static_cast<int>(builder.bandNames().size()));
    Built built{builder.grid(), builder.bandNames(), {}, builder.write(sink, Progress())};
    built.values = sink.values;
    return built;
  }
  std::string file(const QString& name, const EvidenceFile& what) {
    return writeEvidence(mFolder, name, what);
  }
  QTemporaryDir mFolder;
};

namespace {

std::string wktOf(int epsg) {
  OGRSpatialReference reference;
  reference.importFromEPSG(epsg);
  char* text = nullptr;
  reference.exportToWkt(&text);
  const std::string wkt = text;
  CPLFree(text);
  return wkt;
}

EvidenceFile at(double left, double top, double cell, int columns, int rows) {
  EvidenceFile file;
  file.transform = {left, cell, 0, top, 0, -cell};
  file.columns = columns;
  file.rows = rows;
  return file;
}

std::string wkbOf(const char* wkt) {
  OGRGeometry* geometry = nullptr;
  OGRGeometryFactory::createFromWkt(wkt, nullptr, &geometry);
  std::string wkb(static_cast<std::size_t>(geometry->WkbSize()), '\0');
  geometry->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()));
  OGRGeometryFactory::destroyGeometry(geometry);
  return wkb;
}

} // namespace

void TestBuildStack::theGridIsTheFinestCommonAndMostCommon() {
  EvidenceFile geographic = at(116.9, 26.4, 0.01, 40, 40);
  geographic.epsg = 4326;
  const std::string coarse = file("coarse.tif", at(500000, 2900000, 100, 40, 30));
  const std::string fine = file("fine.tif", at(500510, 2899990, 30, 60, 50));
  const Built built = build(requestOf({coarse, fine, file("geographic.tif", geographic)}));
  QCOMPARE(QString::fromStdString(crsName(built.grid.crs)), QStringLiteral("EPSG:32650"));
  QCOMPARE(built.grid.cellWidth(), 30.0);
  QCOMPARE(built.grid.transform[0], 500510.0);
  QCOMPARE(built.grid.transform[3], 2899990.0);
  QCOMPARE(built.grid.columns, 60);
  QCOMPARE(built.grid.rows, 50);
  QCOMPARE(built.names, (std::vector<std::string>{"coarse", "fine", "geographic"}));
}

void TestBuildStack::theGridIsThatOfTheReference() {
  StackRequest request = requestOf({file("a.tif", at(500000, 2900000, 100, 40, 30))});
  request.grid.reference = Grid{{500050, 70, 0, 2899900, 0, -70}, 9, 8, wktOf(32650)};
  const Built built = build(std::move(request));
  QVERIFY(built.grid.matches(Grid{{500050, 70, 0, 2899900, 0, -70}, 9, 8, ""}));
}

void TestBuildStack::extentAndCellSizeAreAsAsked() {
  StackRequest request = requestOf({file("b.tif", at(500000, 2900000, 100, 40, 30))});
  request.grid.extent = {500333, 2898000, 501333, 2899000};
  request.grid.cellSize = 250;
  const Built built = build(std::move(request));
  QVERIFY(built.grid.matches(Grid{{500333, 250, 0, 2899000, 0, -250}, 4, 4, ""}));
}

void TestBuildStack::layersOnTheGridAreCopied() {
  const std::string path = file("copied.tif", at(500000, 2900000, 100, 20, 15));
  const Built built = build(requestOf({path}));
  std::vector<float> expected(300);
  openRaster(path)->read({0}, {0, 0, 20, 15}, expected.data());
  QCOMPARE(built.values, expected);
  QCOMPARE(QString::fromStdString(built.account.bands[0].treatment), QStringLiteral("as it is"));
}

// Four cells of 50 m make one of 100 m: their mean, and for classes the most frequent.
void TestBuildStack::coarserCellsAverage() {
  EvidenceFile fine = at(500000, 2900000, 50, 4, 4);
  fine.value = [](double x, double y) {
    return (x < 500100 ? 1 : 5) + (std::fmod(x, 100) > 50 && y > 2899950 ? 4 : 0);
  };
  StackRequest request = requestOf({file("values.tif", fine), file("classes.tif", fine)});
  request.grid.cellSize = 100;
  request.categorical = {"classes"};
  const Built built = build(std::move(request));
  QCOMPARE(built.values, (std::vector<float>{2, 6, 1, 5, 1, 5, 1, 5}));
}

void TestBuildStack::masksOfRasterAndPolygonsCut() {
  const std::string path = file("whole.tif", at(500000, 2900000, 100, 3, 2));
  EvidenceFile mask = at(500000, 2900000, 100, 3, 2);
  mask.type = GDT_Byte;
  mask.value = [](double x, double) { return x < 500100 ? 0 : 1; };
  StackRequest request = requestOf({path});
  request.mask = openRaster(file("mask.tif", mask));
  // Holds the centres of the upper row.
  request.maskPolygons = {
      wkbOf("POLYGON((499000 2899940, 501000 2899940, 501000 2901000, 499000 2901000, 499000 2899940))")};
  request.maskCrs = wktOf(32650);
  const Built built = build(std::move(request));
  for (std::size_t i = 0; i < 6; ++i)
    QCOMPARE(std::isnan(built.values[i]), !(i == 1 || i == 2));
  QCOMPARE(built.account.cells, std::size_t{2});
}

// The stack counts from 0 to 360 degrees, the mask from -180 to 180.
void TestBuildStack::aMaskCountsLongitudesItsOwnWay() {
  EvidenceFile west = at(236, 51, 1, 4, 2);
  west.epsg = 4326;
  StackRequest request = requestOf({file("west.tif", west)});
  request.maskPolygons = {wkbOf("POLYGON((-123 45, -121 45, -121 55, -123 55, -123 45))")};
  request.maskCrs = wktOf(4326);
  const Built built = build(std::move(request));
  for (std::size_t i = 0; i < 8; ++i)
    QCOMPARE(std::isnan(built.values[i]), i % 4 == 0 || i % 4 == 3);
  QCOMPARE(built.account.cells, std::size_t{4});
}

void TestBuildStack::classesBecomeBands() {
  EvidenceFile classes = at(500000, 2900000, 100, 3, 1);
  classes.type = GDT_Byte;
  classes.hasNoData = true;
  classes.value = [](double x, double) { return x < 500100 ? 2 : x < 500200 ? 7 : 0; };
  StackRequest request = requestOf({file("rock.tif", classes)});
  request.categorical = {"rock"};
  request.oneHot = true;
  const Built built = build(std::move(request));
  QCOMPARE(built.names, (std::vector<std::string>{"rock=2", "rock=7"}));
  QCOMPARE(built.values[0], 1.0F);
  QCOMPARE(built.values[1], 0.0F);
  QVERIFY(std::isnan(built.values[2]));
  QCOMPARE(built.values[4], 1.0F);
}

namespace {

/// A row of cells with these values; -9999 is NoData.
EvidenceFile rowOf(const std::vector<double>& values) {
  EvidenceFile file = at(500000, 2900000, 100, static_cast<int>(values.size()), 1);
  file.hasNoData = true;
  file.noData = -9999;
  file.value = [values](double x, double) { return values[static_cast<std::size_t>((x - 500000) / 100)]; };
  return file;
}

// 10, 6, 1, 2 and 1 of 20 cells.
const std::vector<double> fiveClasses{1, 1, 3, 1, 1, 2, 2, 4, 1, 1, 2, 2, 5, 1, 1, 4, 2, 2, 1, 1};

StackRequest classified(const std::string& path, bool oneHot) {
  StackRequest request;
  request.layers.push_back(openRaster(path));
  request.categorical = {"rock"};
  request.oneHot = oneHot;
  return request;
}

} // namespace

// Below 12 % of 20 cells are the classes 3, 4 and 5: 4 cells of 20 together.
void TestBuildStack::rareClassesAreJoined() {
  const std::string path = file("rock.tif", rowOf(fiveClasses));
  StackRequest bands = classified(path, true);
  bands.minClassArea = 12;
  const Built built = build(std::move(bands));
  QCOMPARE(built.names, (std::vector<std::string>{"rock=1", "rock=2", "rock=other"}));
  for (std::size_t i = 0; i < 20; ++i) {
    QCOMPARE(built.values[i], fiveClasses[i] == 1 ? 1.0F : 0.0F);
    QCOMPARE(built.values[20 + i], fiveClasses[i] == 2 ? 1.0F : 0.0F);
    QCOMPARE(built.values[40 + i], fiveClasses[i] > 2 ? 1.0F : 0.0F);
  }
  QCOMPARE(built.account.classes.size(), std::size_t{1});
  const ClassAccount& account = built.account.classes[0];
  QCOMPARE(account.band, std::string("rock"));
  QCOMPARE(account.found, std::size_t{5});
  QCOMPARE(account.joined, std::size_t{3});
  QCOMPARE(account.joinedShare, 0.2);
  QCOMPARE(account.leastShare, 0.12);
  QVERIFY(!account.isCodes);

  // A class of just the least area is kept; as codes the others get a number of their own.
  StackRequest codes = classified(path, false);
  codes.minClassArea = 10;
  const Built coded = build(std::move(codes));
  QCOMPARE(coded.names, (std::vector<std::string>{"rock"}));
  for (std::size_t i = 0; i < 20; ++i)
    QCOMPARE(coded.values[i],
             fiveClasses[i] == 3 || fiveClasses[i] == 5 ? 6.0F : static_cast<float>(fiveClasses[i]));
  QVERIFY(coded.account.classes[0].isCodes);
  QCOMPARE(coded.account.bands[0].description.classText(), std::string("6=other"));

  for (const bool oneHot : {true, false}) { // unasked, nothing is joined
    const Built plain = build(classified(path, oneHot));
    QCOMPARE(plain.names.size(), std::size_t{oneHot ? 5U : 1U});
    QCOMPARE(plain.account.classes[0].joined, std::size_t{0});
  }
}

void TestBuildStack::oneRareClassKeepsItsName() {
  StackRequest request = classified(file("rock.tif", rowOf({1, 1, 1, 1, 2, 2, 2, 2, 2, 3})), true);
  request.minClassArea = 20;
  const Built built = build(std::move(request));
  QCOMPARE(built.names, (std::vector<std::string>{"rock=1", "rock=2", "rock=3"}));
  QCOMPARE(built.account.classes[0].joined, std::size_t{0});
}

// Ten classes of one cell each of 3000, beside 66 or 50 common ones.
void TestBuildStack::manyClassesLoseTheRarestUnasked() {
  for (const int common : {66, 50}) {
    EvidenceFile rocks = at(500000, 2900000, 100, 1000, 3);
    rocks.value = [common](double x, double y) {
      const int column = static_cast<int>((x - 500000) / 100);
      return y > 2899900 && column >= 990 ? 100 + column : column % common;
    };
    const Built built = build(classified(file("rock.tif", rocks), true));
    const ClassAccount& account = built.account.classes[0];
    QCOMPARE(account.found, static_cast<std::size_t>(common + 10));
    QCOMPARE(account.joined, common == 66 ? std::size_t{10} : std::size_t{0});
    QCOMPARE(built.names.size(), common == 66 ? std::size_t{67} : std::size_t{60});
    QCOMPARE(built.names.back(), std::string(common == 66 ? "rock=other" : "rock=1099"));
    if (common == 66)
      QCOMPARE(account.joinedShare, 10.0 / 3000);
  }
}

// Maps have several units of one name, and one that is called as the class of rare ones is one of them.
void TestBuildStack::classesOfOneNameAreOne() {
  EvidenceFile rocks = rowOf({1, 2, 3, 1, 2, 3, 4, 5, 5, 5});
  rocks.type = GDT_Byte;
  rocks.hasNoData = false;
  const QTemporaryDir folder; // names of classes lie beside the file
  const std::string path = writeEvidence(folder, "rock.tif", rocks);
  {
    GDALDatasetUniquePtr named(GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE));
    const char* names[] = {"", "granite", "slate", "Granite", "gneiss", "Other", nullptr};
    named->GetRasterBand(1)->SetCategoryNames(const_cast<char**>(names));
  }
  const Built whole = build(classified(path, true));
  QCOMPARE(whole.names,
           (std::vector<std::string>{"rock=granite", "rock=slate", "rock=gneiss", "rock=Other"}));
  QVERIFY(std::equal(whole.values.begin(), whole.values.begin() + 10,
                     std::vector<float>{1, 0, 1, 1, 0, 1, 0, 0, 0, 0}.begin()));
  QVERIFY(QString::fromStdString(whole.account.bands[0].treatment).endsWith("1 where the class is 1, 3"));
  StackRequest request = classified(path, true);
  request.minClassArea = 15; // gneiss alone is rarer
  const Built joined = build(std::move(request));
  QCOMPARE(joined.names, (std::vector<std::string>{"rock=granite", "rock=slate", "rock=other"}));
  QVERIFY(std::equal(joined.values.begin() + 20, joined.values.end(),
                     std::vector<float>{0, 0, 0, 0, 0, 0, 1, 1, 1, 1}.begin()));
  const Built coded = build(classified(path, false));
  QCOMPARE(coded.account.bands[0].description.classText(),
           std::string("1=granite; 2=slate; 3=Granite; 4=gneiss; 5=Other"));
}

// More bands than threads: sources that bands share mix nothing up.
void TestBuildStack::everyClassHasItsOwnBand() {
  constexpr std::size_t classes = 150;
  EvidenceFile units = at(500000, 2900000, 100, static_cast<int>(classes), 2);
  units.value = [](double x, double) { return std::floor((x - 500000) / 100); };
  EvidenceFile coarse = units; // and warped
  coarse.transform = {500000, 100, 0, 2900000, 0, -200};
  coarse.rows = 1;
  for (const EvidenceFile& what : {units, coarse}) {
    StackRequest request = classified(file("rock.tif", what), true);
    request.grid.reference =
        Grid{{500000, 100, 0, 2900000, 0, -100}, static_cast<int>(classes), 2, wktOf(32650)};
    const Built built = build(std::move(request));
    QCOMPARE(built.names.size(), classes);
    for (std::size_t band = 0; band < classes; ++band)
      for (std::size_t cell = 0; cell < 2 * classes; ++cell)
        QCOMPARE(built.values[band * 2 * classes + cell], cell % classes == band ? 1.0F : 0.0F);
  }
}

void TestBuildStack::tooManyClassesStayCodes() {
  std::vector<double> codes(300);
  for (std::size_t i = 0; i < codes.size(); ++i)
    codes[i] = static_cast<double>(i % 290);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  StackRequest request = classified(file("rock.tif", rowOf(codes)), true);
  StackBuilder builder(std::move(request), progress);
  QCOMPARE(builder.bandNames(), (std::vector<std::string>{"rock"}));
  QCOMPARE(warnings, QStringList{"Categorical bands: the band 'rock' has 290 classes, too many for one band "
                                 "each (256): it stays one band of codes, which a model takes for a "
                                 "quantity; raise least area of a class above 0.1 % to join more of them."});
  MemorySink sink(builder.grid(), 1);
  const StackAccount account = builder.write(sink, Progress());
  for (std::size_t i = 0; i < codes.size(); ++i)
    QCOMPARE(sink.values[i], static_cast<float>(codes[i]));
  QVERIFY(account.classes[0].isCodes);
  QVERIFY(account.bands[0].description.kind == FeatureKind::Codes);
}

void TestBuildStack::transformedCodesHaveNoNames() {
  const QTemporaryDir folder;
  const std::string path = writeEvidence(folder, "rock.tif", rowOf({1, 2, 5, 2}));
  {
    GDALDatasetUniquePtr codes(GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE));
    codes->GetRasterBand(1)->SetMetadataItem("kind", "codes");
    codes->GetRasterBand(1)->SetMetadataItem("classes", "1=granite; 2=slate");
  }
  QCOMPARE(build(requestOf({path})).account.bands[0].description.classText(),
           std::string("1=granite; 2=slate"));
  StackRequest request = requestOf({path});
  request.transforms = parseTransforms("rock=standardize");
  const Built built = build(std::move(request));
  QVERIFY(built.account.bands[0].description.kind == FeatureKind::Quantity);
  QCOMPARE(built.account.bands[0].description.classText(), std::string());
}

void TestBuildStack::mistakesInTheLeastAreaAreNamed_data() {
  QTest::addColumn<double>("area");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("negative")
      << -1.0
      << "Least area of a class is -1, but must be at least 0 and below 100 (percent "
         "of the cells of a layer): choose a share such as 0.1, or 0 to join no classes.";
  QTest::newRow("everything")
      << 100.0
      << "Least area of a class is 100, but must be at least 0 and below 100 (percent "
         "of the cells of a layer): choose a share such as 0.1, or 0 to join no "
         "classes.";
  QTest::newRow("above the largest class") << 51.0
                                           << "Least area of a class of 51 % joins all classes of the band "
                                              "'rock' into one: choose a smaller share.";
}

void TestBuildStack::mistakesInTheLeastAreaAreNamed() {
  QFETCH(double, area);
  QFETCH(QString, sentence);
  StackRequest request = classified(file("rock.tif", rowOf(fiveClasses)), true);
  request.minClassArea = area;
  try {
    build(std::move(request));
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

// Six cells: whole, whole, a zero, a hole, zeros that take all, outside of the mask.
void TestBuildStack::groupsBecomeLogRatios() {
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
void TestBuildStack::logRatiosAreOfTheirLayersAsTheyAreWarped() {
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

void TestBuildStack::logRatiosKeepTheirRecordInStacksOfStacks() {
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
void TestBuildStack::memoryAndThreadsChangeNoLogRatio() {
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

void TestBuildStack::layersThatAreNoAmountsAreNamed_data() {
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

void TestBuildStack::layersThatAreNoAmountsAreNamed() {
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

void TestBuildStack::layersInDifferentUnitsAreDoubted() {
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

void TestBuildStack::transformsApply() {
  EvidenceFile counts = at(500000, 2900000, 100, 101, 1);
  counts.value = [](double x, double) { return std::round((x - 500050) / 100); };
  StackRequest request = requestOf({file("w.tif", counts), file("x.tif", counts), file("y.tif", counts)});
  request.transforms = parseTransforms("w=log; x = winsorize 10 80;y=standardize");
  const Built built = build(std::move(request));
  QCOMPARE(built.values[0], 0.0F); // the smallest is 0: log(value + 1)
  QCOMPARE(built.values[100], std::log(101.0F));
  QCOMPARE(built.values[101], 10.0F);
  QCOMPARE(built.values[201], 80.0F);
  QVERIFY(std::abs(built.account.bands[2].mean) < 1e-6);
  QVERIFY(std::abs(built.account.bands[2].standardDeviation - 1) < 1e-6);
  QVERIFY(QString::fromStdString(built.account.bands[1].treatment).contains("winsorized to 10 .. 80"));
}

// More cells than transforms are fitted on; the second cell alone is low, and is between those looked at.
void TestBuildStack::theLogarithmKnowsTheSmallestOfManyCells() {
  EvidenceFile low = at(500000, 2900000, 100, 1500, 1500);
  low.value = [](double x, double y) { return x > 500100 && x < 500200 && y > 2899900 ? -5 : 3; };
  StackRequest request = requestOf({file("low.tif", low)});
  request.transforms = parseTransforms("low=log");
  const Built built = build(std::move(request));
  QCOMPARE(built.values[1], 0.0F);
  QCOMPARE(built.values[0], std::log(9.0F));
}

void TestBuildStack::transformsAndClassesAreThoseInsideTheMask() {
  EvidenceFile counts = at(500000, 2900000, 100, 8, 1);
  counts.value = [](double x, double) { return std::round((x - 500050) / 100) - 4; }; // -4 to 3
  EvidenceFile mask = counts;
  mask.value = [](double x, double) { return x > 500500 ? 1 : 0; }; // 1, 2, 3 remain
  StackRequest request = requestOf({file("v.tif", counts), file("w.tif", counts), file("x.tif", counts)});
  request.mask = openRaster(file("mask.tif", mask));
  request.transforms = parseTransforms("v=log; w=standardize");
  request.categorical = {"x"};
  request.oneHot = true;
  const Built built = build(std::move(request));
  QCOMPARE(built.names, (std::vector<std::string>{"v", "w", "x=1", "x=2", "x=3"}));
  QCOMPARE(built.values[6], std::log(2.0F)); // no shift: nothing inside is below 1
  QCOMPARE(built.values[8 + 7], 1.0F);       // (3 - 2) / 1
}

// Data in the last of many cells only: a sample of every so many cells would miss them.
void TestBuildStack::transformsFindTheFewCellsWithData() {
  EvidenceFile rare = at(500000, 2900000, 100, 2001, 2001);
  rare.hasNoData = true;
  rare.noData = -1;
  rare.value = [](double x, double y) {
    return x > 500000 + 199900 && y < 2900000 - 199900 ? std::round((x - 500000) / 100) + y / 1e7 : -1;
  };
  StackRequest request = requestOf({file("rare.tif", rare)});
  request.transforms = parseTransforms("rare=standardize");
  const Built built = build(std::move(request));
  QCOMPARE(built.account.bands[0].cellsWithData, std::size_t{4});
  QVERIFY(std::abs(built.account.bands[0].mean) < 1e-6);
  QVERIFY(std::abs(built.account.bands[0].standardDeviation - 1) < 1e-4);
}

void TestBuildStack::cellsThatAreNotSquareStaySo() {
  EvidenceFile flat = at(500000, 2900000, 100, 30, 20);
  flat.transform[5] = -90;
  const std::string one = file("one.tif", flat);
  EvidenceFile coarse = at(500000, 2900000, 110, 30, 20);
  const Built built = build(requestOf({file("coarse.tif", coarse), one}));
  QVERIFY(built.grid.matches(Grid{{500000, 100, 0, 2900000, 0, -90}, 30, 20, ""}));
  std::vector<float> expected(600);
  openRaster(one)->read({0}, {0, 0, 30, 20}, expected.data());
  QCOMPARE(std::vector<float>(built.values.begin() + 600, built.values.end()), expected);
  EvidenceFile degrees;
  degrees.epsg = 4326;
  degrees.transform = {20, 0.01, 0, 60, 0, -0.005};
  degrees.columns = 30;
  degrees.rows = 20;
  degrees.value = [](double x, double y) { return x * y; };
  const Built geographic = build(requestOf({file("degrees.tif", degrees)}));
  QVERIFY(geographic.grid.matches(Grid{{20, 0.01, 0, 60, 0, -0.005}, 30, 20, ""}));
  // An extent asked for keeps the cells, a size asked for is that of squares.
  StackRequest extent = requestOf({one});
  extent.grid.extent = {500050, 2899100, 501050, 2900000};
  QVERIFY(build(std::move(extent)).grid.matches(Grid{{500050, 100, 0, 2900000, 0, -90}, 10, 10, ""}));
  StackRequest size = requestOf({one});
  size.grid.cellSize = 100;
  QVERIFY(build(std::move(size)).grid.matches(Grid{{500000, 100, 0, 2900000, 0, -100}, 30, 18, ""}));
}

// By 0.0003 of a cell in one layer, as rounding leaves them, either way; by more, cells are lost.
void TestBuildStack::smallOffsetsLoseNoColumns() {
  const std::string first = file("first.tif", at(500000, 2900000, 100, 20, 15));
  for (const double offset : {0.03125, -0.03125, 0.9, -0.9}) {
    const std::string second = file("second.tif", at(500000 + offset, 2900000 + offset, 100, 20, 15));
    for (const std::vector<std::string>& paths :
         {std::vector<std::string>{first, second}, std::vector<std::string>{second, first}}) {
      const Grid grid = build(requestOf(paths)).grid;
      QCOMPARE(grid.columns, 20);
      QCOMPARE(grid.rows, 15);
    }
  }
  QCOMPARE(build(requestOf({first, file("second.tif", at(500002, 2900000, 100, 20, 15))})).grid.columns, 19);
}

// Its numbers are those of the grid, but in the next zone.
void TestBuildStack::aMaskOfAnotherCrsLiesWhereItLies() {
  EvidenceFile mask = at(500000, 2900000, 100, 20, 15);
  mask.epsg = 32651;
  mask.value = [](double, double) { return 1; };
  StackRequest request = requestOf({file("here.tif", at(500000, 2900000, 100, 20, 15))});
  request.mask = openRaster(file("mask51.tif", mask));
  try {
    build(std::move(request));
    QFAIL("the mask was taken by its numbers");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()),
             QString("Mask removes every cell of the stack: choose a mask that overlaps the layers."));
  }
}

void TestBuildStack::codesOfManyDigitsAreToldApart() {
  EvidenceFile codes = at(500000, 2900000, 100, 4, 1);
  codes.type = GDT_Int32;
  codes.value = [](double x, double) {
    return x < 500100 ? 16777216 : x < 500200 ? 16777217 : x < 500300 ? 1234567 : 1234568;
  };
  const std::string path = file("unit.tif", codes);
  const auto requested = [&](bool oneHot) {
    StackRequest request = requestOf({path});
    request.categorical = {"unit"};
    request.oneHot = oneHot;
    return request;
  };
  const Built built = build(requested(true));
  QCOMPARE(built.names,
           (std::vector<std::string>{"unit=1234567", "unit=1234568", "unit=16777216", "unit=16777217"}));
  QCOMPARE(built.values, (std::vector<float>{0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0}));
  QVERIFY(QString::fromStdString(built.account.bands[3].treatment).endsWith("1 where the class is 16777217"));
  try {
    build(requested(false));
    QFAIL("two codes became one");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        QString("Categorical bands: the codes of the band 'unit' have more digits than the cells of a stack: "
                "tick one band per class, or number its classes anew."));
  }
}

void TestBuildStack::quantitiesThatLookLikeClassesAreDoubted() {
  EvidenceFile units = at(500000, 2900000, 100, 20, 15);
  units.value = [](double x, double) { return x < 500500 ? 101 : x < 501200 ? 205 : 333; };
  EvidenceFile presence = units;
  presence.value = [](double x, double) { return x < 500500 ? 0 : 1; };
  EvidenceFile counts = units;
  counts.value = [](double x, double y) { return std::floor((x - 500000) / 100 + (2900000 - y) / 100); };
  const auto doubts = [&](const std::vector<std::string>& categorical) {
    StackRequest request =
        requestOf({file("units.tif", units), file("presence.tif", presence), file("counts.tif", counts),
                   file("W.tif", at(500000, 2900000, 100, 20, 15))});
    request.categorical = categorical;
    std::vector<std::string> told;
    Progress progress;
    progress.onWarning = [&](const Sentence& line) { told.push_back(line.text()); };
    StackBuilder(std::move(request), progress);
    return told;
  };
  QCOMPARE(doubts({}),
           (std::vector<std::string>{
               "Layers: the band 'units' of 'units.tif' holds only 3 whole numbers (101, 205, 333, ...), as "
               "codes of classes do, and is taken for a quantity: name it in categorical bands, unless its "
               "numbers "
               "measure something."}));
  QVERIFY(doubts({"units"}).empty());
}

// A raster round the globe counted from 0 to 360, another from -180 to 180, and a local one in the west: on
// the stack each cell has the value of its own meridian.
void TestBuildStack::longitudesFrom0To360MeetThoseFromMinus180() {
  const auto geographic = [](double left, double width, int columns) {
    EvidenceFile file;
    file.epsg = 4326;
    file.transform = {left, width, 0, 20, 0, -width};
    file.columns = columns;
    file.rows = 20;
    file.value = [](double x, double y) { return std::fmod(x + 360, 360) * 100 + y; };
    return file;
  };
  const std::vector<std::string> globes = {file("east.tif", geographic(0, 1, 360)),
                                           file("both.tif", geographic(-180, 1, 360))};
  const auto check = [&](const Built& built, double left, double right) {
    QCOMPARE(built.grid.transform[0], left);
    QCOMPARE(built.grid.transform[0] + built.grid.columns * built.grid.transform[1], right);
    for (std::size_t b = 0; b < built.names.size(); ++b)
      for (int row = 0; row < built.grid.rows; ++row)
        for (int column = 0; column < built.grid.columns; ++column) {
          const Point center = built.grid.center(column, row);
          const float value = built.values[b * built.grid.cells() +
                                           static_cast<std::size_t>(row * built.grid.columns + column)];
          QCOMPARE(value, static_cast<float>(std::fmod(center.x + 360, 360) * 100 + center.y));
        }
  };
  check(build(requestOf({globes[0], globes[1], file("west.tif", geographic(-110, 1, 20))})), -110, -90);
  check(build(requestOf({globes[0], globes[1], file("rim.tif", geographic(-10, 1, 20))})), -10, 10);
  check(build(requestOf(globes)), -180, 180);
  StackRequest asked = requestOf(globes);
  asked.grid.extent = {170, 5, 190, 15};
  check(build(std::move(asked)), 170, 190);
}

void TestBuildStack::aLayerAcrossTheAntimeridianMeetsOneBeyondIt() {
  EvidenceFile across;
  across.epsg = 4326;
  across.transform = {170, 1, 0, 10, 0, -1};
  across.columns = 20;
  across.rows = 5;
  across.value = [](double x, double) { return x; };
  EvidenceFile beyond = across;
  beyond.transform[0] = -178;
  beyond.columns = 8;
  beyond.value = [](double x, double) { return x + 360; };
  const Built built = build(requestOf({file("across.tif", across), file("beyond.tif", beyond)}));
  QCOMPARE(built.grid.columns, 8);
  for (std::size_t i = 0; i < 8; ++i) {
    QCOMPARE(built.values[i], static_cast<float>(182.5 + static_cast<double>(i)));
    QCOMPARE(built.values[built.grid.cells() + i], built.values[i]);
  }
}

void TestBuildStack::theAccountIsRight() {
  EvidenceFile first = at(500000, 2900000, 100, 4, 1);
  first.hasNoData = true;
  first.noData = -1;
  first.value = [](double x, double) { return x < 500100 ? -1 : (x - 500150) / 100; };
  EvidenceFile second = at(500000, 2900000, 100, 4, 1);
  second.value = [](double x, double) { return -x; };
  const StackAccount account = build(requestOf({file("p.tif", first), file("q.tif", second)})).account;
  QCOMPARE(account.cells, std::size_t{4});
  QCOMPARE(account.completeCells, std::size_t{3});
  QCOMPARE(account.bands[0].cellsWithData, std::size_t{3});
  QCOMPARE(account.bands[0].mean, 1.0);
  QCOMPARE(account.bands[0].maximum, 2.0);
  QCOMPARE(account.bands[0].standardDeviation, 1.0);
  QCOMPARE(account.correlation(0, 1), -1.0);
}

void TestBuildStack::mistakesAreNamed_data() {
  QTest::addColumn<int>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("layers that do not overlap")
      << 0
      << "Layers: the layer 'far.tif' does not overlap 'here.tif': check the CRS of both, or leave one out.";
  QTest::newRow("a layer without CRS beside one with")
      << 1
      << "Layers: the layer 'bare.tif' has no CRS: set the CRS of the layer, or tick assumed CRS to take it "
         "for that of the "
         "stack.";
  QTest::newRow("no CRS at all") << 2
                                 << "Layers: no layer has a CRS: set the CRS of the layers, or choose CRS of "
                                    "the stack beside assumed CRS.";
  QTest::newRow("a constant layer")
      << 3
      << "Layers: the layer 'flat' is constant on the grid of the stack and tells nothing: leave it out.";
  QTest::newRow("all NoData") << 4
                              << "Layers: the layer 'empty' has no data on the grid of the stack: check its "
                                 "NoData value and extent, or leave it "
                                 "out.";
  QTest::newRow("a mask that removes everything")
      << 5 << "Mask removes every cell of the stack: choose a mask that overlaps the layers.";
  QTest::newRow("cell size of 0") << 6
                                  << "Cell size is 0, but must be above 0: give a size in units of the CRS.";
  QTest::newRow("negative cell size")
      << 7 << "Cell size is -30, but must be above 0: give a size in units of the CRS.";
  QTest::newRow("too many cells")
      << 8 << "Cell size of 0.001 gives more than 10^10 cells: choose a larger one or a smaller extent.";
  QTest::newRow("a cell larger than the stack")
      << 9 << "Cell size of 1000000 is larger than the extent of the stack: choose a smaller one.";
  QTest::newRow("two bands of one name")
      << 10 << "Layers: two bands are called 'here': rename one, or give band names.";
  QTest::newRow("two constant layers")
      << 14
      << "Layers: the layers 'flat', 'level' are constant on the grid of the stack "
         "and tell nothing: leave them out.";
  QTest::newRow("two layers without data") << 15
                                           << "Layers: the layers 'empty', 'void' have no data on the grid "
                                              "of the stack: check their NoData values "
                                              "and extents, or leave them out.";
  QTest::newRow("two bands that differ in case") << 16
                                                 << "Layers: the bands 'here' and 'Here' differ only in "
                                                    "case, which tables do not tell apart: rename one, "
                                                    "or give band names.";
  QTest::newRow("too few names") << 11 << "Band names has 1 names for 2 bands: give one per band, or none.";
  QTest::newRow("an unknown categorical layer")
      << 12 << "Categorical bands names 'rock', but no band is called so: write it as in the layers.";
  QTest::newRow("an unknown transformed layer")
      << 13 << "Transforms names 'Au', but no band is called so: write it as in the layers.";
}

void TestBuildStack::mistakesAreNamed() {
  QFETCH(int, mistake);
  QFETCH(QString, sentence);
  const std::string here = file("here.tif", at(500000, 2900000, 100, 20, 15));
  EvidenceFile bare = at(500000, 2900000, 100, 20, 15);
  bare.epsg = 0;
  EvidenceFile flat = at(500000, 2900000, 100, 20, 15);
  flat.value = [](double, double) { return 3.5; };
  EvidenceFile empty = flat;
  empty.hasNoData = true;
  empty.noData = 3.5;
  EvidenceFile zero = flat;
  zero.value = [](double, double) { return 0.0; };
  std::vector<std::string> paths{here};
  if (mistake == 0)
    paths.push_back(file("far.tif", at(600000, 2900000, 100, 20, 15)));
  if (mistake == 1)
    paths.push_back(file("bare.tif", bare));
  if (mistake == 2)
    paths = {file("bare.tif", bare)};
  if (mistake == 3)
    paths.push_back(file("flat.tif", flat));
  if (mistake == 4)
    paths.push_back(file("empty.tif", empty));
  if (mistake == 14)
    paths = {file("flat.tif", flat), here, file("level.tif", flat)};
  if (mistake == 15)
    paths = {file("empty.tif", empty), here, file("void.tif", empty)};
  if (mistake == 16)
    paths.push_back(file("Here.tif", at(500000, 2900000, 100, 20, 15)));
  if (mistake == 10)
    paths.push_back(here);
  if (mistake == 11)
    paths.push_back(file("other.tif", at(500000, 2900000, 100, 20, 15)));
  StackRequest request = requestOf(paths);
  if (mistake == 5)
    request.mask = openRaster(file("zero.tif", zero));
  if (mistake == 6)
    request.grid.cellSize = 0;
  if (mistake == 7)
    request.grid.cellSize = -30;
  if (mistake == 8)
    request.grid.cellSize = 0.001;
  if (mistake == 9)
    request.grid.cellSize = 1e6;
  if (mistake == 11)
    request.bandNames = {"one"};
  if (mistake == 12)
    request.categorical = {"rock"};
  if (mistake == 13)
    request.transforms = parseTransforms("Au=log");
  try {
    build(std::move(request));
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

void TestBuildStack::transformsThatCannotBeReadAreNamed() {
  QVERIFY(parseTransforms("").empty());
  for (const char* text : {"W", "W=sqrt", "W=winsorize 1", "W=winsorize 99 1", "W=log 3"}) {
    try {
      parseTransforms(text);
      QFAIL(text);
    } catch (const Error& error) {
      QVERIFY2(QString(error.what()).startsWith(QString("Transforms: '%1' cannot be read").arg(text)),
               error.what());
    }
  }
}

namespace {

/// Counts what is written of one band.
class CountingSink : public MemorySink {
 public:
  using MemorySink::MemorySink;
  void writeBand(int band, const Window& window, const float* from) override {
    strips += band == 0 ? 1 : 0;
    MemorySink::writeBand(band, window, from);
  }
  int strips = 0;
};

} // namespace

void TestBuildStack::memoryChangesNoCell_data() {
  QTest::addColumn<bool>("isMasked");
  QTest::addColumn<int>("strips"); // with the least memory; with more they are 256 rows high
  QTest::newRow("no mask") << false << 3;
  QTest::newRow("mask") << true << 5;
}

void TestBuildStack::memoryChangesNoCell() {
  QFETCH(bool, isMasked);
  QFETCH(int, strips);
  // So wide that a row of the file's tiles is more than the least memory holds.
  const std::string fine = file("fine.tif", at(500000, 2900000, 1, 4500, 300));
  const std::string coarse = file("coarse.tif", at(500000, 2900000, 2, 2250, 150));
  std::vector<float> values[2];
  StackAccount accounts[2];
  for (int i = 0; i < 2; ++i) {
    qputenv("PROSPECTIVITY_MEMORY", i == 0 ? "16" : "4096");
    StackRequest request = requestOf({fine, coarse});
    request.transforms = parseTransforms("fine=winsorize 5 95");
    if (isMasked) {
      request.maskPolygons = {
          wkbOf("POLYGON((500100 2899990, 504000 2899900, 504400 2899720, 500100 2899990))")};
      request.maskCrs = wktOf(32650);
    }
    StackBuilder builder(std::move(request), Progress());
    CountingSink sink(builder.grid(), 2);
    accounts[i] = builder.write(sink, Progress());
    values[i] = sink.values;
    QCOMPARE(sink.strips, i == 0 ? strips : 2);
  }
  qunsetenv("PROSPECTIVITY_MEMORY");
  QCOMPARE(values[0].size(), std::size_t{2 * 4500 * 300});
  QVERIFY(std::memcmp(values[0].data(), values[1].data(), values[0].size() * sizeof(float)) == 0);
  QCOMPARE(accounts[0].cells, accounts[1].cells);
  QCOMPARE(accounts[0].cells < std::size_t{4500 * 300}, isMasked);
  QCOMPARE(accounts[0].completeCells, accounts[1].completeCells);
  QVERIFY(accounts[0].correlation == accounts[1].correlation);
  for (std::size_t band = 0; band < 2; ++band) {
    const BandAccount& one = accounts[0].bands[band];
    const BandAccount& other = accounts[1].bands[band];
    QCOMPARE(one.description.transform, other.description.transform);
    QVERIFY(one.mean == other.mean && one.standardDeviation == other.standardDeviation &&
            one.skewness == other.skewness);
  }
}

QTEST_GUILESS_MAIN(TestBuildStack)
#include "test_build_stack.moc"
