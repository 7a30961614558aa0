#include "engine/report/axis_ticks.h"

#include "engine/core/number_format.h"
#include "engine/core/number_text.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

namespace {

/// Half the distance to the neighbours, on both sides of a first and last centre.
void addCells(Span& span, const std::vector<double>& centres, Eigen::Index count) {
  if (centres.empty()) {
    span.add(-0.5);
    span.add(static_cast<double>(count) - 0.5);
  } else if (centres.size() == 1) {
    span.add(centres[0] - 0.5);
    span.add(centres[0] + 0.5);
  } else {
    span.add(centres.front());
    span.add(centres.back());
  }
}

/// Ticks of a logarithmic axis, at which originals stand.
class LogTicks {
 public:
  LogTicks(const Axis& axis, const Span& span, double room,
           const std::function<double(const std::string&)>& needs)
      : mAxis(axis), mLog(*axis.log), mSpan(span), mPerValue(room / (span.high - span.low)), mNeeds(needs) {}

  /// Powers of ten; where few lie on the axis, their double and fivefold too, and where it is so short that
  /// few of these do, any round numbers.
  std::vector<Tick> ticks() {
    constexpr std::size_t few = 3;
    const double low = mLog.originalOf(mSpan.low);
    const double high = mLog.originalOf(mSpan.high);
    // Around 0 a logarithm of (value + offset) is as good as a straight line: no decades below the offset.
    const double least = mLog.offset > 0 ? mLog.offset : std::max(low, high * 1e-30);
    const double most = std::max(std::abs(low), std::abs(high));
    if (!(least > 0) || !std::isfinite(most))
      return {};
    const int first = static_cast<int>(std::floor(std::log10(least) + 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(most) + 1e-9));
    add(0);
    for (const double factor : {1.0, 5.0, 2.0}) {
      if (factor == 5.0 && mTicks.size() >= few)
        break;
      for (int power = last; power >= first; --power)
        for (const double sign : {1.0, -1.0})
          add(sign * factor * std::pow(10, power));
    }
    for (int count = 2; mTicks.size() < few && count <= 8; ++count)
      for (const double original : roundTicks(low, high, count))
        add(original);
    std::sort(mTicks.begin(), mTicks.end(), [](const Tick& a, const Tick& b) { return a.at < b.at; });
    return std::move(mTicks);
  }

 private:
  /// Where it lies on the axis and leaves the others room.
  void add(double original) {
    const double exact = mLog.valueOf(original);
    const double rounding = 1e-9 * (mSpan.high - mSpan.low);
    if (!(exact >= mSpan.low - rounding && exact <= mSpan.high + rounding))
      return;
    const double at = std::clamp(exact, mSpan.low, mSpan.high);
    const std::string text = formatNumber(rounded(original, 10), 6) + mAxis.suffix;
    const bool isClear = std::all_of(mTicks.begin(), mTicks.end(), [&](const Tick& tick) {
      return mPerValue * std::abs(tick.at - at) >= std::max(mNeeds(tick.text), mNeeds(text));
    });
    if (isClear)
      mTicks.push_back({at, text});
  }

  const Axis& mAxis;
  const LogScale& mLog;
  Span mSpan;
  double mPerValue; ///< pixels
  const std::function<double(const std::string&)>& mNeeds;
  std::vector<Tick> mTicks;
};

bool liesAcross(const Chart& chart, std::size_t panel, std::size_t other) {
  const auto isOnFirst = [&](std::size_t p) {
    return p == 0 || chart.panels[p].sharesX || chart.panels[p].matchesX;
  };
  return panel == other || (isOnFirst(panel) && isOnFirst(other));
}

bool liesUpwards(const Chart& chart, std::size_t panel, std::size_t other) {
  const auto isOnFirst = [&](std::size_t p) { return p == 0 || chart.panels[p].sharesY; };
  return panel == other || (isOnFirst(panel) && isOnFirst(other));
}

struct BothSpans {
  Span x;
  Span y;
};

/// Of the series of all panels that lie on an axis of this one.
BothSpans spansOf(const Chart& chart, std::size_t panel,
                  bool (*lieOnIt)(const Chart& chart, std::size_t panel, std::size_t other)) {
  BothSpans spans;
  for (std::size_t p = 0; p < chart.panels.size(); ++p)
    if (lieOnIt(chart, panel, p))
      for (const Series& series : chart.panels[p].series)
        addSeries(series, spans.x, spans.y);
  return spans;
}

} // namespace

Span spanAcross(const Chart& chart, std::size_t panel) {
  return spansOf(chart, panel, liesAcross).x;
}

Span spanUpwards(const Chart& chart, std::size_t panel) {
  return spansOf(chart, panel, liesUpwards).y;
}

void addSeries(const Series& series, Span& x, Span& y) {
  if (const auto* lines = std::get_if<Lines>(&series)) {
    x.add(lines->x);
    y.add(lines->y);
  } else if (const auto* points = std::get_if<Points>(&series)) {
    y.add(points->y);
    for (std::size_t i = 0; i < points->x.size(); ++i) {
      const double error =
          points->xErrors.empty() || !std::isfinite(points->xErrors[i]) ? 0 : points->xErrors[i];
      x.add(std::max(points->x[i] - error, points->xLeast));
      x.add(std::min(points->x[i] + error, points->xMost));
    }
  } else if (const auto* band = std::get_if<Band>(&series)) {
    x.add(band->x);
    y.add(band->low);
    y.add(band->high);
  } else if (const auto* bars = std::get_if<Bars>(&series)) {
    Span& along = bars->isHorizontal ? y : x;
    Span& across = bars->isHorizontal ? x : y;
    along.add(-0.5);
    along.add(static_cast<double>(bars->lengths.size()) - 0.5);
    across.add(0);
    across.add(bars->lengths);
  } else if (const auto* histogram = std::get_if<Histogram>(&series)) {
    x.add(histogram->edges);
    y.add(0);
    y.add(histogram->counts);
  } else if (const auto* map = std::get_if<HeatMap>(&series)) {
    addCells(x, map->x, map->values.cols());
    addCells(y, map->y, map->values.rows());
  } else if (const auto* boxes = std::get_if<Boxes>(&series)) {
    x.add(-0.5);
    x.add(static_cast<double>(boxes->boxes.size()) - 0.5);
    for (const Boxes::Box& box : boxes->boxes) {
      y.add(box.low);
      y.add(box.high);
    }
  } else if (const auto* waterfall = std::get_if<Waterfall>(&series)) {
    y.add(-0.5);
    y.add(static_cast<double>(waterfall->steps.size()) + 1.5);
    double at = waterfall->start;
    x.add(0);
    x.add(at);
    for (const double step : waterfall->steps)
      x.add(at += step);
  }
}

Span shown(const Axis& axis, Span span, bool isFull) {
  if (axis.range)
    return {axis.range->first, axis.range->second};
  if (!axis.names.empty()) {
    span.add(-0.5);
    span.add(static_cast<double>(axis.names.size()) - 0.5);
    return span;
  }
  if (span.low > span.high)
    return {0, 1};
  // Values that are equal but for rounding have no scale of their own.
  if (span.high - span.low <= 1e-9 * std::max(std::abs(span.low), std::abs(span.high)))
    return {span.low - 0.5, span.high + 0.5};
  const double air = isFull ? 0 : 0.04 * (span.high - span.low);
  return {span.low == 0 ? 0 : span.low - air, span.high == 0 ? 0 : span.high + air};
}

std::vector<Tick> ticksOf(const Axis& axis, const Span& span, double room,
                          const std::function<double(const std::string&)>& needs) {
  std::vector<Tick> ticks;
  if (!axis.names.empty()) {
    if (!axis.writesNames)
      return ticks;
    double widest = 0;
    for (const std::string& name : axis.names)
      widest = std::max(widest, needs(tickName(axis, name)));
    const double each = room / (span.high - span.low);
    const auto step = static_cast<std::size_t>(std::max(1.0, std::ceil(widest / each)));
    for (std::size_t i = 0; i < axis.names.size(); i += step)
      ticks.push_back({static_cast<double>(i), tickName(axis, axis.names[i])});
    return ticks;
  }
  if (axis.log && span.low < span.high)
    return LogTicks(axis, span, room, needs).ticks();
  for (int most = 9; most >= 2; --most) {
    ticks.clear();
    double widest = 0;
    for (const double at : roundTicks(span.low, span.high, most)) {
      ticks.push_back({at, formatNumber(rounded(at, 10), 6) + axis.suffix});
      widest = std::max(widest, needs(ticks.back().text));
    }
    if (ticks.size() < 2 || room * (ticks[1].at - ticks[0].at) / (span.high - span.low) >= widest)
      return ticks;
  }
  ticks.resize(1);
  return ticks;
}

std::vector<double> roundTicks(double low, double high, int most) {
  if (!(low < high))
    return {};
  double unit = std::pow(10, std::floor(std::log10((high - low) / most)));
  for (;; unit *= 10)
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double step = factor * unit;
      const double first = std::ceil(low / step - 1e-9);
      const double last = std::floor(high / step + 1e-9);
      if (last - first + 1 > most)
        continue;
      std::vector<double> ticks;
      const int count = std::max(static_cast<int>(last - first) + 1, 0);
      for (int i = 0; i < count; ++i)
        ticks.push_back(first + i == 0 ? 0 : (first + i) * step);
      return ticks;
    }
}

} // namespace prospectivity
