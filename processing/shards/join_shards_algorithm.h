#pragma once

#include "engine/model/model.h"
#include "processing/frame/algorithm.h"
#include "processing/shards/shard_set.h"

#include <QMap>
#include <qgsprocessingutils.h>

#include <memory>
#include <vector>

namespace prospectivity {

/// prospectivity:joinshards. Makes the whole of a map whose parts were made by runs with SHARD.
class JoinShardsAlgorithm : public Algorithm {
 public:
  QString name() const override { return QStringLiteral("joinshards"); }
  QString displayName() const override { return toolWords("Join shards"); }
  QStringList tags() const override;
  QString shortDescription() const override;
  QString shortHelpString() const override;
  JoinShardsAlgorithm* createInstance() const override { return new JoinShardsAlgorithm(); }
  void initAlgorithm(const QVariantMap& configuration) override;

 protected:
  Group toolGroup() const override { return Group::Model; }
  QStringList parametersOnOneGrid() const override {
    return {QStringLiteral("STACK"), QStringLiteral("LAYERS")};
  }
  void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
               QgsProcessingFeedback* feedback) override;
  QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                  QgsProcessingFeedback* feedback, const Progress& progress) override;

 private:
  /// Throws Error naming MODEL when it is not given or another one, and what is given of other layers.
  std::unique_ptr<const Model> modelOfShards(const ShardSet& shards, const QVariantMap& parameters,
                                             QgsProcessingContext& context) const;

  std::vector<RasterFile> mLayers; ///< that the shards were made of; empty: not given
  QString mLayersName;             ///< the parameter that they came from
  QMap<QString, QString> mFiles;   ///< of the outputs, as they were asked for
  std::unique_ptr<QgsProcessingFeatureSource> mDeposits;
  std::unique_ptr<QgsProcessingFeatureSource> mKnown;
};

} // namespace prospectivity
