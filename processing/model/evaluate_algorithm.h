#pragma once

#include "processing/frame/algorithm.h"
#include "processing/layers/mask_layer.h"

#include <QStringList>

#include <memory>
#include <string>
#include <utility>
#include <vector>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:evaluate. How well any map finds deposits.
class EvaluateAlgorithm : public Algorithm {
 public:
  EvaluateAlgorithm();
  ~EvaluateAlgorithm() override;
  QString name() const override { return QStringLiteral("evaluate"); }
  QString displayName() const override { return toolWords("Evaluate prospectivity"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  EvaluateAlgorithm* createInstance() const override { return new EvaluateAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Model; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  RasterFile mMap;
  QString mMapName;
  MaskLayer mMask;
  std::unique_ptr<QgsProcessingFeatureSource> mDeposits;
  std::unique_ptr<QgsProcessingFeatureSource> mNonDeposits;
};

} // namespace prospectivity
