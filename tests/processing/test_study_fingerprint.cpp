#include "engine/core/for_reader.h"
#include "engine/samples/class_columns.h"
#include "processing/model/study_fingerprint.h"
#include "tests/engine/train/noise_table.h"

#include <QSet>
#include <QtTest>

using namespace prospectivity;

/// Trainings that were noted are taken by whoever would train the very same, and by nobody else.
class TestStudyFingerprint : public QObject {
  Q_OBJECT

 private slots:
  void whatChangesTrainingsChangesIt();
  void itIsTheSameInEveryLanguage();
};

void TestStudyFingerprint::whatChangesTrainingsChangesIt() {
  SampleTable plain = noiseTable(20, 2, 1);
  plain.descriptions.resize(2);
  const GivenOptions parameters{{"EPOCHS", 30}};
  const ComputedWith here{"OpenBLAS 0.3.21", "Haswell", "AVX2", "LibTorch 1.13", "AVX2",
                          "XGBoost 1.7",     "",        ""};
  QSet<QString> all{studyFingerprint(plain, parameters, here)};
  QCOMPARE(studyFingerprint(plain, parameters, here), *all.begin());
  int count = 1;
  const auto differs = [&](const QString& fingerprint) {
    all.insert(fingerprint);
    return all.size() == ++count;
  };
  // Equal numbers that are known to be something else: classes are mixed, joined and weighed by their codes.
  SampleTable table = plain;
  table.descriptions[1].kind = FeatureKind::Codes;
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table.descriptions[1].classes = {{1, "granite"}};
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table = plain;
  table.descriptions[0].kind = FeatureKind::Quantity;
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table.descriptions[0].unit = "ppm";
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table = plain;
  table.descriptions[0].transform = "log 0";
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table = plain;
  table.classes = std::set<std::string>{table.features[1]};
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  table = plain;
  table.values(3, 1) += 1;
  QVERIFY(differs(studyFingerprint(table, parameters, here)));
  QVERIFY(differs(studyFingerprint(plain, {{"EPOCHS", 31}}, here)));
  // Other libraries and processors.
  ComputedWith elsewhere = here;
  elsewhere.blasKernels = "SkylakeX";
  QVERIFY(differs(studyFingerprint(plain, parameters, elsewhere)));
  elsewhere = here;
  elsewhere.instructions = "AVX-512";
  QVERIFY(differs(studyFingerprint(plain, parameters, elsewhere)));
  elsewhere = here;
  elsewhere.trainingLibraryKernels = "AVX512";
  QVERIFY(differs(studyFingerprint(plain, parameters, elsewhere)));
  elsewhere = here;
  elsewhere.treeLibrary = "XGBoost 2.1";
  QVERIFY(differs(studyFingerprint(plain, parameters, elsewhere)));
}

/// Shards may be trained where QGIS speaks another language than where they are joined.
void TestStudyFingerprint::itIsTheSameInEveryLanguage() {
  const SampleTable table = noiseTable(20, 2, 1);
  const ComputedWith here{"OpenBLAS 0.3.21", "Haswell", "AVX2", "LibTorch 1.13", "AVX2",
                          "XGBoost 1.7",     "",        ""};
  const QString english = studyFingerprint(table, {{"EPOCHS", 30}}, here);
  setReaderLanguage([](const Sentence& sentence) { return "in other words: " + sentence.text(); });
  const QString other = studyFingerprint(table, {{"EPOCHS", 30}}, here);
  setReaderLanguage({});
  QCOMPARE(other, english);
}

QTEST_GUILESS_MAIN(TestStudyFingerprint)
#include "test_study_fingerprint.moc"
