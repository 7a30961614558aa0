#include "engine/core/input_layout.h"

#include <QtTest>

#include <set>

using namespace prospectivity;

/// What a row of a model's input is: each column is one cell of one feature's window.
class TestInputLayout : public QObject {
  Q_OBJECT

 private slots:
  void everyColumnIsOneCellOfOneFeature_data();
  void everyColumnIsOneCellOfOneFeature();
};

void TestInputLayout::everyColumnIsOneCellOfOneFeature_data() {
  QTest::addColumn<int>("window");
  for (const int window : {1, 3, 5, 11})
    QTest::newRow(qPrintable(QString::number(window))) << window;
}

void TestInputLayout::everyColumnIsOneCellOfOneFeature() {
  QFETCH(int, window);
  const InputLayout layout{4, window};
  std::set<std::size_t> columns;
  for (std::size_t feature = 0; feature < layout.features; ++feature) {
    for (std::size_t cell = 0; cell < layout.cells(); ++cell) {
      QCOMPARE(layout.featureOf(layout.at(feature, cell)), feature);
      columns.insert(layout.at(feature, cell));
    }
    QCOMPARE(layout.at(feature, 0, 0), layout.at(feature, 0));
    QCOMPARE(layout.at(feature, window - 1, window - 1), layout.at(feature, layout.cells() - 1));
    QCOMPARE(layout.center(feature), layout.at(feature, layout.cells() / 2));
  }
  QCOMPARE(columns.size(), layout.columns());
  QCOMPARE(*columns.rbegin(), layout.columns() - 1);

  const InputLayout found = InputLayout::ofColumns(layout.columns(), layout.features);
  QCOMPARE(found.features, layout.features);
  QCOMPARE(found.window, window);
}

QTEST_GUILESS_MAIN(TestInputLayout)
#include "test_input_layout.moc"
