#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <QSet>
#include <qgscoordinatereferencesystem.h>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <variant>
#include <vector>

using namespace prospectivity;

/// CLASS_ENCODING from samples to model, map and explanations.
class TestClassEncoding : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void logOddsGoAllTheWay_data();
  void logOddsGoAllTheWay();
  void logOddsFindWhatCodesHide();
  void theDefaultIsTheSamplesOwnClasses();
  void classesThatNobodySawAreTold();
  void samplesOfOtherClassesAreTold();
  void curvesGoFromClassToClass();
  void windowsAreEncoded_data();
  void windowsAreEncoded();
  void aStudyEncodesAllAlike();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters) {
    return runAlgorithm(QStringLiteral("prospectivity:") + algorithm, parameters, mContext);
  }
  AlgorithmRun train(const QString& algorithm, const QString& model, const QVariantMap& more = {}) {
    QVariantMap parameters{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                           {"FEATURES", QStringList{"geology", "W"}},
                           {"FOLDS", 3},
                           {"MODEL", path(model)}};
    for (auto given = more.begin(); given != more.end(); ++given)
      parameters.insert(given.key(), given.value());
    return run(algorithm, parameters);
  }
  QByteArray bytesOf(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  std::unique_ptr<QgsVectorLayer> samples(const QVector<int>& codes, const QString& nature) const;

  QTemporaryDir mFolder;
  QgsProcessingContext mContext;
  std::unique_ptr<QgsVectorLayer> mSamples;
  std::unique_ptr<QgsRasterLayer> mStack;
};

namespace {

// Every other class holds the deposits, in the order of the codes.
const QVector<int> sixCodes{1, 3, 7, 9, 12, 20};

/// The class at a place in kilometres: every row begins with another one.
int classAt(int x, int y, int classes) {
  return (x + 7 * y) % classes;
}

const QVariantMap smallNetwork{
    {"FILTERS", "4"}, {"MEMBERS", 1}, {"SCHEDULE", "cosine"}, {"EPOCHS", 30}, {"LEARNING_RATE", 0.01}};

} // namespace

/// Ten to a row, a kilometre apart; one in twenty has the other label than its class.
std::unique_ptr<QgsVectorLayer> TestClassEncoding::samples(const QVector<int>& codes,
                                                           const QString& nature) const {
  auto layer = std::make_unique<QgsVectorLayer>(
      QStringLiteral(
          "Point?crs=EPSG:32650&field=label:int&field=geology:double&field=W:double&field=natures:string"),
      QStringLiteral("samples"), QStringLiteral("memory"));
  Random random(4);
  for (int i = 0; i < 120; ++i) {
    const int own = classAt(i % 10, i / 10, static_cast<int>(codes.size()));
    const int label = (own % 2 == 0) != (i % 20 == 3) ? 1 : 0;
    QgsFeature feature(layer->fields());
    feature.setAttributes(QVector<QVariant>{label, codes[own], 20 + random.normal(), nature});
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * (i % 10), 1000.0 * (i / 10))));
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

void TestClassEncoding::initTestCase() {
  mSamples = samples(sixCodes, QStringLiteral("geology=codes"));
  QCOMPARE(mSamples->featureCount(), 120L);
  Grid grid;
  grid.columns = 120;
  grid.rows = 130;
  grid.transform = {-1000, 100, 0, 12000, 0, -100};
  grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:32650")).toWkt().toStdString();
  Random random(9);
  std::vector<float> values;
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      const double x = grid.transform[0] + 100 * (column + 0.5);
      const double y = grid.transform[3] - 100 * (row + 0.5);
      const int east = std::clamp(static_cast<int>(std::lround(x / 1000)), 0, 9);
      const int north = std::clamp(static_cast<int>(std::lround(y / 1000)), 0, 11);
      const bool isNew = row < 5 && column < 78; // a class that no sample has, beside the windows of all
      values.push_back(isNew ? 55.0F : static_cast<float>(sixCodes[classAt(east, north, 6)]));
    }
  for (std::size_t i = 0; i < grid.cells(); ++i)
    values.push_back(static_cast<float>(20 + random.normal()));
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, {"geology", "W"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
  mStack = std::make_unique<QgsRasterLayer>(path("stack.tif"), QStringLiteral("stack"));
  QVERIFY(mStack->isValid());
}

void TestClassEncoding::cleanupTestCase() {
  mSamples.reset(); // while QGIS is still there
  mStack.reset();
}

void TestClassEncoding::logOddsGoAllTheWay_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<bool>("isEncoded");
  QTest::newRow("network") << "traincnn" << smallNetwork << true;
  for (const char* method : {"logistic-regression", "random-forest", "gradient-boosting"})
    QTest::newRow(method) << "trainreference" << QVariantMap{{"METHOD", method}, {"TREES", 40}} << true;
  QTest::newRow("weights of evidence")
      << "trainreference" << QVariantMap{{"METHOD", "weights-of-evidence"}} << false;
}

void TestClassEncoding::logOddsGoAllTheWay() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, more);
  QFETCH(bool, isEncoded);
  more.insert("CLASS_ENCODING", "log-odds");
  more.insert("REPORT", path("report.html"));
  const AlgorithmRun trained = train(algorithm, "model.pt", more);
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QVERIFY2(trained.results.value("TEST_AUC").toDouble() > 0.8,
           qPrintable(trained.results.value("TEST_AUC").toString()));
  QVERIFY2(trained.messages.contains("'geology' enters as the log-odds of its 6 classes."),
           qPrintable(trained.messages.join('\n')));
  QCOMPARE(trained.warnings.filter("weights of evidence take classes as they are").size(), isEncoded ? 0 : 1);
  const std::unique_ptr<Model> model = modelBackend().load(path("model.pt").toStdString());
  const ClassValues classes = model->classes(0);
  QCOMPARE(classes.codes.size(), std::size_t{isEncoded ? 6U : 0U});
  for (std::size_t k = 0; k < classes.codes.size(); ++k)
    QCOMPARE(classes.values[k] > 0, k % 2 == 0);
  QVERIFY(model->classes(1).codes.empty());
  QVERIFY(std::get<std::string>(model->record.options->at("CLASS_ENCODING")).find("log-odds") == 0);
  QCOMPARE(QString::fromUtf8(bytesOf("report.html")).contains("Log-odds of classes"), isEncoded);
}

// A logistic regression cannot tell classes apart whose codes alternate; of their log-odds it can.
void TestClassEncoding::logOddsFindWhatCodesHide() {
  const AlgorithmRun asGiven = train("trainreference", "codes.pt");
  QVERIFY2(asGiven.ok, qPrintable(asGiven.error));
  QVERIFY(asGiven.results.value("TEST_AUC").toDouble() < 0.75);
  const AlgorithmRun encoded = train("trainreference", "odds.pt", {{"CLASS_ENCODING", "log-odds"}});
  QVERIFY2(encoded.ok, qPrintable(encoded.error));
  QVERIFY(encoded.results.value("TEST_AUC").toDouble() > 0.85);
}

void TestClassEncoding::theDefaultIsTheSamplesOwnClasses() {
  QVERIFY(train("trainreference", "default.pt").ok);
  QVERIFY(train("trainreference", "given.pt", {{"CLASS_ENCODING", "one-hot"}}).ok);
  QVERIFY(!bytesOf("default.pt").isEmpty());
  QVERIFY(bytesOf("default.pt") == bytesOf("given.pt"));
  QVERIFY(modelBackend().load(path("default.pt").toStdString())->classes(0).codes.empty());
}

void TestClassEncoding::classesThatNobodySawAreTold() {
  for (const char* algorithm : {"trainreference", "traincnn"}) {
    QVariantMap more{{"CLASS_ENCODING", "log-odds"}};
    if (QString::fromLatin1(algorithm) == QLatin1String("traincnn"))
      more.insert(smallNetwork);
    const AlgorithmRun trained = train(QString::fromLatin1(algorithm), "mapped.pt", more);
    QVERIFY2(trained.ok, qPrintable(trained.error));
    const AlgorithmRun map = run("predict", {{"MODEL", path("mapped.pt")},
                                             {"STACK", QVariant::fromValue(mStack.get())},
                                             {"OUTPUT", path("map.tif")}});
    QVERIFY2(map.ok, qPrintable(map.error));
    QCOMPARE(map.warnings
                 .filter("The layer 'geology' is of a class that no training sample had in 390 mapped "
                         "cells (2.5 %): the model takes it as it takes rare classes, and knows nothing "
                         "of it.")
                 .size(),
             1);
    QVERIFY(map.warnings.filter("range of the training samples").isEmpty());
    // Beside W, which says little, a cell of deposits' classes scores above one of the others'.
    std::vector<float> scores(std::size_t{120} * 130);
    openRaster(path("map.tif").toStdString())->read({0}, {0, 0, 120, 130}, scores.data());
    std::vector<float> codes(scores.size());
    openRaster(path("stack.tif").toStdString())->read({0}, {0, 0, 120, 130}, codes.data());
    double deposits = 0;
    double others = 0;
    double counts[2] = {0, 0};
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const bool isOdd = codes[i] == 3 || codes[i] == 9 || codes[i] == 20;
      if (codes[i] == 55)
        continue;
      (isOdd ? others : deposits) += static_cast<double>(scores[i]);
      counts[isOdd ? 1 : 0] += 1;
    }
    QVERIFY(deposits / counts[0] > 0.2 + others / counts[1]);
  }
}

// In the words of a map, once for two models that see the same samples, and with their names.
void TestClassEncoding::samplesOfOtherClassesAreTold() {
  for (const char* model : {"known.pt", "other.pt"})
    QVERIFY(train("trainreference", model, {{"CLASS_ENCODING", "log-odds"}}).ok);
  const QVector<int> withNew{1, 3, 7, 9, 12, 55};
  const auto told = samples(withNew, QStringLiteral("geology=codes"));
  const QString sentence = QStringLiteral(
      "SAMPLES: The layer 'geology' is of a class that no training sample had in 20 samples (16.7 "
      "%): the model takes it as it takes rare classes, and knows nothing of it.");
  for (const char* algorithm : {"shapvalues", "iceplots", "comparemodels"}) {
    QVariantMap parameters{{"SAMPLES", QVariant::fromValue(told.get())},
                           {"MODEL", path("known.pt")},
                           {"MODEL_A", path("known.pt")},
                           {"MODEL_B", path("other.pt")},
                           {"OUTPUT", "TEMPORARY_OUTPUT"},
                           {"TABLE", "TEMPORARY_OUTPUT"},
                           {"PDP", "TEMPORARY_OUTPUT"}};
    const AlgorithmRun ofNew = run(algorithm, parameters);
    QVERIFY2(ofNew.ok, qPrintable(ofNew.error));
    const bool isOfTwo = qstrcmp(algorithm, "comparemodels") == 0;
    QCOMPARE(ofNew.warnings.filter("no training sample had"),
             QStringList((isOfTwo ? "MODEL_A and MODEL_B: " : "") + sentence));
    parameters["SAMPLES"] = QVariant::fromValue(mSamples.get());
    const AlgorithmRun ofKnown = run(algorithm, parameters);
    QVERIFY2(ofKnown.ok, qPrintable(ofKnown.error));
    QVERIFY(ofKnown.warnings.filter("no training sample had").isEmpty());
  }
}

void TestClassEncoding::curvesGoFromClassToClass() {
  QVariantMap more = smallNetwork;
  more.insert("CLASS_ENCODING", "log-odds");
  QVERIFY(train("traincnn", "curves.pt", more).ok);
  const AlgorithmRun explained = run("iceplots", {{"MODEL", path("curves.pt")},
                                                  {"SAMPLES", QVariant::fromValue(mSamples.get())},
                                                  {"FEATURES", "geology"},
                                                  {"PDP", "TEMPORARY_OUTPUT"}});
  QVERIFY2(explained.ok, qPrintable(explained.error));
  const auto* table = qobject_cast<QgsVectorLayer*>(
      QgsProcessingUtils::mapLayerFromString(explained.results.value("PDP").toString(), mContext));
  QVERIFY(table != nullptr);
  QSet<double> places;
  QgsFeatureIterator rows = table->getFeatures();
  QgsFeature row;
  while (rows.nextFeature(row))
    places.insert(row.attribute(QStringLiteral("value")).toDouble());
  QCOMPARE(places, (QSet<double>{1, 3, 7, 9, 12, 20}));
}

void TestClassEncoding::windowsAreEncoded_data() {
  QTest::addColumn<QString>("augmentation");
  for (const char* method : {"none", "smote", "gaussian-noise", "patches"})
    QTest::newRow(method) << QString::fromLatin1(method);
}

// Augmentation makes no code that is none: the model knows the six classes and no other.
void TestClassEncoding::windowsAreEncoded() {
  QFETCH(QString, augmentation);
  QVariantMap more = smallNetwork;
  more.insert("CLASS_ENCODING", "log-odds");
  more.insert("WINDOW", 3);
  more.insert("KERNEL_SIZE", 3);
  more.insert("STACK", QVariant::fromValue(mStack.get()));
  more.insert("AUGMENTATION", augmentation);
  more.insert("BOTH_CLASSES", true);
  const AlgorithmRun trained = train("traincnn", "windows.pt", more);
  QVERIFY2(trained.ok, qPrintable(trained.error));
  QVERIFY2(trained.results.value("TEST_AUC").toDouble() > 0.8,
           qPrintable(trained.results.value("TEST_AUC").toString()));
  const std::unique_ptr<Model> model = modelBackend().load(path("windows.pt").toStdString());
  QCOMPARE(model->window(), 3);
  QCOMPARE(model->classes(0).codes, (std::vector<float>{1, 3, 7, 9, 12, 20}));
}

void TestClassEncoding::aStudyEncodesAllAlike() {
  const auto study = [&](const QString& encoding) {
    QVariantMap parameters = smallNetwork;
    parameters.insert(QVariantMap{{"SAMPLES", QVariant::fromValue(mSamples.get())},
                                  {"FEATURES", QStringList{"geology", "W"}},
                                  {"METHODS", QVariantList{0}},
                                  {"FOLDS", 3},
                                  {"REPEATS", 1},
                                  {"CLASS_ENCODING", encoding},
                                  {"TABLE", "TEMPORARY_OUTPUT"}});
    return run("augmentationstudy", parameters);
  };
  const AlgorithmRun encoded = study("log-odds");
  QVERIFY2(encoded.ok, qPrintable(encoded.error));
  QVERIFY(encoded.messages.contains("'geology' enters as the log-odds of its 6 classes."));
  const auto* table = qobject_cast<QgsVectorLayer*>(
      QgsProcessingUtils::mapLayerFromString(encoded.results.value("TABLE").toString(), mContext));
  QVERIFY(table != nullptr);
  QgsFeatureIterator rows = table->getFeatures();
  QgsFeature row;
  int regressions = 0;
  while (rows.nextFeature(row))
    if (row.attribute(QStringLiteral("method")).toString() == QLatin1String("logistic regression")) {
      ++regressions;
      QVERIFY(row.attribute(QStringLiteral("auc")).toDouble() > 0.85);
    }
  QCOMPARE(regressions, 1);
}

void TestClassEncoding::mistakesAreNamed_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("sentence");
  const QString none = QStringLiteral("CLASS_ENCODING is log-odds, but no feature is a layer of class codes: "
                                      "build the stack with the layer in "
                                      "CATEGORICAL and without ONE_HOT, or choose one-hot.");
  for (const char* algorithm : {"traincnn", "trainreference", "augmentationstudy"})
    QTest::newRow(algorithm) << QString::fromLatin1(algorithm) << QVariantMap{{"FEATURES", "W"}} << none;
  QTest::newRow("too few of each class") << "trainreference" << QVariantMap{{"SAMPLES", 40}}
                                         << "CLASS_ENCODING is log-odds, but no class of 'geology' has 5 "
                                            "samples: join classes of the layer, leave "
                                            "it out of FEATURES, or choose one-hot.";
}

void TestClassEncoding::mistakesAreNamed() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, more);
  QFETCH(QString, sentence);
  std::unique_ptr<QgsVectorLayer> rare;
  if (more.contains("SAMPLES")) {
    QVector<int> codes(more["SAMPLES"].toInt());
    for (int k = 0; k < codes.size(); ++k)
      codes[k] = k + 1;
    rare = samples(codes, QStringLiteral("geology=codes"));
    more["SAMPLES"] = QVariant::fromValue(rare.get());
  }
  more.insert("CLASS_ENCODING", "log-odds");
  more.insert("TABLE", "TEMPORARY_OUTPUT");
  const AlgorithmRun refused = train(algorithm, "refused.pt", more);
  QVERIFY(!refused.ok);
  QCOMPARE(refused.error, sentence);
  QVERIFY(!QFile::exists(path("refused.pt")));
}

PROCESSING_TEST_MAIN(TestClassEncoding)
#include "test_class_encoding.moc"
