#pragma once

#include "engine/core/grid.h"
#include "engine/core/sentence.h"

#include <map>
#include <optional>
#include <string>

namespace prospectivity {

/// How a map is made, as far as the runs over its shards must say it alike. Plain data.
struct MapRun {
  std::string algorithm; ///< its id
  std::string version;   ///< of the plugin
  /// What cells come from beside the plugin, by names and versions; empty where that is the plugin alone.
  std::string libraries;
  std::string parameters; ///< JSON, as in the tags of the rasters of a single run: without the shard
  std::string model;      ///< fingerprint of its file; empty: there is none
  std::map<std::string, std::string> inputs; ///< fingerprints of layers by parameter
  Grid grid;                                 ///< the whole
};

/// In what `other` is not of the run that `first` is of, as a part of a sentence such as "SEED (1, not 2)";
/// nothing where it is. Of runs whose parameters are JSON objects, as those are that were read.
std::optional<Sentence> differenceOf(const MapRun& other, const MapRun& first);

} // namespace prospectivity
