#include "engine/evaluate/evaluation.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/train/metrics.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr int fewestResamples = 100;
constexpr double lowShare = 0.025;
constexpr double highShare = 0.975;

/// Where the band around the curve is drawn: closer together where it matters.
std::vector<double> bandAreas() {
  std::vector<double> areas;
  for (int i = 0; i < 40; ++i)
    areas.push_back(i / 400.0);
  for (int i = 10; i <= 100; ++i)
    areas.push_back(i / 100.0);
  return areas;
}

std::vector<std::size_t> countPerValue(const AreaRanks& ranks, const std::vector<float>& values) {
  std::vector<std::size_t> counts(ranks.values.size(), 0);
  for (const float value : values)
    ++counts[static_cast<std::size_t>(
        std::lower_bound(ranks.values.begin(), ranks.values.end(), value, std::greater<float>()) -
        ranks.values.begin())];
  return counts;
}

std::vector<Figure> figuresOf(const SuccessRate& curve) {
  std::vector<Figure> figures;
  const auto add = [&](const std::string& key, const std::string& title, bool isShare, double value) {
    figures.push_back({key, title, isShare, value, 0, 0});
  };
  const std::pair<int, const char*> best[] = {{1, "Deposits in the best 1 % of the area"},
                                              {2, "Deposits in the best 2 % of the area"},
                                              {5, "Deposits in the best 5 % of the area"},
                                              {10, "Deposits in the best 10 % of the area"},
                                              {20, "Deposits in the best 20 % of the area"}};
  for (const auto& [percent, title] : best)
    add("capture_" + std::to_string(percent), title, true, curve.capture(percent / 100.0));
  const AreaAndCapture crossing = curve.intersection();
  add("area_at_80", "Area that holds 80 % of the deposits", true, curve.areaFor(0.8));
  add("pa_intersection", "Deposits captured at the prediction-area intersection", true, crossing.capture);
  add("pa_density", "Density of deposits at the intersection, relative to the whole area", false,
      crossing.capture / crossing.area);
  add("success_rate_auc", "Area under the success-rate curve", false, curve.areaUnder());
  return figures;
}

void addRankingFigures(std::vector<Figure>& figures, const std::vector<float>& deposits,
                       const std::vector<float>& nonDeposits) {
  if (nonDeposits.empty())
    return;
  std::vector<int> labels(deposits.size(), 1);
  labels.resize(deposits.size() + nonDeposits.size(), 0);
  std::vector<double> scores(deposits.begin(), deposits.end());
  scores.insert(scores.end(), nonDeposits.begin(), nonDeposits.end());
  const Metrics metrics = metricsOf(labels, scores);
  figures.push_back({"roc_auc", "Area under the ROC curve", false, metrics.auc, 0, 0});
  figures.push_back({"pr_auc", "Area under the precision-recall curve", false, metrics.prAuc, 0, 0});
}

std::vector<float> resampled(const std::vector<float>& values, Random& random) {
  std::vector<float> drawn(values.size());
  for (float& value : drawn)
    value = values[random.below(values.size())];
  return drawn;
}

/// Fills the intervals of the figures and the band of the curve.
void addIntervals(Evaluation& evaluation, std::uint64_t seed, const Progress& progress) {
  for (Figure& figure : evaluation.figures)
    figure.low = figure.high = std::numeric_limits<double>::quiet_NaN();
  const auto resamples = static_cast<std::size_t>(evaluation.resamples);
  if (resamples == 0 || evaluation.deposits.values.size() < 2)
    return;
  const std::vector<double> areas = bandAreas();
  const Random random(seed);
  std::vector<std::vector<double>> figures(resamples);
  std::vector<std::vector<double>> captures(resamples);
  parallelFor(resamples, 0, [&](std::size_t k) {
    progress.check();
    Random own = random.fork(k);
    const std::vector<float> deposits = resampled(evaluation.deposits.values, own);
    const SuccessRate curve(evaluation.ranks, countPerValue(evaluation.ranks, deposits));
    std::vector<Figure> drawn = figuresOf(curve);
    addRankingFigures(drawn, deposits, resampled(evaluation.nonDeposits.values, own));
    for (const Figure& figure : drawn)
      figures[k].push_back(figure.value);
    for (const double area : areas)
      captures[k].push_back(curve.capture(area));
  });
  const auto across = [resamples](const std::vector<std::vector<double>>& drawn, std::size_t column) {
    std::vector<double> values(resamples);
    for (std::size_t k = 0; k < resamples; ++k)
      values[k] = drawn[k][column];
    return values;
  };
  for (std::size_t i = 0; i < evaluation.figures.size(); ++i) {
    const std::vector<double> values = across(figures, i);
    evaluation.figures[i].low = quantile(values, lowShare);
    evaluation.figures[i].high = quantile(values, highShare);
  }
  evaluation.band.area = areas;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const std::vector<double> values = across(captures, i);
    evaluation.band.low.push_back(quantile(values, lowShare));
    evaluation.band.high.push_back(quantile(values, highShare));
  }
}

void checkRequest(const RasterSource& map, const EvaluationRequest& request) {
  const auto bands = static_cast<int>(map.bandNames().size());
  if (request.band < 0 || request.band >= bands)
    throw Error("%1: the raster %2 has no band %3; choose one from 1 to %4.", Subject::Band, map.name(),
                request.band + 1, bands);
  if (request.deposits.empty())
    throw Error("%1 has no points: choose a layer with the deposits that the map should find.",
                Subject::Deposits);
  if (request.resamples != 0 && request.resamples < fewestResamples)
    throw Error("%1: %2 resamples are too few for an interval; give at least %3, or 0 for no intervals.",
                Subject::Resamples, request.resamples, fewestResamples);
}

void checkPlaced(const PlacedPoints& placed, Subject input, const Sentence& kind) {
  if (placed.account.given > 0 && placed.values.empty())
    throw Error("%1: none of the %2 %3 can be used (%4): check the CRS of the points, the mask and the "
                "NoData of the raster.",
                input, placed.account.given, kind, placed.account.leftOut());
}

} // namespace

const Figure& Evaluation::figure(const std::string& key) const {
  return *std::find_if(figures.begin(), figures.end(), [&](const Figure& each) { return each.key == key; });
}

double Evaluation::threshold(double areaShare) const {
  for (const ThresholdArea& each : ranks.thresholds)
    if (each.area >= areaShare * ranks.total)
      return each.threshold;
  return ranks.lowest;
}

Evaluation evaluateMap(RasterSource& map, RasterSource* mask, const EvaluationRequest& request,
                       const Progress& progress) {
  checkRequest(map, request);
  PlacedPoints deposits = placeOnMap(request.deposits, map, request.band, mask, {}, progress);
  checkPlaced(deposits, Subject::Deposits, "deposits");
  PlacedPoints nonDeposits =
      placeOnMap(request.nonDeposits, map, request.band, mask, deposits.cells, progress);
  checkPlaced(nonDeposits, Subject::NonDeposits, "non-deposits");
  AreaRanks ranks = rankAreas(map, request.band, mask, deposits.values, progress.part(0, 0.9));
  if (ranks.lowest == ranks.highest)
    throw Error("%1: all cells of %2 that are judged have the same value, so the map ranks nothing; choose "
                "another raster, %3 or %4.",
                Subject::Map, map.name(), Subject::Band, Subject::Mask);
  std::vector<std::size_t> counts = countPerValue(ranks, deposits.values);
  SuccessRate curve(ranks, counts);
  Evaluation evaluation{std::move(ranks),
                        std::move(deposits),
                        std::move(nonDeposits),
                        std::move(counts),
                        std::move(curve),
                        {},
                        {},
                        request.resamples};
  evaluation.figures = figuresOf(evaluation.curve);
  addRankingFigures(evaluation.figures, evaluation.deposits.values, evaluation.nonDeposits.values);
  addIntervals(evaluation, request.seed, progress);
  progress.fraction(1);
  return evaluation;
}

} // namespace prospectivity
