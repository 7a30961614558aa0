#pragma once

#include "engine/report/report.h"
#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// What an order of features looks like.
struct OrderAccount {
  std::vector<std::string> features; ///< in the order
  std::vector<double> aucAlone;      ///< of each: 0.5 (tells nothing) to 1
  Matrix correlation;                ///< Spearman, reordered
  double neighborSimilarity = 0;     ///< mean |Spearman| of neighbours
  double meanSimilarity = 0;         ///< mean |Spearman| of all pairs
  bool lacksValues = false;          ///< a sample lacks a value
};

/// Position p of the order is feature order[p] of the samples. Where these lack values (NaN), each number is
/// of the samples that have what it compares, as in feature_order.h.
OrderAccount describeOrder(const SampleTable& samples, const std::vector<int>& order);

/// The reordered correlation matrix and the strength of each feature alone. `questions`: sentences that a
/// reader must see first (questionsOfTellingFeatures()).
Report orderReport(const OrderAccount& account, const std::string& method,
                   const std::vector<std::string>& questions);

} // namespace prospectivity
