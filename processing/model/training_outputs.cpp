#include "processing/model/training_outputs.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/train/sets_summary.h"
#include "engine/train/training_report.h"
#include "processing/outputs/number_or_null.h"
#include "processing/releases/fields.h"

#include <qgsfeature.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>

#include <array>
#include <cstddef>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

/// Columns of a baseline: the id of its kind and what their names begin with.
struct BaselineColumns {
  const char* id;
  const char* prefix;
};

/// As they were first published; `best_layer` stands behind them, and later ones behind that.
constexpr std::array<BaselineColumns, 2> firstColumns{
    {{"logistic_regression", "logistic_"}, {bestLayerId, "layer_"}}};
constexpr std::array<BaselineColumns, 3> laterColumns{
    {{"random_forest", "forest_"}, {"gradient_boosting", "boosting_"}, {"weights_of_evidence", "weights_"}}};

void appendMetrics(QgsAttributes& attributes, const Metrics& metrics) {
  for (const MetricEntry& entry : metricEntries())
    attributes << numberOrNull(metrics.*entry.value);
}

void add(QgsFeatureSink& sink, const QgsAttributes& attributes) {
  QgsFeature feature;
  feature.setAttributes(attributes);
  sink.addFeature(feature, QgsFeatureSink::FastInsert);
}

/// The columns before the metrics, of a row that sums up.
QgsAttributes titled(const QString& title) {
  return QVector<QVariant>{title,
                           nullOf(QMetaType::Int),
                           nullOf(QMetaType::Int),
                           nullOf(QMetaType::Int),
                           nullOf(QMetaType::Int),
                           nullOf(QMetaType::Int)};
}

/// Columns of baselines in one line. `metricsOf` finds the metrics of an id; null where there are none. Where
/// the model's kind is a baseline of others, its columns are those of the model itself.
template <std::size_t Count, typename MetricsOf>
void appendBaselines(QgsAttributes& attributes, const std::array<BaselineColumns, Count>& columns,
                     const MetricsOf& metricsOf) {
  for (const BaselineColumns& each : columns)
    if (const Metrics* metrics = metricsOf(each.id))
      appendMetrics(attributes, *metrics);
    else
      for (std::size_t i = 0; i < metricEntries().size(); ++i)
        attributes << nullOf(QMetaType::Double);
}

/// Figures of the model alone, where those of the baselines are not asked for.
QgsAttributes modelRow(const QString& title, const Metrics& model, double trainingAccuracy,
                       double overfitting, const QVariant& set) {
  const auto none = [](const std::string&) -> const Metrics* { return nullptr; };
  QgsAttributes attributes = titled(title);
  appendMetrics(attributes, model);
  attributes << numberOrNull(trainingAccuracy) << numberOrNull(overfitting);
  appendBaselines(attributes, firstColumns, none);
  attributes << nullOf(QMetaType::QString);
  appendBaselines(attributes, laterColumns, none);
  attributes << set;
  return attributes;
}

QgsAttributes summaryRow(const ModelKind& kind, const QString& title, const MetricsSummary& summary,
                         bool means) {
  const auto part = [&](const MetricSpread& spread) -> const Metrics& {
    return means ? spread.mean : spread.standardDeviation;
  };
  const auto metricsOf = [&](const std::string& id) -> const Metrics* {
    if (id == kind.id)
      return &part(summary.model);
    for (const BaselineSummary& baseline : summary.baselines)
      if (id == baseline.name.id)
        return &part(baseline.metrics);
    return nullptr;
  };
  const auto number = [&](const NumberSpread& spread) {
    return numberOrNull(means ? spread.mean : spread.standardDeviation);
  };
  QgsAttributes attributes = titled(title);
  appendMetrics(attributes, part(summary.model));
  attributes << number(summary.trainingAccuracy) << number(summary.overfitting);
  appendBaselines(attributes, firstColumns, metricsOf);
  attributes << nullOf(QMetaType::QString);
  appendBaselines(attributes, laterColumns, metricsOf);
  if (summary.sets)
    attributes << nullOf(QMetaType::Int);
  return attributes;
}

} // namespace

QgsFields metricsFields(bool hasSets) {
  QgsFields fields;
  fields.append(makeField(QStringLiteral("row"), QMetaType::QString));
  for (const char* name : {"repeat", "fold", "training", "test", "augmented"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Int));
  const auto appendReals = [&](const char* prefix) {
    for (const MetricEntry& entry : metricEntries())
      fields.append(
          makeField(QString::fromLatin1(prefix) + QString::fromLatin1(entry.name), QMetaType::Double));
  };
  appendReals("");
  fields.append(makeField(QStringLiteral("training_accuracy"), QMetaType::Double));
  fields.append(makeField(QStringLiteral("overfitting"), QMetaType::Double));
  for (const BaselineColumns& each : firstColumns)
    appendReals(each.prefix);
  fields.append(makeField(QStringLiteral("best_layer"), QMetaType::QString));
  for (const BaselineColumns& each : laterColumns)
    appendReals(each.prefix);
  if (hasSets)
    fields.append(makeField(QStringLiteral("set"), QMetaType::Int));
  return fields;
}

long long writeMetrics(const ModelKind& kind, const MetricsSummary& summary, QgsFeatureSink& sink) {
  for (const MetricsRow& row : summary.rows) {
    const auto metricsOf = [&](const std::string& id) -> const Metrics* {
      if (id == kind.id)
        return &row.model;
      for (const BaselineRow& baseline : row.baselines)
        if (id == baseline.name.id)
          return &baseline.metrics;
      return nullptr;
    };
    const bool whole = row.fold < 0;
    QgsAttributes attributes = QVector<QVariant>{whole ? QStringLiteral("repeat") : QStringLiteral("fold"),
                                                 row.repeat + 1,
                                                 whole ? nullOf(QMetaType::Int) : QVariant(row.fold + 1),
                                                 static_cast<int>(row.trainingCount),
                                                 static_cast<int>(row.testCount),
                                                 static_cast<int>(row.augmented)};
    appendMetrics(attributes, row.model);
    attributes << numberOrNull(row.trainingAccuracy) << numberOrNull(row.overfitting);
    appendBaselines(attributes, firstColumns, metricsOf);
    attributes << QString::fromStdString(row.bestLayerName);
    appendBaselines(attributes, laterColumns, metricsOf);
    if (summary.sets)
      attributes << row.set;
    add(sink, attributes);
  }
  auto written = static_cast<long long>(summary.rows.size()) + 2;
  if (summary.sets)
    for (const SetFigures& set : summary.sets->sets) {
      add(sink, modelRow(QStringLiteral("set"), set.model.mean, set.trainingAccuracy.mean,
                         set.overfitting.mean, set.set));
      ++written;
    }
  add(sink, summaryRow(kind, QStringLiteral("mean"), summary, true));
  add(sink, summaryRow(kind, QStringLiteral("standard deviation"), summary, false));
  if (summary.sets) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (const auto& [title, spread] : {std::pair(QStringLiteral("between sets"), summary.sets->between),
                                        std::pair(QStringLiteral("within a set"), summary.sets->within)}) {
      add(sink, modelRow(title, spread, none, none, nullOf(QMetaType::Int)));
      ++written;
    }
  }
  return written;
}

QgsFields reliabilityFields() {
  QgsFields fields;
  fields.append(makeField(QStringLiteral("what"), QMetaType::QString));
  fields.append(makeField(QStringLiteral("group"), QMetaType::Int));
  for (const char* name : {"samples", "mean", "deposit_share", "share_low", "share_high", "calibration_error",
                           "error_low", "error_high"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
  return fields;
}

namespace {

long long writeGroups(const QString& what, const Reliability& reliability, QgsFeatureSink& sink) {
  const QVariant null = nullOf(QMetaType::Double);
  int number = 0;
  for (const ReliabilityGroup& group : reliability.groups)
    add(sink, QVector<QVariant>{what, ++number, numberOrNull(group.samples), numberOrNull(group.score),
                                numberOrNull(group.share), numberOrNull(group.interval.low),
                                numberOrNull(group.interval.high), null, null, null});
  add(sink, QVector<QVariant>{what, nullOf(QMetaType::Int), null, null, null, null, null,
                              numberOrNull(reliability.error), numberOrNull(reliability.errorInterval.low),
                              numberOrNull(reliability.errorInterval.high)});
  return number + 1;
}

} // namespace

long long writeReliability(const ModelCalibration& calibration, QgsFeatureSink& sink) {
  long long rows = writeGroups(QStringLiteral("prospectivity score"), calibration.score, sink);
  if (calibration.probability)
    rows += writeGroups(QStringLiteral("calibrated probability"), *calibration.probability, sink);
  return rows;
}

QgsFields studyFields() {
  QgsFields fields;
  fields.append(makeField(QStringLiteral("rank"), QMetaType::Int));
  fields.append(makeField(QStringLiteral("method"), QMetaType::QString));
  fields.append(makeField(QStringLiteral("ordering"), QMetaType::QString));
  fields.append(makeField(QStringLiteral("trainings"), QMetaType::Int));
  const auto appendBoth = [&](const QString& name) {
    fields.append(makeField(name, QMetaType::Double));
    fields.append(makeField(QStringLiteral("sd_") + name, QMetaType::Double));
  };
  for (const MetricEntry& entry : metricEntries())
    appendBoth(QString::fromLatin1(entry.name));
  appendBoth(QStringLiteral("overfitting"));
  for (const char* name : {"difference", "p", "overfitting_difference", "overfitting_p"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
  return fields;
}

long long writeStudy(const StudyResult& result, QgsFeatureSink& sink) {
  std::vector<StudyLine> lines = result.lines;
  lines.insert(lines.end(), result.baselines.begin(), result.baselines.end());
  for (const StudyLine& line : lines) {
    QgsAttributes attributes = QVector<QVariant>{
        line.rank, QString::fromStdString(line.method),
        line.ordering.empty() ? nullOf(QMetaType::QString) : QString::fromStdString(line.ordering),
        static_cast<int>(line.rows.size())};
    for (const MetricEntry& entry : metricEntries())
      attributes << numberOrNull(line.spread.mean.*entry.value)
                 << numberOrNull(line.spread.standardDeviation.*entry.value);
    attributes << numberOrNull(line.overfitting) << numberOrNull(line.overfittingDeviation);
    for (const PairedTest* test : {&line.againstNone, &line.overfittingAgainstNone})
      attributes << numberOrNull(test->meanDifference) << numberOrNull(test->p);
    add(sink, attributes);
  }
  return static_cast<long long>(lines.size());
}

QgsFields blockFields() {
  QgsFields fields;
  for (const char* name : {"repeat", "fold", "deposits", "non_deposits"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Int));
  return fields;
}

long long writeBlocks(const std::vector<SpatialBlock>& blocks, QgsFeatureSink& sink) {
  for (const SpatialBlock& block : blocks) {
    QgsFeature feature;
    feature.setAttributes(QVector<QVariant>{block.repeat + 1, block.fold + 1, block.deposits, block.others});
    feature.setGeometry(QgsGeometry::fromRect(
        QgsRectangle(block.minX, block.minY, block.minX + block.size, block.minY + block.size)));
    sink.addFeature(feature, QgsFeatureSink::FastInsert);
  }
  return static_cast<long long>(blocks.size());
}

const std::vector<std::pair<QString, QString>>& headlineNumbers() {
  static const std::vector<std::pair<QString, QString>> numbers{
      {QStringLiteral("TEST_ACCURACY"), QStringLiteral("Test accuracy (mean)")},
      {QStringLiteral("TEST_PRECISION"), QStringLiteral("Test precision (mean)")},
      {QStringLiteral("TEST_RECALL"), QStringLiteral("Test recall (mean)")},
      {QStringLiteral("TEST_F1"), QStringLiteral("Test F1 (mean)")},
      {QStringLiteral("TEST_KAPPA"), QStringLiteral("Test kappa (mean)")},
      {QStringLiteral("TEST_AUC"), QStringLiteral("Test AUC (mean)")},
      {QStringLiteral("OVERFITTING"), QStringLiteral("Overfitting: training minus test accuracy (mean)")}};
  return numbers;
}

QVariantMap headlineValues(const MetricsSummary& summary) {
  const Metrics& mean = summary.model.mean;
  return {{QStringLiteral("TEST_ACCURACY"), mean.accuracy},
          {QStringLiteral("TEST_PRECISION"), mean.precision},
          {QStringLiteral("TEST_RECALL"), mean.recall},
          {QStringLiteral("TEST_F1"), mean.f1},
          {QStringLiteral("TEST_KAPPA"), mean.kappa},
          {QStringLiteral("TEST_AUC"), mean.auc},
          {QStringLiteral("OVERFITTING"), summary.overfitting.mean}};
}

std::vector<std::string> headline(const ModelKind& kind, const MetricsSummary& summary) {
  const auto line = [](const std::string& name, const MetricSpread& spread) {
    const auto figure = [&](double Metrics::*value) {
      return formatWithError(spread.mean.*value, spread.standardDeviation.*value);
    };
    return forReader({"%1: accuracy %2, recall %3, F1 %4, AUC %5", name, figure(&Metrics::accuracy),
                      figure(&Metrics::recall), figure(&Metrics::f1), figure(&Metrics::auc)});
  };
  const auto [overfitting, spread] = summary.overfitting;
  std::vector<std::string> lines{
      forReader({"%1, overfitting %2", line(capitalised(forReader(kind.title)), summary.model),
                 formatWithError(overfitting, spread)})};
  for (const BaselineSummary& baseline : summary.baselines) {
    std::string name = capitalised(forReader(baseline.name.title));
    if (baseline.name.id == bestLayerId)
      name += " (" + summary.rows.front().bestLayerName + ")";
    lines.push_back(
        forReader({"%1, overfitting %2", line(name, baseline.metrics),
                   formatWithError(baseline.overfitting.mean, baseline.overfitting.standardDeviation)}));
  }
  if (summary.sets)
    for (std::string& sentence : sentencesOf(*summary.sets))
      lines.push_back(std::move(sentence));
  return lines;
}

} // namespace prospectivity
