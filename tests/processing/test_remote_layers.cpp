#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/outputs/ended_run.h"
#include "processing/releases/enumerations.h"
#include "tests/engine/raster/range_server.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <qgscoordinatereferencesystem.h>
#include <qgsrasterlayer.h>

#include <random>

using namespace prospectivity;

/// Layers that lie behind a web server, as a user runs algorithms with them.
class TestRemoteLayers : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void cleanup();
  void makesTheSameStackAndKeepsNoSecrets();
  void aLayerMayBeAnAddress();
  void whoMadeAMapIsReadOffItsBeginning();
  void whatDoesNotComeEndsTheRun();
  void rastersAreCloudOptimizedWhereAsked();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QByteArray bytesOf(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  /// The layer of the server, with a password and a signature.
  QgsRasterLayer* addRemote() {
    const QString source =
        "/vsicurl/" + QString::fromStdString(mServer->address("/W.tif?sig=secret2", "me:secret1@"));
    auto* layer = new QgsRasterLayer(source, "W", "gdal");
    QgsProject::instance()->addMapLayer(layer); // owns it
    return layer;
  }
  AlgorithmRun stackOf(const QString& layer, const QString& name) {
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    return runAlgorithm(
        "prospectivity:buildevidencestack",
        {{"LAYERS", QStringList{layer}}, {"OUTPUT", path(name + ".tif")}, {"REPORT", path(name + ".html")}},
        context);
  }

  QTemporaryDir mFolder;
  std::unique_ptr<RangeServer> mServer;
  QStringList mAccount; ///< what is kept of runs
};

void TestRemoteLayers::initTestCase() {
  const QgsCoordinateReferenceSystem system("EPSG:32650");
  const Grid grid{{500000, 100, 0, 2900000, 0, -100},
                  600,
                  600,
                  system.toWkt(prospectivity::Qgis::CrsWktVariant::PreferredGdal).toStdString()};
  std::vector<float> values(grid.cells());
  std::mt19937 random(1);
  for (float& value : values)
    value = static_cast<float>(random()) / 7;
  const auto sink = createRaster(path("W.tif").toStdString(), grid, {"W"});
  sink->write({0, 0, 600, 600}, values.data());
  sink->finish();
  mServer = std::make_unique<RangeServer>(
      std::map<std::string, std::string>{{"/W.tif", bytesOf("W.tif").toStdString()}});
  keepAccountBy([this](const EndedRun& run) {
    mAccount << run.failure;
    for (const QVariant& input : run.inputs)
      mAccount << input.toStringList() << input.toString();
  });
}

void TestRemoteLayers::init() {
  VSICurlClearCache();
  mServer->behave({});
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
}

void TestRemoteLayers::cleanup() {
  QgsProject::instance()->removeAllMapLayers();
  CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", nullptr);
}

void TestRemoteLayers::makesTheSameStackAndKeepsNoSecrets() {
  const QgsRasterLayer* layer = addRemote();
  QVERIFY(layer->isValid());
  const AlgorithmRun remote = stackOf(layer->id(), "remote");
  QVERIFY2(remote.ok, qPrintable(remote.error));
  QVERIFY(stackOf(path("W.tif"), "local").ok);
  QVERIFY(!bytesOf("remote.tif").isEmpty());
  QCOMPARE(bytesOf("remote.tif") == bytesOf("local.tif"), true);
  const QString report = bytesOf("remote.html");
  QVERIFY(report.contains("127.0.0.1"));
  QVERIFY(!report.contains("secret"));
  QVERIFY(!bytesOf("remote.tif").contains("secret"));
  for (const QString& text : remote.messages + remote.warnings + mAccount)
    QVERIFY2(!text.contains("secret"), qPrintable(text));
}

/// QGIS copies the file of a layer whose source is an address; a run reads the parts that it needs.
void TestRemoteLayers::aLayerMayBeAnAddress() {
  auto* layer = new QgsRasterLayer(QString::fromStdString(mServer->address("/W.tif")), "W", "gdal");
  QgsProject::instance()->addMapLayer(layer); // owns it
  QVERIFY(layer->isValid());
  QVERIFY(stackOf(path("W.tif"), "local").ok);
  mServer->behave({}); // counts anew
  const AlgorithmRun run = stackOf(layer->id(), "address");
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY(mServer->requests() > 4);
  QCOMPARE(bytesOf("address.tif") == bytesOf("local.tif"), true);
}

void TestRemoteLayers::whoMadeAMapIsReadOffItsBeginning() {
  const QString address = QString::fromStdString(mServer->address("/W.tif"));
  QCOMPARE(fingerprintOfMap(address), QString());
  QVERIFY(mServer->requests() > 0);
  QVERIFY(mServer->bytes() < static_cast<std::size_t>(bytesOf("W.tif").size()) / 2);
}

/// Whenever the server fails: one sentence, and no file.
void TestRemoteLayers::whatDoesNotComeEndsTheRun() {
  const QString layer = addRemote()->id();
  VSICurlClearCache();
  mServer->behave({});
  QVERIFY(stackOf(layer, "whole").ok);
  const std::size_t all = mServer->requests();
  QVERIFY(all > 4);
  const QStringList before = QDir(mFolder.path()).entryList(QDir::AllEntries | QDir::Hidden);
  for (std::size_t part = 0; part < 5; ++part) {
    VSICurlClearCache();
    const std::size_t well = all * part / 5;
    mServer->behave([well](std::size_t request, const std::string&) {
      return request < well ? RangeServer::Answer::Right : RangeServer::Answer::Unavailable;
    });
    const AlgorithmRun refused = stackOf(layer, "refused");
    QVERIFY2(!refused.ok, qPrintable(QStringLiteral("after %1 of %2 requests").arg(well).arg(all)));
    QVERIFY2(refused.error.contains("W.tif") && refused.error.contains("check the address, the connection"),
             qPrintable(refused.error));
    QVERIFY2(!refused.error.contains("secret"), qPrintable(refused.error));
    QCOMPARE(QDir(mFolder.path()).entryList(QDir::AllEntries | QDir::Hidden), before);
  }
  for (const QString& text : mAccount)
    QVERIFY2(!text.contains("secret"), qPrintable(text));
}

void TestRemoteLayers::rastersAreCloudOptimizedWhereAsked() {
  const auto stack = [&](const QString& name, const QVariantMap& more) {
    QVariantMap parameters{{"LAYERS", QStringList{path("W.tif")}}, {"OUTPUT", path(name)}};
    for (auto one = more.begin(); one != more.end(); ++one)
      parameters[one.key()] = *one;
    QgsProcessingContext context;
    return runAlgorithm("prospectivity:buildevidencestack", parameters, context);
  };
  QVERIFY(stack("default.tif", {}).ok);
  QVERIFY(stack("plain.tif", {{"FORMAT", "geotiff"}}).ok);
  QVERIFY(stack("cloud.tif", {{"FORMAT", "cog"}}).ok);
  QCOMPARE(bytesOf("default.tif") == bytesOf("plain.tif"), true);
  const auto metadata = [&](const QString& name, const char* item, const char* domain) {
    const GDALDatasetUniquePtr dataset(static_cast<GDALDataset*>(GDALOpen(path(name).toUtf8(), GA_ReadOnly)));
    return dataset ? QString(dataset->GetMetadataItem(item, domain)) : QString();
  };
  QCOMPARE(metadata("plain.tif", "LAYOUT", "IMAGE_STRUCTURE"), QString());
  QCOMPARE(metadata("cloud.tif", "LAYOUT", "IMAGE_STRUCTURE"), QString("COG"));
  // How it was made is the same.
  const QString parameters = metadata("plain.tif", "PROSPECTIVITY_PARAMETERS", "");
  QVERIFY(parameters.contains("RESAMPLING") && !parameters.contains("FORMAT"));
  QCOMPARE(metadata("cloud.tif", "PROSPECTIVITY_PARAMETERS", ""), parameters);
  QCOMPARE(
      stack("no.tif", {{"FORMAT", "jpeg"}}).error,
      QString(
          "FORMAT: 'jpeg' is none of its choices; choose one of geotiff, cog, or its number from 0 to 1."));
}

PROCESSING_TEST_MAIN(TestRemoteLayers)
#include "test_remote_layers.moc"
