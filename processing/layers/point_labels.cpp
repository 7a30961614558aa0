#include "processing/layers/point_labels.h"

#include "engine/augment/registry.h"
#include "engine/samples/text_numbers.h"
#include "processing/layers/field_text.h"

#include <qgsfeature.h>
#include <qgsfeatureiterator.h>

#include <algorithm>

namespace prospectivity {

namespace {

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
  return origin == patchesAugmentation || findAugmenter(origin) != nullptr;
}

QStringList PointLabels::notUnderstood() const {
  constexpr int mostNumbers = 5;
  constexpr std::size_t pointsPerValue = 3;
  if (mField < 0 || mCoding)
    return {};
  QStringList values;
  bool areNumbers = true;
  for (const std::string& text : texts(mField)) {
    if (standsForNothing(text))
      continue;
    values << QStringLiteral("'%1'").arg(QString::fromStdString(text));
    areNumbers = areNumbers && numberIn(text, DecimalMark::Point);
  }
  const bool areFew = values.size() == 2 || (areNumbers && values.size() > 2 && values.size() <= mostNumbers);
  return areFew && mPoints >= pointsPerValue * static_cast<std::size_t>(values.size()) ? values
                                                                                       : QStringList();
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
