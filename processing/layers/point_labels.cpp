#include "processing/layers/point_labels.h"

#include "engine/augment/registry.h"
#include "engine/samples/text_numbers.h"
#include "processing/layers/field_text.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>

#include <algorithm>

namespace prospectivity {

namespace {

constexpr int mostLabels = 5; ///< more distinct values are names

/// Distinct texts; many of them are no labels, and need not be kept.
void add(std::vector<std::string>& kept, const std::string& text) {
  constexpr std::size_t most = 20;
  if (kept.size() < most && std::find(kept.begin(), kept.end(), text) == kept.end())
    kept.push_back(text);
}

} // namespace

PointLabels::PointLabels(const QgsFields& fields, QgsFeatureIterator features, const Progress& progress,
                         Look look)
    : mFields(fields), mTexts(static_cast<std::size_t>(fields.count())),
      mField(fields.lookupField(QStringLiteral("label"))),
      mOrigin(fields.lookupField(QStringLiteral("origin"))) {
  QgsFeature feature;
  while (features.nextFeature(feature)) {
    progress.check();
    ++mPoints;
    for (int i = 0; i < fields.count(); ++i)
      if (look == Look::AllFields || i == mField)
        add(mTexts[static_cast<std::size_t>(i)], fieldText(feature, i));
  }
  const bool hasLabels =
      mField >= 0 && std::any_of(texts(mField).begin(), texts(mField).end(),
                                 [](const std::string& text) { return !standsForNothing(text); });
  if (hasLabels)
    mCoding = LabelCoding::of(texts(mField));
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
      values << QStringLiteral("'%1'").arg(QString::fromStdString(text));
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
  const std::vector<std::string>& all = texts(mField);
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
      names << QStringLiteral("'%1'").arg(mFields.at(i).name());
  }
  return names;
}

} // namespace prospectivity
