#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <optional>
#include <vector>

namespace prospectivity {

/// Whether figures of tests on these samples are too good by the choice of the non-deposits: those that were
/// chosen for evidence unlike that of all deposits stand apart from deposits that a test holds out as well,
/// and a model finds that again where there is nothing else to be found.
std::optional<Sentence> doubtOfNegatives(const SampleTable& table);

/// What a reader of figures that were found on these samples must see first: the doubt of the non-deposits,
/// then what single features may tell (questionsOfTellingFeatures()).
std::vector<Sentence> questionsOfSamples(const SampleTable& table);

} // namespace prospectivity
