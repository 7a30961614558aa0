#include "engine/explain/target_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/explain/shapley_summary.h"
#include "engine/report/chart.h"
#include "engine/report/html.h"
#include "engine/report/svg_chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t layersOnSheet = 8;
constexpr std::size_t driversInIndex = 3;
constexpr int waterfallHeight = 265;

// Sheets are sized in millimetres, so that each fits on one page with the margins below.
constexpr const char* style = R"(<style>
@page { size: A4 portrait; margin: 11mm 12mm; }
.index, .sheet { max-width: 186mm; }
.sheet { border-top: 1px solid var(--line); margin-top: 12mm; padding-top: 4mm; }
.sheet h2 { border: 0; margin: 0; padding: 0; }
.sheet p, .index p { margin: 1.5mm 0; max-width: none; font-size: 10pt; line-height: 1.35; }
.sheet h3 { font-size: 10pt; margin: 2.5mm 0 1mm; }
.sheet .facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1mm 4mm; margin: 2mm 0; }
.sheet .facts div { border-left: 2px solid var(--line); padding-left: 2mm; }
.sheet dt { font-size: 8pt; color: var(--quiet); }
.sheet dd { margin: 0; font-size: 10.5pt; font-weight: 600; }
.sheet .maps { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm; }
.sheet .maps figure, .sheet figure { margin: 0; }
.sheet .maps svg { display: block; width: auto; height: auto; max-width: 100%; max-height: 58mm; margin: 0 auto; }
.sheet .maps figure > svg { width: 100%; }
.sheet .legend { width: 70mm; margin: 1mm auto 0; }
.sheet .legend svg { display: block; width: 100%; }
.sheet figcaption { font-size: 8pt; line-height: 1.3; margin-top: 1mm; }
.sheet .waterfall svg { display: block; width: 100%; height: auto; max-height: 60mm; }
.sheet table, .index table { font-size: 8pt; width: 100%; }
.sheet th, .sheet td { padding: .4mm 1.5mm; line-height: 1.25; }
.sheet td:first-child { width: 46mm; overflow-wrap: anywhere; }
.sheet td.number { white-space: nowrap; }
.sheet svg { background: #ffffff; }
.index th, .index td { padding: .8mm 1.5mm; line-height: 1.3; }
.index td.number, .index td a { white-space: nowrap; }
.sheet thead th, .index thead th { position: static; }
.number { text-align: right; }
@media print {
  .sheet { break-before: page; break-inside: avoid; border: 0; margin: 0; padding: 0; }
  .sheet a, .index a { color: inherit; text-decoration: none; }
  footer { break-before: page; }
}
</style>
)";

std::string orUnknown(double value, const std::string& text) {
  return std::isfinite(value) ? text : forReader("not known");
}

std::string lengthText(double metres) {
  if (!std::isfinite(metres))
    return forReader("not known");
  return metres >= 1000 ? formatNumber(metres / 1000, 3) + " km" : formatNumber(metres, 3) + " m";
}

std::string areaText(double squareKilometres) {
  if (!std::isfinite(squareKilometres))
    return forReader("not known");
  return squareKilometres >= 1 ? formatNumber(squareKilometres, 3) + " km²"
                               : formatNumber(squareKilometres * 100, 3) + " ha";
}

std::string nearestText(const TargetSheet& sheet) {
  if (!sheet.deposits)
    return forReader("not given");
  return *sheet.deposits > 0 ? forReader("inside") : lengthText(sheet.nearestMetres);
}

std::string anchorOf(std::size_t sheet) {
  return "target-" + std::to_string(sheet + 1);
}

std::string cell(const std::string& text, bool isNumber = false) {
  return (isNumber ? "<td class=\"number\">" : "<td>") + escapeHtml(text) + "</td>";
}

std::string headOf(const std::vector<std::string>& columns) {
  std::string text = "<thead><tr>";
  for (const std::string& column : columns)
    text += "<th scope=\"col\">" + escapeHtml(column) + "</th>";
  return text + "</tr></thead>\n<tbody>\n";
}

std::string indexOf(const std::vector<TargetSheet>& sheets, const LayerPlayers& players,
                    const TargetReportFacts& facts) {
  std::string text = "<section class=\"index\">\n<p>";
  text += escapeHtml(forReader(
      "A target is a place where the score of the model is high. It is no discovery and no probability of "
      "one: the model knows the layers it was given and the deposits it was trained on, and nothing else."));
  text += "</p>\n<p>" + escapeHtml(forReader({"The sheets are in the order of %1.", Sentence(facts.order)}));
  const std::size_t without = facts.given - facts.withoutCells - sheets.size();
  if (without > 0)
    text +=
        " " + escapeHtml(forReader({"Of %1 targets the first %2 have a sheet.", facts.given, sheets.size()}));
  if (facts.withoutCells > 0)
    text +=
        " " + escapeHtml(facts.withoutCells == 1
                             ? forReader("1 polygon holds no centre of a cell with data and is left out.")
                             : forReader({"%1 polygons hold no centre of a cell with data and are left out.",
                                          facts.withoutCells}));
  text += "</p>\n<table>\n" +
          headOf({forReader("Sheet"), forReader("Target"), forReader("Mean score"),
                  forReader("Highest score"), forReader("Area"), forReader("Known deposits"),
                  forReader("Nearest known deposit"), forReader("What raises the score most")});
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const TargetSheet& sheet = sheets[i];
    text += "<tr><td class=\"number\">" + std::to_string(i + 1) + "</td><td><a href=\"#" + anchorOf(i) +
            "\">" + escapeHtml(sheet.name) + "</a></td>" + cell(fixedText(sheet.meanScore, 3), true) +
            cell(fixedText(sheet.highestScore, 3), true) + cell(areaText(sheet.squareKilometres), true) +
            cell(sheet.deposits ? std::to_string(*sheet.deposits) : forReader("not given"), true) +
            cell(nearestText(sheet), true) +
            cell(driverText(driversOf(sheet.reasons), players, driversInIndex)) + "</tr>\n";
  }
  return text + "</tbody></table>\n</section>\n";
}

std::string factsOf(const TargetSheet& sheet) {
  const NamesAndValues facts{
      {forReader("Mean score"), fixedText(sheet.meanScore, 3)},
      {forReader("Highest score"), fixedText(sheet.highestScore, 3)},
      {forReader("Spread (mean deviation)"), orUnknown(sheet.spread, fixedText(sheet.spread, 3))},
      {forReader("Layers with data"), orUnknown(sheet.coverage, formatPercent(sheet.coverage))},
      {forReader("Area on the ground"),
       areaText(sheet.squareKilometres) + ", " +
           (sheet.cells == 1 ? forReader("1 cell") : forReader({"%1 cells", sheet.cells}))},
      {forReader("In the area of applicability"),
       orUnknown(sheet.applicable, formatPercent(sheet.applicable))},
      {forReader("Known deposits inside"),
       sheet.deposits ? std::to_string(*sheet.deposits) : forReader("not given")},
      {forReader("Nearest known deposit"), nearestText(sheet)}};
  std::string text = "<dl class=\"facts\">\n";
  for (const auto& [name, value] : facts)
    text += "<div><dt>" + escapeHtml(name) + "</dt><dd>" + escapeHtml(value) + "</dd></div>\n";
  return text + "</dl>\n";
}

std::string sentenceOf(const TargetSheet& sheet, const LayerPlayers& players) {
  const std::vector<Driver> drivers = driversOf(sheet.reasons);
  if (sheet.reasons.cells == 0)
    return forReader("No cell of this target could be explained: the layers lack data there.");
  const auto named = [&](std::size_t place) { return players.names[drivers[place].player]; };
  const auto share = [&](std::size_t place) { return formatPercent(drivers[place].share, 2); };
  std::string text =
      drivers.empty() ? forReader("No layer raises the score here above that of the background.")
      : drivers.size() == 1
          ? forReader({"The score here is raised by %1 (%2 of all that raises it).", named(0), share(0)})
          : forReader({"The score here is raised by %1 (%2 of all that raises it), then %3 (%4).", named(0),
                       share(0), named(1), share(1)});
  const auto lowest = std::min_element(sheet.reasons.values.begin(), sheet.reasons.values.end());
  if (lowest != sheet.reasons.values.end() && *lowest < 0)
    text += " " + forReader({"What speaks against it most is %1.",
                             players.names[static_cast<std::size_t>(lowest - sheet.reasons.values.begin())]});
  if (sheet.applicable < 0.5)
    text += " " + forReader("Most of its cells are unlike all training samples (outside of the area of "
                            "applicability): the score there is extrapolated.");
  if (sheet.deposits && *sheet.deposits > 0)
    text +=
        " " + forReader("It holds known deposits: where the model was trained on them, a high score here is "
                        "no news.");
  return text;
}

std::string mapsOf(const TargetSheet& sheet) {
  std::string text = "<div class=\"maps\">\n";
  for (const TargetMap& map : sheet.maps)
    text += "<figure>\n<h3>" + escapeHtml(map.title) + "</h3>\n" + targetMapPicture(map) + "</figure>\n";
  text += "</div>\n<div class=\"legend\">" + scoreLegend() + "</div>\n";
  // One caption for both where they are alike.
  std::string told;
  for (const TargetMap& map : sheet.maps)
    if (std::exchange(told, map.caption) != map.caption)
      text += "<figcaption>" + escapeHtml(map.caption) + "</figcaption>\n";
  return text;
}

std::string waterfallOf(const TargetSheet& sheet, const LayerPlayers& players,
                        const std::vector<std::size_t>& order) {
  std::vector<std::string> names{forReader("base value")};
  Waterfall waterfall{sheet.reasons.baseValue, {}};
  const std::size_t shown = std::min(layersOnSheet, order.size());
  if (order.size() > shown) {
    double others = 0;
    for (std::size_t i = shown; i < order.size(); ++i)
      others += sheet.reasons.values[order[i]];
    names.push_back(forReader({"%1 other layers", order.size() - shown}));
    waterfall.steps.push_back(others);
  }
  for (std::size_t i = shown; i-- > 0;) {
    names.push_back(players.names[order[i]]);
    waterfall.steps.push_back(sheet.reasons.values[order[i]]);
  }
  names.emplace_back(forReader("this target"));
  const Chart chart =
      chartOf(forReader({"From the base value to the mean log-odds of %1", sheet.name}), "",
              {forReader("log-odds")}, {"", "", std::move(names)}, {std::move(waterfall)}, waterfallHeight);
  return "<figure class=\"waterfall\">\n<h3>" +
         escapeHtml(forReader("What raises (red) and lowers (blue) the score")) + "</h3>\n" +
         svgChart(chart) + "<figcaption>" +
         escapeHtml(forReader(
             {"Mean Shapley values of %1 of the %2 cells in log-odds, from the mean over the background "
              "samples (base value) to the mean of the target.",
              sheet.reasons.cells, sheet.cells})) +
         "</figcaption>\n</figure>\n";
}

std::string percentile(const std::optional<double>& share) {
  return share ? std::to_string(static_cast<int>(std::lround(100 * *share))) : "";
}

std::string evidenceOf(const TargetSheet& sheet, const std::vector<std::size_t>& order,
                       const TargetReportFacts& facts) {
  const auto has = [&](std::optional<double> LayerInTarget::*member) {
    return std::any_of(sheet.layers.begin(), sheet.layers.end(),
                       [member](const LayerInTarget& layer) { return (layer.*member).has_value(); });
  };
  const bool hasDeposits = has(&LayerInTarget::amongDeposits);
  const bool hasOthers = has(&LayerInTarget::amongOthers);
  std::vector<std::string> columns{forReader("Layer"), forReader("Unit"), forReader("Mean here"),
                                   forReader("Range here")};
  if (hasDeposits)
    columns.emplace_back(forReader("Percentile among deposits"));
  if (hasOthers)
    columns.push_back(forReader({"Percentile among %1", Sentence(facts.others)}));
  columns.emplace_back(forReader("Share in log-odds"));
  const std::size_t shown = std::min(layersOnSheet, order.size());
  const std::string title =
      order.size() > shown
          ? forReader({"Evidence, the largest share first (%1 of %2 layers)", shown, order.size()})
          : forReader("Evidence, the largest share first");
  std::string text = "<h3>" + escapeHtml(title) + "</h3>\n<table>\n" + headOf(columns);
  bool hasLogarithms = false;
  for (std::size_t i = 0; i < shown; ++i) {
    const LayerInTarget& layer = sheet.layers[order[i]];
    hasLogarithms = hasLogarithms || layer.isOfLogarithms;
    text += "<tr>" + cell(layer.name) + cell(layer.unit) +
            cell(layer.value + (layer.isOfLogarithms ? " (" + forReader("of logarithms") + ")" : ""), true) +
            cell(layer.range, true) + (hasDeposits ? cell(percentile(layer.amongDeposits), true) : "") +
            (hasOthers ? cell(percentile(layer.amongOthers), true) : "") +
            cell((layer.reason > 0 ? "+" : "") + fixedText(layer.reason, 2), true) + "</tr>\n";
  }
  text += "</tbody></table>\n";
  if (hasLogarithms)
    text += "<figcaption>" +
            escapeHtml(
                forReader("Of logarithms: of a layer whose logarithms the model takes, values stand as they "
                          "were measured, and the mean is led back from the mean of the logarithms; where "
                          "nothing was added to the values before, it is the geometric mean.")) +
            "</figcaption>\n";
  return text;
}

} // namespace

std::optional<double> shareBelow(const std::vector<double>& values, double value) {
  double below = 0;
  std::size_t known = 0;
  for (const double other : values) {
    if (std::isnan(other))
      continue;
    ++known;
    below += other < value ? 1 : other == value ? 0.5 : 0;
  }
  if (known == 0 || std::isnan(value))
    return std::nullopt;
  return below / static_cast<double>(known);
}

Report targetReport(const std::vector<TargetSheet>& sheets, const LayerPlayers& players,
                    const TargetReportFacts& facts) {
  Report report(forReader("Targets"), sheets.size() == 1
                                          ? forReader("1 target, one sheet each")
                                          : forReader({"%1 targets, one sheet each", sheets.size()}));
  report.html(style);
  report.html(indexOf(sheets, players, facts));
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const TargetSheet& sheet = sheets[i];
    std::string text = "<section class=\"sheet\" id=\"" + anchorOf(i) + "\">\n<h2>" + std::to_string(i + 1) +
                       ". " + escapeHtml(sheet.name) + "</h2>\n<p>" + escapeHtml(sheet.place) + "</p>\n<p>" +
                       escapeHtml(sentenceOf(sheet, players)) + "</p>\n" + factsOf(sheet) + mapsOf(sheet);
    if (sheet.reasons.cells > 0) {
      std::vector<double> sizes;
      for (const double value : sheet.reasons.values)
        sizes.push_back(std::abs(value));
      const std::vector<std::size_t> order = ranking(sizes);
      text += waterfallOf(sheet, players, order) + evidenceOf(sheet, order, facts);
    }
    report.html(text + "</section>\n");
  }
  return report;
}

} // namespace prospectivity
