#pragma once

#include "engine/explain/explain_model.h"
#include "engine/predict/shard_summary.h"
#include "processing/explain/explain_algorithm.h"
#include "processing/frame/map_part.h"
#include "processing/layers/mask_layer.h"

namespace prospectivity {

/// `prospectivity:shapmap`: the attribution of every cell, one band per evidence layer.
class ShapMapAlgorithm : public ExplainAlgorithm {
 public:
  QString name() const override { return QStringLiteral("shapmap"); }
  QString displayName() const override { return toolWords("SHAP map"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  ShapMapAlgorithm* createInstance() const override { return new ShapMapAlgorithm(); }

 protected:
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  /// Tells how long the map is likely to take, from some of its cells.
  void tellTime(const Model& model, const FloatMatrix& references, const ShapleyOptions& options,
                bool hasSpread, double minPresent, const Progress& progress) const;

  MaskLayer mMask;
  MapPart mPart;
  ShardSummary mShard; ///< of a run over one, as summaryOfShard() begins it
};

} // namespace prospectivity
