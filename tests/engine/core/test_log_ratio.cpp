#include "engine/core/log_ratio.h"

#include <QtTest>

using namespace prospectivity;

/// What is kept of a log-ratio, whatever its layers are called.
class TestLogRatio : public QObject {
  Q_OBJECT

 private slots:
  void recordsComeBack_data();
  void recordsComeBack();
  void otherTextsAreNone_data();
  void otherTextsAreNone();
  void namesAndWordsTellWhatIsContrasted();
};

void TestLogRatio::recordsComeBack_data() {
  QTest::addColumn<QStringList>("members");
  QTest::addColumn<QString>("text");
  QTest::newRow("plain") << QStringList{"Cu", "Zn", "Pb"} << "ilr 2 of Cu 0.65 Zn 1.3 Pb 1e-05";
  QTest::newRow("blanks and brackets")
      << QStringList{"Cu (ppm)", " Zn", "Pb"} << "ilr 2 of Cu%20(ppm) 0.65 %20Zn 1.3 Pb 1e-05";
  QTest::newRow("separators of records")
      << QStringList{"a;b=c", "5\" core", "100%"} << "ilr 2 of a%3Bb%3Dc 0.65 5%22%20core 1.3 100%25 1e-05";
  QTest::newRow("the word between steps")
      << QStringList{"then", "of", "zeros"} << "ilr 2 of %74%68%65%6E 0.65 of 1.3 zeros 1e-05";
  QTest::newRow("other letters") << QStringList{u8"Złoto", u8"銅", "Pb"}
                                 << u8"ilr 2 of Złoto 0.65 銅 1.3 Pb 1e-05";
}

void TestLogRatio::recordsComeBack() {
  QFETCH(QStringList, members);
  QFETCH(QString, text);
  LogRatio ratio;
  ratio.group.kind = LogRatioKind::Isometric;
  for (const QString& member : members)
    ratio.group.members.push_back(member.toStdString());
  ratio.group.zeros = {0.65, 1.3, 1e-5};
  ratio.band = 1;
  QCOMPARE(QString::fromStdString(ratio.text()), text);
  const std::optional<LogRatio> back = LogRatio::read(ratio.text());
  QVERIFY(back.has_value());
  QVERIFY(back->group.kind == ratio.group.kind && back->group.members == ratio.group.members &&
          back->group.zeros == ratio.group.zeros && back->band == ratio.band);

  // To the last digit.
  ratio.group.zeros[0] = 1.0 / 3;
  QCOMPARE(LogRatio::read(ratio.text())->group.zeros[0], 1.0 / 3);
}

void TestLogRatio::otherTextsAreNone_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"",
                           "clr",
                           "clr 1",
                           "clr 1 of",
                           "clr 1 of Cu 1",
                           "clr 0 of Cu 1 Zn 1",
                           "clr 3 of Cu 1 Zn 1",
                           "ilr 2 of Cu 1 Zn 1",
                           "clr -1 of Cu 1 Zn 1",
                           "clr 1 of Cu 1 Zn",
                           "clr 1 of Cu 1 Zn 0",
                           "clr 1 of Cu 1 Zn -1",
                           "clr 1 of Cu 1 Zn nan",
                           "clr 1 of Cu 1 Zn 1e999",
                           "clr 1 in Cu 1 Zn 1",
                           "alr 1 of Cu 1 Zn 1",
                           "clr 1 of Cu%2 1 Zn 1",
                           "clr 1 of Cu%zz 1 Zn 1",
                           "clr 1 of Cu%00 1 Zn 1",
                           "clr one of Cu 1 Zn 1"})
    QTest::newRow(text) << text;
}

void TestLogRatio::otherTextsAreNone() {
  QFETCH(QString, text);
  QVERIFY(!LogRatio::read(text.toStdString()).has_value());
}

void TestLogRatio::namesAndWordsTellWhatIsContrasted() {
  const LogRatioGroup centred{LogRatioKind::Centred, {"Cu", "Zn", "Pb, ppm"}, {0.65, 1.3, 2}};
  QCOMPARE(centred.bands(), std::size_t{3});
  QCOMPARE(centred.bandName(1), std::string("Zn"));
  QCOMPARE(centred.text(), std::string("clr(Cu, Zn, \"Pb, ppm\") zeros 0.65 1.3 2.0"));
  QCOMPARE(centred.zerosInWords(), std::string("zeros as 0.65 (Cu), 1.3 (Zn), 2 (Pb, ppm)"));
  QCOMPARE((LogRatio{centred, 1}.words()), std::string("centred log-ratio of Zn among Cu, Zn, Pb, ppm"));
  const LogRatioGroup isometric{LogRatioKind::Isometric, {"Cu", "Zn", "Pb"}, {}};
  QCOMPARE(isometric.bands(), std::size_t{2});
  QCOMPARE(isometric.bandName(0), std::string("ilr1 Cu|Zn,Pb"));
  QCOMPARE(isometric.bandName(1), std::string("ilr2 Zn|Pb"));
  QCOMPARE(isometric.text(), std::string("ilr(Cu, Zn, Pb)"));
  QCOMPARE((LogRatio{isometric, 0}.words()), std::string("isometric log-ratio of Cu to Zn, Pb"));
}

QTEST_APPLESS_MAIN(TestLogRatio)
#include "test_log_ratio.moc"
