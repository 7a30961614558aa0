#include "engine/model/member_curves.h"

#include <vector>

namespace prospectivity {

namespace {

class MemberCurves : public LogitCurves {
 public:
  explicit MemberCurves(const Model& model) : mWhole(model.curves()) {
    for (std::size_t m = 0; m < model.memberCount(); ++m) {
      mModels.push_back(model.member(m));
      mMembers.push_back(mModels.back()->curves());
    }
  }

  std::size_t players() const override { return mWhole->players(); }
  std::size_t members() const override { return mMembers.size(); }
  bool hasSlopes() const override { return mWhole->hasSlopes(); }

  void follow(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
              FloatMatrix& logits, FloatMatrix* slopes) const override {
    mWhole->follow(rows, feature, grid, logits, slopes);
  }

  void followMembers(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                     FloatMatrix& logits, FloatMatrix* slopes,
                     std::vector<FollowedCurves>& ofMembers) const override {
    ofMembers.resize(members());
    for (std::size_t m = 0; m < mMembers.size(); ++m)
      mMembers[m]->follow(rows, feature, grid, ofMembers[m].logits,
                          slopes != nullptr ? &ofMembers[m].slopes : nullptr);
    mWhole->follow(rows, feature, grid, logits, slopes);
  }

 private:
  std::unique_ptr<LogitCurves> mWhole;
  std::vector<std::unique_ptr<const Model>> mModels; ///< what the members' curves rest on
  std::vector<std::unique_ptr<LogitCurves>> mMembers;
};

} // namespace

std::unique_ptr<LogitCurves> curvesOfEachMember(const Model& model) {
  return std::make_unique<MemberCurves>(model);
}

} // namespace prospectivity
