#pragma once

#include "engine/core/log_scale.h"
#include "engine/core/matrix.h"
#include "engine/report/palette.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace prospectivity {

/// A chart as data: what is drawn, in units of its axes, and nothing of how a library spells it.
/// plotly_chart.h and svg_chart.h draw it. Vectors of one series have one length; NaN is a gap or no mark.

struct Axis {
  std::string title;
  std::string unit = {};                               ///< in brackets behind the title
  std::vector<std::string> names = {};                 ///< at 0, 1, 2, ...; empty: an axis of numbers
  std::optional<std::pair<double, double>> range = {}; ///< of numbers; else what the series span
  std::string suffix = {};                             ///< behind the numbers of ticks, such as " %"
  /// Of numbers that are logarithms: ticks and pointing tell what they are logarithms of. Vertical axes have
  /// one under a heat map only.
  std::optional<LogScale> log = {};
  bool isReversed = false;
  bool shortensNames = true; ///< whether long names lose their middle, as features' names do
  bool writesNames = true;   ///< whether names are written, or there to be pointed at only
  bool hasZeroLine = false;
};

enum class Dash { Solid, Dashed, Dotted, DashDotted };
enum class Symbol { Circle, Diamond, OpenCircle, OpenDiamond, Cross };

struct Stroke {
  std::string color;
  double width = 2; ///< pixels
  Dash dash = Dash::Solid;
  double opacity = 1;
};

/// A line through points, or many lines with gaps between them.
struct Lines {
  std::string name;
  std::vector<double> x;
  std::vector<double> y;
  Stroke stroke;
  std::vector<std::string> text = {}; ///< of each point, for pointing at it; empty: its place
  bool tellsHeight = true;            ///< whether pointing tells y as well
  bool hasMarks = false;              ///< marks at the points too
  bool isStepped = false;             ///< from point to point first vertically, then horizontally
  bool isInLegend = true;
  std::string group = {}; ///< lines of one group are switched on and off together
};

/// Colours of points by a number each.
struct Shades {
  std::vector<double> values;
  double low = 0;
  double high = 1;
  std::string title;
};

struct Points {
  std::string name;
  std::vector<double> x;
  std::vector<double> y;
  std::string color = {};
  Symbol symbol = Symbol::Circle;
  double size = 8; ///< pixels
  double opacity = 1;
  std::vector<double> xErrors = {}; ///< bars to both sides
  std::vector<std::string> text = {};
  std::string textMeaning = {};      ///< what the text is called when a point is pointed at; may be empty
  std::string xMeaning = {};         ///< what x is called when a point is pointed at; empty: not told
  std::string yMeaning = {};         ///< the same for y
  std::optional<Shades> shades = {}; ///< palette::sequential() instead of the one colour
  double xLeast = -std::numeric_limits<double>::infinity(); ///< nothing lies below: bars end there
  double xMost = std::numeric_limits<double>::infinity();   ///< nothing lies above
};

/// The ground between two curves.
struct Band {
  std::string name;
  std::vector<double> x;
  std::vector<double> low;
  std::vector<double> high;
  std::string color;
  double opacity = 0.15;
};

/// One bar per name of an axis.
struct Bars {
  std::string name; ///< empty: not in the legend
  std::vector<double> lengths;
  std::vector<std::string> colors; ///< one for all, or one each
  bool isHorizontal = false;
  bool isHatched = false;
  std::vector<std::string> text = {}; ///< to be pointed at, one each; none: the names of the axis
};

/// Counts between edges, one more than counts.
struct Histogram {
  std::string name;
  std::vector<double> edges;
  std::vector<double> counts;
  std::string color;
};

/// A field of colours: rows from the bottom (from the top if y is reversed), columns from the left.
struct HeatMap {
  Matrix values;
  double low = 0;
  double high = 1;
  palette::Scale scale;
  std::string scaleTitle = {};        ///< empty: no bar of colours
  bool writesNumbers = false;         ///< counts, in the cells
  std::vector<double> x = {};         ///< centres of columns on an axis of numbers; else 0, 1, 2, ...
  std::vector<double> y = {};         ///< the same of rows
  std::optional<double> contour = {}; ///< a line where the values pass this one
  std::string contourName = {};
};

/// Boxes and whiskers, one per name of the horizontal axis.
struct Boxes {
  struct Box {
    double low = 0; ///< end of the whisker: the lowest value within 1.5 box heights of the box (Tukey 1977)
    double quarter = 0;
    double median = 0;
    double threeQuarters = 0;
    double high = 0;
  };
  std::string name;
  std::vector<Box> boxes;
  std::string color;
};

/// A waterfall along the names of the vertical axis, from the bottom: a start, steps that raise or lower, and
/// where they lead to.
struct Waterfall {
  double start = 0;
  std::vector<double> steps; ///< without start and end: two fewer than names
};

using Series = std::variant<Lines, Points, Band, Bars, Histogram, HeatMap, Boxes, Waterfall>;

/// Axes and what is drawn between them, in a part of the chart's room (0 to 1, from the left and the bottom).
struct Panel {
  Axis x;
  Axis y;
  std::vector<Series> series = {};
  double left = 0;
  double right = 1;
  double bottom = 0;
  double top = 1;
  bool sharesX = false;  ///< lies on the same horizontal axis as the first panel, which it is drawn below
  bool sharesY = false;  ///< lies on the same vertical axis as the first panel, to its right
  bool matchesX = false; ///< has the range of the first panel's horizontal axis
};

struct Chart {
  std::string title;
  std::string caption; ///< how to read it
  std::vector<Panel> panels;
  int height = 420; ///< pixels
};

/// A chart of one panel.
Chart chartOf(std::string title, std::string caption, Axis x, Axis y, std::vector<Series> series,
              int height = 420);

/// The title with its unit.
std::string titleOf(const Axis& axis);

/// A long feature name shortened in its middle for an axis, to `kept` characters at each end: numbers at the
/// end tell layers apart.
std::string axisName(const std::string& feature, std::size_t kept = 14);

/// A name as it is written at an axis.
std::string tickName(const Axis& axis, const std::string& name);

/// Height in pixels of a chart with one row per feature.
int heightOfRows(std::size_t rows);

/// The name that a series has in the legend; empty where it has none.
std::string legendName(const Series& series);

/// Counts of the finite values in `bins` parts of equal width.
Histogram histogramOf(std::string name, const std::vector<double>& values, int bins, std::string color);

/// Quartiles and whiskers of the finite values; NaN without any.
Boxes::Box boxOf(std::vector<double> values);

} // namespace prospectivity
