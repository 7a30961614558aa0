#include "processing/layers/point_labels.h"

#include "engine/augment/registry.h"
#include "engine/samples/text_numbers.h"
#include "processing/layers/field_text.h"
#include "processing/layers/sample_columns.h"

#include <QRegularExpression>
#include <QSet>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>

#include <algorithm>

namespace prospectivity {

namespace {

constexpr int mostLabels = 5; ///< more distinct values are names

/// Distinct texts; many of them are no labels, and need not be kept.
template <typename Value> void add(std::vector<Value>& kept, const std::string& text) {
  constexpr std::size_t most = 20;
  const auto known =
      std::find_if(kept.begin(), kept.end(), [&](const Value& value) { return value.text == text; });
  if (known != kept.end())
    ++known->points;
  else if (kept.size() < most)
    kept.push_back({text, 1});
}

/// Whether a word of a text is one of these.
bool hasWordOf(const QString& text, const QSet<QString>& words) {
  static const QRegularExpression between(QStringLiteral("[\\W_]+"),
                                          QRegularExpression::UseUnicodePropertiesOption);
  const QStringList own = text.toLower().split(between, Qt::SkipEmptyParts);
  return std::any_of(own.begin(), own.end(), [&](const QString& word) { return words.contains(word); });
}

/// Whether the name of a field, or one of its two values, speaks of what the points are. A register of mines
/// has many fields of two values, such as a commodity, a status or a zone, and these are none of them.
bool speaksOfKinds(const QString& name, const QString& value, const QString& other) {
  static const QSet<QString> ofNames{
      QStringLiteral("class"),    QStringLiteral("classe"),     QStringLiteral("clase"),
      QStringLiteral("klasse"),   QStringLiteral("category"),   QStringLiteral("type"),
      QStringLiteral("typ"),      QStringLiteral("tipo"),       QStringLiteral("kind"),
      QStringLiteral("target"),   QStringLiteral("label"),      QStringLiteral("ore"),
      QStringLiteral("deposit"),  QStringLiteral("occurrence"), QStringLiteral("mineralised"),
      QStringLiteral("positive"), QStringLiteral("mineralized")};
  static const QSet<QString> ofValues{QStringLiteral("ore"),
                                      QStringLiteral("waste"),
                                      QStringLiteral("barren"),
                                      QStringLiteral("sterile"),
                                      QStringLiteral("steril"),
                                      QStringLiteral("taub"),
                                      QStringLiteral("deposit"),
                                      QStringLiteral("deposits"),
                                      QStringLiteral("nondeposit"),
                                      QStringLiteral("mineralised"),
                                      QStringLiteral("mineralized"),
                                      QStringLiteral("unmineralised"),
                                      QStringLiteral("unmineralized"),
                                      QStringLiteral("target"),
                                      QStringLiteral("background"),
                                      QStringLiteral("positive"),
                                      QStringLiteral("negative"),
                                      QStringLiteral("pos"),
                                      QStringLiteral("neg"),
                                      QStringLiteral("present"),
                                      QStringLiteral("absent"),
                                      QStringLiteral("non"),
                                      QStringLiteral("no"),
                                      QStringLiteral("not"),
                                      QStringLiteral("none"),
                                      QStringLiteral("nein"),
                                      QStringLiteral("oui"),
                                      QStringLiteral("0")};
  return hasWordOf(name, ofNames) || hasWordOf(value, ofValues) || hasWordOf(other, ofValues);
}

QString inQuotes(const std::string& text) {
  return QStringLiteral("'%1'").arg(QString::fromStdString(text));
}

} // namespace

PointLabels::PointLabels(const QgsFields& fields, QgsFeatureIterator features, const Progress& progress,
                         Look look)
    : mFields(fields), mValues(static_cast<std::size_t>(fields.count())),
      mField(fields.lookupField(QStringLiteral("label"))),
      mOrigin(fields.lookupField(QStringLiteral("origin"))) {
  QgsFeature feature;
  while (features.nextFeature(feature)) {
    progress.check();
    ++mPoints;
    for (int i = 0; i < fields.count(); ++i)
      if (look == Look::AllFields || i == mField)
        add(mValues[static_cast<std::size_t>(i)], fieldText(feature, i));
  }
  if (mField < 0)
    return;
  const std::vector<std::string> all = texts(mField);
  if (!std::all_of(all.begin(), all.end(), standsForNothing))
    mCoding = LabelCoding::of(all);
}

std::vector<std::string> PointLabels::texts(int field) const {
  std::vector<std::string> result;
  for (const Value& value : mValues[static_cast<std::size_t>(field)])
    result.push_back(value.text);
  return result;
}

std::optional<int> PointLabels::labelOf(const QgsFeature& feature) const {
  return mCoding->labelOf(fieldText(feature, mField));
}

bool PointLabels::isSynthetic(const QgsFeature& feature) const {
  const std::string origin = mOrigin < 0 ? std::string() : fieldText(feature, mOrigin);
  return isMadeOrigin(origin);
}

QStringList PointLabels::labelTexts() const {
  QStringList values;
  for (const std::string& text : texts(mField))
    if (!standsForNothing(text))
      values << inQuotes(text);
  return values;
}

QStringList PointLabels::notUnderstood() const {
  constexpr std::size_t pointsPerValue = 3;
  if (mField < 0 || mCoding || !partlyUnderstood().isEmpty())
    return {};
  const QStringList values = labelTexts();
  const bool areFew = values.size() >= 2 && values.size() <= mostLabels;
  return areFew && mPoints >= pointsPerValue * static_cast<std::size_t>(values.size()) ? values
                                                                                       : QStringList();
}

QStringList PointLabels::partlyUnderstood() const {
  if (mField < 0 || mCoding)
    return {};
  const std::vector<std::string> all = texts(mField);
  const bool areNumbers = std::all_of(all.begin(), all.end(), [](const std::string& text) {
    return standsForNothing(text) || numberIn(text, DecimalMark::Point);
  });
  const QStringList values = labelTexts();
  return !areNumbers && values.size() <= mostLabels && LabelCoding::among(all) ? values : QStringList();
}

QStringList PointLabels::likeLabels() const {
  QStringList names;
  for (int i = 0; i < mFields.count(); ++i) {
    std::vector<std::string> values;
    for (const std::string& text : texts(i))
      if (!standsForNothing(text))
        values.push_back(text);
    const std::optional<LabelCoding> coding = values.empty() ? std::nullopt : LabelCoding::of(values);
    if (!coding)
      continue;
    const auto deposits = std::count_if(values.begin(), values.end(),
                                        [&](const std::string& text) { return coding->labelOf(text) == 1; });
    if (deposits > 0 && static_cast<std::size_t>(deposits) < values.size())
      names << inQuotes(mFields.at(i).name().toStdString());
  }
  return names;
}

QStringList PointLabels::ofTwoKinds() const {
  constexpr std::size_t fewestPoints = 2;   // of one value: a lone one is a slip or a name
  constexpr std::size_t fewestTogether = 6; // of fewer, two names may be there twice each by chance
  constexpr std::size_t longestText = 40;   // words that tell kinds are short
  QStringList names;
  for (int i = 0; i < mFields.count(); ++i) {
    std::vector<Value> values;
    for (const Value& value : mValues[static_cast<std::size_t>(i)])
      if (!standsForNothing(value.text))
        values.push_back(value);
    if (isFieldOfSamples(mFields.at(i).name()) || values.size() != 2 ||
        values[0].points + values[1].points < fewestTogether ||
        !std::all_of(values.begin(), values.end(),
                     [](const Value& value) {
                       return value.points >= fewestPoints && value.text.size() <= longestText;
                     }) ||
        LabelCoding::of({values[0].text, values[1].text}) ||
        !speaksOfKinds(mFields.at(i).name(), QString::fromStdString(values[0].text),
                       QString::fromStdString(values[1].text)))
      continue;
    names << QStringLiteral("%1 (%2, %3)")
                 .arg(inQuotes(mFields.at(i).name().toStdString()), inQuotes(values[0].text),
                      inQuotes(values[1].text));
  }
  return names;
}

} // namespace prospectivity
