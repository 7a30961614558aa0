#include "engine/model/quality_metrics.h"

namespace prospectivity {

const std::array<MetricEntry, 10>& metricEntries() {
  static const std::array<MetricEntry, 10> entries{{{"accuracy", &Metrics::accuracy},
                                                    {"precision", &Metrics::precision},
                                                    {"recall", &Metrics::recall},
                                                    {"specificity", &Metrics::specificity},
                                                    {"f1", &Metrics::f1},
                                                    {"kappa", &Metrics::kappa},
                                                    {"matthews", &Metrics::matthews},
                                                    {"auc", &Metrics::auc},
                                                    {"pr_auc", &Metrics::prAuc},
                                                    {"brier", &Metrics::brier}}};
  return entries;
}

} // namespace prospectivity
