#include "processing/explain/ice_tables.h"

#include "engine/explain/member_spread.h"
#include "processing/outputs/number_or_null.h"
#include "processing/outputs/tables.h"
#include "processing/releases/fields.h"

#include <qgsfeaturesink.h>

#include <initializer_list>
#include <vector>

namespace prospectivity {

namespace {

QString featureName(const IceResults& results, std::size_t feature) {
  return QString::fromStdString(results.samples.features[feature]);
}

/// Whether the curves say how far the members of the model lie apart.
bool tellsMembers(const IceResults& results) {
  return !results.curves.empty() && hasMembers(results.curves.front());
}

void addNumbers(QgsFields& fields, std::initializer_list<const char*> names) {
  for (const char* name : names)
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
}

const QString onGrid = QStringLiteral("grid");
const QString atMissing = QStringLiteral("missing");

void addPointField(QgsFields& fields, const IceResults& results) {
  if (hasMissingPoint(results))
    fields.append(makeField(QStringLiteral("point"), QMetaType::QString));
}

} // namespace

QgsFields curveFields(const IceResults& results) {
  QgsFields fields = tableFields({{"sample_id", QMetaType::LongLong},
                                  {"label", QMetaType::Int},
                                  {"feature", QMetaType::QString},
                                  {"value", QMetaType::Double},
                                  {"ice", QMetaType::Double},
                                  {"c_ice", QMetaType::Double},
                                  {"d_ice", QMetaType::Double}});
  if (tellsMembers(results))
    addNumbers(fields, {"ice_member_sd", "d_ice_member_sd"});
  addPointField(fields, results);
  return fields;
}

long long writeCurves(const IceResults& results, QgsFeatureSink& sink, const Progress& progress) {
  const QgsFields fields = curveFields(results);
  const bool tellsPoints = hasMissingPoint(results);
  const QVariant none = nullOf(QMetaType::Double);
  long long written = 0;
  for (const FeatureCurves& curves : results.curves)
    for (std::size_t i = 0; i < curves.rows.size(); ++i) {
      progress.check();
      const std::size_t row = curves.rows[i];
      const auto curve = static_cast<Eigen::Index>(i);
      const auto beginning = [&](const QVariant& value) {
        return QVector<QVariant>{static_cast<qlonglong>(results.samples.ids[row]),
                                 results.hasLabels ? QVariant(results.samples.labels[row])
                                                   : nullOf(QMetaType::Int),
                                 featureName(results, curves.feature), value};
      };
      for (std::size_t k = 0; k < curves.grid.size(); ++k, ++written) {
        const auto point = static_cast<Eigen::Index>(k);
        QVector<QVariant> values = beginning(curves.grid[k]);
        values << curves.ice(curve, point) << curves.centered(curve, point)
               << (curves.derivative.size() > 0 ? QVariant(curves.derivative(curve, point)) : none);
        if (tellsMembers(results)) {
          values << curves.iceMemberSpread(curve, point);
          values << (curves.derivativeMemberSpread.size() > 0
                         ? QVariant(curves.derivativeMemberSpread(curve, point))
                         : none);
        }
        if (tellsPoints)
          values << onGrid;
        addRow(sink, fields, values);
      }
      if (!curves.missing)
        continue;
      QVector<QVariant> values = beginning(none);
      values << curves.missing->ice[curve] << curves.centeredMissing(curve) << none;
      if (tellsMembers(results))
        values << curves.missing->iceMemberSpread[curve] << none;
      values << atMissing;
      addRow(sink, fields, values);
      ++written;
    }
  return written;
}

QgsFields dependenceFields(const IceResults& results) {
  QgsFields fields = tableFields({{"feature", QMetaType::QString},
                                  {"class", QMetaType::QString},
                                  {"samples", QMetaType::LongLong},
                                  {"value", QMetaType::Double},
                                  {"pdp", QMetaType::Double},
                                  {"ice_sd", QMetaType::Double},
                                  {"d_ice_mean", QMetaType::Double},
                                  {"d_ice_sd", QMetaType::Double}});
  if (tellsMembers(results))
    addNumbers(fields, {"pdp_member_sd", "d_ice_mean_member_sd"});
  addPointField(fields, results);
  return fields;
}

long long writeDependence(const IceResults& results, QgsFeatureSink& sink) {
  const QgsFields fields = dependenceFields(results);
  const bool tellsPoints = hasMissingPoint(results);
  const QVariant none = nullOf(QMetaType::Double);
  long long written = 0;
  const auto write = [&](const FeatureCurves& curves, const char* name, const CurveStatistics& statistics,
                         const CurveStatistics* missing) {
    const auto slope = [&](double value) { return curves.derivative.size() > 0 ? QVariant(value) : none; };
    const std::vector<double> spread = spreadOfColumns(statistics.meanOfMembers);
    const std::vector<double> slopeSpread = spreadOfColumns(statistics.derivativeOfMembers);
    for (std::size_t k = 0; k < curves.grid.size() && statistics.count > 0; ++k, ++written) {
      QVector<QVariant> values{featureName(results, curves.feature),
                               QString::fromLatin1(name),
                               static_cast<qlonglong>(statistics.count),
                               curves.grid[k],
                               statistics.mean[k],
                               statistics.spread[k],
                               slope(statistics.derivative[k]),
                               slope(statistics.derivativeSpread[k])};
      if (tellsMembers(results)) {
        values << spread[k];
        values << (slopeSpread.empty() ? none : QVariant(slopeSpread[k]));
      }
      if (tellsPoints)
        values << onGrid;
      addRow(sink, fields, values);
    }
    if (missing == nullptr || missing->count == 0)
      return;
    QVector<QVariant> values{featureName(results, curves.feature),
                             QString::fromLatin1(name),
                             static_cast<qlonglong>(missing->count),
                             none,
                             missing->mean[0],
                             missing->spread[0],
                             none,
                             none};
    if (tellsMembers(results))
      values << spreadOfColumns(missing->meanOfMembers)[0] << none;
    values << atMissing;
    addRow(sink, fields, values);
    ++written;
  };
  for (const FeatureCurves& curves : results.curves) {
    const MissingPoint* missing = curves.missing ? &*curves.missing : nullptr;
    write(curves, "all", curves.all, missing != nullptr ? &missing->all : nullptr);
    if (!results.hasLabels)
      continue;
    for (const std::size_t label : {1U, 0U})
      write(curves, label == 1 ? "deposits" : "non-deposits", curves.byLabel[label],
            missing != nullptr ? &missing->byLabel[label] : nullptr);
  }
  return written;
}

QgsFields effectFields(const IceResults& results) {
  QgsFields fields = tableFields({{"feature", QMetaType::QString},
                                  {"value", QMetaType::Double},
                                  {"ale", QMetaType::Double},
                                  {"samples", QMetaType::LongLong},
                                  {"local_mean", QMetaType::Double},
                                  {"local_sd", QMetaType::Double}});
  if (tellsMembers(results))
    addNumbers(fields, {"ale_member_sd"});
  return fields;
}

long long writeEffects(const IceResults& results, QgsFeatureSink& sink) {
  const QgsFields fields = effectFields(results);
  const QVariant none = nullOf(QMetaType::Double);
  long long written = 0;
  for (const AccumulatedEffects& effects : results.effects) {
    const std::vector<double> spread = spreadOfColumns(effects.ofMembers);
    for (std::size_t k = 0; k < effects.edges.size(); ++k, ++written) {
      QVector<QVariant> values{featureName(results, effects.feature), effects.edges[k], effects.effect[k]};
      if (k == 0)
        values << nullOf(QMetaType::LongLong) << none << none;
      else
        values << static_cast<qlonglong>(effects.counts[k - 1]) << effects.localMean[k - 1]
               << numberOrNull(effects.localSpread[k - 1]);
      if (tellsMembers(results))
        values << spread[k];
      addRow(sink, fields, values);
    }
  }
  return written;
}

QgsFields pairFields() {
  return tableFields({{"feature_a", QMetaType::QString},
                      {"feature_b", QMetaType::QString},
                      {"value_a", QMetaType::Double},
                      {"value_b", QMetaType::Double},
                      {"pdp", QMetaType::Double}});
}

long long writePairs(const IceResults& results, QgsFeatureSink& sink) {
  const QgsFields fields = pairFields();
  long long written = 0;
  for (const PairDependence& pair : results.pairs)
    for (std::size_t i = 0; i < pair.gridA.size(); ++i)
      for (std::size_t k = 0; k < pair.gridB.size(); ++k, ++written)
        addRow(sink, fields,
               {featureName(results, pair.a), featureName(results, pair.b), pair.gridA[i], pair.gridB[k],
                pair.mean(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k))});
  return written;
}

} // namespace prospectivity
