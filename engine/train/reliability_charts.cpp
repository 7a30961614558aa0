#include "engine/train/reliability_charts.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

constexpr const char* scoreName = "prospectivity score";
constexpr const char* probabilityName = "calibrated probability";

Axis unitAxis(const std::string& title) {
  Axis axis{title};
  axis.range = {-0.02, 1.02};
  return axis;
}

/// A line through the groups, and an upright one through each for the interval of its share.
void addGroups(std::vector<Series>& series, const std::string& name, const Reliability& reliability,
               const Stroke& stroke) {
  constexpr double gap = std::numeric_limits<double>::quiet_NaN();
  Lines through{name, {}, {}, stroke};
  through.hasMarks = true;
  through.group = name;
  Lines intervals{name, {}, {}, {stroke.color, 1, Dash::Solid, 0.6}};
  intervals.isInLegend = false;
  intervals.group = name;
  for (const ReliabilityGroup& group : reliability.groups) {
    through.x.push_back(group.score);
    through.y.push_back(group.share);
    intervals.x.insert(intervals.x.end(), {group.score, group.score, gap});
    intervals.y.insert(intervals.y.end(), {group.interval.low, group.interval.high, gap});
  }
  series.emplace_back(std::move(intervals));
  series.emplace_back(std::move(through));
}

void addRows(ReportTable& table, const std::string& name, const Reliability& reliability) {
  for (std::size_t k = 0; k < reliability.groups.size(); ++k) {
    const ReliabilityGroup& group = reliability.groups[k];
    table.rows.push_back({name, std::to_string(k + 1), formatNumber(group.samples),
                          formatNumber(group.score, 3),
                          formatWithInterval(group.share, group.interval.low, group.interval.high)});
  }
}

} // namespace

void addReliability(Report& report, const ModelCalibration& calibration) {
  std::vector<Series> series;
  ReportTable table;
  table.title = forReader("Reliability by groups of samples");
  table.columns = {forReader("What"), forReader("Group"), forReader("Samples"), forReader("Mean"),
                   forReader("Share of deposits (95 % interval)")};
  addGroups(series, forReader(scoreName), calibration.score, {palette::judged, 2, Dash::Solid});
  addRows(table, forReader(scoreName), calibration.score);
  if (calibration.probability) {
    addGroups(series, forReader(probabilityName), *calibration.probability,
              {palette::calibrated, 2, Dash::Dashed});
    addRows(table, forReader(probabilityName), *calibration.probability);
  }
  series.emplace_back(Lines{forReader("perfect"), {0, 1}, {0, 1}, {palette::chance, 1, Dash::Dotted}});
  report.chart(chartOf(
      forReader("Reliability diagram"),
      forReader("Groups of about equal numbers of held-out samples, with 95 % intervals (Wilson). On the "
                "dotted line numbers are shares of deposits among samples like these; on a map deposits are "
                "rarer. Each fold is calibrated by the others. Several sets of non-deposits count as one "
                "together."),
      unitAxis(forReader("Mean score or probability")), unitAxis(forReader("Share of deposits")),
      std::move(series)));
  report.paragraph(sentenceOf(calibration));
  report.table(table);
}

} // namespace prospectivity
