#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"

#include <QRegularExpression>
#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// The study through QGIS: one row per combination, the best one told, and what is stopped goes on.
class TestAugmentationStudy : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void everyCombinationHasARow();
  void howLongItTakesIsToldAfterTheFirstTrainings();
  void theReportAnswersFirst_data();
  void theReportAnswersFirst();
  void aMethodThatDoesNotApplyDoesNotStopTheStudy();
  void whatWasStoppedGoesOn();
  void whatCannotBePutInPlaceIsNotTrainedAgain();
  void shardsGiveTheStudyOfOneRun();
  void mistakesOfShardsAreNamed();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QVariantMap parameters(const QVariantMap& more = {}) const;
  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

const QString algorithm = QStringLiteral("prospectivity:augmentationstudy");

/// The study table of a run, every attribute of every row as text of full precision.
QStringList rowsOf(const AlgorithmRun& run, QgsProcessingContext& context) {
  QStringList rows;
  const auto* table =
      qobject_cast<QgsVectorLayer*>(context.getMapLayer(run.results.value("TABLE").toString()));
  if (table == nullptr)
    return rows;
  QgsFeature feature;
  QgsFeatureIterator features = table->getFeatures();
  while (features.nextFeature(feature)) {
    QStringList row;
    for (const QVariant& value : feature.attributes())
      row << (value.userType() == QMetaType::Double && !value.isNull()
                  ? QString::number(value.toDouble(), 'g', 17)
                  : value.toString());
    rows << row.join('|');
  }
  return rows;
}

/// The largest mean of a metric over all combinations; baselines have no ordering.
double bestOf(const QString& column, const AlgorithmRun& run, QgsProcessingContext& context) {
  double best = -1;
  QgsFeature feature;
  QgsFeatureIterator features =
      qobject_cast<QgsVectorLayer*>(context.getMapLayer(run.results.value("TABLE").toString()))
          ->getFeatures();
  while (features.nextFeature(feature))
    if (!feature.attribute("ordering").isNull())
      best = std::max(best, feature.attribute(column).toDouble());
  return best;
}

} // namespace

void TestAugmentationStudy::initTestCase() {
  qputenv("XDG_CACHE_HOME", mFolder.path().toLocal8Bit());
  mSamples = mappedSamples(60, 3);
}

QVariantMap TestAugmentationStudy::parameters(const QVariantMap& more) const {
  QVariantMap result{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                     {"METHODS", QVariantList{0, 2, 3}},
                     {"ORDERINGS", QVariantList{2, 4}},
                     {"REPEATS", 2},
                     {"FOLDS", 3},
                     {"FILTERS", "4"},
                     {"MEMBERS", 1},
                     {"SCHEDULE", "early-stopping"},
                     {"MIXUP", 0},
                     {"EPOCHS", 15},
                     {"LEARNING_RATE", 0.01},
                     {"TABLE", "TEMPORARY_OUTPUT"}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    result.insert(entry.key(), entry.value());
  return result;
}

void TestAugmentationStudy::everyCombinationHasARow() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto* table =
      qobject_cast<QgsVectorLayer*>(context.getMapLayer(run.results.value("TABLE").toString()));
  QVERIFY(table != nullptr);
  QStringList combinations;
  QStringList baselines;
  QList<int> ranks;
  int best = 0;     // rank among the combinations
  int bestSaid = 0; // rank of what the outputs name
  QgsFeature feature;
  QgsFeatureIterator features = table->getFeatures();
  while (features.nextFeature(feature)) {
    const QString method = feature.attribute("method").toString();
    const bool isBaseline = feature.attribute("ordering").isNull();
    if (isBaseline)
      baselines << method;
    else
      combinations << method + "/" + feature.attribute("ordering").toString();
    ranks << feature.attribute("rank").toInt();
    QCOMPARE(feature.attribute("trainings").toInt(), 6);
    QVERIFY(feature.attribute("auc").toDouble() > 0.8);
    QVERIFY(feature.attribute("sd_auc").toDouble() >= 0);
    QCOMPARE(feature.attribute("p").isNull(), method == "None" || isBaseline);
    if (!isBaseline && (best == 0 || ranks.last() < best))
      best = ranks.last();
    if (run.results.value("BEST_METHOD") == method &&
        run.results.value("BEST_ORDERING") == feature.attribute("ordering"))
      bestSaid = ranks.last();
  }
  QCOMPARE(combinations.size(), 6);
  QCOMPARE(combinations.removeDuplicates(), 0);
  QCOMPARE(baselines, (QStringList{"logistic regression", "random forest", "gradient boosting model",
                                   "weights-of-evidence model", "best single layer"}));
  QVERIFY(best > 0);
  QCOMPARE(bestSaid, best);
  std::sort(ranks.begin(), ranks.end());
  QCOMPARE(ranks, (QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
  QVERIFY(run.messages.join('\n').contains("36 of 36 trainings are done"));
  QVERIFY(QDir(mFolder.path() + "/prospectivity-lens").entryList({"*.jsonl"}).isEmpty());
}

void TestAugmentationStudy::howLongItTakesIsToldAfterTheFirstTrainings() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  // Three augmentations, two orders, three folds and two repeats; told once, and before most are done.
  const QString told = QStringLiteral("This study (36 trainings on ");
  const QStringList all = run.messages + run.warnings;
  QCOMPARE(all.filter(told).size(), 1);
  QVERIFY(all.filter(told).first().contains("is likely to take"));
  if (run.messages.filter(told).isEmpty())
    QSKIP("a machine so slow that it is warned of");
  const int place = run.messages.indexOf(run.messages.filter(told).first());
  QVERIFY(place < run.messages.indexOf("36 of 36 trainings are done."));
}

void TestAugmentationStudy::theReportAnswersFirst_data() {
  QTest::addColumn<QVariant>("rankBy");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("column");
  QTest::newRow("when nothing is said") << QVariant() << "F1"
                                        << "f1";
  QTest::newRow("accuracy") << QVariant(0) << "accuracy"
                            << "accuracy";
  QTest::newRow("Matthews") << QVariant(2) << "Matthews"
                            << "matthews";
  QTest::newRow("AUC") << QVariant(3) << "AUC"
                       << "auc";
}

// The best combination in words, then in the first picture, then every figure, the best combination on top.
void TestAugmentationStudy::theReportAnswersFirst() {
  QFETCH(QVariant, rankBy);
  QFETCH(QString, name);
  QFETCH(QString, column);
  QgsProcessingContext context;
  const QString report = mFolder.filePath("study.html");
  QVariantMap more{{"EPOCHS", 3}, {"REPORT", report}};
  if (rankBy.isValid())
    more.insert("RANK_BY", rankBy);
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(reportTitles(report),
           (QStringList{"Which augmentation and which ordering?", "What should I use?", "Overfitting",
                        "All metrics",
                        "All combinations and baselines: mean and standard deviation on the test parts",
                        "How this was made"}));
  const QString page = reportText(report);
  const QString method = run.results.value("BEST_METHOD").toString();
  const QString ordering = run.results.value("BEST_ORDERING").toString();
  // The best of all, which may be a baseline, and the best combination.
  QVERIFY(page.contains(QStringLiteral("<p>Best by test %1: ").arg(name)));
  const QRegularExpression opening(
      QStringLiteral("augmentation '%1' with ordering '%2'(?: \\(|, reaches )([0-9.]+)")
          .arg(QRegularExpression::escape(method), QRegularExpression::escape(ordering)));
  const QRegularExpressionMatch match = opening.match(page);
  const int answer = match.capturedStart();
  const QString figure = match.captured(1);
  const double unit = std::pow(10, -figure.section('.', 1).size()); // of its last digit
  QVERIFY2(std::abs(figure.toDouble() - bestOf(column, run, context)) <= 0.5001 * unit, qPrintable(figure));
  QVERIFY(answer > 0 && answer < page.indexOf("What should I use?"));
  // Its line, below baselines that are better; the table runs from rank to rank.
  const int line = page.indexOf(QStringLiteral("</td><td>%1</td><td>%2</td>").arg(method, ordering));
  const int rows = page.indexOf("<tbody>\n<tr><td>1</td><td>");
  QVERIFY(rows > 0 && line > rows);
  for (const char* const other : {"None", "SMOTE", "Gaussian noise"})
    QVERIFY(page.mid(rows, line - rows).indexOf(QStringLiteral("</td><td>%1</td>").arg(other)) < 0);
  for (int rank = 1; rank <= 11; ++rank)
    QCOMPARE(page.count(QStringLiteral("<tr><td>%1</td>").arg(rank)), 1);
}

void TestAugmentationStudy::aMethodThatDoesNotApplyDoesNotStopTheStudy() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      algorithm,
      parameters({{"METHODS", QVariantList{0, 4}}, {"K_NEIGHBORS", 1}, {"ORDERINGS", QVariantList{0}}}),
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("ran without added samples").size(), 1);
}

void TestAugmentationStudy::whatWasStoppedGoesOn() {
  QgsProcessingContext undisturbed;
  const QStringList whole = rowsOf(runAlgorithm(algorithm, parameters(), undisturbed), undisturbed);
  QCOMPARE(whole.size(), 11);
  const QgsProcessingAlgorithm* found = QgsApplication::processingRegistry()->algorithmById(algorithm);
  QVERIFY(found != nullptr);
  {
    QgsProcessingContext context;
    RecordingFeedback feedback;
    QObject::connect(
        &feedback, &QgsFeedback::progressChanged, &feedback,
        [&](double percent) {
          if (percent > 40)
            feedback.cancel();
        },
        Qt::DirectConnection);
    const std::unique_ptr<QgsProcessingAlgorithm> run(found->create());
    QVERIFY(run->prepare(parameters(), context, &feedback));
    QVERIFY_EXCEPTION_THROWN(run->runPrepared(parameters(), context, &feedback), QgsProcessingException);
    const QStringList kept = feedback.warnings.filter("The study was stopped");
    QCOMPARE(kept.size(), 1);
    const QRegularExpression sentence(
        "^The study was stopped: [1-9][0-9]* of its [0-9]+ trainings are finished "
        "and kept in '.*\\.jsonl'\\. Run it again with the same samples and "
        "parameters, and it goes on from there\\.$");
    QVERIFY2(sentence.match(kept.first()).hasMatch(), qPrintable(kept.first()));
  }
  QCOMPARE(QDir(mFolder.path() + "/prospectivity-lens").entryList({"*.jsonl"}).size(), 1);
  QgsProcessingContext context;
  // A preset that leaves all that was chosen asks for the same study.
  const AlgorithmRun rest = runAlgorithm(algorithm, parameters({{"PRESET", "quick-look"}}), context);
  QVERIFY2(rest.ok, qPrintable(rest.error));
  QCOMPARE(rest.messages.filter("trainings were taken from the run that was stopped").size(), 1);
  QCOMPARE(rowsOf(rest, context), whole);
}

// The share fills, or somebody makes a folder of that name, while the study runs.
void TestAugmentationStudy::whatCannotBePutInPlaceIsNotTrainedAgain() {
  const QString report = mFolder.filePath("in_the_way.html");
  const QVariantMap given = parameters({{"REPORT", report}});
  const QDir notes(mFolder.path() + "/prospectivity-lens");
  const QgsProcessingAlgorithm* found = QgsApplication::processingRegistry()->algorithmById(algorithm);
  QVERIFY(found != nullptr);
  {
    QgsProcessingContext context;
    RecordingFeedback feedback;
    QObject::connect(
        &feedback, &QgsFeedback::progressChanged, &feedback,
        [&](double percent) {
          if (percent > 40)
            QDir().mkpath(report + "/taken");
        },
        Qt::DirectConnection);
    const std::unique_ptr<QgsProcessingAlgorithm> run(found->create());
    QVERIFY(run->prepare(given, context, &feedback));
    QVERIFY_EXCEPTION_THROWN(run->runPrepared(given, context, &feedback), QgsProcessingException);
  }
  QCOMPARE(notes.entryList({"*.jsonl"}).size(), 1);
  QVERIFY(QDir(report).removeRecursively());
  QgsProcessingContext context;
  const AlgorithmRun again = runAlgorithm(algorithm, given, context);
  QVERIFY2(again.ok, qPrintable(again.error));
  QVERIFY(again.messages.contains("36 trainings were taken from the run that was stopped."));
  QVERIFY(notes.entryList({"*.jsonl"}).isEmpty());
}

void TestAugmentationStudy::shardsGiveTheStudyOfOneRun() {
  QgsProcessingContext context;
  const AlgorithmRun whole = runAlgorithm(algorithm, parameters(), context);
  const QString folder = mFolder.filePath("trainings");
  QDir().mkpath(folder);
  for (int number = 3; number >= 1; --number) {
    QgsProcessingContext own;
    const AlgorithmRun shard =
        runAlgorithm(algorithm,
                     parameters({{"TABLE", QVariant()},
                                 {"SHARD", QStringLiteral("%1/3").arg(number)},
                                 {"TRAININGS", QStringLiteral("%1/part_%2.jsonl").arg(folder).arg(number)}}),
                     own);
    QVERIFY2(shard.ok, qPrintable(shard.error));
    QVERIFY(shard.messages.contains("12 of 12 trainings are done."));
  }
  QVERIFY(QDir(mFolder.path() + "/prospectivity-lens").entryList({"*.jsonl"}).isEmpty());
  QgsProcessingContext joining;
  const AlgorithmRun joined = runAlgorithm(algorithm, parameters({{"SHARDS", folder}}), joining);
  QVERIFY2(joined.ok, qPrintable(joined.error));
  QVERIFY(joined.messages.contains("36 trainings were taken from the shards and from runs before."));
  QCOMPARE(rowsOf(joined, joining), rowsOf(whole, context));
  QCOMPARE(joined.results.value("BEST_METHOD"), whole.results.value("BEST_METHOD"));
  QgsProcessingContext other;
  QCOMPARE(
      runAlgorithm(algorithm, parameters({{"SHARDS", folder}, {"SEED", 9}}), other).error,
      QStringLiteral(
          "'%1/part_1.jsonl' holds no training of this study, but of other samples, parameters, "
          "versions or kernels (of another kind of processor), or is damaged: make that shard again, or take "
          "the file away.")
          .arg(folder));
}

void TestAugmentationStudy::mistakesOfShardsAreNamed() {
  const auto errorOf = [&](const QVariantMap& more) {
    QgsProcessingContext context;
    return runAlgorithm(algorithm, parameters(more), context).error;
  };
  const QString file = mFolder.filePath("no.jsonl");
  QCOMPARE(
      errorOf({{"SHARD", "1/2"}, {"TRAININGS", file}}),
      QStringLiteral("TABLE: a shard does some of the trainings alone; leave it out, and ask the run with "
                     "SHARDS for it."));
  QCOMPARE(
      errorOf({{"TABLE", QVariant()}, {"SHARD", "1/2"}, {"TRAININGS", file}, {"REPORT", "no.html"}}),
      QStringLiteral("REPORT: a shard does some of the trainings alone; leave it out, and ask the run with "
                     "SHARDS for it."));
  QCOMPARE(errorOf({{"TABLE", QVariant()}, {"SHARD", "1/2"}}),
           QStringLiteral("TRAININGS: choose a file for what the shard has trained."));
  QCOMPARE(errorOf({{"TRAININGS", file}}),
           QStringLiteral("TRAININGS: they are of a shard; give SHARD as well, or leave it out."));
  QCOMPARE(
      errorOf({{"TABLE", QVariant()}, {"SHARD", "1/2"}, {"TRAININGS", file}, {"SHARDS", mFolder.path()}}),
      QStringLiteral("SHARDS: it is for the run that joins them; leave SHARD out, or SHARDS."));
  QCOMPARE(
      errorOf({{"TABLE", QVariant()}, {"SHARD", "1/37"}, {"TRAININGS", file}}),
      QStringLiteral("SHARD: the study has 36 trainings, too few for 37 parts: divide it into 36 parts at "
                     "most."));
  QCOMPARE(
      errorOf({{"SHARDS", mFolder.filePath("nowhere")}}),
      QStringLiteral("SHARDS: the folder '%1' does not exist or cannot be read; choose the folder in which "
                     "runs with a shard left their files.")
          .arg(mFolder.filePath("nowhere")));
  QDir().mkpath(mFolder.filePath("empty"));
  QCOMPARE(
      errorOf({{"SHARDS", mFolder.filePath("empty")}}),
      QStringLiteral("SHARDS: there are no trainings in the folder '%1'; choose the folder in which runs "
                     "with a shard left their TRAININGS.")
          .arg(mFolder.filePath("empty")));
}

void TestAugmentationStudy::mistakesAreNamed_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no methods") << QVariantMap{{"METHODS", QVariantList{}}}
                              << "METHODS is empty: choose at least one augmentation ('none' counts as one).";
  QTest::newRow("no orderings")
      << QVariantMap{{"ORDERINGS", QVariantList{}}}
      << "ORDERINGS is empty: choose at least one order of features, such as 'as given'.";
  QTest::newRow("no epochs") << QVariantMap{{"EPOCHS", 0}}
                             << "EPOCHS must be at least 1: choose a number such as 200.";
  const QString share =
      QStringLiteral("MIN_PRESENT is %1, but must be above 0 and at most 1: give the share of the "
                     "layers that a place needs to have data of, such as 0.5.");
  for (const double value : {0.0, 1.5})
    QTest::addRow("a share of %g", value)
        << QVariantMap{{"MISSING", "learn"}, {"MIN_PRESENT", value}} << share.arg(value);
  QTest::newRow("too many folds") << QVariantMap{{"FOLDS", 50}}
                                  << "FOLDS: 50 folds need as many observed samples of each class, and there "
                                     "are 20 deposits; choose at most that many folds, or leave-one-out.";
}

void TestAugmentationStudy::mistakesAreNamed() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(algorithm, parameters(more), context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestAugmentationStudy)
#include "test_augmentation_study.moc"
