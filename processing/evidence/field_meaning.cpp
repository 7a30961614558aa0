#include "processing/evidence/field_meaning.h"

#include "engine/core/error.h"
#include "processing/releases/enumerations.h"

#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsfields.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <vector>

namespace prospectivity {

namespace {

constexpr double exactNumbers = 16777216; ///< 2^24: float32 holds every whole number up to it
constexpr std::size_t mostNames = 10000;  ///< classes that have names
constexpr std::size_t mostNumbers = 1000000;
constexpr std::size_t mostLikeCodes = 2000;
constexpr std::size_t featuresPerCode = 4;
constexpr std::size_t featuresPerMergedCode = 2;
constexpr int featuresBetweenChecks = 1000;

/// How a value is told from others, with all its digits; empty where there is none.
QString keyOf(const QVariant& value) {
  if (value.isNull())
    return {};
  if (value.userType() != QMetaType::Double)
    return value.toString().simplified();
  const double number = value.toDouble() + 0.0; // no negative zero
  if (!std::isfinite(number))
    return {};
  return number == std::floor(number) && std::abs(number) < 1e15 ? QString::number(number, 'f', 0)
                                                                 : QString::number(number, 'g', 17);
}

/// One of the different values of a field.
struct Value {
  QString key;
  bool isNumber = false;
  double number = 0;
};

struct Values {
  std::vector<Value> all; ///< numbers in their order, texts in that of their letters
  std::size_t features = 0;
  bool areNumbers = true; ///< all of them
  bool areWhole = true;
};

/// Stops where a numeric field turns out to measure something; what it has seen by then does not matter.
Values valuesOf(const QgsProcessingFeatureSource& source, int field, bool isNumeric, std::size_t most,
                const Progress& progress) {
  Values values;
  std::set<QString> keys;
  QgsFeatureRequest request;
  request.setSubsetOfAttributes({field});
  QgsFeature feature;
  QgsFeatureIterator features =
      source.getFeatures(request, Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  for (long long number = 0; features.nextFeature(feature); ++number) {
    if (number % featuresBetweenChecks == 0)
      progress.check();
    const QString key = keyOf(feature.attribute(field));
    if (key.isEmpty())
      continue;
    ++values.features;
    if (!keys.insert(key).second)
      continue;
    Value value{key, false, 0};
    value.number = key.toDouble(&value.isNumber);
    values.areNumbers = values.areNumbers && value.isNumber;
    values.areWhole = values.areWhole && value.isNumber && value.number == std::floor(value.number);
    values.all.push_back(value);
    if (values.all.size() > most || (isNumeric && !values.areWhole))
      break;
  }
  std::sort(values.all.begin(), values.all.end(), [&](const Value& a, const Value& b) {
    return values.areNumbers && a.number != b.number ? a.number < b.number : a.key < b.key;
  });
  return values;
}

/// The names that the layer's properties give to values (the widget "Value Map", and domains of files).
std::map<QString, QString> namesInProperties(const QgsField& field) {
  std::map<QString, QString> names;
  const QgsEditorWidgetSetup setup = field.editorWidgetSetup();
  if (setup.type() != QLatin1String("ValueMap"))
    return names;
  const QVariant map = setup.config().value(QStringLiteral("map"));
  const auto add = [&names](const QVariantMap& entries) {
    for (auto entry = entries.constBegin(); entry != entries.constEnd(); ++entry)
      if (const QString name = entry.key().simplified(); !name.isEmpty())
        names.emplace(entry.value().toString().simplified(), name);
  };
  add(map.toMap());
  for (const QVariant& entries : map.toList())
    add(entries.toMap());
  return names;
}

/// Classes by the values of the field, numbered from 1 where `isNumbered`, else as they are.
FieldMeaning classesOf(const Values& values, const std::map<QString, QString>& names, bool isNumbered) {
  FieldMeaning meaning;
  meaning.kind = FeatureKind::Codes;
  for (std::size_t i = 0; i < values.all.size(); ++i) {
    const Value& value = values.all[i];
    const double code = isNumbered ? static_cast<double>(i + 1) : value.number;
    meaning.codes[value.key] = code;
    const auto name = names.find(value.key);
    if (name != names.end() || isNumbered)
      meaning.names[code] = (name != names.end() ? name->second : value.key).toStdString();
  }
  return meaning;
}

std::size_t toldApart(const Values& values) {
  std::set<float> held;
  for (const Value& value : values.all)
    held.insert(static_cast<float>(value.number));
  return held.size();
}

bool arePresence(const Values& values) {
  return std::all_of(values.all.begin(), values.all.end(),
                     [](const Value& value) { return value.number == 0 || value.number == 1; });
}

} // namespace

std::optional<double> FieldMeaning::numberOf(const QVariant& value) const {
  if (codes.empty()) {
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber && !value.isNull() && std::isfinite(number) ? std::optional<double>(number)
                                                                : std::nullopt;
  }
  const auto code = codes.find(keyOf(value));
  return code == codes.end() ? std::nullopt : std::optional<double>(code->second);
}

FieldMeaning meaningOf(const QgsProcessingFeatureSource& source, int field, const QString& layer,
                       const Progress& progress) {
  const QgsField own = source.fields().at(field);
  const std::map<QString, QString> names = namesInProperties(own);
  const bool isNumeric = own.isNumeric();
  const Values values = valuesOf(source, field, isNumeric, isNumeric ? mostNumbers : mostNames, progress);
  const std::size_t count = values.all.size();
  const std::string name = own.name().toStdString();
  const std::string ofLayer = layer.toStdString();
  if (count == 0)
    return {};
  if (!isNumeric) {
    if (count > mostNames)
      throw Error("FIELD: '%1' of the layer '%2' holds more than %3 different texts, which are no "
                  "classes: choose a field of fewer, such as that of the map units.",
                  name, ofLayer, mostNames);
    if (values.areNumbers && !values.areWhole)
      throw Error("FIELD: '%1' of the layer '%2' holds numbers as text; make a numeric "
                  "field of it with the field calculator.",
                  name, ofLayer);
    if (values.areNumbers)
      progress.warning({"FIELD: '%1' of the layer '%2' is a text of %3 whole numbers, which are taken "
                        "for classes and become the codes 1 to %3; make a numeric field of it with "
                        "the field calculator, if they measure something.",
                        name, ofLayer, count});
    else
      progress.message({"FIELD: the %3 texts in '%1' of the layer '%2' become the codes 1 to %3, in the "
                        "order of their letters, with the texts as names of the classes; name the "
                        "band in CATEGORICAL of the evidence stack.",
                        name, ofLayer, count});
    return classesOf(values, names, true);
  }
  if (!values.areWhole || count > mostNumbers)
    return {};
  const std::size_t apart = toldApart(values);
  if (!names.empty()) {
    const bool isBeyond =
        std::max(std::abs(values.all.front().number), std::abs(values.all.back().number)) > exactNumbers;
    progress.message(
        isBeyond ? Sentence("FIELD: the values of '%1' of the layer '%2' have names in its properties: "
                            "they are classes and become the codes 1 to %3, in their order; name the "
                            "band in CATEGORICAL of the evidence stack.",
                            name, ofLayer, count)
                 : Sentence("FIELD: the %3 values of '%1' of the layer '%2' have names in its "
                            "properties: they are codes of classes; name the band in CATEGORICAL of "
                            "the evidence stack.",
                            name, ofLayer, count));
    return classesOf(values, names, isBeyond);
  }
  if (apart < count && featuresPerMergedCode * count <= values.features) {
    progress.warning({"FIELD: '%1' of the layer '%2' holds %3 whole numbers that features share, as "
                      "codes are, of which the cells of a raster (24 bits) would tell %4 apart: they "
                      "become the codes 1 to %3, in their order, with the numbers as names of the "
                      "classes.",
                      name, ofLayer, count, apart});
    return classesOf(values, names, true);
  }
  if (apart < count)
    progress.warning({"FIELD: '%1' of the layer '%2' holds %3 different whole numbers, of which the "
                      "cells of a raster (24 bits) tell %4 apart: if they are codes, number them "
                      "anew, or give them as text.",
                      name, ofLayer, count, apart});
  if (count < 2 || arePresence(values) || count > mostLikeCodes || featuresPerCode * count > values.features)
    return {};
  progress.warning({"FIELD: '%1' of the layer '%2' holds %3 whole numbers in %4 features, as codes of "
                    "map units do: name the band in CATEGORICAL of the evidence stack, unless they "
                    "measure something.",
                    name, ofLayer, count, values.features});
  FieldMeaning meaning;
  meaning.kind = FeatureKind::Unknown;
  return meaning;
}

} // namespace prospectivity
