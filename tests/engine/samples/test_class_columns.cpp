#include "engine/samples/class_columns.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// Names with equals signs are classes of a layer where the values are.
class TestClassColumns : public QObject {
  Q_OBJECT

 private slots:
  void quantitiesNamedLikeClassesAreDescribed_data();
  void quantitiesNamedLikeClassesAreDescribed();
  void whatIsDescribedStaysSo();
};

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Features "Cu=AAS", "Cu=ICP" and "W".
SampleTable tableOf(const QVector<double>& values) {
  SampleTable table;
  table.features = {"Cu=AAS", "Cu=ICP", "W"};
  const Eigen::Index rows = values.size() / 2;
  table.values = Matrix::Constant(rows, 3, 7);
  for (Eigen::Index row = 0; row < rows; ++row)
    for (Eigen::Index column = 0; column < 2; ++column)
      table.values(row, column) = values[static_cast<int>(2 * row + column)];
  return table;
}

} // namespace

void TestClassColumns::quantitiesNamedLikeClassesAreDescribed_data() {
  QTest::addColumn<QVector<double>>("values"); // of both, row by row
  QTest::addColumn<bool>("areQuantities");
  QTest::newRow("assays") << QVector<double>{12, 14, 0, 1, 3.5, 3} << true;
  QTest::newRow("small numbers") << QVector<double>{0.2, 0.9, 0.1, 0.4} << true;
  QTest::newRow("below zero") << QVector<double>{-0.5, 0.2, 0, 1} << true;
  QTest::newRow("both at once") << QVector<double>{1, 1, 0, 1} << true;
  QTest::newRow("classes") << QVector<double>{1, 0, 0, 1, 0, 0, missing, missing} << false;
  QTest::newRow("shares of a cell") << QVector<double>{0.7, 0.3, 0, 1, 0.25, 0.25} << false;
}

void TestClassColumns::quantitiesNamedLikeClassesAreDescribed() {
  QFETCH(QVector<double>, values);
  QFETCH(bool, areQuantities);
  SampleTable table = tableOf(values);
  describeNamedLikeClasses(table);
  QCOMPARE(table.descriptions.size(), std::size_t{areQuantities ? 3U : 0U});
  if (!areQuantities)
    return;
  QVERIFY(table.descriptions[0].kind == FeatureKind::Quantity);
  QVERIFY(table.descriptions[1].kind == FeatureKind::Quantity);
  QVERIFY(table.descriptions[2].kind == FeatureKind::Unknown);
}

void TestClassColumns::whatIsDescribedStaysSo() {
  SampleTable table = tableOf({12, 14, 0, 1});
  table.descriptions.resize(3);
  table.descriptions[0].kind = table.descriptions[1].kind = FeatureKind::Indicator;
  describeNamedLikeClasses(table);
  QVERIFY(table.descriptions[0].kind == FeatureKind::Indicator);
}

QTEST_APPLESS_MAIN(TestClassColumns)
#include "test_class_columns.moc"
