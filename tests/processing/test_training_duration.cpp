#include "processing/model/training_duration.h"

#include <QtTest>

using namespace prospectivity;

/// From when on trainings foretell how long they take, and what is said to make them shorter: nothing that
/// the call at hand has no use for.
class TestTrainingDuration : public QObject {
  Q_OBJECT

 private slots:
  void networksForetellWithinTheFirstTrainings();
  void othersForetellAtTheirEnds();
  void onlyWhatIsUsedMakesItShorter_data();
  void onlyWhatIsUsedMakesItShorter();
};

// Five folds on sixteen threads run all at once: nothing would be told before their end.
void TestTrainingDuration::networksForetellWithinTheFirstTrainings() {
  for (const std::size_t trainings : {1, 5, 16})
    QVERIFY(shareToJudge(trainings, 16, true) < 0.5);
  QCOMPARE(shareToJudge(100, 2, true), 0.02);
}

void TestTrainingDuration::othersForetellAtTheirEnds() {
  QCOMPARE(shareToJudge(100, 50, false), 0.5);
  QVERIFY(shareToJudge(5, 16, false) >= 1);
}

void TestTrainingDuration::onlyWhatIsUsedMakesItShorter_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<int>("folds");
  QTest::addColumn<int>("repeats");
  QTest::addColumn<int>("members");
  QTest::addColumn<bool>("hasQuickLook");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, SplitMethod method, int folds, int repeats, int members,
                      bool hasQuickLook, const char* sentence) {
    QTest::newRow(name) << static_cast<int>(method) << folds << repeats << members << hasQuickLook
                        << QString::fromLatin1(sentence);
  };
  row("folds", SplitMethod::StratifiedKFold, 5, 2, 5, false,
      "Fewer FOLDS, fewer REPEATS or fewer MEMBERS make it shorter.");
  row("blocks, once", SplitMethod::SpatialBlocks, 5, 1, 1, false, "Fewer FOLDS make it shorter.");
  row("a preset", SplitMethod::StratifiedKFold, 5, 1, 5, true,
      "Fewer FOLDS or fewer MEMBERS make it shorter. PRESET quick-look takes few of those that are left at "
      "their defaults.");
  row("holdout", SplitMethod::Holdout, 5, 3, 1, false, "Fewer REPEATS make it shorter.");
  row("one holdout", SplitMethod::Holdout, 5, 1, 1, true, "Fewer samples make it shorter.");
  row("leave-one-out", SplitMethod::LeaveOneOut, 5, 20, 5, false,
      "A VALIDATION of folds or fewer MEMBERS make it shorter.");
}

void TestTrainingDuration::onlyWhatIsUsedMakesItShorter() {
  QFETCH(int, method);
  QFETCH(int, folds);
  QFETCH(int, repeats);
  QFETCH(int, members);
  QFETCH(bool, hasQuickLook);
  QFETCH(QString, sentence);
  SplitOptions split;
  split.method = static_cast<SplitMethod>(method);
  split.folds = folds;
  split.repeats = repeats;
  QCOMPARE(QString::fromStdString(shorterJudgement(split, members, hasQuickLook).text()), sentence);
}

QTEST_APPLESS_MAIN(TestTrainingDuration)
#include "test_training_duration.moc"
