#pragma once

#include "engine/core/progress.h"
#include "engine/explain/ice.h"
#include "engine/model/logit_curves.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace prospectivity {

/// Accumulated local effects (ALE) of one feature: Apley & Zhu 2020, Visualizing the effects of predictor
/// variables in black box supervised learning models, Journal of the Royal Statistical Society B 82, doi
/// 10.1111/rssb.12377. Partial dependence sets every sample to every value, also where features that go
/// together make that a place where no sample is; here each sample is moved within its own bin alone, from
/// one edge to the other, and the mean steps are added up. Where features are independent of each other, or
/// do not interact, both tell the same but for a constant.
struct AccumulatedEffects {
  std::size_t feature = 0;
  std::vector<double> edges;  ///< rising values of samples in original units: bins + 1
  std::vector<double> effect; ///< at the edges; its mean over the samples is zero
  /// Partial dependence at the edges, of all samples, at the level of `effect`. Computed there and not read
  /// off a curve: between two points of a grid a model may jump.
  std::vector<double> dependence;
  std::vector<std::size_t> counts; ///< samples of each bin, at least 1
  std::vector<double> localMean;   ///< of each bin: mean step from its lower edge to its upper one
  std::vector<double> localSpread; ///< standard deviation of these steps; NaN of one sample
  Matrix ofMembers;        ///< `effect` of each member alone, members x edges; no rows where none is apart
  std::size_t missing = 0; ///< samples without a value of the feature, which take no part
};

/// Edges of bins that hold about the same number of samples, at least five: the lowest value, and quantiles
/// that are values of samples (type 1 of Hyndman & Fan 1996). At most `most` bins; where values repeat bins
/// are fewer and hold unlike numbers, and those that would hold fewer than five join their neighbours. Fewer
/// than five samples make one bin. Missing values (NaN) are left out. Fewer than two edges where all values
/// are equal or missing.
std::vector<double> effectEdges(const std::vector<double>& values, int most);

/// The effects of `feature`, whose value in each row of `inputs` is `values` (of a windowed model that of the
/// cell itself; its whole window moves). A bin holds the samples above its lower edge up to its upper one,
/// the first one those at its lower edge too. `edges`: as effectEdges() gives them, two at least; in one bin
/// alone the effects are the PDP. The sum is centred by the mean over the samples of the middle of the two
/// ends of their bins, as the authors do. The same for any number of threads. Takes the space and threads of
/// `options`.
AccumulatedEffects accumulateEffects(const LogitCurves& curves, const FloatMatrix& inputs,
                                     const std::vector<double>& values, std::size_t feature,
                                     const std::vector<double>& edges, const IceOptions& options,
                                     const Progress& progress);

/// The effect at a value between the first edge and the last one, along straight lines between edges.
double effectAt(const AccumulatedEffects& effects, double value);

/// What the effects span between two such values.
double effectRange(const AccumulatedEffects& effects, double low, double high);

/// How far the PDP lies from the effects, at most, at the edges: between them the effects are lines, whatever
/// the model does. Nothing where they part by rounding alone.
std::optional<double> partingOf(const AccumulatedEffects& effects);

} // namespace prospectivity
