#include "engine/report/plotly_chart.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_text.h"
#include "engine/report/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

using nlohmann::json;

namespace {

/// A screen shows no more digits, and a page of 40 features stays small.
json number(double value) {
  if (!std::isfinite(value))
    return nullptr;
  return rounded(value, 6);
}

json numbers(const std::vector<double>& values) {
  json result = json::array();
  for (const double value : values)
    result.push_back(number(value));
  return result;
}

json places(std::size_t count) {
  json result = json::array();
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(i);
  return result;
}

json stopsOf(const palette::Scale& scale) {
  json result = json::array();
  for (const auto& [place, color] : scale)
    result.push_back({number(place), color});
  return result;
}

const char* dashOf(Dash dash) {
  switch (dash) {
  case Dash::Dashed:
    return "dash";
  case Dash::Dotted:
    return "dot";
  case Dash::DashDotted:
    return "dashdot";
  case Dash::Solid:
    break;
  }
  return "solid";
}

const char* symbolOf(Symbol symbol) {
  switch (symbol) {
  case Symbol::Diamond:
    return "diamond";
  case Symbol::OpenCircle:
    return "circle-open";
  case Symbol::OpenDiamond:
    return "diamond-open";
  case Symbol::Cross:
    return "x";
  case Symbol::Circle:
    break;
  }
  return "circle";
}

json colorBar(const std::string& title) {
  return {{"title", title}, {"thickness", 12}};
}

/// Names at 0, 1, 2, ...: places and not names are what the data give, so that two names that look alike stay
/// two.
json axisOf(const Axis& axis) {
  json result{{"title", {{"text", titleOf(axis)}}}, {"automargin", true}};
  if (!axis.names.empty()) {
    json names = json::array();
    for (const std::string& name : axis.names)
      names.push_back(tickName(axis, name));
    result["tickmode"] = "array";
    result["tickvals"] = places(names.size());
    result["ticktext"] = names;
  }
  if (!axis.writesNames) {
    result["showticklabels"] = false;
    result["ticks"] = "";
  }
  if (axis.range)
    result["range"] = axis.isReversed ? json{number(axis.range->second), number(axis.range->first)}
                                      : json{number(axis.range->first), number(axis.range->second)};
  else if (axis.isReversed)
    result["autorange"] = "reversed";
  if (!axis.suffix.empty())
    result["ticksuffix"] = axis.suffix;
  if (axis.hasZeroLine)
    result["zeroline"] = true;
  return result;
}

/// The originals stand at the places of their logarithms, which are what the data give. A screen is about so
/// many pixels wide.
void addLogTicks(json& result, const Axis& axis, const Span& span, double room,
                 const std::function<double(const std::string&)>& needs) {
  if (!axis.log || !axis.names.empty())
    return;
  result["tickmode"] = "array";
  result["tickvals"] = json::array();
  result["ticktext"] = json::array();
  for (const Tick& tick : ticksOf(axis, shown(axis, span, true), room, needs)) {
    result["tickvals"].push_back(number(tick.at));
    result["ticktext"].push_back(tick.text);
  }
}

/// A value as pointing tells it: what it is a logarithm of, where it is one.
double toldValue(const std::optional<LogScale>& log, double value) {
  return log ? log->toldOf(value) : value;
}

/// What pointing tells of a place on an axis: what it is a place of, where the axis says so.
std::string told(const Axis& axis, const char* place) {
  return axis.title.empty() ? place : axis.title + " " + place;
}

/// The traces of each kind of series.
class Traces {
 public:
  /// `across`: the horizontal axis that the panel lies on.
  Traces(const Panel& panel, const Axis& across) : mPanel(panel), mLog(across.log) {}

  json operator()(const Lines& lines) const {
    json trace{{"type", "scatter"},
               {"mode", lines.hasMarks ? "lines+markers" : "lines"},
               {"name", lines.name},
               {"x", numbers(lines.x)},
               {"y", numbers(lines.y)},
               {"opacity", lines.stroke.opacity},
               {"showlegend", lines.isInLegend},
               {"line",
                {{"color", lines.stroke.color},
                 {"width", lines.stroke.width},
                 {"dash", dashOf(lines.stroke.dash)},
                 {"shape", lines.isStepped ? "vh" : "linear"}}}};
    if (!lines.group.empty())
      trace["legendgroup"] = lines.group;
    if (!lines.text.empty()) {
      trace["text"] = lines.text;
      trace["hovertemplate"] =
          lines.tellsHeight ? "%{text}<br>%{x}: %{y}<extra></extra>" : "%{text}<br>%{x}<extra></extra>";
    }
    tellOriginals(trace, lines.x);
    return json::array({trace});
  }

  json operator()(const Points& points) const {
    json marker{{"size", points.size}, {"symbol", symbolOf(points.symbol)}, {"opacity", points.opacity}};
    if (points.shades) {
      marker["color"] = numbers(points.shades->values);
      marker["cmin"] = number(points.shades->low);
      marker["cmax"] = number(points.shades->high);
      marker["colorscale"] = stopsOf(palette::sequential());
      marker["colorbar"] = colorBar(points.shades->title);
      marker["colorbar"]["tickvals"] = {number(points.shades->low), number(points.shades->high)};
      marker["colorbar"]["ticktext"] = {forReader("low"), forReader("high")};
    } else {
      marker["color"] = points.color;
    }
    json trace{{"type", points.x.size() > 1000 ? "scattergl" : "scatter"},
               {"mode", "markers"},
               {"name", points.name},
               {"showlegend", !points.name.empty()},
               {"x", numbers(points.x)},
               {"y", numbers(points.y)},
               {"marker", marker}};
    if (!points.xErrors.empty())
      trace["error_x"] = {
          {"type", "data"}, {"array", numbers(points.xErrors)}, {"color", points.color}, {"thickness", 1.5}};
    if (!points.xErrors.empty() && (std::isfinite(points.xLeast) || std::isfinite(points.xMost))) {
      std::vector<double> below = points.xErrors;
      std::vector<double> above = points.xErrors;
      for (std::size_t i = 0; i < below.size(); ++i) {
        below[i] = std::min(below[i], points.x[i] - points.xLeast);
        above[i] = std::min(above[i], points.xMost - points.x[i]);
      }
      trace["error_x"]["symmetric"] = false;
      trace["error_x"]["array"] = numbers(above);
      trace["error_x"]["arrayminus"] = numbers(below);
    }
    if (!points.text.empty()) {
      trace["text"] = points.text;
      std::string hover = (points.textMeaning.empty() ? "" : points.textMeaning + " ") + "%{text}";
      if (!points.xMeaning.empty())
        hover += "<br>" + points.xMeaning + " %{x}";
      if (!points.yMeaning.empty())
        hover += ", " + points.yMeaning + " %{y}";
      trace["hovertemplate"] = hover + "<extra></extra>";
    }
    tellOriginals(trace, points.x);
    return json::array({trace});
  }

  json operator()(const Band& band) const {
    std::vector<double> x = band.x;
    std::vector<double> y = band.high;
    x.insert(x.end(), band.x.rbegin(), band.x.rend());
    y.insert(y.end(), band.low.rbegin(), band.low.rend());
    return json::array({{{"type", "scatter"},
                         {"mode", "lines"},
                         {"name", band.name},
                         {"x", numbers(x)},
                         {"y", numbers(y)},
                         {"fill", "toself"},
                         {"fillcolor", palette::translucent(band.color, band.opacity)},
                         {"line", {{"width", 0}, {"color", band.color}}},
                         {"hoverinfo", "skip"}}});
  }

  json operator()(const Bars& bars) const {
    const Axis& along = bars.isHorizontal ? mPanel.y : mPanel.x;
    json trace{{"type", "bar"},
               {"name", bars.name},
               {"showlegend", !bars.name.empty()},
               {bars.isHorizontal ? "x" : "y", numbers(bars.lengths)},
               {bars.isHorizontal ? "y" : "x", places(bars.lengths.size())},
               {"hovertext", bars.text.empty() ? along.names : bars.text},
               {"hovertemplate", bars.isHorizontal ? "%{hovertext}: %{x}<extra></extra>"
                                                   : "%{hovertext}: %{y}<extra></extra>"},
               {"marker", {{"pattern", {{"shape", bars.isHatched ? "/" : ""}}}}}};
    if (bars.colors.size() == 1)
      trace["marker"]["color"] = bars.colors.front();
    else
      trace["marker"]["color"] = bars.colors;
    if (bars.isHorizontal)
      trace["orientation"] = "h";
    return json::array({trace});
  }

  json operator()(const Histogram& histogram) const {
    json centres = json::array();
    json widths = json::array();
    json text = json::array();
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      centres.push_back(number((histogram.edges[i] + histogram.edges[i + 1]) / 2));
      widths.push_back(number(histogram.edges[i + 1] - histogram.edges[i]));
      text.push_back(forReader({"%1 to %2", numberText(toldValue(mLog, histogram.edges[i]), 4),
                                numberText(toldValue(mLog, histogram.edges[i + 1]), 4)}));
    }
    return json::array({{{"type", "bar"},
                         {"name", histogram.name},
                         {"x", centres},
                         {"y", numbers(histogram.counts)},
                         {"width", widths},
                         {"opacity", 0.55},
                         {"hovertext", text},
                         {"hovertemplate", "%{hovertext}: %{y}<extra></extra>"},
                         {"marker", {{"color", histogram.color}}}}});
  }

  json operator()(const HeatMap& map) const {
    json rows = json::array();
    for (Eigen::Index i = 0; i < map.values.rows(); ++i) {
      json row = json::array();
      for (Eigen::Index j = 0; j < map.values.cols(); ++j)
        row.push_back(number(map.values(i, j)));
      rows.push_back(row);
    }
    json trace{{"type", map.contour ? "contour" : "heatmap"},
               {"x", map.x.empty() ? places(static_cast<std::size_t>(map.values.cols())) : numbers(map.x)},
               {"y", map.y.empty() ? places(static_cast<std::size_t>(map.values.rows())) : numbers(map.y)},
               {"z", rows},
               {"zmin", number(map.low)},
               {"zmax", number(map.high)},
               {"colorscale", stopsOf(map.scale)},
               {"showscale", !map.scaleTitle.empty()},
               {"colorbar", colorBar(map.scaleTitle)},
               {"showlegend", false},
               {"hovertemplate", told(mPanel.y, "%{y}") + ", " +
                                     (map.x.empty() ? "%{x}" : told(mPanel.x, "%{x}")) +
                                     ": %{z}<extra></extra>"}};
    const bool isShortened = std::any_of(mPanel.x.names.begin(), mPanel.x.names.end(),
                                         [](const std::string& name) { return axisName(name) != name; });
    const auto tellsCells = [](const std::vector<double>& centres, const Axis& axis,
                               const std::optional<LogScale>& log) {
      return !centres.empty() && (log || !axis.names.empty());
    };
    if (tellsCells(map.x, mPanel.x, mLog) || tellsCells(map.y, mPanel.y, mPanel.y.log)) {
      trace["text"] = json::array();
      for (Eigen::Index i = 0; i < map.values.rows(); ++i) {
        json row = json::array();
        for (Eigen::Index j = 0; j < map.values.cols(); ++j)
          row.push_back(toldPlace(mPanel.y, mPanel.y.log, map.y, i) + ", " +
                        toldPlace(mPanel.x, mLog, map.x, j));
        trace["text"].push_back(row);
      }
      trace["hovertemplate"] = "%{text}: %{z}<extra></extra>";
    } else if (isShortened) { // pointing tells the whole name
      trace["text"] = json::array();
      for (Eigen::Index i = 0; i < map.values.rows(); ++i)
        trace["text"].push_back(mPanel.x.names);
      trace["hovertemplate"] = told(mPanel.y, "%{y}") + ", %{text}: %{z}<extra></extra>";
    }
    json traces = json::array({trace});
    if (map.contour)
      traces.push_back(
          {{"type", "contour"},
           {"x", trace["x"]},
           {"y", trace["y"]},
           {"z", rows},
           {"name", map.contourName},
           {"showscale", false},
           {"hoverinfo", "skip"},
           {"contours", {{"type", "constraint"}, {"operation", "="}, {"value", number(*map.contour)}}},
           {"line", {{"color", palette::overField}, {"width", 3}, {"dash", "dashdot"}}}});
    return traces;
  }

  json operator()(const Boxes& boxes) const {
    json low = json::array();
    json quarter = json::array();
    json median = json::array();
    json threeQuarters = json::array();
    json high = json::array();
    for (const Boxes::Box& box : boxes.boxes) {
      low.push_back(number(box.low));
      quarter.push_back(number(box.quarter));
      median.push_back(number(box.median));
      threeQuarters.push_back(number(box.threeQuarters));
      high.push_back(number(box.high));
    }
    return json::array({{{"type", "box"},
                         {"name", boxes.name},
                         {"x", places(boxes.boxes.size())},
                         {"lowerfence", low},
                         {"q1", quarter},
                         {"median", median},
                         {"q3", threeQuarters},
                         {"upperfence", high},
                         {"marker", {{"color", boxes.color}}},
                         {"line", {{"color", boxes.color}}}}});
  }

  json operator()(const Waterfall& waterfall) const {
    std::vector<double> steps{waterfall.start};
    steps.insert(steps.end(), waterfall.steps.begin(), waterfall.steps.end());
    json measures = json::array({"absolute"});
    double end = 0;
    for (const double step : steps)
      end += step;
    for (std::size_t i = 0; i < waterfall.steps.size(); ++i)
      measures.push_back("relative");
    measures.push_back("total");
    steps.push_back(end);
    return json::array({{{"type", "waterfall"},
                         {"orientation", "h"},
                         {"showlegend", false},
                         {"y", places(steps.size())},
                         {"x", numbers(steps)},
                         {"text", mPanel.y.names},
                         {"textposition", "none"},
                         {"measure", measures},
                         {"hovertemplate", "%{text}: %{delta}<extra></extra>"},
                         {"increasing", {{"marker", {{"color", palette::raises}}}}},
                         {"decreasing", {{"marker", {{"color", palette::lowers}}}}},
                         {"totals", {{"marker", {{"color", palette::total}}}}},
                         {"connector", {{"line", {{"width", 0.5}}}}}}});
  }

 private:
  /// Pointing would tell the logarithms of a logarithmic axis.
  void tellOriginals(json& trace, const std::vector<double>& x) const {
    if (!mLog)
      return;
    json originals = json::array();
    for (const double value : x)
      originals.push_back(number(rounded(mLog->toldOf(value), 4)));
    trace["customdata"] = originals;
    if (!trace.contains("hovertemplate")) {
      trace["hovertemplate"] = "%{customdata}, %{y}";
      return;
    }
    const std::string place = "%{x}";
    std::string hover = trace["hovertemplate"].get<std::string>();
    if (const std::size_t at = hover.find(place); at != std::string::npos)
      trace["hovertemplate"] = hover.replace(at, place.size(), "%{customdata}");
  }

  /// A row or column of a heat map, by the name at its centre, the centre itself, or its number.
  static std::string toldPlace(const Axis& axis, const std::optional<LogScale>& log,
                               const std::vector<double>& centres, Eigen::Index i) {
    const double centre = centres.empty() ? static_cast<double>(i) : centres[static_cast<std::size_t>(i)];
    const bool isNamed = centre >= 0 && centre < static_cast<double>(axis.names.size()) &&
                         !axis.names[static_cast<std::size_t>(centre)].empty();
    const std::string place =
        isNamed ? axis.names[static_cast<std::size_t>(centre)] : numberText(toldValue(log, centre), 4);
    return told(axis, place.c_str());
  }

  const Panel& mPanel;
  std::optional<LogScale> mLog; ///< of the horizontal axis
};

/// Counts written into the cells of a heat map.
json notesOf(const HeatMap& map) {
  json notes = json::array();
  if (map.writesNumbers)
    for (Eigen::Index i = 0; i < map.values.rows(); ++i)
      for (Eigen::Index j = 0; j < map.values.cols(); ++j)
        notes.push_back({{"x", j},
                         {"y", i},
                         {"text", fixedText(map.values(i, j), 0)},
                         {"showarrow", false},
                         {"bgcolor", palette::translucent(palette::overField, 0.8)}});
  return notes;
}

constexpr double lowPanel = 0.3; ///< of the chart's height
constexpr int ticksOfLowPanel = 3;
constexpr double pixelsAcross = 600; ///< of a chart as wide as a page
constexpr double pixelsPerLetter = 8;
constexpr double pixelsPerLine = 18;

} // namespace

json plotlyChart(const Chart& chart) {
  json traces = json::array();
  json layout{
      {"height", chart.height},
      {"barmode", "group"},
      {"boxmode", "group"},
      {"legend",
       // In a row above the plot: many curves run along its upper edge.
       {{"orientation", "h"}, {"x", 0}, {"y", 1.02}, {"yanchor", "bottom"}, {"traceorder", "normal"}}},
      {"annotations", json::array()}};
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const Panel& panel = chart.panels[p];
    const std::string number = p == 0 ? "" : std::to_string(p + 1);
    if (!panel.sharesX) {
      json x = axisOf(panel.x);
      addLogTicks(x, panel.x, spanAcross(chart, p), pixelsAcross * (panel.right - panel.left),
                  [](const std::string& text) { return pixelsPerLetter * (text.size() + 2.0); });
      x["domain"] = {panel.left, panel.right};
      if (panel.matchesX)
        x["matches"] = "x";
      layout["xaxis" + number] = x;
    } else {
      layout["xaxis"]["anchor"] = "y" + number; // its numbers stand below the lower panel
    }
    if (!panel.sharesY) {
      layout["yaxis" + number] = axisOf(panel.y);
      json& y = layout["yaxis" + number];
      addLogTicks(y, panel.y, spanUpwards(chart, p), chart.height * (panel.top - panel.bottom) / 2,
                  [](const std::string&) { return pixelsPerLine; });
      y["domain"] = {panel.bottom, panel.top};
      // Left alone, Plotly crowds the numbers of a low panel.
      if (panel.y.names.empty() && panel.top - panel.bottom < lowPanel)
        y["nticks"] = ticksOfLowPanel;
    }
    for (const Series& series : panel.series) {
      for (json trace : std::visit(Traces(panel, panel.sharesX ? chart.panels[0].x : panel.x), series)) {
        if (p > 0) {
          trace["xaxis"] = panel.sharesX ? "x" : "x" + number;
          trace["yaxis"] = panel.sharesY ? "y" : "y" + number;
        }
        traces.push_back(trace);
      }
      if (const auto* map = std::get_if<HeatMap>(&series))
        for (const json& note : notesOf(*map))
          layout["annotations"].push_back(note);
    }
  }
  return {{"traces", traces}, {"layout", layout}};
}

} // namespace prospectivity
