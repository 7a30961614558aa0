#include "engine/core/duration.h"

#include <QtTest>

#include <string>
#include <vector>

using namespace prospectivity;

/// How long work is likely to take, in words, and when it is told. The clock is the test's own.
class TestDuration : public QObject {
  Q_OBJECT

 private slots:
  void durationsHaveFewDigits_data();
  void durationsHaveFewDigits();
  void whatMakesItShorterIsToldOfLongWork();
  void waysAreOneSentence();
  void theFirstPartsForetellTheWhole();
  void aShareThatIsTooSmallForetellsNothing();
  void shortWorkIsNotSpokenOf();
  void workThatIsSlowLaterIsTold();
  void listenersHearTheFractionsAsTheyAre();
};

namespace {

struct Heard {
  std::vector<std::string> messages;
  std::vector<std::string> warnings;
  std::vector<double> fractions;

  Progress progress() {
    Progress progress;
    progress.onMessage = [this](const Sentence& line) { messages.push_back(line.text()); };
    progress.onWarning = [this](const Sentence& line) { warnings.push_back(line.text()); };
    progress.onFraction = [this](double value) { fractions.push_back(value); };
    return progress;
  }
};

} // namespace

void TestDuration::durationsHaveFewDigits_data() {
  QTest::addColumn<double>("seconds");
  QTest::addColumn<QString>("text");
  QTest::newRow("none") << 0.0 << "less than a minute";
  QTest::newRow("seconds") << 59.9 << "less than a minute";
  QTest::newRow("a minute") << 60.0 << "about a minute";
  QTest::newRow("two") << 91.0 << "about 2 minutes";
  QTest::newRow("minutes") << 730.0 << "about 12 minutes";
  QTest::newRow("an hour") << 3599.0 << "about 60 minutes";
  QTest::newRow("more") << 4700.0 << "about 80 minutes";
  QTest::newRow("hours") << 9000.0 << "about 2.5 hours";
  QTest::newRow("a day") << 86400.0 << "about 24 hours";
  QTest::newRow("days") << 300000.0 << "about 3.5 days";
}

void TestDuration::durationsHaveFewDigits() {
  QFETCH(double, seconds);
  QFETCH(QString, text);
  QCOMPARE(QString::fromStdString(durationText(seconds).text()), text);
}

void TestDuration::whatMakesItShorterIsToldOfLongWork() {
  Heard heard;
  tellDuration(heard.progress(), "The map", 12, "Fewer cells help.");
  tellDuration(heard.progress(), "The map", 120, "Fewer cells help.");
  QCOMPARE(heard.messages,
           (std::vector<std::string>{"The map is likely to take less than a minute.",
                                     "The map is likely to take about 2 minutes. Fewer cells help."}));
  QVERIFY(heard.warnings.empty());
  tellDuration(heard.progress(), "The map", longWork, "Fewer cells help.");
  QCOMPARE(heard.warnings,
           std::vector<std::string>{"The map is likely to take about 5 minutes. Fewer cells help."});
}

void TestDuration::waysAreOneSentence() {
  QCOMPARE(sentenceOfWays({"fewer FOLDS"}).text(), std::string("Fewer FOLDS make it shorter."));
  QCOMPARE(sentenceOfWays({"a MASK"}).text(), std::string("A MASK makes it shorter."));
  QCOMPARE(sentenceOfWays({"fewer FOLDS", "fewer REPEATS", "a MASK"}).text(),
           std::string("Fewer FOLDS, fewer REPEATS or a MASK makes it shorter."));
}

void TestDuration::theFirstPartsForetellTheWhole() {
  Heard heard;
  double now = 100;
  const Progress told =
      tellingAhead(heard.progress(), "The map", "Fewer cells help.", 0, [&now] { return now; });
  now = 101;
  told.fraction(0.001); // too early
  QVERIFY(heard.messages.empty() && heard.warnings.empty());
  now = 103;
  told.fraction(0.01);
  QCOMPARE(heard.warnings,
           std::vector<std::string>{"The map is likely to take about 5 minutes. Fewer cells help."});
  now = 200;
  told.fraction(0.02);
  QCOMPARE(heard.warnings.size(), std::size_t{1});
  QVERIFY(heard.messages.empty());
}

void TestDuration::aShareThatIsTooSmallForetellsNothing() {
  Heard heard;
  double now = 0;
  const Progress told =
      tellingAhead(heard.progress(), "The map", "Fewer cells help.", 0.25, [&now] { return now; });
  now = 30;
  told.fraction(0.2);
  QVERIFY(heard.messages.empty() && heard.warnings.empty());
  now = 40;
  told.fraction(0.25);
  QCOMPARE(heard.messages,
           std::vector<std::string>{"The map is likely to take about 3 minutes. Fewer cells help."});
}

void TestDuration::shortWorkIsNotSpokenOf() {
  Heard heard;
  double now = 0;
  const Progress told =
      tellingAhead(heard.progress(), "The map", "Fewer cells help.", 0, [&now] { return now; });
  now = 3;
  told.fraction(0.5);
  now = 1000; // the machine stood still: what was judged stays so
  told.fraction(0.6);
  told.fraction(1);
  QVERIFY(heard.messages.empty() && heard.warnings.empty());
}

// A raster whose north has no data passes a third of its rows at once.
void TestDuration::workThatIsSlowLaterIsTold() {
  Heard heard;
  double now = 0;
  const Progress told =
      tellingAhead(heard.progress(), "The map", "Fewer cells help.", 0, [&now] { return now; });
  now = 2;
  told.fraction(0.33);
  QVERIFY(heard.messages.empty() && heard.warnings.empty());
  now = 170;
  told.fraction(0.34);
  QCOMPARE(heard.warnings,
           std::vector<std::string>{"The map is likely to take about 8 minutes. Fewer cells help."});
}

void TestDuration::listenersHearTheFractionsAsTheyAre() {
  Heard heard;
  double now = 0;
  const Progress told =
      tellingAhead(heard.progress().part(0, 0.5), "The map", "Fewer cells help.", 0, [&now] { return now; });
  now = 10;
  told.fraction(0.1);
  told.fraction(1);
  QCOMPARE(heard.fractions, (std::vector<double>{0.05, 0.5}));
  // 10 seconds for a tenth of the part, whatever the part is of the whole.
  QCOMPARE(heard.messages,
           std::vector<std::string>{"The map is likely to take about 2 minutes. Fewer cells help."});
  tellingAhead(Progress(), "The map", "", 0, [&now] { return now; }).fraction(0.5); // nobody listens
}

QTEST_APPLESS_MAIN(TestDuration)
#include "test_duration.moc"
