#include "processing/layers/raster_layer.h"

#include "engine/core/error.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/shown_name.h"

#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <qgspalettedrasterrenderer.h>
#include <qgsproject.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// Bounds that do not count themselves as the numbers next to them.
NoDataRange rangeOf(const QgsRasterRange& range) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const bool withLeast =
      range.bounds() == QgsRasterRange::IncludeMin || range.bounds() == QgsRasterRange::IncludeMinAndMax;
  const bool withMost =
      range.bounds() == QgsRasterRange::IncludeMax || range.bounds() == QgsRasterRange::IncludeMinAndMax;
  // As float32, in which cells are compared.
  const auto least = static_cast<float>(std::isnan(range.min()) ? -infinity : range.min());
  const auto most = static_cast<float>(std::isnan(range.max()) ? infinity : range.max());
  const auto up = static_cast<float>(infinity);
  return {static_cast<double>(withLeast ? least : std::nextafter(least, up)),
          static_cast<double>(withMost ? most : std::nextafter(most, -up))};
}

std::vector<BandNoData> noDataOf(const QgsRasterLayer& layer) {
  const QgsRasterDataProvider& provider = *layer.dataProvider();
  std::vector<BandNoData> all;
  for (int band = 1; band <= provider.bandCount(); ++band) {
    BandNoData said;
    said.ignoresDeclared = provider.sourceHasNoDataValue(band) && !provider.useSourceNoDataValue(band);
    for (const QgsRasterRange& range : provider.userNoDataValues(band))
      said.ranges.push_back(rangeOf(range));
    all.push_back(std::move(said));
  }
  const bool saysNothing = std::all_of(all.begin(), all.end(), [](const BandNoData& said) {
    return !said.ignoresDeclared && said.ranges.empty();
  });
  return saysNothing ? std::vector<BandNoData>() : all;
}

/// The labels of a paletted style, as far as they say more than the numbers they stand for.
std::map<int, std::map<double, std::string>> classNamesOf(const QgsRasterLayer& layer) {
  const auto* style = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
  if (style == nullptr)
    return {};
  std::map<double, std::string> names;
  for (const QgsPalettedRasterRenderer::Class& styled : style->classes()) {
    const QString label = styled.label.trimmed();
    bool isNumber = false;
    label.toDouble(&isNumber);
    if (!isNumber)
      QLocale().toDouble(label, &isNumber); // QGIS writes numbers as the user does
    if (!label.isEmpty() && !isNumber)
      names[styled.value] = label.toStdString();
  }
  if (names.empty())
    return {};
  return {{style->usesBands().value(0, 1), std::move(names)}};
}

/// As QGIS opens it: with the access that it keeps under an authcfg, and without that which it has handed to
/// GDAL already.
QString openedSource(const QgsRasterLayer& layer) {
  static const QRegularExpression handedOver(QStringLiteral("\\|credential:[^|]*"));
  const bool isKeptByQgis = layer.source().contains(QLatin1String("authcfg"));
  QString source = isKeptByQgis ? layer.dataProvider()->dataSourceUri(true) : layer.source();
  return source.remove(handedOver);
}

} // namespace

RasterFile rasterFileOf(const QgsRasterLayer* layer, const QString& parameter) {
  if (layer == nullptr || !layer->isValid())
    throw Error("%1: the raster cannot be opened; check the path or choose a raster layer.",
                parameter.toStdString());
  if (layer->providerType() != QLatin1String("gdal"))
    throw Error(
        "%1: the layer '%2' is kept in a '%3' source, not in a raster file; export it to GeoTIFF first.",
        parameter.toStdString(), shownName(*layer).toStdString(), layer->providerType().toStdString());
  RasterFile file(openedSource(*layer).toStdString());
  if (layer->crs().isValid() && layer->crs() != layer->dataProvider()->crs())
    file.crs = wktOf(layer->crs());
  file.noData = noDataOf(*layer);
  file.classNames = classNamesOf(*layer);
  return file;
}

RasterFile rasterFileAt(const QString& path, const QgsProject& project) {
  QList<const QgsRasterLayer*> layers;
  for (const QgsRasterLayer* layer : project.layers<QgsRasterLayer*>())
    if (layer->isValid() && layer->providerType() == QLatin1String("gdal") &&
        QFileInfo(layer->source()) == QFileInfo(path))
      layers.append(layer);
  std::sort(layers.begin(), layers.end(), [](const QgsRasterLayer* a, const QgsRasterLayer* b) {
    return std::make_pair(a->name(), a->id()) < std::make_pair(b->name(), b->id());
  });
  for (const QgsRasterLayer* layer : layers)
    if (RasterFile file = rasterFileOf(layer, QString()); !file.crs.empty() || !file.noData.empty())
      return file;
  return RasterFile(path.toStdString());
}

const QgsRasterLayer* asRasterLayer(const QgsMapLayer* layer, const QString& parameter) {
  const auto* raster = qobject_cast<const QgsRasterLayer*>(layer);
  if (raster == nullptr)
    throw Error("%1: the layer '%2' is not a raster; choose raster layers only.", parameter.toStdString(),
                (layer == nullptr ? QString() : shownName(*layer)).toStdString());
  return raster;
}

void checkRasterDestination(const QString& path, const QString& parameter) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (!path.isEmpty() && suffix != QLatin1String("tif") && suffix != QLatin1String("tiff"))
    throw Error("%1: rasters are written as GeoTIFF; choose a file name that ends in '.tif' instead of '%2'.",
                parameter.toStdString(), QFileInfo(path).fileName().toStdString());
}

} // namespace prospectivity
