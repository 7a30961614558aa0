#pragma once

#include "engine/core/layer_transform.h"
#include "engine/core/log_ratio.h"
#include "engine/core/sentence.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What is to be done to the values of a band after warping. Log: natural logarithm of (value - smallest
/// value + 1 when that is not above 0, else of the value). Winsorize: values beyond two percentiles become
/// these. Standardize: mean 0, standard deviation 1. All are fitted on the cells inside the mask. The
/// smallest value is that of all of them; the others are fitted on two million of them at most, spread
/// evenly.
struct TransformRequest {
  std::string band;
  TransformKind kind = TransformKind::Log;
  double lowPercent = 1;
  double highPercent = 99;
};

/// What is to be done to the bands of a stack. A group's `zeros` are those that the user stated, in the unit
/// of its layers; where there are none, 0.65 times the smallest value above 0 that a layer has inside the
/// mask stands for its zeros, rounded to six digits: 65 % of a detection limit distorts least
/// (Martin-Fernandez, Barcelo-Vidal & Pawlowsky-Glahn 2003, Mathematical Geology 35).
struct StackTransforms {
  std::vector<TransformRequest> bands;
  std::vector<LogRatioGroup> groups;

  bool empty() const { return bands.empty() && groups.empty(); }
};

/// The parts of such a text between semicolons, those of names and groups left whole. Throws Error naming
/// `list` where a quotation mark is not closed.
std::vector<std::string> transformParts(const std::string& text,
                                        const SentenceValue& list = Subject::Transforms);

/// Reads "W=log; Sn=winsorize 1 99; magnetics=standardize; clr(Cu, Zn, Pb); ilr(Mo, \"Bi, ppm\") zeros 0.1
/// 2"; names as in engine/core/name_list.h. One number after "zeros" is for all layers of the group, else
/// there is one for each. Throws Error naming TRANSFORMS and the part it cannot read, a group of one layer,
/// and numbers that do not fit the layers.
StackTransforms parseTransforms(const std::string& text);

} // namespace prospectivity
