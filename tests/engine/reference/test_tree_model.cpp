#include "engine/model/predictor_game.h"
#include "engine/network/backend.h"
#include "engine/reference/tree_game.h"
#include "engine/reference/tree_model.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/reference/brute_force_shapley.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

using namespace prospectivity;

/// Forests and boosting as plain arrays: predictions from the definition, Shapley values against brute force.
class TestTreeModel : public QObject {
  Q_OBJECT

 private slots:
  void logitsAreThoseOfTheLeaves();
  void aUnanimousForestStaysFinite();
  void brokenTreesAreRefused_data();
  void brokenTreesAreRefused();
  void shapleyValuesEqualBruteForce_data();
  void shapleyValuesEqualBruteForce();
  void prefixesEqualThoseOfThePredictor_data();
  void prefixesEqualThoseOfThePredictor();
  void boostingIsExactForFortyFeatures();
  void theFileKeepsEveryBit_data();
  void theFileKeepsEveryBit();
};

namespace {

/// Appends a tree with splits drawn by chance, at most so deep; features come again on the way down.
void grow(TreeEnsemble& trees, Random& random, int features, int depth, bool isForest) {
  const std::size_t root = trees.nodes.size();
  trees.roots.push_back(root);
  trees.nodes.emplace_back();
  std::vector<int> depths{depth};
  for (std::size_t i = 0; i < depths.size(); ++i) {
    TreeNode& node = trees.nodes[root + i];
    if (depths[i] == 0 || (depths[i] < depth && random.uniform() < 0.25)) {
      node.number = static_cast<float>(isForest ? random.uniform() : random.normal());
      continue;
    }
    node.feature = static_cast<std::int32_t>(random.below(static_cast<std::size_t>(features)));
    node.number = static_cast<float>(random.normal());
    node.left = static_cast<std::int32_t>(depths.size() - i);
    node.right = node.left + 1;
    const int below = depths[i] - 1;
    depths.insert(depths.end(), 2, below);
    trees.nodes.insert(trees.nodes.end(), 2, TreeNode());
  }
}

TreeModel modelOf(TreeKind kind, int features, int members, std::uint64_t seed, int trees = 12) {
  Random random(seed);
  TreeModel model(kind);
  for (int j = 0; j < features; ++j)
    model.features.push_back(j < 3 ? "unit=" + std::to_string(j) : "layer " + std::to_string(j));
  for (int m = 0; m < members; ++m) {
    TreeEnsemble ensemble;
    for (int t = 0; t < trees + m; ++t)
      grow(ensemble, random, features, 6, kind == TreeKind::Forest);
    ensemble.check(model.features.size());
    model.members.push_back(std::move(ensemble));
  }
  model.background = randomRows(9, features, seed + 1);
  return model;
}

/// By going down each tree as its definition says.
double logitOf(const TreeModel& model, const float* row) {
  double mean = 0;
  for (const TreeEnsemble& member : model.members) {
    double sum = 0;
    for (const std::size_t root : member.roots) {
      std::size_t place = root;
      while (member.nodes[place].left > 0) {
        const TreeNode& node = member.nodes[place];
        place += static_cast<std::size_t>(row[node.feature] < node.number ? node.left : node.right);
      }
      sum += static_cast<double>(member.nodes[place].number);
    }
    if (model.treeKind() == TreeKind::Forest) {
      const double share = (sum + 0.5) / (static_cast<double>(member.roots.size()) + 1);
      sum = std::log(share / (1 - share));
    }
    mean += sum / static_cast<double>(model.members.size());
  }
  return mean;
}

void kindsAndSpaces() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<int>("space");
  QTest::addColumn<int>("members");
  QTest::addColumn<bool>("groups");
  for (const int kind : {0, 1})
    for (const int space : {0, 1})
      for (const int members : {1, 2})
        for (const bool groups : {false, true})
          QTest::addRow("%s, space %d, members %d, groups %d", kind == 0 ? "forest" : "boosting", space,
                        members, groups ? 1 : 0)
              << kind << space << members << groups;
}

} // namespace

void TestTreeModel::logitsAreThoseOfTheLeaves() {
  for (const TreeKind kind : {TreeKind::Forest, TreeKind::Boosting}) {
    const TreeModel model = modelOf(kind, 6, 2, 1);
    const FloatMatrix rows = randomRows(600, 6, 2); // more than go through the trees together
    std::vector<float> logits(600);
    model.predictor()->logits(rows.data(), 600, logits.data());
    for (int i = 0; i < 600; ++i)
      QVERIFY(std::abs(static_cast<double>(logits[static_cast<std::size_t>(i)]) -
                       logitOf(model, rows.row(i).data())) < 1e-5);
  }
  // A value that equals the threshold goes right.
  TreeModel one(TreeKind::Boosting);
  one.features = {"W"};
  one.members.push_back({{{0, 2.5F, 1, 2}, {0, -1, 0, 0}, {0, 3, 0, 0}}, {0}});
  const std::vector<float> rows{2.4F, 2.5F, 2.6F};
  std::vector<float> logits(3);
  one.predictor()->logits(rows.data(), 3, logits.data());
  QCOMPARE(logits, (std::vector<float>{-1, 3, 3}));
}

void TestTreeModel::aUnanimousForestStaysFinite() {
  QCOMPARE(sigmoid(logitOfLeaves(TreeKind::Forest, 500, 500)), 500.5 / 501);
  QVERIFY(std::abs(sigmoid(logitOfLeaves(TreeKind::Forest, 0, 500)) - 0.5 / 501) < 1e-15);
  QCOMPARE(logitOfLeaves(TreeKind::Forest, 250, 500), 0.0);
}

void TestTreeModel::brokenTreesAreRefused_data() {
  QTest::addColumn<int>("what");
  const char* const names[] = {
      "no trees",        "a feature that is not there", "a step behind the tree", "a loop",
      "one child alone", "a number that is none",       "a tree without nodes",   "ways that meet"};
  for (int i = 0; i < 8; ++i)
    QTest::newRow(names[i]) << i;
}

void TestTreeModel::brokenTreesAreRefused() {
  QFETCH(int, what);
  TreeEnsemble trees{{{1, 0, 1, 2}, {0, 1, 0, 0}, {0, 2, 0, 0}, {0, 4, 0, 0}}, {0, 3}};
  trees.check(2);
  const std::function<void()> changes[] = {
      [&] { trees.roots.clear(); },      [&] { trees.nodes[0].feature = 2; },
      [&] { trees.nodes[0].right = 3; }, [&] { trees.nodes[0].left = -1; },
      [&] { trees.nodes[0].left = 0; },  [&] { trees.nodes[1].number = std::nanf(""); },
      [&] { trees.roots.push_back(4); }, [&] { trees.nodes[0].right = 1; },
  };
  changes[what]();
  QVERIFY_EXCEPTION_THROWN(trees.check(2), std::invalid_argument);
}

void TestTreeModel::shapleyValuesEqualBruteForce_data() {
  kindsAndSpaces();
}

void TestTreeModel::shapleyValuesEqualBruteForce() {
  QFETCH(int, kind);
  QFETCH(int, space);
  QFETCH(int, members);
  QFETCH(bool, groups);
  const TreeModel model = modelOf(static_cast<TreeKind>(kind), 8, members, 3);
  const FloatMatrix samples = randomRows(5, 8, 4);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.groupClasses = groups;
  options.interactions = InteractionDetail::OfSamples;
  const ShapleyValues found = explainModel(model, samples, model.background, options, Progress());
  QCOMPARE(found.values.cols(), groups ? Eigen::Index{6} : Eigen::Index{8});
  const ShapleyValues expected = shapleyByBruteForce(model, samples, options);
  const double worst = (found.values - expected.values).cwiseAbs().maxCoeff();
  QVERIFY2(worst < 5e-6, qPrintable(QString::number(worst)));
  QVERIFY(expected.values.cwiseAbs().maxCoeff() > 0.01);
  for (const double residual : found.residual)
    QVERIFY(std::abs(residual) < 5e-6);
  const Matrix& pairs = found.interactions->ofSamples;
  QVERIFY((pairs - expected.interactions->ofSamples).cwiseAbs().maxCoeff() < 1e-5);
  QVERIFY(pairs.cwiseAbs().maxCoeff() > 0.01);
  options.tellsMembersApart = true;
  QVERIFY(explainModel(model, samples, model.background, options, Progress()).interactions->ofSamples ==
          pairs);
  options.interactions = InteractionDetail::None;
  QVERIFY(explainModel(model, samples, model.background, options, Progress()).values == found.values);
}

void TestTreeModel::prefixesEqualThoseOfThePredictor_data() {
  kindsAndSpaces();
}

void TestTreeModel::prefixesEqualThoseOfThePredictor() {
  QFETCH(int, kind);
  QFETCH(int, space);
  QFETCH(int, members);
  QFETCH(bool, groups);
  const TreeModel model = modelOf(static_cast<TreeKind>(kind), 20, members, 5);
  const FloatMatrix sample = randomRows(1, 20, 6);
  const auto predictor = model.predictor();
  const Players players = layerPlayers(model.features, groups).inputs(1);
  const auto found = model.game(model.background, players, static_cast<OutputSpace>(space))();
  const auto expected =
      predictorGame(*predictor, model.background, players, static_cast<OutputSpace>(space))();
  std::vector<std::vector<std::size_t>> orders;
  Random random(7);
  for (int k = 0; k < 5; ++k)
    orders.push_back(random.permutation(players.count()));
  Matrix values;
  Matrix reference;
  found->start(sample.data());
  expected->start(sample.data());
  found->prefixValues(orders, values, Progress());
  expected->prefixValues(orders, reference, Progress());
  QCOMPARE(values.rows(), reference.rows());
  QCOMPARE(values.cols(), reference.cols());
  QVERIFY((values - reference).cwiseAbs().maxCoeff() < 5e-6);
}

// Too many for coalitions: the mean over many orders comes near the exact values, which add up.
void TestTreeModel::boostingIsExactForFortyFeatures() {
  const TreeModel model = modelOf(TreeKind::Boosting, 40, 2, 8, 40);
  const FloatMatrix samples = randomRows(3, 40, 9);
  ShapleyOptions options;
  options.method = ShapleyMethod::Exact;
  const ShapleyValues found = explainModel(model, samples, model.background, options, Progress());
  for (const double residual : found.residual)
    QVERIFY(std::abs(residual) < 1e-5);
  const auto game =
      model.game(model.background, layerPlayers(model.features, false).inputs(1), OutputSpace::Logit)();
  QVERIFY(game->isExact());
  game->start(samples.data());
  Random random(10);
  std::vector<double> gains(40, 0.0);
  std::vector<double> squares(40, 0.0);
  const int count = 4000;
  std::vector<std::vector<std::size_t>> orders;
  for (int k = 0; k < count; ++k)
    orders.push_back(random.permutation(40));
  Matrix values;
  game->prefixValues(orders, values, Progress());
  for (int k = 0; k < count; ++k)
    for (std::size_t i = 0; i < 40; ++i) {
      const double gain =
          values(k, static_cast<Eigen::Index>(i + 1)) - values(k, static_cast<Eigen::Index>(i));
      const std::size_t player = orders[static_cast<std::size_t>(k)][i];
      gains[player] += gain / count;
      squares[player] += gain * gain / count;
    }
  for (std::size_t j = 0; j < 40; ++j) {
    const double error = std::sqrt(std::max(0.0, squares[j] - gains[j] * gains[j]) / count);
    QVERIFY(std::abs(found.values(0, static_cast<Eigen::Index>(j)) - gains[j]) < 5 * error + 1e-9);
  }
}

void TestTreeModel::theFileKeepsEveryBit_data() {
  QTest::addColumn<int>("kind");
  QTest::newRow("forest") << 0;
  QTest::newRow("boosting") << 1;
}

void TestTreeModel::theFileKeepsEveryBit() {
  QFETCH(int, kind);
  const QTemporaryDir folder;
  const std::string path = folder.filePath("trees.pt").toStdString();
  TreeModel model = modelOf(static_cast<TreeKind>(kind), 5, 2, 12);
  model.record.seed = 5;
  modelBackend().save(model, path);
  const std::unique_ptr<Model> back = modelBackend().load(path);
  QCOMPARE(std::string(back->kind().id), std::string(model.kind().id));
  QCOMPARE(back->features, model.features);
  QCOMPARE(*back->record.seed, std::uint64_t{5});
  const auto& loaded = dynamic_cast<const TreeModel&>(*back);
  QCOMPARE(loaded.members.size(), std::size_t{2});
  for (std::size_t m = 0; m < 2; ++m) {
    QCOMPARE(loaded.members[m].roots, model.members[m].roots);
    QCOMPARE(loaded.members[m].nodes.size(), model.members[m].nodes.size());
    for (std::size_t i = 0; i < model.members[m].nodes.size(); ++i) {
      const TreeNode& before = model.members[m].nodes[i];
      const TreeNode& after = loaded.members[m].nodes[i];
      QVERIFY(after.number == before.number && after.left == before.left && after.right == before.right &&
              after.feature == before.feature);
    }
  }
}

QTEST_GUILESS_MAIN(TestTreeModel)
#include "test_tree_model.moc"
