#pragma once

#include "engine/core/choices.h"
#include "engine/core/feature_description.h"
#include "engine/core/progress.h"

#include <QString>

#include <cstddef>

class QgsProcessingContext;

namespace prospectivity {

/// METHOD of prospectivity:vectorevidence.
enum class VectorMethod { Distance, Density, Presence, Attribute };
const Choices& vectorMethodChoices();

/// Evidence of vectors, as a run that made it at once and one that joins its shards tell of it.
struct VectorEvidence {
  VectorMethod method = VectorMethod::Distance;
  QString layer; ///< what the layer of shapes is called
  QString field; ///< of an attribute
  FeatureDescription description;

  QString bandName() const;
  QString layerName() const; ///< of the raster in QGIS
};

/// Tells that no shape reaches a cell of the whole. Throws Error where nothing would be left.
void tellReach(const VectorEvidence& evidence, std::size_t reached, const Progress& progress);

void styleVectorEvidence(QgsProcessingContext& context, const VectorEvidence& evidence,
                         const QString& output);

/// How many cells shapes reach, among the counts of a shard.
constexpr const char* reachedCount = "reached";

} // namespace prospectivity
