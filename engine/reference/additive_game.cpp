#include "engine/reference/additive_game.h"

#include <utility>

namespace prospectivity {

namespace {

class AdditiveGame : public CoalitionGame {
 public:
  AdditiveGame(ColumnGain gain, double base, Players players)
      : mGain(std::move(gain)), mBase(base), mPlayers(std::move(players)), mGains(mPlayers.count(), 0.0) {}

  std::size_t players() const override { return mPlayers.count(); }
  bool isExact() const override { return true; }

  void start(const float* sample) override {
    for (std::size_t j = 0; j < players(); ++j) {
      mGains[j] = 0;
      for (const int column : mPlayers.columns[j])
        mGains[j] += mGain(column, sample[column]);
    }
  }

  std::vector<double> shapley(const Progress&) override { return mGains; }

  std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                              const Progress&) override {
    const auto count = static_cast<Eigen::Index>(players());
    interactions.setZero(count, count);
    ofMembers.resize(0, count);
    return mGains;
  }

  void allValues(std::vector<double>& values, const Progress&) override {
    values.assign(std::size_t{1} << players(), mBase);
    for (std::size_t mask = 0; mask < values.size(); ++mask)
      for (std::size_t j = 0; j < players(); ++j)
        values[mask] += ((mask >> j) & 1) != 0 ? mGains[j] : 0;
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress&) override {
    values.resize(static_cast<Eigen::Index>(orders.size()), static_cast<Eigen::Index>(players() + 1));
    for (std::size_t k = 0; k < orders.size(); ++k) {
      double value = mBase;
      const auto row = static_cast<Eigen::Index>(k);
      values(row, 0) = value;
      for (std::size_t i = 0; i < players(); ++i)
        values(row, static_cast<Eigen::Index>(i + 1)) = value += mGains[orders[k][i]];
    }
  }

 private:
  ColumnGain mGain;
  double mBase;
  Players mPlayers;
  std::vector<double> mGains;
};

} // namespace

GameMaker additiveGame(ColumnGain gain, double base, const Players& players) {
  return
      [gain = std::move(gain), base, players] { return std::make_unique<AdditiveGame>(gain, base, players); };
}

} // namespace prospectivity
