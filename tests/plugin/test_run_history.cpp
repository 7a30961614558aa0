#include "plugin/run_history.h"
#include "plugin/run_places.h"
#include "plugin/run_text.h"
#include "plugin/work_account.h"
#include "tests/plugin/runs.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

#include <thread>

using namespace prospectivity;

/// Runs are kept with their project, wherever it goes.
class TestRunHistory : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();
  void aRunThatEndsIsKept();
  void pathsGoWithTheProject();
  void pathsWithinSourcesGoWithTheProject();
  void whyARunFailedIsNotInTheProject();
  void anotherProjectHasItsOwn();
  void aRunOfAnotherProjectIsNotKept();
  void aRunMayBeForgotten();
  void nobodyIsAskedToSaveWhatDidNotChange();
  void textsComeBackAsTheyWent();
  void damagedTextsHoldNoRuns();
  void theLastOfEachAlgorithmIsKept();
  void evidenceOfALongBatchIsKept();
  void placesAreFilesAndLayers();

 private:
  QString path(const QString& name) const { return mFolder->filePath(name); }
  void touch(const QString& name) const {
    QFile file(path(name));
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
  }

  std::unique_ptr<QTemporaryDir> mFolder;
  QgsProject& mProject = *QgsProject::instance();
};

namespace {

const PathChange asItIs = [](const QString& place) { return place; };

} // namespace

void TestRunHistory::init() {
  mFolder = std::make_unique<QTemporaryDir>();
  mProject.clear();
}

void TestRunHistory::cleanup() {
  mProject.clear();
}

void TestRunHistory::aRunThatEndsIsKept() {
  const RunHistory history(mProject);
  QVERIFY(isAccountKept());
  const QSignalSpy changed(&history, &RunHistory::changed);
  const EndedRun run = doneRun("predict", {{"MODEL", path("model.pt")}}, {{"OUTPUT", path("map.tif")}});
  std::thread([&] { account(run); }).join(); // runs end in threads of their own
  QTRY_COMPARE(history.runs().size(), std::size_t(1));
  QVERIFY(history.runs().front() == run);
  QCOMPARE(changed.size(), 1);
  QVERIFY(mProject.isDirty());
}

void TestRunHistory::pathsGoWithTheProject() {
  touch("a/project.qgs");
  touch("a/results/map.tif");
  touch("elsewhere.pt");
  mProject.setFileName(path("a/project.qgs"));
  {
    const RunHistory history(mProject);
    account(doneRun("predict",
                    {{"MODEL", path("elsewhere.pt")}, {"LAYERS", QStringList{path("a/w.tif"), "id_1"}}},
                    {{"OUTPUT", path("a/results/map.tif")}}));
    QTRY_COMPARE(history.runs().size(), std::size_t(1));
    const QString kept = mProject.readEntry("ProspectivityLens", "Runs");
    QVERIFY2(kept.contains("\"./results/map.tif\"") && kept.contains("\"../elsewhere.pt\""),
             qPrintable(kept));
    QVERIFY2(kept.contains("\"./w.tif\"") && kept.contains("\"id_1\""), qPrintable(kept));
    QVERIFY(mProject.write());
    // Saved elsewhere, it still names the same files.
    QVERIFY(QDir().mkpath(path("a/deeper")));
    QVERIFY(mProject.write(path("a/deeper/copy.qgs")));
  }
  mProject.clear();
  RunHistory history(mProject);
  QVERIFY(history.runs().empty());
  QVERIFY(mProject.read(path("a/deeper/copy.qgs")));
  QCOMPARE(history.runs().size(), std::size_t(1));
  QCOMPARE(history.runs().front().outputs.value("OUTPUT").toString(), path("a/results/map.tif"));
  // Moved together, they are found together.
  QVERIFY(QDir().rename(path("a"), path("b")));
  QVERIFY(mProject.read(path("b/project.qgs")));
  QCOMPARE(history.runs().front().outputs.value("OUTPUT").toString(), path("b/results/map.tif"));
  QCOMPARE(history.runs().front().inputs.value("MODEL").toString(), path("elsewhere.pt"));
  QCOMPARE(history.runs().front().inputs.value("LAYERS").toStringList(),
           (QStringList{path("b/w.tif"), "id_1"}));
}

void TestRunHistory::pathsWithinSourcesGoWithTheProject() {
  const auto sources = [](const QString& folder) {
    return QStringList{"NETCDF:\"" + folder + "/g.nc\":z", "GPKG:" + folder + "/g.gpkg:w",
                       "ogr:dbname='" + folder + "/g.gpkg' table=\"w\" (geom)",
                       folder + "/g.gpkg|layername=w"};
  };
  touch("a/project.qgs");
  touch("a/g.nc");
  touch("a/g.gpkg");
  const QStringList others{"dbname='ore' host=here", "https://host/map.tif", "layer_id",
                           "/vsicurl/https://host/m.tif"};
  mProject.setFileName(path("a/project.qgs"));
  {
    const RunHistory history(mProject);
    account(doneRun("buildevidencestack", {{"LAYERS", sources(path("a")) + others}}, {}));
    QTRY_COMPARE(history.runs().size(), std::size_t(1));
    const QString kept = mProject.readEntry("ProspectivityLens", "Runs");
    QVERIFY2(!kept.contains(mFolder->path()), qPrintable(kept));
    QVERIFY(mProject.write());
  }
  mProject.clear();
  QVERIFY(QDir().rename(path("a"), path("b")));
  const RunHistory history(mProject);
  QVERIFY(mProject.read(path("b/project.qgs")));
  QCOMPARE(history.runs().front().inputs.value("LAYERS").toStringList(), sources(path("b")) + others);
  // Their files are looked for.
  for (const QString& source : sources(path("b"))) {
    QVERIFY2(isPlaceThere(source, mProject), qPrintable(source));
    QVERIFY2(nameOfPlace(source, mProject).startsWith("g."), qPrintable(nameOfPlace(source, mProject)));
  }
  for (const QString& source : sources(path("a")))
    QVERIFY2(!isPlaceThere(source, mProject), qPrintable(source));
}

void TestRunHistory::whyARunFailedIsNotInTheProject() {
  const RunHistory history(mProject);
  account(failedRun("predict", "The folder of '/home/anna/secret mine/map.tif' cannot be written."));
  QTRY_COMPARE(history.runs().size(), std::size_t(1));
  QVERIFY(history.runs().front().failure.contains("cannot be written"));
  const QString kept = mProject.readEntry("ProspectivityLens", "Runs");
  QVERIFY2(kept.contains("failed") && !kept.contains("anna"), qPrintable(kept));
}

void TestRunHistory::aRunOfAnotherProjectIsNotKept() {
  const RunHistory history(mProject);
  EndedRun run = doneRun("predict", {}, {{"OUTPUT", "/map.tif"}});
  run.began = QDateTime::currentDateTimeUtc().addSecs(-60);
  account(run);
  QTRY_COMPARE(history.runs().size(), std::size_t(1));
  mProject.clear();
  account(run); // ends while another project is open
  EndedRun next = run;
  next.algorithm = "prospectivity:evaluate";
  next.began = QDateTime::currentDateTimeUtc().addSecs(60);
  account(next);
  QTRY_COMPARE(history.runs().size(), std::size_t(1));
  QCOMPARE(history.runs().front().algorithm, next.algorithm);
}

void TestRunHistory::anotherProjectHasItsOwn() {
  const RunHistory history(mProject);
  account(doneRun("predict", {}, {}));
  QTRY_COMPARE(history.runs().size(), std::size_t(1));
  mProject.clear();
  QVERIFY(history.runs().empty());
  QVERIFY(!mProject.isDirty());
}

void TestRunHistory::aRunMayBeForgotten() {
  RunHistory history(mProject);
  account(doneRun("traincnn", {}, {}));
  account(doneRun("predict", {}, {}));
  QTRY_COMPARE(history.runs().size(), std::size_t(2));
  const EndedRun first = history.runs().front();
  history.forget(first);
  QCOMPARE(history.runs().size(), std::size_t(1));
  QCOMPARE(history.runs().front().algorithm, QString("prospectivity:predict"));
  history.forget(first); // is gone already
  QCOMPARE(history.runs().size(), std::size_t(1));
  history.forget(EndedRun(history.runs().front()));
  QVERIFY(history.runs().empty());
  QCOMPARE(mProject.readEntry("ProspectivityLens", "Runs"), QString());
}

void TestRunHistory::nobodyIsAskedToSaveWhatDidNotChange() {
  touch("project.qgs");
  mProject.setFileName(path("project.qgs"));
  {
    const RunHistory history(mProject);
    account(doneRun("predict", {}, {{"OUTPUT", path("map.tif")}}));
    QTRY_COMPARE(history.runs().size(), std::size_t(1));
    QVERIFY(mProject.write());
  }
  const RunHistory history(mProject); // switched off and on again
  QVERIFY(mProject.read(path("project.qgs")));
  QCOMPARE(history.runs().size(), std::size_t(1));
  QVERIFY(!mProject.isDirty());
}

void TestRunHistory::textsComeBackAsTheyWent() {
  std::vector<EndedRun> runs{doneRun("buildevidencestack", {{"LAYERS", QStringList{"/w.tif", "/s n.tif"}}},
                                     {{"OUTPUT", QString::fromUtf8("/\u94A8/stack.tif")}}),
                             failedRun("traincnn", {}), doneRun("predict", {}, {{"OUTPUT", "/map_1.tif"}}),
                             doneRun("joinshards", {}, {{"OUTPUT", "/map.tif"}})};
  runs.front().inPart = QStringList{"MASK"};
  runs[2].asStep = QString("");
  runs[3].asStep = "prospectivity:predict";
  const std::vector<EndedRun> back = runsFromText(runsAsText(runs, asItIs), asItIs);
  QCOMPARE(back.size(), runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i)
    QVERIFY(back[i] == runs[i]);
}

void TestRunHistory::damagedTextsHoldNoRuns() {
  for (const char* text : {"", "[", "{}", "[{}]", "[1, null]", "[{\"time\": 3}]"})
    QVERIFY2(runsFromText(text, asItIs).empty(), text);
}

void TestRunHistory::theLastOfEachAlgorithmIsKept() {
  std::vector<EndedRun> runs{doneRun("buildevidencestack", {}, {{"OUTPUT", "/old.tif"}}),
                             doneRun("buildevidencestack", {}, {{"OUTPUT", "/stack.tif"}})};
  for (int i = 0; i < 5; ++i)
    runs.push_back(failedRun("predict", "No memory."));
  const std::vector<EndedRun> kept = newestRuns(runs, 3);
  QCOMPARE(kept.size(), std::size_t(4));
  QCOMPARE(kept.front().outputs.value("OUTPUT").toString(), QString("/stack.tif"));
  QCOMPARE(newestRuns(runs, 100).size(), runs.size());
  // Parts of a map do not push out the map.
  std::vector<EndedRun> maps{doneRun("joinshards", {}, {{"OUTPUT", "/map.tif"}})};
  maps.front().asStep = "prospectivity:predict";
  for (int i = 0; i < 5; ++i) {
    maps.push_back(doneRun("predict", {}, {{"OUTPUT", "/part.tif"}}));
    maps.back().asStep = QString("");
  }
  QCOMPARE(newestRuns(maps, 3).front().outputs.value("OUTPUT").toString(), QString("/map.tif"));
}

void TestRunHistory::evidenceOfALongBatchIsKept() {
  std::vector<EndedRun> runs;
  const auto layerOf = [](int number) { return QStringLiteral("/layer_%1.tif").arg(number); };
  for (int number = 0; number < 120; ++number)
    runs.push_back(doneRun("vectorevidence", {}, {{"OUTPUT", layerOf(number)}}));
  QStringList layers = WorkAccount(newestRuns(runs, 100), [](const QString&) { return true; }).evidence();
  QCOMPARE(layers.size(), 120);
  QCOMPARE(layers.front(), layerOf(0));
  // Each layer by the last run that made it.
  runs.push_back(runs.front());
  QCOMPARE(newestRuns(runs, 10).size(), std::size_t(120));
  // What a stack was not made of is not collected any more.
  runs.push_back(
      doneRun("buildevidencestack", {{"LAYERS", QStringList{layerOf(3)}}}, {{"OUTPUT", "/s.tif"}}));
  const std::vector<EndedRun> kept = newestRuns(runs, 1);
  QCOMPARE(kept.size(), std::size_t(3)); // the stack, its layer, the last of its algorithm
  QCOMPARE(kept.front().outputs.value("OUTPUT").toString(), layerOf(3));
}

void TestRunHistory::placesAreFilesAndLayers() {
  touch("samples.gpkg");
  QVERIFY(isPlaceThere(path("samples.gpkg"), mProject));
  QVERIFY(isPlaceThere(path("samples.gpkg") + "|layername=samples", mProject));
  QVERIFY(!isPlaceThere(path("gone.gpkg"), mProject));
  QVERIFY(!isPlaceThere(QString(), mProject));
  QVERIFY(isPlaceThere("dbname='district' table=\"samples\"", mProject)); // nobody looks into a database
  QgsVectorLayer* layer = addPoints("deposits", "EPSG:32650", {QgsPointXY(1, 2)});
  QVERIFY(isPlaceThere("/vsicurl/https://host/W.tif", mProject)); // nor asks a server
  QVERIFY(!isPlaceThere("/vsicurl/https://host/W.tif?***", mProject));
  QVERIFY(isPlaceThere(layer->id(), mProject));
  QCOMPARE(nameOfPlace(layer->id(), mProject), QString("deposits"));
  QCOMPARE(nameOfPlace(path("samples.gpkg") + "|layername=samples", mProject), QString("samples.gpkg"));
  QVERIFY(layerAtPlace(layer->id(), mProject) == layer);
  QVERIFY(layerAtPlace(path("samples.gpkg"), mProject) == nullptr);
  // As a layer in memory is once its project was closed and opened.
  const QString empty = addPoints("samples", "EPSG:32650", {})->id();
  QVERIFY(!isPlaceThere(empty, mProject));
  QVERIFY(!isPlaceThere("samples_which_was_removed", mProject));
  QCOMPARE(nameOfPlace("samples_which_was_removed", mProject), QString("temporary layer"));
}

PROCESSING_TEST_MAIN(TestRunHistory)
#include "test_run_history.moc"
