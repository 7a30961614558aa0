#include "engine/network/network_curves.h"

#include "engine/network/curve_walk.h"

#include <algorithm>

namespace prospectivity {

namespace {

class NetworkCurves : public LogitCurves {
 public:
  explicit NetworkCurves(const NetworkModel& model) {
    for (const ModelMember& member : model.members)
      mMembers.emplace_back(member);
  }

  std::size_t players() const override { return mMembers.front().features; }
  bool hasSlopes() const override { return true; }

  void follow(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
              FloatMatrix& logits, FloatMatrix* slopes) const override {
    const auto points = static_cast<Eigen::Index>(grid.size());
    logits.setZero(rows.rows(), points);
    if (slopes != nullptr)
      slopes->setZero(rows.rows(), points);
    std::vector<float> logit(grid.size());
    std::vector<float> slope(slopes != nullptr ? grid.size() : 0);
    for (const CurveNetwork& member : mMembers) {
      const std::size_t position = member.positionOf[feature];
      const float scale = member.scaling.scale[position];
      std::vector<float> scaled;
      scaled.reserve(grid.size());
      for (const double value : grid)
        scaled.push_back(member.scaling.scaled(position, static_cast<float>(value)));
      CurveWalk walk(member, rows, position);
      for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        walk.follow(static_cast<std::size_t>(i), scaled, logit.data(),
                    slopes != nullptr ? slope.data() : nullptr);
        for (std::size_t k = 0; k < grid.size(); ++k)
          logits.row(i).data()[k] += logit[k];
        if (slopes == nullptr)
          continue;
        for (std::size_t k = 0; k < grid.size(); ++k)
          slopes->row(i).data()[k] += slope[k] / scale;
      }
    }
    logits /= static_cast<float>(mMembers.size());
    if (slopes != nullptr)
      *slopes /= static_cast<float>(mMembers.size());
  }

 private:
  std::vector<CurveNetwork> mMembers;
};

} // namespace

bool hasNetworkCurves(const NetworkModel& model) {
  return !model.members.empty() &&
         std::all_of(model.members.begin(), model.members.end(),
                     [](const ModelMember& member) { return seesFeaturesInTurn(member.network); });
}

std::unique_ptr<LogitCurves> networkCurves(const NetworkModel& model) {
  return std::make_unique<NetworkCurves>(model);
}

} // namespace prospectivity
