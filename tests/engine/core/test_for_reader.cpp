#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace prospectivity;

/// What readers of reports see: English, or what a translation says for it, around the same values.
class TestForReader : public QObject {
  Q_OBJECT

 private slots:
  void cleanup() { setReaderLanguage({}); }
  void withoutALanguageItIsEnglish();
  void aLanguageGetsTheSentenceWithItsValues();
  void intervalsKeepTheirNumbers();
  void aLanguageMayGoWhileItIsRead();
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

/// As when the plugin is switched off during a run.
void TestForReader::aLanguageMayGoWhileItIsRead() {
  std::atomic<bool> isOver{false};
  std::atomic<int> strange{0};
  std::thread run([&] {
    while (!isOver) {
      const std::string text = forReader({"%1 samples", 12});
      if (text != "12 samples" && text != "12 Proben")
        ++strange;
    }
  });
  for (int i = 0; i < 20000; ++i) {
    setReaderLanguage([other = std::string("%1 Proben")](const Sentence& english) {
      return Sentence(other, english.values()).text();
    });
    setReaderLanguage({});
  }
  isOver = true;
  run.join();
  QCOMPARE(strange.load(), 0);
}

QTEST_APPLESS_MAIN(TestForReader)
#include "test_for_reader.moc"
