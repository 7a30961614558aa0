#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/reference/logistic_model.h"
#include "engine/train/class_encoder.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/metrics.h"
#include "engine/train/reference_learners.h"
#include "tests/engine/train/coded_table.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

using namespace prospectivity;

/// Classes as shrunken log-odds: the numbers by hand, who may know whose label, and that classes without
/// information carry none.
class TestClassEncoder : public QObject {
  Q_OBJECT

 private slots:
  void theTableIsWorkedByHand();
  void aSampleDoesNotKnowItsOwnLabel();
  void groupsAreKeptTogether();
  void syntheticSamplesKnowNoMoreThanObservedOnes();
  void cellsOfAWindowAreEncodedByItsMiddle();
  void missingCodesStayMissing();
  void layersOfCodesAreFound();
  void whatCannotBeEncodedIsNamed_data();
  void whatCannotBeEncodedIsNamed();
  void noiseClassesCarryNothing_data();
  void noiseClassesCarryNothing();
  void encodedByItsOwnLabelsNoiseWouldLeak();
  void noiseClassesDoNoHarm_data();
  void noiseClassesDoNoHarm();
  void theSameSeedGivesTheSameValues();
};

namespace {

std::vector<std::size_t> allRows(const SampleTable& table) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

/// For a table whose last feature alone is codes.
ClassEncodingOptions lastFeature(const SampleTable& table) {
  ClassEncodingOptions options;
  options.features = table.features.size();
  options.layers = {options.features - 1};
  return options;
}

ClassEncodingOptions withoutRareClasses(const SampleTable& table) {
  ClassEncodingOptions options = lastFeature(table);
  options.fewestSamples = 1;
  return options;
}

ClassEncoder encoderOf(const ClassEncodingOptions& options, const SampleTable& table) {
  return ClassEncoder(options, table, allRows(table), Random(7));
}

double logOdds(double share) {
  return std::log(share / (1 - share));
}

bool isNear(double found, double expected) {
  return std::abs(found - expected) < 1e-12;
}

struct Figures {
  double mean = 0;
  double error = 0;
};

Figures figuresOf(const std::vector<double>& values) {
  return {mean(values), standardDeviation(values) / std::sqrt(static_cast<double>(values.size()))};
}

QByteArray textOf(const Figures& figures) {
  return QString("%1 +- %2").arg(figures.mean).arg(figures.error).toUtf8();
}

double aucOf(const Model& model, const SampleTable& table, const std::vector<std::size_t>& rows) {
  const SampleTable some = table.rows(rows);
  return metricsOf(some.labels, probabilitiesOf(model, some.values)).auc;
}

/// A learner of `features` features, with log-odds of those that the options name.
std::unique_ptr<Learner> learnerOf(const QString& method, std::size_t features,
                                   const ClassEncodingOptions& classes) {
  if (method == "network") {
    TrainingOptions options = smallTraining(static_cast<int>(features));
    options.fit.epochs = 12;
    options.classes = classes;
    return std::make_unique<NetworkLearner>(options);
  }
  ReferenceOptions options;
  options.trees = 40;
  options.classes = classes;
  return referenceLearner(method.toStdString(), options);
}

/// Mean AUC over the folds of a table.
double testAuc(const SampleTable& table, const QString& method, std::uint64_t seed,
               const ClassEncodingOptions& classes) {
  const std::unique_ptr<Learner> learner = learnerOf(method, table.features.size(), classes);
  std::vector<double> aucs;
  for (const FoldResult& fold : crossValidate(table, plainFolds(table, 4), *learner, seed, 2, Progress()))
    aucs.push_back(fold.metrics.auc);
  return mean(aucs);
}

/// The last feature of the table as the log-odds that the training part's own labels give, which a fit must
/// not be shown.
SampleTable encodedByOwnLabels(const SampleTable& table, const std::vector<std::size_t>& training) {
  const ClassEncodingOptions options = lastFeature(table);
  const std::size_t last = options.layers.front();
  const ClassEncoding own = ClassEncoder(options, table, training, Random(7)).ofFeatures();
  SampleTable result = table;
  for (Eigen::Index i = 0; i < result.values.rows(); ++i) {
    double& value = result.values(i, static_cast<Eigen::Index>(last));
    value = static_cast<double>((*own.of(last))(static_cast<float>(value)));
  }
  return result;
}

/// The same as testAuc() of a fit that is shown them.
double believingAuc(const SampleTable& table, const QString& method, std::uint64_t seed) {
  const std::unique_ptr<Learner> learner = learnerOf(method, table.features.size(), {});
  std::vector<double> aucs;
  for (const TrainingFold& fold : plainFolds(table, 4))
    aucs.push_back(
        trainFold(encodedByOwnLabels(table, fold.training), fold, *learner, seed, Progress()).metrics.auc);
  return mean(aucs);
}

void learnersOfClasses() {
  QTest::addColumn<QString>("method");
  for (const char* method : {"network", "logistic-regression", "random-forest", "gradient-boosting"})
    QTest::newRow(method) << QString::fromLatin1(method);
}

/// Six samples a class on average: with fewer than five, classes are joined.
constexpr std::size_t noiseSamples = 600;
constexpr int noiseClasses = 100;

} // namespace

// Ten samples, four of them deposits: q = 0.4. Class 1 has four samples and three deposits, class 2 three and
// one; 5, 6 and 7 have one each and no deposit, and are joined where a class needs two.
void TestClassEncoder::theTableIsWorkedByHand() {
  const SampleTable table = codesAlone({1, 1, 1, 1, 2, 2, 2, 5, 6, 7}, {1, 1, 1, 0, 1, 0, 0, 0, 0, 0});
  ClassEncodingOptions options = lastFeature(table);
  options.fewestSamples = 2;
  options.shrinkage = 10;
  const ClassEncoding encoding = encoderOf(options, table).ofFeatures();
  QVERIFY(encoding.of(0) != nullptr && encoding.layers().size() == 1);
  const ClassValues& classes = *encoding.of(0);
  QCOMPARE(classes.codes, (std::vector<float>{1, 2, 5, 6, 7}));
  // (3 + 4) / 14, (1 + 4) / 13, (0 + 4) / 13
  const float one = static_cast<float>(std::log(7.0 / 7.0));
  const float two = static_cast<float>(std::log(5.0 / 8.0));
  const float rare = static_cast<float>(std::log(4.0 / 9.0));
  QCOMPARE(classes.values[0] + 1, one + 1);
  QCOMPARE(classes.values[1], two);
  QCOMPARE(classes.values[2], rare);
  QCOMPARE(classes.values[4], rare);
  QCOMPARE(classes.other, rare);
  QCOMPARE(classes(4), rare);
  // Where no class is rare, one that nobody has seen gets the prior, 0.4.
  options.fewestSamples = 1;
  const ClassEncoding own = encoderOf(options, table).ofFeatures();
  QCOMPARE((*own.of(0))(4), static_cast<float>(std::log(0.4 / 0.6)));
  QCOMPARE((*own.of(0))(5), static_cast<float>(std::log(4.0 / 7.0))); // (0 + 4) / 11
}

// With as many folds as samples each is encoded by all others: worked by brute force.
void TestClassEncoder::aSampleDoesNotKnowItsOwnLabel() {
  const SampleTable table = codedNoise(60, 1, 5, 3);
  ClassEncodingOptions options = withoutRareClasses(table);
  options.folds = 60;
  const Matrix found = encoderOf(options, table).fitted(table);
  QVERIFY(found.col(0) == table.values.col(0));
  for (Eigen::Index i = 0; i < 60; ++i) {
    double samples = options.shrinkage;
    double deposits = options.shrinkage * 0.5;
    for (Eigen::Index k = 0; k < 60; ++k)
      if (k != i && table.values(k, 1) == table.values(i, 1)) {
        samples += 1;
        deposits += table.labels[static_cast<std::size_t>(k)];
      }
    QVERIFY2(isNear(found(i, 1), logOdds(deposits / samples)), qPrintable(QString::number(i)));
  }
}

// A class whose samples are all of one group is one that no other group has: it gets the prior. Without
// groups the same samples tell of each other.
void TestClassEncoder::groupsAreKeptTogether() {
  std::vector<double> codes;
  std::vector<int> labels;
  for (int i = 0; i < 60; ++i) {
    codes.push_back(i / 6);
    labels.push_back(i / 6 % 2);
  }
  const SampleTable table = codesAlone(codes, labels);
  ClassEncodingOptions options = lastFeature(table);
  for (std::size_t i = 0; i < 60; ++i)
    options.groups.push_back(i / 6);
  const Matrix together = encoderOf(options, table).fitted(table);
  options.groups.clear();
  const Matrix apart = encoderOf(options, table).fitted(table);
  for (Eigen::Index i = 0; i < 60; ++i) {
    QVERIFY(isNear(together(i, 0), 0));
    QCOMPARE(apart(i, 0) > 0, labels[static_cast<std::size_t>(i)] == 1);
  }
}

void TestClassEncoder::syntheticSamplesKnowNoMoreThanObservedOnes() {
  const SampleTable table = codesAlone({1, 1, 1, 1, 1, 2, 2, 2, 2, 2}, {1, 1, 0, 1, 1, 0, 0, 0, 0, 1});
  ClassEncodingOptions options = withoutRareClasses(table);
  options.folds = 10;
  options.shrinkage = 1;
  SampleTable all = table;
  SampleTable copy = table.rows({0}); // of a deposit of class 1
  copy.origins = {"smote"};
  copy.ids = {500};
  copy.parentA = {table.ids[0]};
  all.append(copy);
  copy.parentA = {table.ids[9]}; // a deposit of class 2: neighbours gave the class 1
  all.append(copy);
  copy.parentA.assign(1, std::nullopt);
  all.append(copy);
  copy.values(0, 0) = 3; // nobody has this class
  all.append(copy);
  const Matrix found = encoderOf(options, all.rows({0, 1, 2, 3, 4, 5, 6, 7, 8, 9})).fitted(all);
  // Class 1 has 4 deposits of 5; without one of them (3 + 0.5) / (4 + 1), the prior being one half.
  QVERIFY(isNear(found(0, 0), logOdds(3.5 / 5)));
  for (const Eigen::Index synthetic : {10, 11, 12})
    QVERIFY2(isNear(found(synthetic, 0), logOdds(3.5 / 5)), qPrintable(QString::number(found(synthetic, 0))));
  QVERIFY(isNear(found(13, 0), 0));
  // All other classes' samples are as they were.
  QVERIFY(isNear(found(9, 0), logOdds(0.5 / 5)));
}

void TestClassEncoder::cellsOfAWindowAreEncodedByItsMiddle() {
  SampleTable table = codesAlone({1, 1, 1, 2, 2, 2}, {1, 1, 0, 0, 0, 1});
  const Matrix middles = table.values;
  table.values.resize(6, 18); // two features of nine cells, of which the second is codes
  table.values.setConstant(2);
  table.values.col(13) = middles.col(0);
  table.values(0, 9) = 77; // a neighbour of a class that no middle has
  ClassEncodingOptions options;
  options.features = 2;
  options.layers = {1};
  options.fewestSamples = 1;
  options.shrinkage = 1;
  const ClassEncoder encoder = encoderOf(options, table);
  const ClassEncoding features = encoder.ofFeatures();
  QCOMPARE(features.layers().size(), std::size_t{1});
  QCOMPARE(features.of(1)->codes, (std::vector<float>{1, 2}));
  QCOMPARE(features.of(1)->values[0], static_cast<float>(logOdds(2.5 / 4)));
  QCOMPARE(features.of(1)->values[1], static_cast<float>(logOdds(1.5 / 4)));
  const ClassEncoding columns = encoder.ofColumns();
  QCOMPARE(columns.layers().size(), std::size_t{9});
  QVERIFY(columns.of(8) == nullptr && columns.of(9) != nullptr && columns.of(17) != nullptr);
  const Matrix found = encoder.fitted(table);
  QVERIFY(found.leftCols(9) == table.values.leftCols(9));
  QVERIFY(isNear(found(0, 9), 0)); // the prior
  QCOMPARE(found(0, 10), found(0, 17));
  QVERIFY(found(0, 10) != 2);
}

void TestClassEncoder::missingCodesStayMissing() {
  SampleTable table = codesAlone({1, 1, 1, 2, 2, 2}, {1, 1, 0, 0, 0, 1});
  table.values(5, 0) = std::numeric_limits<double>::quiet_NaN();
  const ClassEncoder encoder = encoderOf(withoutRareClasses(table), table);
  QVERIFY(std::isnan(encoder.fitted(table)(5, 0)));
  QVERIFY(encoder.fitted(table).col(0).head(5).allFinite());
  const ClassEncoding encoding = encoder.ofFeatures();
  QCOMPARE(encoding.of(0)->codes, (std::vector<float>{1, 2}));
  QVERIFY(std::isnan((*encoding.of(0))(std::numeric_limits<float>::quiet_NaN())));
}

// Described ones of any number of classes, and columns that nobody described where they are of few whole
// numbers; neither quantities, nor the 0 and 1 of one class.
void TestClassEncoder::layersOfCodesAreFound() {
  SampleTable table = codedNoise(120, 5, 60, 4);
  for (Eigen::Index i = 0; i < 120; ++i) {
    table.values(i, 1) = static_cast<double>(i % 4);
    table.values(i, 2) = static_cast<double>(i % 4);
    table.values(i, 3) = static_cast<double>(i % 2);
    table.values(i, 5) = static_cast<double>(i / 6 * 3); // described codes of 20 classes, six samples each
  }
  table.descriptions[2].kind = FeatureKind::Quantity;
  table.features[4] = "rock=granite";
  table.values.col(4) = table.values.col(3);
  std::vector<std::string> told;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) { told.push_back(line.text()); };
  const ClassEncodingOptions options = logOddsOf(table, progress);
  QCOMPARE(options.layers, (std::vector<std::size_t>{1, 5}));
  QCOMPARE(options.features, std::size_t{6});
  QCOMPARE(told, (std::vector<std::string>{"'layer 1' enters as the log-odds of its 4 classes.",
                                           "'geology' enters as the log-odds of its 20 classes."}));
  table.values(0, 5) = 1000;
  told.clear();
  logOddsOf(table, progress);
  QCOMPARE(told.back(),
           std::string("'geology' enters as the log-odds of its classes: 20 of their own, and 1 with "
                       "fewer than 5 samples together."));
}

void TestClassEncoder::whatCannotBeEncodedIsNamed_data() {
  QTest::addColumn<int>("classes");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("no codes")
      << 0
      << "Encoding of classes is log-odds, but no feature is a layer of class codes: build "
         "the stack with the layer in categorical bands and without one band per class, or "
         "choose one-hot.";
  QTest::newRow("too few samples of each class") << 40
                                                 << "Encoding of classes is log-odds, but no class of "
                                                    "'geology' has 5 samples: join classes of the layer, "
                                                    "leave it out of features, or choose one-hot.";
}

void TestClassEncoder::whatCannotBeEncodedIsNamed() {
  QFETCH(int, classes);
  QFETCH(QString, sentence);
  SampleTable table = codedNoise(80, 1, 1, 5);
  for (Eigen::Index i = 0; i < 80; ++i)
    table.values(i, 1) = static_cast<double>(classes > 0 ? i % classes : i % 2);
  if (classes == 0)
    table.descriptions[1].kind = FeatureKind::Unknown;
  try {
    logOddsOf(table, Progress());
    QFAIL("the table was taken");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

void TestClassEncoder::noiseClassesCarryNothing_data() {
  learnersOfClasses();
}

void TestClassEncoder::noiseClassesCarryNothing() {
  QFETCH(QString, method);
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const SampleTable table = codedNoise(noiseSamples, 1, noiseClasses, 300 + seed);
    aucs.push_back(testAuc(table, method, seed, lastFeature(table)));
  }
  const Figures auc = figuresOf(aucs);
  QVERIFY2(std::abs(auc.mean - 0.5) < 3 * auc.error, textOf(auc));
}

// What the fit out of fold is for: log-odds of the training part's own labels, given to the same fit, pass
// for a signal in training that held-out samples do not have. Out of fold the fit finds nothing to believe.
void TestClassEncoder::encodedByItsOwnLabelsNoiseWouldLeak() {
  std::vector<double> training;
  std::vector<double> heldOut;
  std::vector<double> naiveWeights;
  std::vector<double> weights;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const SampleTable table = codedNoise(noiseSamples, 1, noiseClasses, 400 + seed);
    const TrainingFold fold = plainFolds(table, 4).front();
    const ClassEncodingOptions options = lastFeature(table);
    const SampleTable naive = encodedByOwnLabels(table, fold.training);
    const TrainedPart believing =
        LogisticLearner(ScalingMethod::None).fit(naive, fold.training, seed, Progress());
    training.push_back(aucOf(*believing.model, naive, fold.training));
    heldOut.push_back(aucOf(*believing.model, naive, fold.test));
    const TrainedPart honest = LogisticLearner(ScalingMethod::None, MissingEvidence::Exclude, options)
                                   .fit(table, fold.training, seed, Progress());
    const auto weightOf = [](const TrainedPart& part) {
      return dynamic_cast<const LogisticModel&>(*part.model).members.front().regression.weights[1];
    };
    naiveWeights.push_back(weightOf(believing));
    weights.push_back(weightOf(honest));
  }
  QVERIFY2(figuresOf(training).mean > 0.6, textOf(figuresOf(training)));
  QVERIFY2(figuresOf(heldOut).mean < 0.55, textOf(figuresOf(heldOut)));
  QVERIFY2(figuresOf(naiveWeights).mean > 10 * figuresOf(naiveWeights).error,
           textOf(figuresOf(naiveWeights)));
  QVERIFY2(std::abs(figuresOf(weights).mean) < 0.3 * figuresOf(naiveWeights).mean,
           textOf(figuresOf(weights)));
}

void TestClassEncoder::noiseClassesDoNoHarm_data() {
  learnersOfClasses();
}

// Beside a feature that tells deposits apart, against a quantity of noise in the place of the classes, and
// against a fit that believes the training part's own labels.
void TestClassEncoder::noiseClassesDoNoHarm() {
  QFETCH(QString, method);
  std::vector<double> losses;
  std::vector<double> gainsOfBelief;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const SampleTable table = codedNoise(noiseSamples, 2, noiseClasses, 500 + seed, 1);
    SampleTable quantity = noiseTable(noiseSamples, 3, 500 + seed, 1); // the same but for the classes
    QVERIFY(quantity.values.leftCols(2) == table.values.leftCols(2));
    const double auc = testAuc(table, method, seed, lastFeature(table));
    losses.push_back(testAuc(quantity, method, seed, {}) - auc);
    gainsOfBelief.push_back(believingAuc(table, method, seed) - auc);
  }
  const Figures loss = figuresOf(losses);
  QVERIFY2(loss.mean < 0.01, textOf(loss));
  if (method == "random-forest")
    return; // of three features its full trees ask for any, whatever it says
  const Figures belief = figuresOf(gainsOfBelief);
  QVERIFY2(belief.mean < -3 * belief.error, textOf(belief));
}

void TestClassEncoder::theSameSeedGivesTheSameValues() {
  const SampleTable table = codedNoise(100, 1, 6, 8);
  const ClassEncodingOptions options = lastFeature(table);
  QVERIFY(encoderOf(options, table).fitted(table) == encoderOf(options, table).fitted(table));
  QVERIFY(encoderOf(options, table).fitted(table) !=
          ClassEncoder(options, table, allRows(table), Random(8)).fitted(table));
}

QTEST_GUILESS_MAIN(TestClassEncoder)
#include "test_class_encoder.moc"
