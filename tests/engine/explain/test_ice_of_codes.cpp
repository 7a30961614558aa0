#include "engine/explain/ice_report.h"

#include <QtTest>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace prospectivity;

/// What the ICE report tells of codes of classes, whether they are described as such or taken for such by the
/// model.
class TestIceOfCodes : public QObject {
  Q_OBJECT

 private slots:
  void slopesAreOfMeasuredLayersAlone_data();
  void slopesAreOfMeasuredLayersAlone();
  void curvesAreColouredByCommonClasses_data();
  void curvesAreColouredByCommonClasses();
};

namespace {

/// W and the codes of rock of nine samples: four of 7, two of 3, two of 90 and one without.
IceResults resultsOf(bool isDescribed) {
  IceResults results;
  results.space = OutputSpace::Logit;
  SampleTable& samples = results.samples;
  samples.features = {"W", "rock"};
  constexpr double rocks[] = {7, 3, 90, 7, 7, 3, 90, 7, std::numeric_limits<double>::quiet_NaN()};
  samples.values.resize(9, 2);
  for (int i = 0; i < 9; ++i) {
    samples.values.row(i) << i, rocks[i];
    samples.labels.push_back(i % 2);
    samples.ids.push_back(i + 1);
    samples.points.push_back({0, 0});
  }
  samples.origins.assign(9, SampleTable::observedOrigin);
  if (isDescribed) {
    samples.descriptions.resize(2);
    samples.descriptions[1].kind = FeatureKind::Codes;
    samples.descriptions[1].classes = {{7, "granite"}};
  } else {
    results.classes = {1};
  }
  for (const std::size_t feature : {0U, 1U}) {
    FeatureCurves curves;
    curves.feature = feature;
    curves.grid = {1, 2};
    for (std::size_t row = 0; row < 9; ++row)
      curves.rows.push_back(row);
    curves.ice = Matrix::Zero(9, 2);
    curves.derivative = Matrix::Zero(9, 2);
    curves.all.count = 9;
    curves.all.mean = {0, feature == 0 ? 0.5 : 1};
    curves.all.spread = {0.1, 0.1};
    curves.all.derivative = {0, 0};
    curves.all.derivativeSpread = {0, 0.25};
    results.curves.push_back(std::move(curves));
  }
  return results;
}

QString pageOfReport(const IceResults& results) {
  return QString::fromStdString(iceReport(results).page(""));
}

} // namespace

void TestIceOfCodes::slopesAreOfMeasuredLayersAlone_data() {
  QTest::addColumn<bool>("isDescribed");
  QTest::newRow("described as codes") << true;
  QTest::newRow("taken for codes by the model") << false;
}

void TestIceOfCodes::slopesAreOfMeasuredLayersAlone() {
  QFETCH(bool, isDescribed);
  IceResults results = resultsOf(isDescribed);
  const QString sentence = "Codes of classes have no slopes: between two of them there is nothing.";
  const QString page = pageOfReport(results);
  QVERIFY(page.contains("Derivative: W") && !page.contains("Derivative: rock"));
  QVERIFY(page.contains(sentence));
  QCOMPARE(page.count("<td>codes have none</td>"), 1); // in the column of slopes
  QVERIFY(page.contains("<td>0.25</td>"));             // of W
  results.samples.descriptions.clear();
  results.classes.clear();
  const QString measured = pageOfReport(results);
  QVERIFY(measured.contains("Derivative: rock") && !measured.contains(sentence));
  QVERIFY(!measured.contains("codes have none"));
}

void TestIceOfCodes::curvesAreColouredByCommonClasses_data() {
  slopesAreOfMeasuredLayersAlone_data();
}

void TestIceOfCodes::curvesAreColouredByCommonClasses() {
  QFETCH(bool, isDescribed);
  IceResults results = resultsOf(isDescribed);
  results.colorBy = 1;
  const QString page = pageOfReport(results);
  QVERIFY(page.contains(isDescribed ? "rock: granite" : "rock: 7"));
  for (const char* text : {"rock: 3", "rock: other classes", "rock is missing"})
    QVERIFY2(page.contains(text), text);
  for (const char* text : {"low rock", "middle rock", "high rock", "rock: 90"})
    QVERIFY2(!page.contains(text), text);
  results.colorBy = 0;
  const QString measured = pageOfReport(results);
  QVERIFY(measured.contains("low W") && measured.contains("high W"));
}

QTEST_APPLESS_MAIN(TestIceOfCodes)
#include "test_ice_of_codes.moc"
