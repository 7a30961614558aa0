#pragma once

#include "engine/core/choices.h"

#include <QString>

namespace prospectivity::predict {

/// Parameters of prospectivity:predict, by their public names.

enum class Uncertainty { None, Ensemble, MonteCarloDropout };
inline const Choices& uncertaintyChoices() {
  static const Choices choices{{"none", "None"},
                               {"ensemble", "Ensemble (members of the model)"},
                               {"monte-carlo-dropout", "Monte-Carlo dropout"}};
  return choices;
}

inline const QString modelName = QStringLiteral("MODEL");
inline const QString stackName = QStringLiteral("STACK");
inline const QString layersName = QStringLiteral("LAYERS");
inline const QString uncertaintyName = QStringLiteral("UNCERTAINTY");
inline const QString passesName = QStringLiteral("PASSES");
inline const QString sharesName = QStringLiteral("TARGET_SHARES");
inline const QString depositsName = QStringLiteral("DEPOSITS");
inline const QString captureName = QStringLiteral("TARGET_CAPTURE");
inline const QString memoryName = QStringLiteral("MEMORY");
inline const QString outputName = QStringLiteral("OUTPUT");
inline const QString uncertaintyOutputName = QStringLiteral("UNCERTAINTY_OUTPUT");
inline const QString expectedName = QStringLiteral("EXPECTED_DEPOSITS");
inline const QString probabilityName = QStringLiteral("PROBABILITY");
inline const QString dissimilarityName = QStringLiteral("APPLICABILITY");
inline const QString areaName = QStringLiteral("APPLICABILITY_AREA");
inline const QString maskOutsideName = QStringLiteral("MASK_INAPPLICABLE");
inline const QString targetsName = QStringLiteral("TARGETS");
inline const QString polygonsName = QStringLiteral("TARGET_POLYGONS");
inline const QString knownName = QStringLiteral("KNOWN_DEPOSITS");
inline const QString minTargetName = QStringLiteral("MIN_TARGET_AREA");
inline const QString minPresentName = QStringLiteral("MIN_PRESENT");
inline const QString coverageName = QStringLiteral("COVERAGE");
inline const QString riskReturnName = QStringLiteral("RISK_RETURN");
inline const QString riskScoreName = QStringLiteral("RISK_SCORE");
inline const QString riskSpreadName = QStringLiteral("RISK_SPREAD");
/// A text among the results: which share of cells lies outside of the training range, by layer.
inline const QString outsideRangesName = QStringLiteral("OUTSIDE_RANGES");
inline const QString outsideRangesTitle =
    QStringLiteral("Cells outside of the range of the training samples, by layer");

/// Among the rasters of a shard: the logits, which no output holds.
inline const QString logitsName = QStringLiteral("logits");

/// Among the counts of a shard: cells with a score; cells inside of the area of applicability and outside.
constexpr const char* mappedCount = "mapped";
constexpr const char* applicabilityCount = "applicability";

} // namespace prospectivity::predict
