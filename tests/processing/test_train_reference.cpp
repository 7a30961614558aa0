#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/train/metrics.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <cmath>
#include <map>
#include <vector>

using namespace prospectivity;

/// A reference model from samples to map and reasons: wherever a network's model file goes, its own goes too.
class TestTrainReference : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void itsFiguresAreThoseOfTheNetworksBaseline();
  void theSameSeedGivesTheSameBytes();
  void itIsMapped();
  void itsMapHasASpreadWhenItIsAnEnsemble();
  void itIsCalibrated();
  void noiseIsNotCalibrated();
  void itIsExplained();
  void itIsComparedWithANetwork();
  void itsReportSaysWhatItIs();
  void everyMethodGoesAllTheWay_data();
  void everyMethodGoesAllTheWay();
  void weightsOfEvidenceAreTold();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters) {
    return runAlgorithm(QStringLiteral("prospectivity:") + algorithm, parameters, mContext);
  }
  AlgorithmRun train(const QString& model, const QVariantMap& more = {});
  QVariant samples() const { return QVariant::fromValue(mSamples.get()); }
  QgsVectorLayer* table(const AlgorithmRun& run, const char* output) {
    return qobject_cast<QgsVectorLayer*>(
        QgsProcessingUtils::mapLayerFromString(run.results.value(output).toString(), mContext));
  }

  QTemporaryDir mFolder;
  QgsProcessingContext mContext;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

const Grid grid{{500000, 500, 0, 2900000, 0, -500}, 30, 20, ""};

std::vector<float> readBand(const QString& path, int band = 0) {
  std::vector<float> values(grid.cells());
  openRaster(path.toStdString())->read({band}, {0, 0, grid.columns, grid.rows}, values.data());
  return values;
}

} // namespace

AlgorithmRun TestTrainReference::train(const QString& model, const QVariantMap& more) {
  QVariantMap parameters{{"SAMPLES", samples()}, {"FOLDS", 3}, {"SEED", 5}, {"MODEL", path(model)}};
  for (auto given = more.begin(); given != more.end(); ++given)
    parameters.insert(given.key(), given.value());
  return run(QStringLiteral("trainreference"), parameters);
}

void TestTrainReference::initTestCase() {
  mSamples = mappedSamples();
  const AlgorithmRun single = train("logistic.pt", {{"REPORT", path("report.html")}});
  QVERIFY2(single.ok, qPrintable(single.error));
  QVERIFY(single.results.value("TEST_AUC").toDouble() > 0.9);
  const AlgorithmRun several = train("ensemble.pt", {{"FINAL_MODEL", "ensemble"}});
  QVERIFY2(several.ok, qPrintable(several.error));
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"K", "W", "Sn"});
  FloatMatrix values = randomRows(3, static_cast<int>(grid.cells()), 42);
  values.row(1) = 26 + 7 * values.row(1).array();
  values.row(2).array() += 3.5F;
  values(1, 77) = std::nanf("");
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

void TestTrainReference::itsFiguresAreThoseOfTheNetworksBaseline() {
  const AlgorithmRun network = run("traincnn", {{"SAMPLES", samples()},
                                                {"FOLDS", 3},
                                                {"SEED", 5},
                                                {"EPOCHS", 1},
                                                {"MODEL", path("network.pt")},
                                                {"METRICS", "TEMPORARY_OUTPUT"}});
  QVERIFY2(network.ok, qPrintable(network.error));
  const AlgorithmRun logistic = train("again.pt", {{"METRICS", "TEMPORARY_OUTPUT"}});
  QVERIFY2(logistic.ok, qPrintable(logistic.error));
  QgsFeatureIterator baselines = table(network, "METRICS")->getFeatures();
  QgsFeatureIterator own = table(logistic, "METRICS")->getFeatures();
  QgsFeature baseline;
  QgsFeature row;
  int rows = 0;
  while (baselines.nextFeature(baseline) && own.nextFeature(row)) {
    ++rows;
    for (const MetricEntry& entry : metricEntries())
      QCOMPARE(row.attribute(QString::fromLatin1(entry.name)),
               baseline.attribute(QStringLiteral("logistic_") + QString::fromLatin1(entry.name)));
  }
  QCOMPARE(rows, 5);
  QVERIFY(logistic.messages.join('\n').contains("Logistic regression: accuracy "));
  QVERIFY(!logistic.messages.join('\n').contains("Network"));
}

void TestTrainReference::theSameSeedGivesTheSameBytes() {
  const AlgorithmRun again = train("logistic2.pt");
  QVERIFY2(again.ok, qPrintable(again.error));
  QFile first(path("logistic.pt"));
  QFile second(path("logistic2.pt"));
  QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
  QVERIFY(first.readAll() == second.readAll());
}

void TestTrainReference::itIsMapped() {
  const AlgorithmRun map = run("predict", {{"MODEL", path("logistic.pt")},
                                           {"STACK", path("stack.tif")},
                                           {"OUTPUT", path("map.tif")},
                                           {"APPLICABILITY", path("area.tif")}});
  QVERIFY2(map.ok, qPrintable(map.error));
  const std::vector<float> probability = readBand(path("map.tif"));
  const std::vector<float> tungsten = readBand(path("stack.tif"), 1);
  QVERIFY(std::isnan(probability[77]));
  double high = 0;
  double low = 0;
  for (std::size_t i = 0; i < probability.size(); ++i)
    if (tungsten[i] > 33)
      high = std::max(high, static_cast<double>(probability[i]));
    else if (tungsten[i] < 19)
      low = std::max(low, static_cast<double>(probability[i]));
  QVERIFY(high > low);
}

void TestTrainReference::itsMapHasASpreadWhenItIsAnEnsemble() {
  const QVariantMap parameters{{"STACK", path("stack.tif")},
                               {"UNCERTAINTY", "ensemble"},
                               {"UNCERTAINTY_OUTPUT", path("spread.tif")},
                               {"OUTPUT", path("ensemble.tif")}};
  QVariantMap given = parameters;
  given.insert("MODEL", path("ensemble.pt"));
  const AlgorithmRun map = run("predict", given);
  QVERIFY2(map.ok, qPrintable(map.error));
  QVERIFY(readBand(path("spread.tif"))[3] > 0);
}

void TestTrainReference::itIsCalibrated() {
  const AlgorithmRun trained = train("calibrated.pt", {{"RELIABILITY", "TEMPORARY_OUTPUT"}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  const auto model = modelBackend().load(path("calibrated.pt").toStdString());
  QVERIFY(model->record.calibration && model->record.calibration->isTrustworthy());
  QCOMPARE(model->record.calibration->deposits + model->record.calibration->nonDeposits, std::size_t{60});
  QVERIFY(trained.messages.join('\n').contains("Calibration (Platt scaling of held-out log-odds): slope "));
  std::map<QString, double> counted;
  std::map<QString, int> errors;
  QgsFeature row;
  for (QgsFeatureIterator rows = table(trained, "RELIABILITY")->getFeatures(); rows.nextFeature(row);) {
    const QString what = row.attribute("what").toString();
    if (row.attribute("group").isNull()) {
      ++errors[what];
      QVERIFY(row.attribute("calibration_error").toDouble() > 0);
      QVERIFY(row.attribute("error_low").toDouble() <= row.attribute("error_high").toDouble());
      continue;
    }
    counted[what] += row.attribute("samples").toDouble();
    const double share = row.attribute("deposit_share").toDouble();
    QVERIFY(row.attribute("share_low").toDouble() <= share &&
            share <= row.attribute("share_high").toDouble());
    QVERIFY(row.attribute("mean").toDouble() > 0 && row.attribute("mean").toDouble() < 1);
  }
  for (const char* what : {"prospectivity score", "calibrated probability"}) {
    QCOMPARE(counted[QString::fromLatin1(what)], 60.0);
    QCOMPARE(errors[QString::fromLatin1(what)], 1);
  }

  const AlgorithmRun map = run("predict", {{"MODEL", path("calibrated.pt")},
                                           {"STACK", path("stack.tif")},
                                           {"OUTPUT", path("score.tif")},
                                           {"EXPECTED_DEPOSITS", 7},
                                           {"PROBABILITY", path("probability.tif")}});
  QVERIFY2(map.ok, qPrintable(map.error));
  double sum = 0;
  for (const float probability : readBand(path("probability.tif")))
    sum += std::isnan(probability) ? 0 : static_cast<double>(probability);
  QVERIFY(std::abs(sum - 7) < 7e-6);
}

// K is noise. Log and report say why there is no calibration.
void TestTrainReference::noiseIsNotCalibrated() {
  const AlgorithmRun trained =
      train("noise.pt", {{"FEATURES", QStringList{"K"}}, {"REPORT", path("noise.html")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QVERIFY(!modelBackend().load(path("noise.pt").toStdString())->record.calibration);
  const QString sentence = QStringLiteral("The model stores no calibration, because the slope of deposits");
  QVERIFY2(trained.messages.join('\n').contains(sentence), qPrintable(trained.messages.join('\n')));
  QFile file(path("noise.html"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY(page.contains(sentence));
  QVERIFY(!page.contains("calibrated probability"));
}

void TestTrainReference::itIsExplained() {
  const AlgorithmRun shap = run("shapvalues", {{"MODEL", path("logistic.pt")},
                                               {"SAMPLES", samples()},
                                               {"OUTPUT", "TEMPORARY_OUTPUT"},
                                               {"REPORT", path("shap.html")}});
  QVERIFY2(shap.ok, qPrintable(shap.error));
  QVERIFY(shap.messages.join('\n').contains("exactly"));
  const AlgorithmRun ice =
      run("iceplots", {{"MODEL", path("logistic.pt")}, {"SAMPLES", samples()}, {"REPORT", path("ice.html")}});
  QVERIFY2(ice.ok, qPrintable(ice.error));
  const AlgorithmRun map =
      run("shapmap",
          {{"MODEL", path("logistic.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("shap.tif")}});
  QVERIFY2(map.ok, qPrintable(map.error));
  const std::vector<float> residual = readBand(path("shap.tif"), 4);
  for (std::size_t i = 0; i < residual.size(); ++i)
    QVERIFY(i == 77 ? std::isnan(residual[i]) : std::abs(residual[i]) < 1e-4F);
}

void TestTrainReference::itIsComparedWithANetwork() {
  const AlgorithmRun compared = run("comparemodels", {{"MODEL_A", path("logistic.pt")},
                                                      {"MODEL_B", path("network.pt")},
                                                      {"SAMPLES", samples()},
                                                      {"TABLE", "TEMPORARY_OUTPUT"}});
  QVERIFY2(compared.ok, qPrintable(compared.error));
  QVERIFY(compared.messages.join('\n').contains("test AUC")); // both were judged on the same folds
}

void TestTrainReference::itsReportSaysWhatItIs() {
  QFile file(path("report.html"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY(page.contains("Training of the prospectivity logistic regression"));
  QVERIFY(!page.contains("Learning curves"));
  QVERIFY(page.contains("On samples that none of them saw, the best of 5 models is the "));
  QVERIFY(page.contains("Train reference model, method gradient-boosting"));
  QCOMPARE(page.count("\"name\":\"logistic regression\""),
           2); // ROC, precision and recall: once each
}

void TestTrainReference::everyMethodGoesAllTheWay_data() {
  QTest::addColumn<QString>("method");
  QTest::addColumn<QString>("title");
  QTest::addColumn<QString>("prefix");
  QTest::newRow("random forest") << "random-forest"
                                 << "random forest"
                                 << "forest_";
  QTest::newRow("gradient boosting") << "gradient-boosting"
                                     << "gradient boosting model"
                                     << "boosting_";
  QTest::newRow("weights of evidence") << "weights-of-evidence"
                                       << "weights-of-evidence model"
                                       << "weights_";
}

// Trained, saved, mapped, explained, compared; and refused where it has nothing to show.
void TestTrainReference::everyMethodGoesAllTheWay() {
  QFETCH(QString, method);
  QFETCH(QString, title);
  QFETCH(QString, prefix);
  const QString model = method + ".pt";
  const AlgorithmRun trained = train(
      model,
      {{"METHOD", method}, {"TREES", 80}, {"METRICS", "TEMPORARY_OUTPUT"}, {"REPORT", path("method.html")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QVERIFY(trained.results.value("TEST_AUC").toDouble() > 0.8);
  QgsFeatureIterator rows = table(trained, "METRICS")->getFeatures();
  QgsFeature row;
  int count = 0;
  while (rows.nextFeature(row)) {
    ++count;
    QCOMPARE(row.attribute(prefix + "auc"), row.attribute("auc")); // not held against itself
    QVERIFY(!row.attribute("logistic_auc").isNull() && !row.attribute("layer_auc").isNull());
  }
  QCOMPARE(count, 5);
  QFile report(path("method.html"));
  QVERIFY(report.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(report.readAll());
  QVERIFY(page.contains("Training of the prospectivity " + title));
  QVERIFY(page.contains("method " + method));
  QVERIFY(page.contains("method logistic-regression"));

  QVERIFY2(train("again_" + model, {{"METHOD", method}, {"TREES", 80}}).ok, "once more");
  QFile first(path(model));
  QFile second(path("again_" + model));
  QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
  const QByteArray bytes = first.readAll();
  QVERIFY(bytes.size() > 1000);
  QCOMPARE(bytes == second.readAll(), true);

  const AlgorithmRun map = run(
      "predict", {{"MODEL", path(model)}, {"STACK", path("stack.tif")}, {"OUTPUT", path(method + ".tif")}});
  QVERIFY2(map.ok, qPrintable(map.error));
  const std::vector<float> scores = readBand(path(method + ".tif"));
  const std::vector<float> tungsten = readBand(path("stack.tif"), 1);
  double high = 0;
  double low = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    QCOMPARE(std::isnan(scores[i]), i == 77);
    if (tungsten[i] > 33)
      high = std::max(high, static_cast<double>(scores[i]));
    else if (tungsten[i] < 19)
      low = std::max(low, static_cast<double>(scores[i]));
  }
  QVERIFY(high > low);

  const AlgorithmRun shap = run("shapvalues", {{"MODEL", path(model)},
                                               {"SAMPLES", samples()},
                                               {"OUTPUT", "TEMPORARY_OUTPUT"},
                                               {"REPORT", path("method_shap.html")}});
  QVERIFY2(shap.ok, qPrintable(shap.error));
  const AlgorithmRun ice = run("iceplots", {{"MODEL", path(model)},
                                            {"SAMPLES", samples()},
                                            {"CURVES", "TEMPORARY_OUTPUT"},
                                            {"PDP", "TEMPORARY_OUTPUT"},
                                            {"REPORT", path("method_ice.html")}});
  QVERIFY2(ice.ok, qPrintable(ice.error));
  QFile curves(path("method_ice.html"));
  QVERIFY(curves.open(QIODevice::ReadOnly));
  QVERIFY(QString::fromUtf8(curves.readAll()).contains("moves in steps: its curves have no slopes"));
  QgsFeatureIterator points = table(ice, "CURVES")->getFeatures();
  QgsFeature point;
  QVERIFY(points.nextFeature(point));
  QVERIFY(!point.attribute("ice").isNull() && point.attribute("d_ice").isNull());
  const AlgorithmRun reasons = run(
      "shapmap", {{"MODEL", path(model)}, {"STACK", path("stack.tif")}, {"OUTPUT", path("method_shap.tif")}});
  QVERIFY2(reasons.ok, qPrintable(reasons.error));
  const std::vector<float> residual = readBand(path("method_shap.tif"), 4);
  for (std::size_t i = 0; i < residual.size(); ++i)
    QVERIFY(i == 77 ? std::isnan(residual[i]) : std::abs(residual[i]) < 1e-4F);
  const AlgorithmRun compared = run("comparemodels", {{"MODEL_A", path(model)},
                                                      {"MODEL_B", path("logistic.pt")},
                                                      {"SAMPLES", samples()},
                                                      {"TABLE", "TEMPORARY_OUTPUT"}});
  QVERIFY2(compared.ok, qPrintable(compared.error));

  const AlgorithmRun filters = run("filterweights", {{"MODEL", path(model)}, {"TABLE", "TEMPORARY_OUTPUT"}});
  QVERIFY(!filters.ok);
  QCOMPARE(filters.error, "MODEL: a " + title +
                              " has no filters; choose a model of Train CNN, or explain this one by its SHAP "
                              "values and ICE plots.");
}

void TestTrainReference::weightsOfEvidenceAreTold() {
  const AlgorithmRun trained =
      train("weights.pt",
            {{"METHOD", "weights-of-evidence"}, {"CLASSES_PER_LAYER", 3}, {"REPORT", path("weights.html")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QFile file(path("weights.html"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY(page.contains("Test of conditional independence"));
  QVERIFY(page.contains("Studentized contrast"));
  for (const char* layer : {"W", "Sn", "K"})
    QCOMPARE(page.count(QStringLiteral("<tr><td>%1</td><td>").arg(layer)), 3); // a row per class
}

void TestTrainReference::mistakesAreNamed_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("filters") << "filterweights"
                           << QVariantMap{{"MODEL", path("logistic.pt")}, {"TABLE", "TEMPORARY_OUTPUT"}}
                           << "MODEL: a logistic regression has no filters; choose a model of Train CNN, or "
                              "explain this one by its SHAP values and ICE plots.";
  const auto training = [&](const char* name, const QVariantMap& more, const char* sentence) {
    QVariantMap parameters{{"SAMPLES", samples()}, {"MODEL", path("refused.pt")}};
    for (auto given = more.begin(); given != more.end(); ++given)
      parameters.insert(given.key(), given.value());
    QTest::newRow(name) << "trainreference" << parameters << sentence;
  };
  training("no trees", {{"METHOD", "random-forest"}, {"TREES", 0}},
           "TREES must be from 1 to 100000: choose a number such as 500.");
  training("one class", {{"METHOD", "weights-of-evidence"}, {"CLASSES_PER_LAYER", 1}},
           "CLASSES_PER_LAYER must be from 2 to 1000: choose a number such as 5.");
  training(
      "a forest on one feature", {{"METHOD", "random-forest"}, {"FEATURES", "W"}},
      "FEATURES: a random forest needs two features or more, since each split chooses among some of them "
      "by chance; add a feature, or choose another reference model.");
  const QVariantMap map{{"MODEL", path("logistic.pt")},
                        {"STACK", path("stack.tif")},
                        {"UNCERTAINTY_OUTPUT", path("none.tif")},
                        {"OUTPUT", path("refused.tif")}};
  QVariantMap dropout = map;
  dropout.insert("UNCERTAINTY", "monte-carlo-dropout");
  QTest::newRow("dropout")
      << "predict" << dropout
      << "UNCERTAINTY: the model was trained without dropout: train a network with DROPOUT "
         "above 0, or choose the ensemble.";
}

void TestTrainReference::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QString, sentence);
  const AlgorithmRun refused = run(algorithm, parameters);
  QVERIFY(!refused.ok);
  QCOMPARE(refused.error, sentence);
  QVERIFY(!QFile::exists(path("refused.tif")) && !QFile::exists(path("refused.pt")));
}

PROCESSING_TEST_MAIN(TestTrainReference)
#include "test_train_reference.moc"
