#include "engine/explain/comparison.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/explained_samples.h"
#include "engine/explain/ice.h"
#include "engine/explain/missing_features.h"
#include "engine/explain/missing_panel.h"
#include "engine/explain/shapley_report.h"
#include "engine/explain/shapley_summary.h"
#include "engine/model/predictor_game.h"
#include "engine/network/fast_predictor.h"
#include "engine/report/plotly_chart.h"
#include "engine/report/svg_chart.h"
#include "tests/engine/explain/closed_forms.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

using namespace prospectivity;

/// Explanations of models that take missing values: what is missing in samples and background is explained as
/// the model sees it, and nothing that is told of the values is made of it.
class TestMissingValues : public QObject {
  Q_OBJECT

 private slots:
  void exactValuesAreThoseOfAllOrders_data();
  void exactValuesAreThoseOfAllOrders();
  void theMissingPointIsThePrediction_data();
  void theMissingPointIsThePrediction();
  void threadsDoNotMatter();
  void featuresWithHolesAreFound();
  void gridsLeaveOutWhatIsMissing();
  void signsAndPartnersAreOfKnownValues();
  void classesAreMissingTogether();
  void separationsAreOfKnownValues();
  void aFeatureThatNobodyHasIsInNoPair();
  void whatIsMissingStandsBesideTheAxis();
  void theReportSaysWhatIsMissing();
};

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

NetworkModel presenceModel(int window, int members, std::vector<int> dense = {}) {
  NetworkShape shape;
  shape.features = 5;
  shape.window = window;
  shape.filters = window > 1 ? std::vector<int>{4} : std::vector<int>{4, 4}; // a window of 3 holds one kernel
  shape.thresholds = 3;
  shape.hasPresence = true;
  shape.dense = std::move(dense);
  return randomModel(shape, members, 31);
}

std::vector<int> alternating(Eigen::Index count) {
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < count; ++i)
    labels.push_back(static_cast<int>(i % 2));
  return labels;
}

bool isNear(const Matrix& a, const Matrix& b) {
  return a.rows() == b.rows() && a.cols() == b.cols() &&
         (a.size() == 0 || (a - b).cwiseAbs().maxCoeff() < 1e-6);
}

/// The same bits.
bool isSame(const Matrix& a, const Matrix& b) {
  return a.size() > 0 && a.rows() == b.rows() && a.cols() == b.cols() &&
         std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

} // namespace

void TestMissingValues::exactValuesAreThoseOfAllOrders_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("members");
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("dense");
  QTest::newRow("receptive fields") << 1 << 1 << 0 << 0;
  QTest::newRow("several networks") << 1 << 3 << 0 << 0;
  QTest::newRow("as a score") << 1 << 2 << 1 << 0;
  QTest::newRow("dense layer") << 1 << 1 << 0 << 6;
  QTest::newRow("window") << 3 << 2 << 0 << 0;
}

void TestMissingValues::exactValuesAreThoseOfAllOrders() {
  QFETCH(int, window);
  QFETCH(int, members);
  QFETCH(int, space);
  QFETCH(int, dense);
  const NetworkModel model =
      presenceModel(window, members, dense > 0 ? std::vector<int>{dense} : std::vector<int>{});
  QVERIFY(model.takesMissing());
  const int columns = 5 * window * window;
  const FloatMatrix samples = rowsWithHoles(6, columns, 32);
  const FloatMatrix background = rowsWithHoles(7, columns, 33);
  QVERIFY(samples.hasNaN() && background.hasNaN());
  const auto predictor = makePredictor(model);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  const ShapleyValues values = explainModel(model, samples, background, options, Progress());
  const Players players = Players::blocks(5, static_cast<std::size_t>(window * window));
  double largest = 0;
  for (Eigen::Index i = 0; i < samples.rows(); ++i) {
    const std::vector<double> expected =
        shapleyByOrders(*predictor, background, players, options.space, samples.row(i).data());
    for (std::size_t j = 0; j < 5; ++j) {
      const double found = values.values(i, static_cast<Eigen::Index>(j));
      QVERIFY2(std::abs(found - expected[j]) < 1e-5,
               qPrintable(QString("%1, %2").arg(found).arg(expected[j])));
      largest = std::max(largest, std::abs(found));
    }
    QVERIFY(std::abs(values.residual[static_cast<std::size_t>(i)]) < 1e-5);
  }
  QVERIFY(largest > 1e-3); // far above the error allowed

  // Holes matter: without them the values are others.
  FloatMatrix filled = samples;
  filled = filled.array().isNaN().select(0.0F, filled.array()).matrix();
  const ShapleyValues others = explainModel(model, filled, background, options, Progress());
  QVERIFY((others.values - values.values).cwiseAbs().maxCoeff() > 1e-3);
}

void TestMissingValues::theMissingPointIsThePrediction_data() {
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("dense");
  QTest::newRow("log-odds") << 1 << 0 << 0;
  QTest::newRow("score") << 1 << 1 << 0;
  QTest::newRow("dense layer") << 1 << 0 << 6;
  QTest::newRow("window") << 3 << 1 << 0;
}

// Against the prediction of the sample with the feature missing; the curve itself is what it is without the
// point.
void TestMissingValues::theMissingPointIsThePrediction() {
  QFETCH(int, window);
  QFETCH(int, space);
  QFETCH(int, dense);
  const NetworkModel model =
      presenceModel(window, 2, dense > 0 ? std::vector<int>{dense} : std::vector<int>{});
  const auto predictor = makePredictor(model);
  const int cells = window * window;
  const FloatMatrix rows = rowsWithHoles(40, 5 * cells, 34);
  const std::vector<int> labels = alternating(40);
  const std::unique_ptr<LogitCurves> curves = model.memberCurves();
  IceOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.mostCurves = 7;
  options.derivatives = window == 1 && dense == 0; // others ask LibTorch for slopes
  const std::vector<double> grid{-1, 0, 0.25, 1};
  std::vector<double> withMissing = grid;
  withMissing.push_back(static_cast<double>(missing));
  for (std::size_t j = 0; j < 5; ++j) {
    const FeatureCurves plain = varyFeature(*curves, rows, labels, j, grid, options, Progress());
    const FeatureCurves found = varyFeature(*curves, rows, labels, j, withMissing, options, Progress());
    QVERIFY(!plain.missing && found.missing);
    QCOMPARE(found.grid, grid);
    QVERIFY(isNear(found.ice, plain.ice) && isNear(found.derivative, plain.derivative));
    QVERIFY(isNear(found.iceMemberSpread, plain.iceMemberSpread));
    QVERIFY(isNear(found.all.meanOfMembers, plain.all.meanOfMembers));
    QVERIFY(isNear(found.all.derivativeOfMembers, plain.all.derivativeOfMembers));
    for (const auto& statistics :
         {std::pair(found.all, plain.all), std::pair(found.byLabel[1], plain.byLabel[1])}) {
      QCOMPARE(statistics.first.derivativeSpread.size(), grid.size());
      QCOMPARE(statistics.first.mean.size(), grid.size());
      for (std::size_t k = 0; k < grid.size(); ++k)
        QVERIFY(std::abs(statistics.first.mean[k] - statistics.second.mean[k]) < 1e-6 &&
                std::abs(statistics.first.derivativeSpread[k] - statistics.second.derivativeSpread[k]) <
                    1e-6);
    }

    FloatMatrix without = rows;
    setPlayer(without, 5, j, static_cast<double>(missing));
    const std::vector<double> expected = outputsOf(*predictor, without, options.space);
    std::vector<std::vector<double>> ofMembers;
    for (std::size_t m = 0; m < 2; ++m)
      ofMembers.push_back(outputsOf(*model.member(m)->predictor(), without, options.space));
    QCOMPARE(found.missing->ice.size(), Eigen::Index{7});
    for (std::size_t k = 0; k < found.rows.size(); ++k) {
      const auto curve = static_cast<Eigen::Index>(k);
      const std::size_t row = found.rows[k];
      QVERIFY(std::abs(found.missing->ice[curve] - expected[row]) < 1e-5);
      QVERIFY(std::abs(found.centeredMissing(curve) - (expected[row] - found.ice(curve, 0))) < 1e-5);
      const double spread = std::abs(ofMembers[0][row] - ofMembers[1][row]) / std::sqrt(2.0);
      QVERIFY(std::abs(found.missing->iceMemberSpread[curve] - spread) < 1e-5);
    }
    double sums[2] = {0, 0};
    double memberSum = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      sums[labels[i]] += expected[i] / 20;
      memberSum += ofMembers[0][i] / 40;
    }
    QCOMPARE(found.missing->all.count, std::size_t{40});
    QVERIFY(std::abs(found.missing->all.mean[0] - (sums[0] + sums[1]) / 2) < 1e-5);
    QVERIFY(std::abs(found.missing->byLabel[0].mean[0] - sums[0]) < 1e-5);
    QVERIFY(std::abs(found.missing->byLabel[1].mean[0] - sums[1]) < 1e-5);
    QVERIFY(std::abs(found.missing->all.meanOfMembers(0, 0) - memberSum) < 1e-5);
  }
}

void TestMissingValues::threadsDoNotMatter() {
  const NetworkModel model = presenceModel(1, 2);
  const FloatMatrix samples = rowsWithHoles(30, 5, 35);
  const FloatMatrix background = rowsWithHoles(9, 5, 36);
  for (const ShapleyMethod method : {ShapleyMethod::Exact, ShapleyMethod::Permutation}) {
    Matrix values[2];
    for (const int threads : {1, 2}) {
      ShapleyOptions options;
      options.method = method;
      options.permutations.maximum = 32;
      options.threads = threads;
      values[threads - 1] = explainModel(model, samples, background, options, Progress()).values;
    }
    QVERIFY(!values[0].hasNaN());
    QVERIFY(isSame(values[0], values[1]));
  }
  Vector points[2];
  for (const int threads : {1, 2}) {
    IceOptions options;
    options.threads = threads;
    points[threads - 1] = varyFeature(*model.memberCurves(), samples, alternating(30), 2,
                                      {0.0, static_cast<double>(missing)}, options, Progress())
                              .missing->ice;
  }
  QVERIFY(isSame(points[0], points[1]));
}

void TestMissingValues::featuresWithHolesAreFound() {
  NetworkModel model = presenceModel(3, 1);
  FloatMatrix inputs = randomRows(4, 45, 1);
  model.background = randomRows(3, 45, 2);
  QCOMPARE(featuresWithHoles(model, inputs), std::vector<bool>(5, false));
  inputs(1, 0) = missing;            // a corner of the window of feature 0
  model.background(2, 44) = missing; // the last cell of feature 4
  model.training.values = randomRows(6, 5, 3);
  model.training.values(5, 2) = missing;
  QCOMPARE(featuresWithHoles(model, inputs), (std::vector<bool>{true, false, true, false, true}));
  for (ModelMember& member : model.members)
    member.network.shape.hasPresence = false; // takes no missing value any more
  QCOMPARE(featuresWithHoles(model, inputs), std::vector<bool>(5, false));
}

void TestMissingValues::gridsLeaveOutWhatIsMissing() {
  Vector known(5);
  known << 3, 1, 2, 5, 4;
  Vector holes(8);
  holes << NAN, 3, 1, NAN, 2, 5, 4, NAN;
  for (const GridKind kind : {GridKind::Quantiles, GridKind::Uniform}) {
    IceOptions options;
    options.grid = kind;
    options.gridPoints = 6;
    QCOMPARE(featureGrid(holes, options), featureGrid(known, options));
    QCOMPARE(featureGrid(holes, options).size(), std::size_t{6});
  }
  QVERIFY(featureGrid(Vector::Constant(3, NAN), IceOptions()).empty());
}

void TestMissingValues::signsAndPartnersAreOfKnownValues() {
  const Matrix values = randomRows(120, 4, 3).cast<double>();
  Matrix shapley = Matrix::Zero(120, 4);
  shapley.col(0) = 5 * values.col(0) + values.col(0).cwiseProduct(values.col(2)) + 2 * values.col(2);
  shapley.col(1) = -values.col(1);
  Matrix holes(240, 4);
  Matrix push(240, 4);
  for (Eigen::Index i = 0; i < 120; ++i) {
    holes.row(2 * i) = holes.row(2 * i + 1) = values.row(i);
    push.row(2 * i) = push.row(2 * i + 1) = shapley.row(i);
    holes(2 * i + 1, 0) = holes(2 * i + 1, 1) = NAN; // what is told of them must not count: it turns the sign
    push(2 * i + 1, 0) = -1000 * shapley(i, 0);
    push(2 * i + 1, 1) = 1000;
  }
  QCOMPARE(effectSign(push, holes, 0), 1);
  QCOMPARE(effectSign(push, holes, 1), -1);
  QCOMPARE(strongestPartner(push, holes, 0), std::size_t{2});
  QCOMPARE(effectSign(push, Matrix::Constant(240, 4, NAN), 0), 0);
}

void TestMissingValues::classesAreMissingTogether() {
  const LayerPlayers players = layerPlayers({"rock=granite", "Sn", "rock=slate"}, true);
  SampleTable table;
  table.features = {"rock=granite", "Sn", "rock=slate"};
  table.values.resize(3, 3);
  table.values << 0, 5, 1, NAN, NAN, NAN, NAN, 7, 0;
  table.labels = {0, 1, 0};
  ExplainedSamples explained;
  explained.samples = players.valuesOf(table);
  explained.classes = players.classes;
  QCOMPARE(QString::fromStdString(explained.valueText(0, 0)), QStringLiteral("slate"));
  QCOMPARE(QString::fromStdString(explained.valueText(1, 0)), QStringLiteral("missing"));
  QCOMPARE(QString::fromStdString(explained.valueText(1, 1)), QStringLiteral("missing"));
  QCOMPARE(QString::fromStdString(explained.valueText(2, 0)),
           QStringLiteral("slate")); // the one that is known
  QCOMPARE(explained.missing(0), std::size_t{1});
  QCOMPARE(explained.missing(1), std::size_t{1});
}

// The same samples with every second value of a feature missing: figures of that feature are of the others.
void TestMissingValues::separationsAreOfKnownValues() {
  NetworkModel model = presenceModel(1, 1);
  model.background = rowsWithHoles(8, 5, 40);
  FloatMatrix rows = randomRows(50, 5, 41);
  std::vector<Eigen::Index> known;
  for (Eigen::Index i = 0; i < 50; ++i)
    if (i % 2 == 0)
      rows(i, 3) = missing;
    else
      known.push_back(i);
  const std::vector<int> labels = alternating(50);
  const std::vector<std::size_t> own{0, 1, 2, 3, 4};
  const ComparedModel compared{&model, rows, own};
  const Comparison comparison = compareModels(compared, compared, rows.cast<double>(), labels, 1, Progress());
  QCOMPARE(comparison.known, (std::vector<std::size_t>{50, 50, 50, 25, 50}));
  QCOMPARE(comparison.samples, std::size_t{50});
  std::vector<double> values;
  for (const Eigen::Index i : known)
    values.push_back(static_cast<double>(rows(i, 3)));
  std::sort(values.begin(), values.end());
  const double middle = values[12];
  double above = 0; // pairs of an upper and a lower value that the SHAP value tells apart
  double pairs = 0;
  for (const Eigen::Index i : known)
    for (const Eigen::Index k : known)
      if (static_cast<double>(rows(i, 3)) > middle && static_cast<double>(rows(k, 3)) <= middle) {
        const double difference = comparison.a.shapley.values(i, 3) - comparison.a.shapley.values(k, 3);
        above += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        ++pairs;
      }
  QVERIFY(std::abs(comparison.a.separation[3] - (0.5 + std::abs(above / pairs - 0.5))) < 1e-12);
  for (const ModelDecisions* decisions : {&comparison.a, &comparison.b})
    for (const auto* figures :
         {&decisions->slopeSpread, &decisions->agreement, &decisions->classGap, &decisions->undecided})
      for (std::size_t j = 0; j < 5; ++j)
        QVERIFY(figures == &decisions->slopeSpread || std::isfinite((*figures)[j]));
  for (const ComparedMeasure& measure : comparison.measures)
    if (measure.finding == 4 && measure.pairedBy == "features")
      QCOMPARE(measure.test.pairs, std::size_t{5});
}

void TestMissingValues::aFeatureThatNobodyHasIsInNoPair() {
  NetworkModel model = presenceModel(1, 1);
  model.background = rowsWithHoles(8, 5, 42);
  FloatMatrix rows = randomRows(30, 5, 43);
  rows.col(1).setConstant(missing);
  const ComparedModel compared{&model, rows, {0, 1, 2, 3, 4}};
  const Comparison comparison =
      compareModels(compared, compared, rows.cast<double>(), alternating(30), 1, Progress());
  QCOMPARE(comparison.known[1], std::size_t{0});
  QVERIFY(comparison.a.curves[1].grid.empty());
  for (const double figure :
       {comparison.a.slopeSpread[1], comparison.a.agreement[1], comparison.a.classGap[1],
        comparison.a.undecided[1], comparison.a.separation[1]})
    QVERIFY(std::isnan(figure));
  int compared4 = 0;
  for (const ComparedMeasure& measure : comparison.measures)
    if (measure.pairedBy == "features" && measure.name != "spread of d-ICE beyond the threshold") {
      QCOMPARE(measure.test.pairs, std::size_t{4});
      QVERIFY(std::isfinite(measure.test.meanA));
      ++compared4;
    }
  QCOMPARE(compared4, 4);
}

// Beside a chart over another one, as ICE curves have it: each axis keeps its numbers.
void TestMissingValues::whatIsMissingStandsBesideTheAxis() {
  Chart chart =
      chartOf("title", "", {"value"}, {"score"}, {Lines{"curve", {0, 500}, {0.25, 0.5}, {"#111111"}}});
  chart.panels[0].bottom = 0.22;
  Panel below{{}, {"samples"}, {Lines{"counts", {0, 500}, {1, 3}, {"#111111"}}}};
  below.top = 0.14;
  below.sharesX = true;
  chart.panels.push_back(std::move(below));
  addMissingPanel(chart).series.emplace_back(Points{"", {0}, {0.75}, "#111111"});
  QCOMPARE(chart.panels.size(), std::size_t{3});
  const Panel& beside = chart.panels[2];
  QVERIFY(beside.sharesY && !beside.sharesX);
  QCOMPARE(beside.bottom, 0.22);
  for (std::size_t p : {0U, 1U})
    QVERIFY(chart.panels[p].right < beside.left);
  const QString picture = QString::fromStdString(svgChart(chart));
  QCOMPARE(picture.count(QStringLiteral(">missing</text>")), 1);
  QCOMPARE(picture.count(QStringLiteral(">500</text>")), 1); // below the lower panel alone
  QVERIFY(!picture.contains(QStringLiteral("nan")));
  const nlohmann::json drawn = plotlyChart(chart);
  QCOMPARE(drawn["traces"].size(), std::size_t{3});
  QCOMPARE(drawn["traces"][2]["xaxis"].get<std::string>(), std::string("x3"));
  QCOMPARE(drawn["traces"][2]["yaxis"].get<std::string>(), std::string("y"));
  QCOMPARE(drawn["layout"]["xaxis3"]["ticktext"][0].get<std::string>(), std::string("missing"));
}

void TestMissingValues::theReportSaysWhatIsMissing() {
  ExplainedSamples explained;
  explained.samples.features = {"W", "Sn"};
  explained.samples.values.resize(6, 2);
  explained.samples.values << NAN, 1, 2, 2, 3, NAN, 4, 4, 5, 5, NAN, 6;
  explained.samples.labels = {0, 1, 0, 1, 0, 1};
  explained.samples.ids = {1, 2, 3, 4, 5, 6};
  explained.samples.origins.assign(6, SampleTable::observedOrigin);
  explained.samples.points.assign(6, {1, 2});
  explained.shapley.values.resize(6, 2);
  explained.shapley.values << -1, 1, 2, -2, 1, 1, 2, 0, 3, 1, 4, 1;
  explained.shapley.prediction = {0, 0, 2, 2, 4, 5}; // the last one lacks W
  explained.shapley.residual.assign(6, 0.0);
  explained.presence = PresenceShare{Matrix::Zero(6, 2), {0.5, 0}, {0.4, 0}, 0.3};
  const QString page = QString::fromStdString(shapleyReport(explained).page(""));
  for (const char* text :
       {"W = missing", "value is missing", "Grey rings are samples that lack a value of the feature.",
        "At the right are samples that lack a value of W itself.",
        "Grey rings among them are samples that lack a value of W.", "missing in", "2 samples",
        "share by presence", "It rests on W (40 % of its own)", "Share that rests on presence"})
    QVERIFY2(page.contains(QLatin1String(text)), text);
  QVERIFY(!page.contains(QStringLiteral("NaN")) && !page.contains(QStringLiteral("nan,")));

  explained.samples.values = explained.samples.values.array().isNaN().select(0.0, explained.samples.values);
  explained.presence.reset();
  const QString whole = QString::fromStdString(shapleyReport(explained).page(""));
  QVERIFY(!whole.contains(QStringLiteral("missing")) && !whole.contains(QStringLiteral("presence")));
}

QTEST_APPLESS_MAIN(TestMissingValues)
#include "test_missing_values.moc"
