#pragma once

#include "processing/core/algorithm.h"

#include <QStringList>

#include <string>
#include <vector>

namespace prospectivity {

/// prospectivity:predict. A model over an evidence stack, as a map of probabilities.
class PredictAlgorithm : public Algorithm {
 public:
  QString name() const override { return QStringLiteral("predict"); }
  QString displayName() const override { return QStringLiteral("Predict prospectivity"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  PredictAlgorithm* createInstance() const override { return new PredictAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group room() const override { return Group::Model; }
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("LAYERS"), QStringLiteral("MASK")};
  }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  std::vector<std::string> mLayers; ///< one stack, or single rasters of one grid
  std::string mMask;
};

} // namespace prospectivity
