#include "engine/network/network_curves.h"

#include "engine/network/curve_walk.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

class NetworkCurves : public LogitCurves {
 public:
  NetworkCurves(const NetworkModel& model, bool tellsMembersApart)
      : mTellsMembersApart(tellsMembersApart && model.members.size() > 1) {
    for (const ModelMember& member : model.members)
      mMembers.emplace_back(member);
  }

  std::size_t players() const override { return mMembers.front().features; }
  std::size_t members() const override { return mTellsMembersApart ? mMembers.size() : 0; }
  bool hasSlopes() const override { return true; }

  void follow(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
              FloatMatrix& logits, FloatMatrix* slopes) const override {
    std::vector<FollowedCurves> none;
    followEach(rows, feature, grid, logits, slopes, none);
  }

  void followMembers(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                     FloatMatrix& logits, FloatMatrix* slopes,
                     std::vector<FollowedCurves>& ofMembers) const override {
    ofMembers.resize(members());
    followEach(rows, feature, grid, logits, slopes, ofMembers);
  }

 private:
  /// `ofMembers` has an entry for each member that is told apart, or none.
  void followEach(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                  FloatMatrix& logits, FloatMatrix* slopes, std::vector<FollowedCurves>& ofMembers) const {
    const auto points = static_cast<Eigen::Index>(grid.size());
    logits.setZero(rows.rows(), points);
    if (slopes != nullptr)
      slopes->setZero(rows.rows(), points);
    std::vector<float> logit(grid.size());
    std::vector<float> slope(slopes != nullptr ? grid.size() : 0);
    const auto slopesOrNone = [&] { return slopes != nullptr ? slope.data() : nullptr; };
    for (FollowedCurves& own : ofMembers) {
      own.logits.resize(rows.rows(), points);
      own.slopes.resize(slopes != nullptr ? rows.rows() : 0, slopes != nullptr ? points : 0);
    }
    for (std::size_t m = 0; m < mMembers.size(); ++m) {
      const CurveNetwork& member = mMembers[m];
      const std::size_t position = member.positionOf[feature];
      const float scale = member.scaling.scale[position];
      std::vector<float> scaled;
      scaled.reserve(grid.size());
      for (const double value : grid)
        scaled.push_back(member.scaling.scaled(position, static_cast<float>(value)));
      CurveWalk walk(member, rows, position);
      const bool areClasses = member.scaling.classes.of(position) != nullptr;
      for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        if (areClasses)
          followClasses(walk, static_cast<std::size_t>(i), scaled, logit, slopesOrNone());
        else
          walk.follow(static_cast<std::size_t>(i), scaled, logit.data(), slopesOrNone());
        for (std::size_t k = 0; k < grid.size(); ++k)
          logits.row(i).data()[k] += logit[k];
        if (!ofMembers.empty())
          std::copy(logit.begin(), logit.end(), ofMembers[m].logits.row(i).data());
        if (slopes == nullptr)
          continue;
        if (!ofMembers.empty())
          for (std::size_t k = 0; k < grid.size(); ++k)
            ofMembers[m].slopes.row(i).data()[k] = slope[k] / scale;
        for (std::size_t k = 0; k < grid.size(); ++k)
          slopes->row(i).data()[k] += slope[k] / scale;
      }
    }
    logits /= static_cast<float>(mMembers.size());
    if (slopes != nullptr)
      *slopes /= static_cast<float>(mMembers.size());
  }

  /// Classes do not rise along the grid as what stands for them does, and have no slopes.
  static void followClasses(CurveWalk& walk, std::size_t row, const std::vector<float>& scaled,
                            std::vector<float>& logits, float* slopes) {
    const auto isBelow = [](float a, float b) { return a < b || (std::isnan(b) && !std::isnan(a)); };
    std::vector<float> rising = scaled;
    std::sort(rising.begin(), rising.end(), isBelow);
    rising.erase(std::unique(rising.begin(), rising.end()), rising.end());
    std::vector<float> found(rising.size());
    walk.follow(row, rising, found.data(), nullptr);
    for (std::size_t k = 0; k < scaled.size(); ++k) {
      const auto place = std::lower_bound(rising.begin(), rising.end(), scaled[k], isBelow) - rising.begin();
      logits[k] = found[static_cast<std::size_t>(place)];
    }
    if (slopes != nullptr)
      std::fill_n(slopes, scaled.size(), 0.0F);
  }

  bool mTellsMembersApart;
  std::vector<CurveNetwork> mMembers;
};

} // namespace

bool hasNetworkCurves(const NetworkModel& model) {
  return !model.members.empty() &&
         std::all_of(model.members.begin(), model.members.end(),
                     [](const ModelMember& member) { return seesFeaturesInTurn(member.network); });
}

std::unique_ptr<LogitCurves> networkCurves(const NetworkModel& model, bool tellsMembersApart) {
  return std::make_unique<NetworkCurves>(model, tellsMembersApart);
}

} // namespace prospectivity
