#include "processing/outputs/ended_run.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/raster_difference.h"
#include "tests/processing/report_page.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <qgsvectorlayer.h>

#include <cmath>

using namespace prospectivity;

/// Evidence stacks that are made in shards by a plan and joined, against the same at once.
class TestStackShards : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void stacksAreThoseOfOneRun_data();
  void stacksAreThoseOfOneRun();
  void aPlanAndAStackMayBeMadeAtOnce();
  void theJoinedStackMayBeForTheCloud();
  void theAccountOfRunsKnowsTheWholeAlone();
  void mistakesOfShardsAreNamed_data();
  void mistakesOfShardsAreNamed();
  void plansOfOtherStacksAreRefused();
  void shardsOfOtherPlansAreRefused();
  void joiningIsHeldToWhatTheShardsAre();
  void whatTheWholeLacksIsToldWhenItIsJoined();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  void write(const QString& name, const EvidenceFile& file) const { writeEvidence(mFolder, name, file); }

  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters, const QVariantMap& more = {}) {
    QVariantMap all = parameters;
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm(QStringLiteral("prospectivity:") + algorithm, all, context);
  }
  AlgorithmRun stack(const QVariantMap& parameters, const QVariantMap& more) {
    return run("buildevidencestack", parameters, more);
  }

  /// A plan and all shards by it in a folder of their own, the last one first.
  QString shardsOf(const QVariantMap& parameters, int count) {
    const QString folder = path(QStringLiteral("shards_%1").arg(mFolders++));
    QDir().mkpath(folder);
    AlgorithmRun done = stack(parameters, {{"PLAN_OUTPUT", folder + "/plan.json"}});
    for (int number = count; number >= 1 && done.ok; --number)
      done = stack(parameters, {{"PLAN", folder + "/plan.json"},
                                {"SHARD", QStringLiteral("%1/%2").arg(number).arg(count)},
                                {"OUTPUT", QStringLiteral("%1/stack_%2.tif").arg(folder).arg(number)}});
    if (!done.ok)
      qWarning("%s", qPrintable(done.error));
    return folder;
  }

  AlgorithmRun join(const QString& folder, const QVariantMap& more = {}) {
    return run("joinshards",
               {{"SHARDS", folder}, {"PLAN", folder + "/plan.json"}, {"OUTPUT", path("joined.tif")}}, more);
  }

  QVariantMap layers(const QStringList& names) const {
    QStringList paths;
    for (const QString& name : names)
      paths << path(name);
    return {{"LAYERS", paths}, {"REFERENCE", path("W.tif")}};
  }

  QTemporaryDir mFolder;
  int mFolders = 0;
};

namespace {

/// What is told of the stack, without what is told of the run and of planning.
QStringList toldOf(const AlgorithmRun& run) {
  QStringList lines;
  for (const QString& line : run.warnings + run.messages)
    if (line.contains(QLatin1String("cells have data")) ||
        line.contains(QLatin1String("amount to no more than what stands for their zeros")))
      lines << line;
  return lines;
}

/// Without how it was made.
QString figuresOf(const QString& report) {
  return reportText(report).section(QStringLiteral("<footer>"), 0, 0);
}

} // namespace

// 3 x 2 blocks, and one overview.
void TestStackShards::initTestCase() {
  GDALAllRegister();
  EvidenceFile file;
  file.columns = 530;
  file.rows = 300;
  file.hasNoData = true;
  file.noData = -7777;
  file.value = [](double x, double y) {
    return x > 525000 && x < 530000 && y < 2876000 ? -7777 : std::exp(std::sin(x / 2500)) + y / 1e6;
  };
  write("W.tif", file);
  file.value = [](double x, double y) { return std::fmod(x, 7000) < 200 ? 0 : 3 + std::cos(y / 1900); };
  write("Cu.tif", file);
  file.value = [](double x, double y) { return x < 501000 && y < 2880000 ? 1e-5 : 1 + x / 1e6; };
  write("Zn.tif", file);
  EvidenceFile rock = file;
  rock.type = GDT_Byte;
  rock.noData = 255;
  rock.value = [](double x, double y) {
    return x < 500300 && y > 2899700 ? 99 : static_cast<int>(x / 5000) % 4 + static_cast<int>(y / 7000) % 3;
  };
  write("rock.tif", rock);
  EvidenceFile beside;
  beside.transform = {499000, 370, 0, 2901000, 0, -370};
  beside.columns = 160;
  beside.rows = 100;
  write("beside.tif", beside);
  EvidenceFile flat = file;
  flat.value = [](double, double) { return 4; };
  write("flat.tif", flat);
  auto* licence = new QgsVectorLayer("Polygon?crs=EPSG:32650", "licence", "memory");
  QgsFeature feature;
  feature.setGeometry(QgsGeometry::fromWkt("POLYGON((500000 2899000, 551000 2899500, 540000 2873000, "
                                           "500000 2899000))"));
  licence->dataProvider()->addFeature(feature);
  QgsProject::instance()->addMapLayer(licence); // owns it
}

void TestStackShards::stacksAreThoseOfOneRun_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<int>("count");
  QTest::newRow("as they are") << QVariantMap{} << 2;
  QTest::newRow("transforms and bands of classes")
      << QVariantMap{{"CATEGORICAL", "rock"},
                     {"ONE_HOT", true},
                     {"MIN_CLASS_AREA", 1},
                     {"UNITS", "W=ppm"},
                     {"TRANSFORMS", "W=log; beside=standardize; clr(Cu, Zn)"}}
      << 6;
  QTest::newRow("codes and a mask") << QVariantMap{{"CATEGORICAL", "rock"},
                                                   {"TRANSFORMS", "W=winsorize 2 95"},
                                                   {"MASK", "licence"}}
                                    << 3;
  QTest::newRow("a grid of its own") << QVariantMap{{"REFERENCE", QVariant()},
                                                    {"EXTENT", "500000,553000,2870000,2900000"},
                                                    {"CELL_SIZE", 100},
                                                    {"RESAMPLING", "cubic"}}
                                     << 1;
}

void TestStackShards::stacksAreThoseOfOneRun() {
  QFETCH(QVariantMap, more);
  QFETCH(int, count);
  QVariantMap parameters = layers({"W.tif", "Cu.tif", "rock.tif", "Zn.tif", "beside.tif"});
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    parameters.insert(entry.key(), entry.value());
  const AlgorithmRun whole =
      stack(parameters, {{"OUTPUT", path("whole.tif")}, {"REPORT", path("whole.html")}});
  QVERIFY2(whole.ok, qPrintable(whole.error));
  const AlgorithmRun joined = join(shardsOf(parameters, count), {{"REPORT", path("joined.html")}});
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QCOMPARE(difference(path("whole.tif"), path("joined.tif"), 1), QString());
  QVERIFY(!toldOf(whole).isEmpty());
  QCOMPARE(toldOf(joined), toldOf(whole));
  QVERIFY(figuresOf(path("whole.html")).contains("Values in the stack"));
  QCOMPARE(figuresOf(path("joined.html")), figuresOf(path("whole.html")));
  QVERIFY(reportText(path("joined.html")).contains("Parameters of the shards"));
}

void TestStackShards::aPlanAndAStackMayBeMadeAtOnce() {
  const QVariantMap parameters = layers({"W.tif", "Cu.tif"});
  const AlgorithmRun both =
      stack(parameters, {{"OUTPUT", path("both.tif")}, {"PLAN_OUTPUT", path("both.json")}});
  QVERIFY2(both.ok, qPrintable(both.error));
  const AlgorithmRun alone = stack(parameters, {{"PLAN_OUTPUT", path("alone.json")}});
  QVERIFY2(alone.ok, qPrintable(alone.error));
  QCOMPARE(alone.results.value("PLAN_OUTPUT").toString(), path("alone.json"));
  QVERIFY(!alone.results.contains("OUTPUT"));
  QCOMPARE(reportText(path("both.json")), reportText(path("alone.json")));
  QVERIFY(reportText(path("alone.json")).contains("\"bands\""));
}

void TestStackShards::theJoinedStackMayBeForTheCloud() {
  const QVariantMap parameters = layers({"W.tif", "Cu.tif"});
  QVERIFY(stack(parameters, {{"OUTPUT", path("whole.tif")}, {"FORMAT", "cog"}}).ok);
  const AlgorithmRun joined = join(shardsOf(parameters, 2), {{"FORMAT", "cog"}});
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QCOMPARE(difference(path("whole.tif"), path("joined.tif"), 1), QString());
}

void TestStackShards::theAccountOfRunsKnowsTheWholeAlone() {
  QStringList steps;
  keepAccountBy([&](const EndedRun& run) { steps << run.step(); });
  const QVariantMap parameters = layers({"W.tif", "Cu.tif"});
  join(shardsOf(parameters, 1));
  stack(parameters, {{"OUTPUT", path("for_the_account.tif")}, {"PLAN_OUTPUT", path("account.json")}});
  keepAccountBy({});
  const QString id = QStringLiteral("prospectivity:buildevidencestack");
  QCOMPARE(steps, QStringList({QString(), QString(), id, id}));
}

void TestStackShards::mistakesOfShardsAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no plan")
      << QVariantMap{{"SHARD", "1/2"}}
      << "SHARD: a part of the layers does not tell the classes and transforms of the "
         "whole; make a plan first, by a run with PLAN_OUTPUT and without SHARD, and give "
         "it as PLAN.";
  QTest::newRow("no shard") << QVariantMap{{"PLAN", path("good.json")}}
                            << "PLAN: it is for runs over shards; give SHARD as well, or leave it out.";
  QTest::newRow("a plan of a shard")
      << QVariantMap{{"SHARD", "1/2"}, {"PLAN", path("good.json")}, {"PLAN_OUTPUT", path("no.json")}}
      << "PLAN_OUTPUT: a plan is of the whole stack; leave SHARD out, or PLAN_OUTPUT.";
  QTest::newRow("a report of a shard")
      << QVariantMap{{"SHARD", "1/2"}, {"PLAN", path("good.json")}, {"REPORT", path("no.html")}}
      << "REPORT: a shard does not know the whole map; leave it out, and ask prospectivity:joinshards for "
         "it.";
  QTest::newRow("no stack") << QVariantMap{{"OUTPUT", QVariant()}} << "OUTPUT: choose a file for the stack.";
  QTest::newRow("a report of a plan")
      << QVariantMap{{"OUTPUT", QVariant()}, {"PLAN_OUTPUT", path("no.json")}, {"REPORT", path("no.html")}}
      << "REPORT: it is of a stack, and OUTPUT is left out; choose a file for the stack, or leave REPORT "
         "out.";
  QTest::newRow("for the cloud")
      << QVariantMap{{"SHARD", "1/2"}, {"PLAN", path("good.json")}, {"FORMAT", "cog"}}
      << "FORMAT: a shard is written for Join shards, as GeoTIFF; leave it out, and give it to "
         "prospectivity:joinshards.";
  QTest::newRow("too many") << QVariantMap{{"SHARD", "1/7"}, {"PLAN", path("good.json")}}
                            << "SHARD: the grid of 530 x 300 cells has 6 blocks of 256 x 256, too few for 7 "
                               "parts: divide it into 6 parts at most.";
  QTest::newRow("no number")
      << QVariantMap{{"SHARD", "first"}, {"PLAN", path("good.json")}}
      << "SHARD: 'first' is no part of a map: write its number and how many there are, "
         "such as 3/40.";
  QTest::newRow("a plan that is none") << QVariantMap{{"SHARD", "1/2"}, {"PLAN", path("W.tif")}}
                                       << "PLAN: 'W.tif' is no plan of a stack, or is damaged: make it anew.";
  QTest::newRow("a plan that is not there")
      << QVariantMap{{"SHARD", "1/2"}, {"PLAN", path("nowhere.json")}}
      << QStringLiteral("PLAN: '%1' does not exist or cannot be read; choose the file that a run with "
                        "PLAN_OUTPUT wrote.")
             .arg(path("nowhere.json"));
}

void TestStackShards::mistakesOfShardsAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  QVariantMap parameters = layers({"W.tif", "Cu.tif"});
  if (!QFileInfo::exists(path("good.json")))
    QVERIFY(stack(parameters, {{"PLAN_OUTPUT", path("good.json")}}).ok);
  parameters.insert("OUTPUT", path("no.tif"));
  QCOMPARE(stack(parameters, more).error, sentence);
  QVERIFY(!QFileInfo::exists(path("no.tif")));
}

void TestStackShards::plansOfOtherStacksAreRefused() {
  const QVariantMap parameters = layers({"W.tif", "Cu.tif", "rock.tif"});
  const QString plan = path("other.json");
  QVERIFY(stack(parameters, {{"PLAN_OUTPUT", plan}}).ok);
  const auto refused = [&](const QVariantMap& other, const QVariantMap& more) {
    QVariantMap all{{"PLAN", plan}, {"SHARD", "1/2"}, {"OUTPUT", path("no.tif")}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    return stack(other, all).error;
  };
  const QString sentence =
      QStringLiteral("PLAN: it is of another stack than this run makes, with another %1; "
                     "make it anew with the layers and parameters of the shards.");
  QCOMPARE(refused(parameters, {}), QString());
  QVERIFY(QFile::remove(path("no.tif")));
  QCOMPARE(refused(parameters, {{"TRANSFORMS", "W=log"}}),
           sentence.arg("TRANSFORMS (nothing, not \"W=log\")"));
  QCOMPARE(refused(parameters, {{"MASK", "licence"}}), sentence.arg("MASK"));
  QCOMPARE(refused(parameters, {{"REFERENCE", path("beside.tif")}}), sentence.arg("REFERENCE"));
  QCOMPARE(refused(layers({"Cu.tif", "W.tif", "rock.tif"}), {}), sentence.arg("LAYERS"));
  QVERIFY(QFile::copy(path("Cu.tif"), path("copper.tif"))); // the same cells under another name
  QCOMPARE(
      refused(layers({"W.tif", "copper.tif", "rock.tif"}), {}),
      QStringLiteral("PLAN: the layers have other names, grids or classes than when it was made; make it "
                     "anew with the layers and parameters of the shards."));
  QVERIFY(!QFileInfo::exists(path("no.tif")));
}

void TestStackShards::shardsOfOtherPlansAreRefused() {
  const QVariantMap parameters = layers({"W.tif", "Cu.tif"});
  const QString folder = shardsOf(parameters, 2);
  QVERIFY(stack(layers({"W.tif", "Zn.tif"}), {{"PLAN_OUTPUT", path("zinc.json")}}).ok);
  QCOMPARE(join(folder, {{"PLAN", path("zinc.json")}}).error,
           QStringLiteral("PLAN: the shards were made by another plan; choose that one."));
  QCOMPARE(join(folder, {{"PLAN", QVariant()}}).error,
           QStringLiteral("PLAN: the shards are of an evidence stack; choose the plan that they were made "
                          "by."));
  QVERIFY(stack(layers({"W.tif", "Zn.tif"}),
                {{"PLAN", path("zinc.json")}, {"SHARD", "2/2"}, {"OUTPUT", folder + "/stack_2.tif"}})
              .ok);
  QCOMPARE(join(folder).error,
           QStringLiteral("SHARDS: 'stack_2.shard.json' is of another run than 'stack_1.shard.json', with "
                          "another LAYERS: keep the shards of each run in a folder of their own."));
}

void TestStackShards::joiningIsHeldToWhatTheShardsAre() {
  const QString folder = shardsOf(layers({"W.tif", "Cu.tif"}), 1);
  const QString id = QStringLiteral("prospectivity:buildevidencestack");
  QCOMPARE(join(folder, {{"MODEL", path("model.pt")}}).error,
           QStringLiteral("MODEL: the shards are of %1, which are joined without it; leave it out.").arg(id));
  QCOMPARE(join(folder, {{"STACK", path("W.tif")}}).error,
           QStringLiteral("STACK: the shards are of %1, which are joined without it; leave it out.").arg(id));
  QCOMPARE(
      join(folder, {{"TARGETS", path("no.tif")}}).error,
      QStringLiteral("TARGETS: the shards are of %1, which makes no such output; leave it out.").arg(id));
  QCOMPARE(join(folder, {{"OUTPUT", folder + "/stack_1.tif"}}).error,
           QStringLiteral("OUTPUT: 'stack_1.tif' is also a raster of a shard, and would be lost; choose "
                          "another file."));
}

// A layer may be constant in a shard, but not in all of them.
void TestStackShards::whatTheWholeLacksIsToldWhenItIsJoined() {
  const QVariantMap parameters = layers({"W.tif", "flat.tif"});
  const AlgorithmRun whole = stack(parameters, {{"OUTPUT", path("no.tif")}});
  QVERIFY(whole.error.contains(QStringLiteral("is constant on the grid")));
  QCOMPARE(join(shardsOf(parameters, 2)).error, whole.error);
}

PROCESSING_TEST_MAIN(TestStackShards)
#include "test_stack_shards.moc"
