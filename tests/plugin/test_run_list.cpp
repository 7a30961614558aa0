#include "plugin/run_list.h"
#include "tests/plugin/runs.h"

#include <QtTest>
#include <qgsapplication.h>

using namespace prospectivity;

/// The list of runs: one run is chosen, and no other comes in its place.
class TestRunList : public QObject {
  Q_OBJECT

 private slots:
  void theRunStaysChosenWhereverItStands();
  void whatIsForgottenLeavesNoneChosen();
  void nothingIsMadeAnewWithoutNeed();
  void namesAreNoRichText();
};

namespace {

const EndedRun first = doneRun("buildevidencestack", {}, {{"OUTPUT", "/stack.tif"}});
const EndedRun second = doneRun("traincnn", {}, {{"MODEL", "/model.pt"}});
const EndedRun third = doneRun("predict", {}, {{"OUTPUT", "/<b>map.tif"}});

QString asItIs(const QString& place) {
  return place;
}

void choose(RunList& list, int row) {
  list.setCurrentItem(list.topLevelItem(row));
}

} // namespace

void TestRunList::theRunStaysChosenWhereverItStands() {
  RunList list;
  list.show({first, second}, asItIs);
  QVERIFY(!list.chosen());
  choose(list, 1);
  QVERIFY(list.chosen() == first);
  list.show({first, second, third}, asItIs);
  QVERIFY(list.chosen() == first);
  // As it is where the oldest runs are dropped.
  choose(list, 1);
  list.show({second, third}, asItIs);
  QVERIFY(list.chosen() == second);
}

void TestRunList::whatIsForgottenLeavesNoneChosen() {
  RunList list;
  list.show({first, second, third}, asItIs);
  choose(list, 1);
  list.show({first, third}, asItIs);
  QVERIFY(!list.chosen());
}

void TestRunList::nothingIsMadeAnewWithoutNeed() {
  RunList list;
  list.show({first, second}, asItIs);
  const QTreeWidgetItem* item = list.topLevelItem(0);
  list.show({first, second}, asItIs);
  QVERIFY(list.topLevelItem(0) == item);
  list.show({first, second}, [](const QString&) { return QString("renamed"); });
  QCOMPARE(list.topLevelItem(0)->text(2), QString("renamed"));
}

void TestRunList::namesAreNoRichText() {
  RunList list;
  list.show({third}, asItIs);
  QCOMPARE(list.topLevelItem(0)->text(2), QString("/<b>map.tif"));
  QVERIFY2(list.topLevelItem(0)->toolTip(2).contains("&lt;b&gt;map.tif"),
           qPrintable(list.topLevelItem(0)->toolTip(2)));
}

int main(int argc, char* argv[]) {
  QgsApplication application(argc, argv, true);
  QgsApplication::initQgis();
  int status = 0;
  {
    TestRunList test;
    status = QTest::qExec(&test, argc, argv);
  }
  QgsApplication::exitQgis();
  return status;
}
#include "test_run_list.moc"
