#include "engine/core/secrets.h"

#include <QtTest>

using namespace prospectivity;

/// Addresses that are kept in tags, reports and logs give nobody access.
class TestSecrets : public QObject {
  Q_OBJECT

 private slots:
  void hidesWhatOpensDoors_data();
  void hidesWhatOpensDoors();
};

void TestSecrets::hidesWhatOpensDoors_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("shown");
  QTest::newRow("nothing to hide") << "The raster 'a?b@c.tif' is new: is it?"
                                   << "The raster 'a?b@c.tif' is new: is it?";
  QTest::newRow("plain address") << "/vsicurl/https://host/a/W.tif"
                                 << "/vsicurl/https://host/a/W.tif";
  QTest::newRow("name and password") << "https://me:pw@host/W.tif"
                                     << "https://***@host/W.tif";
  QTest::newRow("a password with the sign") << "https://me:p@w@host/W.tif"
                                            << "https://***@host/W.tif";
  QTest::newRow("the sign in a path") << "https://host/me@home/W.tif"
                                      << "https://host/me@home/W.tif";
  QTest::newRow("signature") << "'https://host/W.tif?sv=1&sig=a%2Fb/c' fails"
                             << "'https://host/W.tif?***' fails";
  QTest::newRow("Amazon's")
      << "/vsicurl/https://b.s3.amazonaws.com/W.tif?X-Amz-Credential=A&X-Amz-Signature=B"
      << "/vsicurl/https://b.s3.amazonaws.com/W.tif?***";
  QTest::newRow("a file of this machine") << "file:///data/points.csv?type=csv&xField=X"
                                          << "file:///data/points.csv?type=csv&xField=X";
  QTest::newRow("two addresses") << "http://a:b@c/d http://e/f?g=h"
                                 << "http://***@c/d http://e/f?***";
  QTest::newRow("without a path") << "https://host?key=1"
                                  << "https://host?***";
  QTest::newRow("options of GDAL") << "/vsicurl?header.Authorization=Bearer%20x&url=https%3A%2F%2Fh%2FW.tif"
                                   << "/vsicurl?***";
  QTest::newRow("options of GDAL in a name") << "vsicurl?header.Authorization=Bearer%20x&url=https%3A%2F%2Fh"
                                             << "vsicurl?***";
  QTest::newRow("authcfg of QGIS") << "https://host/W.tif authcfg='abc1234'"
                                   << "https://host/W.tif authcfg='***'";
  QTest::newRow("authcfg without quotes") << "AuthCfg=abc1234&x=1"
                                          << "AuthCfg=***&x=1";
  QTest::newRow("password of a database") << "PG: host=h user='u' password='a b' table=t"
                                          << "PG: host=h user='u' password='***' table=t";
  QTest::newRow("an apostrophe in a password") << R"(dbname='ore' password='it\'s me' table="t")"
                                               << R"(dbname='ore' password='***' table="t")";
  QTest::newRow("other databases") << "MSSQL:server=x;PWD=se;x=y"
                                   << "MSSQL:server=x;PWD=***";
  QTest::newRow("a layer in memory") << "memory://Point?crs=EPSG:32650&uid={1}"
                                     << "memory://Point?crs=EPSG:32650&uid={1}";
  QTest::newRow("a file of this machine") << "file:///d/points.csv?xField=X&crs=EPSG:4326"
                                          << "file:///d/points.csv?xField=X&crs=EPSG:4326";
  QTest::newRow("credentials of QGIS") << "/vsis3/b/W.tif|credential:AWS_SECRET_ACCESS_KEY=ab/c|option:X=1"
                                       << "/vsis3/b/W.tif|credential:AWS_SECRET_ACCESS_KEY=***|option:X=1";
  QTest::newRow("nothing behind the sign") << "https://host/W.tif?"
                                           << "https://host/W.tif?";
  QTest::newRow("an end") << "https://"
                          << "https://";
}

void TestSecrets::hidesWhatOpensDoors() {
  QFETCH(QString, text);
  QFETCH(QString, shown);
  QCOMPARE(QString::fromStdString(withoutSecrets(text.toStdString())), shown);
  QCOMPARE(QString::fromStdString(withoutSecrets(shown.toStdString())), shown); // nothing more the next time
}

QTEST_APPLESS_MAIN(TestSecrets)

#include "test_secrets.moc"
