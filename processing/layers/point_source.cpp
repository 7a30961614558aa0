#include "processing/layers/point_source.h"

#include "engine/core/error.h"
#include "engine/samples/label_coding.h"
#include "processing/layers/bring_to.h"
#include "processing/layers/field_text.h"
#include "processing/layers/sample_columns.h"
#include "processing/releases/enumerations.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <optional>
#include <string>

namespace prospectivity {

namespace {

constexpr int mostNamed = 5;

/// What the fields of a layer of points say of deposits.
class PointLabels {
 public:
  PointLabels(const QgsProcessingFeatureSource& source, const Progress& progress) : mSource(source) {
    const QgsFields fields = source.fields();
    mTexts.resize(static_cast<std::size_t>(fields.count()));
    mField = fields.lookupField(QStringLiteral("label"));
    QgsFeature feature;
    QgsFeatureIterator features = source.getFeatures();
    while (features.nextFeature(feature)) {
      progress.check();
      for (int i = 0; i < fields.count(); ++i)
        add(mTexts[static_cast<std::size_t>(i)], fieldText(feature, i));
    }
    const bool hasLabels =
        mField >= 0 && std::any_of(texts(mField).begin(), texts(mField).end(),
                                   [](const std::string& text) { return !standsForNothing(text); });
    if (hasLabels)
      mCoding = LabelCoding::of(texts(mField));
  }

  bool known() const { return mCoding.has_value(); }

  bool isOf(PointKind kind, const QgsFeature& feature) const {
    return mCoding->labelOf(fieldText(feature, mField)) == (kind == PointKind::Deposits ? 1 : 0);
  }

  /// Names of fields that divide the points into two kinds as labels do.
  QStringList likeLabels() const {
    QStringList names;
    const QgsFields fields = mSource.fields();
    for (int i = 0; i < fields.count(); ++i) {
      std::vector<std::string> values;
      for (const std::string& text : texts(i))
        if (!standsForNothing(text))
          values.push_back(text);
      const std::optional<LabelCoding> coding = values.empty() ? std::nullopt : LabelCoding::of(values);
      if (!coding)
        continue;
      const auto deposits = std::count_if(
          values.begin(), values.end(), [&](const std::string& text) { return coding->labelOf(text) == 1; });
      if (deposits > 0 && static_cast<std::size_t>(deposits) < values.size())
        names << QStringLiteral("'%1'").arg(fields.at(i).name());
    }
    return names;
  }

 private:
  /// Distinct texts; many of them are no labels, and need not be kept.
  static void add(std::vector<std::string>& kept, const std::string& text) {
    constexpr std::size_t most = 20;
    if (kept.size() < most && std::find(kept.begin(), kept.end(), text) == kept.end())
      kept.push_back(text);
  }

  const std::vector<std::string>& texts(int field) const { return mTexts[static_cast<std::size_t>(field)]; }

  const QgsProcessingFeatureSource& mSource;
  std::vector<std::vector<std::string>> mTexts;
  int mField = -1;
  std::optional<LabelCoding> mCoding;
};

} // namespace

std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              PointKind kind, const QgsCoordinateReferenceSystem& target,
                              const QgsProcessingContext& context, PointsLeftOut& leftOut,
                              const Progress& progress) {
  const auto fail = [&](const QString& sentence) {
    throw Error((parameter + sentence.arg(source.sourceName())).toStdString());
  };
  if (source.wkbType() == Qgis::WkbType::NoGeometry && coordinateColumns(source.fields()).x >= 0)
    fail(QStringLiteral(
        ": the table '%1' has coordinates and no geometry; make points of it with Create points "
        "layer from table, which asks for their CRS."));
  if (QgsWkbTypes::geometryType(source.wkbType()) != Qgis::GeometryType::Point)
    fail(QStringLiteral(": the layer '%1' has no point geometry; choose a layer of points."));
  const PointLabels labels(source, progress);
  const QString name =
      kind == PointKind::Deposits ? QStringLiteral("deposits") : QStringLiteral("non-deposits");
  if (!labels.known())
    if (const QStringList fields = labels.likeLabels(); !fields.isEmpty())
      progress.warning(
          QStringLiteral("%1: all points of the layer '%2' are taken for %3; if its field %4 tells "
                         "deposits from non-deposits, name that field 'label', or select the %3.")
              .arg(parameter, source.sourceName(), name,
                   QStringList(fields.mid(0, mostNamed)).join(QStringLiteral(" or ")))
              .toStdString());
  const QgsCoordinateTransform transform(source.sourceCrs(), target, context.transformContext());
  std::vector<Point> points;
  std::size_t others = 0;
  std::size_t given = 0;
  std::size_t unplaced = 0;
  QStringList unplacedIds;
  QgsFeature feature;
  QgsFeatureIterator features = source.getFeatures();
  while (features.nextFeature(feature)) {
    ++given;
    if (!feature.hasGeometry() || feature.geometry().isEmpty()) {
      ++leftOut.withoutGeometry;
      continue;
    }
    if (labels.known() && !labels.isOf(kind, feature)) {
      ++others;
      continue;
    }
    QgsGeometry geometry = feature.geometry();
    if (target.isValid() && !bringTo(transform, geometry)) {
      if (++unplaced <= mostNamed)
        unplacedIds << QString::number(feature.id());
      continue;
    }
    for (auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex)
      points.push_back({(*vertex).x(), (*vertex).y()});
  }
  if (points.empty() && unplaced > 0)
    fail(QStringLiteral(": no point of the layer '%1' can be brought to the CRS of the raster; check its "
                        "coordinates and its CRS."));
  if (points.empty() && others > 0)
    fail(QStringLiteral(": the field 'label' of the layer '%1' calls none of its points ") +
         (kind == PointKind::Deposits ? QStringLiteral("a deposit") : QStringLiteral("a non-deposit")) +
         QStringLiteral("; choose another layer, or take the field out of it."));
  if (others > 0)
    progress.warning(
        QStringLiteral("%1: %2 of the %3 points of the layer '%4' are no %5 by its field 'label' and "
                       "are left out.")
            .arg(parameter)
            .arg(others)
            .arg(given)
            .arg(source.sourceName(), name)
            .toStdString());
  if (unplaced > 0)
    progress.warning(
        QStringLiteral("%1: %2 of the %3 points of the layer '%4' cannot be brought to the CRS of the "
                       "raster and are left out (feature %5%6); check their coordinates.")
            .arg(parameter)
            .arg(unplaced)
            .arg(given)
            .arg(source.sourceName(), unplacedIds.join(QStringLiteral(", ")),
                 unplaced > mostNamed ? QStringLiteral(", ...") : QString())
            .toStdString());
  leftOut.told += others + unplaced;
  return points;
}

} // namespace prospectivity
