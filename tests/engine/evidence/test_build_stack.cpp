#include "engine/core/error.h"
#include "engine/evidence/build_stack.h"
#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/built_stack.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cstring>
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
  void transformsApply();
  void theLogarithmKnowsTheSmallestOfManyCells();
  void transformsAndClassesAreThoseInsideTheMask();
  void transformsFindTheFewCellsWithData();
  void cellsThatAreNotSquareStaySo();
  void smallOffsetsLoseNoColumns();
  void aTypedExtentLosesNoColumn();
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
  std::string file(const QString& name, const EvidenceFile& what) {
    return writeEvidence(mFolder, name, what);
  }
  QTemporaryDir mFolder;
};

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

// Six decimals of degrees, on cells of three seconds, lack up to 0.0012 of a cell.
void TestBuildStack::aTypedExtentLosesNoColumn() {
  constexpr double cell = 1.0 / 1200;
  EvidenceFile degrees = at(20 + cell, 60 - cell, cell, 40, 30);
  degrees.epsg = 4326;
  StackRequest request = requestOf({file("seconds.tif", degrees)});
  request.grid.extent = {20.000834, 59.975834, 20.029166, 59.999166};
  const Grid typed = build(std::move(request)).grid;
  QCOMPARE(typed.columns, 34); // 33.998 cells
  QCOMPARE(typed.rows, 28);    // 27.998
  // What is lost all the same is told.
  const auto reasonsOf = [&](double width) {
    std::vector<std::unique_ptr<RasterSource>> layers;
    layers.push_back(openRaster(file("seconds.tif", degrees)));
    GridRequest part;
    part.extent = {20.000834, 59.975834, 20.000834 + width * cell, 59.999166};
    return deriveGrid(layers, part).reasons.back().text();
  };
  QCOMPARE(reasonsOf(29.995), std::string("Extent: as asked."));
  QCOMPARE(reasonsOf(29.9), std::string("Extent: as asked, without the parts of cells at its edges."));
  GridRequest asked;
  asked.crs = wktOf(4326);
  asked.cellSize = cell;
  asked.extent = {20.000834, 59.975834, 20.029166, 59.999166};
  QCOMPARE(askedGrid(asked).columns, 34);
  QCOMPARE(askedGrid(asked).rows, 28);
  asked.extent = {20.000834, 59.975834, 20.029166 - 0.02 * cell, 59.999166};
  QCOMPARE(askedGrid(asked).columns, 33);
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
  void writeBand(int band, const Tile& tile, const float* from) override {
    strips += band == 0 ? 1 : 0;
    MemorySink::writeBand(band, tile, from);
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
