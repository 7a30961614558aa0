#pragma once

#include "engine/core/progress.h"
#include "engine/evidence/build_stack.h"
#include "engine/report/report.h"

#include <QString>

class QgsProcessingContext;

namespace prospectivity {

class RunOutputs;

/// What a run that made a stack at once and one that joins its shards do alike with its cells.

/// Writes to a sink what is known of the bands, and finishes it.
void finishStack(const StackAccount& account, BandwiseSink& sink);

/// Tells of a whole stack and hands it in as OUTPUT, styled, with its report where that is asked for. `more`
/// of how it was made stands at the end of that.
void handInStack(const StackAccount& account, const QString& output, QgsProcessingContext& context,
                 RunOutputs& outputs, const Progress& progress, const NamesAndValues& more = {});

} // namespace prospectivity
