#pragma once

#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"
#include "processing/frame/algorithm.h"
#include "processing/layers/mask_layer.h"

#include <QStringList>
#include <qgsprocessingutils.h>

#include <memory>
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
    return {QStringLiteral("STACK"), QStringLiteral("LAYERS")};
  }
  QString parameterFor(Subject subject) const override;
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  /// Files of the maps that are wanted; empty: not wanted.
  struct Maps {
    QString probability;
    QString spread;
    QString dissimilarity;
    QString applicable;
    QString targets;
  };
  Maps wantedMaps(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// What computes the cells of the probability and, if asked for, its uncertainty.
  TileFunction tilesOf(const Model& model, const QVariantMap& parameters,
                       QgsProcessingContext& context) const;

  /// Hands in the maps written so far, each with its style.
  static void addMaps(const Maps& maps, double applicabilityLimit, QgsProcessingContext& context,
                      RunOutputs& outputs);

  /// Of the area, or of the deposits when there are any.
  std::vector<double> targetShares(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// Target levels of the map in `mapPath`, as raster and as polygons.
  void writeTargets(const QVariantMap& parameters, QgsProcessingContext& context, const QString& mapPath,
                    RunOutputs& outputs, const Progress& progress) const;

  QString mLayersName;             ///< the parameter that they came from
  std::vector<RasterFile> mLayers; ///< one stack, or single rasters of one grid
  MaskLayer mMask;
  std::unique_ptr<QgsProcessingFeatureSource> mDeposits; ///< null: levels by the share of the area
};

} // namespace prospectivity
