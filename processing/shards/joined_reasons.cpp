#include "processing/shards/joined_reasons.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_raster.h"

#include <memory>

namespace prospectivity {

ExplainedMap joinReasons(const ShardSet& shards, const Model& model, const WantedOutputs& wanted,
                         const RasterOptions& options, const Progress& progress) {
  if (wanted.contains(shapSpreadName) && !shards.has(shapSpreadName))
    throw Error("SPREAD: the shards hold no such map; make them with it, or leave it out.");
  const QString output = wanted.value(shapOutputName);
  const QString spread = wanted.value(shapSpreadName);
  QStringList read{shapOutputName, shapDriversName};
  if (!spread.isEmpty())
    read << shapSpreadName;
  shards.check(read, progress);
  shards.join(shapOutputName, output, options, progress.part(0, spread.isEmpty() ? 0.6 : 0.4));
  if (!spread.isEmpty())
    shards.join(shapSpreadName, spread, options, progress.part(0.4, 0.6));
  const bool groupsClasses = shards.truth(QStringLiteral("GROUP_CLASSES"));
  ExplainedMap map{
      model,
      layerPlayers(model.features, groupsClasses, model.descriptions),
      shards.text(QStringLiteral("OUTPUT_SPACE")) ==
              QLatin1String(outputSpaceChoices()[static_cast<std::size_t>(OutputSpace::Logit)].id.c_str())
          ? OutputSpace::Logit
          : OutputSpace::Probability,
      {},
      output,
      wanted.value(shapDriverName),
      spread};
  const std::unique_ptr<RasterSource> attributions = openRaster(output.toStdString());
  const std::unique_ptr<RasterSource> drivers = shards.whole(shapDriversName);
  map.reasons = joinShapley(model, groupsClasses, shards.number(QStringLiteral("MIN_PRESENT")).value_or(1),
                            shards.counts(), *attributions, *drivers, progress.part(0.6, 0.9));
  tellReasons(map, progress);
  return map;
}

QVariantMap writeJoinedReasons(const ShardSet& shards, const ExplainedMap& map, const RasterOptions& options,
                               QgsProcessingContext& context, const Progress& progress) {
  const std::unique_ptr<RasterSource> drivers =
      map.driver.isEmpty() ? nullptr : shards.whole(shapDriversName);
  return writeReasonMaps(map, drivers.get(), options, context, progress);
}

} // namespace prospectivity
