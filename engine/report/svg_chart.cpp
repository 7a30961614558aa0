#include "engine/report/svg_chart.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/report/axis_ticks.h"
#include "engine/report/svg_shapes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace prospectivity {

using namespace svg;

namespace {

constexpr double width = 960;
constexpr double lineHeight = 16;
constexpr const char* ink = "#1c2430";
constexpr const char* grid = "#e6eaee";

bool fillsItsAxes(const Panel& panel) {
  return std::any_of(panel.series.begin(), panel.series.end(),
                     [](const Series& series) { return std::holds_alternative<HeatMap>(series); });
}

double broadest(const std::vector<Tick>& ticks) {
  double most = 0;
  for (const Tick& tick : ticks)
    most = std::max(most, textWidth(tick.text));
  return most;
}

/// Of what may be written at a vertical axis. All names count: which of them have room is not known yet.
double broadestBeside(const Axis& axis, const Span& span, double room) {
  if (axis.names.empty())
    return broadest(ticksOf(axis, span, room, [](const std::string&) { return lineHeight; }));
  double most = 0;
  if (axis.writesNames)
    for (const std::string& name : axis.names)
      most = std::max(most, textWidth(tickName(axis, name)));
  return most;
}

/// Where a panel lies in the picture, and what its axes show.
struct Frame {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
  Span x;
  Span y;
  bool isUpsideDown = false;

  double atX(double value) const { return width * (value - x.low) / (x.high - x.low); }
  double atY(double value) const {
    const double share = (value - y.low) / (y.high - y.low);
    return height * (isUpsideDown ? share : 1 - share);
  }
};

/// Draws the series of one panel, in coordinates of its frame.
class Drawing {
 public:
  Drawing(const Frame& frame, const Panel& panel) : mFrame(frame) {
    for (const Series& series : panel.series) {
      mBars += std::holds_alternative<Bars>(series) ? 1 : 0;
      mBoxes += std::holds_alternative<Boxes>(series) ? 1 : 0;
    }
  }

  std::string operator()(const Lines& lines) {
    std::string path;
    bool isDown = false;
    double lastX = 0;
    for (std::size_t i = 0; i < lines.x.size(); ++i) {
      if (!std::isfinite(lines.x[i]) || !std::isfinite(lines.y[i])) {
        isDown = false;
        continue;
      }
      const std::string x = px(mFrame.atX(lines.x[i]));
      const std::string y = px(mFrame.atY(lines.y[i]));
      if (isDown && lines.isStepped)
        path += "L" + px(lastX) + " " + y;
      path += (isDown ? "L" : "M") + x + " " + y;
      lastX = mFrame.atX(lines.x[i]);
      isDown = true;
    }
    std::string text = "<path" + attribute("d", path) + strokeOf(lines.stroke) + "/>\n";
    if (lines.hasMarks)
      for (std::size_t i = 0; i < lines.x.size(); ++i)
        if (std::isfinite(lines.x[i]) && std::isfinite(lines.y[i]))
          text += mark(mFrame.atX(lines.x[i]), mFrame.atY(lines.y[i]), 6, Symbol::Circle, lines.stroke.color,
                       lines.stroke.opacity);
    return text;
  }

  std::string operator()(const Points& points) {
    if (points.shades)
      return shaded(points);
    std::string text;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
      if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i]))
        continue;
      const double x = mFrame.atX(points.x[i]);
      const double y = mFrame.atY(points.y[i]);
      if (!points.xErrors.empty() && std::isfinite(points.xErrors[i])) {
        const double low = mFrame.atX(std::max(points.x[i] - points.xErrors[i], points.xLeast));
        const double high = mFrame.atX(std::min(points.x[i] + points.xErrors[i], points.xMost));
        text += lineFrom(low, y, high, y, {points.color, 1.5});
        text += lineFrom(low, y - 4, low, y + 4, {points.color, 1.5});
        text += lineFrom(high, y - 4, high, y + 4, {points.color, 1.5});
      }
      text += mark(x, y, points.size, points.symbol, points.color, points.opacity);
    }
    return text;
  }

  std::string operator()(const Band& band) {
    std::string path;
    for (std::size_t i = 0; i < band.x.size(); ++i)
      path += (i == 0 ? "M" : "L") + px(mFrame.atX(band.x[i])) + " " + px(mFrame.atY(band.high[i]));
    for (std::size_t i = band.x.size(); i-- > 0;)
      path += "L" + px(mFrame.atX(band.x[i])) + " " + px(mFrame.atY(band.low[i]));
    return "<path" + attribute("d", path + "z") + attribute("fill", band.color) +
           attribute("fill-opacity", band.opacity) + "/>\n";
  }

  std::string operator()(const Bars& bars) {
    const double thick = 0.8 / mBars;
    const double first = -0.4 + thick * mBar++;
    std::string text;
    for (std::size_t i = 0; i < bars.lengths.size(); ++i) {
      if (!std::isfinite(bars.lengths[i]))
        continue;
      const std::string& color = bars.colors[bars.colors.size() == 1 ? 0 : i];
      const double a = static_cast<double>(i) + first;
      text += bars.isHorizontal ? block(0, a, bars.lengths[i], a + thick, color, bars.isHatched)
                                : block(a, 0, a + thick, bars.lengths[i], color, bars.isHatched);
    }
    return text;
  }

  std::string operator()(const Histogram& histogram) {
    std::string text;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i)
      text +=
          block(histogram.edges[i], 0, histogram.edges[i + 1], histogram.counts[i], histogram.color, false);
    return text;
  }

  std::string operator()(const HeatMap& map) {
    const auto edge = [](const std::vector<double>& centres, Eigen::Index i) {
      const auto at = static_cast<double>(i);
      if (centres.empty())
        return at - 0.5;
      const auto last = static_cast<Eigen::Index>(centres.size()) - 1;
      if (last == 0)
        return centres[0] + at - 0.5;
      const auto value = [&](Eigen::Index k) { return centres[static_cast<std::size_t>(k)]; };
      if (i == 0)
        return value(0);
      return i > last ? value(last) : (value(i - 1) + value(i)) / 2;
    };
    std::string text;
    for (Eigen::Index i = 0; i < map.values.rows(); ++i)
      for (Eigen::Index j = 0; j < map.values.cols(); ++j) {
        const double value = map.values(i, j);
        if (!std::isfinite(value))
          continue;
        const double share = map.high > map.low ? (value - map.low) / (map.high - map.low) : 0.5;
        const double x = mFrame.atX(edge(map.x, j));
        const double x2 = mFrame.atX(edge(map.x, j + 1));
        const double y = mFrame.atY(edge(map.y, i));
        const double y2 = mFrame.atY(edge(map.y, i + 1));
        const std::string color = palette::at(map.scale, share);
        // The edge in the same colour closes the hairlines that drawing leaves between neighbours.
        text += rectangle(std::min(x, x2), std::min(y, y2), std::abs(x2 - x), std::abs(y2 - y), color,
                          attribute("stroke", color) + attribute("stroke-width", 0.5));
        if (map.writesNumbers) {
          const std::string count = fixedText(value, 0);
          const double broad = textWidth(count) + 8;
          text += rectangle((x + x2 - broad) / 2, (y + y2) / 2 - 10, broad, 20, palette::overField,
                            attribute("fill-opacity", 0.8));
          text += textAt((x + x2) / 2, (y + y2) / 2 + 4, count, "middle", "count");
        }
      }
    return map.contour ? text + contourOf(map) : text;
  }

  std::string operator()(const Boxes& boxes) {
    const double broad = 0.7 / mBoxes;
    const double first = -0.35 + broad * mBox++;
    const Stroke pen{boxes.color, 1.5};
    std::string text;
    for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
      const Boxes::Box& box = boxes.boxes[i];
      if (!std::isfinite(box.median))
        continue;
      const double left = mFrame.atX(static_cast<double>(i) + first + 0.1 * broad);
      const double right = mFrame.atX(static_cast<double>(i) + first + 0.9 * broad);
      const double middle = (left + right) / 2;
      const double top = mFrame.atY(box.threeQuarters);
      const double bottom = mFrame.atY(box.quarter);
      text += rectangle(left, top, right - left, bottom - top, boxes.color,
                        attribute("fill-opacity", 0.3) + attribute("stroke", boxes.color) +
                            attribute("stroke-width", 1.5));
      text += lineFrom(left, mFrame.atY(box.median), right, mFrame.atY(box.median), {boxes.color, 2.5});
      text += lineFrom(middle, bottom, middle, mFrame.atY(box.low), pen);
      text += lineFrom(middle, top, middle, mFrame.atY(box.high), pen);
      for (const double end : {box.low, box.high})
        text += lineFrom((left + middle) / 2, mFrame.atY(end), (right + middle) / 2, mFrame.atY(end), pen);
    }
    return text;
  }

  std::string operator()(const Waterfall& waterfall) {
    std::string text;
    double at = 0;
    const auto step = [&](std::size_t row, double from, double to, const char* color) {
      const auto y = static_cast<double>(row);
      text += block(from, y - 0.4, to, y + 0.4, color, false);
      text += lineFrom(mFrame.atX(to), mFrame.atY(y), mFrame.atX(to), mFrame.atY(y + 1),
                       {palette::threshold, 0.5});
    };
    step(0, 0, waterfall.start, palette::total);
    at = waterfall.start;
    for (std::size_t i = 0; i < waterfall.steps.size(); ++i) {
      const double to = at + waterfall.steps[i];
      step(i + 1, at, to, to >= at ? palette::raises : palette::lowers);
      at = to;
    }
    const auto last = static_cast<double>(waterfall.steps.size() + 1);
    return text + block(0, last - 0.4, at, last + 0.4, palette::total, false);
  }

 private:
  std::string block(double x1, double y1, double x2, double y2, const std::string& color,
                    bool isHatched) const {
    const double left = std::min(mFrame.atX(x1), mFrame.atX(x2));
    const double top = std::min(mFrame.atY(y1), mFrame.atY(y2));
    // Paper has no patterns to point at: a lighter bar with a dashed edge is told from a full one.
    return rectangle(left, top, std::abs(mFrame.atX(x2) - mFrame.atX(x1)),
                     std::abs(mFrame.atY(y2) - mFrame.atY(y1)), color,
                     isHatched ? attribute("fill-opacity", 0.35) + attribute("stroke", color) +
                                     attribute("stroke-dasharray", std::string("3 2"))
                               : std::string());
  }

  /// Many dots by their shade: one path per shade keeps the picture light.
  std::string shaded(const Points& points) const {
    constexpr int levels = svgShadeSteps;
    std::array<std::string, levels> paths;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
      const double value = points.shades->values[i];
      if (!std::isfinite(points.x[i]) || !std::isfinite(points.y[i]) || !std::isfinite(value))
        continue;
      const double share = (value - points.shades->low) / (points.shades->high - points.shades->low);
      const int level = std::clamp(static_cast<int>(share * levels), 0, levels - 1);
      paths[static_cast<std::size_t>(level)] +=
          "M" + px(mFrame.atX(points.x[i])) + " " + px(mFrame.atY(points.y[i])) + "h0";
    }
    std::string text;
    for (std::size_t i = 0; i < levels; ++i)
      if (!paths[i].empty())
        text += "<path" + attribute("d", paths[i]) +
                strokeOf({palette::at(palette::sequential(), (static_cast<double>(i) + 0.5) / levels),
                          points.size, Dash::Solid, points.opacity}) +
                " stroke-linecap=\"round\"/>\n";
    return text;
  }

  /// Where the values between centres pass the contour, cell by cell of the grid of centres.
  std::string contourOf(const HeatMap& map) const {
    std::string path;
    const auto place = [](const std::vector<double>& centres, Eigen::Index i) {
      return centres.empty() ? static_cast<double>(i) : centres[static_cast<std::size_t>(i)];
    };
    for (Eigen::Index i = 0; i + 1 < map.values.rows(); ++i)
      for (Eigen::Index j = 0; j + 1 < map.values.cols(); ++j) {
        // The four edges of the cell in turn around it.
        const std::array<std::pair<Eigen::Index, Eigen::Index>, 5> corners{
            {{i, j}, {i, j + 1}, {i + 1, j + 1}, {i + 1, j}, {i, j}}};
        std::vector<std::string> crossings;
        for (std::size_t k = 0; k < 4; ++k) {
          const auto [r1, c1] = corners[k];
          const auto [r2, c2] = corners[k + 1];
          const double a = map.values(r1, c1) - *map.contour;
          const double b = map.values(r2, c2) - *map.contour;
          if ((a < 0) == (b < 0) || !std::isfinite(a) || !std::isfinite(b))
            continue;
          const double share = a / (a - b);
          const double x = place(map.x, c1) + share * (place(map.x, c2) - place(map.x, c1));
          const double y = place(map.y, r1) + share * (place(map.y, r2) - place(map.y, r1));
          crossings.push_back(px(mFrame.atX(x)) + " " + px(mFrame.atY(y)));
        }
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2)
          path += "M" + crossings[k] + "L" + crossings[k + 1];
      }
    return "<path" + attribute("d", path) + strokeOf({palette::overField, 3}) + "/>\n";
  }

  const Frame& mFrame;
  int mBars = 0;
  int mBar = 0;
  int mBoxes = 0;
  int mBox = 0;
};

/// What stands for a series in the legend, 24 wide around a line of text at height y.
std::string swatch(const Series& series, double x, double y) {
  if (const auto* lines = std::get_if<Lines>(&series)) {
    Stroke stroke = lines->stroke;
    stroke.opacity = 1;
    stroke.width = std::max(stroke.width, 1.5);
    return lineFrom(x, y, x + 24, y, stroke);
  }
  if (const auto* points = std::get_if<Points>(&series))
    return mark(x + 12, y, points->size, points->symbol, points->color, points->opacity);
  if (const auto* band = std::get_if<Band>(&series))
    return rectangle(x, y - 6, 24, 12, band->color, attribute("fill-opacity", band->opacity));
  if (const auto* bars = std::get_if<Bars>(&series))
    return rectangle(x, y - 6, 24, 12, bars->colors.front(),
                     bars->isHatched
                         ? attribute("fill-opacity", 0.35) + attribute("stroke", bars->colors.front()) +
                               attribute("stroke-dasharray", std::string("3 2"))
                         : std::string());
  if (const auto* histogram = std::get_if<Histogram>(&series))
    return rectangle(x, y - 6, 24, 12, histogram->color);
  if (const auto* boxes = std::get_if<Boxes>(&series))
    return rectangle(x, y - 6, 24, 12, boxes->color,
                     attribute("fill-opacity", 0.3) + attribute("stroke", boxes->color));
  return rectangle(x, y - 6, 24, 12, palette::threshold) + lineFrom(x, y, x + 24, y, {palette::overField, 3});
}

/// The legend in rows; each name once. Returns the rows' number.
int addLegend(std::string& text, const Chart& chart) {
  std::vector<std::pair<std::string, const Series*>> entries;
  for (const Panel& panel : chart.panels)
    for (const Series& series : panel.series) {
      const std::string name = legendName(series);
      const bool isKnown =
          std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == name; });
      if (!name.empty() && !isKnown)
        entries.emplace_back(name, &series);
    }
  int rows = 0;
  double x = width;
  for (const auto& [name, series] : entries) {
    const double broad = 32 + textWidth(name) + 18;
    if (x + broad > width - 10) {
      ++rows;
      x = 10;
    }
    const double y = 4 + rows * (lineHeight + 4) - lineHeight / 2;
    text += swatch(*series, x, y) + textAt(x + 30, y + 4, name, "start", "legend");
    x += broad;
  }
  return rows;
}

/// The bar of colours at the right of the plot.
std::string colorBar(const palette::Scale& scale, const std::string& title, const std::vector<Tick>& ticks,
                     double left, double top, double height) {
  constexpr int steps = svgScaleSteps;
  std::string text;
  for (int i = 0; i < steps; ++i) {
    const std::string color = palette::at(scale, (i + 0.5) / steps);
    text += rectangle(left, top + height * (steps - 1 - i) / steps, 14, height / steps, color,
                      attribute("stroke", color) + attribute("stroke-width", 0.5));
  }
  for (const Tick& tick : ticks)
    text += textAt(left + 19, top + height * (1 - tick.at) + 4, tick.text, "start", "scale");
  return text + textAt(left + 28 + broadest(ticks) + 8, top + height / 2, title, "middle", "title", true);
}

/// Colours by a number, wherever the chart has some.
struct Legend {
  palette::Scale scale;
  std::string title;
  std::vector<Tick> ticks;
  bool isOfField = false; ///< of a field of colours, not of dots
};

std::optional<Legend> scaleOf(const Chart& chart) {
  for (const Panel& panel : chart.panels)
    for (const Series& series : panel.series) {
      const auto* map = std::get_if<HeatMap>(&series);
      if (map != nullptr && !map->scaleTitle.empty())
        return Legend{map->scale,
                      map->scaleTitle,
                      {{0, formatNumber(map->low, 2)},
                       {0.5, formatNumber((map->low + map->high) / 2, 2)},
                       {1, formatNumber(map->high, 2)}},
                      true};
      const auto* points = std::get_if<Points>(&series);
      if (points != nullptr && points->shades)
        return Legend{
            palette::sequential(), points->shades->title, {{0, forReader("low")}, {1, forReader("high")}}};
    }
  return {};
}

} // namespace

std::string svgChart(const Chart& chart) {
  std::string legend;
  const int rows = addLegend(legend, chart);
  const double head = 10 + rows * (lineHeight + 4);
  const double total = chart.height + (rows > 1 ? (rows - 1) * (lineHeight + 4) : 0);
  const std::optional<Legend> scale = scaleOf(chart);
  const double tail = scale ? 70 + broadest(scale->ticks) : 20;

  // Ranges first: panels may share them.
  std::vector<Frame> frames(chart.panels.size());
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const Panel& panel = chart.panels[p];
    Frame& frame = frames[p];
    for (const Series& series : panel.series)
      addSeries(series, frame.x, frame.y);
    const auto join = [](Span& one, Span& other) {
      one.low = std::min(one.low, other.low);
      one.high = std::max(one.high, other.high);
    };
    if (p > 0 && (panel.sharesX || panel.matchesX))
      join(frames[0].x, frame.x);
    if (p > 0 && panel.sharesY)
      join(frames[0].y, frame.y);
  }
  for (std::size_t p = chart.panels.size(); p-- > 0;) {
    const Panel& panel = chart.panels[p];
    const bool ownX = p == 0 || !(panel.sharesX || panel.matchesX);
    const bool ownY = p == 0 || !panel.sharesY;
    if (!ownX)
      frames[p].x = frames[0].x;
    if (!ownY)
      frames[p].y = frames[0].y;
    const Panel& ruling = ownX ? panel : chart.panels[0];
    const Panel& rising = ownY ? panel : chart.panels[0];
    frames[p].x = shown(ruling.x, frames[p].x, fillsItsAxes(ruling));
    frames[p].y = shown(rising.y, frames[p].y, fillsItsAxes(rising));
    frames[p].isUpsideDown = rising.y.isReversed;
  }

  // Room at the left for the widest numbers of all vertical axes, below for those of the horizontal ones.
  const auto high = [](const std::string&) { return lineHeight; };
  const auto broad = [](const std::string& text) { return textWidth(text) + 10; };
  double aside = 0;
  for (std::size_t p = 0; p < chart.panels.size(); ++p)
    if (!chart.panels[p].sharesY)
      aside = std::max(aside, broadestBeside(chart.panels[p].y, frames[p].y,
                                             (chart.panels[p].top - chart.panels[p].bottom) * total / 2));
  const double left = 34 + aside;
  const double room = width - left - tail;
  const Axis& across = chart.panels[0].x;
  const double each = room * (chart.panels[0].right - chart.panels[0].left) /
                      std::max(frames[0].x.high - frames[0].x.low, 1e-300);
  double widest = 0;
  for (const std::string& name : across.names)
    widest = std::max(widest, broad(tickName(across, name)));
  const bool isUpright = across.writesNames && !across.names.empty() && widest > each;
  const double foot = 44 + (isUpright ? widest : 0);
  const double whole = std::max(total - head - foot, 60.0);

  std::string body;
  for (std::size_t p = 0; p < chart.panels.size(); ++p) {
    const Panel& panel = chart.panels[p];
    Frame& frame = frames[p];
    frame.left = left + panel.left * room;
    frame.width = (panel.right - panel.left) * room;
    frame.top = head + (1 - panel.top) * whole;
    frame.height = (panel.top - panel.bottom) * whole;
    const auto isOnFirst = [&](const Panel& one) { return &one == &chart.panels[0] || one.sharesX; };
    const bool isLowest = std::none_of(chart.panels.begin(), chart.panels.end(), [&](const Panel& other) {
      return other.bottom < panel.bottom && isOnFirst(other) && isOnFirst(panel);
    });
    const bool isFirst = p == 0 || !panel.sharesY;
    const Axis& x = panel.sharesX && p > 0 ? across : panel.x;
    const Axis& y = isFirst ? panel.y : chart.panels[0].y;
    const std::vector<Tick> ticksX =
        isUpright ? ticksOf(x, frame.x, frame.width, high) : ticksOf(x, frame.x, frame.width, broad);
    const std::vector<Tick> ticksY = ticksOf(y, frame.y, frame.height, high);
    const Stroke ruled{grid, 1};
    for (const Tick& tick : ticksX) {
      const double at = frame.left + frame.atX(tick.at);
      body += lineFrom(at, frame.top, at, frame.top + frame.height, ruled);
      if (isLowest)
        body += isUpright ? textAt(at + 4, frame.top + frame.height + 6, tick.text, "end", "tick x", true)
                          : textAt(at, frame.top + frame.height + 16, tick.text, "middle", "tick x");
    }
    for (const Tick& tick : ticksY) {
      const double at = frame.top + frame.atY(tick.at);
      body += lineFrom(frame.left, at, frame.left + frame.width, at, ruled);
      if (isFirst)
        body += textAt(frame.left - 6, at + 4, tick.text, "end", "tick y");
    }
    const Stroke zero{palette::chance, 1};
    if (x.hasZeroLine && frame.x.low < 0 && frame.x.high > 0)
      body += lineFrom(frame.left + frame.atX(0), frame.top, frame.left + frame.atX(0),
                       frame.top + frame.height, zero);
    if (y.hasZeroLine && frame.y.low < 0 && frame.y.high > 0)
      body += lineFrom(frame.left, frame.top + frame.atY(0), frame.left + frame.width,
                       frame.top + frame.atY(0), zero);
    if (isLowest)
      body += textAt(frame.left + frame.width / 2, frame.top + frame.height + foot - 8, titleOf(x), "middle",
                     "title");
    if (isFirst)
      body +=
          textAt(frame.left - aside - 16, frame.top + frame.height / 2, titleOf(y), "middle", "title", true);
    // An inner picture clips what lies beyond the axes.
    body += "<svg" + attribute("x", frame.left) + attribute("y", frame.top) +
            attribute("width", frame.width) + attribute("height", frame.height) + " overflow=\"hidden\">\n";
    Drawing drawing(frame, panel);
    for (const Series& series : panel.series)
      body += std::string("<g class=\"series") +
              (std::holds_alternative<HeatMap>(series) ? " field\"" : "\"") +
              attribute("aria-label", legendName(series)) + ">\n" + std::visit(drawing, series) + "</g>\n";
    body += "</svg>\n";
    body += rectangle(frame.left, frame.top, frame.width, frame.height, "none",
                      attribute("stroke", std::string(palette::values)));
  }
  if (scale)
    body += std::string("<g class=\"scale") + (scale->isOfField ? " field\">\n" : "\">\n") +
            colorBar(scale->scale, scale->title, scale->ticks, width - tail + 14, head, whole) + "</g>\n";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + px(width) + " " + px(total) +
         "\" width=\"100%\" role=\"img\"" + attribute("aria-label", chart.title) +
         " font-family=\"'Noto Sans', 'DejaVu Sans', Arial, sans-serif\" font-size=\"12\"" +
         attribute("fill", std::string(ink)) + ">\n" + legend + body + "</svg>\n";
}

} // namespace prospectivity
