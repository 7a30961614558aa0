#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <qgsfeature.h>
#include <qgsvectordataprovider.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// No run costs the user a file: neither one it reads, nor one that stands beside its output.
class TestOutputs : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void whatIsReadIsNotOverwritten_data();
  void whatIsReadIsNotOverwritten();
  void filesBesideARefusedOutputStay();
  void aRefusedOutputLeavesAllFilesAsTheyWere();
  void whatCannotBeReplacedIsToldBeforeTheWork_data();
  void whatCannotBeReplacedIsToldBeforeTheWork();
  void resultsAndLayersHaveTheNamesGiven();
  void aLayerIsAddedToAGeoPackage();
  void aLayerIsAddedToAGeoPackageThatIsOpen();
  void layersOfOneRunAreAddedTogether();
  void aLayerOfTheSameNameIsReplaced();
  void aFileOfLayersThatIsNotThereIsMade();
  void aSpreadsheetTakesAnotherLayerOrStaysAsItWas();
  void aRefusedRunAddsNoLayer();
  void aLockedDatabaseKeepsLayersOutOfTheOthers();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QString layerIn(const QString& file, const QString& layer) const {
    return "ogr:dbname='" + path(file) + "' table=\"" + layer + "\"";
  }
  /// Features of a layer in a file; -1 where there is none.
  long long countIn(const QString& file, const QString& layer) const {
    const QgsVectorLayer found(path(file) + "|layername=" + layer, layer, "ogr");
    return found.isValid() ? static_cast<long long>(found.featureCount()) : -1;
  }
  QByteArray bytesOf(const QString& name) const;
  void write(const QString& name, const QByteArray& bytes) const;
  /// Of what runs keep beside their outputs until they are whole.
  QStringList leftovers() const {
    return QDir(mFolder.path())
        .entryList({".*"}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
  }
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) const;
  QTemporaryDir mFolder;
};

QByteArray TestOutputs::bytesOf(const QString& name) const {
  QFile file(path(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestOutputs::write(const QString& name, const QByteArray& bytes) const {
  QFile file(path(name));
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

AlgorithmRun TestOutputs::run(const QString& name, const QVariantMap& parameters) const {
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  return runAlgorithm("prospectivity:" + name, parameters, context);
}

void TestOutputs::initTestCase() {
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {4};
  NetworkModel model = randomModel(shape, 1, 51);
  model.features = {"W", "Sn"};
  model.background = randomRows(4, 2, 52);
  modelBackend().save(model, path("model.pt").toStdString());
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  20,
                  20,
                  QgsCoordinateReferenceSystem("EPSG:32650").toWkt().toStdString()};
  const FloatMatrix values = randomRows(2, static_cast<int>(grid.cells()), 53);
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, model.features);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
  QgsVectorFileWriter::SaveVectorOptions options;
  QString error;
  QCOMPARE(QgsVectorFileWriter::writeAsVectorFormatV3(mappedSamples().get(), path("samples.gpkg"), {},
                                                      options, &error),
           QgsVectorFileWriter::NoError);
}

void TestOutputs::whatIsReadIsNotOverwritten_data() {
  QTest::addColumn<QString>("algorithm");
  QTest::addColumn<QVariantMap>("parameters");
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("sentence");
  const QString stack = path("stack.tif");
  const QString model = path("model.pt");
  QTest::newRow("a map over its stack")
      << "predict" << QVariantMap{{"MODEL", model}, {"STACK", stack}, {"OUTPUT", stack}} << "stack.tif"
      << "OUTPUT: 'stack.tif' is also what STACK reads, and would be lost; choose another file.";
  QTest::newRow("written in another way")
      << "predict"
      << QVariantMap{{"MODEL", model},
                     {"STACK", stack},
                     {"OUTPUT", path("../") + QDir(mFolder.path()).dirName() + "/stack.tif"}}
      << "stack.tif"
      << "OUTPUT: 'stack.tif' is also what STACK reads, and would be lost; choose another file.";
  QTest::newRow("a stack over one of its layers")
      << "buildevidencestack" << QVariantMap{{"LAYERS", QStringList{stack}}, {"OUTPUT", stack}} << "stack.tif"
      << "OUTPUT: 'stack.tif' is also what LAYERS reads, and would be lost; choose another file.";
  QTest::newRow("samples over the samples they come from")
      << "augmentsamples"
      << QVariantMap{{"INPUT", path("samples.gpkg") + "|layername=samples"}, {"OUTPUT", path("samples.gpkg")}}
      << "samples.gpkg"
      << "OUTPUT: 'samples.gpkg' is also what INPUT reads, and would be lost; choose another file.";
  QTest::newRow("a report over its model")
      << "filterweights"
      << QVariantMap{{"MODEL", model},
                     {"SAMPLES", path("samples.gpkg")},
                     {"REPORT", model},
                     {"TABLE", "memory:"}}
      << "model.pt"
      << "REPORT: 'model.pt' is also what MODEL reads, and would be lost; choose another file.";
  QTest::newRow("two outputs in one file")
      << "shapmap"
      << QVariantMap{{"MODEL", model},
                     {"STACK", stack},
                     {"OUTPUT", path("map.tif")},
                     {"DRIVER", path("map.tif")}}
      << QString() << "DRIVER: 'map.tif' is also the file of OUTPUT; give each output its own.";
  const auto training = [&](const QString& metrics, const QString& reliability) {
    return QVariantMap{{"SAMPLES", path("samples.gpkg")},
                       {"MODEL", path("never.pt")},
                       {"METRICS", metrics},
                       {"RELIABILITY", reliability}};
  };
  QTest::newRow("a file, and a layer in it")
      << "traincnn" << training(path("both.gpkg"), layerIn("both.gpkg", "reliability")) << QString()
      << "RELIABILITY: 'both.gpkg' is also the file of METRICS; give each output its own.";
  QTest::newRow("two layers of one name")
      << "traincnn" << training(layerIn("both.gpkg", "figures"), layerIn("both.gpkg", "Figures")) << QString()
      << "RELIABILITY: 'Figures' in 'both.gpkg' is also the layer of METRICS; give each output its own.";
}

void TestOutputs::whatIsReadIsNotOverwritten() {
  QFETCH(QString, algorithm);
  QFETCH(QVariantMap, parameters);
  QFETCH(QString, file);
  QFETCH(QString, sentence);
  const QByteArray before = bytesOf(file);
  const AlgorithmRun done = run(algorithm, parameters);
  QVERIFY(!done.ok);
  QCOMPARE(done.error, sentence);
  QVERIFY(file.isEmpty() || (!before.isEmpty() && bytesOf(file) == before));
  QVERIFY(!QFile::exists(path("map.tif")));
}

void TestOutputs::filesBesideARefusedOutputStay() {
  const QStringList neighbours{"old.qml", "old.dbf", "old.shx", "old.prj", "old.cpg"};
  for (const QString& name : neighbours) {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("another layer's");
  }
  const AlgorithmRun done = run(
      "predict", {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path("old.img")}});
  QVERIFY(!done.ok);
  for (const QString& name : neighbours)
    QCOMPARE(bytesOf(name), QByteArray("another layer's"));
}

/// The model and the report are written before the table, which a file that is no GeoPackage cannot take.
void TestOutputs::aRefusedOutputLeavesAllFilesAsTheyWere() {
  write("old.pt", "what stood here before");
  write("old.gpkg", "no GeoPackage");
  const AlgorithmRun done = run("traincnn", {{"SAMPLES", path("samples.gpkg")},
                                             {"EPOCHS", 1},
                                             {"FOLDS", 2},
                                             {"MODEL", path("old.pt")},
                                             {"REPORT", path("new.html")},
                                             {"METRICS", layerIn("old.gpkg", "metrics")}});
  QVERIFY(!done.ok);
  QVERIFY2(done.error.startsWith("METRICS: the output could not be created (") &&
               done.error.endsWith("); choose another file or format."),
           qPrintable(done.error)); // between them what OGR says
  QCOMPARE(bytesOf("old.pt"), QByteArray("what stood here before"));
  QCOMPARE(bytesOf("old.gpkg"), QByteArray("no GeoPackage"));
  QVERIFY(!QFile::exists(path("new.html")));
  QCOMPARE(leftovers(), QStringList());
}

void TestOutputs::whatCannotBeReplacedIsToldBeforeTheWork_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("trouble");
  QTest::newRow("a folder") << "taken.tif"
                            << "is a folder; choose another file.";
  QTest::newRow("a protected file") << "protected.tif"
                                    << "is write-protected; allow writing to it, or choose another file.";
}

void TestOutputs::whatCannotBeReplacedIsToldBeforeTheWork() {
  QFETCH(QString, file);
  QFETCH(QString, trouble);
  QDir(mFolder.path()).mkdir("taken.tif");
  write("protected.tif", "a result to keep");
  QVERIFY(QFile::setPermissions(path("protected.tif"), QFileDevice::ReadOwner));
  const AlgorithmRun done =
      run("predict", {{"MODEL", path("model.pt")}, {"STACK", path("stack.tif")}, {"OUTPUT", path(file)}});
  QVERIFY(!done.ok);
  QCOMPARE(done.error, "OUTPUT: '" + path(file) + "' " + trouble);
  QCOMPARE(bytesOf("protected.tif"), QByteArray("a result to keep"));
  QCOMPARE(leftovers(), QStringList());
  QVERIFY(QFile::setPermissions(path("protected.tif"), QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

/// QGIS is told the names that the user gave, for results and for the layers that it loads.
void TestOutputs::resultsAndLayersHaveTheNamesGiven() {
  QgsProcessingContext context;
  context.setProject(QgsProject::instance());
  QgsProcessingOutputLayerDefinition map(path("loaded.tif"), QgsProject::instance());
  QgsProcessingOutputLayerDefinition polygons(path("loaded.gpkg"), QgsProject::instance());
  const AlgorithmRun done = runAlgorithm("prospectivity:predict",
                                         {{"MODEL", path("model.pt")},
                                          {"STACK", path("stack.tif")},
                                          {"OUTPUT", QVariant::fromValue(map)},
                                          {"TARGET_POLYGONS", QVariant::fromValue(polygons)}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("OUTPUT").toString(), path("loaded.tif"));
  QCOMPARE(done.results.value("TARGET_POLYGONS").toString(), path("loaded.gpkg"));
  QCOMPARE(context.layersToLoadOnCompletion().keys(), QStringList({path("loaded.gpkg"), path("loaded.tif")}));
  for (const auto& layer : context.layersToLoadOnCompletion())
    QVERIFY(layer.postProcessor() != nullptr);
  const QgsVectorLayer layer(path("loaded.gpkg") + "|layername=loaded", "loaded", "ogr");
  QVERIFY(layer.isValid()); // the layer in the file is called after it, as QGIS does
  QVERIFY(QFile::exists(path("loaded.qml")));
  QCOMPARE(leftovers(), QStringList());
}

/// Another layer in a GeoPackage that is there goes where QGIS puts it, and the others stay.
void TestOutputs::aLayerIsAddedToAGeoPackage() {
  write("shared.gpkg", bytesOf("samples.gpkg"));
  const AlgorithmRun done =
      run("orderfeatures", {{"INPUT", path("samples.gpkg")}, {"TABLE", layerIn("shared.gpkg", "orders")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("TABLE").toString(), path("shared.gpkg") + "|layername=orders");
  for (const char* name : {"samples", "orders"})
    QVERIFY2(countIn("shared.gpkg", name) > 0, name);
  QCOMPARE(countIn("shared.gpkg", "samples"), countIn("samples.gpkg", "samples"));
  QCOMPARE(leftovers(), QStringList());
}

/// One that somebody has open, and goes on to read and to write through the file that he or she opened.
void TestOutputs::aLayerIsAddedToAGeoPackageThatIsOpen() {
  write("open.gpkg", bytesOf("samples.gpkg"));
  QgsVectorLayer opened(path("open.gpkg") + "|layername=samples", "samples", "ogr");
  const long long before = opened.featureCount();
  const AlgorithmRun done =
      run("orderfeatures", {{"INPUT", path("samples.gpkg")}, {"TABLE", layerIn("open.gpkg", "orders")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QgsFeature another(opened.fields());
  QVERIFY(opened.dataProvider()->addFeature(another));
  QVERIFY(countIn("open.gpkg", "orders") > 0);
  QCOMPARE(countIn("open.gpkg", "samples"), before + 1);
}

void TestOutputs::layersOfOneRunAreAddedTogether() {
  write("several.gpkg", bytesOf("samples.gpkg"));
  const AlgorithmRun done = run("traincnn", {{"SAMPLES", path("samples.gpkg")},
                                             {"EPOCHS", 1},
                                             {"FOLDS", 2},
                                             {"MODEL", path("several.pt")},
                                             {"METRICS", layerIn("several.gpkg", "metrics")},
                                             {"RELIABILITY", layerIn("several.gpkg", "reliability")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  for (const char* name : {"samples", "metrics", "reliability"})
    QVERIFY2(countIn("several.gpkg", name) > 0, name);
  QVERIFY(QFile::exists(path("several.pt")));
  QCOMPARE(leftovers(), QStringList());
}

void TestOutputs::aLayerOfTheSameNameIsReplaced() {
  write("replaced.gpkg", bytesOf("samples.gpkg"));
  const AlgorithmRun done =
      run("orderfeatures", {{"INPUT", path("samples.gpkg")}, {"TABLE", layerIn("replaced.gpkg", "samples")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  const QgsVectorLayer layer(path("replaced.gpkg") + "|layername=samples", "samples", "ogr");
  QVERIFY(layer.isValid());
  QVERIFY(!layer.isSpatial());
  QCOMPARE(layer.dataProvider()->subLayers().size(), 1);
}

void TestOutputs::aFileOfLayersThatIsNotThereIsMade() {
  const AlgorithmRun done =
      run("orderfeatures", {{"INPUT", path("samples.gpkg")}, {"TABLE", layerIn("first.gpkg", "orders")}});
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(done.results.value("TABLE").toString(), path("first.gpkg") + "|layername=orders");
  QVERIFY(countIn("first.gpkg", "orders") > 0);
  QCOMPARE(leftovers(), QStringList());
}

/// Of a format whose file is written anew with each change: QGIS makes such a file, and may not be able to
/// add another layer to one.
void TestOutputs::aSpreadsheetTakesAnotherLayerOrStaysAsItWas() {
  const auto add = [&](const QString& layer) {
    return run("orderfeatures", {{"INPUT", path("samples.gpkg")}, {"TABLE", layerIn("book.xlsx", layer)}});
  };
  const AlgorithmRun first = add("first");
  QVERIFY2(first.ok, qPrintable(first.error));
  QVERIFY(countIn("book.xlsx", "first") > 0);
  const QByteArray before = bytesOf("book.xlsx");
  const AlgorithmRun second = add("second");
  if (second.ok) {
    QVERIFY(countIn("book.xlsx", "first") > 0);
    QVERIFY(countIn("book.xlsx", "second") > 0);
  } else {
    QVERIFY2(second.error.startsWith("TABLE: the output could not be created ("), qPrintable(second.error));
    QCOMPARE(bytesOf("book.xlsx"), before);
  }
  QCOMPARE(leftovers(), QStringList());
}

/// The second table cannot be made: the first, which was whole, is not added either.
void TestOutputs::aRefusedRunAddsNoLayer() {
  const QByteArray former = bytesOf("samples.gpkg");
  write("kept.gpkg", former);
  write("junk.gpkg", "no GeoPackage");
  const AlgorithmRun done = run("traincnn", {{"SAMPLES", path("samples.gpkg")},
                                             {"EPOCHS", 1},
                                             {"FOLDS", 2},
                                             {"MODEL", path("refused.pt")},
                                             {"METRICS", layerIn("kept.gpkg", "metrics")},
                                             {"RELIABILITY", layerIn("junk.gpkg", "reliability")}});
  QVERIFY(!done.ok);
  QVERIFY2(done.error.startsWith("RELIABILITY: the output could not be created ("), qPrintable(done.error));
  QCOMPARE(bytesOf("kept.gpkg"), former);
  QCOMPARE(bytesOf("junk.gpkg"), QByteArray("no GeoPackage"));
  QVERIFY(!QFile::exists(path("refused.pt")));
  QCOMPARE(leftovers(), QStringList());
}

/// The second database is at work in another transaction: the first does not keep its layer.
void TestOutputs::aLockedDatabaseKeepsLayersOutOfTheOthers() {
  write("free.gpkg", bytesOf("samples.gpkg"));
  write("locked.gpkg", bytesOf("samples.gpkg"));
  AlgorithmRun done;
  {
    const GDALDatasetUniquePtr other(
        GDALDataset::Open(path("locked.gpkg").toUtf8(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    QVERIFY(other);
    QCOMPARE(other->StartTransaction(), OGRERR_NONE);
    QCOMPARE(other->GetLayer(0)->DeleteFeature(1), OGRERR_NONE);
    done = run("traincnn", {{"SAMPLES", path("samples.gpkg")},
                            {"EPOCHS", 1},
                            {"FOLDS", 2},
                            {"MODEL", path("unlucky.pt")},
                            {"METRICS", layerIn("free.gpkg", "metrics")},
                            {"RELIABILITY", layerIn("locked.gpkg", "reliability")}});
    QCOMPARE(other->RollbackTransaction(), OGRERR_NONE);
  }
  QVERIFY(!done.ok);
  QVERIFY2(done.error.startsWith("RELIABILITY: the layer could not be added to '"), qPrintable(done.error));
  QCOMPARE(countIn("free.gpkg", "metrics"), -1LL);
  QVERIFY(countIn("free.gpkg", "samples") > 0);
  QCOMPARE(countIn("locked.gpkg", "reliability"), -1LL);
  QVERIFY(!QFile::exists(path("unlucky.pt")));
}

PROCESSING_TEST_MAIN(TestOutputs)
#include "test_outputs.moc"
