#include "engine/network/fast_predictor.h"

#include "engine/network/plane_network.h"

#include <algorithm>
#include <vector>

namespace prospectivity {

namespace {

class FastPredictor : public Predictor {
 public:
  explicit FastPredictor(const NetworkModel& model) {
    for (const ModelMember& member : model.members)
      mMembers.push_back({member, PlaneNetwork(member.network)});
  }

  FastPredictor(const NetworkModel& model, Random random) : FastPredictor(model) {
    for (Member& member : mMembers)
      member.network.thin(member.fitted.network.shape.dropout, random);
  }

  std::size_t featureCount() const override {
    return static_cast<std::size_t>(mMembers.front().fitted.network.shape.inputs());
  }

  std::size_t members() const override { return mMembers.size(); }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    memberLogits(rows, count, logits, nullptr);
  }

  /// `ofMembers` may be null.
  void memberLogits(const float* rows, std::size_t count, float* logits, float* ofMembers) const override {
    std::size_t largest = 0;
    for (const Member& member : mMembers)
      largest = std::max(largest, member.network.workspace());
    std::vector<float> workspace(largest, 0.0F);
    for (std::size_t begin = 0; begin < count; begin += PlaneNetwork::cellsPerBlock) {
      const auto cells = static_cast<int>(std::min<std::size_t>(PlaneNetwork::cellsPerBlock, count - begin));
      evaluateBlock(rows + begin * featureCount(), cells, workspace.data(), logits + begin,
                    ofMembers != nullptr ? ofMembers + begin : nullptr, count);
    }
  }

 private:
  struct Member {
    ModelMember fitted;
    PlaneNetwork network;
  };

  /// `ofMembers`: null, or where the first member's logits go; the next member's lie `stride` behind.
  void evaluateBlock(const float* rows, int cells, float* workspace, float* logits, float* ofMembers,
                     std::size_t stride) const {
    std::fill_n(logits, cells, 0.0F);
    for (const Member& member : mMembers) {
      fillInput(member, rows, cells, workspace);
      const float* result = member.network.evaluate(workspace, cells);
      for (int i = 0; i < cells; ++i)
        logits[i] += result[i];
      if (ofMembers != nullptr) {
        std::copy_n(result, cells, ofMembers);
        ofMembers += stride;
      }
    }
    for (int i = 0; i < cells; ++i)
      logits[i] /= static_cast<float>(mMembers.size());
  }

  /// Planes of scaled values and what else the network sees of a feature, in its order.
  void fillInput(const Member& member, const float* rows, int cells, float* workspace) const {
    const NetworkShape& shape = member.fitted.network.shape;
    const std::size_t width = featureCount();
    const std::size_t perFeature = width / member.fitted.order.size();
    const std::size_t stride = shape.channels() > 1 ? shape.inputPlace(0, 1) : 0;
    for (std::size_t position = 0; position < member.fitted.order.size(); ++position) {
      const auto feature = static_cast<std::size_t>(member.fitted.order[position]);
      const FeatureScale scaled = member.fitted.scaling.of(feature);
      for (std::size_t k = 0; k < perFeature; ++k) {
        const float* from = rows + feature * perFeature + k;
        float* to = workspace + (shape.inputPlace(position, 0) + k) * PlaneNetwork::cellsPerBlock;
        for (int i = 0; i < cells; ++i, from += width)
          to[i] = scaled(*from);
        member.fitted.channels.encode(feature, to, static_cast<std::size_t>(cells), to,
                                      stride * PlaneNetwork::cellsPerBlock);
      }
    }
  }

  std::vector<Member> mMembers;
};

} // namespace

std::unique_ptr<Predictor> makePredictor(const NetworkModel& model) {
  return std::make_unique<FastPredictor>(model);
}

std::unique_ptr<Predictor> makeThinnedPredictor(const NetworkModel& model, const Random& random) {
  return std::make_unique<FastPredictor>(model, random);
}

} // namespace prospectivity
