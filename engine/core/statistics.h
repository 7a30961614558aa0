#pragma once

#include "engine/core/matrix.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Small statistics that several rooms share. NaN in the input is the caller's mistake unless stated.

/// NaN without values.
double mean(const std::vector<double>& values);

/// Sample standard deviation (n - 1); NaN below two values.
double standardDeviation(const std::vector<double>& values);

/// Quantile at `share` in [0, 1], linear between neighbours (type 7 of Hyndman & Fan 1996, Sample quantiles
/// in statistical packages, The American Statistician 50, doi 10.1080/00031305.1996.10473566); NaN without
/// values. Takes a copy to sort.
double quantile(std::vector<double> values, double share);

/// The same of values that ascend.
double quantileOfSorted(const std::vector<double>& values, double share);

/// Ranks from 1; ties share their mean rank.
std::vector<double> ranks(const std::vector<double>& values);

/// Area under the ROC curve, ties counted half (Mann & Whitney 1947). NaN when a class is empty.
double rocAuc(const std::vector<int>& labels, const std::vector<double>& scores);

/// Largest distance between the empirical distribution functions of two samples (Kolmogorov-Smirnov), neither
/// empty.
double kolmogorovSmirnov(std::vector<double> a, std::vector<double> b);

/// Pearson correlation; 0 when either is constant.
double pearson(const std::vector<double>& a, const std::vector<double>& b);

/// Spearman correlation of every pair of columns; 1 on the diagonal, 0 beside a constant column.
Matrix spearmanMatrix(const Matrix& values);

} // namespace prospectivity
