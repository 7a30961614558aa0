#pragma once

#include "engine/core/feature_description.h"

#include <QString>
#include <QStringList>
#include <QVector>

#include <cstddef>
#include <vector>

class QgsProcessingContext;

namespace prospectivity {

/// How output layers look when QGIS loads them: registered at the end of an algorithm's run, applied in the
/// main thread after loading. `layerId` is what the algorithm returns for the output. No-ops when the user
/// does not load the layer. Over the legend of a loaded raster stands what it shows, instead of the name of
/// its band, but for stacks, whose bands users change.

/// One continuous ramp from low (blue) to high (red), legend 0 to 1 labelled as prospectivity score.
void styleProspectivity(QgsProcessingContext& context, const QString& layerId);

/// Probabilities that cells hold a deposit: classes in steps of about a half power of ten around the mean of
/// the mapped cells (above 0), in expected deposits per cell.
void styleProbability(QgsProcessingContext& context, const QString& layerId, double mean);

/// The strongest layers where the score is high, of a raster as writeDriverMap() writes it
/// (engine/explain/driver_map.h): its second band. `names`: of all drivers; `listed`: places in these of
/// those that have a class, in the order of the classes from 1, each in its colour of other maps
/// (engine/report/palette.h, ofStrongest()); `other` and `low`: what the next classes are called, one grey
/// and one pale; empty where there is no such class.
void styleDrivers(QgsProcessingContext& context, const QString& layerId, const QStringList& names,
                  const std::vector<std::size_t>& listed, const QString& other, const QString& low);

/// Raster of integer levels 1..n, the first the most prospective: one ramp from dark red to pale.
void styleLevels(QgsProcessingContext& context, const QString& layerId, const QStringList& names);

/// The same levels as outlines of polygons, by their field "level", the first the widest; their fields
/// mean_prob and max_prob are shown as scores.
void styleLevelPolygons(QgsProcessingContext& context, const QString& layerId, const QStringList& names);

/// Raster of the classes 1 to 4 of risk and return (engine/predict/risk_return.h): warm where the return is
/// high, dark where the risk is low.
void styleRiskReturn(QgsProcessingContext& context, const QString& layerId, const QStringList& names);

/// A spread (standard deviation): the band `shown` on one ramp from pale to deep purple over the values that
/// occur in the bands 1 to `bands`, so that they compare when the user chooses another. `title`: of what.
void styleSpread(QgsProcessingContext& context, const QString& layerId, const QString& title, int bands = 1,
                 int shown = 1);

/// Gives a loaded layer of the spread of a score a second style of this name, for users to choose: laid over
/// the score it is a veil, clear where all members agree and white where they disagree most, so that one map
/// tells both.
const QString veilName = QStringLiteral("veil over the score");
void addVeil(QgsProcessingContext& context, const QString& layerId);

/// The dissimilarity index: shades of green up to the limit of the area of applicability, of orange beyond.
void styleDissimilarity(QgsProcessingContext& context, const QString& layerId, double limit);

/// Raster of 1 inside and 0 outside of the area of applicability.
void styleApplicability(QgsProcessingContext& context, const QString& layerId);

/// How many of `layers` layers (at least 1) have data: one ramp from dark blue, none, to yellow, all.
void styleCoverage(QgsProcessingContext& context, const QString& layerId, int layers);

/// A quantity: one ramp (viridis) over the values that occur, with its unit in the legend.
void styleQuantity(QgsProcessingContext& context, const QString& layerId, const QString& unit);

/// An evidence stack: its first band alone, by what `first` says of it, never three bands as red, green and
/// blue: a quantity on one ramp with unit and transform, a logarithm by what was measured where an exact
/// inverse leads back (MeasuredValues), codes by the names of their classes, an indicator as stylePresence().
void styleStack(QgsProcessingContext& context, const QString& layerId, const FeatureDescription& first);

/// Raster of 0 and 1: absent is grey, so that it is told from cells without data, present is one colour.
void stylePresence(QgsProcessingContext& context, const QString& layerId);

/// Points coloured by a text field of the names of the strongest layers: the seven first in `byImportance`,
/// in its order, each in its colour as in styleDrivers(), and the others together in grey.
void styleDriverPoints(QgsProcessingContext& context, const QString& layerId, const QString& field,
                       const QStringList& byImportance);

/// Deposits and non-deposits of a samples layer; synthetic ones drawn hollow.
void styleSamples(QgsProcessingContext& context, const QString& layerId);

/// What lowers (below 0) and raises (above) the score, in units of `scale`, such as "log-odds": the band
/// `shown` on a diverging ramp symmetric about zero, wide enough for the bands 1 to `bands`, so that they
/// compare when the user chooses another.
void styleDiverging(QgsProcessingContext& context, const QString& layerId, const QString& scale, int bands,
                    int shown);

} // namespace prospectivity
