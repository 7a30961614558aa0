#pragma once

#include "engine/core/progress.h"
#include "engine/model/calibration.h"
#include "engine/raster/raster_source.h"

#include <cstddef>
#include <optional>

namespace prospectivity {

/// From logits on a map to the probability that a cell holds a deposit.
///
/// Among samples deposits are as frequent as somebody chose; on the ground they are rare. P = sigmoid(slope x
/// logit + intercept) keeps the slope of the calibration and takes the intercept at which P sums to the
/// number of deposits that are expected in the mapped cells.

/// The intercept for a number of deposits, and what it is without looking at the map.
struct ExpectedDeposits {
  std::size_t cells = 0; ///< with a logit
  double intercept = 0;
  double sum = 0; ///< of the probabilities in double precision, `expected` to within 1e-9 of it, or 1e-6
                  ///< where no number lies between two intercepts any more
  /// The intercept of the calibration moved by the rates of deposits alone: by log(t / (1 - t)) - log(s / (1
  /// - s)) with t = expected / cells and s the share of deposits among the samples of the calibration (King &
  /// Zeng 2001). Nothing where the calibration does not tell its samples.
  std::optional<double> interceptByRates;
  double sumByRates = 0; ///< of the probabilities with it

  /// Whether the rates alone would give more than twice the deposits, or less than half.
  bool ratesDisagree(double expected) const;
};

/// Solves for the intercept over all cells of the first band of `logits`; NaN is no cell. The sum rises with
/// the intercept, so that there is one: Newton's method on the log-odds of the mean probability, which is
/// close to a line, held between bounds that the least and the most logit give. Each step is a pass over the
/// raster (walkBand()) in the order of the file with compensated sums (Neumaier 1974), so that the result
/// depends neither on tiles nor on threads nor on memory. `calibration` has a slope above 0; `expected` is
/// above 0.
/// Throws Error when there are no more cells than `expected`, when no intercept gives the sum, and as the
/// raster does; Cancelled.
///
/// King & Zeng 2001: Logistic regression in rare events data, Political Analysis 9, 137-163, doi
/// 10.1093/oxfordjournals.pan.a004868.
/// Neumaier 1974: Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, Zeitschrift fuer
/// Angewandte Mathematik und Mechanik 54, 39-51, doi 10.1002/zamm.19740540106.
ExpectedDeposits solveExpected(RasterSource& logits, const Calibration& calibration, double expected,
                               const Progress& progress);

/// Writes the probabilities with that intercept to the one band of a sink; NaN where there is no logit. Does
/// not call finish().
void writeProbabilities(RasterSource& logits, const Calibration& calibration, double intercept,
                        RasterSink& sink, const Progress& progress);

} // namespace prospectivity
