#pragma once

#include "engine/core/grid.h"
#include "processing/frame/algorithm.h"
#include "processing/layers/mask_layer.h"

#include <memory>
#include <string>
#include <vector>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:createsamples. Labelled samples with evidence, from a stack and points.
class CreateSamplesAlgorithm : public Algorithm {
 public:
  CreateSamplesAlgorithm();
  ~CreateSamplesAlgorithm() override;
  QString name() const override { return QStringLiteral("createsamples"); }
  QString displayName() const override { return toolWords("Create samples"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  CreateSamplesAlgorithm* createInstance() const override { return new CreateSamplesAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Samples; }
  QStringList parametersOnOneGrid() const override { return {QStringLiteral("STACK")}; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  RasterFile mStack;
  MaskLayer mMask;
  std::unique_ptr<QgsProcessingFeatureSource> mDeposits;
  std::unique_ptr<QgsProcessingFeatureSource> mNonDeposits;
};

} // namespace prospectivity
