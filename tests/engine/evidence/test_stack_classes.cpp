#include "engine/core/error.h"
#include "engine/evidence/build_stack.h"
#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/built_stack.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace prospectivity;

/// Layers of classes in a stack: rare ones, those of one name, and more than there can be bands.
class TestStackClasses : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { GDALAllRegister(); }
  void rareClassesAreJoined();
  void oneRareClassKeepsItsName();
  void manyClassesLoseTheRarestUnasked();
  void classesOfOneNameAreOne();
  void everyClassHasItsOwnBand();
  void tooManyClassesStayCodes();
  void whatIsJoinedStaysKnown();
  void transformedCodesHaveNoNames();
  void recordedCodesAreNotInterpolated();
  void classesBetweenTheBlocksAreToldAfterWriting();
  void mistakesInTheLeastAreaAreNamed_data();
  void mistakesInTheLeastAreaAreNamed();

 private:
  std::string file(const QString& name, const EvidenceFile& what) {
    return writeEvidence(mFolder, name, what);
  }
  QTemporaryDir mFolder;
};

namespace {

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
void TestStackClasses::rareClassesAreJoined() {
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
  QVERIFY(built.account.bands[1].description.joined.empty());
  QVERIFY(built.account.bands[2].description.joined == (std::set<std::string>{"3", "4", "5"}));

  // A class of just the least area is kept; as codes the others get a number of their own.
  StackRequest codes = classified(path, false);
  codes.minClassArea = 10;
  const Built coded = build(std::move(codes));
  QCOMPARE(coded.names, (std::vector<std::string>{"rock"}));
  for (std::size_t i = 0; i < 20; ++i)
    QCOMPARE(coded.values[i],
             fiveClasses[i] == 3 || fiveClasses[i] == 5 ? 6.0F : static_cast<float>(fiveClasses[i]));
  QVERIFY(coded.account.classes[0].isCodes);
  QCOMPARE(coded.account.bands[0].description.classText(), std::string("6=other; +=3; +=5"));

  for (const bool oneHot : {true, false}) { // unasked, nothing is joined
    const Built plain = build(classified(path, oneHot));
    QCOMPARE(plain.names.size(), std::size_t{oneHot ? 5U : 1U});
    QCOMPARE(plain.account.classes[0].joined, std::size_t{0});
  }
}

void TestStackClasses::oneRareClassKeepsItsName() {
  StackRequest request = classified(file("rock.tif", rowOf({1, 1, 1, 1, 2, 2, 2, 2, 2, 3})), true);
  request.minClassArea = 20;
  const Built built = build(std::move(request));
  QCOMPARE(built.names, (std::vector<std::string>{"rock=1", "rock=2", "rock=3"}));
  QCOMPARE(built.account.classes[0].joined, std::size_t{0});
}

// Ten classes of one cell each of 3000, beside 66 or 50 common ones.
void TestStackClasses::manyClassesLoseTheRarestUnasked() {
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
void TestStackClasses::classesOfOneNameAreOne() {
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
  QVERIFY(joined.account.bands[2].description.joined == (std::set<std::string>{"gneiss"}));
  const Built coded = build(classified(path, false));
  QCOMPARE(coded.account.bands[0].description.classText(),
           std::string("1=granite; 2=slate; 3=Granite; 4=gneiss; 5=Other"));
}

// More bands than threads: sources that bands share mix nothing up.
void TestStackClasses::everyClassHasItsOwnBand() {
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

void TestStackClasses::tooManyClassesStayCodes() {
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

// A layer that is a band of another stack says what its class "other" holds, which grows.
void TestStackClasses::whatIsJoinedStaysKnown() {
  const QTemporaryDir folder;
  const std::string path = writeEvidence(folder, "rock.tif", rowOf({1, 1, 1, 1, 1, 2, 2, 2, 3, 4}));
  {
    GDALDatasetUniquePtr codes(GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE));
    codes->GetRasterBand(1)->SetMetadataItem("kind", "codes");
    codes->GetRasterBand(1)->SetMetadataItem("classes", "2=slate; 3=chert; 4=other; +=tuff; +=marl");
  }
  const std::set<std::string> before{"marl", "tuff"};
  QVERIFY(build(requestOf({path})).account.bands[0].description.joined == before);
  QVERIFY(build(classified(path, false)).account.bands[0].description.joined == before);
  const Built bands = build(classified(path, true));
  QCOMPARE(bands.names, (std::vector<std::string>{"rock=1", "rock=slate", "rock=chert", "rock=other"}));
  QVERIFY(bands.account.bands[1].description.joined.empty());
  QVERIFY(bands.account.bands[3].description.joined == before);
  for (const bool oneHot : {true, false}) {
    StackRequest request = classified(path, oneHot);
    request.minClassArea = 15;
    const Built built = build(std::move(request));
    QVERIFY(built.account.bands.back().description.joined ==
            (std::set<std::string>{"chert", "marl", "tuff"}));
  }
  StackRequest request = requestOf({path});
  request.transforms = parseTransforms("rock=standardize");
  QVERIFY(build(std::move(request)).account.bands[0].description.joined.empty());
}

void TestStackClasses::transformedCodesHaveNoNames() {
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

// A layer that says of itself that it holds codes, on a grid of half its cells, in no list of classes.
void TestStackClasses::recordedCodesAreNotInterpolated() {
  const QTemporaryDir folder;
  EvidenceFile rocks = rowOf({1, 9, 1, 9, 4, 4, 1, 9});
  rocks.rows = 3;
  const std::string path = writeEvidence(folder, "rock.tif", rocks);
  for (const bool isRecorded : {false, true}) {
    if (isRecorded) {
      GDALDatasetUniquePtr codes(GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE));
      codes->GetRasterBand(1)->SetMetadataItem("kind", "codes");
    }
    StackRequest request = requestOf({path});
    request.resampling = Resampling::Bilinear;
    request.grid.cellSize = 50;
    const Built built = build(std::move(request));
    const bool areCodes = std::all_of(built.values.begin(), built.values.end(), [](float value) {
      return std::isnan(value) || value == 1 || value == 4 || value == 9;
    });
    QCOMPARE(areCodes, isRecorded);
    QVERIFY(built.account.bands[0].description.kind ==
            (isRecorded ? FeatureKind::Codes : FeatureKind::Quantity));
  }
}

// Of 1,000 x 1,000 cells the nine blocks leave out the square with the units.
void TestStackClasses::classesBetweenTheBlocksAreToldAfterWriting() {
  EvidenceFile large = at(500000, 2900000, 100, 1000, 1000);
  large.value = [](double x, double y) {
    const int column = static_cast<int>((x - 500000) / 100);
    const int row = static_cast<int>((2900000 - y) / 100);
    const bool isInside = column >= 300 && column < 340 && row >= 300 && row < 340;
    return isInside ? 2 + (column - 300) / 10 : 0;
  };
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  StackBuilder builder(requestOf({file("large.tif", large)}), progress);
  QCOMPARE(warnings, QStringList());
  MemorySink sink(builder.grid(), 1);
  builder.write(sink, progress);
  QCOMPARE(
      warnings,
      QStringList("Layers: the band 'large' of 'large.tif' holds only 5 whole numbers (0, 2, 3, ...), as "
                  "codes of classes do, and is taken for a quantity: name it in categorical bands, unless "
                  "its numbers measure something."));
}

void TestStackClasses::mistakesInTheLeastAreaAreNamed_data() {
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

void TestStackClasses::mistakesInTheLeastAreaAreNamed() {
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

QTEST_GUILESS_MAIN(TestStackClasses)
#include "test_stack_classes.moc"
