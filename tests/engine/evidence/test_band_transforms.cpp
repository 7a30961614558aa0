#include "engine/core/error.h"
#include "engine/evidence/band_transforms.h"

#include <QtTest>

using namespace prospectivity;

/// TRANSFORMS as people type it.
class TestBandTransforms : public QObject {
  Q_OBJECT

 private slots:
  void listsAreRead();
  void groupsAreRead_data();
  void groupsAreRead();
  void groupsStandBesideOthers();
  void groupsThatCannotBeAreNamed_data();
  void groupsThatCannotBeAreNamed();
  void whatCannotBeReadIsNamed_data();
  void whatCannotBeReadIsNamed();
};

void TestBandTransforms::listsAreRead() {
  const std::vector<TransformRequest> requests =
      parseTransforms("W=log; \"Cu; ppm\" = winsorize 0.5 99.5 ;a=b=standardize;Sn=winsorize").bands;
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

void TestBandTransforms::groupsAreRead_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("members");
  QTest::addColumn<QString>("zeros");
  QTest::newRow("names") << "clr(Cu,Zn , Pb)" << QStringList{"Cu", "Zn", "Pb"} << "";
  QTest::newRow("units in brackets") << "clr(Cu (ppm), Zn (ppm))" << QStringList{"Cu (ppm)", "Zn (ppm)"}
                                     << "";
  QTest::newRow("separators in names")
      << "clr( \"Cu, ppm\",\"Zn; ppm\" , a=b)" << QStringList{"Cu, ppm", "Zn; ppm", "a=b"} << "";
  QTest::newRow("marks in names") << "clr(\"5\"\" core; \"\"\",5\" core)"
                                  << QStringList{"5\" core; \"", "5\" core"} << "";
  QTest::newRow("one number") << "clr(Cu, Zn, Pb) zeros 0.5" << QStringList{"Cu", "Zn", "Pb"}
                              << "0.5 0.5 0.5";
  QTest::newRow("a number each") << "clr(Cu, Zn)  zeros 1e-3  2" << QStringList{"Cu", "Zn"} << "0.001 2";
}

void TestBandTransforms::groupsAreRead() {
  QFETCH(QString, text);
  QFETCH(QStringList, members);
  QFETCH(QString, zeros);
  for (const char* kind : {"clr", "ilr"}) {
    const std::string typed = kind + text.mid(3).toStdString();
    const StackTransforms transforms = parseTransforms(typed);
    QVERIFY(transforms.bands.empty());
    QCOMPARE(transforms.groups.size(), std::size_t{1});
    const LogRatioGroup& group = transforms.groups[0];
    QCOMPARE(group.kind == LogRatioKind::Isometric, kind == std::string("ilr"));
    QStringList found;
    for (const std::string& member : group.members)
      found << QString::fromStdString(member);
    QCOMPARE(found, members);
    QStringList numbers;
    for (const double zero : group.zeros)
      numbers << QString::number(zero);
    QCOMPARE(numbers.join(" "), zeros);
    // What the record advises to write is read as the same.
    const std::vector<LogRatioGroup> again = parseTransforms(group.text()).groups;
    QVERIFY(again.size() == 1 && again[0].members == group.members && again[0].zeros == group.zeros);
  }
}

/// A band may be called as a group is written.
void TestBandTransforms::groupsStandBesideOthers() {
  const StackTransforms transforms =
      parseTransforms("W=log; clr(Cu, Zn); clr(Mo)=standardize; ilr(\"Bi; ppm\", As) zeros 2; "
                      "clr(x) zeros 3=winsorize 1 99; Sn=log");
  QCOMPARE(transforms.groups.size(), std::size_t{2});
  QCOMPARE(transforms.groups[1].members[0], std::string("Bi; ppm"));
  QCOMPARE(transforms.bands.size(), std::size_t{4});
  QCOMPARE(transforms.bands[1].band, std::string("clr(Mo)"));
  QCOMPARE(transforms.bands[2].band, std::string("clr(x) zeros 3"));
  QVERIFY(!transforms.empty());
}

void TestBandTransforms::groupsThatCannotBeAreNamed_data() {
  QTest::addColumn<QString>("part");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("one layer")
      << "clr(Cu)"
      << "Transforms: 'clr(Cu)' has one layer, but a log-ratio is made of two at least: "
         "name the others, or write a logarithm of this one.";
  QTest::newRow("numbers that do not fit") << "ilr(Cu, Zn, Pb) zeros 1 2"
                                           << "Transforms: 'ilr(Cu, Zn, Pb) zeros 1 2' has 2 numbers for "
                                              "zeros and 3 layers: give one number, or one "
                                              "for each layer.";
  QTest::newRow("a mark that stays open") << "clr(Cu, \"Zn)"
                                          << "Transforms: the quotation mark of 'clr(Cu, \"Zn)' is not "
                                             "closed: write names with commas, semicolons or "
                                             "equals signs as \"Cu, ppm\".";
}

void TestBandTransforms::groupsThatCannotBeAreNamed() {
  QFETCH(QString, part);
  QFETCH(QString, sentence);
  try {
    parseTransforms("Sn=log; " + part.toStdString());
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

void TestBandTransforms::whatCannotBeReadIsNamed_data() {
  QTest::addColumn<QString>("part");
  // A sign or an exponent alone was once taken for the percentages that count when none are given.
  for (const char* part : {"W",
                           "W=",
                           "W=sqrt",
                           "W=log 1",
                           "W=standardize 1 2",
                           "W=winsorize 1",
                           "W=winsorize 1 2 3",
                           "W=winsorize 99 1",
                           "W=winsorize -1 99",
                           "W=winsorize 1 101",
                           "W=winsorize nan 99",
                           "W=winsorize +",
                           "W=winsorize 1e",
                           "W=winsorize 1 99%",
                           "W=winsorize 1,5 99",
                           "clr()",
                           "clr(Cu, Zn",
                           "clr Cu, Zn",
                           "alr(Cu, Zn)",
                           "clr(Cu, Zn) zeros",
                           "clr(Cu, Zn) zeros 0",
                           "clr(Cu, Zn) zeros -1",
                           "clr(Cu, Zn) zeros x",
                           "clr(Cu, Zn) zeros nan",
                           "clr(Cu, Zn) 0.5",
                           "clr(Cu, Zn)=log 2"})
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
  QCOMPARE(
      sentence,
      "Transforms: '" + part +
          "' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize; clr(Cu, Zn, "
          "Pb)'.");
}

QTEST_APPLESS_MAIN(TestBandTransforms)
#include "test_band_transforms.moc"
