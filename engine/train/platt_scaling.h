#pragma once

#include "engine/model/calibration.h"

#include <optional>
#include <vector>

namespace prospectivity {

/// Platt scaling of logits that a model gave to samples which it had not seen: the slope and intercept of
/// least cross-entropy against targets (N+ + 1) / (N+ + 2) of N+ deposits and 1 / (N- + 2) of N- non-deposits
/// (Platt 1999), which keep them finite where the classes are apart. Newton's method with halved steps (Lin,
/// Lin & Weng 2007) on logits of mean 0 and standard deviation 1.
///
/// `labels` 0 or 1, one logit and one weight above 0 per label. Weights count samples: a sample that was held
/// out in several repeats has 1 at most among all its rows, so that repeats do not pass for more samples.
/// Rows of different samples are taken for independent of each other. The slope is as the logits have it,
/// also where it is negative or its interval includes 0: see Calibration::isTrustworthy(). Nothing where a
/// class is missing, or where all logits are equal or one is no number. Deterministic.
///
/// Lin, Lin & Weng 2007: A note on Platt's probabilistic outputs for support vector machines, Machine
/// Learning 68, 267-276, doi 10.1007/s10994-007-5018-6.
std::optional<Calibration> plattScaling(const std::vector<int>& labels, const std::vector<double>& logits,
                                        const std::vector<double>& weights);

} // namespace prospectivity
