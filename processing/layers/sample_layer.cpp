#include "processing/layers/sample_layer.h"

#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/core/number_text.h"
#include "engine/core/unit_factor.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/class_record.h"
#include "engine/samples/code_doubts.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/create_samples.h"
#include "engine/samples/feature_record.h"
#include "engine/samples/label_coding.h"
#include "engine/samples/sentinel_doubts.h"
#include "processing/layers/field_text.h"
#include "processing/layers/sample_columns.h"
#include "processing/layers/sample_sets.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"

#include <QMap>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsfeaturesink.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace prospectivity {

namespace {

const QString idField = QStringLiteral("sample_id");
const QString labelFieldName = QStringLiteral("label");
const QString originField = QStringLiteral("origin");
const QString parentAField = QStringLiteral("parent_a");
const QString parentBField = QStringLiteral("parent_b");
const QString setField = QStringLiteral("set");
const QString transformsField = QStringLiteral("transforms");
const QString naturesField = QStringLiteral("natures");
const QString legendsField = QStringLiteral("legends");
const QString negativesField = QStringLiteral("negatives_by");
const QString geometryColumn = QStringLiteral("geom"); // of GeoPackages

std::optional<std::int64_t> wholeNumberOf(const QgsFeature& feature, int index) {
  const QVariant value = index < 0 ? QVariant() : feature.attribute(index);
  bool isNumber = false; // no parent is an empty text in a CSV
  const qlonglong parent = value.isNull() ? 0 : value.toLongLong(&isNumber);
  return isNumber ? std::optional<std::int64_t>(parent) : std::nullopt;
}

/// The place of a sample; NaN without one. A table may keep it in two columns.
Point pointOf(const QgsFeature& feature, const SampleColumns& columns) {
  if (!feature.hasGeometry()) {
    const Point none{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    if (columns.coordinates().x < 0)
      return none;
    const Point place{columns.number(feature, columns.coordinates().x),
                      columns.number(feature, columns.coordinates().y)};
    return std::isfinite(place.x) && std::isfinite(place.y) ? place : none;
  }
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
               const Columns& columns, const SampleColumns& fields, int label) {
  for (const int index : fields.features())
    values.push_back(fields.number(feature, index));
  table.labels.push_back(label);
  table.ids.push_back(wholeNumberOf(feature, columns.id).value_or(feature.id()));
  const QString origin = columns.origin < 0 ? QString() : feature.attribute(columns.origin).toString();
  table.origins.push_back(origin.toStdString());
  // Formats without NULL, as MapInfo's, hold 0 where an observed sample has no parent.
  const bool isObserved = origin.isEmpty() || table.origins.back() == SampleTable::observedOrigin;
  table.parentA.push_back(isObserved ? std::nullopt : wholeNumberOf(feature, columns.parentA));
  table.parentB.push_back(isObserved ? std::nullopt : wholeNumberOf(feature, columns.parentB));
  table.points.push_back(pointOf(feature, fields));
}

/// What the field that tells the choice of the non-deposits holds.
const std::string& dissimilarEvidence() {
  return negativeMethodChoices()[static_cast<std::size_t>(NegativeMethod::DissimilarEvidence)].id;
}

/// Samples without an origin are observed. A field 'origin' that says of no sample that it is observed or
/// made is the user's own, such as that of a rock: it says nothing of how samples came to be.
void passOverOwnOrigins(SampleTable& table, const std::string& parameter, const Progress& progress) {
  constexpr std::size_t mostNamed = 3;
  const bool isOwn = std::none_of(table.origins.begin(), table.origins.end(), [](const std::string& origin) {
    return origin == SampleTable::observedOrigin || isMadeOrigin(origin);
  });
  std::set<std::string> own(table.origins.begin(), table.origins.end());
  own.erase(std::string());
  std::replace(table.origins.begin(), table.origins.end(), std::string(),
               std::string(SampleTable::observedOrigin));
  if (!isOwn || own.empty())
    return;
  std::string named;
  std::size_t count = 0;
  for (const std::string& origin : own)
    if (++count <= mostNamed)
      named += (named.empty() ? "'" : ", '") + origin + "'";
  progress.warning({"%1: the field 'origin' holds %2%3 and no augmentation method; it is passed over, and "
                    "all samples are taken as observed.",
                    parameter, named, count > mostNamed ? Sentence(", ...") : Sentence("")});
  std::fill(table.origins.begin(), table.origins.end(), SampleTable::observedOrigin);
  std::fill(table.parentA.begin(), table.parentA.end(), std::nullopt);
  std::fill(table.parentB.begin(), table.parentB.end(), std::nullopt);
}

/// What a model or its explanation said of the samples tells what it was taught: their labels.
void warnOfOwnResults(const SampleTable& table, const QgsFields& fields, const std::string& parameter,
                      const Progress& progress) {
  for (const std::string& name : table.features)
    if (isOwnResult(QString::fromStdString(name), fields.names()))
      progress.warning(
          {"%1: the feature '%2' is a result of SHAP values, made by a model that knew the labels of its "
           "samples, and no evidence; a model that learns it fails on ground that it has not seen.",
           parameter, name});
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
      progress.warning({"%1: the feature '%2' looks like no evidence (%3); a model that learns it fails on "
                        "ground that it has not seen.",
                        parameter, name, Sentence(reasonOf(kinds[j]))});
    if (!chosen && kinds[j] != ColumnKind::Evidence) {
      progress.warning({"%1: the field '%2' is left out (%3); choose it among the features if it is evidence "
                        "all the same.",
                        parameter, name, Sentence(reasonOf(kinds[j]))});
      continue;
    }
    kept.push_back(static_cast<Eigen::Index>(j));
    names.push_back(name);
  }
  if (names.size() == table.features.size())
    return;
  if (names.empty())
    throw Error("%1: no numeric field of the layer is evidence; choose samples with evidence values.",
                parameter);
  table.values = Matrix(table.values(Eigen::all, kept));
  table.features = std::move(names);
  if (table.descriptions.empty())
    return;
  std::vector<FeatureDescription> descriptions;
  for (const Eigen::Index j : kept)
    descriptions.push_back(table.descriptions[static_cast<std::size_t>(j)]);
  table.descriptions = std::move(descriptions);
}

/// A field of samples that keeps something of the layers of the features.
struct RecordedField {
  const QString& field;
  const char* record; ///< what the text is, for messages
  bool (*read)(const std::string&, const std::vector<std::string>&, std::vector<FeatureDescription>&);
  /// Adds what other samples say of the layer; throws Error where that cannot be.
  void (*join)(FeatureDescription& all, const FeatureDescription& own, const std::string& layer,
               const std::string& parameter, const Progress& progress);
};

/// Adds what the records of the samples in one field say of the layers of the features.
void describe(SampleTable& table, const std::set<std::string>& records, const RecordedField& kept,
              const std::string& parameter, const Progress& progress) {
  std::vector<FeatureDescription> result;
  for (const std::string& record : records) {
    std::vector<FeatureDescription> own(table.features.size());
    if (!table.descriptions.empty())
      own = table.descriptions;
    if (!kept.read(record, table.features, own)) {
      progress.warning({"%1: the field '%2' holds '%3', which is no record of %4 is not known.", parameter,
                        kept.field.toStdString(), record, Sentence(kept.record)});
      return;
    }
    if (result.empty())
      result = own;
    for (std::size_t j = 0; j < table.features.size(); ++j)
      kept.join(result[j], own[j], table.features[j], parameter, progress);
  }
  if (!result.empty())
    table.descriptions = std::move(result);
}

void joinTransforms(FeatureDescription& all, const FeatureDescription& own, const std::string& layer,
                    const std::string& parameter, const Progress&) {
  if (all.transform != own.transform)
    throw Error("%1: the samples come from stacks in which the layer '%2' was transformed differently (%3, "
                "%4); take all samples from one stack.",
                parameter, layer, Sentence(all.transform), Sentence(own.transform));
}

/// Units are names, and one may have several: what differs in names alone is told where it is not known
/// which.
void joinNatures(FeatureDescription& all, const FeatureDescription& own, const std::string& layer,
                 const std::string& parameter, const Progress& progress) {
  if (all.kind == FeatureKind::Unknown)
    all.kind = own.kind;
  else if (own.kind != FeatureKind::Unknown && own.kind != all.kind)
    throw Error("%1: the samples come from stacks in which the layer '%2' is not of one kind (%3, %4); take "
                "all samples from one stack.",
                parameter, layer, Sentence(all.nature()), Sentence(own.nature()));
  if (all.unit.empty())
    all.unit = own.unit;
  else if (const std::optional<double> factor =
               own.unit.empty() ? std::optional<double>(1) : unitFactor(own.unit, all.unit);
           factor && *factor != 1)
    throw Error(
        "%1: the samples come from stacks in which the layer '%2' is in %3 and in %4; take all samples "
        "from one stack.",
        parameter, layer, all.unit, own.unit);
  else if (!factor)
    progress.warning({"%1: the samples come from stacks in which the layer '%2' is in %3 and in %4: unless "
                      "these are two names of one unit, take all samples from one stack.",
                      parameter, layer, all.unit, own.unit});
}

const RecordedField& recordedTransforms() {
  static const RecordedField kept{transformsField, "transforms; what was done to the layers",
                                  readTransformRecord, joinTransforms};
  return kept;
}

const RecordedField& recordedNatures() {
  static const RecordedField kept{naturesField, "kinds and units; what the layers are", readNatureRecord,
                                  joinNatures};
  return kept;
}

/// Samples of several stacks may hold different classes, and no class may have two names. Where "other" holds
/// other classes, that is told, and all of them count.
void joinClasses(FeatureDescription& all, const FeatureDescription& own, const std::string& layer,
                 const std::string& parameter, const Progress& progress) {
  if (!all.joined.empty() && !own.joined.empty() && all.joined != own.joined)
    progress.warning(
        {"%1: the samples come from stacks in which the class 'other' of the layer '%2' holds different "
         "classes; take all samples from one stack, or trust a model less where this class is.",
         parameter, layer});
  all.joined.insert(own.joined.begin(), own.joined.end());
  for (const auto& [code, name] : own.classes) {
    const auto [known, isNew] = all.classes.emplace(code, name);
    if (!isNew && known->second != name)
      throw Error("%1: the samples come from stacks in which the class %2 of the layer '%3' is '%4' and "
                  "'%5'; take all samples from one stack.",
                  parameter, exactText(code), layer, known->second, name);
  }
}

const RecordedField& recordedClasses() {
  static const RecordedField kept{legendsField, "classes; what the codes of the layers are called",
                                  readClassRecord, joinClasses};
  return kept;
}

/// Models compute with float32 numbers, in which a larger value would be infinite.
void checkMagnitude(const SampleTable& table, const std::string& parameter) {
  constexpr double largest = std::numeric_limits<float>::max();
  for (std::size_t j = 0; j < table.features.size(); ++j)
    for (const double value : table.values.col(static_cast<Eigen::Index>(j)))
      if (std::isfinite(value) && std::abs(value) > largest)
        throw Error("%1: the field '%2' holds %3, beyond the numbers that models compute with (up to "
                    "3.4e38); make it NULL, if it stands for no data, or give the field in another unit.",
                    parameter, table.features[j], exactText(value));
}

/// Leaves out rows that have data of fewer than a share of the layers; returns how many.
std::size_t leaveOutIncomplete(SampleTable& table, double minPresent) {
  table.values = table.values.unaryExpr(
      [](double value) { return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN(); });
  const FeatureLayers layers(table.features, table.descriptions);
  std::vector<std::size_t> complete;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const auto values = table.values.row(static_cast<Eigen::Index>(row));
    const auto hasData = [&](std::size_t feature) {
      return !std::isnan(values(static_cast<Eigen::Index>(feature)));
    };
    if (layers.present(hasData) >= layers.fewest(minPresent))
      complete.push_back(row);
  }
  const std::size_t incomplete = table.size() - complete.size();
  if (incomplete > 0)
    table = table.rows(complete);
  return incomplete;
}

void checkClasses(const SampleTable& table, const QString& parameter, const QString& labelField) {
  const std::size_t deposits = table.count(1);
  const std::size_t others = table.count(0);
  if (deposits + others == 0)
    throw Error("%1: no sample has a value in every feature; fill the gaps or choose fewer features.",
                parameter.toStdString());
  if (deposits == 0 || others == 0)
    throw Error("%1: the label field '%2' has only the value %3; samples of both classes (1 deposit, 0 "
                "non-deposit) are needed.",
                parameter.toStdString(), labelField.toStdString(), deposits == 0 ? 0 : 1);
  if (deposits < 2 || others < 2)
    throw Error("%1: %2 usable deposit(s) and %3 usable non-deposit(s) were found; at least 2 of "
                "each are needed.",
                parameter.toStdString(), deposits, others);
}

/// Labels of the rows, from what stands in the label field. Throws Error when that says nothing of deposits;
/// if that does not matter, it is told, and there are no labels.
bool decodeLabels(SampleTable& table, const std::vector<std::string>& texts, const QString& parameter,
                  const QString& labelField, bool mustBeLabels, const Progress& progress) {
  const std::optional<LabelCoding> coding = LabelCoding::of(texts);
  if (!coding) {
    const auto strange = std::find_if(texts.begin(), texts.end(), [](const std::string& text) {
      const std::optional<LabelCoding> alone = LabelCoding::of({text});
      return !alone || !alone->isPlain();
    });
    const QString value = QString::fromStdString(strange == texts.end() ? texts.front() : *strange);
    if (mustBeLabels)
      throw Error("%1: the label field '%2' holds '%3'; it must hold 1 for deposits and 0 for non-deposits.",
                  parameter.toStdString(), labelField.toStdString(), value.toStdString());
    progress.warning({"%1: the field '%2' holds '%3' and is no label; the samples are taken as "
                      "without labels.",
                      parameter.toStdString(), labelField.toStdString(), value.toStdString()});
    return false;
  }
  for (std::size_t row = 0; row < texts.size(); ++row)
    table.labels[row] = coding->labelOf(texts[row]).value_or(0);
  if (!texts.empty() && !coding->isPlain())
    progress.message({"%1: in the label field '%2', '%3' is taken for deposits and '%4' for "
                      "non-deposits.",
                      parameter.toStdString(), labelField.toStdString(), coding->deposit(), coding->other()});
  return true;
}

} // namespace

SampleTable readSamples(const QgsProcessingFeatureSource& source, const QString& parameter,
                        const QString& labelField, const QStringList& features, const Progress& progress,
                        const SampleReading& reading, bool* hasLabels) {
  const QgsFields fields = source.fields();
  const Columns columns{fields.lookupField(labelField), fields.lookupField(idField),
                        fields.lookupField(originField), fields.lookupField(parentAField),
                        fields.lookupField(parentBField)};
  const int transforms = fields.lookupField(transformsField);
  const int natures = fields.lookupField(naturesField);
  const int legends = fields.lookupField(legendsField);
  const int negatives = fields.lookupField(negativesField);
  const int ownSet = fields.lookupField(setField);
  const int set = ownSet == columns.label ? -1 : ownSet;
  const SampleColumns evidence(source, parameter, columns.label, features, progress);
  if (reading.needBothClasses && columns.label < 0)
    throw Error("%1: the layer has no label field '%2'; choose the field that holds 1 for deposits and 0 for "
                "non-deposits.",
                parameter.toStdString(), labelField.toStdString());

  SampleTable table;
  for (const int index : evidence.features())
    table.features.push_back(fields.at(index).name().toStdString());
  std::vector<double> values;
  std::vector<std::string> labels;
  std::vector<std::string> sets;
  QgsFeature feature;
  std::set<std::string> transformRecords;
  std::set<std::string> natureRecords;
  std::set<std::string> classRecords;
  const auto collect = [&](int field, std::set<std::string>& records) {
    if (const std::string record = field < 0 ? "" : fieldText(feature, field); !record.empty())
      records.insert(record);
  };
  std::size_t unlabelled = 0;
  std::size_t withoutTransforms = 0;
  QgsFeatureIterator iterator =
      source.getFeatures(QgsFeatureRequest(), Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  while (iterator.nextFeature(feature)) {
    progress.check();
    if (columns.label >= 0) {
      const std::string label = fieldText(feature, columns.label);
      if (reading.needBothClasses && standsForNothing(label)) {
        ++unlabelled;
        continue;
      }
      labels.push_back(label);
    }
    appendRow(table, values, feature, columns, evidence, 0);
    if (set >= 0)
      sets.push_back(fieldText(feature, set));
    table.hasDissimilarNegatives = table.hasDissimilarNegatives ||
                                   (negatives >= 0 && fieldText(feature, negatives) == dissimilarEvidence());
    collect(transforms, transformRecords);
    withoutTransforms += transforms >= 0 && fieldText(feature, transforms).empty() ? 1 : 0;
    collect(natures, natureRecords);
    collect(legends, classRecords);
  }
  passOverOwnOrigins(table, parameter.toStdString(), progress);
  const bool labelled = columns.label >= 0 &&
                        decodeLabels(table, labels, parameter, labelField, reading.needBothClasses, progress);
  if (hasLabels != nullptr)
    *hasLabels = labelled;
  table.sets = setsFromField(table, sets, labelled, parameter, progress);
  table.values = Eigen::Map<const Matrix>(values.data(), static_cast<Eigen::Index>(table.size()),
                                          static_cast<Eigen::Index>(evidence.features().size()));
  // Gaps are counted in what is used: a field that is no evidence may have as many as it likes.
  if (!reading.isEvidence)
    warnOfOwnResults(table, fields, parameter.toStdString(), progress);
  describe(table, transformRecords, recordedTransforms(), parameter.toStdString(), progress);
  if (withoutTransforms > 0 && !transformRecords.empty())
    progress.warning(
        {"%1: %2 of %3 samples do not say what was done to their layers (field '%4'), as the others "
         "do: they are taken to be of the same stack; if they are not, leave them out.",
         parameter.toStdString(), withoutTransforms, table.size(), transformsField.toStdString()});
  describe(table, natureRecords, recordedNatures(), parameter.toStdString(), progress);
  describe(table, classRecords, recordedClasses(), parameter.toStdString(), progress);
  // What the layers are is known by now: what was read from one is no copy of the label, however good it is.
  if (!reading.isEvidence && labelled)
    judgeColumns(table, parameter.toStdString(), !features.isEmpty(), progress);
  judgeClasses(table);
  for (const Sentence& doubt : sentinelDoubts(table, parameter.toStdString()))
    progress.warning(doubt);
  for (const Sentence& doubt : mergedCodes(table, parameter.toStdString()))
    progress.warning(doubt);
  if (!reading.isEvidence)
    for (const Sentence& doubt : codeDoubts(table, parameter.toStdString()))
      progress.warning(doubt);
  checkMagnitude(table, parameter.toStdString());
  describeNamedLikeClasses(table);
  const std::size_t incomplete = unlabelled + leaveOutIncomplete(table, reading.minPresent);
  if (incomplete > 0)
    progress.warning(
        reading.minPresent > 0 && reading.minPresent < 1
            ? Sentence("%1: %2 samples without a label or with data of too few layers (MIN_PRESENT) were "
                       "left out.",
                       parameter.toStdString(), incomplete)
        : reading.minPresent < 1
            ? Sentence("%1: %2 samples without a label or without any feature value were left out.",
                       parameter.toStdString(), incomplete)
            : Sentence("%1: %2 samples without a label or with an empty feature value were left out.",
                       parameter.toStdString(), incomplete));
  if (reading.needBothClasses)
    checkClasses(table, parameter, labelField);
  else if (table.size() == 0)
    throw reading.minPresent < 1
        ? Error("%1: no sample has enough values; fill the gaps or choose other samples.",
                parameter.toStdString())
        : Error("%1: no sample has a value in every feature; fill the gaps or choose other samples.",
                parameter.toStdString());
  return table;
}

void checkFeatureNames(const std::vector<std::string>& names, const QString& parameter) {
  QMap<QString, QString> seen;
  QStringList all;
  for (const std::string& name : names)
    all << QString::fromStdString(name);
  for (const QString& name : all) {
    if (isFieldOfSamples(name) || isIdentifierByName(name) || isOwnResult(name, all) ||
        name.toLower() == geometryColumn)
      throw Error("%1: the band '%2' has a name that samples use for something else; build the stack "
                  "with another name for it (BAND_NAMES).",
                  parameter.toStdString(), name.toStdString());
    const QString twin = seen.value(name.toLower());
    if (!twin.isEmpty())
      throw Error("%1: the bands '%2' and '%3' differ only in case, which tables do not tell apart; build "
                  "the stack with other names for them (BAND_NAMES).",
                  parameter.toStdString(), twin.toStdString(), name.toStdString());
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
  if (!table.sets.empty())
    fields.append(makeField(setField, QMetaType::Int));
  if (!transformRecord(table.features, table.descriptions).empty())
    fields.append(makeField(transformsField, QMetaType::QString));
  if (!natureRecord(table.features, table.descriptions).empty())
    fields.append(makeField(naturesField, QMetaType::QString));
  if (!classRecord(table).empty())
    fields.append(makeField(legendsField, QMetaType::QString));
  if (table.hasDissimilarNegatives)
    fields.append(makeField(negativesField, QMetaType::QString));
  for (QgsField field : extra) {
    while (fields.lookupField(field.name()) >= 0) // a feature that is called so
      field.setName(field.name() + resultSuffix);
    fields.append(field);
  }
  return fields;
}

SampleGeometry sampleGeometry(const QgsProcessingFeatureSource& source, const SampleTable& table) {
  if (source.wkbType() != Qgis::WkbType::NoGeometry)
    return {Qgis::WkbType::Point, source.sourceCrs()};
  const bool hasPlaces = std::any_of(table.points.begin(), table.points.end(),
                                     [](const Point& point) { return std::isfinite(point.x); });
  if (!hasPlaces)
    return {Qgis::WkbType::NoGeometry, {}};
  const bool inDegrees = coordinateColumns(source.fields()).longitude;
  return {Qgis::WkbType::Point,
          inDegrees ? QgsCoordinateReferenceSystem::fromEpsgId(4326) : QgsCoordinateReferenceSystem()};
}

void writeSamples(const SampleTable& table, const QgsFields& fields, QgsFeatureSink& sink,
                  const Progress& progress,
                  const std::function<void(std::size_t, QgsFeature&, int)>& fillExtra) {
  const auto parent = [](const std::optional<std::int64_t>& id) {
    return id ? QVariant(static_cast<qlonglong>(*id)) : nullOf(QMetaType::LongLong);
  };
  const QString transforms = QString::fromStdString(transformRecord(table.features, table.descriptions));
  const QString natures = QString::fromStdString(natureRecord(table.features, table.descriptions));
  const QString legends = QString::fromStdString(classRecord(table));
  for (std::size_t row = 0; row < table.size(); ++row) {
    progress.check();
    QgsFeature feature(fields);
    int column = 0;
    feature.setAttribute(column++, static_cast<qlonglong>(table.ids[row]));
    feature.setAttribute(column++, table.labels[row]);
    for (Eigen::Index j = 0; j < table.values.cols(); ++j) {
      const double value = table.values(static_cast<Eigen::Index>(row), j);
      feature.setAttribute(column++, std::isnan(value) ? nullOf(QMetaType::Double) : QVariant(value));
    }
    feature.setAttribute(column++, QString::fromStdString(table.origins[row]));
    feature.setAttribute(column++, parent(table.parentA[row]));
    feature.setAttribute(column++, parent(table.parentB[row]));
    if (!table.sets.empty())
      feature.setAttribute(column++,
                           table.sets[row] > 0 ? QVariant(table.sets[row]) : nullOf(QMetaType::Int));
    if (!transforms.isEmpty())
      feature.setAttribute(column++, transforms);
    if (!natures.isEmpty())
      feature.setAttribute(column++, natures);
    if (!legends.isEmpty())
      feature.setAttribute(column++, legends);
    if (table.hasDissimilarNegatives)
      feature.setAttribute(column++, QString::fromStdString(dissimilarEvidence()));
    if (fillExtra)
      fillExtra(row, feature, column);
    if (std::isfinite(table.points[row].x))
      feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(table.points[row].x, table.points[row].y)));
    sink.addFeature(feature, QgsFeatureSink::FastInsert);
  }
}

} // namespace prospectivity
