#pragma once

#include "engine/model/training_record.h"
#include "engine/samples/sample_table.h"

#include <QString>

namespace prospectivity {

/// What makes one study the same as another: every sample and every parameter.
QString studyFingerprint(const SampleTable& table, const GivenOptions& parameters);

/// Where the notes of an unfinished study are kept: the user's cache folder, which is made when missing.
/// `part`: of one of its shards, which has notes of its own, such as "3-of-40".
QString studyNotesFile(const QString& fingerprint, const QString& part = {});

} // namespace prospectivity
