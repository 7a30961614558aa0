#include "processing/layers/shown_name.h"
#include "tests/processing/processing_fixture.h"

#include <QFileInfo>
#include <qgsvectorlayer.h>

#include <memory>

using namespace prospectivity;

namespace {

/// One that nobody opens.
std::unique_ptr<QgsMapLayer> layerOf(const QString& source, const QString& name) {
  return std::make_unique<QgsVectorLayer>(source, name, "none");
}

} // namespace

/// Names of layers stand in reports, metadata and sentences: those that QGIS makes of addresses give nobody
/// access.
class TestShownName : public QObject {
  Q_OBJECT

 private slots:
  void namesOfQgis_data();
  void namesOfQgis();
  void namesOfUsers_data();
  void namesOfUsers();
};

void TestShownName::namesOfQgis_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("shown");
  QTest::newRow("a file") << "/data/gravity.tif"
                          << "gravity";
  QTest::newRow("a question mark in its name") << "/data/a?b.tif"
                                               << "a?b";
  QTest::newRow("an address") << "/vsicurl/https://host/gravity.tif"
                              << "gravity";
  QTest::newRow("a query behind a file") << "https://host/gravity.tif?sig=secret.x"
                                         << "gravity.tif";
  QTest::newRow("a query with a file") << "/vsicurl/https://host/download?token=secret&file=gravity.tif"
                                       << "download";
  QTest::newRow("a query alone") << "https://host/?token=secret&file=gravity.tif"
                                 << "***";
  QTest::newRow("a signature with slashes") << "/vsicurl/https://host/W.tif?sig=a/secret.b"
                                            << "W.tif";
  QTest::newRow("options of GDAL")
      << "/vsicurl?header.Authorization=Bearer%20secret&url=https%3A%2F%2Fhost%2Fgravity.tif"
      << "gravity.tif";
  QTest::newRow("a web service") << "url='https://host/wfs?map=/m/deposits.map&token=secret.1&v=1.1'"
                                 << "***";
}

void TestShownName::namesOfQgis() {
  QFETCH(QString, source);
  QFETCH(QString, shown);
  const QString name = QFileInfo(source).completeBaseName(); // as Processing does
  QCOMPARE(shownName(*layerOf(source, name)), shown);
}

void TestShownName::namesOfUsers_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("name");
  QTest::newRow("a file") << "/data/gravity.tif"
                          << "Gravity, 2019";
  QTest::newRow("an address") << "/vsicurl/https://host/W.tif?sig=secret"
                              << "Tungsten";
  QTest::newRow("as the file") << "/vsicurl/https://host/W.tif?sig=secret"
                               << "W";
  QTest::newRow("as the query") << "url='https://host/wfs?typename=deposits'"
                                << "deposits";
}

void TestShownName::namesOfUsers() {
  QFETCH(QString, source);
  QFETCH(QString, name);
  QCOMPARE(shownName(*layerOf(source, name)), name);
}

PROCESSING_TEST_MAIN(TestShownName)
#include "test_shown_name.moc"
