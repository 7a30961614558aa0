#include "engine/core/error.h"
#include "engine/network/layer_sizes.h"

#include <QtTest>

using namespace prospectivity;

/// FILTERS and DENSE as people type them.
class TestLayerSizes : public QObject {
  Q_OBJECT

 private slots:
  void listsAreRead();
  void otherTextsAreNamed_data();
  void otherTextsAreNamed();
};

void TestLayerSizes::listsAreRead() {
  QCOMPARE(parseLayerSizes("16,32", "FILTERS"), (std::vector<int>{16, 32}));
  QCOMPARE(parseLayerSizes(" +8 , -4 ,\t0\n", "FILTERS"), (std::vector<int>{8, -4, 0}));
  QCOMPARE(parseLayerSizes("2147483647", "FILTERS"), std::vector<int>{2147483647});
  for (const char* none : {"", "  ", "none", " None ", "NONE"})
    QVERIFY(parseLayerSizes(none, "DENSE").empty());
}

void TestLayerSizes::otherTextsAreNamed_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"16;32", "16,", ",16", "16,,32", "16 32", "1.5", "1e3", "0x10", "2147483648",
                           "+-5", "+", "none,16", "nonesuch", "sixteen"})
    QTest::newRow(text) << text;
}

void TestLayerSizes::otherTextsAreNamed() {
  QFETCH(QString, text);
  QString sentence;
  try {
    parseLayerSizes(text.toStdString(), "FILTERS");
  } catch (const Error& error) {
    sentence = QString::fromUtf8(error.what());
  }
  QCOMPARE(sentence,
           "FILTERS: '" + text +
               "' is not a list of whole numbers; write numbers separated by commas, such as '16,32'.");
}

QTEST_APPLESS_MAIN(TestLayerSizes)
#include "test_layer_sizes.moc"
