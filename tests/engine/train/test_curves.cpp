#include "engine/train/curves.h"

#include <QtTest>

using namespace prospectivity;

class TestCurves : public QObject {
  Q_OBJECT

 private slots:
  void rocStepsOncePerDistinctScore();
  void precisionFallsWithRecall();
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

QTEST_GUILESS_MAIN(TestCurves)
#include "test_curves.moc"
