#pragma once

#include "engine/core/matrix.h"

namespace prospectivity {

/// The value below which the share (in (0, 1)) of a standard normal distribution lies.
double normalQuantile(double share);

/// Each column by its ranks: the normal quantile of rank / (n + 1) (van der Waerden 1952), ties sharing their
/// mean rank, then scaled to mean 0 and standard deviation 1. A constant column becomes 0.
Matrix normalScores(const Matrix& values);

/// The way back for rows that a model of the scores has made: the k-th of the values of a column becomes the
/// quantile at (k - 1/2) / count of the observed column (type 5 of Hyndman & Fan 1996, linear between
/// neighbours, never beyond the smallest and the largest). `observed` and `made` have the same columns.
/// Missing values (NaN) of `observed` take no part; a column without any other is missing.
Matrix withMarginalsOf(const Matrix& observed, const Matrix& made);

} // namespace prospectivity
