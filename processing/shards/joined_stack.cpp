#include "processing/shards/joined_stack.h"

#include "engine/core/error.h"
#include "processing/evidence/stack_results.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/shard_files.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

PlannedStack planOfShards(const ShardSet& shards, const QString& file) {
  if (file.isEmpty())
    throw Error("PLAN: the shards are of an evidence stack; choose the plan that they were made by.");
  GivenPlan plan = readGivenPlan(file);
  const auto& inputs = shards.first().inputs;
  if (const auto made = inputs.find(planName.toStdString());
      made == inputs.end() || made->second != plan.fingerprint)
    throw Error("PLAN: the shards were made by another plan; choose that one.");
  return std::move(plan.stack);
}

void joinStack(const ShardSet& shards, PlannedStack plan, const QString& output,
               QgsProcessingContext& context, RunOutputs& outputs, const Progress& progress) {
  const QString cells = QString::fromStdString(mainRaster);
  addCounts(plan.account, shards.counts());
  shards.check({cells}, progress);
  std::vector<std::string> bands;
  for (const BandAccount& band : plan.account.bands)
    bands.push_back(band.name);
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(output.toStdString(), shards.first().grid, bands, outputs.rasterOptions());
  const StackAccount account =
      writeJoined(*shards.asWritten(cells), std::move(plan.account), *sink, progress.part(0, 0.9));
  finishStack(account, *sink);
  handInStack(account, output, context, outputs, progress,
              {{"Parameters of the shards", shards.first().parameters}});
}

} // namespace prospectivity
