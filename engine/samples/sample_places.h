#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace prospectivity {

/// The places of samples, where a division in space is made by them.

/// The rows of samples that have coordinates.
std::vector<std::size_t> rowsWithPlace(const SampleTable& table);

/// A sentence that names the observed samples which lie very far from all others: farther from the middle,
/// along x or y, than ten times the extent that holds nine tenths of the samples. Blocks that are laid over
/// all of them hold the others in few. Nothing without such ones, where they are more than a twentieth, and
/// of fewer than 20 samples.
std::optional<Sentence> doubtOfFarPlaces(const SampleTable& table);

} // namespace prospectivity
