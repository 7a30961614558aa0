#pragma once

#include "engine/model/training_record.h"
#include "engine/raster/shard.h"
#include "engine/samples/sample_table.h"

#include <QString>

#include <optional>

namespace prospectivity {

/// What trains here, the library of trees among it where it opens: last digits depend on it.
ComputedWith trainedWith();

/// What makes one study the same as another: every sample, what is known of its features (kinds, units,
/// classes: these decide what is taken for a class), every parameter, the version, and what trains.
QString studyFingerprint(const SampleTable& table, const GivenOptions& parameters,
                         const ComputedWith& computed);

/// Where the notes of an unfinished study are kept: the user's cache folder, which is made when missing.
/// A shard of it has notes of its own.
QString studyNotesFile(const QString& fingerprint, const std::optional<Shard>& shard);

} // namespace prospectivity
