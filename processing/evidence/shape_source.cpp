#include "processing/evidence/shape_source.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/sentinels.h"
#include "processing/layers/bring_to.h"
#include "processing/layers/grid_crs.h"
#include "processing/releases/enumerations.h"

#include <QFileInfo>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsfeaturerequest.h>
#include <qgsgeometry.h>
#include <qgsprocessingutils.h>
#include <qgsproviderregistry.h>
#include <qgsvectorlayer.h>

#include <optional>
#include <string>

namespace prospectivity {

namespace {

constexpr int featuresBetweenChecks = 1000;

void warnOf(int count, const QString& layer, const Sentence& what, const Progress& progress) {
  if (count > 0)
    progress.warning(count == 1
                         ? Sentence("%1 feature of the layer '%2' %3.", count, layer.toStdString(), what)
                         : Sentence("%1 features of the layer '%2' %3.", count, layer.toStdString(), what));
}

/// As a weight or a value such a number would count.
void warnOfSentinels(const SentinelSearch& search, const QString& field, std::size_t features,
                     const QString& layer, const Progress& progress) {
  for (const Sentinel& sentinel : search.found())
    progress.warning({"FIELD: '%1' is %2 in %3 of %4 features of the layer '%5', which looks like NoData and "
                      "would count as a value; make it NULL with the field calculator, if it is.",
                      field.toStdString(), exactText(sentinel.value), sentinel.count, features,
                      layer.toStdString()});
}

} // namespace

QString nameOf(const QgsProcessingFeatureSource& source, const QgsVectorLayer* layer) {
  const QString own = layer == nullptr ? QString()
                                       : QgsProviderRegistry::instance()
                                             ->decodeUri(layer->providerType(), layer->source())
                                             .value(QStringLiteral("layerName"))
                                             .toString();
  const bool isOfFile =
      layer != nullptr &&
      source.sourceName() == QFileInfo(layer->source().section(QLatin1Char('|'), 0, 0)).completeBaseName();
  return isOfFile && !own.isEmpty() ? own : source.sourceName();
}

std::vector<Shape> readShapes(const QgsProcessingFeatureSource& source, const QString& parameter,
                              const QString& layer, const QString& field, const FieldMeaning& meaning,
                              const QgsCoordinateReferenceSystem& target, const QgsProcessingContext& context,
                              const Progress& progress) {
  const auto fail = [&](const char* sentence) {
    throw Error(Sentence(sentence, {parameter.toStdString(), layer.toStdString()}));
  };
  if (source.wkbType() == Qgis::WkbType::NoGeometry)
    fail("%1: the layer '%2' has no geometry; choose a layer of points, lines or polygons.");
  const QgsCoordinateTransform transform(source.sourceCrs(), target, context.transformContext());
  const int fieldIndex = field.isEmpty() ? -1 : source.fields().lookupField(field);
  QgsFeatureRequest request;
  request.setSubsetOfAttributes(fieldIndex < 0 ? QgsAttributeList() : QgsAttributeList{fieldIndex});
  ShapeReader reader(layer.toStdString(), wktOf(target));
  int withoutGeometry = 0;
  int withoutValue = 0;
  int elsewhere = 0;
  QStringList elsewhereIds;
  SentinelSearch sentinels;
  std::size_t withValue = 0;
  QgsFeature feature;
  QgsFeatureIterator features =
      source.getFeatures(request, Qgis::ProcessingFeatureSourceFlag::SkipGeometryValidityChecks);
  for (long long number = 0; features.nextFeature(feature); ++number) {
    if (number % featuresBetweenChecks == 0)
      progress.check();
    QgsGeometry geometry = feature.geometry();
    const std::optional<double> value =
        fieldIndex < 0 ? std::optional<double>(1) : meaning.numberOf(feature.attribute(fieldIndex));
    if (geometry.isNull() || geometry.isEmpty())
      ++withoutGeometry;
    else if (!value)
      ++withoutValue;
    else if (!bringTo(transform, geometry)) {
      if (++elsewhere <= 5)
        elsewhereIds << QString::number(feature.id());
    } else {
      reader.add(geometry.asWkb().toStdString(), *value);
      sentinels.add(*value);
      ++withValue;
    }
  }
  std::vector<Shape> shapes = reader.take();
  if (shapes.empty() && elsewhere > 0)
    fail("%1: the layer '%2' cannot be brought to the CRS of REFERENCE; check the CRS of both.");
  if (shapes.empty() && withoutValue > 0)
    fail("FIELD: the layer '%2' of %1 has no value in it; choose another field.");
  if (shapes.empty())
    fail("%1: the layer '%2' has no geometries; choose a layer with features, or check which "
         "ones are selected.");
  warnOf(withoutGeometry, layer, "without geometry left out", progress);
  warnOf(withoutValue, layer, "without a value in FIELD left out", progress);
  if (fieldIndex >= 0 && meaning.codes.empty())
    warnOfSentinels(sentinels, field, withValue, layer, progress);
  warnOf(elsewhere, layer,
         {"left out, which cannot be brought to the CRS of the grid (feature %1%2)",
          elsewhereIds.join(QStringLiteral(", ")).toStdString(), elsewhere > 5 ? ", ..." : ""},
         progress);
  return shapes;
}

} // namespace prospectivity
