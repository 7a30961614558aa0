#include "engine/core/error.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/equal_samples.h"
#include "engine/samples/missing_values.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace prospectivity;

/// What samples that lack values are worth to a training.
class TestMissingValues : public QObject {
  Q_OBJECT

 private slots:
  void fillsAreMeansAndModes();
  void windowsAreFilledCellByCell();
  void windowsOfCodesAreFilledByACode();
  void windowsOfBandsAreFilledByAClassOfCells();
  void classesAreFoundInSpiteOfHoles();
  void aMissingValueEqualsAMissingOne();
  void whatTeachesNothingIsNamed_data();
  void whatTeachesNothingIsNamed();
  void holesAreCountedByLayer();
  void unequalHolesAreMoreThanChance();
};

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

SampleTable tableOf(const std::vector<std::string>& features, const std::vector<std::vector<double>>& rows) {
  SampleTable table;
  table.features = features;
  table.values.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(features.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < features.size(); ++j)
      table.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
    table.labels.push_back(static_cast<int>(i % 2));
    table.ids.push_back(static_cast<std::int64_t>(i));
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({static_cast<double>(i), 0});
  }
  return table;
}

std::vector<std::size_t> allRows(const SampleTable& table) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

} // namespace

void TestMissingValues::fillsAreMeansAndModes() {
  SampleTable table = tableOf(
      {"Cu", "unit", "rock=1", "rock=2", "empty"},
      {{1.5, 3, 0, 1, none}, {none, 3, 0, 1, none}, {4.5, none, 1, 0, none}, {none, 8, none, none, none}});
  table.descriptions.resize(5);
  table.descriptions[1].kind = FeatureKind::Codes;
  QCOMPARE(fillValues(table), (std::vector<double>{3, 3, 0, 1, 0}));
  const auto classes = mostFrequentClasses(table);
  QVERIFY(!classes[0] && classes[1] == 3.0 && classes[2] == 0.0 && classes[3] == 1.0);
}

void TestMissingValues::windowsAreFilledCellByCell() {
  std::vector<std::string> columns;
  for (int cell = 0; cell < 9; ++cell)
    columns.push_back("Cu[" + std::to_string(cell / 3 - 1) + "," + std::to_string(cell % 3 - 1) + "]");
  const SampleTable table = tableOf(
      columns, {{1.5, none, 2, 3, 4, 5, 6, 7, 8}, {none, none, none, none, none, none, none, none, 9.5}});
  const SampleTable cells = cellsOf(table, 3);
  QCOMPARE(cells.features, std::vector<std::string>{"Cu"});
  QCOMPARE(cells.size(), std::size_t{18});
  QCOMPARE(cells.labels[8], 0);
  QCOMPARE(cells.labels[9], 1);
  QCOMPARE(fillValues(cells), std::vector<double>{(1.5 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9.5) / 9});
  requireKnownValues(table, allRows(table), 3, false); // each class has a cell
}

// More codes than values alone would be taken for classes: the description says what they are.
void TestMissingValues::windowsOfCodesAreFilledByACode() {
  std::vector<std::string> columns;
  std::vector<std::vector<double>> rows(4);
  for (int cell = 0; cell < 9; ++cell) {
    columns.push_back("map unit[" + std::to_string(cell / 3 - 1) + "," + std::to_string(cell % 3 - 1) + "]");
    for (int row = 0; row < 4; ++row)
      rows[static_cast<std::size_t>(row)].push_back(cell == 4 ? 7 : cell == 0 ? none : 100 + 9 * row + cell);
  }
  SampleTable table = tableOf(columns, rows);
  table.descriptions.resize(9);
  for (FeatureDescription& description : table.descriptions)
    description.kind = FeatureKind::Codes;
  const SampleTable cells = cellsOf(table, 3);
  QCOMPARE(cells.descriptions.size(), std::size_t{1});
  QVERIFY(cells.descriptions[0].kind == FeatureKind::Codes);
  QVERIFY(mostFrequentClasses(cells)[0] == 7.0);
  QCOMPARE(fillValues(cells), std::vector<double>{7});
}

// No two windows are alike in all cells, but most cells are of the second class. Quantities keep the means of
// their columns.
void TestMissingValues::windowsOfBandsAreFilledByAClassOfCells() {
  std::vector<std::string> columns;
  for (const char* feature : {"rock=1", "rock=2", "Cu"})
    for (int cell = 0; cell < 9; ++cell)
      columns.push_back(std::string(feature) + "[" + std::to_string(cell / 3 - 1) + "," +
                        std::to_string(cell % 3 - 1) + "]");
  std::vector<std::vector<double>> rows;
  for (int row = 0; row < 4; ++row) {
    rows.emplace_back();
    for (int column = 0; column < 27; ++column) {
      const int cell = column % 9;
      const bool isFirst = cell <= row; // in the first row one cell, in the last four of nine
      const double rock = (column < 9) == isFirst ? 1 : 0;
      const double value = column < 18 ? rock : 10 * cell + row;
      rows.back().push_back(row == 3 && cell == 8 ? none : value);
    }
  }
  const std::vector<double> fills = fillValues(tableOf(columns, rows), 3);
  QCOMPARE(fills.size(), std::size_t{27});
  for (std::size_t cell = 0; cell < 9; ++cell) {
    QCOMPARE(fills[cell], 0.0);
    QCOMPARE(fills[9 + cell], 1.0);
    QCOMPARE(fills[18 + cell], cell < 8 ? 10 * static_cast<double>(cell) + 1.5 : 81.0);
  }
}

void TestMissingValues::classesAreFoundInSpiteOfHoles() {
  std::vector<std::vector<double>> rows;
  for (int i = 0; i < 16; ++i)
    rows.push_back({i % 5 == 0 ? none : i % 3, i % 4 == 0 ? none : 0.5 * i});
  QCOMPARE(classColumns(tableOf({"code", "value"}, rows)), (std::vector<std::vector<int>>{{0}}));
}

void TestMissingValues::aMissingValueEqualsAMissingOne() {
  const EqualSamples equal = equalSamples(
      tableOf({"Cu", "Zn"},
              {{1.5, none}, {1.5, none}, {1.5, 2}, {none, none}, {none, none}, {none, 1.5}, {3, none}}));
  // Where nothing is measured two places are two samples.
  QCOMPARE(equal.groups, (std::vector<std::size_t>{0, 0, 2, 3, 4, 5, 6}));
  QCOMPARE(equal.copies, std::size_t{1});
}

void TestMissingValues::whatTeachesNothingIsNamed_data() {
  QTest::addColumn<int>("missing"); // -1: in all, else in the class of that label
  QTest::addColumn<bool>("isPart");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("everywhere")
      << -1 << false
      << "Features: the feature 'Zn' is missing in all samples, which teaches nothing "
         "of its values; leave it out of features, or add samples that have it.";
  QTest::newRow("in deposits") << 1 << false
                               << "Features: the feature 'Zn' is missing in all deposits, which teaches "
                                  "nothing of its values; leave it out of features, or add samples that have "
                                  "it.";
  QTest::newRow("in the non-deposits of a part")
      << 0 << true
      << "Features: the feature 'Zn' is missing in all non-deposits of a training part; leave it out of "
         "features, or hold out fewer samples at once (more folds; of a holdout, a smaller test fraction).";
}

void TestMissingValues::whatTeachesNothingIsNamed() {
  QFETCH(int, missing);
  QFETCH(bool, isPart);
  QFETCH(QString, sentence);
  SampleTable table = tableOf({"Cu", "Zn"}, {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
  for (std::size_t row = 0; row < 4; ++row)
    if (missing < 0 || table.labels[row] == missing)
      table.values(static_cast<Eigen::Index>(row), 1) = none;
  try {
    requireKnownValues(table, allRows(table), 1, isPart);
    QFAIL("no error");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
  // What is synthetic teaches nothing of what was measured where.
  table.values(1, 1) = table.values(0, 1) = 2;
  requireKnownValues(table, allRows(table), 1, isPart);
  table.origins[0] = table.origins[1] = "smote";
  QVERIFY_EXCEPTION_THROWN(requireKnownValues(table, allRows(table), 1, isPart), Error);
  try {
    requireComplete(table, allRows(table));
    QFAIL("no error");
  } catch (const Error& error) {
    QVERIFY(QString(error.what()).contains("samples lack values: choose fill or learn"));
  }
}

void TestMissingValues::holesAreCountedByLayer() {
  SampleTable table = tableOf({"Cu", "rock=1", "rock=2"},
                              {{1, 0, 1}, {none, none, none}, {none, 1, none}, {2, none, none}, {3, 1, 0}});
  table.origins[4] = "smote"; // does not count
  const std::vector<LayerHoles> holes = layerHoles(table, table.features, 1);
  QCOMPARE(holes.size(), std::size_t{2});
  QCOMPARE(holes[0].layer, std::string("Cu"));
  QCOMPARE(holes[0].deposits, 0.5);
  QCOMPARE(holes[0].others, 0.5);
  QCOMPARE(holes[1].layer, std::string("rock"));
  QCOMPARE(holes[1].deposits, 1.0);
  QCOMPARE(holes[1].others, 0.5); // a class that is half known is not known
}

void TestMissingValues::unequalHolesAreMoreThanChance() {
  // Error of the difference: sqrt(0.25 x 0.75 x 2 / 50) = 0.087.
  QVERIFY((LayerHoles{"Cu", 0.4, 0.1}).differ(50, 50));
  QVERIFY(!(LayerHoles{"Cu", 0.35, 0.15}).differ(50, 50));
  QVERIFY((LayerHoles{"Cu", 0.15, 0.35}).differ(500, 500));
  QVERIFY(!(LayerHoles{"Cu", 0.02, 0.1}).differ(5000, 5000)); // sure, and little
  QVERIFY(!(LayerHoles{"Cu", 1, 0}).differ(0, 10));
}

QTEST_APPLESS_MAIN(TestMissingValues)
#include "test_missing_values.moc"
