#pragma once

#include "processing/samples/sample_table_algorithm.h"

namespace prospectivity {

/// prospectivity:orderfeatures. In which order the network should see the features.
class OrderFeaturesAlgorithm : public SampleTableAlgorithm {
 public:
  QString name() const override { return QStringLiteral("orderfeatures"); }
  QString displayName() const override { return toolWords("Order features"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  OrderFeaturesAlgorithm* createInstance() const override { return new OrderFeaturesAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
};

} // namespace prospectivity
