#include "engine/samples/feature_record.h"

#include <QtTest>

using namespace prospectivity;

/// The two texts that tell with every sample what its layers are.
class TestFeatureRecord : public QObject {
  Q_OBJECT

 private slots:
  void recordNamesWhatIsNotAsMostAre();
  void recordComesBack();
  void otherFeaturesDoNotMatter();
  void namesMayComeBackInOneCase();
  void otherTextsAreNoRecord_data();
  void otherTextsAreNoRecord();
};

namespace {

using Descriptions = std::vector<FeatureDescription>;

Descriptions natures(const std::vector<std::string>& texts) {
  Descriptions result(texts.size());
  for (std::size_t j = 0; j < texts.size(); ++j)
    result[j].setNature(texts[j]);
  return result;
}

std::vector<std::string> transformsOf(const Descriptions& descriptions) {
  std::vector<std::string> result;
  for (const FeatureDescription& description : descriptions)
    result.push_back(description.transform);
  return result;
}

std::vector<std::string> naturesOf(const Descriptions& descriptions) {
  std::vector<std::string> result;
  for (const FeatureDescription& description : descriptions)
    result.push_back(description.nature());
  return result;
}

} // namespace

void TestFeatureRecord::recordNamesWhatIsNotAsMostAre() {
  const std::vector<std::string> features{"W", "Cu, ppm", "Sn"};
  QCOMPARE(transformRecord(features, describedByTransforms({"none", "log 0", "winsorize 1 2"})),
           std::string("\"Cu, ppm\"=log 0; Sn=winsorize 1 2"));
  QCOMPARE(transformRecord(features, describedByTransforms({"none", "none", "none"})), std::string("none"));
  QCOMPARE(transformRecord(features, describedByTransforms({"", "", ""})), std::string());
  QCOMPARE(transformRecord(features, {}), std::string());
  QCOMPARE(natureRecord(features, natures({"quantity", "quantity in ppm", "codes"})),
           std::string("\"Cu, ppm\"=quantity in ppm; Sn=codes"));
  QCOMPARE(natureRecord(features, natures({"quantity", "quantity", "quantity"})), std::string("quantity"));
  QCOMPARE(natureRecord(features, natures({"", "", ""})), std::string());
  QCOMPARE(natureRecord(features, natures({"quantity in ppm", "", "quantity"})),
           std::string("W=quantity in ppm; \"Cu, ppm\"=unknown")); // not taken for a quantity
  QCOMPARE(natureRecord(features, describedByTransforms({"none", "log 0", "none"})), std::string());
}

void TestFeatureRecord::recordComesBack() {
  const std::vector<std::string> features{"W", "Cu, ppm; \"fine\"", "rock=granite"};
  using Texts = std::vector<std::string>;
  for (const Texts& texts :
       {Texts{"none", "log 0", "none"}, Texts{"log 2 then standardize 1 3", "none", "winsorize 0 1"},
        Texts{"clr 1 of W 1.5 Cu,%20ppm%3B%20%22fine%22 2.0 a%3Db 3.0", "none", "log 0"},
        Texts{"none", "none", "none"}}) {
    Descriptions back(3);
    QVERIFY(readTransformRecord(transformRecord(features, describedByTransforms(texts)), features, back));
    QVERIFY(transformsOf(back) == texts);
  }
  for (const Texts& texts :
       {Texts{"quantity in g/t", "codes", "indicator"},
        Texts{"quantity", "quantity in per km\u00b2", "indicator"}, Texts{"quantity in ppm", "", "codes"},
        Texts{"quantity", "quantity", "quantity"}}) {
    Descriptions back = describedByTransforms({"log 0", "none", "none"});
    QVERIFY(readNatureRecord(natureRecord(features, natures(texts)), features, back));
    QVERIFY(naturesOf(back) == texts);
    QCOMPARE(back[0].transform, std::string("log 0")); // the other record's part stays
  }
}

void TestFeatureRecord::otherFeaturesDoNotMatter() {
  Descriptions found(2);
  QVERIFY(readTransformRecord("W=log 0; Sn=log 1", {"Sn", "Bi"}, found));
  QVERIFY(transformsOf(found) == (std::vector<std::string>{"log 1", "none"}));
  QVERIFY(readNatureRecord("W=codes; Sn=quantity in ppm", {"Sn", "Bi"}, found));
  QVERIFY(naturesOf(found) == (std::vector<std::string>{"quantity in ppm", "quantity"}));
}

// PostgreSQL lowers the names of columns, Oracle raises them. A logarithm that is overlooked is taken twice.
void TestFeatureRecord::namesMayComeBackInOneCase() {
  Descriptions found(3);
  QVERIFY(readTransformRecord("Cu=log 0; \"Sn, ppm\"=log 1", {"cu", "SN, PPM", "w"}, found));
  QVERIFY(transformsOf(found) == (std::vector<std::string>{"log 0", "log 1", "none"}));
  QVERIFY(readNatureRecord("Cu=codes", {"cu", "SN, PPM", "w"}, found));
  QVERIFY(naturesOf(found) == (std::vector<std::string>{"codes", "quantity", "quantity"}));
  QVERIFY(readTransformRecord("CO=log 0; Co=log 1", {"Co", "co", "CO"}, found)); // carbon monoxide, cobalt
  QVERIFY(transformsOf(found) == (std::vector<std::string>{"log 1", "none", "log 0"}));
}

void TestFeatureRecord::otherTextsAreNoRecord_data() {
  QTest::addColumn<QString>("text");
  // The last two: what a format that cuts long texts leaves.
  for (const char* text :
       {"yes", "W", "W=", "W=square 2", "\"W=log 0", "W=log 0; Sn=wins", "W=codes; Sn=quant"})
    QTest::newRow(text) << text;
}

void TestFeatureRecord::otherTextsAreNoRecord() {
  QFETCH(QString, text);
  Descriptions found = describedByTransforms({"log 3", "none"});
  QVERIFY(!readTransformRecord(text.toStdString(), {"W", "Sn"}, found));
  QVERIFY(!readNatureRecord(text.toStdString(), {"W", "Sn"}, found));
  QVERIFY(transformsOf(found) == (std::vector<std::string>{"log 3", "none"}));
}

QTEST_APPLESS_MAIN(TestFeatureRecord)
#include "test_feature_record.moc"
