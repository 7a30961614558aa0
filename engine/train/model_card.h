#pragma once

#include "engine/model/model.h"
#include "engine/report/report.h"

#include <string>

namespace prospectivity {

/// What a model file says of its model, as a card to hand on with it: what it is, what it was trained on, how
/// it was validated and against which rivals, its calibration, the samples that explanations compare with,
/// what it may be used for and what not, and how it was made. Everything is taken from the model and its
/// record; what a file does not say, as those of older versions do not, the card says that it lacks.
/// `fingerprint`: of the file; `options`: those of its training, as text.
///
/// Mitchell, Wu, Zaldivar, Barnes, Vasserman, Hutchinson, Spitzer, Raji & Gebru 2019: Model cards for model
/// reporting, Proceedings of the Conference on Fairness, Accountability, and Transparency, 220-229, doi
/// 10.1145/3287560.3287596.
Report modelCard(const Model& model, const std::string& fingerprint, const NamesAndValues& options);

} // namespace prospectivity
