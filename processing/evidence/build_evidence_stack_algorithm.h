#pragma once

#include "engine/evidence/build_stack.h"
#include "processing/evidence/stack_shards.h"
#include "processing/frame/algorithm.h"
#include "processing/frame/shard_run.h"
#include "processing/layers/mask_layer.h"

#include <optional>
#include <vector>

namespace prospectivity {

/// prospectivity:buildevidencestack. Layers of any grid as the bands of one raster, or a part of it by the
/// plan of the whole.
class BuildEvidenceStackAlgorithm : public Algorithm {
 public:
  QString name() const override { return QStringLiteral("buildevidencestack"); }
  QString displayName() const override { return toolWords("Build evidence stack"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  BuildEvidenceStackAlgorithm* createInstance() const override { return new BuildEvidenceStackAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Evidence; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  void prepareShard(const QVariantMap& parameters, QgsProcessingContext& context);
  StackRequest request(const QVariantMap& parameters, QgsProcessingContext& context) const;
  void writePlan(const StackBuilder& builder, const QString& file) const;
  QVariantMap runShard(StackBuilder& builder, const QString& output, QgsProcessingContext& context,
                       RunOutputs& outputs, const Progress& progress) const;

  std::vector<RasterFile> mLayers;
  RasterFile mReference;
  MaskLayer mMask;
  std::optional<Shard> mShard;
  std::optional<GivenPlan> mPlan; ///< where there is a shard
  MapRun mRun;                    ///< of the whole, where there is a shard or a plan is asked for
};

} // namespace prospectivity
