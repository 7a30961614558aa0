#pragma once

#include "engine/model/training_record.h"
#include "engine/raster/shard.h"
#include "engine/samples/sample_table.h"

#include <QString>

#include <optional>

namespace prospectivity {

/// What makes one study the same as another: every sample and every parameter.
QString studyFingerprint(const SampleTable& table, const GivenOptions& parameters);

/// Where the notes of an unfinished study are kept: the user's cache folder, which is made when missing.
/// A shard of it has notes of its own.
QString studyNotesFile(const QString& fingerprint, const std::optional<Shard>& shard);

} // namespace prospectivity
