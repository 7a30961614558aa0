#include "engine/core/grid.h"

#include <QtTest>

#include <cmath>

using prospectivity::Grid;
using prospectivity::Point;

class TestGrid : public QObject {
  Q_OBJECT

 private slots:
  void cellCentersOfANorthUpGrid();
  void locateInvertsCenter_data();
  void locateInvertsCenter();
  void pointsOutsideAreNotLocated();
  void gridsMatchWithinAThousandthOfACell();
};

namespace {
Grid northUp() {
  return {{500000, 500, 0, 2900000, 0, -500}, 3, 2, ""};
}
} // namespace

void TestGrid::cellCentersOfANorthUpGrid() {
  const Point center = northUp().center(2, 1);
  QCOMPARE(center.x, 501250.0);
  QCOMPARE(center.y, 2899250.0);
  QCOMPARE(northUp().cellWidth(), 500.0);
  QCOMPARE(northUp().cells(), std::size_t{6});
}

void TestGrid::locateInvertsCenter_data() {
  QTest::addColumn<QVector<double>>("transform");
  QTest::newRow("north up") << QVector<double>{500000, 500, 0, 2900000, 0, -500};
  QTest::newRow("south up") << QVector<double>{500000, 500, 0, 2900000, 0, 500};
  QTest::newRow("rotated by 30 degrees")
      << QVector<double>{1000, 10 * std::cos(0.5236), 10 * std::sin(0.5236),
                         2000, 10 * std::sin(0.5236), -10 * std::cos(0.5236)};
  QTest::newRow("columns run south") << QVector<double>{0, 0, 2, 0, -3, 0};
}

void TestGrid::locateInvertsCenter() {
  QFETCH(QVector<double>, transform);
  Grid grid = northUp();
  std::copy(transform.begin(), transform.end(), grid.transform.begin());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      int foundColumn = -1;
      int foundRow = -1;
      QVERIFY(grid.locate(grid.center(column, row), foundColumn, foundRow));
      QCOMPARE(foundColumn, column);
      QCOMPARE(foundRow, row);
    }
}

void TestGrid::pointsOutsideAreNotLocated() {
  int column = 0;
  int row = 0;
  QVERIFY(!northUp().locate({499999, 2899900}, column, row));
  QVERIFY(!northUp().locate({501500, 2899900}, column, row)); // the far edge belongs to the next cell
  QVERIFY(!northUp().locate({500100, 2900001}, column, row));
  QVERIFY(!northUp().locate({std::nan(""), 2899900}, column, row));
}

void TestGrid::gridsMatchWithinAThousandthOfACell() {
  Grid moved = northUp();
  moved.transform[0] += 0.4;
  QVERIFY(northUp().matches(moved));
  moved.transform[0] += 0.2;
  QVERIFY(!northUp().matches(moved));
  Grid larger = northUp();
  larger.columns = 4;
  QVERIFY(!northUp().matches(larger));
}

QTEST_APPLESS_MAIN(TestGrid)
#include "test_grid.moc"
