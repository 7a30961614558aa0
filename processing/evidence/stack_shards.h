#pragma once

#include "engine/predict/named_counts.h"
#include "engine/predict/planned_stack.h"

#include <QString>

#include <string>

class QgsProcessingParameterDefinition;

namespace prospectivity {

/// What runs that make a stack in shards are given and leave beside what those of all maps do.

/// PLAN: the file that a run with PLAN_OUTPUT wrote of the whole.
inline const QString planName = QStringLiteral("PLAN");
QgsProcessingParameterDefinition* planParameter();

/// A plan, and what tells it from another one.
struct GivenPlan {
  PlannedStack stack;
  std::string fingerprint;
};

/// Throws Error naming PLAN when the file cannot be read, or readPlan() does.
GivenPlan readGivenPlan(const QString& file);

/// Throws Error naming PLAN when it is of another stack than `run` makes.
void checkPlanOf(const MapRun& run, const PlannedStack& plan);

/// Throws Error naming PLAN when a run plans other bands by it than it tells of, as where layers of the same
/// cells have other names.
void checkBandsOf(const StackAccount& planned, PlannedStack plan);

/// What a shard has counted that its cells do not tell.
NamedCounts countsOf(const StackAccount& part);

/// Adds what the shards have counted to the account of the whole. Throws Error naming SHARDS for counts that
/// are not of this stack.
void addCounts(StackAccount& planned, const NamedCounts& counts);

} // namespace prospectivity
