#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"

#include <QtTest>

using namespace prospectivity;

/// What readers of reports see: English, or what a translation says for it, around the same values.
class TestForReader : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { setReaderLanguage({}); }
  void withoutALanguageItIsEnglish();
  void aLanguageGetsTheSentenceWithItsValues();
  void intervalsKeepTheirNumbers();
};

namespace {

/// Knows two patterns.
std::string spoken(const Sentence& english) {
  if (english.pattern() == "%1 to %2")
    return Sentence(std::string("%1 bis %2"), english.values()).text();
  if (english.pattern() == "%1 samples")
    return Sentence(std::string("%1 Proben"), english.values()).text();
  return english.text();
}

} // namespace

void TestForReader::withoutALanguageItIsEnglish() {
  QCOMPARE(forReader("Learning curves"), std::string("Learning curves"));
  QCOMPARE(forReader({"%1 samples", 12}), std::string("12 samples"));
}

void TestForReader::aLanguageGetsTheSentenceWithItsValues() {
  setReaderLanguage(spoken);
  QCOMPARE(forReader({"%1 samples", 12}), std::string("12 Proben"));
  QCOMPARE(forReader({"%1 samples", "%1"}), std::string("%1 Proben"));
  QCOMPARE(forReader("12 samples"), std::string("12 samples")); // what is ready is looked up as it stands
  setReaderLanguage({});
  QCOMPARE(forReader({"%1 samples", 12}), std::string("12 samples"));
}

void TestForReader::intervalsKeepTheirNumbers() {
  const QString english = QString::fromStdString(formatWithInterval(0.81, 0.74, 0.88));
  QCOMPARE(english, QStringLiteral("0.81 (0.74 to 0.88)"));
  setReaderLanguage(spoken);
  QCOMPARE(QString::fromStdString(formatWithInterval(0.81, 0.74, 0.88)),
           QString(english).replace(QStringLiteral(" to "), QStringLiteral(" bis ")));
}

QTEST_APPLESS_MAIN(TestForReader)
#include "test_for_reader.moc"
