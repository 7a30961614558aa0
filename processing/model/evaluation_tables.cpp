#include "processing/model/evaluation_tables.h"

#include "processing/outputs/number_or_null.h"
#include "processing/outputs/tables.h"

namespace prospectivity {

QgsFields figureFields() {
  return tableFields({{"figure", QMetaType::QString},
                      {"title", QMetaType::QString},
                      {"value", QMetaType::Double},
                      {"low", QMetaType::Double},
                      {"high", QMetaType::Double}});
}

long long writeFigures(const Evaluation& evaluation, QgsFeatureSink& sink) {
  const QgsFields fields = figureFields();
  for (const Figure& figure : evaluation.figures)
    addRow(sink, fields,
           {QString::fromStdString(figure.key), QString::fromStdString(figure.title),
            numberOrNull(figure.value), numberOrNull(figure.low), numberOrNull(figure.high)});
  return static_cast<long long>(evaluation.figures.size());
}

QgsFields successRateFields() {
  return tableFields({{"threshold", QMetaType::Double},
                      {"deposits", QMetaType::Int},
                      {"area_share", QMetaType::Double},
                      {"capture", QMetaType::Double}});
}

long long writeSuccessRate(const Evaluation& evaluation, QgsFeatureSink& sink) {
  const QgsFields fields = successRateFields();
  const AreaRanks& ranks = evaluation.ranks;
  const auto all = static_cast<double>(evaluation.deposits.values.size());
  std::size_t found = 0;
  for (std::size_t k = 0; k < ranks.values.size(); ++k) {
    found += evaluation.counts[k];
    addRow(sink, fields,
           {numberOrNull(static_cast<double>(ranks.values[k])), static_cast<int>(evaluation.counts[k]),
            (ranks.above[k] + ranks.equal[k]) / ranks.total, static_cast<double>(found) / all});
  }
  return static_cast<long long>(ranks.values.size());
}

} // namespace prospectivity
