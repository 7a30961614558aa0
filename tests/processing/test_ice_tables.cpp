#include "tests/engine/network/loaded_network.h"
#include "tests/processing/explain_fixture.h"
#include "tests/processing/report_page.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

using namespace prospectivity;

/// The tables of prospectivity:iceplots, against the model itself and against one another.
class TestIceTables : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void tablesHoldTheCurves_data() { spaces(); }
  void tablesHoldTheCurves();
  void gridsLieWhereTheSamplesLie();
  void dependenceIsTheMeanOfAllCurves_data();
  void dependenceIsTheMeanOfAllCurves();
  void pairsAreTheMeanOfTheModelItself_data() { spaces(); }
  void pairsAreTheMeanOfTheModelItself();
  void localEffectsAreStepsWithinBins_data() { spaces(); }
  void localEffectsAreStepsWithinBins();
  void edgesAreValuesOfSamples();
  void fewSamplesHaveNoLocalEffects();
  void classesHaveNoLocalEffects();
  void aConstantFeatureHasOnePoint();
  void membersHaveASpread_data() { spaces(); }
  void membersHaveASpread();

 private:
  static void spaces();

  QTemporaryDir mFolder;
  QString mModel;
};

namespace {

const QString ice = QStringLiteral("prospectivity:iceplots");

/// The grid of a feature as a table has it.
std::vector<double> gridOf(const QVector<QgsFeature>& dependence, const QString& feature) {
  std::vector<double> grid;
  for (const QgsFeature& row : dependence)
    if (row.attribute("feature").toString() == feature && row.attribute("class").toString() == "all")
      grid.push_back(row.attribute("value").toDouble());
  return grid;
}

/// Type 7 of Hyndman & Fan 1996.
double quantileOf(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), values.size() - 2);
  return values[below] + (place - static_cast<double>(below)) * (values[below + 1] - values[below]);
}

/// Mean and standard deviation (n - 1).
std::pair<double, double> spreadOf(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values)
    squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (count - 1))};
}

} // namespace

void TestIceTables::spaces() {
  QTest::addColumn<int>("space");
  QTest::newRow("logit") << 0;
  QTest::newRow("probability") << 1;
}

void TestIceTables::initTestCase() {
  mModel = mFolder.filePath(QStringLiteral("model.pt"));
  modelBackend().save(testModel(4), mModel.toStdString());
}

void TestIceTables::tablesHoldTheCurves() {
  QFETCH(int, space);
  const auto samples = makeSamples(12, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsVectorLayer* curves = outputLayer(run, context, "CURVES");
  QCOMPARE(curves->featureCount(), 4L * 12 * 7);
  QCOMPARE(outputLayer(run, context, "PDP")->featureCount(), 4L * 3 * 7);
  QCOMPARE(outputLayer(run, context, "PAIR_PDP")->featureCount(), 49L);

  // Sample 3 with W replaced, through the library's own forward pass.
  const NetworkModel model = loadNetwork(mModel.toStdString());
  const auto reference = modelBackend().reference(model);
  QgsFeature sample;
  QVERIFY(samples->getFeatures(QgsFeatureRequest().setFilterExpression(QStringLiteral("$id = 3")))
              .nextFeature(sample));
  QgsFeature feature;
  QgsFeatureIterator iterator = curves->getFeatures();
  int compared = 0;
  double first = 0;
  while (iterator.nextFeature(feature)) {
    if (feature.attribute(QStringLiteral("feature")).toString() != QLatin1String("W") ||
        feature.attribute(QStringLiteral("sample_id")).toLongLong() != sample.id())
      continue;
    FloatMatrix row(1, 4);
    for (int j = 0; j < 4; ++j)
      row(0, j) = sample.attribute(featureNames[j]).toFloat();
    row(0, 0) = feature.attribute(QStringLiteral("value")).toFloat();
    float logit = 0;
    reference->logits(row.data(), 1, &logit);
    const double probability = sigmoid(static_cast<double>(logit));
    const double expected = space == 0 ? static_cast<double>(logit) : probability;
    if (compared++ == 0)
      first = expected;
    QVERIFY(std::abs(feature.attribute(QStringLiteral("ice")).toDouble() - expected) < 1e-5);
    QVERIFY(std::abs(feature.attribute(QStringLiteral("c_ice")).toDouble() - (expected - first)) < 1e-5);
    const double slope =
        modelBackend().gradients(model, row)(0, 0) * (space == 0 ? 1 : probability * (1 - probability));
    QVERIFY(std::abs(feature.attribute(QStringLiteral("d_ice")).toDouble() - slope) < 1e-5);
  }
  QCOMPARE(compared, 7);
}

void TestIceTables::gridsLieWhereTheSamplesLie() {
  const auto samples = makeSamples(30, featureNames);
  std::vector<double> values;
  for (const QgsFeature& sample : rowsOf(samples.get()))
    values.push_back(sample.attribute("Bi").toDouble());
  const double first = quantileOf(values, 0.05);
  const double last = quantileOf(values, 0.95);
  for (const int kind : {0, 1}) {
    QVariantMap given = iceParameters(mModel, samples.get());
    given.insert(QStringLiteral("GRID"), kind);
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(ice, given, context);
    QVERIFY2(run.ok, qPrintable(run.error));
    const std::vector<double> grid = gridOf(rowsOf(outputLayer(run, context, "PDP")), "Bi");
    QCOMPARE(grid.size(), std::size_t{7});
    for (int k = 0; k < 7; ++k) {
      const double expected =
          kind == 0 ? quantileOf(values, 0.05 + 0.9 * k / 6) : first + (last - first) * k / 6;
      QVERIFY(std::abs(grid[static_cast<std::size_t>(k)] - expected) < 1e-12);
    }
  }
}

void TestIceTables::dependenceIsTheMeanOfAllCurves_data() {
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("kept");
  QTest::newRow("logit") << 0 << 13;
  QTest::newRow("probability") << 1 << 13;
  QTest::newRow("few curves kept") << 1 << 3;
}

// Of 13 samples 6 are deposits. The curves of all are asked for a second time, where few are kept.
void TestIceTables::dependenceIsTheMeanOfAllCurves() {
  QFETCH(int, space);
  QFETCH(int, kept);
  const auto samples = makeSamples(13, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  QgsProcessingContext context;
  const AlgorithmRun all = runAlgorithm(ice, given, context);
  given.insert(QStringLiteral("MAX_CURVES"), kept);
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(all.ok && run.ok, qPrintable(all.error + run.error));
  const QVector<QgsFeature> curves = rowsOf(outputLayer(all, context, "CURVES"));
  QCOMPARE(outputLayer(run, context, "CURVES")->featureCount(), 4L * kept * 7);
  QCOMPARE(curves.size(), 4 * 13 * 7);
  int compared = 0;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "PDP"))) {
    const QString name = row.attribute("class").toString();
    std::vector<double> values;
    std::vector<double> slopes;
    for (const QgsFeature& curve : curves)
      if (curve.attribute("feature") == row.attribute("feature") &&
          curve.attribute("value") == row.attribute("value") &&
          (name == "all" || (name == "deposits") == (curve.attribute("label").toInt() == 1))) {
        values.push_back(curve.attribute("ice").toDouble());
        slopes.push_back(curve.attribute("d_ice").toDouble());
      }
    QCOMPARE(values.size(), std::size_t(name == "all" ? 13 : name == "deposits" ? 6 : 7));
    QCOMPARE(row.attribute("samples").toInt(), static_cast<int>(values.size()));
    const auto [mean, deviation] = spreadOf(values);
    const auto [slope, fan] = spreadOf(slopes);
    QVERIFY(std::abs(row.attribute("pdp").toDouble() - mean) < 1e-12);
    QVERIFY(std::abs(row.attribute("ice_sd").toDouble() - deviation) < 1e-12);
    QVERIFY(std::abs(row.attribute("d_ice_mean").toDouble() - slope) < 1e-12);
    QVERIFY(std::abs(row.attribute("d_ice_sd").toDouble() - fan) < 1e-12);
    QVERIFY(deviation > 0 && fan > 0);
    ++compared;
  }
  QCOMPARE(compared, 4 * 3 * 7);
}

void TestIceTables::pairsAreTheMeanOfTheModelItself() {
  QFETCH(int, space);
  const auto samples = makeSamples(9, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  given.insert(QStringLiteral("PAIRS"), QStringLiteral("Bi, W"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const NetworkModel model = loadNetwork(mModel.toStdString());
  const auto reference = modelBackend().reference(model);
  const QVector<QgsFeature> pairs = rowsOf(outputLayer(run, context, "PAIR_PDP"));
  QCOMPARE(pairs.size(), 49);
  for (const QgsFeature& pair : pairs) {
    QCOMPARE(pair.attribute("feature_a").toString(), QStringLiteral("Bi"));
    QCOMPARE(pair.attribute("feature_b").toString(), QStringLiteral("W"));
    double mean = 0;
    for (const QgsFeature& sample : rowsOf(samples.get())) {
      FloatMatrix row(1, 4);
      for (int j = 0; j < 4; ++j)
        row(0, j) = sample.attribute(featureNames[j]).toFloat();
      row(0, 3) = pair.attribute("value_a").toFloat();
      row(0, 0) = pair.attribute("value_b").toFloat();
      float logit = 0;
      reference->logits(row.data(), 1, &logit);
      mean += (space == 0 ? static_cast<double>(logit) : sigmoid(static_cast<double>(logit))) / 9;
    }
    QVERIFY(std::abs(pair.attribute("pdp").toDouble() - mean) < 1e-5);
  }
  const QVector<QgsFeature> dependence = rowsOf(outputLayer(run, context, "PDP"));
  QCOMPARE(pairs.first().attribute("value_a").toDouble(), gridOf(dependence, "Bi").front());
  QCOMPARE(pairs.last().attribute("value_a").toDouble(), gridOf(dependence, "Bi").back());
  QCOMPARE(pairs.last().attribute("value_b").toDouble(), gridOf(dependence, "W").back());
}

// 30 samples make six bins of five. Each step through the library's own forward pass.
void TestIceTables::localEffectsAreStepsWithinBins() {
  QFETCH(int, space);
  const auto samples = makeSamples(30, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  QgsProcessingContext context;
  const AlgorithmRun without = runAlgorithm(ice, given, context);
  QVERIFY2(without.ok, qPrintable(without.error));
  QVERIFY(!without.results.contains(QStringLiteral("ALE")));
  given.insert(QStringLiteral("ALE"), QStringLiteral("memory:"));
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QVector<QgsFeature> table = rowsOf(outputLayer(run, context, "ALE"));
  QCOMPARE(table.size(), 4 * 7);
  const auto reference = modelBackend().reference(loadNetwork(mModel.toStdString()));
  const auto outputAt = [&](const QgsFeature& sample, int feature, float value) {
    std::vector<float> row;
    for (const QString& name : featureNames)
      row.push_back(sample.attribute(name).toFloat());
    row[static_cast<std::size_t>(feature)] = value;
    float logit = 0;
    reference->logits(row.data(), 1, &logit);
    return space == 0 ? static_cast<double>(logit) : sigmoid(static_cast<double>(logit));
  };
  for (int feature = 0; feature < 4; ++feature) {
    const QVector<QgsFeature> own = table.mid(7 * feature, 7);
    QVERIFY(own[0].attribute("samples").isNull() && own[0].attribute("local_mean").isNull() &&
            own[0].attribute("local_sd").isNull());
    double mean = 0;
    for (int k = 1; k < 7; ++k) {
      QCOMPARE(own[k].attribute("feature").toString(), featureNames[feature]);
      const float low = own[k - 1].attribute("value").toFloat();
      const float high = own[k].attribute("value").toFloat();
      std::vector<double> steps;
      for (const QgsFeature& sample : rowsOf(samples.get())) {
        const float value = sample.attribute(featureNames[feature]).toFloat();
        if ((value > low || (k == 1 && value == low)) && value <= high)
          steps.push_back(outputAt(sample, feature, high) - outputAt(sample, feature, low));
      }
      QCOMPARE(steps.size(), std::size_t{5});
      QCOMPARE(own[k].attribute("samples").toLongLong(), 5LL);
      const auto [step, spread] = spreadOf(steps);
      QVERIFY(std::abs(own[k].attribute("local_mean").toDouble() - step) < 1e-5);
      QVERIFY(std::abs(own[k].attribute("local_sd").toDouble() - spread) < 1e-5);
      QVERIFY(own[k].attribute("ale_member_sd").toDouble() > 0);
      const double before = own[k - 1].attribute("ale").toDouble();
      const double after = own[k].attribute("ale").toDouble();
      QVERIFY(std::abs(after - before - own[k].attribute("local_mean").toDouble()) < 1e-9);
      mean += (before + after) / 2 / 6;
    }
    QVERIFY(std::abs(mean) < 1e-9);
  }
}

// Not as the model reads them: 0.7 is 0.69999998 in single precision. Two that are one to it make no bin.
void TestIceTables::edgesAreValuesOfSamples() {
  const auto samples = makeSamples(30, featureNames);
  const int column = samples->fields().lookupField("W");
  QgsChangedAttributesMap changed;
  for (int i = 0; i < 30; ++i)
    changed[i + 1] = {{column, i < 5 ? 0.1 + i * 1e-12 : 0.1 + i / 10.0}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(changed));
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("FEATURES"), QStringLiteral("W"));
  given.insert(QStringLiteral("ALE"), QStringLiteral("memory:"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  std::vector<double> edges;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "ALE")))
    edges.push_back(row.attribute("value").toDouble());
  QCOMPARE(edges, (std::vector<double>{0.1, 0.1 + 9 / 10.0, 0.1 + 14 / 10.0, 0.1 + 19 / 10.0, 0.1 + 24 / 10.0,
                                       0.1 + 29 / 10.0}));
}

// Nine samples make one bin, in which the effects would be the PDP.
void TestIceTables::fewSamplesHaveNoLocalEffects() {
  const auto samples = makeSamples(9, featureNames);
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("ALE"), QStringLiteral("memory:"));
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("few.html")));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(outputLayer(run, context, "ALE")->featureCount(), 0L);
  const QString page = reportText(mFolder.filePath(QStringLiteral("few.html")));
  QVERIFY(page.contains("there are fewer than two bins of five samples"));
  QVERIFY(!page.contains("farthest from the PDP"));
}

void TestIceTables::classesHaveNoLocalEffects() {
  NetworkModel model = testModel(4);
  model.features[1] = "rock=granite";
  const QString path = mFolder.filePath(QStringLiteral("classes.pt"));
  modelBackend().save(model, path.toStdString());
  QStringList names = featureNames;
  names[1] = QStringLiteral("rock=granite");
  const auto samples = makeSamples(20, names);
  QVariantMap given = iceParameters(path, samples.get());
  given.insert(QStringLiteral("ALE"), QStringLiteral("memory:"));
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("classes.html")));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QStringList found;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "ALE")))
    if (!found.contains(row.attribute("feature").toString()))
      found << row.attribute("feature").toString();
  names.removeAt(1);
  QCOMPARE(found, names);
  const QString page = reportText(mFolder.filePath(QStringLiteral("classes.html")));
  for (const char* text : {"Of rock there are no accumulated local effects: classes have no order",
                           "Accumulated local effects: W", "range of ALE (score)", "classes have none"})
    QVERIFY2(page.contains(QLatin1String(text)), text);
}

void TestIceTables::aConstantFeatureHasOnePoint() {
  const auto samples = makeSamples(8, featureNames);
  QgsChangedAttributesMap constant;
  for (int i = 0; i < 8; ++i)
    constant[i + 1] = {{samples->fields().lookupField("Sn"), 2.5}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(constant));
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("PAIRS"), QStringLiteral("W,Sn"));
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("constant.html")));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(ice, given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(gridOf(rowsOf(outputLayer(run, context, "PDP")), "Sn"), std::vector<double>{2.5});
  QCOMPARE(outputLayer(run, context, "CURVES")->featureCount(), 8L * (3 * 7 + 1));
  QCOMPARE(outputLayer(run, context, "PAIR_PDP")->featureCount(), 7L);
}

// Two members a and b: the standard deviation is |a - b| / sqrt(2).
void TestIceTables::membersHaveASpread() {
  QFETCH(int, space);
  const auto samples = makeSamples(13, featureNames);
  const auto tables = [&](const QString& model, QVector<QgsFeature>* curves) {
    QVariantMap given = iceParameters(model, samples.get());
    given.insert(QStringLiteral("OUTPUT_SPACE"), space);
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(ice, given, context);
    if (!run.ok)
      return QVector<QgsFeature>();
    *curves = rowsOf(outputLayer(run, context, "CURVES"));
    return rowsOf(outputLayer(run, context, "PDP"));
  };
  QVector<QgsFeature> wholeCurves;
  const QVector<QgsFeature> whole = tables(mModel, &wholeCurves);
  const NetworkModel model = testModel(4);
  QVector<QgsFeature> curves[2];
  QVector<QgsFeature> dependence[2];
  for (std::size_t m = 0; m < 2; ++m) {
    NetworkModel member = model;
    member.members = {model.members[m]};
    const QString path = mFolder.filePath(QStringLiteral("member%1.pt").arg(m));
    modelBackend().save(member, path.toStdString());
    dependence[m] = tables(path, &curves[m]);
    QCOMPARE(dependence[m].size(), 4 * 3 * 7);
    QCOMPARE(curves[m].size(), 4 * 13 * 7);
    QCOMPARE(dependence[m].first().fields().names().last(), QStringLiteral("d_ice_sd")); // as ever
    QCOMPARE(curves[m].first().fields().names().last(), QStringLiteral("d_ice"));
  }
  QCOMPARE(whole.size(), 4 * 3 * 7);
  QCOMPARE(wholeCurves.size(), 4 * 13 * 7);
  double largest = 0;
  const auto compare = [&](const QgsFeature& row, const QgsFeature& a, const QgsFeature& b,
                           const char* quantity, const char* spread) {
    const double expected =
        std::abs(a.attribute(quantity).toDouble() - b.attribute(quantity).toDouble()) / std::sqrt(2.0);
    largest = std::max(largest, expected);
    return row.fields().lookupField(spread) >= 0 &&
           std::abs(row.attribute(spread).toDouble() - expected) < 1e-5;
  };
  for (int i = 0; i < whole.size(); ++i) {
    QVERIFY(compare(whole[i], dependence[0][i], dependence[1][i], "pdp", "pdp_member_sd"));
    QVERIFY(compare(whole[i], dependence[0][i], dependence[1][i], "d_ice_mean", "d_ice_mean_member_sd"));
  }
  for (int i = 0; i < wholeCurves.size(); ++i) {
    QVERIFY(compare(wholeCurves[i], curves[0][i], curves[1][i], "ice", "ice_member_sd"));
    QVERIFY(compare(wholeCurves[i], curves[0][i], curves[1][i], "d_ice", "d_ice_member_sd"));
  }
  QVERIFY(largest > 1e-3);
}

PROCESSING_TEST_MAIN(TestIceTables)
#include "test_ice_tables.moc"
