#include "engine/samples/class_record.h"

#include <QtTest>

using namespace prospectivity;

/// The text that tells with every sample what the codes of its layers are called.
class TestClassRecord : public QObject {
  Q_OBJECT

 private slots:
  void onlyClassesThatOccurAreNamed();
  void recordComesBack();
  void whatIsJoinedComesBack();
  void otherFeaturesDoNotMatter();
  void otherTextsAreNoRecord_data();
  void otherTextsAreNoRecord();
};

namespace {

using Classes = std::map<double, std::string>;

/// Three features, of which the first is measured.
SampleTable table() {
  SampleTable samples;
  samples.features = {"W", "rock", "soil=A; \"deep\""};
  samples.descriptions.resize(3);
  samples.descriptions[1].kind = FeatureKind::Codes;
  samples.descriptions[1].classes = {{1, "granite"}, {2, "slate"}, {3, "gneiss"}};
  samples.descriptions[2].kind = FeatureKind::Codes;
  samples.descriptions[2].classes = {{7, "sand, fine; wet"}, {8, "2=clay"}};
  samples.values.resize(3, 3);
  samples.values << 1, 1, 7, //
      2, 3, 8,               //
      3, 1, 7;
  return samples;
}

} // namespace

void TestClassRecord::onlyClassesThatOccurAreNamed() {
  SampleTable samples = table();
  samples.descriptions.pop_back();
  samples.descriptions.emplace_back();
  QCOMPARE(classRecord(samples), std::string("\"rock=1=granite; 3=gneiss\""));
  samples.values.col(1).setConstant(2);
  QCOMPARE(classRecord(samples), std::string("rock=2=slate"));
  samples.values.col(1).setConstant(9);
  QCOMPARE(classRecord(samples), std::string());
  samples.values.resize(0, 3);
  QCOMPARE(classRecord(samples), std::string("\"rock=1=granite; 2=slate; 3=gneiss\""));
  samples.descriptions.clear();
  QCOMPARE(classRecord(samples), std::string());
}

void TestClassRecord::recordComesBack() {
  const SampleTable samples = table();
  std::vector<FeatureDescription> back(3);
  QVERIFY(readClassRecord(classRecord(samples), samples.features, back));
  QVERIFY(back[0].classes.empty());
  QVERIFY(back[1].classes == (Classes{{1, "granite"}, {3, "gneiss"}}));
  QVERIFY(back[2].classes == samples.descriptions[2].classes);
}

void TestClassRecord::whatIsJoinedComesBack() {
  SampleTable samples = table();
  samples.features[0] = "rock=other";
  samples.descriptions[0].kind = FeatureKind::Indicator;
  samples.descriptions[0].joined = {"chert", "tuff=ash"};
  samples.descriptions[1].joined = {"marl; red"};
  std::vector<FeatureDescription> back(3);
  QVERIFY(readClassRecord(classRecord(samples), samples.features, back));
  for (std::size_t j = 0; j < 3; ++j)
    QVERIFY(back[j].joined == samples.descriptions[j].joined);
  QVERIFY(back[0].classes.empty());
  QVERIFY(back[1].classes == (Classes{{1, "granite"}, {3, "gneiss"}}));
}

void TestClassRecord::otherFeaturesDoNotMatter() {
  std::vector<FeatureDescription> found(1);
  QVERIFY(readClassRecord("\"rock=1=granite; 3=gneiss\"; age=4=Jurassic", {"age"}, found));
  QVERIFY(found[0].classes == (Classes{{4, "Jurassic"}}));
  // Of the ways to read an equals sign that of a name that is known.
  QVERIFY(readClassRecord("age=4=4=Jurassic", {"age=4"}, found));
  QVERIFY(found[0].classes == (Classes{{4, "Jurassic"}}));
}

void TestClassRecord::otherTextsAreNoRecord_data() {
  QTest::addColumn<QString>("text");
  // The last two: what a format that cuts long texts leaves.
  for (const char* text :
       {"yes", "rock", "rock=granite", "rock=1=", "rock=1=granite; age", "\"rock=1=granite; 3=gnei"})
    QTest::newRow(text) << text;
}

void TestClassRecord::otherTextsAreNoRecord() {
  QFETCH(QString, text);
  std::vector<FeatureDescription> found(1);
  found[0].classes = {{5, "marble"}};
  QVERIFY(!readClassRecord(text.toStdString(), {"rock"}, found));
  QVERIFY(found[0].classes == (Classes{{5, "marble"}}));
}

QTEST_APPLESS_MAIN(TestClassRecord)
#include "test_class_record.moc"
