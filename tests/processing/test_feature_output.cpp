#include "engine/core/error.h"
#include "processing/outputs/feature_output.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "tests/processing/processing_fixture.h"

#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Tables and layers arrive whole, or the algorithm says so.
class TestFeatureOutput : public QObject {
  Q_OBJECT

 private slots:
  void aRefusedFeatureIsTheEnd();
  void anOutputThatIsNotWantedIsNotFilled();
  void namesThatTheFormatCutsAreTold_data();
  void namesThatTheFormatCutsAreTold();
  void textsThatTheFormatCutsAreTold_data();
  void textsThatTheFormatCutsAreTold();
  void pointsThatTheFormatDropsAreTold();
  void tablesTooWideForAFormatAreRefused_data();
  void tablesTooWideForAFormatAreRefused();
  void theWidestTableIsHeld_data();
  void theWidestTableIsHeld();
};

namespace {

/// Takes so many features, and refuses the next one.
class FullSink : public QgsFeatureSink {
 public:
  explicit FullSink(int room) : mRoom(room) {}
  bool addFeature(QgsFeature&, Flags) override { return mRoom-- > 0; }
  bool addFeatures(QgsFeatureList&, Flags) override { return false; }
  bool addFeatures(QgsFeatureIterator&, Flags) override { return false; }
  QString lastError() const override { return QStringLiteral("no room"); }

 private:
  int mRoom;
};

/// What a user is told who writes these points to a file of that name.
QStringList warningsOfWriting(const QString& name, const QgsFields& fields, const QgsFeatureList& features) {
  const QTemporaryDir folder;
  QgsProcessingContext context;
  QStringList told;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { told << QString::fromStdString(line.text()); };
  const auto open = [&](QString& id) {
    id = folder.filePath(name);
    return QgsProcessingUtils::createFeatureSink(id, context, fields, prospectivity::Qgis::WkbType::Point,
                                                 {});
  };
  writeFeatures(QStringLiteral("OUTPUT"), open, context, progress, [&](QgsFeatureSink& sink) {
    for (QgsFeature feature : features)
      sink.addFeature(feature, QgsFeatureSink::FastInsert);
    return static_cast<long long>(features.size());
  });
  return told;
}

} // namespace

void TestFeatureOutput::aRefusedFeatureIsTheEnd() {
  QgsProcessingContext context;
  int written = 0;
  const auto open = [](QString& id) {
    id = QStringLiteral("somewhere");
    return new FullSink(2);
  };
  try {
    writeFeatures(QStringLiteral("TABLE"), open, context, Progress(), [&](QgsFeatureSink& sink) {
      for (; written < 5; ++written) {
        QgsFeature feature;
        sink.addFeature(feature, QgsFeatureSink::FastInsert);
      }
      return 5LL;
    });
    QFAIL("the output was taken for whole");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()),
             QStringLiteral("TABLE: a feature could not be written (no room); free some space on the disk or "
                            "choose another destination."));
  }
  QCOMPARE(written, 2);
}

void TestFeatureOutput::anOutputThatIsNotWantedIsNotFilled() {
  QgsProcessingContext context;
  const QString id = writeFeatures(
      QStringLiteral("TABLE"), [](QString&) { return nullptr; }, context, Progress(),
      [](QgsFeatureSink&) -> long long { throw Error("filled"); });
  QVERIFY(id.isEmpty());
}

void TestFeatureOutput::namesThatTheFormatCutsAreTold_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QStringList>("warnings");
  QTest::newRow("GeoPackage") << "samples.gpkg" << QStringList();
  QTest::newRow("CSV") << "samples.csv" << QStringList();
  QTest::newRow("shapefile")
      << "samples.shp"
      << QStringList{"OUTPUT: 'samples.shp' is of a format that could not keep the field names "
                     "'distance_faults', 'distance_granite'; choose a GeoPackage to keep "
                     "them."};
}

void TestFeatureOutput::namesThatTheFormatCutsAreTold() {
  QFETCH(QString, file);
  QFETCH(QStringList, warnings);
  QgsFields fields;
  for (const char* name : {"W", "distance_faults", "distance_granite"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
  QgsFeature feature(fields);
  feature.setAttributes(QVector<QVariant>{1.0, 2.0, 3.0});
  QCOMPARE(warningsOfWriting(file, fields, {feature}), warnings);
}

void TestFeatureOutput::textsThatTheFormatCutsAreTold_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("warnings");
  const QString most(254, QLatin1Char('a'));
  const QString bytes(128, QChar(0xE9)); // two bytes each
  const QStringList told{
      "OUTPUT: 'samples.shp' is of a format that cut texts in 'natures' to 254 bytes; choose a "
      "GeoPackage to keep them."};
  QTest::newRow("GeoPackage") << "samples.gpkg" << most + most << QStringList();
  QTest::newRow("just") << "samples.shp" << most << QStringList();
  QTest::newRow("too long") << "samples.shp" << most + "a" << told;
  QTest::newRow("too long in bytes") << "samples.shp" << bytes << told;
}

void TestFeatureOutput::textsThatTheFormatCutsAreTold() {
  QFETCH(QString, file);
  QFETCH(QString, text);
  QFETCH(QStringList, warnings);
  QgsFields fields;
  fields.append(makeField(QStringLiteral("natures"), QMetaType::QString));
  QgsFeatureList features;
  for (const QString& value : {QStringLiteral("short"), text, QStringLiteral("short")}) {
    QgsFeature feature(fields);
    feature.setAttributes(QVector<QVariant>{value});
    features << feature;
  }
  QCOMPARE(warningsOfWriting(file, fields, features), warnings);
}

void TestFeatureOutput::pointsThatTheFormatDropsAreTold() {
  QgsFields fields;
  fields.append(makeField(QStringLiteral("W"), QMetaType::Double));
  QgsFeature feature(fields);
  feature.setAttributes(QVector<QVariant>{1.0});
  feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1, 2)));
  QCOMPARE(warningsOfWriting("samples.csv", fields, {feature}),
           QStringList{"OUTPUT: 'samples.csv' is of a format that keeps no points, which spatial blocks "
                       "and windows need later; choose a GeoPackage to keep them."});
}

void TestFeatureOutput::tablesTooWideForAFormatAreRefused_data() {
  QTest::addColumn<QVariant>("destination");
  QTest::addColumn<int>("allowed");
  QTest::newRow("GeoPackage") << QVariant("/tmp/a.gpkg") << 1990;
  QTest::newRow("layer of a GeoPackage") << QVariant("ogr:dbname='/tmp/a.gpkg' table=\"b\" (geom)") << 1990;
  QTest::newRow("SpatiaLite") << QVariant("/tmp/a.sqlite") << 1990;
  QTest::newRow("shapefile") << QVariant("/tmp/a.shp") << 255;
  QTest::newRow("as dialogs give it")
      << QVariant::fromValue(QgsProcessingOutputLayerDefinition(QStringLiteral("/tmp/a.gpkg"))) << 1990;
}

void TestFeatureOutput::tablesTooWideForAFormatAreRefused() {
  QFETCH(QVariant, destination);
  QFETCH(int, allowed);
  checkColumns(QStringLiteral("OUTPUT"), destination, allowed);
  try {
    checkColumns(QStringLiteral("OUTPUT"), destination, allowed + 1);
    QFAIL("the table was taken");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        QStringLiteral("OUTPUT: the table has %1 fields, and the format of the file chosen holds %2; choose "
                       "FlatGeobuf (a name that ends in '.fgb'), which holds more.")
            .arg(allowed + 1)
            .arg(allowed));
  }
}

void TestFeatureOutput::theWidestTableIsHeld_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<int>("columns");
  for (const char* file : {"wide.gpkg", "wide.sqlite", "wide.shp"})
    QTest::newRow(file) << QString::fromLatin1(file) << columnsAllowed(QString::fromLatin1(file));
  QTest::newRow("FlatGeobuf") << "wide.fgb" << 6000;
  QTest::newRow("memory") << "memory:" << 3000;
}

void TestFeatureOutput::theWidestTableIsHeld() {
  QFETCH(QString, file);
  QFETCH(int, columns);
  const QTemporaryDir folder;
  QgsFields fields;
  for (int i = 0; i < columns; ++i)
    fields.append(makeField(QStringLiteral("f%1").arg(i), QMetaType::Double));
  QgsProcessingContext context;
  const auto open = [&](QString& id) {
    id = file.endsWith(':') ? file : folder.filePath(file);
    checkColumns(QStringLiteral("OUTPUT"), id, columns);
    return QgsProcessingUtils::createFeatureSink(id, context, fields, prospectivity::Qgis::WkbType::Point,
                                                 {});
  };
  const QString id =
      writeFeatures(QStringLiteral("OUTPUT"), open, context, Progress(), [&](QgsFeatureSink& sink) {
        QgsFeature feature(fields);
        feature.setAttributes(QgsAttributes(QVector<QVariant>(columns, 0.25)));
        feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(1, 2)));
        sink.addFeature(feature, QgsFeatureSink::FastInsert);
        return 1LL;
      });
  std::unique_ptr<QgsVectorLayer> owned;
  const QgsVectorLayer* layer = qobject_cast<QgsVectorLayer*>(context.temporaryLayerStore()->mapLayer(id));
  if (layer == nullptr) {
    owned = std::make_unique<QgsVectorLayer>(id, QStringLiteral("wide"), QStringLiteral("ogr"));
    layer = owned.get();
  }
  QgsFeature feature;
  QVERIFY(layer->getFeatures().nextFeature(feature));
  QCOMPARE(feature.attribute(QStringLiteral("f%1").arg(columns - 1)).toDouble(), 0.25);
}

PROCESSING_TEST_MAIN(TestFeatureOutput)
#include "test_feature_output.moc"
