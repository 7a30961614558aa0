#pragma once

#include "engine/core/grid.h"
#include "processing/frame/algorithm.h"

#include <memory>
#include <string>

class QgsProcessingFeatureSource;

namespace prospectivity {

/// prospectivity:vectorevidence. Distance, density, presence or attribute of vectors as a raster on the grid
/// of another.
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
  QString checkedField(const QVariantMap& parameters, QgsProcessingContext& context) const;
  double checkedRadius(const QVariantMap& parameters, QgsProcessingContext& context) const;

  std::unique_ptr<QgsProcessingFeatureSource> mInput;
  QString mName; ///< what the layer is called
  Grid mGrid;
};

} // namespace prospectivity
