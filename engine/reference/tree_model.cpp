#include "engine/reference/tree_model.h"

#include "engine/reference/tree_game.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

/// Rows that go through all trees together: a tree stays in the cache for them.
constexpr std::size_t batchRows = 256;

class TreePredictor : public Predictor {
 public:
  TreePredictor(TreeKind kind, std::vector<TreeEnsemble> members, std::size_t columns)
      : mKind(kind), mMembers(std::move(members)), mColumns(columns) {}

  std::size_t featureCount() const override { return mColumns; }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    std::vector<double> sums;
    std::vector<double> means;
    std::vector<float> given;
    for (std::size_t first = 0; first < count; first += batchRows) {
      const std::size_t size = std::min(batchRows, count - first);
      means.assign(size, 0.0);
      for (const TreeEnsemble& member : mMembers) {
        sums.assign(size, 0.0);
        member.addLeaves(givenTo(member, rows + first * mColumns, size, given), size,
                         member.filled.given(mColumns), sums.data());
        for (std::size_t i = 0; i < size; ++i)
          means[i] += logitOfLeaves(mKind, sums[i], member.treeCount());
      }
      for (std::size_t i = 0; i < size; ++i)
        logits[first + i] = static_cast<float>(means[i] / static_cast<double>(mMembers.size()));
    }
  }

 private:
  /// The rows as the member's nodes are asked of them: in `given`, where that is not as they are.
  const float* givenTo(const TreeEnsemble& member, const float* rows, std::size_t count,
                       std::vector<float>& given) const {
    if (member.takesRowsAsTheyAre())
      return rows;
    given.resize(count * member.filled.given(mColumns));
    member.give(rows, count, mColumns, given.data());
    return given.data();
  }

  TreeKind mKind;
  std::vector<TreeEnsemble> mMembers;
  std::size_t mColumns;
};

} // namespace

double logitOfLeaves(TreeKind kind, double sum, std::size_t trees) {
  if (kind == TreeKind::Boosting)
    return sum;
  return std::log((sum + 0.5) / (static_cast<double>(trees) + 0.5 - sum));
}

const ModelKind& TreeModel::forests() {
  static const ModelKind kind{"random_forest", "random forest", "forest", "forests"};
  return kind;
}

const ModelKind& TreeModel::boostings() {
  static const ModelKind kind{"gradient_boosting", "gradient boosting model", "boosted ensemble",
                              "boosted ensembles"};
  return kind;
}

const ModelKind& TreeModel::kindOf(TreeKind treeKind) {
  return treeKind == TreeKind::Forest ? forests() : boostings();
}

bool TreeModel::takesMissing() const {
  return !members.empty() && std::all_of(members.begin(), members.end(), [](const TreeEnsemble& member) {
    return member.filled.takesMissing();
  });
}

bool TreeModel::seesPresence() const {
  return std::any_of(members.begin(), members.end(),
                     [](const TreeEnsemble& member) { return member.filled.hasPresence; });
}

std::vector<float> TreeModel::fills() const {
  std::vector<FilledColumns> ofMembers;
  std::vector<const ClassEncoding*> classes;
  for (const TreeEnsemble& member : members) {
    ofMembers.push_back(member.filled);
    classes.push_back(&member.classes);
  }
  return meanFills(ofMembers, classes);
}

std::unique_ptr<Model> TreeModel::member(std::size_t index) const {
  auto alone = std::make_unique<TreeModel>(mTreeKind);
  alone->features = features;
  alone->members = {members[index]};
  return alone;
}

std::unique_ptr<Predictor> TreeModel::predictor() const {
  return std::make_unique<TreePredictor>(mTreeKind, members, features.size());
}

GameMaker TreeModel::game(const FloatMatrix& references, const Players& players, OutputSpace space) const {
  return treeGame(mTreeKind, members, references, players, space);
}

ClassValues TreeModel::classes(std::size_t feature) const {
  std::vector<const ClassValues*> tables;
  for (const TreeEnsemble& member : members)
    tables.push_back(member.classes.of(feature));
  return meanOf(tables);
}

} // namespace prospectivity
