#pragma once

#include "engine/core/progress.h"

class QgsProcessingFeedback;

namespace prospectivity {

/// The engine's progress told to QGIS's feedback: fraction as percent, messages to the log, warnings marked,
/// both with `names` for their subjects. May be called from several threads, and calls `names` from them.
/// `feedback` may be null and must outlive the result.
Progress progressFor(QgsProcessingFeedback* feedback, const SubjectNames& names);

} // namespace prospectivity
