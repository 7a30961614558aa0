#pragma once

#include "engine/core/sentence.h"
#include "engine/predict/map_run.h"
#include "engine/predict/named_counts.h"
#include "engine/raster/shard.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// A raster that lies beside a summary.
struct ShardRaster {
  std::string file;        ///< its name
  std::string fingerprint; ///< of the file that the run of the summary made, and no other run
};

/// What a run over a shard of a map leaves beside its rasters, so that whoever joins the shards knows what
/// belongs together.
///
/// A map that is made in shards has the bits of one that is made at once, and there are two ways to that.
/// Whole numbers, such as how many cells lack a layer, add up in any order: each shard leaves its own, here.
/// What is a sum of rounded numbers depends on the order in which they are added: the area at or above a
/// score, the mean of a band, the mean score of a target that lies in two shards, the number of deposits at
/// an intercept. No summary of a part would give the last bits of those. Whoever joins has them made of the
/// joined cells, by the functions that a single run calls, in the order in which it does; nothing of them
/// stands here.
struct ShardSummary : MapRun {
  Shard shard;
  std::map<std::string, ShardRaster> rasters; ///< by what they hold
  NamedCounts counts;
  std::string instructions; ///< nameOf(instructionSet()) of its process; empty in summaries from before

  std::string file; ///< the summary's own name, for sentences; stands in no file
};

/// As JSON of some kilobytes: the same text for the same summary.
std::string summaryText(const ShardSummary& summary);

/// Reads what summaryText() wrote. `file`: for sentences. Throws Error naming it for any other text.
ShardSummary readSummary(const std::string& text, const std::string& file);

/// Bytes of a summary at most, far more than any has.
constexpr std::size_t summaryAtMost = std::size_t{1} << 24;

/// How the name of a summary ends.
extern const char* const summaryEnding;

/// The shards of one map in the order of their numbers, none missing, of summaries that readSummary() read.
/// Throws Error naming `input` where there is none, where one is missing or there twice, and where two are of
/// different runs, saying in what: another algorithm, version, model, layer, mask, parameter, grid or number
/// of shards.
std::vector<ShardSummary> shardsOfOneMap(std::vector<ShardSummary> summaries, const SentenceValue& input);

/// That shards were computed with different instruction sets, as on machines of different kinds, on which the
/// last digits of what a model gives depend; nothing where they were not, or do not say.
std::optional<Sentence> mixedInstructions(const std::vector<ShardSummary>& shards);

/// The counts of all shards together. Throws Error naming the summary whose counts are not those of the
/// first one.
NamedCounts countsOf(const std::vector<ShardSummary>& shards);

} // namespace prospectivity
