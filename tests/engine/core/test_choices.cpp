#include "engine/core/choices.h"

#include <QtTest>

using namespace prospectivity;

/// An entry of a table of choices is found by number, id and title, and by nothing that is only like them.
class TestChoices : public QObject {
  Q_OBJECT

 private slots:
  void textsAreFound_data();
  void textsAreFound();
  void idsAreListed();
};

namespace {

const Choices choices{{"none", "None"}, {"stratified-k-fold", "Stratified k-fold"}, {"f1", "F1"}};

} // namespace

void TestChoices::textsAreFound_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("number"); // -1: none
  QTest::newRow("number") << "1" << 1;
  QTest::newRow("number with blanks") << " 2 " << 2;
  QTest::newRow("id") << "stratified-k-fold" << 1;
  QTest::newRow("id with underscores") << "stratified_k_fold" << 1;
  QTest::newRow("title") << "Stratified k-fold" << 1;
  QTest::newRow("upper case") << "NONE" << 0;
  QTest::newRow("id that ends in a number") << "f1" << 2;
  QTest::newRow("number beyond the last") << "3" << -1;
  QTest::newRow("negative number") << "-1" << -1;
  QTest::newRow("number and more") << "1x" << -1;
  QTest::newRow("decimal number") << "1.0" << -1;
  QTest::newRow("number too large for an integer") << "99999999999999999999" << -1;
  QTest::newRow("part of an id") << "stratified" << -1;
  QTest::newRow("nothing") << "" << -1;
  QTest::newRow("blanks") << "  " << -1;
}

void TestChoices::textsAreFound() {
  QFETCH(QString, text);
  QFETCH(int, number);
  QCOMPARE(numberOf(choices, text.toStdString()).value_or(-1), number);
}

void TestChoices::idsAreListed() {
  QCOMPARE(idsOf(choices), std::string("none, stratified-k-fold, f1"));
}

QTEST_GUILESS_MAIN(TestChoices)
#include "test_choices.moc"
