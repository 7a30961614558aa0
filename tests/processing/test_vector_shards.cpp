#include "engine/raster/gdal_session.h"
#include "processing/outputs/ended_run.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/raster_difference.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <qgsvectorlayer.h>

#include <cmath>

using namespace prospectivity;

/// Vector evidence that is made in shards and joined, against the same at once.
class TestVectorShards : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void evidenceIsThatOfOneRun_data();
  void evidenceIsThatOfOneRun();
  void theJoinedRasterMayBeForTheCloud();
  void theAccountOfRunsKnowsTheWholeAlone();
  void shardsOfOtherFeaturesAreRefused();
  void shardsOfOtherLibrariesAreRefused();
  void mistakesAreNamed();
  void whatNoFeatureReachesIsToldWhenItIsJoined();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }

  AlgorithmRun run(const QString& algorithm, QVariantMap parameters, const QVariantMap& more = {}) {
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm(QStringLiteral("prospectivity:") + algorithm, parameters, context);
  }

  /// Runs all shards into a folder of their own, the last one first.
  QString shardsOf(const QVariantMap& parameters, int count) {
    const QString folder = path(QStringLiteral("shards_%1").arg(mFolders++));
    QDir().mkpath(folder);
    for (int number = count; number >= 1; --number) {
      const AlgorithmRun shard =
          run("vectorevidence", parameters,
              {{"SHARD", QStringLiteral("%1/%2").arg(number).arg(count)},
               {"OUTPUT", QStringLiteral("%1/evidence_%2.tif").arg(folder).arg(number)}});
      if (!shard.ok)
        qWarning("%s", qPrintable(shard.error));
    }
    return folder;
  }

  AlgorithmRun join(const QString& folder, const QVariantMap& more = {}) {
    return run("joinshards", {{"SHARDS", folder}, {"OUTPUT", path("joined.tif")}}, more);
  }

  QTemporaryDir mFolder;
  int mFolders = 0;
};

namespace {

/// 3 x 2 blocks, and one overview.
const QVariantMap& onAGrid() {
  static const QVariantMap grid{
      {"EXTENT", "500000,553000,2870000,2900000"}, {"CELL_SIZE", 100}, {"CRS", "EPSG:32650"}};
  return grid;
}

QVariantMap of(const QString& layer, const QVariantMap& more = {}) {
  QVariantMap parameters = onAGrid();
  parameters.insert("INPUT", layer);
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    parameters.insert(entry.key(), entry.value());
  return parameters;
}

QgsVectorLayer* addLayer(const QString& definition, const QString& name, const QStringList& geometries) {
  auto* layer = new QgsVectorLayer(definition, name, QStringLiteral("memory"));
  for (int i = 0; i < geometries.size(); ++i) {
    QgsFeature feature(layer->fields());
    feature.setGeometry(QgsGeometry::fromWkt(geometries.at(i)));
    feature.setAttribute(0, 1.5 + i);
    if (layer->fields().size() > 1)
      feature.setAttribute(1, i == 0 ? QStringLiteral("granite") : QStringLiteral("diorite"));
    layer->dataProvider()->addFeature(feature);
  }
  QgsProject::instance()->addMapLayer(layer); // owns it
  return layer;
}

} // namespace

void TestVectorShards::initTestCase() {
  addLayer("LineString?crs=EPSG:32650&field=age:double", "faults",
           {"LINESTRING (498000 2899000, 530300 2880700, 556000 2884000)",
            "LINESTRING (505000 2871000, 512000 2898000)"});
  addLayer("Polygon?crs=EPSG:4326&field=age:double&field=rock:string", "plutons",
           {"POLYGON ((117.1 26.02, 117.4 26.05, 117.3 26.18, 117.1 26.02))",
            "POLYGON ((117.02 26.15, 117.08 26.15, 117.08 26.2, 117.02 26.15))"});
  addLayer("Point?crs=EPSG:32650&field=age:double", "elsewhere", {"POINT (100000 100000)"});
}

void TestVectorShards::evidenceIsThatOfOneRun_data() {
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<int>("count");
  QTest::newRow("distance") << of("faults") << 2;
  QTest::newRow("distance to polygons of another CRS") << of("plutons") << 6;
  QTest::newRow("density") << of("faults", {{"METHOD", "density"}, {"RADIUS", 3000}, {"FIELD", "age"}}) << 3;
  QTest::newRow("presence") << of("plutons", {{"METHOD", "presence"}, {"ALL_TOUCHED", true}}) << 5;
  QTest::newRow("attribute") << of("plutons", {{"METHOD", "attribute"}, {"FIELD", "age"}}) << 2;
  QTest::newRow("classes") << of("plutons", {{"METHOD", "attribute"}, {"FIELD", "rock"}}) << 3;
}

void TestVectorShards::evidenceIsThatOfOneRun() {
  QFETCH(QVariantMap, parameters);
  QFETCH(int, count);
  const AlgorithmRun whole = run("vectorevidence", parameters, {{"OUTPUT", path("whole.tif")}});
  QVERIFY2(whole.ok, qPrintable(whole.error));
  const AlgorithmRun joined = join(shardsOf(parameters, count));
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QCOMPARE(difference(path("whole.tif"), path("joined.tif"), 1), QString());
}

void TestVectorShards::theJoinedRasterMayBeForTheCloud() {
  QVERIFY(run("vectorevidence", of("faults"), {{"OUTPUT", path("whole.tif")}, {"FORMAT", "cog"}}).ok);
  const AlgorithmRun joined = join(shardsOf(of("faults"), 2), {{"FORMAT", "cog"}});
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QCOMPARE(difference(path("whole.tif"), path("joined.tif"), 1), QString());
}

void TestVectorShards::theAccountOfRunsKnowsTheWholeAlone() {
  QStringList steps;
  keepAccountBy([&](const EndedRun& run) { steps << run.step(); });
  join(shardsOf(of("faults"), 1));
  run("vectorevidence", of("faults"), {{"OUTPUT", path("whole.tif")}});
  keepAccountBy({});
  const QString id = QStringLiteral("prospectivity:vectorevidence");
  QCOMPARE(steps, QStringList({QString(), id, id}));
}

void TestVectorShards::shardsOfOtherFeaturesAreRefused() {
  const QString folder = shardsOf(of("faults"), 2);
  QgsVectorLayer* more = addLayer("LineString?crs=EPSG:32650&field=age:double", "more faults",
                                  {"LINESTRING (498000 2899000, 530300 2880700, 556000 2884000)"});
  more->setName("faults");
  QVERIFY(
      run("vectorevidence", of(more->id()), {{"SHARD", "2/2"}, {"OUTPUT", folder + "/evidence_2.tif"}}).ok);
  QCOMPARE(join(folder).error,
           QStringLiteral("SHARDS: 'evidence_2.shard.json' is of another run than 'evidence_1.shard.json', "
                          "with another INPUT: keep the shards of each run in a folder of their own."));
  QgsProject::instance()->removeMapLayer(more->id());
}

/// Of a machine with another release of Debian, whose cells differ.
void TestVectorShards::shardsOfOtherLibrariesAreRefused() {
  const QString folder = shardsOf(of("faults"), 2);
  QFile summary(folder + "/evidence_2.shard.json");
  QVERIFY(summary.open(QIODevice::ReadWrite));
  QByteArray text = summary.readAll();
  const QByteArray here = QByteArray::fromStdString(gdalAndProj());
  QVERIFY(here.startsWith("GDAL ") && here.contains(", PROJ "));
  QCOMPARE(text.count(here), 1);
  text.replace(here, "GDAL 3.0.0, PROJ 6.3.1");
  QVERIFY(summary.resize(0) && summary.seek(0) && summary.write(text) == text.size());
  summary.close();
  QCOMPARE(join(folder).error,
           QStringLiteral("SHARDS: 'evidence_2.shard.json' is of another run than 'evidence_1.shard.json', "
                          "with another version of GDAL or PROJ (GDAL 3.0.0, PROJ 6.3.1, not %1): keep the "
                          "shards of each run in a folder of their own.")
               .arg(QString::fromLatin1(here)));
}

void TestVectorShards::mistakesAreNamed() {
  const auto shard = [&](const QVariantMap& more) {
    QVariantMap all{{"SHARD", "1/2"}, {"OUTPUT", path("no.tif")}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    return run("vectorevidence", of("faults"), all).error;
  };
  QCOMPARE(shard({{"FORMAT", "cog"}}),
           QStringLiteral("FORMAT: a shard is written for Join shards, as GeoTIFF; leave it out, and give it "
                          "to prospectivity:joinshards."));
  QCOMPARE(shard({{"SHARD", "3/2"}}),
           QStringLiteral("SHARD: there is no part 3 of 2: parts are numbered from 1 to 2."));
  QCOMPARE(shard({{"SHARD", "1/7"}}),
           QStringLiteral("SHARD: the grid of 530 x 300 cells has 6 blocks of 256 x 256, too few for 7 "
                          "parts: divide it into 6 parts at most."));
  QVERIFY(!QFileInfo::exists(path("no.tif")));
  const QString folder = shardsOf(of("faults"), 1);
  QCOMPARE(
      join(folder, {{"MODEL", path("model.pt")}}).error,
      QStringLiteral("MODEL: the shards are of prospectivity:vectorevidence, which are joined without it; "
                     "leave it out."));
  QCOMPARE(
      join(folder, {{"REPORT", path("no.html")}}).error,
      QStringLiteral("REPORT: the shards are of prospectivity:vectorevidence, which makes no such output; "
                     "leave it out."));
}

// Features may lie in no shard but one, and in none at all.
void TestVectorShards::whatNoFeatureReachesIsToldWhenItIsJoined() {
  const QVariantMap attribute = of("elsewhere", {{"METHOD", "attribute"}, {"FIELD", "age"}});
  const QString sentence = run("vectorevidence", attribute, {{"OUTPUT", path("no.tif")}}).error;
  QVERIFY(sentence.contains(QStringLiteral("no feature of 'elsewhere' lies on the grid")));
  QCOMPARE(join(shardsOf(attribute, 2)).error, sentence);
  const QVariantMap presence = of("elsewhere", {{"METHOD", "presence"}});
  const AlgorithmRun whole = run("vectorevidence", presence, {{"OUTPUT", path("whole.tif")}});
  const AlgorithmRun joined = join(shardsOf(presence, 2));
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QCOMPARE(joined.warnings.filter("No feature of").size(), 1);
  QCOMPARE(joined.warnings.filter("No feature of"), whole.warnings.filter("No feature of"));
}

PROCESSING_TEST_MAIN(TestVectorShards)
#include "test_vector_shards.moc"
