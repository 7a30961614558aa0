#include "engine/core/error.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"
#include "processing/layers/input_fingerprint.h"
#include "tests/processing/processing_fixture.h"

#include <QDir>
#include <QFile>
#include <cpl_string.h>
#include <gdal_priv.h>

#include <vector>

using namespace prospectivity;

/// What tells the layers of one run from those of another.
class TestInputFingerprint : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void copiesElsewhereAreTheSame();
  void theOrderOfLayersSaysNothing();
  void statisticsBesideSayNothing();
  void namesAndNoDataOfBandsCount();
  void rastersOfAGeoPackageAreToldApart();
  void aRasterOfRastersCountsItsFiles();
  void aFileThatIsGoneIsNamed();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  void write(const QString& name, float value, const char* band = "W") const;
  std::string of(const QString& name) const {
    return fingerprintOf(std::vector<RasterFile>{path(name).toStdString()});
  }
  void copyAs(const char* driver, const QString& from, const QString& to, const char* option = nullptr) const;

  QTemporaryDir mFolder;
};

void TestInputFingerprint::write(const QString& name, float value, const char* band) const {
  const Grid grid{{0, 1, 0, 0, 0, -1}, 20, 10, ""};
  const std::vector<float> cells(grid.cells(), value);
  const auto sink = createRaster(path(name).toStdString(), grid, {band});
  sink->write({0, 0, grid.columns, grid.rows}, cells.data());
  sink->finish();
}

void TestInputFingerprint::copyAs(const char* driver, const QString& from, const QString& to,
                                  const char* option) const {
  const GdalErrors quiet;
  const GDALDatasetUniquePtr source(GDALDataset::Open(path(from).toUtf8().constData(), GDAL_OF_RASTER));
  char** options = option == nullptr ? nullptr : CSLAddString(nullptr, option);
  const GDALDatasetUniquePtr made(GetGDALDriverManager()->GetDriverByName(driver)->CreateCopy(
      path(to).toUtf8().constData(), source.get(), FALSE, options, nullptr, nullptr));
  CSLDestroy(options);
  QVERIFY(made != nullptr);
}

void TestInputFingerprint::initTestCase() {
  useGdal();
  QDir().mkpath(path("a"));
  QDir().mkpath(path("b"));
  write("a/w.tif", 1);
  write("a/sn.tif", 2);
}

void TestInputFingerprint::copiesElsewhereAreTheSame() {
  QVERIFY(QFile::copy(path("a/w.tif"), path("b/copy.tif")));
  QVERIFY(of("b/copy.tif") == of("a/w.tif"));
  QVERIFY(of("a/sn.tif") != of("a/w.tif"));
  QVERIFY(fingerprintOfFile(path("b/copy.tif").toStdString()) ==
          fingerprintOfFile(path("a/w.tif").toStdString()));
}

void TestInputFingerprint::theOrderOfLayersSaysNothing() {
  const RasterFile w(path("a/w.tif").toStdString());
  const RasterFile sn(path("a/sn.tif").toStdString());
  QVERIFY(fingerprintOf(std::vector<RasterFile>{w, sn}) == fingerprintOf(std::vector<RasterFile>{sn, w}));
  QVERIFY(fingerprintOf(std::vector<RasterFile>{w, sn}) != fingerprintOf(std::vector<RasterFile>{w}));
}

void TestInputFingerprint::statisticsBesideSayNothing() {
  const std::string before = of("a/w.tif");
  QFile beside(path("a/w.tif.aux.xml"));
  QVERIFY(beside.open(QIODevice::WriteOnly));
  beside.write("<PAMDataset><Metadata><MDI key=\"SHOWN\">1</MDI></Metadata></PAMDataset>");
  beside.close();
  QVERIFY(of("a/w.tif") == before);
  QVERIFY(beside.remove());
}

void TestInputFingerprint::namesAndNoDataOfBandsCount() {
  write("a/bi.tif", 1, "Bi");
  QVERIFY(of("a/bi.tif") != of("a/w.tif"));
  const std::string before = of("a/w.tif");
  QFile beside(path("a/w.tif.aux.xml"));
  QVERIFY(beside.open(QIODevice::WriteOnly));
  beside.write("<PAMDataset><PAMRasterBand band=\"1\"><Description>Zn</Description></PAMRasterBand>"
               "</PAMDataset>");
  beside.close();
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(path("a/w.tif").toUtf8().constData(), GDAL_OF_RASTER));
  const bool isRenamed = QByteArray(dataset->GetRasterBand(1)->GetDescription()) == "Zn";
  QVERIFY((of("a/w.tif") != before) == isRenamed); // where GDAL takes the name from there
  QVERIFY(beside.remove());
  RasterFile said(path("a/w.tif").toStdString());
  said.noData = {{false, {{1, 1}}}};
  QVERIFY(fingerprintOf(std::vector<RasterFile>{said}) != before);
}

void TestInputFingerprint::rastersOfAGeoPackageAreToldApart() {
  copyAs("GPKG", "a/w.tif", "a/stack.gpkg", "RASTER_TABLE=t");
  copyAs("GPKG", "a/sn.tif", "b/stack.gpkg", "RASTER_TABLE=t");
  const auto table = [&](const char* folder) {
    const std::string raster = "GPKG:" + path(folder).toStdString() + "/stack.gpkg:t";
    return fingerprintOf(std::vector<RasterFile>{raster});
  };
  QVERIFY(table("a") != table("b"));
  QDir().mkpath(path("c"));
  QVERIFY(QFile::copy(path("a/stack.gpkg"), path("c/stack.gpkg")));
  QVERIFY(table("c") == table("a"));
}

void TestInputFingerprint::aRasterOfRastersCountsItsFiles() {
  write("a/part.tif", 1);
  copyAs("VRT", "a/part.tif", "a/all.vrt");
  const std::string before = of("a/all.vrt");
  write("a/part.tif", 7);
  QVERIFY(of("a/all.vrt") != before);
}

void TestInputFingerprint::aFileThatIsGoneIsNamed() {
  try {
    of("a/gone.tif");
    QFAIL("a file that is not there has a fingerprint");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QStringLiteral("The raster '%1' cannot be read: check the file, or the connection to it.")
                 .arg(path("a/gone.tif")));
  }
}

PROCESSING_TEST_MAIN(TestInputFingerprint)
#include "test_input_fingerprint.moc"
