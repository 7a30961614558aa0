#include "engine/network/backend.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/processing_fixture.h"

#include <qgsprocessingparameters.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// What QGIS is told to call the layers that a run loads.
class TestLayerNames : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void mapsAreNamedByWhatTheyShow();
  void reasonsAreNamedByTheLayerShown();
  void evidenceIsNamedByItsSource();
  void aNameThatSomebodyGaveStays();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QTemporaryDir mFolder;
};

namespace {

const Grid grid{{500000, 500, 0, 2900000, 0, -500}, 40, 30, ""};

/// A destination that is loaded, as the dialog of an algorithm makes it.
QVariant loaded(const QString& file, const QString& name = QString()) {
  QgsProcessingOutputLayerDefinition shown(file, QgsProject::instance());
  shown.destinationName = name;
  return QVariant::fromValue(shown);
}

/// The names of what is loaded, by the outputs.
QMap<QString, QString> namesIn(const QgsProcessingContext& context) {
  QMap<QString, QString> names;
  for (const QgsProcessingContext::LayerDetails& details : context.layersToLoadOnCompletion())
    names.insert(details.outputName, details.name);
  return names;
}

} // namespace

void TestLayerNames::initTestCase() {
  NetworkShape shape;
  shape.features = 2;
  shape.filters = {4, 5};
  NetworkModel model = randomModel(shape, 2, 41);
  model.features = {"W", "Sn"};
  model.background = randomRows(8, 2, 44);
  // Sn is the same everywhere, in the background too, and moves no score.
  model.background.col(1).setConstant(0.5F);
  modelBackend().save(model, path("model.pt").toStdString());
  FloatMatrix values = randomRows(2, static_cast<int>(grid.cells()), 42);
  values.row(1).setConstant(0.5F);
  const auto sink = createRaster(path("stack.tif").toStdString(), grid, model.features);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

void TestLayerNames::mapsAreNamedByWhatTheyShow() {
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm("prospectivity:predict",
                                         {{"MODEL", path("model.pt")},
                                          {"STACK", path("stack.tif")},
                                          {"UNCERTAINTY", "ensemble"},
                                          {"TARGET_SHARES", "10"},
                                          {"OUTPUT", loaded(path("map.tif"))},
                                          {"UNCERTAINTY_OUTPUT", loaded(path("spread.tif"))},
                                          {"TARGET_POLYGONS", loaded(path("targets.gpkg"))},
                                          {"COVERAGE", loaded(path("coverage.tif"))}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
  const QMap<QString, QString> names{{"OUTPUT", "Prospectivity score"},
                                     {"UNCERTAINTY_OUTPUT", "Spread of the score"},
                                     {"TARGET_POLYGONS", "Targets"},
                                     {"COVERAGE", "Layers with data"}};
  QCOMPARE(namesIn(context), names);
}

void TestLayerNames::reasonsAreNamedByTheLayerShown() {
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm("prospectivity:shapmap",
                                         {{"MODEL", path("model.pt")},
                                          {"STACK", path("stack.tif")},
                                          {"OUTPUT", loaded(path("shap.tif"))},
                                          {"DRIVER", loaded(path("driver.tif"))},
                                          {"SPREAD", loaded(path("sd.tif"))}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
  const QMap<QString, QString> names{
      {"OUTPUT", "Why: W"}, {"DRIVER", "Strongest layer"}, {"SPREAD", "Why: W, spread over the members"}};
  QCOMPARE(namesIn(context), names);
}

void TestLayerNames::evidenceIsNamedByItsSource() {
  QgsVectorLayer faults("Point?crs=EPSG:32650", "faults", "memory");
  QgsFeature fault;
  fault.setGeometry(QgsGeometry::fromPointXY({505000, 2895000}));
  faults.dataProvider()->addFeature(fault);
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm("prospectivity:vectorevidence",
                                         {{"INPUT", QVariant::fromValue(&faults)},
                                          {"EXTENT", "504000,506000,2894000,2896000 [EPSG:32650]"},
                                          {"CELL_SIZE", 100},
                                          {"CRS", "EPSG:32650"},
                                          {"METHOD", "distance"},
                                          {"OUTPUT", loaded(path("distance.tif"))}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(namesIn(context).value("OUTPUT"), QString("Distance to faults"));
}

void TestLayerNames::aNameThatSomebodyGaveStays() {
  QgsProcessingContext context;
  const AlgorithmRun done =
      runAlgorithm("prospectivity:shapmap",
                   {{"MODEL", path("model.pt")},
                    {"STACK", path("stack.tif")},
                    {"OUTPUT", loaded(path("named.tif"), "Reasons of the second model")}},
                   context);
  QVERIFY2(done.ok, qPrintable(done.error));
  QCOMPARE(namesIn(context).value("OUTPUT"), QString("Reasons of the second model"));
}

PROCESSING_TEST_MAIN(TestLayerNames)
#include "test_layer_names.moc"
