#pragma once

#include "engine/model/model.h"
#include "engine/predict/shard_summary.h"
#include "engine/predict/tiled_prediction.h"
#include "processing/frame/algorithm.h"
#include "processing/frame/map_part.h"
#include "processing/layers/mask_layer.h"
#include "processing/model/prediction_maps.h"
#include "processing/model/probability_map.h"
#include "processing/outputs/shard_files.h"

#include <QStringList>
#include <qgsprocessingutils.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// prospectivity:predict. A model over an evidence stack, as a map of prospectivity scores.
class PredictAlgorithm : public Algorithm {
 public:
  QString name() const override { return QStringLiteral("predict"); }
  QString displayName() const override { return toolWords("Predict prospectivity"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  PredictAlgorithm* createInstance() const override { return new PredictAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Model; }
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("LAYERS")};
  }
  QString parameterFor(Subject subject) const override;
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;
  QVariantMap withImpliedOutputs(const QVariantMap& parameters, QgsProcessingContext& context,
                                 const Progress& progress) const override;

 private:
  /// The file of a raster output; empty where it is not wanted.
  QString rasterDestination(const QVariantMap& parameters, const QString& name,
                            QgsProcessingContext& context) const;
  PredictionMaps wantedMaps(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// What computes the cells of the score and, if asked for or needed for the risk, its uncertainty.
  TileFunction tilesOf(const Model& model, bool hasRisk, const QVariantMap& parameters,
                       QgsProcessingContext& context) const;

  /// Of the area, or of the deposits when there are any.
  std::vector<double> targetShares(const QVariantMap& parameters, QgsProcessingContext& context) const;

  ProbabilityMap probabilityMap(const QVariantMap& parameters, QgsProcessingContext& context) const;

  /// Those that are made, by what they hold.
  static ShardRasters rastersOfShard(const std::vector<std::pair<QString, QString>>& files);

  QString mLayersName;             ///< the parameter that they came from
  std::vector<RasterFile> mLayers; ///< one stack, or single rasters of one grid
  MaskLayer mMask;
  MapPart mPart;
  ShardSummary mShard;                                   ///< of a run over one, as summaryOfShard() begins it
  std::unique_ptr<QgsProcessingFeatureSource> mDeposits; ///< null: levels by the share of the area
  std::unique_ptr<QgsProcessingFeatureSource> mKnown;    ///< null: nothing is told of them
};

} // namespace prospectivity
