#pragma once

#include "processing/evidence/vector_evidence_results.h"
#include "processing/frame/algorithm.h"
#include "processing/frame/shard_run.h"

#include <memory>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:vectorevidence. Distance, density, presence or attribute of vectors as a raster on the grid
/// of another, or a part of it.
class VectorEvidenceAlgorithm : public Algorithm {
 public:
  VectorEvidenceAlgorithm();
  ~VectorEvidenceAlgorithm() override;
  QString name() const override { return QStringLiteral("vectorevidence"); }
  QString displayName() const override { return toolWords("Vector evidence"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  VectorEvidenceAlgorithm* createInstance() const override { return new VectorEvidenceAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Evidence; }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  Grid gridOf(const QVariantMap& parameters, QgsProcessingContext& context);
  QString checkedField(const QVariantMap& parameters, QgsProcessingContext& context) const;
  double checkedRadius(const QVariantMap& parameters, QgsProcessingContext& context) const;

  std::unique_ptr<QgsProcessingFeatureSource> mInput;
  QString mName; ///< what the layer is called
  MapPart mPart;
  MapRun mRun; ///< of the whole, where there is a shard
};

} // namespace prospectivity
