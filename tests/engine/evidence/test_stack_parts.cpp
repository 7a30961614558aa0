#include "engine/core/error.h"
#include "engine/evidence/build_stack.h"
#include "engine/raster/memory_raster.h"
#include "engine/raster/shard.h"
#include "tests/engine/evidence/built_stack.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <functional>
#include <utility>

using namespace prospectivity;

Q_DECLARE_METATYPE(std::function<void(StackRequest&)>)

/// A stack that is made in parts by what planning the whole found, against the same at once.
class TestStackParts : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void partsHaveTheBitsOfTheWhole_data();
  void partsHaveTheBitsOfTheWhole();
  void partsOfWideGridsHaveTheBitsOfTheWhole_data();
  void partsOfWideGridsHaveTheBitsOfTheWhole();
  void aPartMayBeConstantOrEmpty();
  void theWholeIsHeldToWhatAStackMustHave();
  void nothingIsReadForWhatIsKnown();
  void bandsThatThePlanDoesNotTellOfAreNamed();
  void codesThatThePlanDoesNotTellOfAreNamed();

 private:
  std::string file(const QString& name, const EvidenceFile& what) {
    return writeEvidence(mFolder, name, what);
  }
  StackRequest request() const {
    StackRequest request = requestOf(mPaths);
    request.grid.reference = Grid{{500000, 100, 0, 2900000, 0, -100}, 61, 47, wktOf(32650)};
    return request;
  }

  QTemporaryDir mFolder;
  std::vector<std::string> mPaths;
};

namespace {

constexpr int block = 8;

StackAccount addedUp(StackAccount whole, const StackAccount& part) {
  whole.cells += part.cells;
  for (std::size_t g = 0; g < whole.logRatios.size(); ++g) {
    whole.logRatios[g].cells += part.logRatios[g].cells;
    whole.logRatios[g].cellsOfZeros += part.logRatios[g].cellsOfZeros;
    for (std::size_t m = 0; m < whole.logRatios[g].members.size(); ++m)
      whole.logRatios[g].members[m].cellsReplaced += part.logRatios[g].members[m].cellsReplaced;
  }
  return whole;
}

/// Made in so many parts, the last one first, each by a builder of its own, and joined.
Built inParts(const std::function<StackRequest()>& request, std::size_t count, int side = block) {
  const StackBuilder planner(request(), Progress());
  StackAccount account = planner.planned();
  const Grid& grid = planner.grid();
  const auto bands = static_cast<int>(planner.bandNames().size());
  MemorySink cells(grid, bands);
  for (std::size_t number = count; number >= 1; --number) {
    const Tile part = cellsOfShard(grid, {number, count}, "SHARD", side);
    StackBuilder builder(request(), Progress(), &planner.findings());
    MemorySink sink(partOf(grid, part), bands);
    account = addedUp(std::move(account), builder.writePart(part, sink, Progress()));
    cells.write(part, sink.values.data());
  }
  MemorySink sink(grid, bands);
  Built built{grid,
              planner.bandNames(),
              {},
              writeJoined(MemoryRaster(grid, planner.bandNames(), cells.values), std::move(account), sink,
                          Progress())};
  built.values = sink.values;
  return built;
}

bool isSame(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
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

/// Layers on the grid and beside it, finer and coarser, of another CRS, of classes, and of amounts with zeros
/// and holes.
void TestStackParts::initTestCase() {
  GDALAllRegister();
  EvidenceFile w = at(500000, 2900000, 100, 61, 47);
  w.hasNoData = true;
  w.noData = -9999;
  w.value = [](double x, double y) {
    return std::fmod(x, 1700) < 90 ? -9999 : std::exp(std::sin(x / 900)) + std::cos(y / 700) - 0.2;
  };
  EvidenceFile beside = at(499950, 2900060, 70, 100, 80);
  EvidenceFile degrees = at(116.9, 26.4, 0.01, 40, 40);
  degrees.epsg = 4326;
  degrees.value = [](double x, double y) { return std::sin(40 * x) + std::cos(37 * y); };
  EvidenceFile rock = at(500030, 2900000, 50, 122, 94);
  rock.type = GDT_Int32;
  rock.value = [](double x, double y) {
    const int place = static_cast<int>(x / 700) + static_cast<int>(y / 900);
    if (x < 500300 && y > 2899700)
      return 77; // in a few cells of one part
    return x > 505800 && y < 2895700 ? 88 : place % 5;
  };
  EvidenceFile wide = at(500000, 2900000, 100, 61, 47);
  wide.type = GDT_Int32;
  wide.value = [](double x, double y) {
    return 1900000001 + 1000 * (static_cast<int>(x / 1100) % 3) + (y < 2896000 ? 10 : 0); // beyond float32
  };
  EvidenceFile copper = at(500000, 2900000, 100, 61, 47);
  copper.value = [](double x, double y) {
    return std::fmod(x, 900) < 100 ? 0 : std::abs(std::sin(x / 300)) + y / 1e7;
  };
  EvidenceFile zinc = copper;
  zinc.value = [](double x, double y) { return x < 500500 && y < 2895500 ? 1e-4 : 2 + std::cos(x / 800); };
  mPaths = {file("W.tif", w),       file("beside.tif", beside), file("degrees.tif", degrees),
            file("rock.tif", rock), file("wide.tif", wide),     file("Cu.tif", copper),
            file("Zn.tif", zinc)};
}

void TestStackParts::partsHaveTheBitsOfTheWhole_data() {
  QTest::addColumn<std::function<void(StackRequest&)>>("change");
  const auto row = [](const char* name, std::function<void(StackRequest&)> change) {
    QTest::newRow(name) << change;
  };
  row("as they are", [](StackRequest&) {});
  row("transforms", [](StackRequest& request) {
    request.transforms = parseTransforms("W=log; beside=winsorize 5 90; degrees=standardize");
  });
  row("log-ratios",
      [](StackRequest& request) { request.transforms = parseTransforms("clr(Cu, Zn); W=log"); });
  row("isometric ones", [](StackRequest& request) { request.transforms = parseTransforms("ilr(Zn, Cu)"); });
  row("bands of classes", [](StackRequest& request) {
    request.categorical = {"rock", "wide"};
    request.oneHot = true;
    request.minClassArea = 2;
  });
  row("codes", [](StackRequest& request) {
    request.categorical = {"rock"};
    request.minClassArea = 2;
  });
  row("a mask", [](StackRequest& request) {
    request.maskPolygons = {
        wkbOf("POLYGON((500310 2899910, 504870 2898800, 503000 2896000, 500310 2899910))")};
    request.maskCrs = wktOf(32650);
    request.transforms = parseTransforms("W=winsorize 1 99; clr(Cu, Zn)");
    request.categorical = {"rock"};
    request.oneHot = true;
  });
}

void TestStackParts::partsHaveTheBitsOfTheWhole() {
  QFETCH(std::function<void(StackRequest&)>, change);
  const auto changed = [&] {
    StackRequest made = request();
    change(made);
    return made;
  };
  const Built whole = build(changed());
  for (const std::size_t count : {1U, 2U, 5U, 11U, 48U}) {
    const Built joined = inParts(changed, count);
    QCOMPARE(joined.names, whole.names);
    QVERIFY(isSame(joined.values, whole.values));
    QCOMPARE(joined.account.cells, whole.account.cells);
    QCOMPARE(joined.account.completeCells, whole.account.completeCells);
    QVERIFY(joined.account.correlation == whole.account.correlation);
    QCOMPARE(joined.account.grid.reasons.size(), whole.account.grid.reasons.size());
    for (std::size_t i = 0; i < whole.account.grid.reasons.size(); ++i)
      QCOMPARE(joined.account.grid.reasons[i].text(), whole.account.grid.reasons[i].text());
    for (std::size_t b = 0; b < whole.account.bands.size(); ++b) {
      const BandAccount& mine = joined.account.bands[b];
      const BandAccount& theirs = whole.account.bands[b];
      QCOMPARE(mine.name, theirs.name);
      QCOMPARE(mine.treatment, theirs.treatment);
      QCOMPARE(mine.description.transform, theirs.description.transform);
      QCOMPARE(mine.description.classText(), theirs.description.classText());
      QCOMPARE(mine.cellsWithData, theirs.cellsWithData);
      QVERIFY(mine.minimum == theirs.minimum && mine.maximum == theirs.maximum && mine.mean == theirs.mean &&
              mine.standardDeviation == theirs.standardDeviation && mine.skewness == theirs.skewness);
    }
    QCOMPARE(joined.account.classes.size(), whole.account.classes.size());
    for (std::size_t c = 0; c < whole.account.classes.size(); ++c)
      QCOMPARE(joined.account.classes[c].joinedShare, whole.account.classes[c].joinedShare);
    QCOMPARE(joined.account.logRatios.size(), whole.account.logRatios.size());
    for (std::size_t g = 0; g < whole.account.logRatios.size(); ++g) {
      QCOMPARE(joined.account.logRatios[g].cells, whole.account.logRatios[g].cells);
      QCOMPARE(joined.account.logRatios[g].cellsOfZeros, whole.account.logRatios[g].cellsOfZeros);
      for (std::size_t m = 0; m < whole.account.logRatios[g].members.size(); ++m)
        QCOMPARE(joined.account.logRatios[g].members[m].cellsReplaced,
                 whole.account.logRatios[g].members[m].cellsReplaced);
    }
  }
}

void TestStackParts::partsOfWideGridsHaveTheBitsOfTheWhole_data() {
  QTest::addColumn<int>("resampling");
  for (const Resampling resampling :
       {Resampling::Nearest, Resampling::Bilinear, Resampling::Cubic, Resampling::Average, Resampling::Mode})
    QTest::newRow(resamplingName(resampling).c_str()) << static_cast<int>(resampling);
}

/// GDAL warps what is larger than a block of 512 x 128 cells at once, and the rest block by block: a part of
/// a wide grid goes another way than the whole.
void TestStackParts::partsOfWideGridsHaveTheBitsOfTheWhole() {
  QFETCH(int, resampling);
  EvidenceFile degrees = at(116.95, 26.3, 0.001, 850, 150);
  degrees.epsg = 4326;
  degrees.value = [](double x, double y) { return std::sin(400 * x) + std::cos(370 * y); };
  const std::vector<std::string> paths{file("wide_fine.tif", at(499970, 2900020, 30, 2400, 150)),
                                       file("wide_degrees.tif", degrees)};
  const auto wide = [&] {
    StackRequest made = requestOf(paths);
    made.grid.reference = Grid{{500000, 100, 0, 2900000, 0, -100}, 700, 40, wktOf(32650)};
    made.resampling = static_cast<Resampling>(resampling);
    return made;
  };
  const Built whole = build(wide());
  QCOMPARE(cellsOfShard(whole.grid, {1, 3}, "SHARD").columns, shardBlock); // cut between columns
  for (const std::size_t count : {2U, 3U}) {
    const Built joined = inParts(wide, count, shardBlock);
    QVERIFY(isSame(joined.values, whole.values));
    QVERIFY(joined.account.correlation == whole.account.correlation);
  }
}

// 77 lies in one part alone: 0 everywhere in the others; and a mask leaves parts without any cell.
void TestStackParts::aPartMayBeConstantOrEmpty() {
  const auto northern = [&] {
    StackRequest made = request();
    made.categorical = {"rock"};
    made.oneHot = true;
    made.maskPolygons = {wkbOf("POLYGON((500000 2897000, 506100 2897000, 506100 2900000, 500000 2900000, "
                               "500000 2897000))")};
    made.maskCrs = wktOf(32650);
    return made;
  };
  const StackBuilder planner(northern(), Progress());
  const std::vector<std::string> names = planner.bandNames();
  const auto band = std::find(names.begin(), names.end(), "rock=77") - names.begin();
  QVERIFY(band < static_cast<std::ptrdiff_t>(names.size()));
  StackBuilder builder(northern(), Progress(), &planner.findings());
  const Tile middle{0, 16, 61, 8};
  MemorySink constant(partOf(planner.grid(), middle), static_cast<int>(names.size()));
  const StackAccount part = builder.writePart(middle, constant, Progress());
  QVERIFY(part.bands[static_cast<std::size_t>(band)].cellsWithData > 0);
  QCOMPARE(part.bands[static_cast<std::size_t>(band)].maximum, 0.0);
  const Tile last{0, 40, 61, 7};
  MemorySink empty(partOf(planner.grid(), last), static_cast<int>(names.size()));
  QCOMPARE(builder.writePart(last, empty, Progress()).cells, std::size_t{0});
  QVERIFY(std::all_of(empty.values.begin(), empty.values.end(), [](float cell) { return std::isnan(cell); }));
}

void TestStackParts::theWholeIsHeldToWhatAStackMustHave() {
  EvidenceFile flat = at(500000, 2900000, 100, 30, 20);
  flat.value = [](double, double) { return 3; };
  const std::vector<std::string> paths{file("flat.tif", flat),
                                       file("other.tif", at(500000, 2900000, 100, 30, 20))};
  const QString sentence = errorOf([&] { build(requestOf(paths)); });
  QVERIFY(!sentence.isEmpty());
  QCOMPARE(errorOf([&] { inParts([&] { return requestOf(paths); }, 3); }), sentence);
}

// The layer is another one by then, and the transform that of the first.
void TestStackParts::nothingIsReadForWhatIsKnown() {
  EvidenceFile values = at(500000, 2900000, 100, 30, 20);
  values.value = [](double x, double y) { return x / 1e3 - y / 1e4; };
  const std::string path = file("read.tif", values);
  const auto requested = [&] {
    StackRequest made = requestOf({path});
    made.transforms = parseTransforms("read=standardize");
    return made;
  };
  const auto transformOf = [](const StackBuilder& builder) {
    return builder.planned().bands[0].description.transform;
  };
  const StackBuilder planner(requested(), Progress());
  values.value = [](double x, double y) { return 5 + x / 1e3 - y / 1e4; };
  file("read.tif", values);
  QCOMPARE(transformOf(StackBuilder(requested(), Progress(), &planner.findings())), transformOf(planner));
  QVERIFY(transformOf(StackBuilder(requested(), Progress())) != transformOf(planner));
}

void TestStackParts::bandsThatThePlanDoesNotTellOfAreNamed() {
  for (const char* transforms : {"W=log", "clr(Cu, Zn)"}) {
    const StackFindings nothing;
    StackRequest made = request();
    made.transforms = parseTransforms(transforms);
    QCOMPARE(errorOf([&] { StackBuilder(std::move(made), Progress(), &nothing); }),
             QStringLiteral("The plan of the stack does not tell of the band '%1': make it anew with these "
                            "layers, names and parameters.")
                 .arg(QString(transforms).contains("clr") ? "Cu" : "W"));
  }
}

void TestStackParts::codesThatThePlanDoesNotTellOfAreNamed() {
  EvidenceFile codes = at(500000, 2900000, 100, 20, 10);
  codes.type = GDT_Int32;
  codes.value = [](double x, double) { return x < 501000 ? 1900000001 : 1900000003; };
  const std::string path = file("units.tif", codes);
  const auto requested = [&] {
    StackRequest made = requestOf({path});
    made.categorical = {"units"};
    made.oneHot = true;
    return made;
  };
  const StackFindings findings = StackBuilder(requested(), Progress()).findings();
  codes.value = [](double x, double) { return x < 501000 ? 1900000001 : 1900000002; };
  file("units.tif", codes);
  StackBuilder builder(requested(), Progress(), &findings);
  MemorySink sink(builder.grid(), 2);
  QCOMPARE(errorOf([&] {
             builder.writePart({0, 0, 20, 10}, sink, Progress());
           }),
           QStringLiteral("The layer 'units.tif' holds the code 1900000002, which it did not hold when the "
                          "stack was planned: make the plan anew."));
}

QTEST_GUILESS_MAIN(TestStackParts)
#include "test_stack_parts.moc"
