#include "engine/core/error.h"
#include "engine/predict/shard_summary.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Summaries of shards, as any file with that ending may hold. What can be read must mean the same when it is
/// written and read again, and its cells must lie on its grid.

using namespace prospectivity;

namespace {

void readShardText(const std::string& text) {
  try {
    const Shard shard = readShard(text, "SHARD");
    require(readShard(shard.text(), "SHARD").number == shard.number, "a shard changes");
  } catch (const Error&) {
    // Told in a sentence.
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  readShardText(text);
  try {
    const ShardSummary summary = readSummary(text, "shard.json");
    const std::string written = summaryText(summary);
    require(summaryText(readSummary(written, "shard.json")) == written, "a summary changes");
    const Tile cells = cellsOfShard(summary.grid, summary.shard, "SHARD");
    require(cells.columns > 0 && cells.rows > 0 && cells.column >= 0 && cells.row >= 0 &&
                cells.columns <= summary.grid.columns - cells.column &&
                cells.rows <= summary.grid.rows - cells.row,
            "cells beyond the grid");
    ShardSummary other = summary; // the same but for its parameters, which are then looked into
    other.parameters = R"({"MIN_PRESENT":0.5,"SEED":2})";
    try {
      shardsOfOneMap({other, summary}, "SHARDS");
    } catch (const Error&) {
      // They are of two runs, or there twice.
    }
    countsOf(shardsOfOneMap({summary}, "SHARDS"));
  } catch (const Error&) {
    // The same.
  }
  return 0;
}
