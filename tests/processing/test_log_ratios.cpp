#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>

#include <cmath>

using namespace prospectivity;

/// Log-ratios from the layers to the map: what a model learnt of a group of layers is never taken from one of
/// them as it was.
class TestLogRatioChain : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theStackTellsItsGroups();
  void theStackOfTheSamplesIsMapped();
  void otherStacksAreRefused_data();
  void otherStacksAreRefused();
  void layersWithoutARecordAreRefused();
  void theRemedyWorks();
  void samplesOfTheLayersAreRefused();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm("prospectivity:" + name, parameters, context);
  }
  AlgorithmRun stack(const QString& name, const QString& transforms) {
    return run("buildevidencestack", {{"LAYERS", QStringList{path("Cu.tif"), path("Zn.tif"), path("Pb.tif")}},
                                      {"TRANSFORMS", transforms},
                                      {"OUTPUT", path(name + ".tif")},
                                      {"REPORT", path(name + ".html")}});
  }
  AlgorithmRun samples(const QString& name) {
    return run("createsamples", {{"STACK", path(name + ".tif")},
                                 {"DEPOSITS", "deposits"},
                                 {"NEGATIVE_RATIO", 3},
                                 {"OUTPUT", path(name + ".gpkg")}});
  }
  AlgorithmRun map(const QString& model, const QString& stackName) {
    QFile::remove(path("map.tif"));
    return run(
        "predict",
        {{"MODEL", path(model + ".pt")}, {"STACK", path(stackName + ".tif")}, {"OUTPUT", path("map.tif")}});
  }
  std::vector<float> mapped() const {
    const auto raster = openRaster(path("map.tif").toStdString());
    std::vector<float> values(raster->grid().cells());
    raster->read({0}, {0, 0, raster->grid().columns, raster->grid().rows}, values.data());
    return values;
  }
  QTemporaryDir mFolder;
};

void TestLogRatioChain::initTestCase() {
  GDALAllRegister();
  EvidenceFile file;
  file.columns = 40;
  file.rows = 30;
  file.value = [](double x, double y) {
    return std::round(20 * std::exp(std::sin(x / 300) + std::cos(y / 410)));
  };
  writeEvidence(mFolder, "Cu.tif", file);
  file.value = [](double x, double y) { return 40 + std::round(30 * std::sin(x / 170) * std::cos(y / 230)); };
  writeEvidence(mFolder, "Zn.tif", file);
  file.value = [](double x, double y) {
    return std::fmax(0, std::round(25 * std::cos(x / 90 + y / 130) + 15));
  };
  writeEvidence(mFolder, "Pb.tif", file);
  QVector<QgsPointXY> points; // where there is much copper
  for (int i = 0; i < 5; ++i)
    points << QgsPointXY(500450, 2899950 - 300 * i) << QgsPointXY(502350, 2899950 - 300 * i);
  addPoints("deposits", "EPSG:32650", points);
  for (const auto& [name, transforms] :
       {std::pair{"raw", ""}, std::pair{"clr", "clr(Cu, Zn, Pb)"}, std::pair{"ilr", "ilr(Cu, Zn, Pb)"},
        std::pair{"others", "clr(Cu, Zn, Pb) zeros 1"}, std::pair{"pair", "clr(Cu, Zn)"}}) {
    const AlgorithmRun built = stack(name, transforms);
    QVERIFY2(built.ok, qPrintable(built.error));
  }
  for (const char* name : {"raw", "clr", "ilr"}) {
    const AlgorithmRun made = samples(name);
    QVERIFY2(made.ok, qPrintable(made.error));
    const AlgorithmRun trained = run("trainreference", {{"SAMPLES", path(QString(name) + ".gpkg")},
                                                        {"FOLDS", 3},
                                                        {"SEED", 5},
                                                        {"MODEL", path(QString(name) + ".pt")}});
    QVERIFY2(trained.ok, qPrintable(trained.error));
  }
}

void TestLogRatioChain::theStackTellsItsGroups() {
  GDALDatasetUniquePtr file(GDALDataset::Open(path("ilr.tif").toUtf8().constData()));
  QVERIFY(file);
  QCOMPARE(file->GetRasterCount(), 2);
  QCOMPARE(QString(file->GetRasterBand(1)->GetDescription()), QString("ilr1 Cu|Zn,Pb"));
  QCOMPARE(QString(file->GetRasterBand(2)->GetDescription()), QString("ilr2 Zn|Pb"));
  const QString record = file->GetRasterBand(2)->GetMetadataItem("transform");
  QVERIFY2(record.startsWith("ilr 2 of Cu ") && record.contains(" Pb 0.65"), qPrintable(record));
  const QString treatment = file->GetRasterBand(2)->GetMetadataItem("treatment");
  QVERIFY2(treatment.contains("isometric log-ratio of Zn to Pb, zeros as"), qPrintable(treatment));
  QFile page(path("ilr.html"));
  QVERIFY(page.open(QIODevice::ReadOnly));
  const QString report = page.readAll();
  QVERIFY(report.contains("ilr(Cu, Zn, Pb)") && report.contains("Zeros replaced"));
  const auto layer = std::make_unique<QgsVectorLayer>(path("ilr.gpkg"), "ilr", "ogr");
  QVERIFY(layer->fields().lookupField("ilr1 Cu|Zn,Pb") >= 0);
}

void TestLogRatioChain::theStackOfTheSamplesIsMapped() {
  for (const char* name : {"clr", "ilr"}) {
    const AlgorithmRun done = map(name, name);
    QVERIFY2(done.ok, qPrintable(done.error));
    const std::vector<float> values = mapped();
    double atDeposits = 0;
    double everywhere = 0;
    for (std::size_t row = 0; row < 5; ++row)
      for (const std::size_t column : {std::size_t{4}, std::size_t{23}})
        atDeposits += values[3 * row * 40 + column] / 10;
    for (const float value : values)
      everywhere += value / static_cast<double>(values.size());
    QVERIFY2(atDeposits > everywhere, qPrintable(QString("%1, %2").arg(atDeposits).arg(everywhere)));
  }
}

void TestLogRatioChain::otherStacksAreRefused_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("stackName");
  QTest::addColumn<QString>("start");
  const auto row = [](const char* name, const char* model, const char* stackName, const char* start) {
    QTest::newRow(name) << model << stackName << start;
  };
  row("the layers as they were", "clr", "raw",
      "The values of the layer 'Cu' (as it was) are not what the model learnt (centred log-ratio of Cu among "
      "Cu, "
      "Zn, Pb, zeros as ");
  row("layers that are not there", "clr", "Cu",
      "STACK: 'Cu.tif' has no band 'Zn', which the model learnt (centred");
  row("other numbers for zeros", "clr", "others",
      "The values of the layer 'Cu' (centred log-ratio of Cu among Cu, Zn, Pb, zeros as 1 (Cu), 1 (Zn), 1 "
      "(Pb)) "
      "are not what the model learnt (centred log-ratio of Cu among Cu, Zn, Pb, zeros as ");
  row("another group", "clr", "pair",
      "The values of the layer 'Cu' (centred log-ratio of Cu among Cu, Zn, zeros as ");
  row("layers instead of isometric ones", "ilr", "raw",
      "STACK: 'raw.tif' has no band 'ilr1 Cu|Zn,Pb', which the model learnt (isometric log-ratio of Cu to "
      "Zn, "
      "Pb): give the stack that the model was trained on, or one with 'ilr(Cu, Zn, Pb) zeros ");
  row("log-ratios instead of layers", "raw", "clr",
      "The values of the layer 'Cu' (centred log-ratio of Cu among Cu, Zn, Pb, zeros as ");
}

void TestLogRatioChain::otherStacksAreRefused() {
  QFETCH(QString, model);
  QFETCH(QString, stackName);
  QFETCH(QString, start);
  const AlgorithmRun refused = map(model, stackName);
  QVERIFY(!refused.ok);
  QVERIFY2(refused.error.startsWith(start), qPrintable(refused.error));
  QVERIFY(!QFile::exists(path("map.tif")));
}

/// Files that no stack was made of: they may be anything.
void TestLogRatioChain::layersWithoutARecordAreRefused() {
  const AlgorithmRun refused =
      run("predict", {{"MODEL", path("clr.pt")},
                      {"LAYERS", QStringList{path("Cu.tif"), path("Zn.tif"), path("Pb.tif")}},
                      {"OUTPUT", path("map.tif")}});
  QVERIFY2(
      refused.error.startsWith("The values of the layer 'Cu' (nobody knows what was done to them) are not "
                               "what the model learnt (centred"),
      qPrintable(refused.error));
}

/// A stack built as the sentence says has the record that the model asks for, to the last digit.
void TestLogRatioChain::theRemedyWorks() {
  const QString error = map("clr", "raw").error;
  const QString before = "or one with '";
  const auto begin = error.indexOf(before) + before.size();
  const QString advice = error.mid(begin, error.indexOf("' among its transforms.") - begin);
  QVERIFY2(advice.startsWith("clr(Cu, Zn, Pb) zeros "), qPrintable(error));
  QVERIFY(map("clr", "clr").ok);
  const std::vector<float> expected = mapped();
  const AlgorithmRun built = stack("mended", advice);
  QVERIFY2(built.ok, qPrintable(built.error));
  const AlgorithmRun done = map("clr", "mended");
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(mapped(), expected);
}

void TestLogRatioChain::samplesOfTheLayersAreRefused() {
  const AlgorithmRun explained =
      run("shapvalues",
          {{"MODEL", path("clr.pt")}, {"SAMPLES", path("raw.gpkg")}, {"OUTPUT", path("shap.gpkg")}});
  QVERIFY(!explained.ok);
  QVERIFY2(
      explained.error.startsWith("The values of the feature 'Cu' of SAMPLES (as it was) are not what the "
                                 "model learnt (centred log-ratio of Cu among Cu, Zn, Pb, zeros as "),
      qPrintable(explained.error));
  const AlgorithmRun done =
      run("shapvalues",
          {{"MODEL", path("clr.pt")}, {"SAMPLES", path("clr.gpkg")}, {"OUTPUT", path("shap.gpkg")}});
  QVERIFY2(done.ok, qPrintable(done.error));
}

PROCESSING_TEST_MAIN(TestLogRatioChain)
#include "test_log_ratios.moc"
