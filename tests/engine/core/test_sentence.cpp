#include "engine/core/error.h"

#include <QtTest>

#include <set>
#include <type_traits>

using namespace prospectivity;

/// Sentences that know what they were made of, and errors that carry them.
class TestSentence : public QObject {
  Q_OBJECT

 private slots:
  void valuesStandInTheirPlaces_data();
  void valuesStandInTheirPlaces();
  void theReaderReadsHisOwnNames();
  void aSentenceWithinASentenceKeepsItsSubjects();
  void aTranslationPutsTheSameValuesElsewhere();
  void whatASentenceIsAboutComesFirst();
  void errorsCarryTheirSentence();
  void everySubjectHasWordsOfItsOwn();
};

namespace {

/// As a dialog in capital letters might call them.
std::string shout(Subject subject) {
  return QString(wordsOf(subject)).toUpper().replace(' ', '_').toStdString();
}

} // namespace

void TestSentence::valuesStandInTheirPlaces_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, const Sentence& sentence, const char* expected) {
    QTest::newRow(name) << QString::fromStdString(sentence.text()) << expected;
  };
  const std::string file = "%1 of 50 %.tif";
  row("in order", {"'%1' has %2 of %3 cells.", "W.tif", 7, std::size_t{90}}, "'W.tif' has 7 of 90 cells.");
  row("in another order", {"%2 before %1", "a", "b"}, "b before a");
  row("twice", {"%1 and %1", "a"}, "a and a");
  row("a value with a place in it", {"%1, %2", file, "b"}, "%1 of 50 %.tif, b");
  row("a sentence as it stands", "'" + file + "' is %2 wide", "'%1 of 50 %.tif' is %2 wide");
  row("a literal as it stands", "100 %1", "100 %1");
  row("per cent", {"%1 %, 5 %0 and %", 80}, "80 %, 5 %0 and %");
  row("a place without a value", {"%1 and %2", "a"}, "a and %2");
  row("a tenth place", {"%10", "a"}, "a0");
  row("numbers below 0", {"%1", -3}, "-3");
  row("a subject", {"lower %1 by %2", Subject::LearningRate, "a half"}, "lower learning rate by a half");
  row("a subject at the beginning", {"%1 is empty", Subject::Filters}, "Filters is empty");
  row("a name at the beginning", {"%1 is empty", "faults"}, "faults is empty");
}

void TestSentence::valuesStandInTheirPlaces() {
  QFETCH(QString, text);
  QFETCH(QString, expected);
  QCOMPARE(text, expected);
}

void TestSentence::theReaderReadsHisOwnNames() {
  const Sentence sentence("%1 of %2: choose a larger %1, or fewer %3.", Subject::CellSize, 30,
                          Subject::Filters);
  QCOMPARE(sentence.text(), std::string("Cell size of 30: choose a larger cell size, or fewer filters."));
  QCOMPARE(sentence.text(shout),
           std::string("CELL_SIZE of 30: choose a larger CELL_SIZE, or fewer FILTERS."));
  QCOMPARE(Sentence("cell size, filters").text(shout), std::string("cell size, filters"));
}

void TestSentence::aSentenceWithinASentenceKeepsItsSubjects() {
  const std::string fold = "fold %1";
  const Sentence inner("%1 is %2.", Subject::Neighbors, 5);
  const Sentence outer("In %1: %2", fold, inner);
  QCOMPARE(outer.text(shout), std::string("In fold %1: NUMBER_OF_NEIGHBOURS is 5."));
  QCOMPARE(Sentence("%1 %2", outer, "Over.").text(shout),
           std::string("In fold %1: NUMBER_OF_NEIGHBOURS is 5. Over."));
}

void TestSentence::aTranslationPutsTheSameValuesElsewhere() {
  const Sentence sentence("%1 names '%2' twice.", Subject::CustomOrder, "W");
  QCOMPARE(sentence.pattern(), std::string("%1 names '%2' twice."));
  const Sentence translated(std::string("'%2' kommt in %1 zweimal vor."), sentence.values());
  QCOMPARE(translated.text(shout), std::string("'W' kommt in CUSTOM_ORDER zweimal vor."));
}

void TestSentence::whatASentenceIsAboutComesFirst() {
  QVERIFY(Sentence("%1 is less than %2.", Subject::Folds, Subject::Repeats).subject() == Subject::Folds);
  QVERIFY(!Sentence("The file '%1' is no %2.", "W.tif", Subject::Reference).subject());
  QVERIFY(!Sentence("The run went wrong.").subject());
}

void TestSentence::errorsCarryTheirSentence() {
  try {
    throw Error("%1 of %2 is too large for '%3'.", Subject::CellSize, 30, std::string("%2.tif"));
  } catch (const std::exception& error) {
    QCOMPARE(QString(error.what()), QStringLiteral("Cell size of 30 is too large for '%2.tif'."));
    const auto& known = dynamic_cast<const Error&>(error);
    QVERIFY(known.subject() == Subject::CellSize);
    const Error wrapped("%1: %2", "OUTPUT", known.sentence());
    QCOMPARE(wrapped.sentence().text(shout),
             std::string("OUTPUT: CELL_SIZE of 30 is too large for '%2.tif'."));
    QVERIFY(!wrapped.subject());
  }
  const std::string file = "100 %1.tif";
  QCOMPARE(QString(Error("'" + file + "' cannot be read.").what()),
           QStringLiteral("'100 %1.tif' cannot be read."));
  QVERIFY(!Error("'" + file + "' cannot be read.").subject());
  QCOMPARE(QString(Error("There is no %1.").what()), QStringLiteral("There is no %1."));
  QVERIFY(std::is_nothrow_copy_constructible_v<Error>);
}

void TestSentence::everySubjectHasWordsOfItsOwn() {
  std::set<std::string> all;
  for (int i = 0; i < subjectCount; ++i) {
    const std::string words = wordsOf(static_cast<Subject>(i));
    QVERIFY(!words.empty());
    QVERIFY2(all.insert(words).second, words.c_str());
  }
}

QTEST_APPLESS_MAIN(TestSentence)
#include "test_sentence.moc"
