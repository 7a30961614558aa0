#include "engine/samples/label_coding.h"
#include "engine/samples/text_numbers.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// Numbers and labels of tables that keep everything as text.
class TestTextNumbers : public QObject {
  Q_OBJECT

 private slots:
  void aTextIsANumberAsAWhole_data();
  void aTextIsANumberAsAWhole();
  void theMarkIsFoundForAWholeColumn();
  void commasThatMayGroupAreTold();
  void whatIsNoNumberIsNamed();
  void labelsAreUnderstoodByWhatTheyHold_data();
  void labelsAreUnderstoodByWhatTheyHold();
};

namespace {

TextColumn columnOf(const std::vector<std::string>& texts) {
  TextColumn column;
  for (const std::string& text : texts)
    column.add(text);
  return column;
}

} // namespace

void TestTextNumbers::aTextIsANumberAsAWhole_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("comma");
  QTest::addColumn<bool>("isNumber");
  QTest::addColumn<double>("value");
  const double none = std::numeric_limits<double>::quiet_NaN();
  QTest::newRow("plain") << "1.5" << false << true << 1.5;
  QTest::newRow("blanks, sign, exponent") << " -1.5E3\t" << false << true << -1500.0;
  QTest::newRow("plus") << "+2" << false << true << 2.0;
  QTest::newRow("no leading zero") << "-.5" << false << true << -0.5;
  QTest::newRow("comma") << "-0,25" << true << true << -0.25;
  QTest::newRow("comma where points divide") << "0,25" << false << false << none;
  QTest::newRow("point where commas divide") << "0.25" << true << false << none;
  QTest::newRow("groups") << "1,234,567" << true << false << none;
  QTest::newRow("unit") << "5 ppm" << false << false << none;
  QTest::newRow("below detection") << "<0.5" << false << false << none;
  QTest::newRow("infinity") << "inf" << false << false << none;
  QTest::newRow("hexadecimal") << "0x10" << false << false << none;
  QTest::newRow("two signs") << "+-1" << false << false << none;
  QTest::newRow("sign alone") << "+" << false << false << none;
  QTest::newRow("empty") << "" << false << true << none;
  QTest::newRow("missing") << " N/A " << true << true << none;
}

void TestTextNumbers::aTextIsANumberAsAWhole() {
  QFETCH(QString, text);
  QFETCH(bool, comma);
  QFETCH(bool, isNumber);
  QFETCH(double, value);
  const std::optional<double> number =
      numberIn(text.toStdString(), comma ? DecimalMark::Comma : DecimalMark::Point);
  QCOMPARE(number.has_value(), isNumber);
  if (isNumber && std::isnan(value))
    QVERIFY(std::isnan(*number));
  else if (isNumber)
    QCOMPARE(*number, value);
}

void TestTextNumbers::theMarkIsFoundForAWholeColumn() {
  QVERIFY(columnOf({"1.5", "2", "n.d."}).mark() == DecimalMark::Point);
  const TextColumn commas = columnOf({"1,5", "2", "", "-0,125"});
  QVERIFY(commas.mark() == DecimalMark::Comma);
  QCOMPARE(commas.numbers(), std::size_t{3});
  QCOMPARE(commas.values(), std::size_t{3});
  QVERIFY(!commas.mayGroupThousands());
  QVERIFY(columnOf({"1", "2"}).mark() == DecimalMark::Point);
}

void TestTextNumbers::commasThatMayGroupAreTold() {
  QVERIFY(columnOf({"1,250", "12,500", "-999"}).mayGroupThousands());
  QVERIFY(!columnOf({"1,250", "0,500"}).mayGroupThousands());
  QVERIFY(!columnOf({"1,250", "1,25"}).mayGroupThousands());
}

void TestTextNumbers::whatIsNoNumberIsNamed() {
  const TextColumn column = columnOf({"1,5", "<0,5", "2,5", "x"});
  QCOMPARE(column.numbers(), std::size_t{2});
  QCOMPARE(column.firstOther(), std::string("<0,5"));
}

void TestTextNumbers::labelsAreUnderstoodByWhatTheyHold_data() {
  QTest::addColumn<QStringList>("texts");
  QTest::addColumn<QVector<int>>("labels"); // -1: none; empty: not understood
  QTest::newRow("plain") << QStringList{"1", "0", "1.0", ""} << QVector<int>{1, 0, 1, -1};
  QTest::newRow("minus one") << QStringList{"1", "-1", "-1.0"} << QVector<int>{1, 0, 0};
  QTest::newRow("yes and no") << QStringList{"Yes", "NO", "n/a"} << QVector<int>{1, 0, -1};
  QTest::newRow("true and false") << QStringList{"true", "False"} << QVector<int>{1, 0};
  QTest::newRow("words") << QStringList{"deposit", "Non-deposit", "non deposit"} << QVector<int>{1, 0, 0};
  QTest::newRow("one class") << QStringList{"no", "no"} << QVector<int>{0, 0};
  QTest::newRow("three values") << QStringList{"1", "0", "-1"} << QVector<int>{};
  QTest::newRow("codes") << QStringList{"1", "2"} << QVector<int>{};
  QTest::newRow("two codings") << QStringList{"yes", "0"} << QVector<int>{};
  QTest::newRow("names") << QStringList{"Cu", "Zn"} << QVector<int>{};
}

void TestTextNumbers::labelsAreUnderstoodByWhatTheyHold() {
  QFETCH(QStringList, texts);
  QFETCH(QVector<int>, labels);
  std::vector<std::string> all;
  for (const QString& text : texts)
    all.push_back(text.toStdString());
  const std::optional<LabelCoding> coding = LabelCoding::of(all);
  QCOMPARE(coding.has_value(), !labels.isEmpty());
  for (int i = 0; i < labels.size(); ++i)
    QCOMPARE(coding->labelOf(all[static_cast<std::size_t>(i)]).value_or(-1), labels[i]);
}

QTEST_APPLESS_MAIN(TestTextNumbers)
#include "test_text_numbers.moc"
