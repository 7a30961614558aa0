#include "engine/samples/transform_record.h"

#include <QtTest>

using namespace prospectivity;

class TestTransformRecord : public QObject {
  Q_OBJECT

 private slots:
  void recordNamesWhatWasTransformed();
  void recordComesBack();
  void otherFeaturesDoNotMatter();
  void otherTextsAreNoRecord_data();
  void otherTextsAreNoRecord();
};

void TestTransformRecord::recordNamesWhatWasTransformed() {
  const std::vector<std::string> features{"W", "Cu, ppm", "Sn"};
  QCOMPARE(transformRecord(features, {"none", "log 0", "winsorize 1 2"}),
           std::string("\"Cu, ppm\"=log 0; Sn=winsorize 1 2"));
  QCOMPARE(transformRecord(features, {"none", "none", "none"}), std::string("none"));
  QCOMPARE(transformRecord(features, {"", "", ""}), std::string());
  QCOMPARE(transformRecord(features, {}), std::string());
}

void TestTransformRecord::recordComesBack() {
  const std::vector<std::string> features{"W", "Cu, ppm; \"fine\"", "rock=granite"};
  for (const std::vector<std::string>& transforms : {std::vector<std::string>{"none", "log 0", "none"},
                                                     {"log 2 then standardize 1 3", "none", "winsorize 0 1"},
                                                     {"none", "none", "none"}})
    QVERIFY(readTransformRecord(transformRecord(features, transforms), features) == transforms);
}

void TestTransformRecord::otherFeaturesDoNotMatter() {
  QVERIFY(readTransformRecord("W=log 0; Sn=log 1", {"Sn", "Bi"}) ==
          (std::vector<std::string>{"log 1", "none"}));
}

void TestTransformRecord::otherTextsAreNoRecord_data() {
  QTest::addColumn<QString>("text");
  // The last: what a format that cuts long texts leaves.
  for (const char* text : {"yes", "W", "W=", "W=square 2", "\"W=log 0", "W=log 0; Sn=wins"})
    QTest::newRow(text) << text;
}

void TestTransformRecord::otherTextsAreNoRecord() {
  QFETCH(QString, text);
  QVERIFY(!readTransformRecord(text.toStdString(), {"W", "Sn"}).has_value());
}

QTEST_APPLESS_MAIN(TestTransformRecord)
#include "test_transform_record.moc"
