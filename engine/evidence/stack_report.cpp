#include "engine/evidence/stack_report.h"

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
  return done && done->logRatio() ? "log-ratio" : band.description.unit;
}

ReportTable layersTable(const StackAccount& account) {
  ReportTable table{"Layers", {"Band", "Unit", "Layer", "Grid found", "What was done", "NoData"}, {}};
  for (const BandAccount& band : account.bands)
    table.rows.push_back(
        {band.name, unitOf(band), band.source, band.sourceGrid, band.treatment, noDataShare(account, band)});
  return table;
}

ReportTable logRatiosTable(const StackAccount& account) {
  ReportTable table{
      "Log-ratios", {"Group", "Layer", "Smallest value above 0", "In place of zeros", "Zeros replaced"}, {}};
  for (const LogRatioAccount& group : account.logRatios)
    for (const LogRatioAccount::Member& member : group.members)
      table.rows.push_back({group.group, member.name, formatNumber(member.least, 6),
                            formatNumber(member.zero, 6), std::to_string(member.cellsReplaced)});
  return table;
}

void addLogRatios(Report& report, const StackAccount& account) {
  for (const LogRatioAccount& group : account.logRatios) {
    std::string text = group.group +
                       ": cells with log-ratios, those with data in every layer of the group: " +
                       std::to_string(group.cells) + ". ";
    if (group.cellsOfZeros > 0)
      text += "NoData, since their layers amount to no more than what stands for their zeros: " +
              std::to_string(group.cellsOfZeros) + ". ";
    report.paragraph(text + "Zeros are replaced multiplicatively: the total of a cell and the ratios of its "
                            "other values stay as they were.");
  }
  report.table(logRatiosTable(account));
}

ReportTable valuesTable(const StackAccount& account) {
  ReportTable table{"Values in the stack", {"Band", "Minimum", "Mean", "Maximum", "SD", "Skewness"}, {}};
  for (const BandAccount& band : account.bands)
    table.rows.push_back({band.name, formatNumber(band.minimum), formatNumber(band.mean),
                          formatNumber(band.maximum), formatNumber(band.standardDeviation),
                          formatNumber(band.skewness, 3)});
  return table;
}

ReportTable classesTable(const StackAccount& account) {
  ReportTable table{
      "Classes of categorical layers",
      {"Layer", "Classes", "Least share", "Joined into 'other'", "Share of its cells", "In the stack"},
      {}};
  for (const ClassAccount& classes : account.classes)
    table.rows.push_back({classes.band, std::to_string(classes.found), formatPercent(classes.leastShare),
                          std::to_string(classes.joined), formatPercent(classes.joinedShare),
                          classes.isCodes ? "one band of codes" : "one band per class"});
  return table;
}

ReportTable duplicatesTable(const StackAccount& account) {
  ReportTable table{"Layers that tell nearly the same", {"Band", "Band", "Spearman correlation"}, {}};
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
      report, "Correlation of the layers", names, account.correlation,
      "Spearman rank correlation over cells with data in every layer. Dark cells off the diagonal "
      "are layers that tell "
      "much the same; a model needs one of them.");
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
  Report report("Evidence stack", std::to_string(account.bands.size()) + " bands on " +
                                      std::to_string(grid.columns) + " x " + std::to_string(grid.rows) +
                                      " cells of " + formatNumber(grid.cellWidth(), 6) + " x " +
                                      formatNumber(grid.cellHeight(), 6) + " (" + crsName(grid.crs) + ").");
  report.figures({{"Bands", std::to_string(account.bands.size())},
                  {"Cells in the study area", std::to_string(account.cells)},
                  {"With data in every band", formatPercent(static_cast<double>(account.completeCells) /
                                                            static_cast<double>(account.cells))}});
  for (const std::string& reason : account.grid.reasons)
    report.paragraph(reason);
  const ReportTable duplicates = duplicatesTable(account);
  report.paragraph(
      duplicates.rows.empty()
          ? "No two layers tell nearly the same (|Spearman| of 0.95 or more)."
          : std::to_string(duplicates.rows.size()) +
                (duplicates.rows.size() == 1 ? " pair of layers tells" : " pairs of layers tell") +
                " nearly the same (table below): consider leaving one of each out.");
  std::vector<std::string> skewed;
  for (const BandAccount& band : account.bands)
    if (band.description.kind != FeatureKind::Indicator && std::abs(band.skewness) >= heavilySkewed)
      skewed.push_back(band.name);
  if (!skewed.empty())
    report.paragraph("Heavily skewed (|skewness| of 2 or more): " + listOf(skewed) +
                     ". A logarithm or winsorizing as a transform often helps.");
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
