#include "processing/layers/sample_columns.h"

#include "engine/core/error.h"
#include "processing/layers/field_text.h"
#include "processing/releases/enumerations.h"

#include <QSet>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <limits>

namespace prospectivity {

namespace {

const QString rowNumber = QStringLiteral("fid"); // of GeoPackages
const QString baseValue = QStringLiteral("base_value");
const QString residual = QStringLiteral("residual");
const QString prediction = QStringLiteral("prediction");

QString quoted(const QgsFields& fields, const QVector<int>& columns) {
  QStringList names;
  for (const int column : columns)
    names << QStringLiteral("'%1'").arg(fields.at(column).name());
  return names.join(QStringLiteral(", "));
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

/// Whether the source of a layer says that a field is its key: primary keys of databases, and the row numbers
/// that file formats keep (fid, ogc_fid, ...).
bool isKeyOfSource(const QgsField& field) {
  const QgsFieldConstraints& constraints = field.constraints();
  const auto isOfSource = [&](QgsFieldConstraints::Constraint constraint) {
    return constraints.constraintOrigin(constraint) == QgsFieldConstraints::ConstraintOriginProvider;
  };
  return field.isNumeric() && isOfSource(QgsFieldConstraints::ConstraintUnique) &&
         isOfSource(QgsFieldConstraints::ConstraintNotNull);
}

/// Whether a field is one of those that KML writes beside the user's own.
bool isOfKml(const QString& name, const QgsFields& fields) {
  static const QStringList own{QStringLiteral("tessellate"), QStringLiteral("extrude"),
                               QStringLiteral("visibility"), QStringLiteral("drawOrder")};
  return own.contains(name) && std::all_of(own.begin(), own.end(),
                                           [&](const QString& field) { return fields.indexOf(field) >= 0; });
}

/// Whether a field is a row number, though the layer was copied and its source no longer says so.
bool isCopiedKey(const QgsField& field) {
  const int type = static_cast<int>(field.type());
  return field.name().toLower() == rowNumber && (type == QMetaType::Int || type == QMetaType::LongLong);
}

/// Another field that a name stands for as well as for the one that was found, where it differs from both in
/// case; empty: none.
QString twinOf(const QgsFields& fields, int found, const QString& name) {
  for (int i = 0; fields.at(found).name() != name && i < fields.count(); ++i)
    if (i != found && fields.at(i).name().compare(name, Qt::CaseInsensitive) == 0)
      return fields.at(i).name();
  return QString();
}

bool isText(const QgsField& field) {
  return !field.isNumeric() && static_cast<int>(field.type()) == QMetaType::QString;
}

} // namespace

bool isFieldOfSamples(const QString& name) {
  static const QSet<QString> names{QStringLiteral("sample_id"),  QStringLiteral("label"),
                                   QStringLiteral("origin"),     QStringLiteral("parent_a"),
                                   QStringLiteral("parent_b"),   QStringLiteral("set"),
                                   QStringLiteral("transforms"), QStringLiteral("natures"),
                                   QStringLiteral("legends"),    QStringLiteral("negatives_by")};
  return names.contains(name.toLower());
}

bool isIdentifierByName(const QString& name) {
  static const QSet<QString> names{rowNumber, QStringLiteral("id"), QStringLiteral("objectid")};
  return names.contains(name.toLower());
}

const QString resultSuffix = QStringLiteral("_of_model");

bool isOwnResult(const QString& name, const QStringList& names) {
  const auto has = [&](const QString& one) { return names.contains(one, Qt::CaseInsensitive); };
  const auto hasResult = [&](const QString& one) { return has(one) || has(one + resultSuffix); };
  const QString shares = QStringLiteral("shap_");
  const bool isExplained = hasResult(baseValue) && (hasResult(residual) || hasResult(prediction)) &&
                           std::any_of(names.begin(), names.end(), [&](const QString& one) {
                             return one.startsWith(shares, Qt::CaseInsensitive);
                           });
  if (!isExplained || has(name + resultSuffix)) // the feature whose name the result would have had
    return false;
  const QString lower = name.toLower();
  const QString errors = QStringLiteral("se_");
  for (const QString& result : {baseValue, residual, prediction})
    if (lower == result || lower == result + resultSuffix)
      return true;
  return lower.startsWith(shares) || (lower.startsWith(errors) && has(shares + name.mid(errors.size())));
}

CoordinateColumns coordinateColumns(const QgsFields& fields, DegreesAre degrees) {
  struct Names {
    const char* x;
    const char* y;
    bool longitude;
  };
  static const Names pairs[] = {{"x", "y", false},
                                {"easting", "northing", false},
                                {"east", "north", false},
                                {"eastings", "northings", false},
                                {"utm_e", "utm_n", false},
                                {"utm_x", "utm_y", false},
                                {"x_utm", "y_utm", false},
                                {"utm_east", "utm_north", false},
                                {"utm_easting", "utm_northing", false},
                                {"point_x", "point_y", false},
                                {"coord_x", "coord_y", false},
                                {"x_coord", "y_coord", false},
                                {"xcoord", "ycoord", false},
                                {"coordx", "coordy", false},
                                {"x_coordinate", "y_coordinate", false},
                                {"mga_e", "mga_n", false},
                                {"mga_east", "mga_north", false},
                                {"rechtswert", "hochwert", false},
                                {"este", "norte", false},
                                {"longitud", "latitud", true},
                                {"longitude", "latitude", true},
                                {"lon", "lat", true},
                                {"long", "lat", true},
                                {"lng", "lat", true}};
  CoordinateColumns found;
  for (const Names& pair : pairs) {
    const int x = fields.lookupField(QString::fromLatin1(pair.x));
    const int y = fields.lookupField(QString::fromLatin1(pair.y));
    if (x < 0 || y < 0 || fields.at(x).isNumeric() != fields.at(y).isNumeric())
      continue;
    if (pair.longitude == (degrees == DegreesAre::First))
      return {x, y, pair.longitude};
    if (found.x < 0)
      found = {x, y, pair.longitude};
  }
  return found;
}

SampleColumns::SampleColumns(const QgsProcessingFeatureSource& source, const QString& parameter, int label,
                             const QStringList& features, const Progress& progress)
    : mParameter(parameter) {
  const QgsFields fields = source.fields();
  if (source.wkbType() == Qgis::WkbType::NoGeometry)
    mCoordinates = coordinateColumns(fields);
  if (!features.isEmpty())
    choose(fields, label, features);
  QVector<int> texts;
  for (int i = 0; i < fields.count(); ++i) {
    const bool mayCount =
        features.isEmpty() || mFeatures.contains(i) || i == mCoordinates.x || i == mCoordinates.y;
    if (isText(fields.at(i)) && i != label && mayCount && !isFieldOfSamples(fields.at(i).name()))
      texts << i;
  }
  look(source, texts, progress);
  for (const int axis : {mCoordinates.x, mCoordinates.y})
    if (axis >= 0 && isText(fields.at(axis)) && mTexts[axis].numbers() == 0)
      mCoordinates = {};
  if (features.isEmpty())
    find(fields, label, progress);
  tellOfTexts(fields, !features.isEmpty(), progress);
  if (mCoordinates.x >= 0)
    progress.message({"%1: the table has no geometry; the fields %2 are taken for the places of "
                      "the samples, in the CRS of the evidence stack where one is used.",
                      parameter.toStdString(),
                      quoted(fields, {mCoordinates.x, mCoordinates.y}).toStdString()});
}

/// What tells the answer is no feature: a model would be perfect.
void SampleColumns::choose(const QgsFields& fields, int label, const QStringList& features) {
  for (const QString& name : features) {
    const int index = fields.lookupField(name);
    if (index < 0)
      throw Error("%1: the layer has no field '%2'; choose samples that have it, or other features.",
                  mParameter.toStdString(), name.toStdString());
    if (const QString twin = twinOf(fields, index, name); !twin.isEmpty())
      throw Error("%1: the feature '%2' may be the field '%3' or '%4', and which is meant cannot be "
                  "told; rename one of them.",
                  mParameter.toStdString(), name.toStdString(), fields.at(index).name().toStdString(),
                  twin.toStdString());
    if (index == label)
      throw Error("%1: the feature '%2' is the label field; leave it out of the features.",
                  mParameter.toStdString(), name.toStdString());
    if (isFieldOfSamples(name))
      throw Error("%1: the feature '%2' describes the samples and is no evidence; leave it out of the "
                  "features.",
                  mParameter.toStdString(), name.toStdString());
    if (mFeatures.contains(index))
      throw Error("%1: the field '%2' stands for two features; choose it once.", mParameter.toStdString(),
                  fields.at(index).name().toStdString());
    mFeatures.append(index);
  }
}

void SampleColumns::look(const QgsProcessingFeatureSource& source, const QVector<int>& columns,
                         const Progress& progress) {
  if (columns.isEmpty())
    return;
  for (const int column : columns)
    mTexts[column];
  QgsFeature feature;
  QgsFeatureIterator iterator =
      source.getFeatures(QgsFeatureRequest().setSubsetOfAttributes(columns.toList()),
                         Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  while (iterator.nextFeature(feature)) {
    progress.check();
    for (auto& [column, text] : mTexts)
      text.add(fieldText(feature, column));
  }
}

void SampleColumns::find(const QgsFields& fields, int label, const Progress& progress) {
  QVector<int> numbers;
  QVector<int> texts;
  QVector<int> almost;
  QVector<int> own;
  QVector<int> byName;
  for (int i = 0; i < fields.count(); ++i) {
    const QgsField field = fields.at(i);
    const auto text = mTexts.find(i);
    const bool isNumbers =
        text != mTexts.end() && text->second.values() > 0 && text->second.numbers() == text->second.values();
    const bool isAlmost = !isNumbers && text != mTexts.end() && text->second.numbers() > 0 &&
                          2 * text->second.numbers() >= text->second.values();
    if (i == label || isFieldOfSamples(field.name()) || i == mCoordinates.x || i == mCoordinates.y ||
        !(field.isNumeric() || isNumbers || isAlmost))
      continue;
    if (i == 0 && isKeyOfSource(field))
      continue; // the row number that drivers put before the user's columns
    if (isKeyOfSource(field) || isCopiedKey(field) || isOfKml(field.name(), fields) ||
        isOwnResult(field.name(), fields.names()))
      own.append(i);
    else if (isIdentifierByName(field.name()) || isCoordinate(field.name(), fields))
      byName.append(i);
    else
      (field.isNumeric() ? numbers : isNumbers ? texts : almost).append(i);
  }
  if (!own.isEmpty())
    progress.message({"%1: left out as keys, columns of the file's format or results of SHAP values: %2.",
                      mParameter.toStdString(), quoted(fields, own).toStdString()});
  if (!byName.isEmpty())
    progress.warning({"%1: left out as identifiers or coordinates by their names: %2; choose "
                      "them among the features if they are evidence.",
                      mParameter.toStdString(), quoted(fields, byName).toStdString()});
  // Where other fields have a type, one of text is text on purpose: a sheet number, a year.
  const bool isUntyped = numbers.isEmpty();
  mFeatures = isUntyped ? texts : numbers;
  if (!isUntyped && !texts.isEmpty())
    progress.warning({"%1: text fields are left out although they hold numbers: %2; choose them "
                      "among the features if they are evidence.",
                      mParameter.toStdString(), quoted(fields, texts).toStdString()});
  for (const int column : isUntyped ? almost : QVector<int>())
    progress.warning({"%1: the text field '%2' is left out, because '%3' is no number; correct it, or choose "
                      "the field among the features: samples without a number are then left out.",
                      mParameter.toStdString(), fields.at(column).name().toStdString(),
                      mTexts.at(column).firstOther()});
  if (mFeatures.isEmpty())
    throw Error("%1: the layer has no numeric feature field; choose samples with evidence values.",
                mParameter.toStdString());
}

void SampleColumns::tellOfTexts(const QgsFields& fields, bool chosen, const Progress& progress) const {
  QVector<int> withCommas;
  bool mayGroup = true;
  for (const int column : mFeatures) {
    const auto found = mTexts.find(column);
    if (found == mTexts.end())
      continue;
    const TextColumn& text = found->second;
    const QString name = fields.at(column).name();
    const QString other = QString::fromStdString(text.firstOther());
    if (text.numbers() == 0)
      throw text.values() == 0
          ? Error("%1: the feature '%2' is empty in every sample; leave it out of the features.",
                  mParameter.toStdString(), name.toStdString())
          : Error(
                "%1: the feature '%2' holds text such as '%3' and no numbers; leave it out of the features.",
                mParameter.toStdString(), name.toStdString(), other.toStdString());
    if (chosen && text.numbers() < text.values())
      progress.warning({"%1: '%2' in the field '%3' is no number, nor are %4 others; samples "
                        "without a number in it count as without a value.",
                        mParameter.toStdString(), other.toStdString(), name.toStdString(),
                        text.values() - text.numbers() - 1});
    if (text.mark() == DecimalMark::Comma) {
      withCommas << column;
      mayGroup = mayGroup && text.mayGroupThousands();
    }
  }
  if (withCommas.isEmpty())
    return;
  const QString names = quoted(fields, withCommas);
  if (mayGroup)
    progress.warning({"%1: the commas in %2 are taken for decimal commas, but all of them could "
                      "group thousands; if they do, write the numbers without them.",
                      mParameter.toStdString(), names.toStdString()});
  else
    progress.message({"%1: the commas in %2 are taken for decimal commas.", mParameter.toStdString(),
                      names.toStdString()});
}

double SampleColumns::number(const QgsFeature& feature, int index) const {
  const QVariant value = feature.attribute(index);
  const auto text = mTexts.find(index);
  if (!value.isNull() && text != mTexts.end())
    return numberIn(value.toString().toStdString(), text->second.mark())
        .value_or(std::numeric_limits<double>::quiet_NaN());
  bool isNumber = false;
  const double number = value.isNull() ? 0 : value.toDouble(&isNumber);
  return isNumber ? number : std::numeric_limits<double>::quiet_NaN();
}

} // namespace prospectivity
