#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <qgsvectorfilewriter.h>

using namespace prospectivity;

/// No run costs the user a file: neither one it reads, nor one that stands beside its output.
class TestOutputs : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void whatIsReadIsNotOverwritten_data();
  void whatIsReadIsNotOverwritten();
  void filesBesideARefusedOutputStay();
  void filesThatCameWithARefusedOutputGo();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QByteArray bytesOf(const QString& name) const;
  AlgorithmRun run(const QString& name, const QVariantMap& parameters) const;
  QTemporaryDir mFolder;
};

QByteArray TestOutputs::bytesOf(const QString& name) const {
  QFile file(path(name));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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

/// The model is saved before the table, whose name a folder has taken.
void TestOutputs::filesThatCameWithARefusedOutputGo() {
  QVERIFY(QDir(mFolder.path()).mkdir("taken.csv"));
  const AlgorithmRun done = run("traincnn", {{"SAMPLES", path("samples.gpkg")},
                                             {"EPOCHS", 1},
                                             {"FOLDS", 2},
                                             {"MODEL", path("new.pt")},
                                             {"REPORT", path("new.html")},
                                             {"METRICS", path("taken.csv")}});
  QVERIFY(!done.ok);
  QVERIFY2(done.error.startsWith("METRICS: the output could not be created (") &&
               done.error.endsWith("); choose another file or format."),
           qPrintable(done.error)); // between them what OGR says
  QVERIFY(!QFile::exists(path("new.pt")));
  QVERIFY(!QFile::exists(path("new.html")));
}

PROCESSING_TEST_MAIN(TestOutputs)
#include "test_outputs.moc"
