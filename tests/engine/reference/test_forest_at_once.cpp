#include "engine/core/parallel.h"
#include "engine/reference/tree_grower.h"
#include "tests/engine/network/random_model.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>
#include <xgboost/c_api.h>

using namespace prospectivity;
using nlohmann::json;

/// A forest that grows tree by tree, so that it can be cancelled, is the forest that XGBoost grows in one
/// call: the same bits of every threshold and leaf, at any number of threads on either side.
class TestForestAtOnce : public QObject {
  Q_OBJECT

 private slots:
  void treesAreThoseOfOneCall_data();
  void treesAreThoseOfOneCall();
};

namespace {

constexpr int samples = 90;
constexpr int columns = 5;
constexpr int trees = 16; ///< a power of two: XGBoost gives a leaf's share of the whole forest, here exactly
constexpr std::uint64_t seed = 0x9e3779b97f4a7c15;

FloatMatrix rowsOfTable() {
  return randomRows(samples, columns, 3);
}

/// Two thirds are deposits, by two of the columns together.
std::vector<int> labelsOf(const FloatMatrix& rows) {
  std::vector<int> labels;
  for (int i = 0; i < samples; ++i)
    labels.push_back((rows(i, 0) > 0) == (rows(i, 1) > 0) || i % 3 == 0 ? 1 : 0);
  return labels;
}

/// The forest of one call, as XGBoost's model file has it.
json atOnce(const FloatMatrix& rows, const std::vector<int>& labels, const char* threads) {
  double deposits = 0;
  for (const int label : labels)
    deposits += label;
  std::vector<float> weights;
  for (const int label : labels)
    weights.push_back(static_cast<float>(samples / (2 * (label == 1 ? deposits : samples - deposits))));
  const std::vector<float> targets(labels.begin(), labels.end());
  DMatrixHandle matrix = nullptr;
  BoosterHandle booster = nullptr;
  json result;
  const std::vector<std::pair<const char*, std::string>> parameters{
      {"booster", "gbtree"},
      {"tree_method", "exact"},
      {"objective", "reg:squarederror"},
      {"nthread", threads},
      {"verbosity", "0"},
      {"seed", std::to_string(seed >> 33)},
      {"base_score", "0"},
      {"learning_rate", "1"},
      {"reg_lambda", "0"},
      {"min_child_weight", "0"},
      {"max_depth", "30"},
      {"subsample", "0.632"},
      {"colsample_bylevel", "0.5"}, // two of five columns
      {"num_parallel_tree", std::to_string(trees)},
  };
  bool works = XGDMatrixCreateFromMat(rows.data(), samples, columns, std::nanf(""), &matrix) == 0 &&
               XGDMatrixSetFloatInfo(matrix, "label", targets.data(), targets.size()) == 0 &&
               XGDMatrixSetFloatInfo(matrix, "weight", weights.data(), weights.size()) == 0 &&
               XGBoosterCreate(&matrix, 1, &booster) == 0;
  for (const auto& [name, value] : parameters)
    works = works && XGBoosterSetParam(booster, name, value.c_str()) == 0;
  bst_ulong length = 0;
  const char* text = nullptr;
  if (works && XGBoosterUpdateOneIter(booster, 0, matrix) == 0 &&
      XGBoosterSaveModelToBuffer(booster, R"({"format": "json"})", &length, &text) == 0)
    result = json::parse(text, text + length).at("learner").at("gradient_booster").at("model").at("trees");
  XGBoosterFree(booster);
  XGDMatrixFree(matrix);
  return result;
}

/// Whether what lies below a node of ours is what lies below one of XGBoost's.
bool sameBranch(const TreeNode* node, const json& tree, std::size_t place) {
  const int left = tree.at("left_children").at(place).get<int>();
  const auto number = tree.at("split_conditions").at(place).get<float>();
  if (left < 0)
    return node->isLeaf() && node->number == number * trees;
  const int right = tree.at("right_children").at(place).get<int>();
  return !node->isLeaf() && node->feature == tree.at("split_indices").at(place).get<int>() &&
         node->number == number && sameBranch(node + node->left, tree, static_cast<std::size_t>(left)) &&
         sameBranch(node + node->right, tree, static_cast<std::size_t>(right));
}

} // namespace

void TestForestAtOnce::treesAreThoseOfOneCall_data() {
  QTest::addColumn<QString>("threads");
  QTest::newRow("one thread") << "1";
  QTest::newRow("four threads") << "4";
}

void TestForestAtOnce::treesAreThoseOfOneCall() {
  QFETCH(QString, threads);
  const FloatMatrix rows = rowsOfTable();
  const std::vector<int> labels = labelsOf(rows);
  const json whole = atOnce(rows, labels, qPrintable(threads));
  QCOMPARE(whole.size(), static_cast<std::size_t>(trees));
  std::vector<TreeEnsemble> grown(4);
  parallelFor(grown.size(), threads.toInt(), [&](std::size_t i) {
    grown[i] = treeGrower().grow(rows, labels, {TreeKind::Forest, trees, seed}, Progress()).trees;
  });
  std::size_t leaves = 0;
  for (const TreeEnsemble& ours : grown) {
    QCOMPARE(ours.treeCount(), static_cast<std::size_t>(trees));
    for (std::size_t tree = 0; tree < ours.treeCount(); ++tree)
      QVERIFY2(sameBranch(&ours.nodes[ours.roots[tree]], whole.at(tree), 0),
               qPrintable(QString("tree %1").arg(tree)));
    for (const TreeNode& node : ours.nodes)
      leaves += node.isLeaf() ? 1 : 0;
  }
  QVERIFY(leaves > 4 * 5 * trees); // trees that could differ
  QVERIFY(!sameBranch(&grown[0].nodes[grown[0].roots[1]], whole.at(0), 0));
}

QTEST_GUILESS_MAIN(TestForestAtOnce)
#include "test_forest_at_once.moc"
