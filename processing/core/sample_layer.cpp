#include "processing/core/sample_layer.h"

#include "engine/core/error.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/sentinel_doubts.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"

#include <QMap>
#include <QSet>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace prospectivity {

namespace {

const QString idField = QStringLiteral("sample_id");
const QString labelFieldName = QStringLiteral("label");
const QString originField = QStringLiteral("origin");
const QString parentAField = QStringLiteral("parent_a");
const QString parentBField = QStringLiteral("parent_b");
const QString geometryColumn = QStringLiteral("geom"); // of GeoPackages
const QString rowIdOfGeoPackages = QStringLiteral("fid");

[[noreturn]] void fail(const QString& sentence) {
  throw Error(sentence.toStdString());
}

/// Names count without regard to case, as QGIS and most formats take them.
bool isFieldOfSamples(const QString& name) {
  static const QSet<QString> names{idField, labelFieldName, originField, parentAField, parentBField};
  return names.contains(name.toLower());
}

/// Identifiers and results of these algorithms: numbers, but no evidence.
bool isBookkeeping(const QString& name) {
  static const QSet<QString> names{QStringLiteral("fid"),        QStringLiteral("id"),
                                   QStringLiteral("objectid"),   QStringLiteral("base_value"),
                                   QStringLiteral("prediction"), QStringLiteral("residual")};
  return names.contains(name.toLower()) || name.startsWith(QLatin1String("shap_"), Qt::CaseInsensitive);
}

/// A column of coordinates, as exports from other programs carry them, stands beside its partner: a lone "Y"
/// is yttrium.
bool isCoordinate(const QString& name, const QgsFields& fields) {
  static const QVector<QStringList> pairs{{QStringLiteral("x"), QStringLiteral("y")},
                                          {QStringLiteral("lon"), QStringLiteral("lat")},
                                          {QStringLiteral("longitude"), QStringLiteral("latitude")}};
  QStringList present;
  for (const QgsField& field : fields)
    present << field.name().toLower();
  for (const QStringList& pair : pairs)
    if (pair.contains(name.toLower()) && present.contains(pair.first()) && present.contains(pair.last()))
      return true;
  return false;
}

/// Positions of the fields that were chosen. What tells the answer is no feature: a model would be perfect.
QVector<int> chosenIndices(const QgsFields& fields, const QString& parameter, int label,
                           const QStringList& features) {
  QVector<int> indices;
  for (const QString& name : features) {
    const int index = fields.lookupField(name);
    if (index < 0)
      fail(QStringLiteral("%1: the layer has no field '%2'; choose samples that have it, or other features.")
               .arg(parameter, name));
    if (index == label)
      fail(QStringLiteral("%1: the feature '%2' is the label field; leave it out of the features.")
               .arg(parameter, name));
    if (isFieldOfSamples(name))
      fail(
          QStringLiteral("%1: the feature '%2' describes the samples and is no evidence; leave it out of the "
                         "features.")
              .arg(parameter, name));
    if (indices.contains(index))
      fail(QStringLiteral("%1: the field '%2' stands for two features; choose it once.")
               .arg(parameter, fields.at(index).name()));
    indices.append(index);
  }
  return indices;
}

/// Positions of the feature fields in the layer; `label` is that of the label field.
QVector<int> featureIndices(const QgsFields& fields, const QString& parameter, int label,
                            const QStringList& features, const Progress& progress) {
  if (!features.isEmpty())
    return chosenIndices(fields, parameter, label, features);
  QVector<int> indices;
  QStringList leftOut;
  for (int i = 0; i < fields.count(); ++i) {
    const QString name = fields.at(i).name();
    if (!fields.at(i).isNumeric() || i == label || isFieldOfSamples(name))
      continue;
    if (!isBookkeeping(name) && !isCoordinate(name, fields))
      indices.append(i);
    else if (name != rowIdOfGeoPackages)
      leftOut << QStringLiteral("'%1'").arg(name);
  }
  if (!leftOut.isEmpty())
    progress.message(QStringLiteral("%1: left out as identifiers, coordinates or results by their names: %2.")
                         .arg(parameter, leftOut.join(QStringLiteral(", ")))
                         .toStdString());
  if (indices.isEmpty())
    fail(QStringLiteral("%1: the layer has no numeric feature field; choose samples with evidence values.")
             .arg(parameter));
  return indices;
}

/// A number from a field of any type (a CSV may carry text); NaN when there is none.
double numberOf(const QVariant& value) {
  bool isNumber = false;
  const double number = value.isNull() ? 0 : value.toDouble(&isNumber);
  return isNumber ? number : std::numeric_limits<double>::quiet_NaN();
}

std::optional<std::int64_t> parentOf(const QgsFeature& feature, int index) {
  const QVariant value = index < 0 ? QVariant() : feature.attribute(index);
  return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

Point pointOf(const QgsFeature& feature) {
  if (!feature.hasGeometry())
    return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const QgsPointXY center = feature.geometry().boundingBox().center();
  return {center.x(), center.y()};
}

/// Where the columns of a samples layer are; -1 where there is none.
struct Columns {
  int label;
  int id;
  int origin;
  int parentA;
  int parentB;
};

void appendRow(SampleTable& table, std::vector<double>& values, const QgsFeature& feature,
               const Columns& columns, const QVector<int>& features, int label) {
  for (const int index : features)
    values.push_back(numberOf(feature.attribute(index)));
  table.labels.push_back(label);
  const bool hasId = columns.id >= 0 && !feature.attribute(columns.id).isNull();
  table.ids.push_back(hasId ? feature.attribute(columns.id).toLongLong() : feature.id());
  const QString origin = columns.origin < 0 ? QString() : feature.attribute(columns.origin).toString();
  table.origins.push_back(origin.isEmpty() ? SampleTable::observedOrigin : origin.toStdString());
  table.parentA.push_back(parentOf(feature, columns.parentA));
  table.parentB.push_back(parentOf(feature, columns.parentB));
  table.points.push_back(pointOf(feature));
}

/// Leaves out columns whose values say that they are no evidence, or warns of them when they were chosen by
/// hand.
void judgeColumns(SampleTable& table, const std::string& parameter, bool chosen, const Progress& progress) {
  const std::vector<ColumnKind> kinds = columnKinds(table);
  std::vector<Eigen::Index> kept;
  std::vector<std::string> names;
  for (std::size_t j = 0; j < kinds.size(); ++j) {
    const std::string& name = table.features[j];
    if (chosen && kinds[j] != ColumnKind::Evidence)
      progress.warning(parameter + ": the feature '" + name + "' looks like no evidence (" +
                       reasonOf(kinds[j]) +
                       "); a model that learns it fails on ground that it has not seen.");
    if (!chosen && kinds[j] != ColumnKind::Evidence) {
      progress.warning(parameter + ": the field '" + name + "' is left out (" + reasonOf(kinds[j]) +
                       "); choose it among the features if it is evidence all the same.");
      continue;
    }
    kept.push_back(static_cast<Eigen::Index>(j));
    names.push_back(name);
  }
  if (names.size() == table.features.size())
    return;
  if (names.empty())
    throw Error(parameter +
                ": no numeric field of the layer is evidence; choose samples with evidence values.");
  table.values = Matrix(table.values(Eigen::all, kept));
  table.features = std::move(names);
}

/// Leaves out rows that lack a value; returns how many.
std::size_t leaveOutIncomplete(SampleTable& table) {
  std::vector<std::size_t> complete;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.values.row(static_cast<Eigen::Index>(row)).allFinite())
      complete.push_back(row);
  const std::size_t incomplete = table.size() - complete.size();
  if (incomplete > 0)
    table = table.rows(complete);
  return incomplete;
}

void checkClasses(const SampleTable& table, const QString& parameter, const QString& labelField) {
  const std::size_t deposits = table.count(1);
  const std::size_t others = table.count(0);
  if (deposits + others == 0)
    fail(QStringLiteral("%1: no sample has a value in every feature; fill the gaps or choose fewer features.")
             .arg(parameter));
  if (deposits == 0 || others == 0)
    fail(QStringLiteral(
             "%1: the label field '%2' has only the value %3; samples of both classes (1 deposit, 0 "
             "non-deposit) are needed.")
             .arg(parameter, labelField)
             .arg(deposits == 0 ? 0 : 1));
  if (deposits < 2 || others < 2)
    fail(QStringLiteral("%1: %2 usable deposit(s) and %3 usable non-deposit(s) were found; at least 2 of "
                        "each are needed.")
             .arg(parameter)
             .arg(deposits)
             .arg(others));
}

} // namespace

SampleTable readSamples(const QgsProcessingFeatureSource& source, const QString& parameter,
                        const QString& labelField, const QStringList& features, const Progress& progress,
                        bool needBothClasses, bool isEvidence) {
  const QgsFields fields = source.fields();
  const Columns columns{fields.lookupField(labelField), fields.lookupField(idField),
                        fields.lookupField(originField), fields.lookupField(parentAField),
                        fields.lookupField(parentBField)};
  const QVector<int> indices = featureIndices(fields, parameter, columns.label, features, progress);
  if (needBothClasses && columns.label < 0)
    fail(QStringLiteral(
             "%1: the layer has no label field '%2'; choose the field that holds 1 for deposits and 0 for "
             "non-deposits.")
             .arg(parameter, labelField));

  SampleTable table;
  for (const int index : indices)
    table.features.push_back(fields.at(index).name().toStdString());
  std::vector<double> values;
  std::size_t unlabelled = 0;
  QgsFeature feature;
  QgsFeatureIterator iterator = source.getFeatures();
  while (iterator.nextFeature(feature)) {
    progress.check();
    int label = 0;
    if (columns.label >= 0) {
      const QVariant text = feature.attribute(columns.label);
      const double number = numberOf(text);
      if (needBothClasses && !text.isNull() && number != 0 && number != 1)
        fail(QStringLiteral(
                 "%1: the label field '%2' holds '%3'; it must hold 1 for deposits and 0 for non-deposits.")
                 .arg(parameter, labelField, text.toString()));
      label = number == 1 ? 1 : 0;
      if (needBothClasses && text.isNull()) {
        ++unlabelled;
        continue;
      }
    }
    appendRow(table, values, feature, columns, indices, label);
  }
  table.values = Eigen::Map<const Matrix>(values.data(), static_cast<Eigen::Index>(table.size()),
                                          static_cast<Eigen::Index>(indices.size()));
  // Gaps are counted in what is used: a field that is no evidence may have as many as it likes.
  if (!isEvidence && columns.label >= 0)
    judgeColumns(table, parameter.toStdString(), !features.isEmpty(), progress);
  for (const std::string& doubt : sentinelDoubts(table, parameter.toStdString()))
    progress.warning(doubt);
  const std::size_t incomplete = unlabelled + leaveOutIncomplete(table);
  if (incomplete > 0)
    progress.warning(parameter.toStdString() + ": " + std::to_string(incomplete) +
                     " samples without a label or with an empty feature value were left out.");
  if (needBothClasses)
    checkClasses(table, parameter, labelField);
  else if (table.size() == 0)
    fail(QStringLiteral("%1: no sample has a value in every feature; fill the gaps or choose other samples.")
             .arg(parameter));
  return table;
}

void checkFeatureNames(const std::vector<std::string>& names, const QString& parameter) {
  QMap<QString, QString> seen;
  for (const std::string& text : names) {
    const QString name = QString::fromStdString(text);
    if (isFieldOfSamples(name) || isBookkeeping(name) || name.toLower() == geometryColumn)
      fail(QStringLiteral("%1: the band '%2' has a name that samples use for something else; build the stack "
                          "with another name for it (BAND_NAMES).")
               .arg(parameter, name));
    const QString twin = seen.value(name.toLower());
    if (!twin.isEmpty())
      fail(QStringLiteral(
               "%1: the bands '%2' and '%3' differ only in case, which tables do not tell apart; build "
               "the stack with other names for them (BAND_NAMES).")
               .arg(parameter, twin, name));
    seen.insert(name.toLower(), name);
  }
}

QgsFields sampleFields(const SampleTable& table, const QgsFields& extra) {
  QgsFields fields;
  fields.append(makeField(idField, QMetaType::LongLong));
  fields.append(makeField(labelFieldName, QMetaType::Int));
  for (const std::string& name : table.features)
    fields.append(makeField(QString::fromStdString(name), QMetaType::Double));
  fields.append(makeField(originField, QMetaType::QString));
  fields.append(makeField(parentAField, QMetaType::LongLong));
  fields.append(makeField(parentBField, QMetaType::LongLong));
  for (const QgsField& field : extra)
    fields.append(field);
  return fields;
}

Qgis::WkbType sampleGeometry(const QgsProcessingFeatureSource& source) {
  return source.wkbType() == Qgis::WkbType::NoGeometry ? Qgis::WkbType::NoGeometry : Qgis::WkbType::Point;
}

void writeSamples(const SampleTable& table, const QgsFields& fields, QgsFeatureSink& sink,
                  const Progress& progress,
                  const std::function<void(std::size_t, QgsFeature&, int)>& fillExtra) {
  const auto parent = [](const std::optional<std::int64_t>& id) {
    return id ? QVariant(static_cast<qlonglong>(*id)) : nullOf(QMetaType::LongLong);
  };
  for (std::size_t row = 0; row < table.size(); ++row) {
    progress.check();
    QgsFeature feature(fields);
    int column = 0;
    feature.setAttribute(column++, static_cast<qlonglong>(table.ids[row]));
    feature.setAttribute(column++, table.labels[row]);
    for (Eigen::Index j = 0; j < table.values.cols(); ++j)
      feature.setAttribute(column++, table.values(static_cast<Eigen::Index>(row), j));
    feature.setAttribute(column++, QString::fromStdString(table.origins[row]));
    feature.setAttribute(column++, parent(table.parentA[row]));
    feature.setAttribute(column++, parent(table.parentB[row]));
    if (fillExtra)
      fillExtra(row, feature, column);
    if (std::isfinite(table.points[row].x))
      feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(table.points[row].x, table.points[row].y)));
    sink.addFeature(feature, QgsFeatureSink::FastInsert);
  }
}

} // namespace prospectivity
