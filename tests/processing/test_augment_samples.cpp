#include "engine/augment/registry.h"
#include "engine/core/random.h"
#include "processing/releases/fields.h"
#include "tests/processing/explain_fixture.h"
#include "tests/processing/report_page.h"

#include <qgsfeatureiterator.h>

#include <algorithm>
#include <cmath>
#include <map>

using namespace prospectivity;

/// prospectivity:augmentsamples by each of its methods: what is added, where it comes from, and that what was
/// observed stays as it was.
class TestAugmentSamples : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void observedSamplesComeFirstAndUntouched_data() { everyMethod(); }
  void observedSamplesComeFirstAndUntouched();
  void syntheticSamplesNameTheirParents_data() { everyMethod(); }
  void syntheticSamplesNameTheirParents();
  void valuesAndPlacesComeFromTheParents_data() { everyMethod(); }
  void valuesAndPlacesComeFromTheParents();
  void countsAreThoseAskedFor_data();
  void countsAreThoseAskedFor();
  void holesGoOn_data() { everyMethod(); }
  void holesGoOn();
  void samplesNeedAShareOfTheLayers();
  void theSeedDecides_data() { everyMethod(); }
  void theSeedDecides();
  void theReportHoldsItsParts_data();
  void theReportHoldsItsParts();

 private:
  static void everyMethod();
  AlgorithmRun augment(int method, QgsProcessingContext& context, const QVariantMap& more = {}) const;
  QVector<QgsFeature> augmented(int method, const QVariantMap& more = {}) const;

  std::unique_ptr<QgsVectorLayer> mSamples;
  std::map<long long, QgsFeature> mObserved; ///< by sample_id
};

namespace {

constexpr int deposits = 60;
constexpr int others = 150;
constexpr int observed = deposits + others;
constexpr int wganGp = 5;
constexpr long long firstId = 501;
const QStringList features{QStringLiteral("W"), QStringLiteral("Sn"), QStringLiteral("Bi")};

/// Of each method, by its number: the field `origin`, its name, and how many parents are recorded.
struct Method {
  const char* id;
  const char* title;
  int parents;
};
constexpr Method methods[] = {{"random_oversampling", "Random oversampling", 1},
                              {"gaussian_noise", "Gaussian noise", 1},
                              {"smote", "SMOTE", 2},
                              {"borderline_smote", "Borderline-SMOTE", 2},
                              {"adasyn", "ADASYN", 2},
                              {"wgan_gp", "WGAN-GP", 0}};

bool isDeposit(const QgsFeature& feature) {
  return feature.attribute("label").toInt() == 1;
}

QVector<double> valuesOf(const QgsFeature& feature) {
  QVector<double> values;
  for (const QString& name : features)
    values << feature.attribute(name).toDouble();
  return values;
}

} // namespace

/// Two clouds that overlap, so that there is a border between the classes, and a row with a gap. The fields
/// stand in another order than in the output.
void TestAugmentSamples::initTestCase() {
  mSamples = std::make_unique<QgsVectorLayer>(
      "Point?crs=EPSG:32650&field=W:double&field=Sn:double&field=Bi:double&field=label:int&field=sample_id:"
      "int",
      "samples", "memory");
  Random random(3);
  for (int i = 0; i <= observed; ++i) {
    const int label = i % 7 < 2 ? 1 : 0;
    QgsFeature feature(mSamples->fields());
    feature.setAttributes(QVector<QVariant>{40 + 5 * (random.normal() + label), random.normal() + label,
                                            300 * random.normal(), label, static_cast<int>(firstId) + i});
    if (i == observed)
      feature.setAttribute(1, nullOf(QMetaType::Double));
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(100.0 * i, 7.0 * i * i)));
    mSamples->dataProvider()->addFeature(feature);
  }
  for (const QgsFeature& feature : rowsOf(mSamples.get()))
    if (!feature.attribute("Sn").isNull())
      mObserved[feature.attribute("sample_id").toLongLong()] = feature;
  QCOMPARE(mObserved.size(), std::size_t{observed});
  QCOMPARE(std::count_if(mObserved.begin(), mObserved.end(),
                         [](const auto& entry) { return isDeposit(entry.second); }),
           deposits);
}

void TestAugmentSamples::cleanupTestCase() {
  mObserved.clear();
  mSamples.reset(); // while QGIS is still there
}

void TestAugmentSamples::everyMethod() {
  QTest::addColumn<int>("method");
  int number = 0;
  for (const Method& method : methods)
    QTest::newRow(method.title) << number++;
}

AlgorithmRun TestAugmentSamples::augment(int method, QgsProcessingContext& context,
                                         const QVariantMap& more) const {
  QVariantMap given{
      {"INPUT", QVariant::fromValue(mSamples.get())}, {"METHOD", method}, {"OUTPUT", "memory:"}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    given.insert(entry.key(), entry.value());
  return runAlgorithm("prospectivity:augmentsamples", given, context);
}

/// The output of a run, row by row; empty when it failed.
QVector<QgsFeature> TestAugmentSamples::augmented(int method, const QVariantMap& more) const {
  QgsProcessingContext context;
  const AlgorithmRun run = augment(method, context, more);
  return run.ok ? rowsOf(outputLayer(run, context)) : QVector<QgsFeature>();
}

void TestAugmentSamples::observedSamplesComeFirstAndUntouched() {
  QFETCH(int, method);
  QgsProcessingContext context;
  const AlgorithmRun run = augment(method, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings,
           QStringList("INPUT: 1 samples without a label or with an empty feature value were left out."));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  QCOMPARE(rows.size(), 2 * others);
  auto expected = mObserved.begin();
  for (int i = 0; i < observed; ++i, ++expected) {
    QCOMPARE(rows[i].attribute("sample_id").toLongLong(), expected->first);
    QCOMPARE(rows[i].attribute("label"), expected->second.attribute("label"));
    QVERIFY(valuesOf(rows[i]) == valuesOf(expected->second)); // to the bit
    QCOMPARE(rows[i].geometry().asPoint(), expected->second.geometry().asPoint());
    QCOMPARE(rows[i].attribute("origin").toString(), QStringLiteral("observed"));
    QVERIFY(rows[i].attribute("parent_a").isNull() && rows[i].attribute("parent_b").isNull());
  }
}

void TestAugmentSamples::syntheticSamplesNameTheirParents() {
  QFETCH(int, method);
  const QVector<QgsFeature> rows = augmented(method);
  QCOMPARE(rows.size(), 2 * others);
  for (int i = observed; i < rows.size(); ++i) {
    QCOMPARE(rows[i].attribute("sample_id").toLongLong(), firstId + i);
    QCOMPARE(rows[i].attribute("label").toInt(), 1);
    QCOMPARE(rows[i].attribute("origin").toString(), QString(methods[method].id));
    QSet<long long> parents;
    for (const char* field : {"parent_a", "parent_b"})
      if (!rows[i].attribute(field).isNull())
        parents << rows[i].attribute(field).toLongLong();
    QCOMPARE(parents.size(), methods[method].parents); // two are never the same
    QCOMPARE(rows[i].attribute("parent_a").isNull(), method == wganGp);
    for (const long long parent : parents)
      QVERIFY(mObserved.count(parent) == 1 && isDeposit(mObserved[parent]));
  }
}

void TestAugmentSamples::valuesAndPlacesComeFromTheParents() {
  QFETCH(int, method);
  const QVector<QgsFeature> rows = augmented(method, {{"NOISE", 1e-9}});
  QCOMPARE(rows.size(), 2 * others);
  for (int i = observed; i < rows.size(); ++i) {
    const QVector<double> values = valuesOf(rows[i]);
    const QgsPointXY place = rows[i].geometry().asPoint();
    if (method == wganGp) { // of the whole class, at the place of one of it
      QVERIFY(std::any_of(mObserved.begin(), mObserved.end(), [&](const auto& entry) {
        return isDeposit(entry.second) && entry.second.geometry().asPoint() == place;
      }));
      continue;
    }
    const QgsFeature& a = mObserved[rows[i].attribute("parent_a").toLongLong()];
    const QgsFeature& b =
        methods[method].parents == 2 ? mObserved[rows[i].attribute("parent_b").toLongLong()] : a;
    const QgsPointXY start = a.geometry().asPoint();
    const QgsVector way = b.geometry().asPoint() - start;
    // The same share of the way on the map and in every feature; copies stay where their parent is.
    const double share = way.x() == 0 ? 0 : (place.x() - start.x()) / way.x();
    QVERIFY(share >= 0 && share < 1);
    QVERIFY(place.distance(start + way * share) < 1e-6);
    for (int j = 0; j < values.size(); ++j) {
      const double expected = valuesOf(a)[j] + share * (valuesOf(b)[j] - valuesOf(a)[j]);
      QVERIFY2(std::abs(values[j] - expected) < 1e-5, qPrintable(features[j])); // noise: 1e-9 of 300 or so
      QVERIFY(method != 0 || values[j] == expected);
      QVERIFY(method != 1 || values[j] != expected);
    }
  }
}

void TestAugmentSamples::countsAreThoseAskedFor_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<int>("target");
  QTest::addColumn<bool>("both");
  QTest::addColumn<int>("depositsAfter");
  QTest::addColumn<int>("othersAfter");
  QCOMPARE(std::size(methods), augmenters().size()); // a new method is tested here as well
  for (int method = 0; method < static_cast<int>(std::size(methods)); ++method) {
    const auto row = [&](const char* what) -> QTestData& {
      return QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(methods[method].title, what))) << method;
    };
    row("both to a number") << 225 << true << 90 << 225; // half as many again of each
    if (method == wganGp)
      continue; // slow to fit, once for each class and run
    row("balance") << 0 << false << others << others;
    row("fewer than the other class") << 75 << false << 75 << others;
    row("more than the other class") << 180 << false << 180 << others;
    row("no more than there are") << deposits << false << deposits << others;
    row("both doubled") << 0 << true << 2 * deposits << 2 * others;
  }
}

void TestAugmentSamples::countsAreThoseAskedFor() {
  QFETCH(int, method);
  QFETCH(int, target);
  QFETCH(bool, both);
  QFETCH(int, depositsAfter);
  QFETCH(int, othersAfter);
  QgsProcessingContext context;
  const AlgorithmRun run = augment(method, context, {{"TARGET_COUNT", target}, {"BOTH_CLASSES", both}});
  QVERIFY2(run.ok, qPrintable(run.error));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  QCOMPARE(std::count_if(rows.begin(), rows.end(), isDeposit), depositsAfter);
  QCOMPARE(rows.size(), depositsAfter + othersAfter);
  QCOMPARE(run.results.value("SYNTHETIC").toInt(), depositsAfter + othersAfter - observed);
  const QString told = QStringLiteral("%1 added %2 deposits and %3 non-deposits to %4 samples.")
                           .arg(methods[method].title)
                           .arg(depositsAfter - deposits)
                           .arg(othersAfter - others)
                           .arg(observed);
  QVERIFY2(run.messages.contains(told), qPrintable(run.messages.join('\n')));
}

// Synthetic samples lack what their parents lack, as empty fields; a feature that one of two parents has is
// there with its value or is missing, and never in between.
void TestAugmentSamples::holesGoOn() {
  QFETCH(int, method);
  const std::unique_ptr<QgsVectorLayer> layer(mSamples->clone());
  std::map<long long, QgsFeature> given;
  int lacking = 0;
  for (QgsFeature feature : rowsOf(layer.get())) {
    if (feature.attribute("sample_id").toInt() % 3 == 0)
      layer->dataProvider()->changeAttributeValues({{feature.id(), {{1, nullOf(QMetaType::Double)}}}});
    feature = layer->getFeature(feature.id());
    lacking += feature.attribute("Sn").isNull() ? 1 : 0;
    given[feature.attribute("sample_id").toLongLong()] = feature;
  }
  QgsProcessingContext context;
  const QTemporaryDir folder;
  const QString report = folder.filePath("augmented.html");
  const AlgorithmRun run = augment(method, context,
                                   {{"INPUT", QVariant::fromValue(layer.get())},
                                    {"MISSING", "keep"},
                                    {"NOISE", 1e-9},
                                    {"REPORT", report}});
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.filter("left out").isEmpty(), qPrintable(run.warnings.join('\n')));
  QVERIFY2(run.messages.contains(
               QStringLiteral("%1 of %2 samples lack a layer: %1 lack 'Sn'.").arg(lacking).arg(observed + 1)),
           qPrintable(run.messages.join('\n')));
  const QString page = reportText(report);
  QVERIFY(page.contains("Missing observed") && page.contains("missing values at the mean of the known ones"));
  const QVector<QgsFeature> rows = rowsOf(outputLayer(run, context));
  int empty = 0;
  for (int i = 0; i < rows.size(); ++i) {
    const QVariant value = rows[i].attribute("Sn");
    QVERIFY(!rows[i].attribute("W").isNull() && !rows[i].attribute("Bi").isNull());
    if (i <= observed) {
      QCOMPARE(value.isNull(), given[rows[i].attribute("sample_id").toLongLong()].attribute("Sn").isNull());
      continue;
    }
    empty += value.isNull() ? 1 : 0;
    if (method == wganGp)
      continue;
    QVector<QVariant> ofParents;
    for (const char* field : {"parent_a", "parent_b"})
      if (!rows[i].attribute(field).isNull())
        ofParents << given[rows[i].attribute(field).toLongLong()].attribute("Sn");
    const auto missing = std::count_if(ofParents.begin(), ofParents.end(),
                                       [](const QVariant& parent) { return parent.isNull(); });
    QVERIFY(missing > 0 || !value.isNull());
    QVERIFY(missing < ofParents.size() || value.isNull());
    if (missing == 1 && ofParents.size() == 2 && !value.isNull())
      QCOMPARE(value.toDouble(), (ofParents[0].isNull() ? ofParents[1] : ofParents[0]).toDouble());
  }
  QVERIFY(empty > 0 && empty < rows.size() - observed - 1);
}

// The last row lacks one layer of three.
void TestAugmentSamples::samplesNeedAShareOfTheLayers() {
  const auto rowsWith = [&](double share) {
    return augmented(0, {{"MISSING", "keep"}, {"MIN_PRESENT", share}});
  };
  QCOMPARE(rowsWith(0.6)[observed].attribute("origin").toString(), QStringLiteral("observed"));
  QCOMPARE(rowsWith(0.7)[observed].attribute("origin").toString(), QStringLiteral("random_oversampling"));
  QgsProcessingContext context;
  QCOMPARE(augment(0, context, {{"MISSING", "keep"}, {"MIN_PRESENT", 0}}).error,
           QStringLiteral("MIN_PRESENT is 0, but must be above 0 and at most 1: give the share of the layers "
                          "that a place needs to have data of, such as 0.5."));
}

void TestAugmentSamples::theSeedDecides() {
  QFETCH(int, method);
  const auto drawn = [&](int seed) {
    QVector<QgsAttributes> rows;
    for (const QgsFeature& feature : augmented(method, {{"SEED", seed}})) {
      const QgsPointXY place = feature.geometry().asPoint();
      rows << feature.attributes() + QgsAttributes(QVector<QVariant>{place.x(), place.y()});
    }
    return rows;
  };
  const QVector<QgsAttributes> first = drawn(1);
  const QVector<QgsAttributes> another = drawn(2);
  QCOMPARE(first.size(), 2 * others);
  QCOMPARE(another.size(), 2 * others);
  QVERIFY(drawn(1) == first);
  QVERIFY(another.mid(0, observed) == first.mid(0, observed));
  QVERIFY(another.mid(observed) != first.mid(observed));
}

void TestAugmentSamples::theReportHoldsItsParts_data() {
  QTest::addColumn<bool>("both");
  QTest::newRow("the smaller class") << false;
  QTest::newRow("both classes") << true;
}

void TestAugmentSamples::theReportHoldsItsParts() {
  QFETCH(bool, both);
  const QTemporaryDir folder;
  const QString report = folder.filePath("augmented.html");
  QgsProcessingContext context;
  const AlgorithmRun run = augment(4, context, {{"BOTH_CLASSES", both}, {"REPORT", report}});
  QVERIFY2(run.ok, qPrintable(run.error));
  QStringList titles{"Augmented samples", "Observed and synthetic samples",
                     "Distribution of each feature: deposits", "Features of the deposits before and after"};
  if (both)
    titles << "Distribution of each feature: non-deposits"
           << "Features of the non-deposits before and after";
  QCOMPARE(reportTitles(report), titles << "How this was made");
}

PROCESSING_TEST_MAIN(TestAugmentSamples)
#include "test_augment_samples.moc"
