#include "engine/samples/sentinel_doubts.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// NoData of other programs in a table of samples is told, with the field, the number and the remedy.
class TestSentinelDoubts : public QObject {
  Q_OBJECT

 private slots:
  void fieldsWithSentinelsAreNamed();
};

void TestSentinelDoubts::fieldsWithSentinelsAreNamed() {
  SampleTable table;
  table.features = {"W", "Sn", "magnetics"};
  table.values.resize(40, 3);
  for (int row = 0; row < 40; ++row) {
    table.values.row(row) << row % 7, row % 8 == 0 ? -9999 : 0.25 * row, 5 * (row - 20) - 9;
    table.ids.push_back(row);
    table.labels.push_back(row % 2);
  }
  table.values(3, 1) = std::nan("");
  const std::vector<Sentence> doubts = sentinelDoubts(table, "SAMPLES");
  QCOMPARE(doubts.size(), std::size_t{1});
  QCOMPARE(
      doubts.front().text(),
      std::string("SAMPLES: the field 'Sn' is -9999 in 5 of 40 samples, which looks like NoData and would "
                  "count as a value; make it NULL with the field calculator, if it is."));
}

QTEST_APPLESS_MAIN(TestSentinelDoubts)
#include "test_sentinel_doubts.moc"
