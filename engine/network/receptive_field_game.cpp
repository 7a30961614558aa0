#include "engine/network/receptive_field_game.h"

#include "engine/network/coalition_logits.h"
#include "engine/network/field_ensemble.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace prospectivity {

namespace {

/// Groups of lanes whose sums stay in single precision before they are added in double.
constexpr std::size_t groupsPerSum = 8;

/// Sums of the largest |parts of a logit| up to which their exponentials are multiplied: products of two of
/// those stay far from what a float cannot hold.
constexpr float largestExponent = 40.0F;

class ReceptiveFieldGame : public CoalitionGame {
 public:
  ReceptiveFieldGame(std::shared_ptr<const FieldEnsemble> ensemble, bool tellsMembersApart)
      : mEnsemble(std::move(ensemble)),
        mMembers(tellsMembersApart && mEnsemble->members.size() > 1 ? mEnsemble->members.size() : 0) {
    for (const FieldEnsemble::Member& member : mEnsemble->members)
      mWork.push_back({FieldTables(member.fields, member.rows ? &*member.rows : nullptr),
                       CoalitionLogits(member.fields),
                       {}});
    std::fill_n(mOne.lane, lanes, 1.0F);
  }

  std::size_t players() const override { return mEnsemble->players.count(); }
  std::size_t members() const override { return mMembers; }
  bool isExact() const override { return mEnsemble->isSum || CoalitionGame::isExact(); }

  void start(const float* sample) override {
    for (std::size_t m = 0; m < mWork.size(); ++m) {
      const FieldEnsemble::Member& member = mEnsemble->members[m];
      std::vector<float> seen(member.inputs());
      member.see(sample, seen.data());
      mWork[m].tables.start(std::move(seen));
    }
  }

  std::vector<double> shapley(const Progress& progress) override {
    return mEnsemble->isSum ? shapleyOfSum(nullptr, nullptr, progress) : CoalitionGame::shapley(progress);
  }

  std::vector<double> shapleyOfMembers(Matrix& ofMembers, const Progress& progress) override {
    return explain(nullptr, ofMembers, progress);
  }

  std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                              const Progress& progress) override {
    return explain(&interactions, ofMembers, progress);
  }

  void allValues(std::vector<double>& values, const Progress& progress) override {
    std::vector<std::vector<double>> none;
    allValues(values, none, progress);
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    std::vector<Matrix> none;
    prefixValues(orders, values, none, progress);
  }

  void prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                             std::vector<Matrix>& ofMembers, const Progress& progress) override {
    ofMembers.resize(mMembers);
    prefixValues(orders, values, ofMembers, progress);
  }

 private:
  struct Work {
    FieldTables tables;
    CoalitionLogits logits;
    std::vector<FieldTable> exponentials;
  };

  /// `interactions` may be null.
  std::vector<double> explain(Matrix* interactions, Matrix& ofMembers, const Progress& progress) {
    const auto count = static_cast<Eigen::Index>(players());
    ofMembers.setZero(static_cast<Eigen::Index>(mMembers), count);
    if (mEnsemble->isSum) {
      if (interactions != nullptr)
        interactions->setZero(count, count);
      return shapleyOfSum(mMembers > 0 ? &ofMembers : nullptr, interactions, progress);
    }
    std::vector<double> values;
    std::vector<std::vector<double>> valuesOfMembers(mMembers);
    allValues(values, valuesOfMembers, progress);
    return shapleyFromCoalitions(values, valuesOfMembers, players(), ofMembers, interactions);
  }

  /// `ofMembers` has an entry for each member that is told apart, or none.
  void allValues(std::vector<double>& values, std::vector<std::vector<double>>& ofMembers,
                 const Progress& progress) {
    if (features() > coalitionLimit)
      return valuesOneByOne(values, ofMembers, progress);
    const std::size_t coalitions = std::size_t{1} << features();
    mTotals.assign(coalitions, 0.0);
    mTotalsOfMembers.assign(ofMembers.size(), std::vector<double>(coalitions, 0.0));
    mSums.resize(coalitions);
    const bool multiplies = mEnsemble->multiplies();
    for (std::size_t first = 0; first < mEnsemble->weights.size(); first += groupsPerSum) {
      std::fill(mSums.begin(), mSums.end(), LaneBlock{});
      const std::size_t end = std::min(first + groupsPerSum, mEnsemble->weights.size());
      mProducts[0].isThere = false;
      for (std::size_t group = first; group < end; ++group) {
        progress.check();
        tabulate(group);
        if (multiplies && multiply(group, coalitions))
          continue;
        if (mWork.size() == 1)
          add(mWork[0].logits.all(mWork[0].tables.tables()), group, coalitions);
        else
          add(meanLogits(group, coalitions), group, coalitions);
      }
      if (mProducts[0].isThere) // an odd one is left
        addProducts(mProducts[0], mProducts[0], mZero, coalitions);
      addTotals(coalitions);
    }
    keepWholePlayers(meansByFeatures(mTotals, mEnsemble->members.front().fields.order), values);
    for (std::size_t m = 0; m < ofMembers.size(); ++m)
      keepWholePlayers(meansByFeatures(mTotalsOfMembers[m], mEnsemble->members[m].fields.order),
                       ofMembers[m]);
  }

  /// Means over the background from totals by coalitions of positions; the result by coalitions of features.
  std::vector<double> meansByFeatures(const std::vector<double>& totals, const std::vector<int>& order) {
    std::vector<std::size_t> bit(order.size());
    for (std::size_t p = 0; p < order.size(); ++p)
      bit[p] = std::size_t{1} << order[p];
    std::vector<double> ofFeatures(totals.size());
    std::vector<std::size_t>& feature = mFeatureMask;
    feature.assign(totals.size(), 0);
    for (std::size_t s = 0; s < totals.size(); ++s) {
      if (s > 0)
        feature[s] = feature[s & (s - 1)] | bit[static_cast<std::size_t>(__builtin_ctzll(s))];
      ofFeatures[feature[s]] = totals[s] / mEnsemble->backgroundCount;
    }
    return ofFeatures;
  }

  /// `ofMembers` as in allValues().
  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    std::vector<Matrix>& ofMembers, const Progress& progress) {
    const std::size_t steps = players() + 1;
    std::vector<std::vector<char>> coalitions;
    for (const std::vector<std::size_t>& order : orders) {
      coalitions.emplace_back(features(), 0);
      for (const std::size_t player : order) {
        coalitions.push_back(coalitions.back());
        join(player, coalitions.back());
      }
    }
    evaluate(coalitions, ofMembers.size(), progress);
    values.resize(static_cast<Eigen::Index>(orders.size()), static_cast<Eigen::Index>(steps));
    for (std::size_t i = 0; i < coalitions.size(); ++i)
      values.data()[i] = mTotals[i] / mEnsemble->backgroundCount;
    for (std::size_t m = 0; m < ofMembers.size(); ++m) {
      ofMembers[m].resize(values.rows(), values.cols());
      for (std::size_t i = 0; i < coalitions.size(); ++i)
        ofMembers[m].data()[i] = mTotalsOfMembers[m][i] / mEnsemble->backgroundCount;
    }
  }

  std::size_t features() const { return mEnsemble->members.front().fields.features; }

  void join(std::size_t player, std::vector<char>& present) const {
    for (const int feature : mEnsemble->players.columns[player])
      present[static_cast<std::size_t>(feature)] = 1;
  }

  /// Of the values of all coalitions of features those in which every player is there or not as a whole.
  void keepWholePlayers(const std::vector<double>& ofFeatures, std::vector<double>& values) const {
    std::vector<std::size_t> own(players(), 0);
    for (std::size_t j = 0; j < features(); ++j)
      own[mEnsemble->playerOf[j]] |= std::size_t{1} << j;
    std::vector<std::size_t> mask(std::size_t{1} << players(), 0);
    values.resize(mask.size());
    for (std::size_t s = 0; s < mask.size(); ++s) {
      if (s > 0)
        mask[s] = mask[s & (s - 1)] | own[static_cast<std::size_t>(__builtin_ctzll(s))];
      values[s] = ofFeatures[mask[s]];
    }
  }

  /// All coalitions of few players who own many features: the coalitions of features would be too many.
  void valuesOneByOne(std::vector<double>& values, std::vector<std::vector<double>>& ofMembers,
                      const Progress& progress) {
    constexpr std::size_t batch = 1024; // bounds the memory
    values.resize(std::size_t{1} << players());
    for (std::vector<double>& own : ofMembers)
      own.resize(values.size());
    for (std::size_t first = 0; first < values.size(); first += batch) {
      const std::size_t count = std::min(batch, values.size() - first);
      std::vector<std::vector<char>> coalitions(count, std::vector<char>(features(), 0));
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t player = 0; player < players(); ++player)
          if ((((first + i) >> player) & 1) != 0)
            join(player, coalitions[i]);
      evaluate(coalitions, ofMembers.size(), progress);
      for (std::size_t i = 0; i < count; ++i)
        values[first + i] = mTotals[i] / mEnsemble->backgroundCount;
      for (std::size_t m = 0; m < ofMembers.size(); ++m)
        for (std::size_t i = 0; i < count; ++i)
          ofMembers[m][first + i] = mTotalsOfMembers[m][i] / mEnsemble->backgroundCount;
    }
  }

  /// mTotals[i]: sum over the background of the outputs of the features present in coalition i. The same of
  /// each member in mTotalsOfMembers, where `toldApart` is their number; 0: of none.
  void evaluate(const std::vector<std::vector<char>>& coalitionsOfFeatures, std::size_t toldApart,
                const Progress& progress) {
    const std::size_t coalitions = coalitionsOfFeatures.size();
    mTotals.assign(coalitions, 0.0);
    mTotalsOfMembers.assign(toldApart, std::vector<double>(coalitions, 0.0));
    std::vector<char> present(features());
    for (std::size_t group = 0; group < mEnsemble->weights.size(); ++group) {
      progress.check();
      tabulate(group);
      mMean.assign(coalitions, LaneBlock{});
      for (std::size_t m = 0; m < mWork.size(); ++m) {
        const std::vector<int>& order = mEnsemble->members[m].fields.order;
        mOwn.resize(coalitions);
        for (std::size_t i = 0; i < coalitions; ++i) {
          for (std::size_t p = 0; p < order.size(); ++p)
            present[p] = coalitionsOfFeatures[i][static_cast<std::size_t>(order[p])];
          mWork[m].logits.one(mWork[m].tables.tables(), present, mOwn[i].lane);
          kernels<LaneKernels>().addFloats(mMean[i].lane, mOwn[i].lane, lanes, mMean[i].lane);
        }
        if (toldApart > 0)
          addMember(m, group, coalitions);
      }
      mSums.assign(coalitions, LaneBlock{});
      add(whole(mMean), group, coalitions);
      addTotals(coalitions);
    }
  }

  void tabulate(std::size_t group) {
    for (std::size_t m = 0; m < mWork.size(); ++m)
      mWork[m].tables.tabulate(group, mEnsemble->members[m].background[group]);
  }

  /// Logits that are already whole, as halves of which one is zero.
  CoalitionLogits::Halves whole(const LaneBlocks& logits) const {
    return {floats(logits), ~std::size_t{0}, mZero.lane, 63};
  }

  /// Sums of the members' logits, in the first member's positions. Adds the group's outputs of each member
  /// that is told apart to its totals, in its own positions.
  CoalitionLogits::Halves meanLogits(std::size_t group, std::size_t coalitions) {
    mMean.assign(coalitions, LaneBlock{});
    for (std::size_t m = 0; m < mWork.size(); ++m) {
      joinOwn(m, coalitions);
      const std::vector<std::uint32_t>& own = mEnsemble->members[m].inFirstOrder;
      for (std::size_t s = 0; s < coalitions; ++s)
        kernels<LaneKernels>().addFloats(mMean[s].lane, mOwn[own[s]].lane, lanes, mMean[s].lane);
      if (!mTotalsOfMembers.empty())
        addMember(m, group, coalitions);
    }
    return whole(mMean);
  }

  /// A member's logits, in its own positions, in mOwn.
  void joinOwn(std::size_t m, std::size_t coalitions) {
    const CoalitionLogits::Halves halves = mWork[m].logits.all(mWork[m].tables.tables());
    mOwn.resize(coalitions);
    kernels<LaneKernels>().joinStates(halves.low, halves.lowMask, halves.high, halves.shift, coalitions,
                                      floats(mOwn));
  }

  /// Products of exponentials of a group: of coalition s, e^-logit is low[s & lowMask] * high[s >> shift].
  struct Products {
    bool isThere = false;
    std::size_t group = 0;
    LaneBlocks low;
    LaneBlocks high;
    std::size_t lowMask = 0;
    unsigned shift = 0;
  };

  /// Makes a group's products and adds the outputs of two groups whenever there are two. Whether it could:
  /// not with parts so large that exponentials of them are out of a float's range.
  bool multiply(std::size_t group, std::size_t coalitions) {
    const float share = 1.0F / static_cast<float>(mWork.size());
    LaneBlock largest = {};
    for (Work& work : mWork) {
      const std::vector<FieldTable>& tables = work.tables.tables();
      work.exponentials.resize(tables.size());
      for (std::size_t t = 0; t < tables.size(); ++t) {
        work.exponentials[t].field = tables[t].field;
        work.exponentials[t].values.resize(tables[t].values.size());
        kernels<LaneKernels>().exponentials(floats(tables[t].values), tables[t].values.size(), share,
                                            floats(work.exponentials[t].values), largest.lane);
      }
    }
    for (const float exponent : largest.lane)
      if (!(exponent <= largestExponent))
        return false;
    if (!mTotalsOfMembers.empty())
      for (std::size_t m = 0; m < mWork.size(); ++m) {
        joinOwn(m, coalitions);
        addMember(m, group, coalitions);
      }
    Products& own = mProducts[mProducts[0].isThere ? 1 : 0];
    own.isThere = true;
    own.group = group;
    if (mWork.size() == 1) {
      keep(mWork[0].logits.allProducts(mWork[0].exponentials), coalitions, own);
    } else {
      meanProducts(coalitions, own.low);
      own.high.assign(1, mOne);
      own.lowMask = ~std::size_t{0};
      own.shift = 63;
    }
    if (&own == &mProducts[1]) {
      addProducts(mProducts[0], own, mEnsemble->weights[group], coalitions);
      mProducts[0].isThere = false;
    }
    return true;
  }

  static void keep(const CoalitionLogits::Halves& halves, std::size_t coalitions, Products& products) {
    const auto blocks = [](const float* from, std::size_t count, LaneBlocks& to) {
      to.resize(count);
      std::copy_n(from, count * lanes, floats(to));
    };
    blocks(halves.low, halves.lowMask + 1, products.low);
    blocks(halves.high, std::max<std::size_t>(coalitions >> halves.shift, 1), products.high);
    products.lowMask = halves.lowMask;
    products.shift = halves.shift;
  }

  /// Products over all members, in the first member's positions.
  void meanProducts(std::size_t coalitions, LaneBlocks& products) {
    products.resize(coalitions);
    for (std::size_t m = 0; m < mWork.size(); ++m) {
      const CoalitionLogits::Halves halves = mWork[m].logits.allProducts(mWork[m].exponentials);
      if (m == 0)
        kernels<LaneKernels>().multiplyStates(halves.low, halves.lowMask, halves.high, halves.shift,
                                              coalitions, floats(products));
      else
        kernels<LaneKernels>().multiplyChosen(halves.low, halves.lowMask, halves.high, halves.shift,
                                              mEnsemble->members[m].inFirstOrder.data(), coalitions,
                                              floats(products));
    }
  }

  void addProducts(const Products& a, const Products& b, const LaneBlock& weightOfSecond,
                   std::size_t coalitions) {
    const float* const low[] = {floats(a.low), floats(b.low)};
    const float* const high[] = {floats(a.high), floats(b.high)};
    const float* const weights[] = {mEnsemble->weights[a.group].lane, weightOfSecond.lane};
    kernels<LaneKernels>().addReciprocals(low, a.lowMask, high, a.shift, weights, coalitions, floats(mSums));
  }

  /// Adds a group's outputs of one member, whose logits are in mOwn, to its totals.
  void addMember(std::size_t m, std::size_t group, std::size_t coalitions) {
    const float* weight = mEnsemble->weights[group].lane;
    mSumsOfMember.assign(coalitions, LaneBlock{});
    if (mEnsemble->space == OutputSpace::Probability) {
      const CoalitionLogits::Halves own = whole(mOwn);
      kernels<LaneKernels>().addSigmoids(own.low, own.lowMask, own.high, own.shift, 1.0F, weight, coalitions,
                                         floats(mSumsOfMember));
    } else {
      kernels<LaneKernels>().addWeighted(floats(mOwn), weight, coalitions, floats(mSumsOfMember));
    }
    for (std::size_t s = 0; s < coalitions; ++s)
      mTotalsOfMembers[m][s] += sumOfLanes(mSumsOfMember[s]);
  }

  /// In four sums at a time, which do not wait for each other.
  static double sumOfLanes(const LaneBlock& block) {
    static_assert(lanes % 4 == 0);
    double sums[4] = {};
    for (std::size_t lane = 0; lane < lanes; lane += 4)
      for (std::size_t i = 0; i < 4; ++i)
        sums[i] += static_cast<double>(block.lane[lane + i]);
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }

  /// Adds a group's outputs to the lanes' sums.
  void add(const CoalitionLogits::Halves& halves, std::size_t group, std::size_t coalitions) {
    const float share = 1.0F / static_cast<float>(mWork.size());
    const float* weight = mEnsemble->weights[group].lane;
    if (mEnsemble->space == OutputSpace::Probability) {
      kernels<LaneKernels>().addSigmoids(halves.low, halves.lowMask, halves.high, halves.shift, share, weight,
                                         coalitions, floats(mSums));
      return;
    }
    mOwn.resize(coalitions);
    kernels<LaneKernels>().joinStates(halves.low, halves.lowMask, halves.high, halves.shift, coalitions,
                                      floats(mOwn));
    LaneBlock scaledWeight;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      scaledWeight.lane[lane] = weight[lane] * share;
    kernels<LaneKernels>().addWeighted(floats(mOwn), scaledWeight.lane, coalitions, floats(mSums));
  }

  void addTotals(std::size_t coalitions) {
    const std::size_t whole = coalitions / lanes * lanes;
    mTogether.resize(whole / lanes + 1);
    kernels<ChannelKernels>().sumBlocks(floats(mSums), whole, 1, true, floats(mTogether));
    for (std::size_t s = 0; s < whole; ++s)
      mTotals[s] += static_cast<double>(floats(mTogether)[s]);
    for (std::size_t s = whole; s < coalitions; ++s)
      mTotals[s] += sumOfLanes(mSums[s]);
  }

  /// `ofMembers`: members x players, zero, for what each member gives. `interactions`: players x players,
  /// zero; those of a sum of games are the sums of theirs, and who takes no part in a game interacts with
  /// nobody there. Both may be null.
  std::vector<double> shapleyOfSum(Matrix* ofMembers, Matrix* interactions, const Progress& progress) {
    std::vector<double> result(players(), 0.0);
    for (std::size_t m = 0; m < mWork.size(); ++m) {
      const FieldEnsemble::Member& member = mEnsemble->members[m];
      std::vector<FieldGame> games = mWork[m].tables.games(member.background, mEnsemble->weights, progress);
      const double share = 1.0 / (mEnsemble->backgroundCount * static_cast<double>(mWork.size()));
      for (FieldGame& game : games) {
        const std::vector<std::size_t> seen = playersIn(game.field, member.fields.order, game.values);
        if (interactions != nullptr)
          addInteractions(interactionsFromCoalitions(game.values, seen.size()), seen, share, *interactions);
        const std::vector<double> part = shapleyFromCoalitions(game.values, seen.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
          result[seen[i]] += share * part[i];
          if (ofMembers != nullptr)
            (*ofMembers)(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(seen[i])) +=
                part[i] / mEnsemble->backgroundCount;
        }
      }
    }
    return result;
  }

  /// Adds a share of what the players of one game, who are `seen` in it, have with each other.
  static void addInteractions(const Matrix& part, const std::vector<std::size_t>& seen, double share,
                              Matrix& interactions) {
    for (std::size_t i = 0; i < seen.size(); ++i)
      for (std::size_t k = 0; k < seen.size(); ++k)
        interactions(static_cast<Eigen::Index>(seen[i]), static_cast<Eigen::Index>(seen[k])) +=
            share * part(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k));
  }

  /// The players who own features of a field, by their first position. Makes `values`, of the coalitions of
  /// its positions, those of the coalitions of these players.
  std::vector<std::size_t> playersIn(const PositionRange& field, const std::vector<int>& order,
                                     std::vector<double>& values) const {
    std::vector<std::size_t> result;
    std::vector<std::size_t> own; // positions of each
    for (std::size_t i = 0; i < static_cast<std::size_t>(field.width()); ++i) {
      const auto position = static_cast<std::size_t>(field.first) + i;
      const std::size_t player = mEnsemble->playerOf[static_cast<std::size_t>(order[position])];
      const auto place =
          static_cast<std::size_t>(std::find(result.begin(), result.end(), player) - result.begin());
      if (place == result.size()) {
        result.push_back(player);
        own.push_back(0);
      }
      own[place] |= std::size_t{1} << i;
    }
    if (result.size() == static_cast<std::size_t>(field.width()))
      return result;
    std::vector<double> grouped(std::size_t{1} << result.size());
    for (std::size_t s = 0; s < grouped.size(); ++s) {
      std::size_t mask = 0;
      for (std::size_t i = 0; i < own.size(); ++i)
        if (((s >> i) & 1) != 0)
          mask |= own[i];
      grouped[s] = values[mask];
    }
    values = std::move(grouped);
    return result;
  }

  std::shared_ptr<const FieldEnsemble> mEnsemble;
  std::size_t mMembers; ///< told apart; 0: none
  std::vector<Work> mWork;
  LaneBlock mZero = {};
  LaneBlock mOne;
  Products mProducts[2];
  LaneBlocks mSums;
  LaneBlocks mTogether; ///< sums of these over the lanes
  LaneBlocks mMean;
  LaneBlocks mOwn;
  LaneBlocks mSumsOfMember;
  std::vector<double> mTotals;
  std::vector<std::vector<double>> mTotalsOfMembers; ///< as mTotals; none where no member is told apart
  std::vector<std::size_t> mFeatureMask;
};

} // namespace

bool hasReceptiveFields(const NetworkModel& model) {
  return !model.members.empty() &&
         std::all_of(model.members.begin(), model.members.end(),
                     [](const ModelMember& member) { return ReceptiveFields::suits(member.network); });
}

GameMaker receptiveFieldGame(const NetworkModel& model, const FloatMatrix& background, Players players,
                             OutputSpace space, bool tellsMembersApart, TableMaking making) {
  const auto ensemble = std::make_shared<const FieldEnsemble>(
      fieldEnsemble(model, background, std::move(players), space, making));
  return [ensemble, tellsMembersApart] {
    return std::make_unique<ReceptiveFieldGame>(ensemble, tellsMembersApart);
  };
}

} // namespace prospectivity
