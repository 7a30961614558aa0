#include "processing/evidence/stack_shards.h"

#include "engine/core/error.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/releases/enumerations.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <qgsprocessingparameters.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace prospectivity {

namespace {

constexpr const char* cellsCount = "cells"; ///< inside the mask
constexpr const char* groupsCount = "log-ratios";

} // namespace

QgsProcessingParameterDefinition* planParameter() {
  return new QgsProcessingParameterFile(
      planName, QStringLiteral("Part of the map: plan of the whole stack, for its shards"),
      Qgis::ProcessingFileParameterBehavior::File, QString(), QVariant(), true,
      QStringLiteral("Plans of stacks (*.json);;All files (*)"));
}

GivenPlan readGivenPlan(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    throw Error("PLAN: '%1' does not exist or cannot be read; choose the file that a run with PLAN_OUTPUT "
                "wrote.",
                QDir::toNativeSeparators(path).toStdString());
  const std::string text = file.read(static_cast<qint64>(planAtMost) + 1).toStdString();
  try {
    return {readPlan(text, QFileInfo(path).fileName().toStdString()), fingerprintOfText(text)};
  } catch (const Error& failure) {
    throw Error("PLAN: %1", failure.sentence());
  }
}

void checkPlanOf(const MapRun& run, const PlannedStack& plan) {
  if (const std::optional<Sentence> difference = differenceOf(plan.run, run))
    throw Error("PLAN: it is of another stack than this run makes, with another %1; make it anew with the "
                "layers and parameters of the shards.",
                *difference);
}

void checkBandsOf(const StackAccount& planned, PlannedStack plan) {
  const std::string told = planText(plan);
  plan.account = planned;
  if (planText(plan) != told)
    throw Error(
        "PLAN: the layers have other names, grids or classes than when it was made; make it anew with "
        "the layers and parameters of the shards.");
}

NamedCounts countsOf(const StackAccount& part) {
  NamedCounts counts{{cellsCount, {part.cells}}, {groupsCount, {}}};
  std::vector<std::uint64_t>& ofGroups = counts[groupsCount];
  for (const LogRatioAccount& group : part.logRatios) {
    ofGroups.push_back(group.cells);
    ofGroups.push_back(group.cellsOfZeros);
    for (const LogRatioAccount::Member& member : group.members)
      ofGroups.push_back(member.cellsReplaced);
  }
  return counts;
}

void addCounts(StackAccount& planned, const NamedCounts& counts) {
  std::size_t needed = 0;
  for (const LogRatioAccount& group : planned.logRatios)
    needed += 2 + group.members.size();
  const auto cells = counts.find(cellsCount);
  const auto groups = counts.find(groupsCount);
  if (cells == counts.end() || cells->second.size() != 1 || groups == counts.end() ||
      groups->second.size() != needed)
    throw Error("SHARDS: the counts that the shards left are not whole; make them again.");
  planned.cells += cells->second.front();
  auto next = groups->second.begin();
  for (LogRatioAccount& group : planned.logRatios) {
    group.cells += *next++;
    group.cellsOfZeros += *next++;
    for (LogRatioAccount::Member& member : group.members)
      member.cellsReplaced += *next++;
  }
}

} // namespace prospectivity
