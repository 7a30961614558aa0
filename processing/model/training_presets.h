#pragma once

#include "engine/core/choices.h"
#include "engine/core/progress.h"

#include <QVariantMap>

class QgsProcessingAlgorithm;
class QgsProcessingContext;
class QgsProcessingParameterDefinition;

namespace prospectivity {

/// PRESET: what one word says of how thoroughly models are trained and judged, over the parameters that are
/// left at their defaults. Dialogs hand over every parameter, so that a default that somebody typed cannot be
/// told from one that nobody touched: both are left at their defaults, wherever a call comes from. Any other
/// value was chosen, and stays.
enum class Preset { AsGiven, FewDeposits, QuickLook, Thorough };

const Choices& presetChoices();

QgsProcessingParameterDefinition* presetParameter();

/// The parameters of a call with the values of its preset; tells which it set, which were chosen, and which
/// the VALIDATION or AUGMENTATION of the call has no use for, so that they stay. The number of networks is no
/// part of it: presetMembers().
QVariantMap withPreset(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                       QgsProcessingContext& context, const Progress& progress);

/// Networks per training where MEMBERS is empty; those of the recipe where the algorithm has no preset, or it
/// is as given.
int presetMembers(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                  QgsProcessingContext& context);

/// Whether the preset of a call is the one that takes least time.
bool isQuickLook(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                 QgsProcessingContext& context);

/// The preset of a call, as people read it; empty where there is none, or it is as given.
QString presetTitle(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                    QgsProcessingContext& context);

} // namespace prospectivity
