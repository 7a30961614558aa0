#include "processing/outputs/ended_run.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"
#include "tests/processing/training_parameters.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace prospectivity;

/// traincnn whose trainings are divided among runs, against the same at once.
class TestTrainShards : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { mSamples = mappedSamples(60, 3); }
  void theModelIsThatOfOneRun();
  void whatIsMissingIsTrained();
  void theAccountOfRunsKnowsTheWholeAlone();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void shardsOfOtherTrainingsAreNamed();
  void aModelMayBeLeftOut();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }

  AlgorithmRun train(const QVariantMap& more) {
    QVariantMap parameters = trainingParameters(mSamples.get(), path("model.pt"),
                                                {{"REPEATS", 2}, {"MEMBERS", 2}, {"EPOCHS", 10}});
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:traincnn", parameters, context);
  }

  QString shardsOf(int count, const QVariantMap& more = {}) {
    const QString folder = path(QStringLiteral("shards_%1").arg(mFolders++));
    QDir().mkpath(folder);
    for (int number = count; number >= 1; --number) {
      QVariantMap own{{"MODEL", QVariant()},
                      {"SHARD", QStringLiteral("%1/%2").arg(number).arg(count)},
                      {"TRAININGS", QStringLiteral("%1/part_%2.jsonl").arg(folder).arg(number)}};
      for (auto entry = more.begin(); entry != more.end(); ++entry)
        own.insert(entry.key(), entry.value());
      const AlgorithmRun shard = train(own);
      if (!shard.ok)
        qWarning("%s", qPrintable(shard.error));
    }
    return folder;
  }

  static QByteArray bytesOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
  }

  QTemporaryDir mFolder;
  int mFolders = 0;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

// Six trainings of two networks each.
void TestTrainShards::theModelIsThatOfOneRun() {
  const AlgorithmRun whole = train({{"MODEL", path("whole.pt")}, {"REPORT", path("whole.html")}});
  QVERIFY2(whole.ok, qPrintable(whole.error));
  const AlgorithmRun joined =
      train({{"MODEL", path("joined.pt")}, {"REPORT", path("joined.html")}, {"SHARDS", shardsOf(4)}});
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QVERIFY(joined.messages.contains("6 trainings were taken from the shards, and 0 are done here."));
  QVERIFY(!bytesOf(path("whole.pt")).isEmpty());
  QVERIFY(bytesOf(path("joined.pt")) == bytesOf(path("whole.pt")));
  const auto figures = [&](const QString& name) {
    return reportText(path(name)).section(QStringLiteral("<footer>"), 0, 0);
  };
  QVERIFY(figures("whole.html").contains("Learning curves"));
  QCOMPARE(figures("joined.html"), figures("whole.html"));
  for (const char* number : {"AUC", "F1"})
    QCOMPARE(joined.results.value(number), whole.results.value(number));
}

void TestTrainShards::whatIsMissingIsTrained() {
  QVERIFY(train({{"MODEL", path("whole.pt")}}).ok);
  const QString folder = shardsOf(3);
  QVERIFY(QFile::remove(folder + "/part_2.jsonl"));
  const AlgorithmRun joined = train({{"MODEL", path("joined.pt")}, {"SHARDS", folder}});
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QVERIFY(joined.messages.contains("4 trainings were taken from the shards, and 2 are done here."));
  QVERIFY(bytesOf(path("joined.pt")) == bytesOf(path("whole.pt")));
}

void TestTrainShards::theAccountOfRunsKnowsTheWholeAlone() {
  QStringList steps;
  keepAccountBy([&](const EndedRun& run) { steps << run.step(); });
  train({{"SHARDS", shardsOf(1)}});
  keepAccountBy({});
  QCOMPARE(steps, QStringList({QString(), QStringLiteral("prospectivity:traincnn")}));
}

void TestTrainShards::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  const QVariantMap shard{{"MODEL", QVariant()}, {"SHARD", "1/2"}, {"TRAININGS", path("no.jsonl")}};
  const auto with = [&](const QVariantMap& more) {
    QVariantMap all = shard;
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      all.insert(entry.key(), entry.value());
    return all;
  };
  for (const char* output : {"MODEL", "REPORT"})
    QTest::newRow(output) << with({{output, path("no.out")}})
                          << QStringLiteral(
                                 "%1: a shard does some of the trainings alone; leave it out, and ask "
                                 "the run with SHARDS for it.")
                                 .arg(output);
  QTest::newRow("no file") << with({{"TRAININGS", QVariant()}})
                           << "TRAININGS: choose a file for what the shard has trained.";
  QTest::newRow("no shard") << QVariantMap{{"TRAININGS", path("no.jsonl")}}
                            << "TRAININGS: they are of a shard; give SHARD as well, or leave it out.";
  QTest::newRow("too many")
      << with({{"SHARD", "1/7"}})
      << "SHARD: there are 6 trainings, too few for 7 parts: divide them into 6 parts at "
         "most.";
  QTest::newRow("an ensemble")
      << with({{"FINAL_MODEL", "ensemble"}})
      << "FINAL_MODEL: an ensemble is made of the models of all folds, which shards do "
         "not keep; choose the refitted model, or train without shards.";
  QTest::newRow("both") << with({{"SHARDS", mFolder.path()}})
                        << "SHARDS: it is for the run that joins them; leave SHARD out, or SHARDS.";
  QTest::newRow("nothing") << QVariantMap{{"MODEL", QVariant()}} << "MODEL: choose a file for the model.";
}

void TestTrainShards::mistakesAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  QCOMPARE(train(more).error, sentence);
  QVERIFY(!QFileInfo::exists(path("no.jsonl")));
}

void TestTrainShards::shardsOfOtherTrainingsAreNamed() {
  const QString folder = shardsOf(2);
  for (const QVariantMap& other :
       {QVariantMap{{"SEED", 9}}, QVariantMap{{"EPOCHS", 11}}, QVariantMap{{"REPEATS", 3}}}) {
    QVariantMap all = other;
    all.insert("SHARDS", folder);
    QCOMPARE(train(all).error,
             QStringLiteral("SHARDS: '%1/part_1.jsonl' holds none of these trainings, but of other samples, "
                            "parameters, versions or kernels (of another kind of processor), or is damaged: "
                            "make that shard again, or take the file "
                            "away.")
                 .arg(folder));
  }
}

// As in a graphical model that keeps the report alone.
void TestTrainShards::aModelMayBeLeftOut() {
  const AlgorithmRun done = train({{"MODEL", QVariant()}, {"REPORT", path("alone.html")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QVERIFY(QFileInfo::exists(path("alone.html")));
  QVERIFY(done.warnings.contains("MODEL is left out, and the model is not kept."));
}

PROCESSING_TEST_MAIN(TestTrainShards)
#include "test_train_shards.moc"
