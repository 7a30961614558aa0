#pragma once

#include "engine/train/metrics_summary.h"
#include "engine/train/model_calibration.h"
#include "engine/train/study.h"
#include "engine/train/training_folds.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QString>
#include <QVariantMap>
#include <nlohmann/json_fwd.hpp>
#include <qgsfields.h>

#include <string>
#include <utility>
#include <vector>

class QgsFeatureSink;

namespace prospectivity {

/// How the results of trainings become tables, layers and numbers of QGIS.

/// Fields: row (fold, repeat, mean, standard deviation), repeat, fold, counts, the metrics of the model,
/// training accuracy, overfitting, then the metrics of the baselines, each with a prefix of its own; `set`
/// where there are several sets of non-deposits.
QgsFields metricsFields(bool hasSets);

/// One row per fold (or repeat) of a model of this kind; where there are sets of non-deposits, one per set
/// (the mean of its rows); then mean and standard deviation over the folds; and with sets the standard
/// deviation between sets and the one within a set (SetSpread). Returns the number of rows.
long long writeMetrics(const ModelKind& kind, const MetricsSummary& summary, QgsFeatureSink& sink);

/// Fields: what (prospectivity score, calibrated probability), group, samples, mean, share of deposits with
/// its interval; a row per group, then one that has the expected calibration error with its own.
QgsFields reliabilityFields();
long long writeReliability(const ModelCalibration& calibration, QgsFeatureSink& sink);

/// Fields: rank, method, ordering, trainings, mean (as the metric is named) and standard deviation (sd_...)
/// of every metric and of overfitting, difference and p of the paired tests against no augmentation.
/// Baselines come behind the combinations, with their title as method and no ordering.
QgsFields studyFields();
long long writeStudy(const StudyResult& result, QgsFeatureSink& sink);

QgsFields blockFields();
long long writeBlocks(const std::vector<SpatialBlock>& blocks, QgsFeatureSink& sink);

/// TEST_ACCURACY and the other numeric outputs: name and description.
const std::vector<std::pair<QString, QString>>& headlineNumbers();
QVariantMap headlineValues(const MetricsSummary& summary);

/// Lines that end the log: the model and its baselines.
std::vector<std::string> headline(const ModelKind& kind, const MetricsSummary& summary);

} // namespace prospectivity
