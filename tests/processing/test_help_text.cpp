#include "processing/frame/help_text.h"
#include "tests/processing/processing_fixture.h"

#include <QRegularExpression>

using namespace prospectivity;

/// What users read of a help that stands in the source as prose.
class TestHelpText : public QObject {
  Q_OBJECT

 private slots:
  void linesBecomeParagraphs_data();
  void linesBecomeParagraphs();
  void everyHelpHasWholeParagraphs();
};

void TestHelpText::linesBecomeParagraphs_data() {
  QTest::addColumn<QByteArray>("source");
  QTest::addColumn<QString>("help");
  QTest::newRow("nothing") << QByteArray() << QString();
  QTest::newRow("blank lines alone") << QByteArray("\n\n") << QString();
  QTest::newRow("one line") << QByteArray("One.") << "One.";
  QTest::newRow("a line break is a blank") << QByteArray("One\ntwo.\n") << "One two.";
  QTest::newRow("a blank line parts paragraphs")
      << QByteArray("\nOne\ntwo.\n\nThree.\n") << "One two.\n\nThree.";
  QTest::newRow("several blank lines do no more") << QByteArray("One.\n\n\n \nTwo.") << "One.\n\nTwo.";
  QTest::newRow("items of a list") << QByteArray("Both:\n  1. one,\nor so;\n  2. two.\n\nEnd.")
                                   << "Both:\n1. one, or so;\n2. two.\n\nEnd.";
  QTest::newRow("a paragraph that is set in") << QByteArray("One.\n\n  Two.") << "One.\n\nTwo.";
  QTest::newRow("letters of other languages")
      << QByteArray("Zimmermann\n& M\xc3\xbcller") << QString::fromUtf8("Zimmermann & M\xc3\xbcller");
}

void TestHelpText::linesBecomeParagraphs() {
  QFETCH(QByteArray, source);
  QFETCH(QString, help);
  QCOMPARE(helpText(source.constData()), help);
}

// A break in the middle of a sentence, two blanks or a place for a text that was never put in would be seen
// in the dialog.
void TestHelpText::everyHelpHasWholeParagraphs() {
  const QRegularExpression broken(QStringLiteral("[^\\n.:;]\\n|  |\\n\\n\\n|^\\s|\\s$|%[0-9]"));
  for (const QgsProcessingAlgorithm* algorithm :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms()) {
    const QString help = algorithm->shortHelpString();
    const QRegularExpressionMatch found = broken.match(help);
    QVERIFY2(algorithm->name() == QLatin1String("prospectivitychain") || !found.hasMatch(),
             qPrintable(algorithm->name() + ": " +
                        help.mid(std::max(0, static_cast<int>(found.capturedStart()) - 40), 80)));
  }
}

PROCESSING_TEST_MAIN(TestHelpText)
#include "test_help_text.moc"
