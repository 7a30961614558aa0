#pragma once

#include "engine/core/progress.h"
#include "engine/samples/sample_table.h"

#include <QString>

#include <string>
#include <vector>

class QgsProcessingParameterDefinition;

namespace prospectivity {

/// Sets of non-deposits in a layer of samples (engine/samples/negative_sets.h): the field `set`, and the
/// parameter SET of algorithms that take one set.

/// The sets of the rows, from what stands in the field: a whole number from 1 for the non-deposits of a set,
/// nothing or 0 for samples of every set. No entries where it tells one set alone, or something else, which
/// is told: `labelled` rows with a set must be non-deposits.
std::vector<int> setsFromField(const SampleTable& table, const std::vector<std::string>& texts, bool labelled,
                               const QString& parameter, const Progress& progress);

/// SET (default 1), for an algorithm to add as an advanced parameter.
extern const QString setName;
QgsProcessingParameterDefinition* setParameter();

/// The samples of one set with all deposits, as a table that has no sets; a table without sets as it is,
/// where `set` is 1. `parameter` names the layer. Throws Error naming SET when there is no such set, or when
/// it has fewer than two non-deposits and both classes are needed.
SampleTable samplesOfSet(SampleTable table, int set, const QString& parameter, bool needBothClasses);

} // namespace prospectivity
