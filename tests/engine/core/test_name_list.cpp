#include "engine/core/error.h"
#include "engine/core/name_list.h"

#include <QtTest>

using namespace prospectivity;

/// Lists of names, whatever the names hold.
class TestNameList : public QObject {
  Q_OBJECT

 private slots:
  void plainListsStayPlain();
  void everyNameSurvivesTheList_data();
  void everyNameSurvivesTheList();
  void anOpenQuotationMarkIsNamed();
  void longListsAreReadInOnePass();
};

void TestNameList::plainListsStayPlain() {
  QCOMPARE(namesIn(" W, Sn ,,unit=granite", ',', "P"), (std::vector<std::string>{"W", "Sn", "unit=granite"}));
  QCOMPARE(namesIn("5\" core,W", ',', "P"), (std::vector<std::string>{"5\" core", "W"}));
  QCOMPARE(quotedName("unit=granite"), std::string("unit=granite"));
  QCOMPARE(partsOf("\"a;b\"=log; W=log", ';', "P"), (std::vector<std::string>{"\"a;b\"=log", "W=log"}));
}

void TestNameList::everyNameSurvivesTheList_data() {
  QTest::addColumn<QString>("name");
  for (const char* name :
       {"W", "Cu, ppm", "a;b", "a=b", "5\" core", "\"x\"", " edge ", "\"", "a\"\"b, c", "\",\""})
    QTest::newRow(name) << QString::fromLatin1(name);
}

void TestNameList::everyNameSurvivesTheList() {
  QFETCH(QString, name);
  const std::string one = name.toStdString();
  for (const char separator : {',', ';'})
    QCOMPARE(namesIn("W" + std::string(1, separator) + ' ' + quotedName(one) + separator + quotedName(one),
                     separator, "P"),
             (std::vector<std::string>{"W", one, one}));
}

void TestNameList::anOpenQuotationMarkIsNamed() {
  try {
    namesIn("W,\"Cu, ppm", ',', "CUSTOM_ORDER");
    QFAIL("the mark was taken for closed");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()),
             QStringLiteral("CUSTOM_ORDER: the quotation mark of '\"Cu, ppm' is not closed: write names with "
                            "commas, semicolons or equals signs as \"Cu, ppm\"."));
  }
}

/// Time that grew with the square of the length would be hours.
void TestNameList::longListsAreReadInOnePass() {
  const std::size_t length = 1000000;
  std::string marks = "a";
  for (std::size_t i = 0; i < length; ++i)
    marks += "\"b";
  QCOMPARE(namesIn(marks, ',', "P"), std::vector<std::string>{marks});
  const std::string doubled(2 * length, '"');
  QCOMPARE(namesIn(doubled, ',', "P").front().size(), length - 1);
  const std::string blanks(length, ' ');
  QCOMPARE(namesIn(blanks + "a" + blanks + "\"" + blanks + ",b", ',', "P").back(), std::string("b"));
}

QTEST_APPLESS_MAIN(TestNameList)
#include "test_name_list.moc"
