#include "engine/reference/tree_game.h"

#include "engine/model/predictor.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace prospectivity {

namespace {

constexpr int nobody = -1; ///< owns columns that always take the background's value

/// The leaves that mixtures of a sample and a row of the background reach.
class MixedLeaves {
 public:
  /// A leaf: its value and the players that must be in a coalition, then those that must not be.
  struct Leaf {
    double value;
    std::size_t first; ///< in players()
    std::size_t inside;
    std::size_t outside;
  };

  /// A value and its presence, which stands behind all `columns`, are the same player's.
  explicit MixedLeaves(const Players& players, std::size_t columns)
      : mPlayerOf(2 * columns, nobody), mState(players.count(), State::Open) {
    for (std::size_t j = 0; j < players.count(); ++j)
      for (const int column : players.columns[j])
        for (const std::size_t given :
             {static_cast<std::size_t>(column), columns + static_cast<std::size_t>(column)})
          mPlayerOf[given] = static_cast<int>(j);
  }

  void find(const TreeEnsemble& trees, const float* sample, const float* reference) {
    mLeaves.clear();
    mPlayers.clear();
    mSample = sample;
    mReference = reference;
    for (const std::size_t root : trees.roots)
      walk(&trees.nodes[root]);
  }

  const std::vector<Leaf>& leaves() const { return mLeaves; }
  const std::size_t* players(const Leaf& leaf) const { return mPlayers.data() + leaf.first; }

 private:
  enum class State : std::uint8_t { Open, Inside, Outside };

  void walk(const TreeNode* node) {
    while (!node->isLeaf()) {
      const auto column = static_cast<std::size_t>(node->feature);
      const TreeNode* with = node + (mSample[column] < node->number ? node->left : node->right);
      const TreeNode* without = node + (mReference[column] < node->number ? node->left : node->right);
      const int player = mPlayerOf[column];
      if (with == without || player == nobody) {
        node = without;
        continue;
      }
      State& state = mState[static_cast<std::size_t>(player)];
      if (state == State::Open) {
        branch(state, State::Inside, mInside, player, with);
        branch(state, State::Outside, mOutside, player, without);
        return;
      }
      node = state == State::Inside ? with : without;
    }
    mLeaves.push_back({static_cast<double>(node->number), mPlayers.size(), mInside.size(), mOutside.size()});
    mPlayers.insert(mPlayers.end(), mInside.begin(), mInside.end());
    mPlayers.insert(mPlayers.end(), mOutside.begin(), mOutside.end());
  }

  void branch(State& state, State taken, std::vector<std::size_t>& side, int player, const TreeNode* child) {
    state = taken;
    side.push_back(static_cast<std::size_t>(player));
    walk(child);
    side.pop_back();
    state = State::Open;
  }

  std::vector<int> mPlayerOf; ///< by column
  std::vector<State> mState;  ///< of each player on the way down
  std::vector<std::size_t> mInside;
  std::vector<std::size_t> mOutside;
  const float* mSample = nullptr;
  const float* mReference = nullptr;
  std::vector<Leaf> mLeaves;
  std::vector<std::size_t> mPlayers;
};

/// Number of ways to choose `part` of `all`.
double choose(std::size_t all, std::size_t part) {
  double ways = 1;
  for (std::size_t k = 1; k <= part; ++k)
    ways = ways * static_cast<double>(all - part + k) / static_cast<double>(k);
  return ways;
}

/// The background as each member is given it; nothing where all are given it as it is.
using GivenRows = std::vector<FloatMatrix>;

GivenRows givenTo(const std::vector<TreeEnsemble>& members, const FloatMatrix& background) {
  GivenRows given;
  if (std::all_of(members.begin(), members.end(),
                  [](const TreeEnsemble& member) { return member.takesRowsAsTheyAre(); }))
    return given;
  const auto columns = static_cast<std::size_t>(background.cols());
  for (const TreeEnsemble& member : members) {
    given.emplace_back(background.rows(), static_cast<Eigen::Index>(member.filled.given(columns)));
    member.give(background.data(), static_cast<std::size_t>(background.rows()), columns, given.back().data());
  }
  return given;
}

class TreeGame : public CoalitionGame {
 public:
  TreeGame(TreeKind kind, const std::vector<TreeEnsemble>& members, const FloatMatrix& background,
           std::shared_ptr<const GivenRows> given, const Players& players, OutputSpace space)
      : mKind(kind), mMembers(members), mBackground(background), mGiven(std::move(given)), mSpace(space),
        mPlayers(players.count()), mMixed(players, static_cast<std::size_t>(background.cols())) {}

  std::size_t players() const override { return mPlayers; }
  bool isExact() const override { return isLinear() || CoalitionGame::isExact(); }

  void start(const float* sample) override {
    const auto columns = static_cast<std::size_t>(mBackground.cols());
    mSamples.resize(mMembers.size());
    for (std::size_t m = 0; m < mMembers.size(); ++m) {
      mSamples[m].resize(mMembers[m].filled.given(columns));
      mMembers[m].give(sample, 1, columns, mSamples[m].data());
    }
  }

  std::vector<double> shapley(const Progress& progress) override {
    return isLinear() ? sumOverLeaves(nullptr, progress) : CoalitionGame::shapley(progress);
  }

  std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                              const Progress& progress) override {
    if (!isLinear())
      return CoalitionGame::shapleyWithInteractions(interactions, ofMembers, progress);
    const auto count = static_cast<Eigen::Index>(mPlayers);
    interactions.setZero(count, count);
    ofMembers.resize(0, count);
    return sumOverLeaves(&interactions, progress);
  }

  void allValues(std::vector<double>& values, const Progress& progress) override {
    values.assign(std::size_t{1} << mPlayers, 0.0);
    addOutputs(
        values.size(), [&] { sumCoalitions(); }, values.data(), progress);
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    const std::size_t steps = mPlayers + 1;
    std::vector<std::vector<std::size_t>> ranks(orders.size(), std::vector<std::size_t>(mPlayers));
    for (std::size_t k = 0; k < orders.size(); ++k)
      for (std::size_t i = 0; i < mPlayers; ++i)
        ranks[k][orders[k][i]] = i;
    values.setZero(static_cast<Eigen::Index>(orders.size()), static_cast<Eigen::Index>(steps));
    addOutputs(
        orders.size() * steps, [&] { sumPrefixes(ranks, steps); }, values.data(), progress);
  }

 private:
  bool isLinear() const {
    return mKind == TreeKind::Boosting ? mSpace == OutputSpace::Logit
                                       : mSpace == OutputSpace::Probability && mMembers.size() == 1;
  }

  /// What one unit of a leaf is in a linear output.
  double scaleOf(const TreeEnsemble& member) const {
    return mKind == TreeKind::Boosting ? 1 / static_cast<double>(mMembers.size())
                                       : 1 / (static_cast<double>(member.treeCount()) + 1);
  }

  /// Shapley values of a linear output. Adds to `interactions`, which may be null, half of the index of each
  /// pair.
  std::vector<double> sumOverLeaves(Matrix* interactions, const Progress& progress) {
    std::vector<double> values(mPlayers, 0.0);
    eachMixture(progress, [&](const TreeEnsemble& member) {
      for (const MixedLeaves::Leaf& leaf : mMixed.leaves()) {
        const std::size_t* named = mMixed.players(leaf);
        const double share = leaf.value * scaleOf(member) / choose(leaf.inside + leaf.outside, leaf.inside);
        for (std::size_t i = 0; i < leaf.inside; ++i)
          values[named[i]] += share / static_cast<double>(leaf.inside);
        for (std::size_t i = leaf.inside; i < leaf.inside + leaf.outside; ++i)
          values[named[i]] -= share / static_cast<double>(leaf.outside);
        if (interactions != nullptr)
          addPairs(leaf, share / static_cast<double>(mBackground.rows()), *interactions);
      }
    });
    for (double& value : values)
      value /= static_cast<double>(mBackground.rows());
    if (interactions != nullptr) {
      const Matrix otherWayRound = interactions->transpose();
      *interactions += otherWayRound;
    }
    return values;
  }

  /// A leaf is worth something where all a players inside are there and none of the b outside. Of a pair, one
  /// coalition of the others makes a difference: all inside without the pair. Its weights, s! (n - s - 2)! /
  /// (n - 1)! with n = a + b, as multiples of the `share` a! b! / n! of the leaf's value, are n / (a (a - 1))
  /// for two inside, n / (b (b - 1)) for two outside, and n / (a b), to be taken off, for one of each. Each
  /// pair is added at one of its two places.
  void addPairs(const MixedLeaves::Leaf& leaf, double share, Matrix& interactions) const {
    const std::size_t* named = mMixed.players(leaf);
    const std::size_t count = leaf.inside + leaf.outside;
    const auto inside = static_cast<double>(leaf.inside);
    const auto outside = static_cast<double>(leaf.outside);
    const double half = 0.5 * share * static_cast<double>(count);
    const double twoInside = leaf.inside > 1 ? half / (inside * (inside - 1)) : 0;
    const double oneOfEach = leaf.inside > 0 && leaf.outside > 0 ? -half / (inside * outside) : 0;
    const double twoOutside = leaf.outside > 1 ? half / (outside * (outside - 1)) : 0;
    for (std::size_t k = 1; k < count; ++k) {
      double* row = interactions.row(static_cast<Eigen::Index>(named[k])).data();
      const double withInside = k < leaf.inside ? twoInside : oneOfEach;
      for (std::size_t i = 0; i < std::min(k, leaf.inside); ++i)
        row[named[i]] += withInside;
      for (std::size_t i = leaf.inside; i < k; ++i)
        row[named[i]] += twoOutside;
    }
  }

  /// Calls back for each member with the leaves of the sample and each row of the background.
  template <typename Use> void eachMixture(const Progress& progress, const Use& use) {
    for (Eigen::Index row = 0; row < mBackground.rows(); ++row) {
      progress.check();
      for (std::size_t m = 0; m < mMembers.size(); ++m) {
        const FloatMatrix& references = mGiven->empty() ? mBackground : (*mGiven)[m];
        mMixed.find(mMembers[m], mSamples[m].data(), references.row(row).data());
        use(mMembers[m]);
      }
    }
  }

  /// Adds to each coalition its mean output over the background. `sumLeaves` fills mSums: of each coalition,
  /// the leaves that one mixture of it reaches.
  template <typename SumLeaves>
  void addOutputs(std::size_t coalitions, const SumLeaves& sumLeaves, double* outputs,
                  const Progress& progress) {
    std::size_t summed = 0;
    eachMixture(progress, [&](const TreeEnsemble& member) {
      mSums.assign(coalitions, 0.0);
      sumLeaves();
      if (summed++ % mMembers.size() == 0)
        mLogits.assign(coalitions, 0.0);
      for (std::size_t i = 0; i < coalitions; ++i)
        mLogits[i] += logitOfLeaves(mKind, mSums[i], member.treeCount());
      if (summed % mMembers.size() != 0)
        return;
      for (std::size_t i = 0; i < coalitions; ++i) {
        const double logit = mLogits[i] / static_cast<double>(mMembers.size());
        outputs[i] +=
            (mSpace == OutputSpace::Logit ? logit : sigmoid(logit)) / static_cast<double>(mBackground.rows());
      }
    });
  }

  /// A leaf counts in the coalitions that hold all players inside and none outside. Either each of them gets
  /// its value, or, where there are many, the leaf goes with alternating signs to the sets of players inside
  /// and some outside, which all larger coalitions add up.
  void sumCoalitions() {
    mParts.assign(mSums.size(), 0.0);
    const std::size_t everyone = mSums.size() - 1;
    for (const MixedLeaves::Leaf& leaf : mMixed.leaves()) {
      const std::size_t* named = mMixed.players(leaf);
      std::size_t inside = 0;
      std::size_t outside = 0;
      for (std::size_t i = 0; i < leaf.inside; ++i)
        inside |= std::size_t{1} << named[i];
      for (std::size_t i = leaf.inside; i < leaf.inside + leaf.outside; ++i)
        outside |= std::size_t{1} << named[i];
      if (mPlayers - leaf.inside - leaf.outside < leaf.outside) {
        const std::size_t free = everyone & ~inside & ~outside;
        eachSubset(free, [&](std::size_t others) { mSums[inside | others] += leaf.value; });
      } else {
        eachSubset(outside, [&](std::size_t some) {
          mParts[inside | some] += isOdd(some) ? -leaf.value : leaf.value;
        });
      }
    }
    for (std::size_t player = 0; player < mPlayers; ++player)
      for (std::size_t mask = 0; mask < mParts.size(); ++mask)
        if (((mask >> player) & 1) != 0)
          mParts[mask] += mParts[mask ^ (std::size_t{1} << player)];
    for (std::size_t mask = 0; mask < mParts.size(); ++mask)
      mSums[mask] += mParts[mask];
  }

  template <typename Use> static void eachSubset(std::size_t set, const Use& use) {
    std::size_t subset = set;
    while (true) {
      use(subset);
      if (subset == 0)
        return;
      subset = (subset - 1) & set;
    }
  }

  static bool isOdd(std::size_t set) {
    bool odd = false;
    for (; set != 0; set &= set - 1)
      odd = !odd;
    return odd;
  }

  /// In an order, a leaf counts from when the last player inside has joined until the first outside does.
  void sumPrefixes(const std::vector<std::vector<std::size_t>>& ranks, std::size_t steps) {
    for (std::size_t k = 0; k < ranks.size(); ++k) {
      double* sums = mSums.data() + k * steps;
      for (const MixedLeaves::Leaf& leaf : mMixed.leaves()) {
        const std::size_t* named = mMixed.players(leaf);
        std::size_t from = 0;
        std::size_t end = steps;
        for (std::size_t i = 0; i < leaf.inside; ++i)
          from = std::max(from, ranks[k][named[i]] + 1);
        for (std::size_t i = leaf.inside; i < leaf.inside + leaf.outside; ++i)
          end = std::min(end, ranks[k][named[i]] + 1);
        if (from >= end)
          continue;
        sums[from] += leaf.value;
        if (end < steps)
          sums[end] -= leaf.value;
      }
      for (std::size_t i = 1; i < steps; ++i)
        sums[i] += sums[i - 1];
    }
  }

  TreeKind mKind;
  const std::vector<TreeEnsemble>& mMembers;
  const FloatMatrix& mBackground;
  std::shared_ptr<const GivenRows> mGiven;
  OutputSpace mSpace;
  std::size_t mPlayers;
  MixedLeaves mMixed;
  std::vector<std::vector<float>> mSamples; ///< the sample as each member is given it
  std::vector<double> mSums;
  std::vector<double> mParts;
  std::vector<double> mLogits;
};

} // namespace

GameMaker treeGame(TreeKind kind, const std::vector<TreeEnsemble>& members, const FloatMatrix& background,
                   const Players& players, OutputSpace space) {
  return [kind, &members, &background, players, space,
          given = std::make_shared<const GivenRows>(givenTo(members, background))] {
    return std::make_unique<TreeGame>(kind, members, background, given, players, space);
  };
}

} // namespace prospectivity
