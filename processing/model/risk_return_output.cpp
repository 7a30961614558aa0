#include "processing/model/risk_return_output.h"

#include "engine/core/number_format.h"
#include "engine/predict/risk_return.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/language/language.h"
#include "processing/model/predict_parameters.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/style.h"

#include <QStringList>

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

namespace prospectivity {

void writeRiskReturnMap(const QString& scores, const QString& spreads, double scoreCut,
                        std::optional<double> spreadCut, const QString& path, QgsProcessingContext& context,
                        RunOutputs& outputs, const Progress& progress) {
  const std::unique_ptr<RasterSource> score = openRaster(scores.toStdString());
  const std::unique_ptr<RasterSource> spread = openRaster(spreads.toStdString());
  RiskReturnCuts cuts;
  cuts.score = scoreCut;
  cuts.spread = spreadCut ? *spreadCut : static_cast<double>(*medianOf(*spread, progress.part(0, 0.6)));
  const std::unique_ptr<RasterSink> sink = createRaster(
      path.toStdString(), score->grid(), {"risk and return"}, outputs.rasterOptions().ofType(CellType::Byte));
  const std::vector<std::size_t> cells = writeRiskReturn(*score, *spread, cuts, *sink, progress.part(0.6, 1));
  sink->finish();
  const std::vector<Sentence> names = riskReturnLegend(cuts);
  const auto all = static_cast<double>(std::accumulate(cells.begin(), cells.end(), std::size_t{0}));
  QStringList legend;
  for (std::size_t i = 0; i < names.size(); ++i) {
    legend << QString::fromStdString(inLanguage(names[i]).text());
    progress.message({"%1: %2 of the mapped cells.", names[i],
                      formatPercent(static_cast<double>(cells[i]) / std::max(all, 1.0))});
  }
  styleRiskReturn(context, path, legend);
  outputs.add(predict::riskReturnName, path);
}

} // namespace prospectivity
