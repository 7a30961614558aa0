#include "engine/explain/explain_model.h"
#include "engine/reference/tree_model.h"
#include "processing/releases/fields.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/processing/explain_fixture.h"

#include <QFile>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// prospectivity:shapvalues as a user runs it: fields, additivity, report, and what it says about mistakes.
class TestShapValues : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void valuesAddUpToThePrediction_data();
  void valuesAddUpToThePrediction();
  void methodsAgree();
  void membersGiveEachValueItsErrorBar_data();
  void membersGiveEachValueItsErrorBar();
  void namesOfSpreadsDoNotMeet();
  void oneMemberHasNoErrorBars();
  void interactionsSumToTheValues_data();
  void interactionsSumToTheValues();
  void pairsThatDoNotMeetAreLeftOut();
  void sampledValuesHaveNoInteractions();
  void classesAreOneLayer();
  void labelsAreNotNeeded();
  void aBackgroundWithGapsIsToldOf();
  void theReportHoldsEveryChart();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QVariantMap parameters(QgsVectorLayer* samples) const;
  QString saved(const Model& model, const char* name) const;

  QTemporaryDir mFolder;
  QString mModel;
};

void TestShapValues::initTestCase() {
  mModel = mFolder.filePath(QStringLiteral("model.pt"));
  modelBackend().save(testModel(4), mModel.toStdString());
}

QVariantMap TestShapValues::parameters(QgsVectorLayer* samples) const {
  return {{QStringLiteral("MODEL"), mModel},
          {QStringLiteral("SAMPLES"), QVariant::fromValue(samples)},
          {QStringLiteral("OUTPUT"), QStringLiteral("memory:")}};
}

QString TestShapValues::saved(const Model& model, const char* name) const {
  const QString path = mFolder.filePath(QString::fromLatin1(name));
  modelBackend().save(model, path.toStdString());
  return path;
}

namespace {

/// Members of trees that ask one layer each.
TreeModel stumps(TreeKind kind, int layers, int members) {
  TreeEnsemble trees;
  for (int j = 0; j < layers; ++j) {
    trees.roots.push_back(trees.nodes.size());
    trees.nodes.push_back({j, 0, 1, 2});
    trees.nodes.push_back({0, 0.25F, 0, 0});
    trees.nodes.push_back({0, 0.75F, 0, 0});
  }
  TreeModel model(kind);
  model.members.assign(static_cast<std::size_t>(members), trees);
  for (int j = 0; j < layers; ++j)
    model.features.push_back(j < featureNames.size() ? featureNames[j].toStdString()
                                                     : "layer " + std::to_string(j));
  model.background = randomRows(12, layers, 4);
  return model;
}

QStringList namesOf(const Model& model) {
  QStringList names;
  for (const std::string& name : model.features)
    names.append(QString::fromStdString(name));
  return names;
}

} // namespace

void TestShapValues::valuesAddUpToThePrediction_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("logit") << 0;
  QTest::newRow("probability") << 1;
}

void TestShapValues::valuesAddUpToThePrediction() {
  QFETCH(int, space);
  const auto samples = makeSamples(20, featureNames);
  QgsProcessingContext context;
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsVectorLayer* layer = outputLayer(run, context);
  QVERIFY(layer != nullptr);
  QCOMPARE(layer->featureCount(), 20L);
  const NetworkModel model = loadNetwork(mModel.toStdString());
  const auto reference = modelBackend().reference(model);
  QgsFeature feature;
  QgsFeatureIterator iterator = layer->getFeatures();
  while (iterator.nextFeature(feature)) {
    double sum = feature.attribute(QStringLiteral("base_value")).toDouble();
    double largest = -1e9;
    QString strongest;
    std::vector<float> row;
    for (const QString& name : featureNames) {
      const double value = feature.attribute(QStringLiteral("shap_") + name).toDouble();
      sum += value;
      if (value > largest) {
        largest = value;
        strongest = name;
      }
      row.push_back(feature.attribute(name).toFloat());
    }
    float logit = 0;
    reference->logits(row.data(), 1, &logit);
    const double expected = space == 0 ? static_cast<double>(logit) : sigmoid(static_cast<double>(logit));
    QVERIFY(std::abs(feature.attribute(QStringLiteral("prediction")).toDouble() - expected) < 1e-5);
    QVERIFY(std::abs(sum - expected) < 1e-5);
    QVERIFY(std::abs(feature.attribute(QStringLiteral("residual")).toDouble()) < 1e-5);
    QCOMPARE(feature.attribute(QStringLiteral("driver")).toString(), strongest);
    QCOMPARE(feature.geometry().asPoint().y(), 50.0);
  }
}

void TestShapValues::methodsAgree() {
  const auto samples = makeSamples(5, featureNames);
  QgsProcessingContext context;
  QVector<double> values[2];
  QVector<double> errors;
  for (const int method : {1, 2}) {
    QVariantMap given = parameters(samples.get());
    given.insert(QStringLiteral("METHOD"), method);
    given.insert(QStringLiteral("STANDARD_ERROR"), 0.002);
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
    QVERIFY2(run.ok, qPrintable(run.error));
    QgsFeature feature;
    QgsFeatureIterator iterator = outputLayer(run, context)->getFeatures();
    while (iterator.nextFeature(feature))
      for (const QString& name : featureNames) {
        values[method - 1].append(feature.attribute(QStringLiteral("shap_") + name).toDouble());
        QCOMPARE(feature.fieldNameIndex(QStringLiteral("se_") + name) >= 0, method == 2);
        if (method == 2)
          errors.append(feature.attribute(QStringLiteral("se_") + name).toDouble());
      }
  }
  double difference = 0;
  for (int i = 0; i < values[0].size(); ++i) {
    difference = std::max(difference, std::abs(values[0][i] - values[1][i]));
    QVERIFY2(std::abs(values[0][i] - values[1][i]) < 4.5 * errors[i] + 1e-6,
             qPrintable(QString("%1 against %2 +- %3").arg(values[0][i]).arg(values[1][i]).arg(errors[i])));
  }
  QVERIFY(difference > 0); // the second is an estimate
}

void TestShapValues::membersGiveEachValueItsErrorBar_data() {
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("method");
  QTest::newRow("logit, exact") << 0 << 1;
  QTest::newRow("logit, permutation") << 0 << 2;
  QTest::newRow("score, exact") << 1 << 1;
}

// Two members a and b: the standard deviation is |a - b| / sqrt(2), and in log-odds the value (a + b) / 2.
void TestShapValues::membersGiveEachValueItsErrorBar() {
  QFETCH(int, space);
  QFETCH(int, method);
  const auto samples = makeSamples(15, featureNames);
  const auto explained = [&](const QString& model) {
    QVariantMap given = parameters(samples.get());
    given.insert(QStringLiteral("MODEL"), model);
    given.insert(QStringLiteral("OUTPUT_SPACE"), space);
    given.insert(QStringLiteral("METHOD"), method);
    given.insert(QStringLiteral("STANDARD_ERROR"), 1); // as many permutations for each
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
    QVector<QgsFeature> rows;
    QgsFeature feature;
    QgsFeatureIterator iterator;
    if (run.ok)
      iterator = outputLayer(run, context)->getFeatures();
    while (iterator.nextFeature(feature))
      rows << feature;
    return rows;
  };
  const QVector<QgsFeature> whole = explained(mModel);
  QVector<QgsFeature> alone[2];
  const NetworkModel model = testModel(4);
  for (std::size_t m = 0; m < 2; ++m) {
    NetworkModel member = model;
    member.members = {model.members[m]};
    const QString path = mFolder.filePath(QStringLiteral("member%1.pt").arg(m));
    modelBackend().save(member, path.toStdString());
    alone[m] = explained(path);
    QCOMPARE(alone[m].size(), 15);
  }
  QCOMPARE(whole.size(), 15);
  QStringList names;
  for (const QgsField& field : whole.first().fields())
    names << field.name();
  QStringList spreads;
  for (const QString& name : featureNames)
    spreads << QStringLiteral("shap_sd_") + name;
  QCOMPARE(names.mid(names.size() - 4), spreads); // after the fields that were there before
  double largest = 0;
  for (int i = 0; i < 15; ++i)
    for (const QString& name : featureNames) {
      const QString field = QStringLiteral("shap_") + name;
      const double a = alone[0][i].attribute(field).toDouble();
      const double b = alone[1][i].attribute(field).toDouble();
      const double spread = whole[i].attribute(QStringLiteral("shap_sd_") + name).toDouble();
      QVERIFY2(std::abs(spread - std::abs(a - b) / std::sqrt(2.0)) < 1e-5,
               qPrintable(QString("%1 of %2 and %3").arg(spread).arg(a).arg(b)));
      if (space == 0)
        QVERIFY(std::abs(whole[i].attribute(field).toDouble() - (a + b) / 2) < 1e-5);
      largest = std::max(largest, spread);
    }
  QVERIFY(largest > 1e-3);
}

void TestShapValues::namesOfSpreadsDoNotMeet() {
  const QStringList names{QStringLiteral("W"), QStringLiteral("sd_W"), QStringLiteral("Sn"),
                          QStringLiteral("Bi")};
  NetworkModel model = testModel(4);
  for (int j = 0; j < 4; ++j)
    model.features[static_cast<std::size_t>(j)] = names[j].toStdString();
  const QString path = mFolder.filePath(QStringLiteral("names.pt"));
  modelBackend().save(model, path.toStdString());
  const auto samples = makeSamples(5, names);
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), path);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsFeature feature;
  QVERIFY(outputLayer(run, context)->getFeatures().nextFeature(feature));
  for (const char* field : {"shap_sd_W_members", "shap_sd_sd_W", "shap_sd_Sn", "shap_sd_Bi"})
    QVERIFY2(feature.attribute(QString::fromLatin1(field)).toDouble() > 0, field);
  double sum = feature.attribute(QStringLiteral("base_value")).toDouble();
  for (const QString& name : names)
    sum += feature.attribute(QStringLiteral("shap_") + name).toDouble();
  QVERIFY(std::abs(sum - feature.attribute(QStringLiteral("prediction")).toDouble()) < 1e-5);
}

void TestShapValues::oneMemberHasNoErrorBars() {
  NetworkModel model = testModel(4);
  model.members.resize(1);
  const QString path = mFolder.filePath(QStringLiteral("one.pt"));
  modelBackend().save(model, path.toStdString());
  const auto samples = makeSamples(6, featureNames);
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), path);
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("one.html")));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  for (const QgsField& field : outputLayer(run, context)->fields())
    QVERIFY2(!field.name().startsWith(QLatin1String("shap_sd_")), qPrintable(field.name()));
  QFile report(mFolder.filePath(QStringLiteral("one.html")));
  QVERIFY(report.open(QIODevice::ReadOnly));
  QVERIFY(!report.readAll().contains("over members"));
}

void TestShapValues::interactionsSumToTheValues_data() {
  QTest::addColumn<int>("space");
  QTest::newRow("logit") << 0;
  QTest::newRow("probability") << 1;
}

// Two halves of each pair and the main effects: what a layer has in all rows of a sample is its SHAP value.
// Each pair has what the engine gives it: main effects are what is left, so that sums alone tell little.
void TestShapValues::interactionsSumToTheValues() {
  QFETCH(int, space);
  const auto samples = makeSamples(9, featureNames);
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("OUTPUT_SPACE"), space);
  QgsProcessingContext context;
  const AlgorithmRun without = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(without.ok, qPrintable(without.error));
  QVERIFY(!without.results.contains(QStringLiteral("INTERACTIONS")));
  given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QMap<QString, double> cells;
  QVector<qlonglong> ids;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "INTERACTIONS"))) {
    const qlonglong id = row.attribute("sample_id").toLongLong();
    if (!ids.contains(id))
      ids << id;
    const QString cell = QStringLiteral("%1|%2|%3")
                             .arg(id)
                             .arg(row.attribute("layer_1").toString(), row.attribute("layer_2").toString());
    QVERIFY2(!cells.contains(cell), qPrintable(cell));
    cells[cell] = row.attribute("interaction").toDouble();
  }
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  const QVector<QgsFeature> rowsWithout = rowsOf(outputLayer(without, context));
  QCOMPARE(ids.size(), 9);
  QCOMPARE(rows.size(), 9);
  const NetworkModel model = loadNetwork(mModel.toStdString());
  FloatMatrix inputs(9, 4);
  int place = 0;
  for (const QgsFeature& sample : rowsOf(samples.get())) {
    for (int j = 0; j < 4; ++j)
      inputs(place, j) = sample.attribute(featureNames[j]).toFloat();
    ++place;
  }
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.interactions = InteractionDetail::OfSamples;
  const ShapleyInteractions expected =
      *explainModel(model, inputs, model.background, options, Progress()).interactions;
  double largest = 0;
  for (int i = 0; i < 9; ++i) {
    QVERIFY(rows[i].attributes() == rowsWithout[i].attributes());
    for (const QString& one : featureNames) {
      double sum = 0;
      for (const QString& other : featureNames) {
        const double value = cells.value(QStringLiteral("%1|%2|%3").arg(ids[i]).arg(one, other));
        QCOMPARE(value, cells.value(QStringLiteral("%1|%2|%3").arg(ids[i]).arg(other, one)));
        sum += value;
        const double own =
            expected.at(static_cast<std::size_t>(i), static_cast<std::size_t>(featureNames.indexOf(one)),
                        static_cast<std::size_t>(featureNames.indexOf(other)));
        QVERIFY(std::abs(value - own) < 1e-9);
        if (one != other)
          largest = std::max(largest, std::abs(value));
      }
      QVERIFY(std::abs(sum - rows[i].attribute(QStringLiteral("shap_") + one).toDouble()) < 1e-12);
    }
  }
  QVERIFY(largest > 1e-3);
}

// Boosting of stumps: no tree asks two layers, so that only main effects are there.
void TestShapValues::pairsThatDoNotMeetAreLeftOut() {
  const auto samples = makeSamples(5, featureNames);
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), saved(stumps(TreeKind::Boosting, 4, 1), "stumps.pt"));
  given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.messages.join('\n').contains("INTERACTIONS may have 80 rows"),
           qPrintable(run.messages.join('\n')));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context, "INTERACTIONS"));
  QCOMPARE(rows.size(), 5 * 4);
  for (const QgsFeature& row : rows)
    QCOMPARE(row.attribute("layer_1").toString(), row.attribute("layer_2").toString());
}

void TestShapValues::sampledValuesHaveNoInteractions() {
  const auto samples = makeSamples(9, featureNames);
  QVariantMap given = parameters(samples.get());
  const QString path = mFolder.filePath(QStringLiteral("sampled.html"));
  given.insert(QStringLiteral("REPORT"), path);
  given.insert(QStringLiteral("METHOD"), 2);
  given.insert(QStringLiteral("STANDARD_ERROR"), 1);
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  for (const char* part :
       {"Interactions of pairs are not told", "the two may interact", "The method Auto makes them exact."})
    QVERIFY2(text.contains(QLatin1String(part)), part);
  for (const char* part : {"Which pairs interact most", "interacts with most"})
    QVERIFY2(!text.contains(QLatin1String(part)), part);
}

void TestShapValues::classesAreOneLayer() {
  NetworkModel model = testModel(4);
  model.features = {"rock=granite", "Sn", "rock=slate", "Bi"};
  const QString path = mFolder.filePath(QStringLiteral("classes.pt"));
  modelBackend().save(model, path.toStdString());
  const QStringList names{QStringLiteral("rock=granite"), QStringLiteral("Sn"), QStringLiteral("rock=slate"),
                          QStringLiteral("Bi")};
  const auto samples = makeSamples(12, names);
  QVariantMap given = parameters(samples.get());
  given.insert(QStringLiteral("MODEL"), path);
  given.insert(QStringLiteral("REPORT"), mFolder.filePath(QStringLiteral("classes.html")));
  given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QgsVectorLayer* layer = outputLayer(run, context);
  QVERIFY(layer->fields().lookupField(QStringLiteral("shap_rock")) >= 0);
  QVERIFY(layer->fields().lookupField(QStringLiteral("shap_rock=granite")) < 0);
  QgsFeature feature;
  QgsFeatureIterator iterator = layer->getFeatures();
  while (iterator.nextFeature(feature)) {
    double sum = feature.attribute(QStringLiteral("base_value")).toDouble();
    for (const char* name : {"shap_rock", "shap_Sn", "shap_Bi"})
      sum += feature.attribute(QString::fromLatin1(name)).toDouble();
    QVERIFY(std::abs(sum - feature.attribute(QStringLiteral("prediction")).toDouble()) < 1e-5);
  }
  QFile report(mFolder.filePath(QStringLiteral("classes.html")));
  QVERIFY(report.open(QIODevice::ReadOnly));
  QVERIFY(report.readAll().contains("by class"));
  QStringList layers;
  for (const QgsFeature& row : rowsOf(outputLayer(run, context, "INTERACTIONS")))
    for (const char* field : {"layer_1", "layer_2"})
      if (!layers.contains(row.attribute(field).toString()))
        layers << row.attribute(field).toString();
  layers.sort();
  QCOMPARE(layers, QStringList({"Bi", "Sn", "rock"}));
}

void TestShapValues::labelsAreNotNeeded() {
  const auto samples = makeSamples(3, featureNames, false);
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:shapvalues"), parameters(samples.get()), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QgsFeature feature;
  outputLayer(run, context)->getFeatures().nextFeature(feature);
  QVERIFY(feature.attribute(QStringLiteral("label")).isNull());
}

// What is left of the background is what counts. Its labels do not.
void TestShapValues::aBackgroundWithGapsIsToldOf() {
  const QString count =
      QStringLiteral("%1: %2 samples without a label or with an empty feature value were left out.");
  const auto samples = makeSamples(6, featureNames);
  const auto background = makeSamples(9, featureNames);
  const auto explained = [&](QStringList* warnings) {
    QVariantMap given = parameters(samples.get());
    given.insert(QStringLiteral("BACKGROUND"), QVariant::fromValue(background.get()));
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
    *warnings = run.ok ? run.warnings : QStringList(run.error);
    QVector<QgsAttributes> rows;
    QgsFeature feature;
    QgsFeatureIterator iterator;
    if (run.ok)
      iterator = outputLayer(run, context)->getFeatures();
    while (iterator.nextFeature(feature))
      rows << feature.attributes();
    return rows;
  };
  QStringList warnings;
  const QVector<QgsAttributes> complete = explained(&warnings);
  QCOMPARE(warnings, QStringList());

  QgsChangedAttributesMap gaps;
  for (const int row : {2, 3, 7})
    gaps[row] = {{row % 4 + 1, nullOf(QMetaType::Double)}};
  gaps[5] = {{0, nullOf(QMetaType::Int)}}; // no label
  QVERIFY(background->dataProvider()->changeAttributeValues(gaps));
  const QVector<QgsAttributes> rest = explained(&warnings);
  QCOMPARE(warnings, QStringList(count.arg("BACKGROUND", "3")));
  QVERIFY(rest != complete);

  QVERIFY(background->dataProvider()->deleteFeatures({2, 3, 7}));
  QVERIFY(explained(&warnings) == rest);
  QCOMPARE(warnings, QStringList());

  QVERIFY(samples->dataProvider()->changeAttributeValues({{4, {{3, nullOf(QMetaType::Double)}}}}));
  QCOMPARE(explained(&warnings).size(), 5);
  QCOMPARE(warnings, QStringList(count.arg("SAMPLES", "1")));
}

void TestShapValues::theReportHoldsEveryChart() {
  const auto samples = makeSamples(30, featureNames);
  QgsProcessingContext context;
  QVariantMap given = parameters(samples.get());
  const QString path = mFolder.filePath(QStringLiteral("report.html"));
  given.insert(QStringLiteral("REPORT"), path);
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  for (const char* title :
       {"Which features matter most", "How feature values push single samples", "Dependence on ",
        "Decision paths", "From the base value to the prediction", "All samples at once",
        "Which pairs interact most", "Pairs that interact", "interact most: together they move",
        "that it interacts with most", "distance to granite", "The model has 2 members",
        "sd of mean |SHAP| over members"})
    QVERIFY2(text.contains(QLatin1String(title)), title);
}

void TestShapValues::mistakesAreNamed_data() {
  QTest::addColumn<QString>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("a feature of the model is missing")
      << "feature"
      << "SAMPLES: the layer has no field 'Bi'; choose samples that have it, or other features.";
  QTest::newRow("no samples") << "empty"
                              << "SAMPLES: no sample has a value in every feature; fill the gaps or choose "
                                 "other samples.";
  QTest::newRow("background of other features")
      << "background feature"
      << "BACKGROUND: the layer has no field 'Bi'; choose samples that have it, or other features.";
  QTest::newRow("background of one sample")
      << "background size"
      << "BACKGROUND: 1 usable sample(s) were found; choose a layer with at least 2 samples to compare with.";
  QTest::newRow("background with empty values in all rows but one")
      << "background gaps"
      << "BACKGROUND: 1 usable sample(s) were found; choose a layer with at least 2 samples to compare with.";
  QTest::newRow("exact beyond reach")
      << "exact"
      << "METHOD: exact Shapley values of 18 features are out of reach for this model and output space; "
         "choose Auto or Permutation, or the output space Logit for a network without hidden dense layers.";
  QTest::newRow("interactions beyond reach")
      << "interactions"
      << "INTERACTIONS: exact interactions of 18 layers are out of reach for this model in this output "
         "space; "
         "choose OUTPUT_SPACE logit, a model of at most 16 layers, or leave out this output.";
  QTest::newRow("interactions of boosting as a score")
      << "boosting"
      << "INTERACTIONS: exact interactions of 18 layers are out of reach for this model in this output "
         "space; "
         "choose OUTPUT_SPACE logit, a model of at most 16 layers, or leave out this output.";
  QTest::newRow("interactions of a forest in log-odds")
      << "forest"
      << "INTERACTIONS: exact interactions of 18 layers are out of reach for this model in this output "
         "space; "
         "choose OUTPUT_SPACE probability, a model of at most 16 layers, or leave out this output.";
  QTest::newRow("interactions of two forests")
      << "forests"
      << "INTERACTIONS: exact interactions of 18 layers are out of reach for this model in this output "
         "space; "
         "choose a model of at most 16 layers, or leave out this output.";
  QTest::newRow("interactions that memory does not hold")
      << "rows"
      << "INTERACTIONS: the table may have 3240000 rows, too many for a temporary layer; choose a file such "
         "as "
         "interactions.gpkg, or fewer samples.";
  QTest::newRow("interactions of sampled values")
      << "sampled"
      << "INTERACTIONS: interactions are computed exactly or not at all; choose METHOD auto or exact, or "
         "leave out this output.";
  QTest::newRow("a value out of this world")
      << "units"
      << "MODEL: the SHAP values of a sample do not add up to its prediction; a feature value is too far "
         "from "
         "what the model was trained on: check the units of SAMPLES and BACKGROUND.";
}

void TestShapValues::mistakesAreNamed() {
  QFETCH(QString, mistake);
  QFETCH(QString, sentence);
  const QStringList fewer = featureNames.mid(0, 3);
  auto samples = makeSamples(mistake == QLatin1String("empty") ? 0 : 6,
                             mistake == QLatin1String("feature") ? fewer : featureNames);
  auto background = makeSamples(1, mistake == QLatin1String("background feature") ? fewer : featureNames);
  QVariantMap given = parameters(samples.get());
  if (mistake.startsWith(QLatin1String("background")))
    given.insert(QStringLiteral("BACKGROUND"), QVariant::fromValue(background.get()));
  if (mistake == QLatin1String("background gaps")) {
    background = makeSamples(5, featureNames);
    background->startEditing();
    for (QgsFeatureId row = 1; row < 5; ++row)
      background->changeAttributeValue(row, 2, nullOf(QMetaType::Double));
    background->commitChanges();
    given.insert(QStringLiteral("BACKGROUND"), QVariant::fromValue(background.get()));
  }
  if (mistake == QLatin1String("sampled")) {
    given.insert(QStringLiteral("METHOD"), 2);
    given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  }
  if (mistake == QLatin1String("exact") || mistake == QLatin1String("interactions")) {
    const NetworkModel wide = testModel(18);
    const QString path = mFolder.filePath(QStringLiteral("wide.pt"));
    modelBackend().save(wide, path.toStdString());
    QStringList names;
    for (const std::string& name : wide.features)
      names.append(QString::fromStdString(name));
    samples = makeSamples(6, names);
    given = parameters(samples.get());
    given.insert(QStringLiteral("MODEL"), path);
    given.insert(QStringLiteral("OUTPUT_SPACE"), 1);
    if (mistake == QLatin1String("exact"))
      given.insert(QStringLiteral("METHOD"), 1);
    else
      given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  }
  if (mistake == QLatin1String("boosting") || mistake.startsWith(QLatin1String("forest"))) {
    const bool isBoosting = mistake == QLatin1String("boosting");
    const TreeModel wide = stumps(isBoosting ? TreeKind::Boosting : TreeKind::Forest, 18,
                                  mistake == QLatin1String("forests") ? 2 : 1);
    samples = makeSamples(6, namesOf(wide));
    given = parameters(samples.get());
    given.insert(QStringLiteral("MODEL"), saved(wide, "trees.pt"));
    given.insert(QStringLiteral("OUTPUT_SPACE"), isBoosting ? 1 : 0);
    given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("memory:"));
  }
  if (mistake == QLatin1String("rows")) {
    const TreeModel wide = stumps(TreeKind::Boosting, 60, 1);
    samples = makeSamples(900, namesOf(wide));
    given = parameters(samples.get());
    given.insert(QStringLiteral("MODEL"), saved(wide, "many.pt"));
    given.insert(QStringLiteral("INTERACTIONS"), QStringLiteral("TEMPORARY_OUTPUT"));
  }
  if (mistake == QLatin1String("units")) {
    NetworkModel narrow = testModel(4); // of values so near to each other that the sample's has no float32
    for (ModelMember& member : narrow.members)
      std::fill(member.scaling.scale.begin(), member.scaling.scale.end(), 1e-6F);
    const QString path = mFolder.filePath(QStringLiteral("narrow.pt"));
    modelBackend().save(narrow, path.toStdString());
    given.insert(QStringLiteral("MODEL"), path);
    samples->startEditing();
    samples->changeAttributeValue(1, 1, 1e38);
    samples->commitChanges();
  }
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:shapvalues"), given, context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestShapValues)
#include "test_shap_values.moc"
