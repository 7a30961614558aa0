#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"

#include <qgsfeatureiterator.h>
#include <qgsprocessingutils.h>

#include <memory>

using namespace prospectivity;

/// Every choice of METHOD in Augment samples and Order features, through Processing.
class TestAugmentAndOrder : public QObject {
  Q_OBJECT

 private slots:
  void everyMethodAddsItsOwnSamples_data();
  void everyMethodAddsItsOwnSamples();
  void everyMethodOrdersItsOwnWay_data();
  void everyMethodOrdersItsOwnWay();
};

namespace {

QgsFeatureList featuresOf(const AlgorithmRun& run, QgsProcessingContext& context) {
  QgsFeatureList result;
  auto* layer = qobject_cast<QgsVectorLayer*>(
      QgsProcessingUtils::mapLayerFromString(run.results.value("OUTPUT").toString(), context));
  if (layer == nullptr)
    return result;
  QgsFeature feature;
  QgsFeatureIterator iterator = layer->getFeatures();
  while (iterator.nextFeature(feature))
    result << feature;
  return result;
}

/// Features that follow from one another: b is a with some disturbance, c is b with more. The label is that
/// of a.
std::unique_ptr<QgsVectorLayer> chainedSamples() {
  auto layer = std::make_unique<QgsVectorLayer>(
      QStringLiteral("Point?field=label:int&field=a:double&field=c:double&field=b:double"),
      QStringLiteral("chained"), QStringLiteral("memory"));
  for (int i = 0; i < 24; ++i) {
    QgsFeature feature(layer->fields());
    const double b = i + 0.5 * (7 * i % 24);
    feature.setAttributes(QVector<QVariant>{i < 12 ? 1 : 0, i + 0.5, b + 1.5 * (11 * i % 24), b});
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

} // namespace

void TestAugmentAndOrder::everyMethodAddsItsOwnSamples_data() {
  QTest::addColumn<QString>("origin");
  QTest::addColumn<int>("parents");
  QTest::newRow("0") << "random_oversampling" << 1;
  QTest::newRow("1") << "gaussian_noise" << 1;
  QTest::newRow("2") << "smote" << 2;
  QTest::newRow("3") << "borderline_smote" << 2;
  QTest::newRow("4") << "adasyn" << 2;
  QTest::newRow("5") << "wgan_gp" << 0;
}

void TestAugmentAndOrder::everyMethodAddsItsOwnSamples() {
  QFETCH(QString, origin);
  QFETCH(int, parents);
  const std::unique_ptr<QgsVectorLayer> samples = mappedSamples(160, 4);
  QgsFeatureList observed;
  QgsFeature feature;
  QgsFeatureIterator iterator = samples->getFeatures();
  while (iterator.nextFeature(feature))
    observed << feature;
  const QVariantMap parameters{{"INPUT", QVariant::fromValue(samples.get())},
                               {"METHOD", QString(QTest::currentDataTag()).toInt()},
                               {"FEATURES", QStringList{"Sn", "K"}}, // these overlap: there is a border
                               {"OUTPUT", "memory:"}};
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:augmentsamples"), parameters, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QgsFeatureList all = featuresOf(run, context);
  QCOMPARE(all.size(), 240); // 40 deposits become 120
  QCOMPARE(run.results.value("SYNTHETIC").toInt(), 80);
  for (int i = 0; i < all.size(); ++i) {
    const bool isObserved = i < 160;
    QCOMPARE(all[i].attribute("origin").toString(), isObserved ? QStringLiteral("observed") : origin);
    QCOMPARE(all[i].attribute("parent_a").isNull(), isObserved || parents < 1);
    QCOMPARE(all[i].attribute("parent_b").isNull(), isObserved || parents < 2);
    if (isObserved) {
      for (const char* name : {"label", "Sn", "K"})
        QCOMPARE(all[i].attribute(name), observed[i].attribute(name));
      continue;
    }
    QCOMPARE(all[i].attribute("label").toInt(), 1);
    if (parents > 0)
      QVERIFY(observed[all[i].attribute("parent_a").toInt() - 1].attribute("label").toInt() == 1);
  }
  const AlgorithmRun again =
      runAlgorithm(QStringLiteral("prospectivity:augmentsamples"), parameters, context);
  const QgsFeatureList twins = featuresOf(again, context);
  for (int i = 0; i < all.size(); ++i)
    QCOMPARE(twins.at(i).attributes(), all[i].attributes());
}

void TestAugmentAndOrder::everyMethodOrdersItsOwnWay_data() {
  QTest::addColumn<QString>("custom");
  QTest::addColumn<QString>("order");
  QTest::newRow("0") << QString() << "a,c,b";
  QTest::newRow("1") << QString() << "a,b,c"; // along the chain
  QTest::newRow("2") << QString() << "c,a,b"; // the strongest in the middle, then to its right
  QTest::newRow("3") << "b, c, a"
                     << "b,c,a";
}

void TestAugmentAndOrder::everyMethodOrdersItsOwnWay() {
  QFETCH(QString, custom);
  QFETCH(QString, order);
  const std::unique_ptr<QgsVectorLayer> samples = chainedSamples();
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:orderfeatures"),
                                        {{"INPUT", QVariant::fromValue(samples.get())},
                                         {"METHOD", QString(QTest::currentDataTag()).toInt()},
                                         {"CUSTOM_ORDER", custom},
                                         {"TABLE", "memory:"}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.results.value("ORDER").toString(), order);
}

PROCESSING_TEST_MAIN(TestAugmentAndOrder)
#include "test_augment_and_order.moc"
