#include "engine/core/error.h"
#include "engine/evidence/band_transforms.h"

#include <QtTest>

using namespace prospectivity;

/// TRANSFORMS as people type it.
class TestBandTransforms : public QObject {
  Q_OBJECT

 private slots:
  void listsAreRead();
  void whatCannotBeReadIsNamed_data();
  void whatCannotBeReadIsNamed();
};

void TestBandTransforms::listsAreRead() {
  const std::vector<TransformRequest> requests =
      parseTransforms("W=log; \"Cu; ppm\" = winsorize 0.5 99.5 ;a=b=standardize;Sn=winsorize");
  QCOMPARE(requests.size(), std::size_t{4});
  QCOMPARE(requests[0].band, std::string("W"));
  QCOMPARE(requests[0].kind, TransformKind::Log);
  QCOMPARE(requests[1].band, std::string("Cu; ppm"));
  QCOMPARE(requests[1].kind, TransformKind::Winsorize);
  QCOMPARE(requests[1].lowPercent, 0.5);
  QCOMPARE(requests[1].highPercent, 99.5);
  QCOMPARE(requests[2].band, std::string("a=b"));
  QCOMPARE(requests[2].kind, TransformKind::Standardize);
  QCOMPARE(requests[3].lowPercent, 1.0);
  QCOMPARE(requests[3].highPercent, 99.0);
  QVERIFY(parseTransforms(" ; ").empty());
}

void TestBandTransforms::whatCannotBeReadIsNamed_data() {
  QTest::addColumn<QString>("part");
  // A sign or an exponent alone was once taken for the percentages that count when none are given.
  for (const char* part :
       {"W", "W=", "W=sqrt", "W=log 1", "W=standardize 1 2", "W=winsorize 1", "W=winsorize 1 2 3",
        "W=winsorize 99 1", "W=winsorize -1 99", "W=winsorize 1 101", "W=winsorize nan 99", "W=winsorize +",
        "W=winsorize 1e", "W=winsorize 1 99%", "W=winsorize 1,5 99"})
    QTest::newRow(part) << part;
}

void TestBandTransforms::whatCannotBeReadIsNamed() {
  QFETCH(QString, part);
  QString sentence;
  try {
    parseTransforms("Sn=log; " + part.toStdString());
  } catch (const Error& error) {
    sentence = QString::fromUtf8(error.what());
  }
  QCOMPARE(sentence,
           "Transforms: '" + part +
               "' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize'.");
}

QTEST_APPLESS_MAIN(TestBandTransforms)
#include "test_band_transforms.moc"
