#include "engine/core/error.h"
#include "processing/core/feature_output.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "tests/processing/processing_fixture.h"

#include <qgsprocessingutils.h>

using namespace prospectivity;

/// Tables and layers arrive whole, or the algorithm says so.
class TestFeatureOutput : public QObject {
  Q_OBJECT

 private slots:
  void aRefusedFeatureIsTheEnd();
  void anOutputThatIsNotWantedIsNotFilled();
  void namesThatTheFormatCutsAreTold_data();
  void namesThatTheFormatCutsAreTold();
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
  const QTemporaryDir folder;
  QgsFields fields;
  for (const char* name : {"W", "distance_faults", "distance_granite"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
  QgsProcessingContext context;
  QStringList told;
  Progress progress;
  progress.onWarning = [&](const std::string& line) { told << QString::fromStdString(line); };
  const auto open = [&](QString& id) {
    id = folder.filePath(file);
    return QgsProcessingUtils::createFeatureSink(id, context, fields, prospectivity::Qgis::WkbType::Point,
                                                 {});
  };
  writeFeatures(QStringLiteral("OUTPUT"), open, context, progress, [&](QgsFeatureSink& sink) {
    QgsFeature feature(fields);
    feature.setAttributes(QVector<QVariant>{1.0, 2.0, 3.0});
    sink.addFeature(feature, QgsFeatureSink::FastInsert);
    return 1LL;
  });
  QCOMPARE(told, warnings);
}

PROCESSING_TEST_MAIN(TestFeatureOutput)
#include "test_feature_output.moc"
