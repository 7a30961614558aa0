#pragma once

#include "engine/core/progress.h"
#include "processing/evidence/stack_shards.h"
#include "processing/shards/shard_set.h"

#include <QString>

class QgsProcessingContext;

namespace prospectivity {

class RunOutputs;

/// The plan that the shards of a stack were made by. Throws Error naming PLAN when `file` is empty or holds
/// another one.
PlannedStack planOfShards(const ShardSet& shards, const QString& file);

/// The stack of prospectivity:buildevidencestack, joined of its shards to `output`, with what only the whole
/// has. Throws Error as a single run does when the whole lacks what a stack must have.
void joinStack(const ShardSet& shards, PlannedStack plan, const QString& output,
               QgsProcessingContext& context, RunOutputs& outputs, const Progress& progress);

} // namespace prospectivity
