#include "engine/core/layer_transform.h"
#include "engine/core/number_format.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/releases/fields.h"
#include "tests/processing/explain_fixture.h"
#include "tests/processing/explain_windows.h"
#include "tests/processing/report_page.h"

#include <QMap>
#include <QSet>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterlayer.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace prospectivity;

/// The tools that explain, given a network that takes missing values, and samples and cells that lack some.
class TestMissingExplanations : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void shapValuesOfSamplesWithHoles_data();
  void shapValuesOfSamplesWithHoles();
  void theBackgroundMayHaveHoles();
  void holesAreNotTransformed();
  void otherModelsLeaveThemOut();
  void tablesOfIceHaveAPointForMissing();
  void aFeatureWithoutValuesHasNoCurves();
  void filtersAreShownSamplesWithHoles();
  void comparisonsSayOfHowMany();
  void mapsExplainCellsWithHoles();
  void sharesOfLayersAreChecked_data();
  void sharesOfLayersAreChecked();
  void otherMapsAreAsEver();
  void windowsMayHaveHoles();

 private:
  QVariantMap parameters(QgsVectorLayer* samples) const;
  QString writeStack(const QString& name, const FloatMatrix& values) const;
  AlgorithmRun mapped(const QString& model, const QString& stack, const QString& output,
                      QgsProcessingContext& context, const QVariantMap& more = {}) const;

  QTemporaryDir mFolder;
  QString mModel;
  NetworkModel mTruth;
};

namespace {

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

NetworkModel presenceModel(int features, int window = 1) {
  NetworkShape shape;
  shape.features = features;
  shape.window = window;
  shape.filters = {8};
  shape.thresholds = 2;
  shape.hasPresence = true;
  NetworkModel model = randomModel(shape, 2, 3);
  for (int j = 0; j < features; ++j)
    model.features[static_cast<std::size_t>(j)] = featureNames[j].toStdString();
  model.background = randomRows(12, shape.inputs(), 4);
  return model;
}

/// Twenty samples; Sn is missing in 2, 5 and 6, W in 3 and 6, and everything in 9 (counted from 1).
std::unique_ptr<QgsVectorLayer> samplesWithHoles() {
  auto samples = makeSamples(20, featureNames);
  const QVariant none = nullOf(QMetaType::Double);
  QgsChangedAttributesMap holes;
  holes[2] = {{2, none}};
  holes[3] = {{1, none}};
  holes[5] = {{2, none}};
  holes[6] = {{1, none}, {2, none}};
  holes[9] = {{1, none}, {2, none}, {3, none}, {4, none}};
  samples->dataProvider()->changeAttributeValues(holes);
  return samples;
}

/// The model's input row of a sample.
std::vector<float> inputOf(const QgsFeature& sample) {
  std::vector<float> row;
  for (const QString& name : featureNames) {
    const QVariant value = sample.attribute(name);
    row.push_back(value.isNull() ? missing : value.toFloat());
  }
  return row;
}

double logitOf(const Predictor& predictor, const std::vector<float>& row) {
  float logit = 0;
  predictor.logits(row.data(), 1, &logit);
  return static_cast<double>(logit);
}

double inSpace(double logit, int space) {
  return space == 0 ? logit : sigmoid(logit);
}

} // namespace

void TestMissingExplanations::initTestCase() {
  mTruth = presenceModel(4);
  mTruth.background(3, 2) = missing; // the distance to granite in one background sample
  mModel = mFolder.filePath(QStringLiteral("presence.pt"));
  modelBackend().save(mTruth, mModel.toStdString());
}

QVariantMap TestMissingExplanations::parameters(QgsVectorLayer* samples) const {
  return {{QStringLiteral("MODEL"), mModel},
          {QStringLiteral("SAMPLES"), QVariant::fromValue(samples)},
          {QStringLiteral("OUTPUT"), QStringLiteral("memory:")}};
}

void TestMissingExplanations::shapValuesOfSamplesWithHoles_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("log-odds") << 0;
  QTest::newRow("score") << 1;
}

void TestMissingExplanations::shapValuesOfSamplesWithHoles() {
  QFETCH(int, space);
  const auto samples = samplesWithHoles();
  const QString report = mFolder.filePath(QStringLiteral("shap.html"));
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  given.insert(QStringLiteral("REPORT"), report);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(QStringLiteral(
               "SAMPLES: 1 samples without a label or without any feature value were left out.")),
           qPrintable(run.warnings.join('\n')));
  const QStringList told = run.messages + run.warnings;
  QVERIFY2(!told.filter(QStringLiteral("SAMPLES: 4 of 19 samples lack a layer")).isEmpty(),
           qPrintable(told.join('\n')));
  QCOMPARE(told.filter(QStringLiteral("Whether values are there, and not what they are, makes")).size(), 1);

  const auto reference = modelBackend().reference(mTruth);
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  QCOMPARE(rows.size(), 19);
  int holes = 0;
  for (const QgsFeature& row : rows) {
    double sum = row.attribute(QStringLiteral("base_value")).toDouble();
    for (const QString& name : featureNames) {
      sum += row.attribute(QStringLiteral("shap_") + name).toDouble();
      holes += row.attribute(name).isNull() ? 1 : 0;
      QVERIFY(!std::isnan(row.attribute(name).toDouble())); // empty, and not NaN
    }
    const double expected = inSpace(logitOf(*reference, inputOf(row)), space);
    QVERIFY(std::abs(sum - expected) < 1e-5);
    QVERIFY(std::abs(row.attribute(QStringLiteral("prediction")).toDouble() - expected) < 1e-5);
    QVERIFY(std::abs(row.attribute(QStringLiteral("residual")).toDouble()) < 1e-5);
  }
  QCOMPARE(holes, 5);
  const QString page = reportText(report);
  for (const char* text : {"value is missing", "Grey rings are samples that lack a value of the feature.",
                           "missing in", "share by presence", "Whether values are there"})
    QVERIFY2(page.contains(QLatin1String(text)), text);
  QVERIFY(reportFigures(report).count(QStringLiteral("Share that rests on presence")) == 1);
}

void TestMissingExplanations::theBackgroundMayHaveHoles() {
  const auto samples = samplesWithHoles();
  const auto background = samplesWithHoles();
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("BACKGROUND"), QVariant::fromValue(background.get()));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto reference = modelBackend().reference(mTruth);
  double mean = 0;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context))) // the samples are the background
    mean += logitOf(*reference, inputOf(row)) / 19;
  const QgsFeature first = rowsOf(outputLayer(run, context)).first();
  QVERIFY(std::abs(first.attribute(QStringLiteral("base_value")).toDouble() - mean) < 1e-5);
}

// A model that learnt the logarithm of W, and samples of W itself.
void TestMissingExplanations::holesAreNotTransformed() {
  NetworkModel model = mTruth;
  model.descriptions.resize(4);
  model.descriptions[0].transform = LayerTransform(TransformKind::Log, 0).text();
  const QString path = mFolder.filePath(QStringLiteral("logarithm.pt"));
  modelBackend().save(model, path.toStdString());
  const auto plain = samplesWithHoles();
  const auto samples = samplesWithHoles();
  QgsChangedAttributesMap changes;
  for (const QgsFeature& sample : rowsOf(plain.get()))
    if (!sample.attribute(QStringLiteral("W")).isNull())
      changes[sample.id()] = {{1, std::exp(sample.attribute(QStringLiteral("W")).toDouble())}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(changes));
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), path);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  const AlgorithmRun known =
      runAlgorithm(QStringLiteral("prospectivity:shapvalues"), parameters(plain.get()), context);
  QVERIFY2(run.ok && known.ok, qPrintable(run.error + known.error));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  const QVector<QgsFeature> expected = rowsOf(outputLayer(known, context));
  QCOMPARE(rows.size(), expected.size());
  int holes = 0;
  for (int i = 0; i < rows.size(); ++i) {
    holes += rows[i].attribute(QStringLiteral("W")).isNull() ? 1 : 0;
    QVERIFY(std::abs(rows[i].attribute(QStringLiteral("prediction")).toDouble() -
                     expected[i].attribute(QStringLiteral("prediction")).toDouble()) < 1e-4);
  }
  QCOMPARE(holes, 2);

  changes = {{4, {{1, -1.0}}}}; // has no logarithm
  QVERIFY(samples->dataProvider()->changeAttributeValues(changes));
  const AlgorithmRun refused = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QCOMPARE(
      refused.error,
      QStringLiteral("SAMPLES: the feature 'W' holds values that cannot be transformed as the model learnt "
                     "them (logarithm); leave these samples out."));
}

void TestMissingExplanations::otherModelsLeaveThemOut() {
  const QString path = mFolder.filePath(QStringLiteral("plain.pt"));
  modelBackend().save(testModel(4), path.toStdString());
  const auto samples = samplesWithHoles();
  const QString report = mFolder.filePath(QStringLiteral("plain.html"));
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), path);
  given.insert(QStringLiteral("REPORT"), report);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings,
           QStringList("SAMPLES: 5 samples without a label or with an empty feature value were left out."));
  QCOMPARE(outputLayer(run, context)->featureCount(), 15L);
  QCOMPARE(reportFigures(report).count(QStringLiteral("Share that rests on presence")), std::size_t{0});
  QVERIFY(!reportText(report).contains(QLatin1String("share by presence")));
}

void TestMissingExplanations::tablesOfIceHaveAPointForMissing() {
  const auto samples = samplesWithHoles();
  const QString report = mFolder.filePath(QStringLiteral("ice.html"));
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), 0);
  given.insert(QStringLiteral("COLOR_BY"), QStringLiteral("Sn"));
  given.insert(QStringLiteral("REPORT"), report);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  // W and Sn are missing in samples, the distance in the background, Bi nowhere.
  const QVector<QgsFeature> curves = rowsOf(outputLayer(run, context, "CURVES"));
  QCOMPARE(curves.size(), 19 * (4 * 7 + 3));
  QMap<long long, std::vector<float>> inputs;
  for (const QgsFeature& sample : rowsOf(samples.get()))
    inputs[sample.id()] = inputOf(sample);
  const auto reference = modelBackend().reference(mTruth);
  QMap<QString, double> sums; // of the features where they are missing
  QMap<QString, int> counts;
  for (const QgsFeature& row : curves) {
    const QString name = row.attribute("feature").toString();
    const QVariant value = row.attribute("value");
    const bool isMissing = row.attribute("point").toString() == QLatin1String("missing");
    QCOMPARE(value.isNull(), isMissing);
    QCOMPARE(row.attribute("d_ice").isNull(), isMissing);
    QCOMPARE(row.attribute("d_ice_member_sd").isNull(), isMissing);
    QVERIFY(!row.attribute("ice_member_sd").isNull());
    std::vector<float> input = inputs.value(row.attribute("sample_id").toLongLong());
    QCOMPARE(input.size(), std::size_t{4});
    input[static_cast<std::size_t>(featureNames.indexOf(name))] = isMissing ? missing : value.toFloat();
    QVERIFY(std::abs(row.attribute("ice").toDouble() - logitOf(*reference, input)) < 1e-5);
    if (isMissing) {
      sums[name] += row.attribute("ice").toDouble();
      ++counts[name];
    }
  }
  QCOMPARE(counts, (QMap<QString, int>{{featureNames[0], 19}, {featureNames[1], 19}, {featureNames[2], 19}}));
  int means = 0;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "PDP"))) {
    const QString name = row.attribute("feature").toString();
    if (row.attribute("point").toString() != QLatin1String("missing"))
      continue;
    QVERIFY(row.attribute("value").isNull() && row.attribute("d_ice_mean").isNull() &&
            row.attribute("d_ice_sd").isNull());
    ++means;
    if (row.attribute("class").toString() == QLatin1String("all"))
      QVERIFY(std::abs(row.attribute("pdp").toDouble() - sums[name] / 19) < 1e-9);
  }
  QCOMPARE(means, 9); // three features, all samples and each class
  const QString page = reportText(report);
  for (const char* text :
       {"The model takes missing values", "where the feature is missing: rings are samples",
        "PDP where missing", "never missing", "Sn is missing"})
    QVERIFY2(page.contains(QLatin1String(text)), text);
}

void TestMissingExplanations::aFeatureWithoutValuesHasNoCurves() {
  const auto samples = makeSamples(12, featureNames);
  QgsChangedAttributesMap holes;
  for (int i = 1; i <= 12; ++i)
    holes[i] = {{4, nullOf(QMetaType::Double)}};
  QVERIFY(samples->dataProvider()->changeAttributeValues(holes));
  QVariantMap given = iceParameters(mModel, samples.get());
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("without.html")));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(
               QStringLiteral("SAMPLES: no sample has a value of the feature 'Bi'; it has no curves.")),
           qPrintable(run.warnings.join('\n')));
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "CURVES")))
    QVERIFY(row.attribute("feature").toString() != QLatin1String("Bi"));

  given.insert(QStringLiteral("FEATURES"), QStringLiteral("Bi"));
  const AlgorithmRun alone = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QCOMPARE(alone.error,
           QStringLiteral("FEATURES: no sample has a value of any of them, so that there is nothing to vary "
                          "them over; choose other features or samples."));
  given.remove(QStringLiteral("FEATURES"));
  given.insert(QStringLiteral("PAIRS"), QStringLiteral("W, Bi"));
  const AlgorithmRun pair = runAlgorithm(QStringLiteral("prospectivity:iceplots"), given, context);
  QCOMPARE(
      pair.error,
      QStringLiteral("PAIRS: no sample has a value of the feature 'Bi', so that there is nothing to vary "
                     "it over; choose another feature."));
}

void TestMissingExplanations::filtersAreShownSamplesWithHoles() {
  const auto samples = samplesWithHoles();
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:filterweights"),
                                        {{QStringLiteral("MODEL"), mModel},
                                         {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
                                         {QStringLiteral("TABLE"), QStringLiteral("memory:")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context, "TABLE"));
  QCOMPARE(rows.size(), 2 * 8 * 4); // networks x filters x features
  for (const QgsFeature& row : rows)
    QVERIFY(std::isfinite(row.attribute("deposits").toDouble()) &&
            std::isfinite(row.attribute("non_deposits").toDouble()));
}

void TestMissingExplanations::comparisonsSayOfHowMany() {
  const auto samples = samplesWithHoles();
  const QString plain = mFolder.filePath(QStringLiteral("beside.pt"));
  modelBackend().save(testModel(4), plain.toStdString());
  for (const bool bothTakeHoles : {true, false}) {
    QgsProcessingContext context;
    const AlgorithmRun run =
        runAlgorithm(QStringLiteral("prospectivity:comparemodels"),
                     {{QStringLiteral("MODEL_A"), mModel},
                      {QStringLiteral("MODEL_B"), bothTakeHoles ? mModel : plain},
                      {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
                      {QStringLiteral("TABLE"), QStringLiteral("memory:")},
                      {QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("comparison.html"))}},
                     context);
    QVERIFY2(run.ok, qPrintable(run.error));
    QVERIFY2(
        run.warnings.contains(
            bothTakeHoles
                ? QStringLiteral(
                      "SAMPLES: 1 samples without a label or without any feature value were left out.")
                : QStringLiteral(
                      "SAMPLES: 5 samples without a label or with an empty feature value were left out.")),
        qPrintable(run.warnings.join('\n')));
    QMap<QString, QVariant> counts; // of the separations
    for (const QgsFeature& row : rowsOf(outputLayer(run, context, "TABLE"))) {
      for (const char* field : {"model_a", "model_b", "difference"})
        QVERIFY(row.attribute(field).isNull() || std::isfinite(row.attribute(field).toDouble()));
      if (row.attribute("measure").toString().startsWith(QLatin1String("separation")) &&
          !row.attribute("feature").isNull())
        counts[row.attribute("feature").toString()] = row.attribute("pairs");
    }
    QCOMPARE(counts.size(), 4);
    for (int j = 0; j < 4; ++j) {
      const QVariant count = counts[featureNames[j]];
      QCOMPARE(count.isNull(), !bothTakeHoles || j > 1);
      if (!count.isNull())
        QCOMPARE(count.toInt(), j == 0 ? 17 : 16);
    }
    QCOMPARE(reportText(mFolder.filePath(QStringLiteral("comparison.html")))
                 .contains(QLatin1String("samples with a value")),
             bothTakeHoles);
  }
}

QString TestMissingExplanations::writeStack(const QString& name, const FloatMatrix& values) const {
  Grid grid;
  grid.columns = 20;
  grid.rows = 15;
  grid.transform = {500000, 500, 0, 2800000, 0, -500};
  const QString path = mFolder.filePath(name);
  std::vector<std::string> bands;
  for (const QString& feature : featureNames)
    bands.push_back(feature.toStdString());
  const auto sink = createRaster(path.toStdString(), grid, bands);
  sink->write({0, 0, 20, 15}, values.data());
  sink->finish();
  return path;
}

AlgorithmRun TestMissingExplanations::mapped(const QString& model, const QString& stack,
                                             const QString& output, QgsProcessingContext& context,
                                             const QVariantMap& more) const {
  QVariantMap parameters{
      {QStringLiteral("MODEL"), model}, {QStringLiteral("STACK"), stack}, {QStringLiteral("OUTPUT"), output}};
  parameters.insert(more);
  return runAlgorithm(QStringLiteral("prospectivity:shapmap"), parameters, context);
}

// By default cells with two of four layers are explained.
void TestMissingExplanations::mapsExplainCellsWithHoles() {
  FloatMatrix values = rowsWithHoles(4, 300, 15);
  values.block(1, 0, 3, 40).setConstant(missing); // W alone, or nothing
  const QString output = mFolder.filePath(QStringLiteral("map.tif"));
  const QString driver = mFolder.filePath(QStringLiteral("driver.tif"));
  QgsProcessingContext context;
  const AlgorithmRun run = mapped(mModel, writeStack(QStringLiteral("holes.tif"), values), output, context,
                                  {{QStringLiteral("DRIVER"), driver}});
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto reference = modelBackend().reference(mTruth);
  std::vector<float> bands(6 * 300);
  openRaster(output.toStdString())->read({0, 1, 2, 3, 4, 5}, {0, 0, 20, 15}, bands.data());
  std::vector<float> drivers(300);
  openRaster(driver.toStdString())->read({0}, {0, 0, 20, 15}, drivers.data());
  int holes = 0;
  int byMissing = 0;
  int tooFew = 0;
  for (std::size_t cell = 0; cell < 300; ++cell) {
    const Eigen::VectorXf column = values.col(static_cast<Eigen::Index>(cell));
    const auto lacking = column.array().isNaN().count();
    QCOMPARE(std::isnan(bands[cell]), lacking > 2);
    QCOMPARE(std::isnan(drivers[cell]), lacking > 2);
    tooFew += lacking == 3 ? 1 : 0;
    if (lacking > 2)
      continue;
    double sum = 0;
    for (std::size_t band = 0; band < 5; ++band)
      sum += static_cast<double>(bands[band * 300 + cell]);
    QVERIFY(std::abs(sum - logitOf(*reference, {column.begin(), column.end()})) < 1e-5);
    const auto strongest = static_cast<Eigen::Index>(drivers[cell]) - 1;
    QCOMPARE(strongest >= 4, std::isnan(column[strongest % 4]));
    holes += lacking > 0 ? 1 : 0;
    byMissing += strongest >= 4 ? 1 : 0;
  }
  QVERIFY(holes > 100 && byMissing > 0 && tooFew > 0);
  QVERIFY2(run.messages.contains(
               QStringLiteral("%1 cells are explained although they lack a layer: each has data of "
                              "at least 2 of the 4 layers of the model (MIN_PRESENT).")
                   .arg(holes)) &&
               run.messages.contains(
                   QStringLiteral("%1 cells with data are not explained, since it is of fewer than "
                                  "2 of the 4 layers of the model (MIN_PRESENT).")
                       .arg(tooFew)),
           qPrintable(run.messages.join('\n')));
  const int explained = static_cast<int>(
      std::count_if(drivers.begin(), drivers.end(), [](float value) { return !std::isnan(value); }));
  const double byMissingShare = static_cast<double>(byMissing) / explained;
  const QString onPresence =
      QStringLiteral("In %1 cells (%2) what pushes the score up most is that a layer is missing.")
          .arg(byMissing)
          .arg(QString::fromStdString(formatPercent(byMissingShare, 3)));
  QCOMPARE(run.lines.filter(onPresence).size(), 1);
  QCOMPARE(run.warnings.filter(onPresence + " That is more than a tenth").size(),
           byMissingShare > 0.1 ? 1 : 0);
  QgsRasterLayer layer(driver, QStringLiteral("driver"));
  const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
  QVERIFY(renderer != nullptr);
  // Eight are more than have colours of their own: those that occur where the score is high are listed.
  std::vector<float> classes(300);
  openRaster(driver.toStdString())->read({1}, {0, 0, 20, 15}, classes.data());
  QMap<int, QString> legend;
  for (const QgsPalettedRasterRenderer::Class& entry : renderer->classes())
    legend.insert(static_cast<int>(entry.value), entry.label);
  QVERIFY(legend.last().startsWith("low score: below 0."));
  QSet<int> met;
  for (std::size_t cell = 0; cell < 300; ++cell) {
    QCOMPARE(std::isnan(classes[cell]), std::isnan(drivers[cell]));
    if (std::isnan(classes[cell]))
      continue;
    met.insert(static_cast<int>(classes[cell]));
    const QString shown = legend.value(static_cast<int>(classes[cell]));
    const int place = static_cast<int>(drivers[cell]) - 1;
    const QString name = featureNames[place % 4] + (place < 4 ? "" : " (missing)");
    QVERIFY2(shown == name || shown.startsWith("other") || shown.startsWith("low score"), qPrintable(shown));
  }
  QCOMPARE(met.size(), legend.size()); // nothing is listed that is not on the map
}

void TestMissingExplanations::sharesOfLayersAreChecked_data() {
  QTest::addColumn<double>("share");
  QTest::addColumn<QString>("sentence");
  const QString rest =
      QStringLiteral(", but must be above 0 and at most 1: give the share of the layers that a "
                     "place needs to have data of, such as 0.5.");
  QTest::newRow("none") << 0.0 << QStringLiteral("MIN_PRESENT is 0") + rest;
  QTest::newRow("more than all") << 1.5 << QStringLiteral("MIN_PRESENT is 1.5") + rest;
  QTest::newRow("nothing left") << 1.0
                                << QStringLiteral(
                                       "STACK: no cell has data of enough layers of the model; check "
                                       "the layers and the mask, or lower MIN_PRESENT.");
}

void TestMissingExplanations::sharesOfLayersAreChecked() {
  QFETCH(double, share);
  QFETCH(QString, sentence);
  FloatMatrix values = randomRows(4, 300, 16);
  values.row(2).setConstant(missing);
  const QString output = mFolder.filePath(QStringLiteral("refused.tif"));
  QgsProcessingContext context;
  const AlgorithmRun run = mapped(mModel, writeStack(QStringLiteral("lacking.tif"), values), output, context,
                                  {{QStringLiteral("MIN_PRESENT"), share}});
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
  QVERIFY(!QFile::exists(output));
}

void TestMissingExplanations::otherMapsAreAsEver() {
  const QString path = mFolder.filePath(QStringLiteral("map_model.pt"));
  modelBackend().save(testModel(4), path.toStdString());
  FloatMatrix values = randomRows(4, 300, 17);
  values(0, 7) = values(2, 9) = missing;
  const QString stack = writeStack(QStringLiteral("whole.tif"), values);
  std::vector<float> found[2];
  for (const bool isOther : {false, true}) {
    const QString output = mFolder.filePath(isOther ? QStringLiteral("b.tif") : QStringLiteral("a.tif"));
    const QString driver = mFolder.filePath(isOther ? QStringLiteral("bd.tif") : QStringLiteral("ad.tif"));
    QgsProcessingContext context;
    const AlgorithmRun run =
        mapped(path, stack, output, context,
               {{QStringLiteral("MIN_PRESENT"), isOther ? 0.1 : 0.5}, {QStringLiteral("DRIVER"), driver}});
    QVERIFY2(run.ok, qPrintable(run.error));
    std::vector<float>& bands = found[isOther ? 1 : 0];
    bands.resize(6 * 300);
    openRaster(output.toStdString())->read({0, 1, 2, 3, 4, 5}, {0, 0, 20, 15}, bands.data());
    for (std::size_t cell = 0; cell < 300; ++cell)
      QCOMPARE(std::isnan(bands[cell]), cell == 7 || cell == 9);
    const QgsRasterLayer layer(driver, QStringLiteral("driver"));
    const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
    QVERIFY(renderer != nullptr);
    QCOMPARE(renderer->classes().size(), 5); // four layers, and low scores
  }
  QVERIFY(std::memcmp(found[0].data(), found[1].data(), found[0].size() * sizeof(float)) == 0);
}

// Holes in the stack around samples: a window with holes is explained, where the sample's own cell has a
// value of any layer.
void TestMissingExplanations::windowsMayHaveHoles() {
  WindowStudy study(mFolder);
  NetworkModel model = presenceModel(3, WindowStudy::window);
  model.features = {"W", "Sn", "Bi"};
  const QString path = mFolder.filePath(QStringLiteral("window.pt"));
  modelBackend().save(model, path.toStdString());
  const std::vector<int> cells{13, 17, 22, 28, 40, 45};
  const auto samples = study.samplesAt(cells);
  study.values.col(14).setConstant(missing); // beside the first
  study.values(2, 17) = missing;             // W of the second
  study.values.col(40).setConstant(missing); // the fifth has nothing
  const QString stack = mFolder.filePath(QStringLiteral("window_holes.tif"));
  Grid grid;
  grid.columns = WindowStudy::columns;
  grid.rows = WindowStudy::rows;
  grid.transform = {500000, 100, 0, 2800000, 0, -100};
  grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")).toWkt().toStdString();
  const auto sink = createRaster(stack.toStdString(), grid, {"Bi", "unused", "W", "Sn"});
  sink->write({0, 0, WindowStudy::columns, WindowStudy::rows}, study.values.data());
  sink->finish();
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"),
                                        {{QStringLiteral("MODEL"), path},
                                         {QStringLiteral("SAMPLES"), QVariant::fromValue(samples.get())},
                                         {QStringLiteral("STACK"), stack},
                                         {QStringLiteral("OUTPUT"), QStringLiteral("memory:")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.contains(
               QStringLiteral("SAMPLES: 1 samples without data in their cell, or with a window that reaches "
                              "beyond the evidence stack, were left out.")),
           qPrintable(run.warnings.join('\n')));
  const auto reference = modelBackend().reference(model);
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  QCOMPARE(rows.size(), 5);
  for (int i = 0; i < 5; ++i) {
    const FloatMatrix input = study.windowAt(cells[static_cast<std::size_t>(i < 4 ? i : 5)]);
    double sum = rows[i].attribute(QStringLiteral("base_value")).toDouble();
    for (const QString& name : study.features)
      sum += rows[i].attribute(QStringLiteral("shap_") + name).toDouble();
    float logit = 0;
    reference->logits(input.data(), 1, &logit);
    QVERIFY(std::abs(sum - static_cast<double>(logit)) < 1e-5);
    QCOMPARE(rows[i].attribute(QStringLiteral("W")).isNull(), i == 1);
  }
}

PROCESSING_TEST_MAIN(TestMissingExplanations)
#include "test_missing_explanations.moc"
