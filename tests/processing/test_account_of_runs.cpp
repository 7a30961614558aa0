#include "engine/raster/gdal_sink.h"
#include "processing/outputs/ended_run.h"
#include "processing/releases/enumerations.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <qgscoordinatereferencesystem.h>

#include <vector>

using namespace prospectivity;

/// What is told of runs to whoever keeps an account of them.
class TestAccountOfRuns : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup() { keepAccountBy({}); }
  void aRunTellsWhatItWasGivenAndMade();
  void severalLayersAreAList();
  void aPartOfALayerIsToldAsOne();
  void aFailureIsToldWithItsSentence();
  void aMistakeBeforeTheRunIsToldAsWell();
  void aCancelledRunHasNotFailed();
  void withoutAKeeperNothingIsTold();
  void passwordsAreNotTold();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + algorithm, parameters, context);
  }
  QVariantMap distance(const QVariantMap& more = {}) const {
    QVariantMap parameters{
        {"INPUT", "faults"}, {"REFERENCE", path("grid.tif")}, {"OUTPUT", path("distance.tif")}};
    for (auto one = more.begin(); one != more.end(); ++one)
      parameters[one.key()] = *one;
    return parameters;
  }

  QTemporaryDir mFolder;
  QString mFaults; ///< id of a layer in memory
  std::vector<EndedRun> mTold;
};

void TestAccountOfRuns::initTestCase() {
  const QgsCoordinateReferenceSystem system("EPSG:32650");
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  10,
                  10,
                  system.toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal).toStdString()};
  const auto sink = createRaster(path("grid.tif").toStdString(), grid, {"W"});
  std::vector<float> values;
  for (int i = 0; i < 100; ++i)
    values.push_back(static_cast<float>(i % 7));
  sink->write({0, 0, 10, 10}, values.data());
  sink->finish();
  mFaults = addPoints("faults", "EPSG:32650", {QgsPointXY(500450, 2899550)})->id();
}

void TestAccountOfRuns::init() {
  mTold.clear();
  keepAccountBy([this](const EndedRun& run) { mTold.push_back(run); });
}

void TestAccountOfRuns::aRunTellsWhatItWasGivenAndMade() {
  const QDateTime before = QDateTime::currentDateTimeUtc();
  const AlgorithmRun done = run("vectorevidence", distance());
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(mTold.size(), std::size_t(1));
  const EndedRun& told = mTold.front();
  QCOMPARE(told.algorithm, QString("prospectivity:vectorevidence"));
  QVERIFY(told.end == EndedRun::End::Done);
  QVERIFY(told.failure.isEmpty());
  QVERIFY(told.time >= before && told.time <= QDateTime::currentDateTimeUtc());
  QVERIFY(told.began >= before && told.began <= told.time);
  QCOMPARE(told.outputs, (QVariantMap{{"OUTPUT", path("distance.tif")}}));
  // The layer in memory by its id, as it has no source; the file by its path.
  QCOMPARE(told.inputs, (QVariantMap{{"INPUT", mFaults}, {"REFERENCE", path("grid.tif")}}));
}

void TestAccountOfRuns::severalLayersAreAList() {
  const QStringList layers{path("grid.tif"), path("distance.tif")};
  QVERIFY(run("vectorevidence", distance()).ok);
  const AlgorithmRun done = run("buildevidencestack", {{"LAYERS", layers}, {"OUTPUT", path("stack.tif")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(mTold.back().inputs.value("LAYERS").toStringList(), layers);
  QCOMPARE(mTold.back().outputs.value("OUTPUT").toString(), path("stack.tif"));
}

void TestAccountOfRuns::aPartOfALayerIsToldAsOne() {
  qobject_cast<QgsVectorLayer*>(QgsProject::instance()->mapLayer(mFaults))->selectAll();
  QgsProcessingFeatureSourceDefinition first(mFaults);
  const auto given = [&](const QgsProcessingFeatureSourceDefinition& source) {
    const AlgorithmRun done = run("vectorevidence", distance({{"INPUT", QVariant::fromValue(source)}}));
    return done.ok ? mTold.back().inPart : QStringList{done.error};
  };
  QCOMPARE(given(first), QStringList());
  QCOMPARE(given(QgsProcessingFeatureSourceDefinition(mFaults, true)), QStringList{"INPUT"});
  first.featureLimit = 1;
  QCOMPARE(given(first), QStringList{"INPUT"});
  QCOMPARE(mTold.back().inputs.value("INPUT").toString(), mFaults);
}

void TestAccountOfRuns::aFailureIsToldWithItsSentence() {
  // A model that is none is found out by the run, or before it; it is told once either way.
  QFile file(path("no_model.pt"));
  QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no model") > 0);
  file.close();
  const AlgorithmRun failed =
      run("modelcard", {{"MODEL", path("no_model.pt")}, {"REPORT", path("card.html")}});
  QVERIFY(!failed.ok);
  QCOMPARE(mTold.size(), std::size_t(1));
  QVERIFY(mTold.front().end == EndedRun::End::Failed);
  QCOMPARE(mTold.front().failure, failed.error);
  QCOMPARE(mTold.front().inputs, (QVariantMap{{"MODEL", path("no_model.pt")}}));
  QVERIFY(mTold.front().outputs.isEmpty());
}

void TestAccountOfRuns::aMistakeBeforeTheRunIsToldAsWell() {
  const AlgorithmRun failed = run("vectorevidence", distance({{"METHOD", "attribute"}}));
  QVERIFY(!failed.ok);
  QVERIFY2(failed.error.contains("FIELD"), qPrintable(failed.error));
  QCOMPARE(mTold.size(), std::size_t(1));
  QVERIFY(mTold.front().end == EndedRun::End::Failed);
  QVERIFY(mTold.front().failure.contains("FIELD"));
}

void TestAccountOfRuns::aCancelledRunHasNotFailed() {
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  RecordingFeedback feedback;
  const std::unique_ptr<QgsProcessingAlgorithm> algorithm(
      QgsApplication::processingRegistry()->algorithmById("prospectivity:vectorevidence")->create());
  QVERIFY(algorithm->prepare(distance(), context, &feedback));
  feedback.cancel();
  QVERIFY_EXCEPTION_THROWN(algorithm->runPrepared(distance(), context, &feedback), QgsProcessingException);
  QCOMPARE(mTold.size(), std::size_t(1));
  QVERIFY(mTold.front().end == EndedRun::End::Cancelled);
  QVERIFY(mTold.front().failure.isEmpty());
}

void TestAccountOfRuns::withoutAKeeperNothingIsTold() {
  keepAccountBy({});
  QVERIFY(!isAccountKept());
  QVERIFY(run("vectorevidence", distance()).ok);
  QVERIFY(mTold.empty());
}

void TestAccountOfRuns::passwordsAreNotTold() {
  EndedRun run;
  run.outputs = {{"OUTPUT", "dbname='ore' user='me' password='a b' table=\"t\""},
                 {"MODEL", "/password/m.pt"}};
  run.inputs = {{"LAYERS", QStringList{"PG:dbname=ore PASSWORD=secret user=me", "/w.tif"}},
                {"STACK", "/vsicurl/https://me:secret@host/s.tif?sig=secret"}};
  account(run);
  QCOMPARE(mTold.front().outputs,
           (QVariantMap{{"OUTPUT", "dbname='ore' user='me' table=\"t\""}, {"MODEL", "/password/m.pt"}}));
  QCOMPARE(mTold.front().inputs.value("LAYERS").toStringList(),
           (QStringList{"PG:dbname=ore user=me", "/w.tif"}));
  QCOMPARE(mTold.front().inputs.value("STACK").toString(), QString("/vsicurl/https://***@host/s.tif?***"));
  // An apostrophe within the password; other databases; servers; and what stood in the way.
  run.inputs = {
      {"LAYERS", QStringList{R"(dbname='ore' password='it\'s me' table="t")", "MSSQL:server=x;PWD=se;x=y",
                             "https://me:secret@host/w.tif", "/vsicurl/https://me:se@cret@host/w.tif?a=b@c",
                             "https://host/me@home.tif"}}};
  run.failure = "dbname='ore' password='it\\'s me' cannot be opened.";
  account(run);
  QCOMPARE(mTold.back().inputs.value("LAYERS").toStringList(),
           (QStringList{"dbname='ore' table=\"t\"", "MSSQL:server=x;", "https://***@host/w.tif",
                        "/vsicurl/https://***@host/w.tif?***", "https://host/me@home.tif"}));
  QCOMPARE(mTold.back().failure, QString("dbname='ore' cannot be opened."));
}

PROCESSING_TEST_MAIN(TestAccountOfRuns)
#include "test_account_of_runs.moc"
