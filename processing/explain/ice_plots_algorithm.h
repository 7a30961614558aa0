#pragma once

#include "engine/explain/ice_report.h"
#include "processing/explain/explain_algorithm.h"

class QgsFeatureSink;

namespace prospectivity {

/// `prospectivity:iceplots`: how predictions follow each feature.
class IcePlotsAlgorithm : public ExplainAlgorithm {
 public:
  QString name() const override { return QStringLiteral("iceplots"); }
  QString displayName() const override { return toolWords("ICE and PDP plots"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  IcePlotsAlgorithm* createInstance() const override { return new IcePlotsAlgorithm(); }

 protected:
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  IceResults compute(const QVariantMap& parameters, QgsProcessingContext& context, const Model& model,
                     const Progress& progress) const;
};

} // namespace prospectivity
