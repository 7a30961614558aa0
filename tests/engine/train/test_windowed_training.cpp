#include "engine/augment/augment.h"
#include "engine/augment/patches.h"
#include "engine/raster/memory_raster.h"
#include "engine/train/final_model.h"
#include "engine/train/training_folds.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <set>
#include <utility>

using namespace prospectivity;

/// Cross-validation on windows that overlap, with shifted ones added in training.
class TestWindowedTraining : public QObject {
  Q_OBJECT

 private slots:
  void noTestWindowLiesOnGroundSeenInTraining();
  void bytesDependOnTheSeedAlone();
};

namespace {

constexpr int side = 120;
constexpr int window = 5;
constexpr int shift = 2;

using Cells = std::set<std::pair<int, int>>;

struct Case {
  SampleTable table;
  std::vector<std::size_t> groups;
  std::shared_ptr<const WindowSurroundings> surroundings;
};

MemoryRaster evidence() {
  Random random(21);
  std::vector<float> values;
  for (int i = 0; i < 2 * side * side; ++i)
    values.push_back(static_cast<float>(random.normal()));
  return MemoryRaster({{0, 1, 0, side, 0, -1}, side, side, ""}, {"layer 0", "layer 1"}, values);
}

/// Pairs of samples of any distance from 1 to 9 cells, pair by pair 20 apart.
Case overlapping() {
  SampleTable samples = noiseTable(60, 2, 5);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto pair = static_cast<int>(i / 2);
    const int right = i % 2 == 0 ? 0 : 1 + pair % 9;
    samples.points[i] = {10.5 + 20 * (pair % 5) + right, 10.5 + 20.0 * (pair / 5 % 6)};
  }
  MemoryRaster stack = evidence();
  Case result;
  result.table = cutWindows(samples, stack, window, Progress()).table;
  result.groups = overlapGroups(result.table.points, stack.grid(), window, shift);
  result.surroundings = std::make_shared<const WindowSurroundings>(
      cutSurroundings(result.table, samples.features, stack, window, shift, Progress()));
  return result;
}

Cells cellsAround(const Point& point, int reach) {
  Cells cells;
  for (int row = -reach; row <= reach; ++row)
    for (int column = -reach; column <= reach; ++column)
      cells.insert({static_cast<int>(point.y) + row, static_cast<int>(point.x) + column});
  return cells;
}

bool meet(const Cells& a, const Cells& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& cell) { return b.count(cell) > 0; });
}

TrainingOptions training(const Case& given) {
  TrainingOptions options = smallTraining(2);
  options.fit.shape.window = window;
  options.fit.epochs = 3;
  options.groups = given.groups;
  options.augment = [&given](const SampleTable& observed, std::uint64_t seed) {
    AugmentOptions how;
    how.bothClasses = true;
    how.seed = seed;
    return augment(Patches(given.surroundings), observed, how, Progress());
  };
  return options;
}

} // namespace

void TestWindowedTraining::noTestWindowLiesOnGroundSeenInTraining() {
  const Case given = overlapping();
  QCOMPARE(given.table.size(), std::size_t{60});
  std::size_t apart = 0;
  for (const SplitMethod method :
       {SplitMethod::Holdout, SplitMethod::StratifiedKFold, SplitMethod::SpatialBlocks}) {
    SplitOptions split;
    split.method = method;
    split.groups = given.groups;
    const TrainingFolds division = makeTrainingFolds(given.table, split, 3);
    QVERIFY(!division.folds.empty());
    for (const FoldResult& fold :
         crossValidate(given.table, division.folds, NetworkLearner(training(given)), 3, 2, Progress())) {
      QVERIFY(fold.trained.augmented > 0);
      std::vector<std::size_t> unseen = fold.rows.test;
      unseen.insert(unseen.end(), fold.trained.validationRows.begin(), fold.trained.validationRows.end());
      for (const std::size_t row : unseen)
        for (const std::size_t fitted : fold.trained.fitRows) {
          QVERIFY(!meet(cellsAround(given.table.points[row], window / 2),
                        cellsAround(given.table.points[fitted], window / 2 + shift)));
          const bool isPartner = row / 2 == fitted / 2;
          apart += isPartner ? 1 : 0;
        }
    }
  }
  QVERIFY(apart > 0); // pairs too far from each other to meet are divided, so that the check is no tautology
}

void TestWindowedTraining::bytesDependOnTheSeedAlone() {
  const Case given = overlapping();
  const QTemporaryDir folder;
  const auto bytes = [&](std::uint64_t seed, int threads) {
    SplitOptions split;
    split.groups = given.groups;
    const TrainingFolds division = makeTrainingFolds(given.table, split, 3);
    TrainingOptions options = training(given);
    options.members = 2;
    options.fit.schedule = Schedule::Cosine;
    options.fit.mixup = 0.4;
    const auto results =
        crossValidate(given.table, division.folds, NetworkLearner(options), seed, threads, Progress());
    const NetworkModel model =
        asNetwork(*finalModel(given.table, {"layer 0", "layer 1"}, results, NetworkLearner(options),
                              FinalModel::Ensemble, seed, Progress())
                       .model);
    modelBackend().save(model, (folder.path() + "/model.pt").toStdString());
    QFile file(folder.path() + "/model.pt");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray first = bytes(1, 1);
  QVERIFY(first.size() > 1000);
  QVERIFY(first == bytes(1, 2));
  QVERIFY(first != bytes(2, 1));
}

QTEST_APPLESS_MAIN(TestWindowedTraining)
#include "test_windowed_training.moc"
