#pragma once

#include "processing/frame/algorithm.h"

#include <memory>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:orderfeatures. In which order the network should see the features.
class OrderFeaturesAlgorithm : public Algorithm {
 public:
  OrderFeaturesAlgorithm();
  ~OrderFeaturesAlgorithm() override;
  QString name() const override { return QStringLiteral("orderfeatures"); }
  QString displayName() const override { return QStringLiteral("Order features"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  OrderFeaturesAlgorithm* createInstance() const override { return new OrderFeaturesAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Samples; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mInput;
};

} // namespace prospectivity
