#include "engine/order/order_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/statistics.h"
#include "engine/order/feature_order.h"
#include "engine/report/correlation_chart.h"

#include <cmath>

namespace prospectivity {

OrderAccount describeOrder(const SampleTable& samples, const std::vector<int>& order) {
  OrderAccount account;
  account.lacksValues = samples.values.hasNaN();
  const auto count = static_cast<Eigen::Index>(order.size());
  const Matrix given = spearmanMatrix(samples.values);
  const std::vector<double> strength = separations(samples.values, samples.labels);
  account.correlation.resize(count, count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const auto feature = static_cast<std::size_t>(order[static_cast<std::size_t>(i)]);
    account.features.push_back(samples.features[feature]);
    account.aucAlone.push_back(strength[feature]);
    for (Eigen::Index j = 0; j < count; ++j)
      account.correlation(i, j) =
          given(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
  }
  for (Eigen::Index i = 0; i + 1 < count; ++i)
    account.neighborSimilarity += std::abs(account.correlation(i, i + 1)) / static_cast<double>(count - 1);
  if (count > 1)
    account.meanSimilarity = (account.correlation.cwiseAbs().sum() - static_cast<double>(count)) /
                             static_cast<double>(count * (count - 1));
  return account;
}

Report orderReport(const OrderAccount& account, const std::string& method,
                   const std::vector<std::string>& questions) {
  Report report(forReader("Order of features"),
                forReader({"%1, %2 features", forReader(method), account.features.size()}));
  for (const std::string& question : questions)
    report.paragraph(question);
  report.figures({{forReader("Mean |Spearman| of neighbours"), formatNumber(account.neighborSimilarity, 3)},
                  {forReader("Mean |Spearman| of all pairs"), formatNumber(account.meanSimilarity, 3)}});
  report.paragraph(
      account.neighborSimilarity > account.meanSimilarity
          ? forReader("Neighbours are more alike than features are on average: the network's filters see "
                      "related layers "
                      "together.")
          : forReader("Neighbours are no more alike than features are on average."));
  if (account.lacksValues)
    report.paragraph(
        forReader("Samples lack values: a correlation is of the samples that have both features, and how "
                  "well one separates the classes of those that have it."));
  addSpearmanChart(
      report, forReader("Correlation matrix in this order"), account.features, account.correlation,
      forReader("Spearman rank correlation over the observed samples, features in the order found. A good "
                "order for a convolution "
                "gathers strong correlations along the diagonal."));
  Axis auc{forReader("AUC alone")};
  auc.range = {0.5, 1};
  report.chart(chartOf(
      forReader("How well each feature separates the classes alone"),
      forReader("Area under the ROC curve of each feature alone, in whichever direction it works: 0.5 "
                "tells nothing, 1 separates deposits from non-deposits wholly."),
      {forReader("Feature, in this order"), "", account.features}, auc,
      {Bars{"", account.aucAlone, {palette::bars}}}, 380));
  ReportTable table{forReader("Order"),
                    {forReader("Position"), forReader("Feature"), forReader("AUC alone"),
                     forReader("Spearman with the next")},
                    {}};
  for (std::size_t i = 0; i < account.features.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    table.rows.push_back(
        {std::to_string(i + 1), account.features[i], formatNumber(account.aucAlone[i], 3),
         i + 1 < account.features.size() ? formatNumber(account.correlation(at, at + 1), 3) : ""});
  }
  report.table(table);
  return report;
}

} // namespace prospectivity
