#include "engine/model/member_game.h"

#include <memory>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// What the games of all threads share. The members' games rest on the members.
struct Makers {
  std::vector<std::unique_ptr<const Model>> members;
  GameMaker whole;
  std::vector<GameMaker> ofMembers;
};

class MemberGame : public CoalitionGame {
 public:
  explicit MemberGame(std::shared_ptr<const Makers> makers)
      : mMakers(std::move(makers)), mWhole(mMakers->whole()) {
    for (const GameMaker& make : mMakers->ofMembers)
      mMembers.push_back(make());
  }

  std::size_t players() const override { return mWhole->players(); }
  std::size_t members() const override { return mMembers.size(); }
  bool isExact() const override { return mWhole->isExact(); }

  void start(const float* sample) override {
    mWhole->start(sample);
    for (const auto& member : mMembers)
      member->start(sample);
  }

  std::vector<double> shapley(const Progress& progress) override { return mWhole->shapley(progress); }

  void allValues(std::vector<double>& values, const Progress& progress) override {
    mWhole->allValues(values, progress);
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    mWhole->prefixValues(orders, values, progress);
  }

  std::vector<double> shapleyOfMembers(Matrix& ofMembers, const Progress& progress) override {
    explainMembers(ofMembers, progress);
    return mWhole->shapley(progress);
  }

  std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                              const Progress& progress) override {
    explainMembers(ofMembers, progress);
    Matrix none;
    return mWhole->shapleyWithInteractions(interactions, none, progress);
  }

  void prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                             std::vector<Matrix>& ofMembers, const Progress& progress) override {
    ofMembers.resize(members());
    for (std::size_t m = 0; m < mMembers.size(); ++m)
      mMembers[m]->prefixValues(orders, ofMembers[m], progress);
    mWhole->prefixValues(orders, values, progress);
  }

 private:
  void explainMembers(Matrix& ofMembers, const Progress& progress) {
    ofMembers.resize(static_cast<Eigen::Index>(members()), static_cast<Eigen::Index>(players()));
    for (std::size_t m = 0; m < mMembers.size(); ++m) {
      const std::vector<double> values = mMembers[m]->shapley(progress);
      for (std::size_t j = 0; j < values.size(); ++j)
        ofMembers(static_cast<Eigen::Index>(m), static_cast<Eigen::Index>(j)) = values[j];
    }
  }

  std::shared_ptr<const Makers> mMakers;
  std::unique_ptr<CoalitionGame> mWhole;
  std::vector<std::unique_ptr<CoalitionGame>> mMembers;
};

} // namespace

GameMaker gameOfEachMember(const Model& model, const FloatMatrix& references, const Players& players,
                           OutputSpace space) {
  const auto makers = std::make_shared<Makers>();
  makers->whole = model.game(references, players, space);
  for (std::size_t m = 0; m < model.memberCount(); ++m) {
    makers->members.push_back(model.member(m));
    makers->ofMembers.push_back(makers->members.back()->game(references, players, space));
  }
  return [makers] { return std::make_unique<MemberGame>(makers); };
}

} // namespace prospectivity
