#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "tests/engine/evidence/evidence_files.h"
#include "tests/processing/point_layers.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <gdal_rat.h>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Classes keep their names from the raster's attribute table, or the layer's style, to stack, samples,
/// model, reports and legends, and rare ones are told of.
class TestClassNames : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void codesKeepTheirNames();
  void bandsOfClassesKeepTheirNames();
  void theStyleOfALayerNamesClasses();
  void rareClassesAreTold();
  void samplesMustAgreeOnNames();
  void mistakesAreNamed();

 private:
  QString path(const QString& name) const { return mFolder.filePath(name); }
  AlgorithmRun run(const QString& algorithm, const QVariantMap& parameters) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm(QStringLiteral("prospectivity:") + algorithm, parameters, context);
  }
  AlgorithmRun stack(const QString& output, const QVariantMap& more) {
    QVariantMap parameters{{"LAYERS", QStringList{path("W.tif"), path("rock.tif")}},
                           {"CATEGORICAL", "rock"},
                           {"OUTPUT", path(output)}};
    for (auto given = more.begin(); given != more.end(); ++given)
      parameters.insert(given.key(), given.value());
    return run(QStringLiteral("buildevidencestack"), parameters);
  }
  QTemporaryDir mFolder;
};

namespace {

/// A sixth, a third and a half of 30 columns.
double rockAt(double x) {
  return x < 500500 ? 1 : x < 501500 ? 2 : 3;
}

} // namespace

void TestClassNames::initTestCase() {
  GDALAllRegister();
  EvidenceFile file;
  file.columns = 30;
  file.rows = 20;
  writeEvidence(mFolder, "W.tif", file);
  file.type = GDT_Byte;
  file.value = [](double x, double) { return rockAt(x); };
  writeEvidence(mFolder, "plain.tif", file);
  writeEvidence(mFolder, "rock.tif", file);
  GDALDatasetUniquePtr rocks(GDALDataset::Open(path("rock.tif").toUtf8().constData(), GDAL_OF_UPDATE));
  GDALDefaultRasterAttributeTable table;
  table.CreateColumn("Value", GFT_Integer, GFU_MinMax);
  table.CreateColumn("Unit", GFT_String, GFU_Name);
  const char* units[] = {"granite", "slate", "gneiss"};
  for (int row = 0; row < 3; ++row) {
    table.SetValue(row, 0, row + 1);
    table.SetValue(row, 1, units[row]);
  }
  rocks->GetRasterBand(1)->SetDefaultRAT(&table);
  rocks.reset();
  QVector<QgsPointXY> deposits; // in granite alone
  for (int i = 0; i < 9; ++i)
    deposits << QgsPointXY(500050 + 100 * (i % 5), 2899950 - 200 * i);
  addPoints(QStringLiteral("deposits"), QStringLiteral("EPSG:32650"), deposits);
}

void TestClassNames::codesKeepTheirNames() {
  const AlgorithmRun built = stack(QStringLiteral("codes.tif"), {});
  QVERIFY2(built.ok, qPrintable(built.error));
  {
    GDALDatasetUniquePtr file(GDALDataset::Open(path("codes.tif").toUtf8().constData()));
    QCOMPARE(QString(file->GetRasterBand(2)->GetMetadataItem("classes")),
             QStringLiteral("1=granite; 2=slate; 3=gneiss"));
    QVERIFY(file->GetRasterBand(1)->GetMetadataItem("classes") == nullptr);
  }
  const AlgorithmRun created = run(QStringLiteral("createsamples"), {{"STACK", path("codes.tif")},
                                                                     {"DEPOSITS", "deposits"},
                                                                     {"NEGATIVE_RATIO", 3},
                                                                     {"OUTPUT", path("codes.gpkg")}});
  QVERIFY2(created.ok, qPrintable(created.error));
  const QgsVectorLayer samples(path("codes.gpkg"), QStringLiteral("samples"));
  QgsFeatureIterator features = samples.getFeatures();
  QgsFeature sample;
  int count = 0;
  for (; features.nextFeature(sample); ++count)
    QVERIFY2(sample.attribute(QStringLiteral("legends")).toString().contains("1=granite"),
             qPrintable(sample.attribute(QStringLiteral("legends")).toString()));
  QCOMPARE(count, 36);
  const AlgorithmRun trained = run(QStringLiteral("trainreference"), {{"SAMPLES", path("codes.gpkg")},
                                                                      {"FEATURES", QStringList{"W", "rock"}},
                                                                      {"FOLDS", 3},
                                                                      {"MODEL", path("codes.pt")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  const auto model = modelBackend().load(path("codes.pt").toStdString());
  QCOMPARE(model->features, (std::vector<std::string>{"W", "rock"}));
  QCOMPARE(model->descriptions.size(), std::size_t{2});
  QCOMPARE(model->descriptions[1].className(1), std::string("granite"));
  QVERIFY(model->descriptions[0].classes.empty());
  for (const char* algorithm : {"shapvalues", "iceplots"}) {
    QVariantMap parameters{
        {"MODEL", path("codes.pt")}, {"SAMPLES", path("codes.gpkg")}, {"REPORT", path("report.html")}};
    if (QString::fromLatin1(algorithm) == QLatin1String("shapvalues"))
      parameters.insert("OUTPUT", "TEMPORARY_OUTPUT");
    const AlgorithmRun explained = run(QString::fromLatin1(algorithm), parameters);
    QVERIFY2(explained.ok, qPrintable(explained.error));
    QFile report(path("report.html"));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY2(QString(report.readAll()).contains("granite"), algorithm);
  }
}

void TestClassNames::bandsOfClassesKeepTheirNames() {
  const AlgorithmRun built = stack(QStringLiteral("bands.tif"), {{"ONE_HOT", true}});
  QVERIFY2(built.ok, qPrintable(built.error));
  QCOMPARE(openRaster(path("bands.tif").toStdString())->bandNames(),
           (std::vector<std::string>{"W", "rock=granite", "rock=slate", "rock=gneiss"}));
  const AlgorithmRun created = run(QStringLiteral("createsamples"), {{"STACK", path("bands.tif")},
                                                                     {"DEPOSITS", "deposits"},
                                                                     {"NEGATIVE_RATIO", 3},
                                                                     {"OUTPUT", path("bands.gpkg")}});
  QVERIFY2(created.ok, qPrintable(created.error));
  const AlgorithmRun trained =
      run(QStringLiteral("trainreference"),
          {{"SAMPLES", path("bands.gpkg")},
           {"FEATURES", QStringList{"W", "rock=granite", "rock=slate", "rock=gneiss"}},
           {"FOLDS", 3},
           {"MODEL", path("bands.pt")}});
  QVERIFY2(trained.ok, qPrintable(trained.error));
  const AlgorithmRun mapped = run(QStringLiteral("shapmap"), {{"MODEL", path("bands.pt")},
                                                              {"STACK", path("bands.tif")},
                                                              {"GROUP_CLASSES", false},
                                                              {"OUTPUT", path("shap.tif")},
                                                              {"DRIVER", path("driver.tif")}});
  QVERIFY2(mapped.ok, qPrintable(mapped.error));
  QgsRasterLayer driver(path("driver.tif"), QStringLiteral("driver"));
  const auto* legend = dynamic_cast<const QgsPalettedRasterRenderer*>(driver.renderer());
  QVERIFY(legend != nullptr);
  QStringList labels;
  for (const QgsPalettedRasterRenderer::Class& entry : legend->classes())
    labels << entry.label;
  QVERIFY2(labels.contains(QStringLiteral("rock=granite")), qPrintable(labels.join(';')));
}

// A label that is but a number says no more than the cells.
void TestClassNames::theStyleOfALayerNamesClasses() {
  auto* layer = new QgsRasterLayer(path("plain.tif"), QStringLiteral("plain"));
  QVERIFY(layer->isValid());
  const QgsPalettedRasterRenderer::ClassData classes{{1, QColor(255, 0, 0), QStringLiteral(" till ")},
                                                     {2, QColor(0, 255, 0), QStringLiteral("2")},
                                                     {3, QColor(0, 0, 255), QString()}};
  layer->setRenderer(new QgsPalettedRasterRenderer(layer->dataProvider(), 1, classes));
  QgsProject::instance()->addMapLayer(layer); // owns it
  const AlgorithmRun built = stack(
      QStringLiteral("styled.tif"),
      {{"LAYERS", QStringList{path("W.tif"), layer->id()}}, {"CATEGORICAL", "plain"}, {"ONE_HOT", true}});
  QVERIFY2(built.ok, qPrintable(built.error));
  QCOMPARE(openRaster(path("styled.tif").toStdString())->bandNames(),
           (std::vector<std::string>{"W", "plain=till", "plain=2", "plain=3"}));
}

// Granite and slate are a sixth and a third of the cells.
void TestClassNames::rareClassesAreTold() {
  const AlgorithmRun built = stack(
      QStringLiteral("rare.tif"), {{"ONE_HOT", true}, {"MIN_CLASS_AREA", 35}, {"REPORT", path("rare.html")}});
  QVERIFY2(built.ok, qPrintable(built.error));
  QCOMPARE(openRaster(path("rare.tif").toStdString())->bandNames(),
           (std::vector<std::string>{"W", "rock=gneiss", "rock=other"}));
  const FeatureDescription other = openRaster(path("rare.tif").toStdString())->description(2);
  QVERIFY(other.kind == FeatureKind::Indicator && other.classes.empty());
  QVERIFY(other.joined == (std::set<std::string>{"granite", "slate"}));
  QVERIFY2(built.messages.join(QLatin1Char('\n'))
               .contains("rock: 3 classes; 2 of less than 35 % of its cells each are 'other' "
                         "together, 50 % of the cells."),
           qPrintable(built.messages.join('\n')));
  QFile report(path("rare.html"));
  QVERIFY(report.open(QIODevice::ReadOnly));
  QVERIFY(QString(report.readAll()).contains("Classes of categorical layers"));
}

void TestClassNames::samplesMustAgreeOnNames() {
  QgsVectorLayer samples(
      QStringLiteral(
          "Point?crs=EPSG:32650&field=label:int&field=W:double&field=rock:double&field=legends:string"),
      QStringLiteral("samples"), QStringLiteral("memory"));
  for (int i = 0; i < 12; ++i) {
    QgsFeature feature(samples.fields());
    feature.setAttributes(QVector<QVariant>{i % 2, 0.7 * i + i % 3, 1 + i % 3,
                                            i < 6 ? "rock=1=granite" : "\"rock=1=slate; 2=gneiss\""});
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1000.0 * (i % 4), 1000.0 * (i / 4))));
    samples.dataProvider()->addFeature(feature);
  }
  const AlgorithmRun refused =
      run(QStringLiteral("trainreference"), {{"SAMPLES", QVariant::fromValue(&samples)},
                                             {"FEATURES", QStringList{"W", "rock"}},
                                             {"FOLDS", 2},
                                             {"MODEL", path("refused.pt")}});
  QVERIFY(!refused.ok);
  // The records are met in the order of their first letters, of which a quotation mark is the lower one.
  QCOMPARE(refused.error, QStringLiteral("SAMPLES: the samples come from stacks in which the class 1 of the "
                                         "layer 'rock' is 'slate' and 'granite'; take all samples from one "
                                         "stack."));
  QVERIFY(!QFile::exists(path("refused.pt")));
}

void TestClassNames::mistakesAreNamed() {
  const AlgorithmRun refused = stack(QStringLiteral("refused.tif"), {{"MIN_CLASS_AREA", -1}});
  QVERIFY(!refused.ok);
  QCOMPARE(
      refused.error,
      QStringLiteral("MIN_CLASS_AREA is -1, but must be at least 0 and below 100 (percent of the cells of "
                     "a layer): choose a share such as 0.1, or 0 to join no classes."));
  QVERIFY(!QFile::exists(path("refused.tif")));
}

PROCESSING_TEST_MAIN(TestClassNames)
#include "test_class_names.moc"
