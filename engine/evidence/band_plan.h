#pragma once

#include "engine/evidence/build_stack.h"
#include "engine/evidence/class_watch.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// One band of the stack to be: where its values come from and what happens to them.
struct PlannedBand {
  BandAccount account;
  /// Warped to the grid. Shared at most with bands that come StackPlan::mostAtOnce or a multiple of it
  /// behind.
  RasterSource* source = nullptr;
  int band = 0;
  std::function<float(float)> change; ///< applied to cells with data; empty: none
  bool isOfGroup = false;             ///< its values are made of several layers, as a PlannedGroup says

  /// Looks whether a quantity holds codes of classes after all; null where that is known or told, and where
  /// a part of a stack is made.
  std::shared_ptr<ClassWatch> watch = nullptr;
};

/// Bands whose cells are made of those of several layers together.
struct PlannedGroup {
  LogRatioGroup logRatio; ///< with `zeros`
  struct Member {
    RasterSource* source = nullptr; ///< warped to the grid; no other band's
    int band = 0;
  };
  std::vector<Member> members;    ///< in the order of the group
  std::vector<std::size_t> bands; ///< of the plan, in the order of the group's
  LogRatioAccount account;
};

/// The bands of a stack, what belongs together among them, and how they come from classes.
struct StackPlan {
  std::vector<PlannedBand> bands;
  std::vector<PlannedGroup> groups;
  std::vector<ClassAccount> classes; ///< one per categorical layer
  StackFindings findings;            ///< what the layers were read for
  /// How many of the bands of no group may be computed at the same time, where they follow one another.
  std::size_t mostAtOnce = 1;
};

/// Warns of a classDoubt() of a layer.
void tellOfClasses(const Sentence& doubt, const Progress& progress);

/// Warps every layer to the grid and names its bands; categorical bands become one band per class when asked
/// for, unless they have too many. A band of a group of log-ratios stands where its layer stood, and that of
/// an isometric one where the layer stood that it sets apart. `warped` keeps the sources alive. Throws Error
/// naming the band names, categorical bands, least area of a class or transforms when they do not fit the
/// bands, a name that two bands share, and a layer of a group that is no amount: with values below 0, 0
/// everywhere, of classes, or transformed before. Classes and transforms are those of the cells inside the
/// mask (as in raster_mask.h, may be null).
///
/// `known`: what planning the same stack found before, so that no layer is read; null: nothing is known.
/// Doubts about layers were told then, and are not again. Throws Error naming a band that they do not tell
/// of.
StackPlan planBands(StackRequest& request, const Grid& grid, RasterSource* mask, const StackFindings* known,
                    std::vector<std::unique_ptr<RasterSource>>& warped, const Progress& progress);

} // namespace prospectivity
