#pragma once

#include "processing/frame/algorithm.h"

namespace prospectivity {

/// `prospectivity:modelcard`: what a model file says of its model, as one page to hand on with it.
class ModelCardAlgorithm : public Algorithm {
 public:
  QString name() const override { return QStringLiteral("modelcard"); }
  QString displayName() const override { return toolWords("Model card"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  ModelCardAlgorithm* createInstance() const override { return new ModelCardAlgorithm(); }

 protected:
  Group toolGroup() const override { return Group::Model; }
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity
