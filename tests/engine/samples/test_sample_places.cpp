#include "engine/samples/sample_places.h"

#include <QtTest>

#include <limits>

using namespace prospectivity;

/// Samples without a place, and those that lie far from all others, before blocks are laid over them.
class TestSamplePlaces : public QObject {
  Q_OBJECT

 private slots:
  void rowsWithoutCoordinatesAreLeftAside();
  void samplesFarFromAllOthersAreNamed();
  void twoDistrictsAreNotFar();
};

namespace {

/// On a grid of ten columns, 1 km apart.
SampleTable tableOf(int samples) {
  SampleTable table;
  for (int i = 0; i < samples; ++i) {
    table.labels.push_back(i % 2);
    table.ids.push_back(100 + i);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({500000 + 1000.0 * (i % 10), 2900000 + 1000.0 * (i / 10)});
  }
  return table;
}

} // namespace

void TestSamplePlaces::rowsWithoutCoordinatesAreLeftAside() {
  SampleTable table = tableOf(5);
  table.points[1].x = std::numeric_limits<double>::quiet_NaN();
  table.points[3].y = std::numeric_limits<double>::infinity();
  QVERIFY(rowsWithPlace(table) == (std::vector<std::size_t>{0, 2, 4}));
}

void TestSamplePlaces::samplesFarFromAllOthersAreNamed() {
  SampleTable table = tableOf(60);
  QVERIFY(!doubtOfFarPlaces(table));
  table.points[7] = {0, 0}; // what a form holds before anybody fills it in
  table.points[30].y += 95000;
  table.points[31].y += 60000;
  const std::optional<Sentence> doubt = doubtOfFarPlaces(table);
  QVERIFY(doubt.has_value());
  QCOMPARE(
      doubt->text(),
      std::string("2 of 60 samples lie very far from all others (sample 107, 130), and blocks that are laid "
                  "over all of them hold the others in few: check their coordinates, or leave them out."));
  table.origins[7] = table.origins[30] = "smote";
  QVERIFY(!doubtOfFarPlaces(table));
  QVERIFY(!doubtOfFarPlaces(tableOf(19)));
}

void TestSamplePlaces::twoDistrictsAreNotFar() {
  SampleTable table = tableOf(60);
  for (std::size_t i = 54; i < 60; ++i)
    table.points[i].x += 1e6;
  QVERIFY(!doubtOfFarPlaces(table));
}

QTEST_APPLESS_MAIN(TestSamplePlaces)
#include "test_sample_places.moc"
