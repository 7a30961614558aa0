#include "engine/train/curves.h"

#include <QtTest>

using namespace prospectivity;

class TestCurves : public QObject {
  Q_OBJECT

 private slots:
  void rocStepsOncePerDistinctScore();
  void precisionFallsWithRecall();
  void calibrationGroupsAreOfEqualSize();
};

void TestCurves::rocStepsOncePerDistinctScore() {
  const Curve curve = rocCurve({1, 0, 1, 0}, {0.9, 0.5, 0.5, 0.1});
  QCOMPARE(curve.x, (std::vector<double>{0, 0, 0.5, 1}));
  QCOMPARE(curve.y, (std::vector<double>{0, 0.5, 1, 1}));
}

void TestCurves::precisionFallsWithRecall() {
  const Curve curve = precisionRecallCurve({1, 0, 1, 0}, {0.9, 0.6, 0.5, 0.1});
  QCOMPARE(curve.x, (std::vector<double>{0.5, 0.5, 1, 1}));
  QCOMPARE(curve.y, (std::vector<double>{1, 0.5, 2.0 / 3, 0.5}));
}

void TestCurves::calibrationGroupsAreOfEqualSize() {
  std::vector<int> labels(40, 0);
  std::vector<double> probabilities(40, 0.25);
  for (std::size_t i = 30; i < 40; ++i) {
    labels[i] = 1;
    probabilities[i] = 0.75;
  }
  const Curve curve = calibrationCurve(labels, probabilities);
  QCOMPARE(curve.x, (std::vector<double>{0.25, 0.25, 0.25, 0.75}));
  QCOMPARE(curve.y, (std::vector<double>{0, 0, 0, 1}));
}

QTEST_GUILESS_MAIN(TestCurves)
#include "test_curves.moc"
