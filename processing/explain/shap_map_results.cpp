#include "processing/explain/shap_map_results.h"

#include "engine/core/error.h"
#include "engine/core/feature_description.h"
#include "engine/core/number_format.h"
#include "engine/explain/driver_map.h"
#include "engine/explain/presence_share.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/palette.h"
#include "processing/language/language.h"
#include "processing/outputs/style.h"

#include <QStringList>
#include <qgsprocessingcontext.h>

#include <cstddef>
#include <memory>
#include <string>

namespace prospectivity {

namespace {

/// Classes of a byte raster; beyond them the driver is written in whole floats.
constexpr std::size_t byteClasses = 255;

/// A raster of classes from 1 by their names.
FeatureDescription classesNamed(const std::vector<std::string>& names) {
  FeatureDescription description;
  description.kind = FeatureKind::Codes;
  for (std::size_t i = 0; i < names.size(); ++i)
    description.classes.emplace(static_cast<double>(i + 1), names[i]);
  return description;
}

/// What the layer that a map opens with gives to the cells of high scores.
Sentence accountOf(const HighScores& high, const LayerPlayers& players, const QString& scale) {
  const std::size_t strongest = high.strongest();
  const double share = static_cast<double>(high.cells) / static_cast<double>(high.allCells);
  if (high.means[strongest] <= 0)
    return {"High scores are those from %1 on (%2 of the cells). No layer raises them on average.",
            formatNumber(high.from, 3), formatPercent(share)};
  return {"High scores are those from %1 on (%2 of the cells). The layer that gives most to them is %3: %4 "
          "on average, in "
          "%5.",
          formatNumber(high.from, 3),
          formatPercent(share),
          players.names[strongest],
          formatNumber(high.means[strongest], 3),
          Sentence(scale.toStdString())};
}

QString scaleOf(OutputSpace space) {
  return space == OutputSpace::Logit ? QStringLiteral(QT_TRANSLATE_NOOP("Legends", "log-odds"))
                                     : QStringLiteral(QT_TRANSLATE_NOOP("Legends", "units of the score"));
}

void writeDrivers(const ExplainedMap& map, RasterSource& drivers, const RasterOptions& options,
                  QgsProcessingContext& context, const Progress& progress) {
  const std::vector<std::string> classes = driverClasses(map.model, map.players);
  const DriverMap shownDrivers = driverMap(map.reasons.high, palette::featuresColoured);
  const RasterOptions whole =
      options.ofType(classes.size() <= byteClasses ? CellType::Byte : CellType::Float32);
  const std::unique_ptr<RasterSink> shown =
      createRaster(map.driver.toStdString(), drivers.grid(), driverMapBands(), whole);
  shown->describeFeature(0, classesNamed(classes));
  shown->describeFeature(1, classesNamed(driverMapNames(shownDrivers, classes)));
  writeDriverMap(drivers, shownDrivers, *shown, progress);
  shown->finish();
  QStringList names;
  for (const std::string& driverClass : classes)
    names.append(QString::fromStdString(driverClass));
  styleDrivers(context, map.driver, names, shownDrivers.listed,
               QString::fromStdString(inLanguage(otherName(shownDrivers, classes)).text()),
               QString::fromStdString(inLanguage(lowName(shownDrivers)).text()));
}

/// How many of the cells are driven by what they lack: that may tell where people looked.
void tellPresence(const ExplainedMap& map, std::size_t cells, const Progress& progress) {
  const std::vector<std::size_t>& driven = map.reasons.driven;
  std::size_t byMissing = 0;
  for (std::size_t driver = map.players.names.size(); driver < driven.size(); ++driver)
    byMissing += driven[driver];
  if (byMissing == 0 || !map.model.seesPresence())
    return;
  const double share = static_cast<double>(byMissing) / static_cast<double>(cells);
  const Sentence sentence("In %1 cells (%2) what pushes the score up most is that a layer is missing.",
                          byMissing, formatPercent(share, 3));
  if (share > muchPresence)
    progress.warning(
        {"%1 That is more than a tenth, and may be an artefact, because surveys go where deposits "
         "are known: look at where these layers were surveyed and why.",
         sentence});
  else
    progress.message(sentence);
}

} // namespace

void tellReasons(const ExplainedMap& map, const Progress& progress) {
  const std::vector<std::string> classes = driverClasses(map.model, map.players);
  const std::vector<std::size_t>& driven = map.reasons.driven;
  std::size_t cells = 0;
  for (const std::size_t count : driven)
    cells += count;
  if (cells == 0)
    throw map.model.takesMissing()
        ? Error("STACK: no cell has data of enough layers of the model; check the layers and the mask, or "
                "lower "
                "MIN_PRESENT.")
        : Error("STACK: no cell has data in every layer of the model; check the layers and the mask.");
  std::vector<double> shares;
  shares.reserve(driven.size());
  for (const std::size_t count : driven)
    shares.push_back(100.0 * static_cast<double>(count) / static_cast<double>(cells));
  for (const std::size_t driverClass : ranking(shares))
    if (driven[driverClass] > 0)
      progress.message(
          {"%1 drives %2 % of the cells.", classes[driverClass], formatNumber(shares[driverClass], 3)});
  tellPresence(map, cells, progress);
  progress.message(accountOf(map.reasons.high, map.players, scaleOf(map.space)));
}

std::vector<std::string> collectedDriverBands() {
  return {"driver", "score"};
}

std::vector<std::pair<QString, QString>> reasonLayerNames(const ExplainedMap& map) {
  const std::string& strongest = map.players.names[map.reasons.high.strongest()];
  const QString why =
      inLanguage(Words::Layers, QStringLiteral("Why: %1")).arg(QString::fromStdString(strongest));
  return {
      {shapOutputName, why},
      {shapDriverName, inLanguage(Words::Layers, QStringLiteral("Strongest layer"))},
      {shapSpreadName, inLanguage(Words::Layers, QStringLiteral("%1, spread over the members")).arg(why)}};
}

QVariantMap writeReasonMaps(const ExplainedMap& map, RasterSource* drivers, const RasterOptions& options,
                            QgsProcessingContext& context, const Progress& progress) {
  const QString scale = inLanguage(Words::Legends, scaleOf(map.space));
  const auto players = static_cast<int>(map.players.names.size());
  const int shown = static_cast<int>(map.reasons.high.strongest()) + 1;
  QVariantMap results{{shapOutputName, map.output}};
  styleDiverging(context, map.output, scale, players, shown);
  if (drivers != nullptr) {
    writeDrivers(map, *drivers, options, context, progress);
    results.insert(shapDriverName, map.driver);
  }
  if (!map.spread.isEmpty()) {
    styleSpread(
        context, map.spread,
        inLanguage(Words::Legends, QStringLiteral("standard deviation over the members, in %1")).arg(scale),
        players, shown);
    results.insert(shapSpreadName, map.spread);
  }
  return results;
}

} // namespace prospectivity
