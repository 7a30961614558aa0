#include "engine/core/statistics.h"
#include "engine/evaluate/evaluation.h"
#include "engine/evaluate/evaluation_report.h"
#include "tests/engine/evaluate/map_cases.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace prospectivity;

class TestEvaluation : public QObject {
  Q_OBJECT

 private slots:
  void figuresOfAHandfulOfCells();
  void areaUnderTheCurveEqualsRocAgainstAllCells();
  void everyPointHasItsReason();
  void nonDepositsGiveTheRocCurve();
  void orderOfPointsChangesNothing();
  void seedsDecideTheIntervals();
  void intervalsCoverTheTruth();
  void withoutResamplesThereAreNoIntervals();
  void theReportAnswersTheQuestion();
  void mistakesAreNamed();
};

namespace {

/// A map of rows x columns distinct values that fall from the first cell on.
std::vector<float> falling(const Grid& grid) {
  std::vector<float> values;
  for (std::size_t i = 0; i < grid.cells(); ++i)
    values.push_back(static_cast<float>(grid.cells() - i));
  return values;
}

Evaluation evaluate(const Grid& grid, const std::vector<float>& values, const EvaluationRequest& request) {
  MemoryRaster map(grid, {"map"}, values);
  return evaluateMap(map, nullptr, request, Progress());
}

std::vector<Point> randomPoints(const Grid& grid, std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i)
    points.push_back({grid.columns * random.uniform(), -grid.rows * random.uniform()});
  return points;
}

std::vector<double> numbersOf(const Evaluation& evaluation) {
  std::vector<double> numbers;
  for (const Figure& figure : evaluation.figures)
    for (const double number : {figure.value, figure.low, figure.high})
      numbers.push_back(number);
  for (const auto* part : {&evaluation.band.low, &evaluation.band.high})
    numbers.insert(numbers.end(), part->begin(), part->end());
  return numbers;
}

} // namespace

void TestEvaluation::figuresOfAHandfulOfCells() {
  // 100 cells from 100 down to 1; deposits on the 1st, 2nd, 10th, 20th and 60th.
  const Grid grid = plainGrid(10, 10);
  EvaluationRequest request;
  for (const int cell : {0, 1, 9, 19, 59})
    request.deposits.push_back(pointIn(grid, cell % 10, cell / 10));
  const Evaluation found = evaluate(grid, falling(grid), request);
  const auto value = [&](const char* key) { return found.figure(key).value; };
  QCOMPARE(value("capture_1"), 0.2);
  QCOMPARE(value("capture_2"), 0.4);
  QCOMPARE(value("capture_5"), 0.4);
  QCOMPARE(value("capture_10"), 0.6);
  QCOMPARE(value("capture_20"), 0.8);
  QCOMPARE(value("area_at_80"), 0.2);
  QCOMPARE(value("success_rate_auc"), 1 - (0.005 + 0.015 + 0.095 + 0.195 + 0.595) / 5);
  // The curve is level at 0.8 from 20 % of the area on, so it crosses 1 - area right there.
  QCOMPARE(value("pa_intersection"), 0.8);
  QCOMPARE(value("pa_density"), 4.0);
  QCOMPARE(found.threshold(0.2), 81.0);
  QCOMPARE(found.auc().key, std::string("success_rate_auc"));
  QCOMPARE(found.figures.size(), std::size_t{9});
}

void TestEvaluation::areaUnderTheCurveEqualsRocAgainstAllCells() {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Grid grid = plainGrid(23, 17);
    const std::vector<float> values = tiedValues(grid, 8, seed);
    EvaluationRequest request;
    request.deposits = randomPoints(grid, 15, seed);
    request.resamples = 0;
    const Evaluation found = evaluate(grid, values, request);
    std::vector<int> labels(found.deposits.values.size(), 1);
    std::vector<double> scores(found.deposits.values.begin(), found.deposits.values.end());
    for (const float value : values)
      if (!std::isnan(value)) {
        labels.push_back(0);
        scores.push_back(static_cast<double>(value));
      }
    const double expected = rocAuc(labels, scores);
    QVERIFY(std::abs(found.figure("success_rate_auc").value - expected) < 1e-12);
  }
}

void TestEvaluation::everyPointHasItsReason() {
  const Grid grid = plainGrid(4, 2);
  MemoryRaster map(grid, {"map"}, {8, 7, 6, 5, 4, 3, std::nanf(""), 1});
  MemoryRaster mask(grid, {"mask"}, {1, 1, 1, 1, 1, 1, 1, 0});
  EvaluationRequest request;
  request.deposits = {{0.1, -0.1}, {0.9, -0.9}, {1.5, -0.5}, {2.5, -1.5}, {3.5, -1.5}, {-1, 0}, {4.5, -1}};
  request.nonDeposits = {{0.5, -0.5}, {0.5, -1.5}, {0.6, -1.5}, {1.5, -1.5}};
  const Evaluation found = evaluateMap(map, &mask, request, Progress());
  QCOMPARE(found.deposits.account.given, std::size_t{7});
  QCOMPARE(found.deposits.account.used, std::size_t{2});
  QCOMPARE(found.deposits.account.leftOut().text(),
           std::string("2 outside the raster, 1 on NoData, 1 outside the mask, 1 in the cell of another"));
  QCOMPARE(found.nonDeposits.account.used, std::size_t{2});
  QCOMPARE(found.nonDeposits.account.leftOut().text(),
           std::string("1 in the cell of another, 1 in the cell of a deposit"));
  QCOMPARE(found.ranks.total, 6.0); // neither NoData nor what the mask hides
}

void TestEvaluation::nonDepositsGiveTheRocCurve() {
  const Grid grid = plainGrid(6, 1);
  EvaluationRequest request;
  for (const int column : {0, 1, 3})
    request.deposits.push_back(pointIn(grid, column, 0));
  for (const int column : {2, 4})
    request.nonDeposits.push_back(pointIn(grid, column, 0));
  const Evaluation found = evaluate(grid, {6, 5, 4, 4, 2, 1}, request);
  // Of six pairs five are in order and one is tied.
  QCOMPARE(found.figure("roc_auc").value, 5.5 / 6);
  // Precision 1 up to two thirds of the deposits, then 3 of 4.
  QCOMPARE(found.figure("pr_auc").value, 2.0 / 3 + 0.25);
  QCOMPARE(found.auc().key, std::string("roc_auc"));
  QVERIFY(found.figure("roc_auc").low <= 5.5 / 6 && found.figure("roc_auc").high == 1.0);
}

void TestEvaluation::orderOfPointsChangesNothing() {
  const Grid grid = plainGrid(30, 20);
  EvaluationRequest request;
  request.deposits = randomPoints(grid, 40, 5);
  request.nonDeposits = randomPoints(grid, 50, 6);
  const std::vector<float> values = tiedValues(grid, 30, 7);
  const std::vector<double> expected = numbersOf(evaluate(grid, values, request));
  std::reverse(request.deposits.begin(), request.deposits.end());
  std::reverse(request.nonDeposits.begin(), request.nonDeposits.end());
  QVERIFY(numbersOf(evaluate(grid, values, request)) == expected);
}

void TestEvaluation::seedsDecideTheIntervals() {
  const Grid grid = plainGrid(30, 20);
  EvaluationRequest request;
  request.deposits = randomPoints(grid, 40, 5);
  const std::vector<double> first = numbersOf(evaluate(grid, falling(grid), request));
  QVERIFY(numbersOf(evaluate(grid, falling(grid), request)) == first);
  request.seed = 2;
  const std::vector<double> second = numbersOf(evaluate(grid, falling(grid), request));
  QVERIFY(second != first);
  for (std::size_t i = 0; i < 27; i += 3)
    QCOMPARE(second[i], first[i]); // the figures themselves know no chance
}

void TestEvaluation::intervalsCoverTheTruth() {
  // Deposits fall on the cells of a falling map with a density proportional to 2 (1 - area), so that the
  // success-rate curve is 1 - (1 - a)^2 and its area 2 / 3. Of 300 samples of 60 deposits, the 95 % intervals
  // of a percentile bootstrap should hold the truth in about 94 %; 88 % would be five standard errors away.
  const Grid grid = plainGrid(200, 200);
  const std::vector<float> values = falling(grid);
  int area = 0;
  int capture = 0;
  constexpr int trials = 300;
  for (int trial = 0; trial < trials; ++trial) {
    Random random(static_cast<std::uint64_t>(trial) + 100);
    EvaluationRequest request;
    request.resamples = 300;
    request.seed = static_cast<std::uint64_t>(trial);
    for (int i = 0; i < 60; ++i) {
      const double share = 1 - std::sqrt(1 - random.uniform());
      const int cell = static_cast<int>(share * 40000);
      request.deposits.push_back(pointIn(grid, cell % 200, cell / 200));
    }
    const Evaluation found = evaluate(grid, values, request);
    const Figure& under = found.figure("success_rate_auc");
    area += under.low <= 2.0 / 3 && 2.0 / 3 <= under.high ? 1 : 0;
    const Figure& best = found.figure("capture_20");
    capture += best.low <= 0.36 && 0.36 <= best.high ? 1 : 0;
  }
  QVERIFY2(area > 0.88 * trials && area < 0.985 * trials, qPrintable(QString::number(area)));
  QVERIFY2(capture > 0.88 * trials && capture < 0.995 * trials, qPrintable(QString::number(capture)));
}

void TestEvaluation::withoutResamplesThereAreNoIntervals() {
  const Grid grid = plainGrid(10, 10);
  EvaluationRequest request;
  request.deposits = randomPoints(grid, 10, 1);
  request.resamples = 0;
  const Evaluation found = evaluate(grid, falling(grid), request);
  QVERIFY(found.band.area.empty());
  for (const Figure& figure : found.figures)
    QVERIFY(std::isnan(figure.low) && std::isnan(figure.high) && !std::isnan(figure.value));
  // Neither has a single deposit, which tells nothing about its spread.
  request.resamples = 1000;
  request.deposits.resize(1);
  QVERIFY(std::isnan(evaluate(grid, falling(grid), request).figures.front().low));
}

void TestEvaluation::theReportAnswersTheQuestion() {
  const Grid grid = plainGrid(40, 25);
  const QTemporaryDir folder;
  const auto pageOf = [&](const std::vector<float>& values, int lastDeposit) {
    EvaluationRequest request;
    for (int cell = 0; cell < lastDeposit; cell += 7)
      request.deposits.push_back(pointIn(grid, cell % 40, cell / 40));
    request.nonDeposits = {pointIn(grid, 3, 20), pointIn(grid, 4, 20), pointIn(grid, 5, 24)};
    const QString path = folder.path() + "/report.html";
    evaluationReport(evaluate(grid, values, request), "<map> & co").save(path.toStdString());
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  };
  const QString good = pageOf(falling(grid), 140);
  QVERIFY(good.contains("The best 5 % of the area hold 40 % of the deposits, and 10.6 % of it hold 80 % of "
                        "them. These deposits lie higher on the map than chance would put them."));
  QVERIFY(good.contains("<p>Fit, not prediction, unless these deposits were kept apart"));
  QVERIFY(good.contains("&lt;map&gt; &amp; co, judged by 20 deposits on 1000 cells"));
  for (const char* title :
       {"Success-rate curve", "Prediction-area plot", "ROC curve", "Precision and recall"})
    QVERIFY2(good.contains(title), title);
  std::vector<float> upsideDown = falling(grid);
  std::reverse(upsideDown.begin(), upsideDown.end());
  QVERIFY(pageOf(upsideDown, 140).contains("That is worse than chance"));
  QVERIFY(pageOf(falling(grid), 1000).contains("On these deposits the map cannot be told from chance."));
}

void TestEvaluation::mistakesAreNamed() {
  const Grid grid = plainGrid(4, 4);
  const auto sentence = [&](const std::vector<float>& values,
                            const std::function<void(EvaluationRequest&)>& edit) {
    EvaluationRequest request;
    request.deposits = {pointIn(grid, 0, 0), pointIn(grid, 1, 1)};
    edit(request);
    return sentenceOf([&] { evaluate(grid, values, request); });
  };
  const auto nothing = [](EvaluationRequest&) {};
  QCOMPARE(sentence(falling(grid), nothing), QString("no error"));
  QCOMPARE(sentence(falling(grid), [](EvaluationRequest& request) { request.band = 1; }),
           QString("Band: the raster memory has no band 2; choose one from 1 to 1."));
  QCOMPARE(sentence(falling(grid), [](EvaluationRequest& request) { request.deposits.clear(); }),
           QString("Deposits has no points: choose a layer with the deposits that the map should find."));
  QCOMPARE(sentence(falling(grid), [](EvaluationRequest& request) { request.resamples = 20; }),
           QString("Bootstrap: 20 resamples are too few for an interval; give at least 100, or 0 for no "
                   "intervals."));
  QCOMPARE(sentence(std::vector<float>(16, 0.5F), nothing),
           QString("Map: all cells of memory that are judged have the same value, so the map "
                   "ranks nothing; choose another raster, band or mask."));
  std::vector<float> holed = falling(grid);
  holed[0] = holed[5] = std::nanf("");
  QCOMPARE(sentence(holed,
                    [](EvaluationRequest& request) {
                      request.deposits.push_back({9, 9});
                    }),
           QString("Deposits: none of the 3 deposits can be used (1 outside the raster, 2 on NoData): check "
                   "the CRS of the points, the mask and the NoData of the raster."));
  QCOMPARE(sentence(falling(grid),
                    [&](EvaluationRequest& request) {
                      request.nonDeposits = {{0.2, -0.2}};
                    }),
           QString("Non-deposits: none of the 1 non-deposits can be used (1 in the cell of a deposit): check "
                   "the CRS of the points, the mask and the NoData of the raster."));
}

QTEST_APPLESS_MAIN(TestEvaluation)
#include "test_evaluation.moc"
