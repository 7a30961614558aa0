#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "tests/engine/augment/augment_table.h"

#include <QtTest>

#include <algorithm>

using namespace prospectivity;

/// Every method on a class of one sample, and on one whose samples are all the same: finite samples of the
/// class, or the sentence that says what to do.
class TestSmallClasses : public QObject {
  Q_OBJECT

 private slots:
  void oneSampleSufficesOrIsRefused_data();
  void oneSampleSufficesOrIsRefused();
  void samplesThatAreTheSameStaySoOrAreRefused_data();
  void samplesThatAreTheSameStaySoOrAreRefused();
  void everyMethodHasARow();
};

namespace {

const Augmenter& methodOf(const QString& id) {
  return **std::find_if(augmenters().begin(), augmenters().end(),
                        [&](const auto& method) { return method->id() == id.toStdString(); });
}

/// The samples added; none with the sentence when the method refuses.
SampleTable added(const QString& id, const SampleTable& table, QString& sentence) {
  try {
    return augment(methodOf(id), table, AugmentOptions(), Progress());
  } catch (const Error& error) {
    sentence = QString::fromUtf8(error.what());
  }
  return {};
}

} // namespace

void TestSmallClasses::oneSampleSufficesOrIsRefused_data() {
  QTest::addColumn<QString>("sentence");
  const QString refused = QStringLiteral("%1 needs at least %2 deposits and found 1: choose random "
                                         "oversampling or gaussian noise, or give more samples.");
  QTest::newRow("random_oversampling") << "";
  QTest::newRow("gaussian_noise") << "";
  QTest::newRow("smote") << refused.arg("SMOTE").arg(2);
  QTest::newRow("borderline_smote") << refused.arg("Borderline-SMOTE").arg(2);
  QTest::newRow("adasyn") << refused.arg("ADASYN").arg(2);
  QTest::newRow("wgan_gp") << refused.arg("WGAN-GP").arg(10);
}

void TestSmallClasses::oneSampleSufficesOrIsRefused() {
  QFETCH(QString, sentence);
  const SampleTable table = twoClouds(1, 9, 2, 11);
  QString refusal;
  const SampleTable made = added(QTest::currentDataTag(), table, refusal);
  QCOMPARE(refusal, sentence);
  if (!sentence.isEmpty())
    return;
  QCOMPARE(made.size(), std::size_t{8});
  QVERIFY(made.values.allFinite());
  QCOMPARE(made.count(1), std::size_t{8});
  for (const auto& parent : made.parentA)
    QCOMPARE(*parent, table.ids[0]);
}

void TestSmallClasses::samplesThatAreTheSameStaySoOrAreRefused_data() {
  QTest::addColumn<QString>("sentence");
  for (const char* id : {"random_oversampling", "gaussian_noise", "smote", "wgan_gp"})
    QTest::newRow(id) << "";
  // A dozen deposits in one place have no neighbour but one another.
  QTest::newRow("borderline_smote") << "Borderline-SMOTE found no sample near the border between the "
                                       "classes: choose SMOTE, or more neighbours in number of neighbours.";
  QTest::newRow("adasyn") << "ADASYN found no sample with a neighbour of the other class: choose SMOTE, or "
                             "more neighbours in number of neighbours.";
}

void TestSmallClasses::samplesThatAreTheSameStaySoOrAreRefused() {
  QFETCH(QString, sentence);
  SampleTable table = twoClouds(12, 30, 3, 12);
  for (Eigen::Index i = 1; i < 12; ++i)
    table.values.row(i) = table.values.row(0);
  QString refusal;
  const SampleTable made = added(QTest::currentDataTag(), table, refusal);
  QCOMPARE(refusal, sentence);
  if (!sentence.isEmpty())
    return;
  QCOMPARE(made.size(), std::size_t{18});
  QVERIFY(made.values.allFinite());
  const bool isNoisy = std::string(QTest::currentDataTag()) == "gaussian_noise";
  for (Eigen::Index i = 0; i < made.values.rows(); ++i)
    QCOMPARE(made.values.row(i).isApprox(table.values.row(0), 1e-12), !isNoisy);
}

void TestSmallClasses::everyMethodHasARow() {
  std::vector<std::string> ids;
  for (const auto& method : augmenters())
    ids.push_back(method->id());
  QCOMPARE(ids, (std::vector<std::string>{"random_oversampling", "gaussian_noise", "smote",
                                          "borderline_smote", "adasyn", "wgan_gp"}));
}

QTEST_GUILESS_MAIN(TestSmallClasses)
#include "test_small_classes.moc"
