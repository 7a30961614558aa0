#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/reference/tree_grower.h"
#include "tests/engine/network/random_model.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace prospectivity;

/// Trees from the library: the plain arrays say what it says, and the seed alone decides.
class TestTreeGrower : public QObject {
  Q_OBJECT

 private slots:
  void theArraysPredictAsTheLibrary_data();
  void theArraysPredictAsTheLibrary();
  void theSeedAloneDecides_data();
  void theSeedAloneDecides();
  void aForestVotesByShares();
  void classesCountAlike();
  void oneTreeOfBoostingIsANewtonStep();
  void treesGrowOneByOne_data();
  void treesGrowOneByOne();
  void aForestBeginsWithASmallerOne();
  void whatFailsIsNotTakenForAMissingLibrary();
};

namespace {

struct Table {
  FloatMatrix rows;
  std::vector<int> labels;
};

/// An interaction of two columns among others. `whole`: of few whole values, so that thresholds, which lie
/// half-way between two values that a tree saw, are met by values that it did not see.
Table tableOf(int count, int columns, std::uint64_t seed, bool whole) {
  Table table{randomRows(count, columns, seed), {}};
  if (whole)
    table.rows = (table.rows.array() * 2).round();
  for (int i = 0; i < count; ++i)
    table.labels.push_back((table.rows(i, 0) > 0) == (table.rows(i, 1) > 0) ? 1 : 0);
  return table;
}

bool same(const TreeEnsemble& a, const TreeEnsemble& b) {
  if (a.roots != b.roots || a.nodes.size() != b.nodes.size())
    return false;
  for (std::size_t i = 0; i < a.nodes.size(); ++i)
    if (a.nodes[i].feature != b.nodes[i].feature || a.nodes[i].number != b.nodes[i].number ||
        a.nodes[i].left != b.nodes[i].left || a.nodes[i].right != b.nodes[i].right)
      return false;
  return true;
}

void bothKinds() {
  QTest::addColumn<int>("kind");
  QTest::newRow("forest") << 0;
  QTest::newRow("boosting") << 1;
}

} // namespace

void TestTreeGrower::theArraysPredictAsTheLibrary_data() {
  bothKinds();
}

void TestTreeGrower::theArraysPredictAsTheLibrary() {
  QFETCH(int, kind);
  for (const bool whole : {false, true}) {
    const Table table = tableOf(120, 6, 3, whole);
    const TreeGrowth growth{static_cast<TreeKind>(kind), 40, 7};
    const GrownTrees grown = treeGrower().grow(table.rows, table.labels, growth, Progress());
    QCOMPARE(grown.trees.treeCount(), std::size_t{40});
    QCOMPARE(grown.librarySums.size(), std::size_t{120});
    std::vector<double> sums(120, 0.0);
    grown.trees.addLeaves(table.rows.data(), 120, 6, sums.data());
    for (std::size_t i = 0; i < 120; ++i)
      QVERIFY(std::abs(sums[i] - grown.librarySums[i]) / (kind == 0 ? 40 : 1) < 1e-6);
    std::vector<double> scores = sums;
    QVERIFY(rocAuc(table.labels, scores) > 0.9); // of the interaction it was shown
  }
}

void TestTreeGrower::theSeedAloneDecides_data() {
  bothKinds();
}

void TestTreeGrower::theSeedAloneDecides() {
  QFETCH(int, kind);
  const Table table = tableOf(80, 5, 4, false);
  const auto grown = [&](std::uint64_t seed) {
    return treeGrower()
        .grow(table.rows, table.labels, {static_cast<TreeKind>(kind), 20, seed}, Progress())
        .trees;
  };
  constexpr std::uint64_t first = 0x9e3779b97f4a7c15; // seeds use all their digits
  const TreeEnsemble alone = grown(first);
  QVERIFY(!same(alone, grown(0x3c6ef372fe94f82a)));
  std::vector<TreeEnsemble> together(6);
  parallelFor(together.size(), 3,
              [&](std::size_t i) { together[i] = grown(i % 2 == 0 ? first : first * (i + 2)); });
  for (std::size_t i = 0; i < together.size(); i += 2)
    QVERIFY(same(alone, together[i]));
}

// Not pruned, on different rows of quantities, a leaf is a share of 0 or 1, and a row's votes are near its
// label.
void TestTreeGrower::aForestVotesByShares() {
  const Table table = tableOf(100, 5, 5, false);
  const GrownTrees grown = treeGrower().grow(table.rows, table.labels, {TreeKind::Forest, 60, 1}, Progress());
  for (const TreeNode& node : grown.trees.nodes)
    if (node.isLeaf())
      QVERIFY(std::abs(node.number) < 1e-6F || std::abs(node.number - 1) < 1e-6F);
  std::size_t right = 0;
  for (std::size_t i = 0; i < 100; ++i)
    right += (grown.librarySums[i] > 30) == (table.labels[i] == 1) ? 1 : 0;
  QVERIFY(right >= 98);
}

// Nine of ten are non-deposits and nothing tells them apart: the trees hold an even balance all the same.
void TestTreeGrower::classesCountAlike() {
  Table table{FloatMatrix::Zero(200, 2), {}};
  for (int i = 0; i < 200; ++i)
    table.labels.push_back(i % 10 == 0 ? 1 : 0);
  const GrownTrees forest =
      treeGrower().grow(table.rows, table.labels, {TreeKind::Forest, 400, 1}, Progress());
  QVERIFY2(std::abs(forest.librarySums.front() / 400 - 0.5) < 0.02,
           qPrintable(QString::number(forest.librarySums.front() / 400)));
  const GrownTrees boosting =
      treeGrower().grow(table.rows, table.labels, {TreeKind::Boosting, 100, 1}, Progress());
  QVERIFY(std::abs(boosting.librarySums.front()) < 0.5);
}

// With one tree the learning rate is 0.3. A leaf of gradient G and curvature H holds -0.3 G / (H + 1), and in
// a pure leaf of samples of weight w of deposits G = -w / 2, H = w / 4: between the log-odds of none and all.
void TestTreeGrower::oneTreeOfBoostingIsANewtonStep() {
  FloatMatrix rows(200, 1);
  std::vector<int> labels;
  for (int i = 0; i < 200; ++i) {
    labels.push_back(i < 100 ? 0 : 1);
    rows(i, 0) = static_cast<float>(labels.back());
  }
  const GrownTrees grown = treeGrower().grow(rows, labels, {TreeKind::Boosting, 1, 3}, Progress());
  QCOMPARE(grown.trees.nodes.size(), std::size_t{3});
  QCOMPARE(grown.trees.nodes[0].number, 0.5F);
  for (const std::size_t leaf : {1U, 2U}) {
    // About half of 100 samples of weight 1 were seen: n of them give 0.3 (n / 2) / (n / 4 + 1).
    const double value = std::abs(static_cast<double>(grown.trees.nodes[leaf].number));
    const double seen = value / (0.15 - value / 4);
    QVERIFY2(std::abs(seen - std::round(seen)) < 1e-2 && seen > 25 && seen < 75,
             qPrintable(QString::number(seen)));
  }
  QVERIFY(grown.trees.nodes[1].number < 0 && grown.trees.nodes[2].number > 0);
}

void TestTreeGrower::treesGrowOneByOne_data() {
  bothKinds();
}

void TestTreeGrower::treesGrowOneByOne() {
  QFETCH(int, kind);
  const Table table = tableOf(60, 4, 6, false);
  std::vector<double> told;
  Progress progress;
  progress.onFraction = [&](double value) { told.push_back(value); };
  progress.isCancelled = [&] { return told.size() == 7; };
  const TreeGrowth growth{static_cast<TreeKind>(kind), 20, 1};
  QVERIFY_EXCEPTION_THROWN(treeGrower().grow(table.rows, table.labels, growth, progress), Cancelled);
  QCOMPARE(told.size(), std::size_t{7});
  for (std::size_t i = 0; i < told.size(); ++i)
    QCOMPARE(told[i], static_cast<double>(i + 1) / 20);
}

// Trees of a forest know nothing of each other: the first ones are the same however many follow.
void TestTreeGrower::aForestBeginsWithASmallerOne() {
  const Table table = tableOf(60, 4, 6, false);
  const auto grown = [&](int trees) {
    return treeGrower().grow(table.rows, table.labels, {TreeKind::Forest, trees, 5}, Progress()).trees;
  };
  const TreeEnsemble few = grown(4);
  TreeEnsemble many = grown(9);
  QVERIFY(few.nodes.size() > 4 && many.nodes.size() > few.nodes.size());
  many.nodes.resize(many.roots[4]);
  many.roots.resize(4);
  QVERIFY(same(few, many));
}

void TestTreeGrower::whatFailsIsNotTakenForAMissingLibrary() {
  Table table = tableOf(40, 3, 8, false);
  table.rows(5, 1) = std::numeric_limits<float>::infinity();
  try {
    treeGrower().grow(table.rows, table.labels, {TreeKind::Forest, 5, 1}, Progress());
    QFAIL("trees were grown on a value that is no number");
  } catch (const Error& error) {
    const QString text = error.what();
    QVERIFY2(text.startsWith("The library of decision trees could not grow them on these samples ("),
             qPrintable(text));
    QVERIFY2(text.endsWith("): look for values that are out of the ordinary, or choose another reference "
                           "model."),
             qPrintable(text));
    QVERIFY2(!text.contains("install") && !text.contains('\n'), qPrintable(text));
  }
}

QTEST_GUILESS_MAIN(TestTreeGrower)
#include "test_tree_grower.moc"
