#pragma once

#include "plugin/work_account.h"

#include <QString>

#include <functional>

namespace prospectivity {

/// What the panel says, in the language of QGIS.

/// Of a place: see nameOfPlace().
using PlaceName = std::function<QString(const QString& place)>;

QString titleOf(const WorkStep& step);
QString titleOf(Product product); ///< in a sentence

/// A moment in the time zone and the manner of the user.
QString momentInWords(const QDateTime& time);

/// "Not run. Missing: evidence stack", "Done 27/11/2026 14:05: model.pt".
QString stateInWords(const StepAccount& step, const WorkAccount& work, const PlaceName& name);

/// "Done", "Cancelled", or "Failed: ..." with the sentence where it is known.
QString endInWords(const EndedRun& run);

/// A tool tip with names of files and layers, which Qt would take for rich text where they look like it.
QString plainToolTip(const QString& text);

/// What a dialog that was opened lacks, and why; empty where it lacks nothing.
QString notFilledInWords(const NotFilledIn& places, const PlaceName& name);

/// The names of all that a run made.
QString outputsInWords(const EndedRun& run, const PlaceName& name);

} // namespace prospectivity
