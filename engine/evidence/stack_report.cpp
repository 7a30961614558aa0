#include "engine/evidence/stack_report.h"

#include "engine/core/for_reader.h"
#include "engine/core/layer_transform.h"
#include "engine/core/number_format.h"
#include "engine/report/correlation_chart.h"

#include <cmath>
#include <optional>

namespace prospectivity {

namespace {

constexpr double nearlyTheSame = 0.95; ///< |Spearman| above which two layers tell the same
constexpr double heavilySkewed = 2;    ///< |skewness| above which a logarithm often helps

std::string noDataShare(const StackAccount& account, const BandAccount& band) {
  return formatPercent(1 - static_cast<double>(band.cellsWithData) / static_cast<double>(account.cells));
}

std::string unitOf(const BandAccount& band) {
  const std::optional<LayerTransform> done = LayerTransform::read(band.description.transform);
  return done && done->logRatio() ? forReader("log-ratio") : band.description.unit;
}

ReportTable layersTable(const StackAccount& account) {
  ReportTable table{forReader("Layers"),
                    {forReader("Band"), forReader("Unit"), forReader("Layer"), forReader("Grid found"),
                     forReader("What was done"), forReader("NoData")},
                    {}};
  for (const BandAccount& band : account.bands)
    table.rows.push_back({band.name, unitOf(band), band.source, band.sourceGrid, forReader(band.treatment),
                          noDataShare(account, band)});
  return table;
}

ReportTable logRatiosTable(const StackAccount& account) {
  ReportTable table{forReader("Log-ratios"),
                    {forReader("Group"), forReader("Layer"), forReader("Smallest value above 0"),
                     forReader("In place of zeros"), forReader("Zeros replaced")},
                    {}};
  for (const LogRatioAccount& group : account.logRatios)
    for (const LogRatioAccount::Member& member : group.members)
      table.rows.push_back({group.group, member.name, formatNumber(member.least, 6),
                            formatNumber(member.zero, 6), std::to_string(member.cellsReplaced)});
  return table;
}

void addLogRatios(Report& report, const StackAccount& account) {
  for (const LogRatioAccount& group : account.logRatios) {
    std::string text =
        forReader({"%1: cells with log-ratios, those with data in every layer of the group: %2.", group.group,
                   group.cells}) +
        " ";
    if (group.cellsOfZeros > 0)
      text += forReader({"NoData, since their layers amount to no more than what stands for their zeros: %1.",
                         group.cellsOfZeros}) +
              " ";
    report.paragraph(
        text + forReader("Zeros are replaced multiplicatively: the total of a cell and the ratios of its "
                         "other values stay as they were."));
  }
  report.table(logRatiosTable(account));
}

ReportTable valuesTable(const StackAccount& account) {
  ReportTable table{forReader("Values in the stack"),
                    {forReader("Band"), forReader("Minimum"), forReader("Mean"), forReader("Maximum"),
                     forReader("SD"), forReader("Skewness")},
                    {}};
  for (const BandAccount& band : account.bands)
    table.rows.push_back({band.name, formatNumber(band.minimum), formatNumber(band.mean),
                          formatNumber(band.maximum), formatNumber(band.standardDeviation),
                          formatNumber(band.skewness, 3)});
  return table;
}

ReportTable classesTable(const StackAccount& account) {
  ReportTable table{forReader("Classes of categorical layers"),
                    {forReader("Layer"), forReader("Classes"), forReader("Least share"),
                     forReader("Joined into 'other'"), forReader("Share of its cells"),
                     forReader("In the stack")},
                    {}};
  for (const ClassAccount& classes : account.classes)
    table.rows.push_back(
        {classes.band, std::to_string(classes.found), formatPercent(classes.leastShare),
         std::to_string(classes.joined), formatPercent(classes.joinedShare),
         classes.isCodes ? forReader("one band of codes") : forReader("one band per class")});
  return table;
}

ReportTable duplicatesTable(const StackAccount& account) {
  ReportTable table{forReader("Layers that tell nearly the same"),
                    {forReader("Band"), forReader("Band"), forReader("Spearman correlation")},
                    {}};
  for (Eigen::Index i = 0; i < account.correlation.rows(); ++i)
    for (Eigen::Index j = i + 1; j < account.correlation.cols(); ++j)
      if (std::abs(account.correlation(i, j)) >= nearlyTheSame)
        table.rows.push_back({account.bands[static_cast<std::size_t>(i)].name,
                              account.bands[static_cast<std::size_t>(j)].name,
                              formatNumber(account.correlation(i, j), 3)});
  return table;
}

void addCorrelation(Report& report, const StackAccount& account) {
  std::vector<std::string> names;
  names.reserve(account.bands.size());
  for (const BandAccount& band : account.bands)
    names.push_back(band.name);
  addSpearmanChart(
      report, forReader("Correlation of the layers"), names, account.correlation,
      forReader("Spearman rank correlation over cells with data in every layer. Dark cells off the diagonal "
                "are layers that tell "
                "much the same; a model needs one of them."));
}

std::string listOf(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

} // namespace

Report stackReport(const StackAccount& account) {
  const Grid& grid = account.grid.grid;
  Report report(
      forReader("Evidence stack"),
      forReader({"%1 bands on %2 x %3 cells of %4 x %5 (%6).", account.bands.size(), grid.columns, grid.rows,
                 formatNumber(grid.cellWidth(), 6), formatNumber(grid.cellHeight(), 6), crsName(grid.crs)}));
  report.figures(
      {{forReader("Bands"), std::to_string(account.bands.size())},
       {forReader("Cells in the study area"), std::to_string(account.cells)},
       {forReader("With data in every band"),
        formatPercent(static_cast<double>(account.completeCells) / static_cast<double>(account.cells))}});
  for (const Sentence& reason : account.grid.reasons)
    report.paragraph(forReader(reason));
  const ReportTable duplicates = duplicatesTable(account);
  report.paragraph(
      duplicates.rows.empty() ? forReader("No two layers tell nearly the same (|Spearman| of 0.95 or more).")
      : duplicates.rows.size() == 1
          ? forReader(
                "1 pair of layers tells nearly the same (table below): consider leaving one of each out.")
          : forReader(
                {"%1 pairs of layers tell nearly the same (table below): consider leaving one of each out.",
                 duplicates.rows.size()}));
  std::vector<std::string> skewed;
  for (const BandAccount& band : account.bands)
    if (band.description.kind != FeatureKind::Indicator && std::abs(band.skewness) >= heavilySkewed)
      skewed.push_back(band.name);
  if (!skewed.empty())
    report.paragraph(
        forReader({"Heavily skewed (|skewness| of 2 or more): %1. A logarithm or winsorizing as a "
                   "transform often helps.",
                   listOf(skewed)}));
  report.table(layersTable(account));
  if (!account.classes.empty())
    report.table(classesTable(account));
  if (!account.logRatios.empty())
    addLogRatios(report, account);
  report.table(valuesTable(account));
  if (!duplicates.rows.empty())
    report.table(duplicates);
  if (account.correlation.rows() > 1)
    addCorrelation(report, account);
  return report;
}

} // namespace prospectivity
