#include "engine/evaluate/evaluation_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/train/curves.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

Sentence depositsInWords(std::size_t count) {
  return count == 1 ? Sentence("1 deposit") : Sentence("%1 deposits", count);
}

std::vector<double> percentages(std::vector<double> shares) {
  for (double& share : shares)
    share *= 100;
  return shares;
}

Axis percentAxis(const std::string& title) {
  Axis axis{title};
  axis.range = {-1, 101};
  axis.suffix = " %";
  return axis;
}

Lines dotted(const std::string& name, std::vector<double> x, std::vector<double> y) {
  return {name, std::move(x), std::move(y), {palette::chance, 1, Dash::Dotted}};
}

/// What the interval of the area under the success-rate curve says about skill.
std::string verdict(const Evaluation& evaluation) {
  const Figure& area = evaluation.figure("success_rate_auc");
  const Figure& best = evaluation.figure("capture_5");
  const std::string facts =
      forReader("Fit, not prediction, unless these deposits were kept apart when the map was made.") + " " +
      forReader({"The best 5 % of the area hold %1 of the deposits, and %2 of it hold 80 % of them.",
                 formatPercent(best.value), formatPercent(evaluation.figure("area_at_80").value)}) +
      " ";
  const bool hasInterval = !std::isnan(area.low);
  if (hasInterval ? area.low > 0.5 : area.value > 0.5)
    return facts +
           (hasInterval
                ? forReader("These deposits lie higher on the map than chance would put them.")
                : forReader(
                      "These deposits lie higher on the map than chance would put them; without intervals "
                      "nothing says how far that can be trusted."));
  if (hasInterval ? area.high < 0.5 : area.value < 0.5)
    return facts +
           forReader(
               "That is worse than chance: the deposits lie where the map is low. If low values mean high "
               "prospectivity, turn the sign of the map and run again.");
  return facts + forReader("On these deposits the map cannot be told from chance.");
}

void addSuccessRate(Report& report, const Evaluation& evaluation) {
  std::vector<Series> series;
  const CaptureBand& band = evaluation.band;
  if (!band.area.empty())
    series.emplace_back(Band{forReader("95 % interval"), percentages(band.area), percentages(band.low),
                             percentages(band.high), palette::deposit, 0.18});
  std::vector<double> area;
  std::vector<double> capture;
  for (const AreaAndCapture& corner : evaluation.curve.corners()) {
    area.push_back(corner.area);
    capture.push_back(corner.capture);
  }
  series.emplace_back(
      Lines{forReader("this map"), percentages(area), percentages(capture), {palette::deposit}});
  series.emplace_back(dotted(forReader("chance"), {0, 100}, {0, 100}));
  report.chart(chartOf(
      forReader("Success-rate curve"),
      forReader(
          "The further the curve bends to the upper left, the less ground must be searched. Cells of one "
          "value enter together, as a straight line.") +
          (band.area.empty()
               ? ""
               : " " + forReader("The band is what other deposits of the same kind might have given.")),
      percentAxis(forReader("Share of the area, from the highest value of the map down")),
      percentAxis(forReader("Share of the deposits captured")), std::move(series), 480));
}

/// Thresholds for a chart, lowest first: fine in value and in area, and at the value of each deposit.
std::vector<ThresholdArea> chartThresholds(const AreaRanks& ranks) {
  constexpr double steps = 300;
  std::vector<ThresholdArea> chosen{{ranks.highest, 0}};
  const double range = static_cast<double>(ranks.highest) - static_cast<double>(ranks.lowest);
  for (const ThresholdArea& each : ranks.thresholds)
    if (each.area - chosen.back().area >= ranks.total / steps ||
        static_cast<double>(chosen.back().threshold) - static_cast<double>(each.threshold) >= range / steps)
      chosen.push_back(each);
  chosen.front() = {ranks.highest, ranks.thresholds.front().area};
  chosen.push_back({ranks.lowest, ranks.total});
  for (std::size_t k = 0; k < ranks.values.size(); ++k)
    chosen.push_back({ranks.values[k], ranks.above[k] + ranks.equal[k]});
  std::sort(chosen.begin(), chosen.end(), [](const ThresholdArea& a, const ThresholdArea& b) {
    return a.threshold != b.threshold ? a.threshold < b.threshold : a.area > b.area;
  });
  return chosen;
}

void addPredictionArea(Report& report, const Evaluation& evaluation) {
  const AreaRanks& ranks = evaluation.ranks;
  std::vector<double> thresholds;
  std::vector<double> captures;
  std::vector<double> outside;
  const auto all = static_cast<double>(evaluation.deposits.values.size());
  std::vector<float> values = evaluation.deposits.values;
  std::sort(values.begin(), values.end());
  for (const ThresholdArea& each : chartThresholds(ranks)) {
    thresholds.push_back(static_cast<double>(each.threshold));
    const auto below = std::lower_bound(values.begin(), values.end(), each.threshold) - values.begin();
    captures.push_back(1 - static_cast<double>(below) / all);
    outside.push_back(1 - each.area / ranks.total);
  }
  const AreaAndCapture crossing = evaluation.curve.intersection();
  Points mark{forReader("intersection"),
              {evaluation.threshold(crossing.area)},
              {100 * crossing.capture},
              palette::mean};
  mark.symbol = Symbol::Cross;
  mark.size = 10;
  Lines capture{forReader("deposits captured"), thresholds, percentages(captures), {palette::deposit}};
  Lines area{
      forReader("area left out"), thresholds, percentages(outside), {palette::areaLeftOut, 2, Dash::Dashed}};
  // What has a value counts up to that value: between two thresholds the higher one holds.
  capture.isStepped = area.isStepped = true;
  report.chart(chartOf(
      forReader("Prediction-area plot"),
      forReader(
          {"Where a threshold is drawn, the cells at or above it are the prediction. Raising it leaves out "
           "more of the area and loses more deposits. The higher the two curves cross, the better the map: "
           "here at %1 of the deposits in %2 of the area, near the value %3.",
           formatPercent(crossing.capture), formatPercent(crossing.area),
           formatNumber(evaluation.threshold(crossing.area))}),
      {forReader("Threshold: value of the map")}, percentAxis(forReader("Share captured, share left out")),
      {capture, area, mark}, 460));
}

void addRanking(Report& report, const Evaluation& evaluation) {
  if (!evaluation.hasNonDeposits())
    return;
  std::vector<int> labels(evaluation.deposits.values.size(), 1);
  std::vector<double> scores(evaluation.deposits.values.begin(), evaluation.deposits.values.end());
  labels.resize(labels.size() + evaluation.nonDeposits.values.size(), 0);
  scores.insert(scores.end(), evaluation.nonDeposits.values.begin(), evaluation.nonDeposits.values.end());
  const double share =
      100 * static_cast<double>(evaluation.deposits.values.size()) / static_cast<double>(labels.size());
  report.heading(forReader("Deposits against non-deposits"));
  const Curve roc = rocCurve(labels, scores);
  const Stroke stroke{palette::judged};
  report.chart(
      chartOf(forReader("ROC curve"),
              forReader({"Area under the curve %1: the chance that a deposit has a higher value than a "
                         "non-deposit, ties counted half.",
                         withInterval(evaluation.figure("roc_auc"))}),
              percentAxis(forReader("Non-deposits at or above the threshold")),
              percentAxis(forReader("Deposits at or above the threshold")),
              {Lines{forReader("this map"), percentages(roc.x), percentages(roc.y), stroke},
               dotted(forReader("chance"), {0, 100}, {0, 100})}));
  const Curve precision = precisionRecallCurve(labels, scores);
  report.chart(chartOf(
      forReader("Precision and recall"),
      forReader(
          {"Area under the curve (average precision) %1. It depends on how many non-deposits there are for "
           "each deposit: compare it between maps on the same points only.",
           withInterval(evaluation.figure("pr_auc"))}),
      percentAxis(forReader("Recall: share of the deposits found")),
      percentAxis(forReader("Precision: deposits among the points found")),
      {Lines{forReader("this map"), percentages(precision.x), percentages(precision.y), stroke},
       dotted(forReader("chance"), {0, 100}, {share, share})}));
}

void addTables(Report& report, const Evaluation& evaluation) {
  ReportTable figures{forReader("Values and their 95 % intervals"),
                      {forReader("Figure"), forReader("Value"), forReader("95 % from"), forReader("95 % to")},
                      {}};
  for (const Figure& figure : evaluation.figures) {
    const auto text = [&](double value) {
      return figure.isShare && !std::isnan(value) ? formatPercent(value) : formatNumber(value, 3);
    };
    figures.rows.push_back(
        {forReader(figure.title), text(figure.value), text(figure.low), text(figure.high)});
  }
  report.heading(forReader("All figures"));
  report.table(figures);
  ReportTable points{forReader("Points"),
                     {forReader("Layer"), forReader("Given"), forReader("Used"),
                      forReader("Outside the raster"), forReader("On NoData"), forReader("Outside the mask"),
                      forReader("In the cell of another"), forReader("In the cell of a deposit")},
                     {}};
  const auto add = [&](const std::string& name, const PointAccount& account) {
    points.rows.push_back({name, std::to_string(account.given), std::to_string(account.used),
                           std::to_string(account.outside), std::to_string(account.noData),
                           std::to_string(account.outsideMask), std::to_string(account.sameCell),
                           std::to_string(account.onDeposit)});
  };
  add(forReader("Deposits"), evaluation.deposits.account);
  if (evaluation.hasNonDeposits())
    add(forReader("Non-deposits"), evaluation.nonDeposits.account);
  report.table(points);
}

std::string areaText(const AreaRanks& ranks) {
  const std::string cells = forReader({"%1 cells", ranks.cells});
  return std::isnan(ranks.squareMetres)
             ? cells
             : formatNumber(ranks.total * ranks.squareMetres / 1e6) + " km\u00b2 (" + cells + ")";
}

} // namespace

std::string withInterval(const Figure& figure) {
  return figure.isShare ? formatWithInterval(100 * figure.value, 100 * figure.low, 100 * figure.high, " %")
                        : formatWithInterval(figure.value, figure.low, figure.high);
}

Report evaluationReport(const Evaluation& evaluation, const std::string& mapName) {
  const std::size_t count = evaluation.deposits.account.used;
  Report report(
      forReader("How good is this map?"),
      forReader({"%1, judged by %2 on %3", mapName, depositsInWords(count), areaText(evaluation.ranks)}));
  report.paragraph(verdict(evaluation));
  report.figures(
      {{forReader("Deposits in the best 5 % of the area"), withInterval(evaluation.figure("capture_5"))},
       {forReader("Area for 80 % of the deposits"), withInterval(evaluation.figure("area_at_80"))},
       {forReader("Prediction-area intersection"), withInterval(evaluation.figure("pa_intersection"))},
       {forReader(evaluation.auc().title), withInterval(evaluation.auc())}});
  if (evaluation.resamples > 0 && count > 1)
    report.paragraph(forReader(
        {"Figures in brackets are 95 % intervals: the deposits were drawn anew %1 times, each time as "
         "many with repeats, and the map was held fixed. An interval without width, such as 100 to 100 "
         "%, is no certainty: no drawing of these points could give another value.",
         evaluation.resamples}));
  report.paragraph(forReader(
      "Deposits that also served to make the map, or lie beside such deposits, show how well it fits them, "
      "not "
      "how well it finds new ones: judge a map by deposits that were kept apart (Chung & Fabbri 2003)."));
  if (const PointAccount& deposits = evaluation.deposits.account; deposits.used < deposits.given)
    report.paragraph(forReader({"Deposits left out: %1.", deposits.leftOut()}));
  if (count < 10)
    report.paragraph(
        forReader({"With %1, every figure moves in large steps: read the intervals, not the values.",
                   depositsInWords(count)}));
  addSuccessRate(report, evaluation);
  addPredictionArea(report, evaluation);
  addRanking(report, evaluation);
  addTables(report, evaluation);
  return report;
}

} // namespace prospectivity
