#include "tests/processing/explain_fixture.h"
#include "tests/processing/report_page.h"

#include <qgsfeatureiterator.h>
#include <qgsproject.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

using namespace prospectivity;

/// prospectivity:orderfeatures by each of its methods, on a table small enough to reason about.
class TestOrderFeatures : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void theOrderIsThatOfTheMethod_data();
  void theOrderIsThatOfTheMethod();
  void theTableHoldsWhatTheOrderRestsOn();
  void whatWasMadeHasNoSay();
  void pairsAreOfTheSamplesThatHaveBoth();
  void theReportHoldsItsParts();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  AlgorithmRun order(const QVariantMap& more, QgsProcessingContext& context) const;

  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

enum Method { AsGiven, Seriation, Separation, Custom };

/// A feature over eight samples: their ranks, the four non-deposits first.
using Ranks = std::vector<int>;

// W separates the classes wholly. Of the 16 pairs of a deposit and a non-deposit Sn has 15 the right way
// round, Bi 14 the wrong way round, Cu 12 right and As 8. And the further apart two of them stand in W, Sn,
// Bi, Cu, As, the less they resemble each other.
const std::map<QString, Ranks> ranks{{"W", {1, 2, 3, 4, 5, 6, 7, 8}},
                                     {"Sn", {1, 2, 3, 5, 4, 6, 7, 8}},
                                     {"Bi", {8, 7, 5, 4, 6, 3, 2, 1}},
                                     {"Cu", {1, 2, 5, 6, 3, 4, 7, 8}},
                                     {"As", {1, 4, 5, 8, 2, 3, 6, 7}}};
const std::map<QString, double> aucAlone{
    {"W", 1.0}, {"Sn", 15.0 / 16}, {"Bi", 14.0 / 16}, {"Cu", 12.0 / 16}, {"As", 8.0 / 16}};
const QStringList fields{"Cu", "W", "As", "Bi", "Sn"};
const QString chain = QStringLiteral("W,Sn,Bi,Cu,As");

/// Spearman's correlation of ranks without ties.
double spearman(const QString& a, const QString& b) {
  double squares = 0;
  for (std::size_t i = 0; i < 8; ++i)
    squares += std::pow(ranks.at(a)[i] - ranks.at(b)[i], 2);
  return 1 - 6 * squares / (8 * 63);
}

} // namespace

void TestOrderFeatures::initTestCase() {
  mSamples = std::make_unique<QgsVectorLayer>("None?field=label:int&field=Cu:double&field=W:double&field=As:"
                                              "double&field=Bi:double&field=Sn:double&field=origin:string",
                                              "samples", "memory");
  for (std::size_t i = 0; i < 8; ++i) {
    QgsFeature feature(mSamples->fields());
    feature.setAttribute("label", i < 4 ? 0 : 1);
    for (const QString& name : fields)
      feature.setAttribute(name, ranks.at(name)[i]);
    mSamples->dataProvider()->addFeature(feature);
  }
  const QStringList names = chain.split(',');
  for (int i = 0; i < 5; ++i)
    for (int k = i + 1; k < 5; ++k) {
      QVERIFY(k == i + 1 ||
              std::abs(spearman(names[i], names[k])) < std::abs(spearman(names[i], names[k - 1])));
      QVERIFY(k == i + 1 ||
              std::abs(spearman(names[i], names[k])) < std::abs(spearman(names[i + 1], names[k])));
    }
}

void TestOrderFeatures::cleanupTestCase() {
  mSamples.reset(); // while QGIS is still there
}

AlgorithmRun TestOrderFeatures::order(const QVariantMap& more, QgsProcessingContext& context) const {
  QVariantMap given{{"INPUT", QVariant::fromValue(mSamples.get())}, {"TABLE", "memory:"}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    given.insert(entry.key(), entry.value());
  return runAlgorithm("prospectivity:orderfeatures", given, context);
}

void TestOrderFeatures::theOrderIsThatOfTheMethod_data() {
  QTest::addColumn<QVariantMap>("more");
  QTest::addColumn<QString>("expected");
  QTest::newRow("as given") << QVariantMap{{"METHOD", AsGiven}} << fields.join(',');
  // Of its two directions the one whose end stands first among the fields.
  QTest::newRow("correlation seriation") << QVariantMap{{"METHOD", Seriation}} << chain;
  QTest::newRow("when nothing is said") << QVariantMap{} << chain;
  QTest::newRow("class separation") << QVariantMap{{"METHOD", Separation}} << "As,Bi,W,Sn,Cu";
  QTest::newRow("custom") << QVariantMap{{"METHOD", Custom}, {"CUSTOM_ORDER", " As, W ,Sn,Bi,Cu,"}}
                          << "As,W,Sn,Bi,Cu";
  QTest::newRow("a custom order left over from another run")
      << QVariantMap{{"METHOD", AsGiven}, {"CUSTOM_ORDER", "Au"}} << fields.join(',');
  QTest::newRow("chosen features alone")
      << QVariantMap{{"METHOD", Separation}, {"FEATURES", QStringList{"As", "Sn", "Cu"}}} << "As,Sn,Cu";
  QTest::newRow("features in the order in which they are chosen")
      << QVariantMap{{"METHOD", AsGiven}, {"FEATURES", QStringList{"Sn", "Cu"}}} << "Sn,Cu";
}

void TestOrderFeatures::theOrderIsThatOfTheMethod() {
  QFETCH(QVariantMap, more);
  QFETCH(QString, expected);
  QgsProcessingContext context;
  const AlgorithmRun run = order(more, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.results.value("ORDER").toString(), expected);
  QVERIFY(run.messages.contains("Order: " + QString(expected).replace(",", ", ")));
  QStringList names;
  QgsFeature row;
  QgsFeatureIterator rows = outputLayer(run, context, "TABLE")->getFeatures();
  while (rows.nextFeature(row)) {
    names << row.attribute("feature").toString();
    QCOMPARE(row.attribute("position").toInt(), names.size());
  }
  QCOMPARE(names.join(','), expected);
}

void TestOrderFeatures::theTableHoldsWhatTheOrderRestsOn() {
  QgsProcessingContext context;
  const AlgorithmRun run = order({{"METHOD", Separation}}, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QStringList names = run.results.value("ORDER").toString().split(',');
  QCOMPARE(names.size(), 5);
  QgsFeature row;
  QgsFeatureIterator rows = outputLayer(run, context, "TABLE")->getFeatures();
  while (rows.nextFeature(row)) {
    const int position = row.attribute("position").toInt();
    const QString& name = names[position - 1];
    QCOMPARE(row.attribute("auc_alone").toDouble(), aucAlone.at(name));
    const QVariant next = row.attribute("spearman_next");
    QCOMPARE(next.isNull(), position == 5);
    QVERIFY(position == 5 || std::abs(next.toDouble() - spearman(name, names[position])) < 1e-12);
  }
}

// Three samples made by SMOTE at which As separates the classes wholly and W turns about.
void TestOrderFeatures::whatWasMadeHasNoSay() {
  const std::unique_ptr<QgsVectorLayer> layer(mSamples->clone());
  for (int i = 0; i < 3; ++i) {
    QgsFeature made(layer->fields());
    made.setAttributes(QVector<QVariant>{1, 4 - i, -50 - i, 90 + i, 2 * i, 3, "smote"});
    layer->dataProvider()->addFeature(made);
  }
  for (const int method : {Seriation, Separation}) {
    QgsProcessingContext context;
    const AlgorithmRun run =
        order({{"METHOD", method}, {"INPUT", QVariant::fromValue(layer.get())}}, context);
    QVERIFY2(run.ok, qPrintable(run.error));
    QCOMPARE(run.results.value("ORDER").toString(), method == Seriation ? chain : "As,Bi,W,Sn,Cu");
    QgsFeature row;
    QgsFeatureIterator rows = outputLayer(run, context, "TABLE")->getFeatures();
    while (rows.nextFeature(row))
      QCOMPARE(row.attribute("auc_alone").toDouble(), aucAlone.at(row.attribute("feature").toString()));
  }
}

// W lacks one deposit and Sn one non-deposit; the numbers of the two are of six samples, and those of others
// of seven or eight.
void TestOrderFeatures::pairsAreOfTheSamplesThatHaveBoth() {
  const std::unique_ptr<QgsVectorLayer> layer(mSamples->clone());
  const auto isMissing = [](const QString& name, std::size_t row) {
    return (name == "W" && row == 6) || (name == "Sn" && row == 2);
  };
  const int column[]{layer->fields().lookupField("W"), layer->fields().lookupField("Sn")};
  layer->dataProvider()->changeAttributeValues(
      {{7, {{column[0], QVariant()}}}, {3, {{column[1], QVariant()}}}});
  const auto rankedSpearman = [&](const QString& a, const QString& b) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < 8; ++row)
      if (!isMissing(a, row) && !isMissing(b, row))
        rows.push_back(row);
    const auto rankOf = [&](const QString& name, std::size_t row) {
      return std::count_if(rows.begin(), rows.end(),
                           [&](std::size_t other) { return ranks.at(name)[other] < ranks.at(name)[row]; });
    };
    double squares = 0;
    for (const std::size_t row : rows)
      squares += std::pow(static_cast<double>(rankOf(a, row) - rankOf(b, row)), 2);
    const auto count = static_cast<double>(rows.size());
    return 1 - 6 * squares / (count * (count * count - 1));
  };
  const auto auc = [&](const QString& name) {
    int pairs = 0;
    int right = 0;
    for (std::size_t other = 0; other < 4; ++other)
      for (std::size_t deposit = 4; deposit < 8; ++deposit)
        if (!isMissing(name, other) && !isMissing(name, deposit)) {
          ++pairs;
          right += ranks.at(name)[deposit] > ranks.at(name)[other] ? 1 : 0;
        }
    return std::abs(static_cast<double>(right) / pairs - 0.5) + 0.5;
  };
  const QTemporaryDir folder;
  QgsProcessingContext context;
  const AlgorithmRun run = order({{"METHOD", AsGiven},
                                  {"INPUT", QVariant::fromValue(layer.get())},
                                  {"MISSING", "keep"},
                                  {"REPORT", folder.filePath("order.html")}},
                                 context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY2(run.warnings.filter("left out").isEmpty(), qPrintable(run.warnings.join('\n')));
  QVERIFY(run.messages.contains("2 of 8 samples lack a layer: 1 lack 'W', 1 lack 'Sn'."));
  QgsFeature row;
  QgsFeatureIterator rows = outputLayer(run, context, "TABLE")->getFeatures();
  while (rows.nextFeature(row)) {
    const int position = row.attribute("position").toInt();
    const QString& name = fields[position - 1];
    QVERIFY(std::abs(row.attribute("auc_alone").toDouble() - auc(name)) < 1e-12);
    QVERIFY(position == 5 || std::abs(row.attribute("spearman_next").toDouble() -
                                      rankedSpearman(name, fields[position])) < 1e-12);
  }
  QVERIFY(reportText(folder.filePath("order.html")).contains("Samples lack values"));

  const AlgorithmRun excluding =
      order({{"METHOD", AsGiven}, {"INPUT", QVariant::fromValue(layer.get())}}, context);
  QVERIFY2(excluding.ok, qPrintable(excluding.error));
  QVERIFY(excluding.warnings.contains(
      "INPUT: 2 samples without a label or with an empty feature value were left out."));
}

void TestOrderFeatures::theReportHoldsItsParts() {
  const QTemporaryDir folder;
  const QString report = folder.filePath("order.html");
  QgsProcessingContext context;
  const AlgorithmRun run = order({{"REPORT", report}}, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(reportTitles(report),
           (QStringList{"Order of features", "Correlation matrix in this order",
                        "How well each feature separates the classes alone", "Order", "How this was made"}));
  const std::map<QString, QString> provenance = reportProvenance(report);
  QCOMPARE(provenance.at("Algorithm"), QString("prospectivity:orderfeatures"));
  QCOMPARE(provenance.at("INPUT"), QString("samples"));
  QCOMPARE(provenance.at("METHOD"), QString("correlation seriation"));
  QCOMPARE(provenance.count("TABLE"), std::size_t{0});

  QgsProject project;
  project.addMapLayer(mSamples.get(), false, false);
  context.setProject(&project);
  mSamples->selectAll();
  const AlgorithmRun part =
      order({{"INPUT", QVariant::fromValue(QgsProcessingFeatureSourceDefinition(mSamples->id(), true))},
             {"REPORT", report}},
            context);
  mSamples->removeSelection();
  QVERIFY2(part.ok, qPrintable(part.error));
  QCOMPARE(reportProvenance(report).at("INPUT"), QString("samples, selected features only"));

  const auto most = static_cast<long long>(mSamples->featureCount());
  const AlgorithmRun limited = order(
      {{"INPUT", QVariant::fromValue(QgsProcessingFeatureSourceDefinition(mSamples->id(), false, most))},
       {"REPORT", report}},
      context);
  QVERIFY2(limited.ok, qPrintable(limited.error));
  QCOMPARE(reportProvenance(report).at("INPUT"),
           QString("samples, a part of its features (a limit or a filter)"));
}

void TestOrderFeatures::mistakesAreNamed_data() {
  QTest::addColumn<QString>("custom");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("unknown") << "W,Sn,Bi,Cu,Au"
                           << "CUSTOM_ORDER names 'Au', which is no feature: name the chosen features only.";
  QTest::newRow("in other letters")
      << "w,Sn,Bi,Cu,As"
      << "CUSTOM_ORDER names 'w', which is no feature: name the chosen features only.";
  QTest::newRow("twice") << "W,Sn,W,Bi,Cu,As"
                         << "CUSTOM_ORDER names 'W' twice: name each feature once.";
  QTest::newRow("left out") << "W,Sn,Cu,As"
                            << "CUSTOM_ORDER leaves out 'Bi': name all chosen features.";
  QTest::newRow("nothing") << ""
                           << "CUSTOM_ORDER leaves out 'Cu': name all chosen features.";
  QTest::newRow("separated by semicolons")
      << "W;Sn;Bi;Cu;As"
      << "CUSTOM_ORDER names 'W;Sn;Bi;Cu;As', which is no feature: name the chosen features only.";
}

void TestOrderFeatures::mistakesAreNamed() {
  QFETCH(QString, custom);
  QFETCH(QString, sentence);
  QgsProcessingContext context;
  const AlgorithmRun run = order({{"METHOD", Custom}, {"CUSTOM_ORDER", custom}}, context);
  QVERIFY(!run.ok);
  QCOMPARE(run.error, sentence);
}

PROCESSING_TEST_MAIN(TestOrderFeatures)
#include "test_order_features.moc"
