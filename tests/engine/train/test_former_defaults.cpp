#include "tests/engine/network/loaded_network.h"
#include "tests/engine/train/noise_table.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace prospectivity;

/// Trainings of the first releases' recipe keep giving the weights that they gave: who spells out the former
/// defaults can repeat a map of then. The numbers below were printed by a training of today, whose first
/// weights, divisions, batches and steps are those that wrote the older model files.
class TestFormerDefaults : public QObject {
  Q_OBJECT

 private slots:
  void theWeightsAreThoseOfThen_data();
  void theWeightsAreThoseOfThen();
  void anyOtherTrainingIsFarOff_data();
  void anyOtherTrainingIsFarOff();
};

namespace {

// The numbers are the same to 2e-7 with the plainest kernels of the engine, OpenBLAS and LibTorch. A training
// that differs in one random draw or step is farther off by three orders of magnitude, and twice the weight
// decay, the weakest of all parameters, is seen too.
constexpr double tolerance = 2e-6;
constexpr double farOff = 500 * tolerance;

/// EPOCHS, SCHEDULE, MEMBERS, MIXUP, THRESHOLDS, MISSING, BATCH_SIZE, LEARNING_RATE, WEIGHT_DECAY and
/// PATIENCE as they were when none was given, for a small network.
TrainingOptions formerDefaults(int window) {
  TrainingOptions options;
  options.fit.shape.filters = {4};
  options.fit.shape.kernel = 3;
  options.fit.shape.window = window;
  options.fit.shape.dropout = 0.2;
  options.fit.shape.thresholds = 0;
  options.setMissing(MissingEvidence::Exclude);
  options.fit.schedule = Schedule::EarlyStopping;
  options.fit.epochs = 200;
  options.fit.batchSize = 32;
  options.fit.learningRate = 0.001;
  options.fit.weightDecay = 0.0001;
  options.fit.patience = 20;
  options.fit.mixup = 0;
  options.members = 1;
  return options;
}

/// Twice as many non-deposits as deposits, so that the weights of the classes matter.
SampleTable samples(int window) {
  const SampleTable even = noiseTable(80, window == 1 ? 5 : 2 * window * window, 7, 1);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < even.size(); ++row)
    if (row % 4 != 1)
      rows.push_back(row);
  return even.rows(rows);
}

struct Outcome {
  int bestEpoch = 0;
  std::vector<double> figures; ///< weights of the first layer, last losses, log-odds of some samples
};

Outcome train(const TrainingOptions& options, const SampleTable& table, std::uint64_t seed) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const TrainedPart part = NetworkLearner(options).fit(table, rows, seed, Progress());
  Outcome result;
  result.bestEpoch = part.history.bestEpoch;
  const std::vector<float>& weights = asNetwork(*part.model).members.front().network.layers.front().weight;
  result.figures.assign(weights.begin(), weights.begin() + 4);
  result.figures.push_back(part.history.trainingLoss.back());
  result.figures.push_back(part.history.validationLoss.back());
  const FloatMatrix asked = samples(options.fit.shape.window).values.topRows(4).cast<float>();
  std::vector<float> logits(4);
  part.model->predictor()->logits(asked.data(), 4, logits.data());
  result.figures.insert(result.figures.end(), logits.begin(), logits.end());
  return result;
}

double farthest(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

struct Frozen {
  const char* name;
  int window;
  std::uint64_t seed;
  Outcome outcome;
};

/// The vector network stops early, the windowed one at the last epoch.
const std::vector<Frozen>& frozen() {
  static const std::vector<Frozen> all{
      {"vector",
       1,
       12,
       {29,
        {-0.895925939, -0.854666114, -0.138964236, 0.442261398, 0.630498594, 0.715009894, -0.504098535,
         -0.256641507, 1.17940831, 0.0291292835}}},
      {"windowed",
       3,
       11,
       {199,
        {0.02335741, -0.640102804, 0.00637038006, -0.262444258, 0.428148927, 0.644000672, 0.975111067,
         0.592532873, -0.0860446468, -1.65682721}}}};
  return all;
}

struct Change {
  const char* name;
  void (*apply)(TrainingOptions& options, SampleTable& table, std::uint64_t& seed, int bestEpoch);
  double least = farOff;
};

const std::vector<Change>& changes() {
  static const std::vector<Change> all{
      {"another seed", [](auto&, auto&, auto& seed, int) { ++seed; }},
      {"an epoch less", [](auto& options, auto&, auto&, int best) { options.fit.epochs = best; }},
      {"samples in another order",
       [](auto&, auto& table, auto&, int) {
         std::vector<std::size_t> rows(table.size());
         std::iota(rows.rbegin(), rows.rend(), std::size_t{0});
         table = table.rows(rows);
       }},
      {"batches of 31", [](auto& options, auto&, auto&, int) { options.fit.batchSize = 31; }},
      {"another rate", [](auto& options, auto&, auto&, int) { options.fit.learningRate = 0.00101; }},
      {"twice the weight decay", [](auto& options, auto&, auto&, int) { options.fit.weightDecay = 0.0002; },
       2 * tolerance},
      {"less dropout", [](auto& options, auto&, auto&, int) { options.fit.shape.dropout = 0.19; }},
      {"no weights of classes", [](auto& options, auto&, auto&, int) { options.fit.classWeights = false; }},
      {"more validation", [](auto& options, auto&, auto&, int) { options.validationShare = 0.25; }},
      {"mixup", [](auto& options, auto&, auto&, int) { options.fit.mixup = 0.4; }},
      {"cosine", [](auto& options, auto&, auto&, int) { options.fit.schedule = Schedule::Cosine; }},
      {"thresholds", [](auto& options, auto&, auto&, int) { options.fit.shape.thresholds = 1; }},
      {"presence", [](auto& options, auto&, auto&, int) { options.setMissing(MissingEvidence::Learn); }},
      {"two networks", [](auto& options, auto&, auto&, int) { options.members = 2; }}};
  return all;
}

} // namespace

void TestFormerDefaults::theWeightsAreThoseOfThen_data() {
  QTest::addColumn<std::size_t>("index");
  for (std::size_t i = 0; i < frozen().size(); ++i)
    QTest::newRow(frozen()[i].name) << i;
}

void TestFormerDefaults::theWeightsAreThoseOfThen() {
  QFETCH(std::size_t, index);
  const Frozen& then = frozen()[index];
  const Outcome found = train(formerDefaults(then.window), samples(then.window), then.seed);
  QCOMPARE(found.bestEpoch, then.outcome.bestEpoch);
  for (std::size_t i = 0; i < found.figures.size(); ++i)
    QVERIFY2(std::abs(found.figures[i] - then.outcome.figures[i]) <= tolerance,
             qPrintable(QStringLiteral("figure %1 is %2 instead of %3")
                            .arg(i)
                            .arg(found.figures[i], 0, 'g', 9)
                            .arg(then.outcome.figures[i], 0, 'g', 9)));
}

void TestFormerDefaults::anyOtherTrainingIsFarOff_data() {
  QTest::addColumn<std::size_t>("index");
  QTest::addColumn<std::size_t>("change");
  for (std::size_t i = 0; i < frozen().size(); ++i)
    for (std::size_t k = 0; k < changes().size(); ++k)
      QTest::addRow("%s, %s", frozen()[i].name, changes()[k].name) << i << k;
}

void TestFormerDefaults::anyOtherTrainingIsFarOff() {
  QFETCH(std::size_t, index);
  QFETCH(std::size_t, change);
  const Frozen& then = frozen()[index];
  TrainingOptions options = formerDefaults(then.window);
  SampleTable table = samples(then.window);
  std::uint64_t seed = then.seed;
  changes()[change].apply(options, table, seed, then.outcome.bestEpoch);
  const double distance = farthest(train(options, table, seed).figures, then.outcome.figures);
  QVERIFY2(distance > changes()[change].least, qPrintable(QString::number(distance)));
}

QTEST_GUILESS_MAIN(TestFormerDefaults)
#include "test_former_defaults.moc"
