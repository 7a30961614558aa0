#pragma once

#include "engine/model/players.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace prospectivity {

/// The players of an explanation by name. A categorical layer enters a stack as one band of 0 and 1 per
/// class, named layer=class; a coalition that holds some of these bands and lacks others describes cells of
/// two classes, or of none. Taken as one player, the layer is there with its class or is not, as any other
/// layer: the game between unions of Owen 1977, Values of games with a priori unions (in Mathematical
/// Economics and Game Theory, Springer); for features Jullum, Redelmeier & Aas 2021, groupShapley: efficient
/// prediction explanation with Shapley values for feature groups, arXiv 2106.12228.
struct LayerPlayers {
  std::vector<std::string> names; ///< of the layers, or of the features that stand alone
  Players features;               ///< columns are numbers of features, in their order
  /// Names of each player's classes, in the order of its features; none for a feature that stands alone.
  std::vector<std::vector<std::string>> classes;

  bool isGroup(std::size_t player) const { return features.columns[player].size() > 1; }

  /// The players as owners of a predictor's inputs, `width` neighbouring columns per feature.
  Players inputs(std::size_t width) const;

  /// The samples with one column per player, of which nothing is known where it is a group; a group's value
  /// is the number, from 1, of the class with the highest value, in the order of the features; missing (NaN)
  /// where all its classes are.
  SampleTable valuesOf(const SampleTable& samples) const;
};

/// Each feature for itself; with `groupClasses` the features that are named layer=class, two or more of one
/// layer, together, at the place of the first. A layer whose name is also that of a feature is not grouped,
/// nor is a feature that `descriptions` (one per feature, or none) call something else than a class.
LayerPlayers layerPlayers(const std::vector<std::string>& features, bool groupClasses,
                          const std::vector<FeatureDescription>& descriptions = {});

} // namespace prospectivity
