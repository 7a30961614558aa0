#pragma once

#include "processing/explain/explain_algorithm.h"

#include <memory>

namespace prospectivity {

/// `prospectivity:targetreport`: a sheet of paper for each target, and an index.
class TargetReportAlgorithm : public ExplainAlgorithm {
 public:
  TargetReportAlgorithm();
  ~TargetReportAlgorithm() override;
  QString name() const override { return QStringLiteral("targetreport"); }
  QString displayName() const override { return toolWords("Target report"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  void initAlgorithm(const QVariantMap& configuration = QVariantMap()) override;
  TargetReportAlgorithm* createInstance() const override { return new TargetReportAlgorithm(); }

 protected:
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("PROSPECTIVITY"), QStringLiteral("SAMPLES")};
  }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  std::unique_ptr<QgsProcessingFeatureSource> mTargets;
  std::unique_ptr<QgsProcessingFeatureSource> mKnown; ///< null: nothing is told of them
  RasterFile mMap;
};

} // namespace prospectivity
