#pragma once

#include "processing/frame/algorithm.h"
#include "processing/layers/mask_layer.h"

#include <string>
#include <vector>

namespace prospectivity {

/// prospectivity:buildevidencestack. Layers of any grid as the bands of one raster.
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
  std::vector<RasterFile> mLayers;
  RasterFile mReference;
  MaskLayer mMask;
};

} // namespace prospectivity
