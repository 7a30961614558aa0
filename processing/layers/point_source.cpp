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

/// The first of them: "a or b or c".
Sentence alternatives(const QStringList& names) {
  Sentence all("%1", names.first().toStdString());
  for (const QString& name : names.mid(1, mostNamed - 1))
    all = Sentence("%1 or %2", all, name.toStdString());
  return all;
}

/// `kind`: what all points are taken for, as fields besides 'label' may tell two kinds of them.
void askAboutFields(const PointLabels& labels, const QString& parameter, const QString& layer,
                    const Sentence& kind, const Progress& progress) {
  if (const QStringList fields = labels.likeLabels(); !fields.isEmpty())
    progress.warning({"%1: all points of the layer '%2' are taken for %3; if its field %4 tells "
                      "deposits from non-deposits, name that field 'label', or select the %3.",
                      parameter.toStdString(), layer.toStdString(), kind, alternatives(fields)});
  if (const QStringList fields = labels.ofTwoKinds(); !fields.isEmpty())
    progress.warning({"%1: all points of the layer '%2' are taken for %3; if its field %4 tells deposits "
                      "from non-deposits, select the %3, or give the layer a field 'label' of 1 and 0.",
                      parameter.toStdString(), layer.toStdString(), kind, alternatives(fields)});
}

} // namespace

std::vector<Point> readPoints(const QgsProcessingFeatureSource& source, const QString& parameter,
                              PointKind kind, const QgsCoordinateReferenceSystem& target,
                              const QgsProcessingContext& context, PointsLeftOut& leftOut,
                              const Progress& progress) {
  const auto fail = [&](const char* sentence) {
    throw Error(Sentence(sentence, {parameter.toStdString(), source.sourceName().toStdString()}));
  };
  std::optional<TablePlaces> table;
  if (source.wkbType() == Qgis::WkbType::NoGeometry)
    table.emplace(source, parameter, target, progress);
  else if (QgsWkbTypes::geometryType(source.wkbType()) != Qgis::GeometryType::Point)
    fail("%1: the layer '%2' has no point geometry; choose a layer of points.");
  // One that is broken is left out with the others that have no place, and stops no run.
  const auto allFeatures = [&] {
    return source.getFeatures(QgsFeatureRequest(),
                              Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  };
  const PointLabels labels(source.fields(), allFeatures(), progress);
  const Sentence name = kind == PointKind::Deposits ? "deposits" : "non-deposits";
  if (const QStringList values = labels.partlyUnderstood(); !values.isEmpty())
    throw Error("%1: the field 'label' of the layer '%2' holds %3, of which two tell deposits from "
                "non-deposits and the "
                "others nothing that is known; empty the others, or select the points that count.",
                parameter.toStdString(), source.sourceName().toStdString(),
                values.join(QStringLiteral(", ")).toStdString());
  if (const QStringList values = labels.notUnderstood(); !values.isEmpty())
    progress.warning(
        {"%1: the field 'label' of the layer '%2' holds %3, which are no labels that are known (1 "
         "and 0, yes and no, ...): all points are taken for %4; if it tells deposits from "
         "non-deposits, write it so, or select the %4.",
         parameter.toStdString(), source.sourceName().toStdString(),
         values.join(QStringLiteral(", ")).toStdString(), name});
  else if (!labels.known())
    askAboutFields(labels, parameter, source.sourceName(), name, progress);
  const QgsCoordinateTransform transform(table ? table->crs() : source.sourceCrs(), target,
                                         context.transformContext());
  if (table)
    progress.warning(
        {"%1: the table '%2' has no geometry; its columns %3 are taken for the places of the %4, %5.",
         parameter.toStdString(), source.sourceName().toStdString(), table->columns().toStdString(), name,
         table->crs().isValid() ? Sentence("in degrees of WGS 84") : Sentence("in the CRS of the raster")});
  std::vector<Point> points;
  std::size_t others = 0;
  std::size_t synthetic = 0;
  std::size_t given = 0;
  std::size_t withoutNumbers = 0; // rows of a table
  std::size_t unplaced = 0;
  QStringList unplacedIds;
  QgsFeature feature;
  QgsFeatureIterator features = allFeatures();
  while (features.nextFeature(feature)) {
    ++given;
    if (table) {
      const std::optional<Point> place = table->placeOf(feature);
      if (!place) {
        ++withoutNumbers;
        continue;
      }
      feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(place->x, place->y)));
    }
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
    fail("%1: no point of the layer '%2' can be brought to the CRS of the raster; check its "
         "coordinates and its CRS.");
  if (points.empty() && synthetic > 0 && others == 0)
    fail("%1: all points of the layer '%2' were made by augmentation (field 'origin'); choose the "
         "places where something was found.");
  if (points.empty() && others > 0)
    throw Error("%1: the field 'label' of the layer '%2' calls none of its points %3; choose another layer, "
                "or take the "
                "field out of it.",
                parameter.toStdString(), source.sourceName().toStdString(),
                kind == PointKind::Deposits ? Sentence("a deposit") : Sentence("a non-deposit"));
  if (others > 0)
    progress.warning({"%1: %2 of the %3 points of the layer '%4' are no %5 by its field 'label' and "
                      "are left out.",
                      parameter.toStdString(), others, given, source.sourceName().toStdString(), name});
  if (synthetic > 0)
    progress.warning({"%1: %2 of the %3 points of the layer '%4' were made by augmentation (field "
                      "'origin') and are left out.",
                      parameter.toStdString(), synthetic, given, source.sourceName().toStdString()});
  if (withoutNumbers > 0)
    progress.warning({"%1: %2 of the %3 rows of the table '%4' hold no numbers in the columns %5 and are "
                      "left out; write the coordinates as plain numbers.",
                      parameter.toStdString(), withoutNumbers, given, source.sourceName().toStdString(),
                      table->columns().toStdString()});
  if (unplaced > 0)
    progress.warning({"%1: %2 of the %3 points of the layer '%4' cannot be brought to the CRS of the "
                      "raster and are left out (feature %5%6); check their coordinates.",
                      parameter.toStdString(), unplaced, given, source.sourceName().toStdString(),
                      unplacedIds.join(QStringLiteral(", ")).toStdString(),
                      unplaced > mostNamed ? ", ..." : ""});
  leftOut.told += others + synthetic + withoutNumbers + unplaced;
  return points;
}

} // namespace prospectivity
