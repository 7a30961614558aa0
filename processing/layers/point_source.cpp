#include "processing/layers/point_source.h"

#include "engine/core/error.h"
#include "processing/layers/bring_to.h"
#include "processing/layers/point_labels.h"
#include "processing/layers/table_places.h"
#include "processing/releases/enumerations.h"

#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>

#include <optional>

namespace prospectivity {

namespace {

constexpr int mostNamed = 5;

/// `kind`: what all points are taken for, as fields besides 'label' may tell two kinds of them.
void askAboutFields(const PointLabels& labels, const QString& parameter, const QString& layer,
                    const QString& kind, const Progress& progress) {
  const auto listed = [](const QStringList& fields) {
    return QStringList(fields.mid(0, mostNamed)).join(QStringLiteral(" or "));
  };
  if (const QStringList fields = labels.likeLabels(); !fields.isEmpty())
    progress.warning(
        QStringLiteral("%1: all points of the layer '%2' are taken for %3; if its field %4 tells "
                       "deposits from non-deposits, name that field 'label', or select the %3.")
            .arg(parameter, layer, kind, listed(fields))
            .toStdString());
  if (const QStringList fields = labels.ofTwoKinds(); !fields.isEmpty())
    progress.warning(
        QStringLiteral("%1: all points of the layer '%2' are taken for %3; if its field %4 tells deposits "
                       "from non-deposits, select the %3, or give the layer a field 'label' of 1 and 0.")
            .arg(parameter, layer, kind, listed(fields))
            .toStdString());
}

} // namespace

std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              PointKind kind, const QgsCoordinateReferenceSystem& target,
                              const QgsProcessingContext& context, PointsLeftOut& leftOut,
                              const Progress& progress) {
  const auto fail = [&](const QString& sentence) {
    throw Error((parameter + sentence.arg(source.sourceName())).toStdString());
  };
  std::optional<TablePlaces> table;
  if (source.wkbType() == Qgis::WkbType::NoGeometry)
    table.emplace(source, parameter, progress);
  else if (QgsWkbTypes::geometryType(source.wkbType()) != Qgis::GeometryType::Point)
    fail(QStringLiteral(": the layer '%1' has no point geometry; choose a layer of points."));
  // One that is broken is left out with the others that have no place, and stops no run.
  const auto allFeatures = [&] {
    return source.getFeatures(QgsFeatureRequest(),
                              Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  };
  const PointLabels labels(source.fields(), allFeatures(), progress);
  const QString name =
      kind == PointKind::Deposits ? QStringLiteral("deposits") : QStringLiteral("non-deposits");
  if (const QStringList values = labels.partlyUnderstood(); !values.isEmpty())
    fail(QStringLiteral(": the field 'label' of the layer '%1' holds ") + values.join(QStringLiteral(", ")) +
         QStringLiteral(
             ", of which two tell deposits from non-deposits and the others nothing that is known; empty "
             "the others, or select the points that count."));
  if (const QStringList values = labels.notUnderstood(); !values.isEmpty())
    progress.warning(
        QStringLiteral(
            "%1: the field 'label' of the layer '%2' holds %3, which are no labels that are known (1 "
            "and 0, yes and no, ...): all points are taken for %4; if it tells deposits from "
            "non-deposits, write it so, or select the %4.")
            .arg(parameter, source.sourceName(), values.join(QStringLiteral(", ")), name)
            .toStdString());
  else if (!labels.known())
    askAboutFields(labels, parameter, source.sourceName(), name, progress);
  const QgsCoordinateTransform transform(table ? table->crs() : source.sourceCrs(), target,
                                         context.transformContext());
  if (table)
    progress.warning(
        QStringLiteral(
            "%1: the table '%2' has no geometry; its columns %3 are taken for the places of the %4, "
            "%5.")
            .arg(parameter, source.sourceName(), table->columns(), name,
                 table->crs().isValid() ? QStringLiteral("in degrees of WGS 84")
                                        : QStringLiteral("in the CRS of the raster"))
            .toStdString());
  std::vector<Point> points;
  std::size_t others = 0;
  std::size_t synthetic = 0;
  std::size_t given = 0;
  std::size_t unplaced = 0;
  QStringList unplacedIds;
  QgsFeature feature;
  QgsFeatureIterator features = allFeatures();
  while (features.nextFeature(feature)) {
    ++given;
    if (const std::optional<Point> place = table ? table->placeOf(feature) : std::nullopt)
      feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(place->x, place->y)));
    if (!feature.hasGeometry() || feature.geometry().isEmpty()) {
      ++leftOut.withoutGeometry;
      continue;
    }
    if (labels.isSynthetic(feature)) {
      ++synthetic;
      continue;
    }
    if (labels.known() && labels.labelOf(feature) != (kind == PointKind::Deposits ? 1 : 0)) {
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
  if (points.empty() && synthetic > 0 && others == 0)
    fail(QStringLiteral(
        ": all points of the layer '%1' were made by augmentation (field 'origin'); choose the "
        "places where something was found."));
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
  if (synthetic > 0)
    progress.warning(
        QStringLiteral("%1: %2 of the %3 points of the layer '%4' were made by augmentation (field "
                       "'origin') and are left out.")
            .arg(parameter)
            .arg(synthetic)
            .arg(given)
            .arg(source.sourceName())
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
  leftOut.told += others + synthetic + unplaced;
  return points;
}

} // namespace prospectivity
