#pragma once

#include "engine/report/chart.h"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace prospectivity {

/// What the data of one axis span.
struct Span {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    if (!std::isfinite(value))
      return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void add(const std::vector<double>& values) {
    for (const double value : values)
      add(value);
  }
};

/// Widens the spans of both axes by what a series draws.
void addSeries(const Series& series, Span& x, Span& y);

/// The range that an axis shows: what it was given, or the data with some air, unless the series are full to
/// the edge (`isFull`).
Span shown(const Axis& axis, Span span, bool isFull);

/// A tick: its place on the axis and what stands there.
struct Tick {
  double at = 0;
  std::string text;
};

/// What the data of a panel's axes span: those of all panels that lie on the same axis, or on one of the same
/// range.
Span spanAcross(const Chart& chart, std::size_t panel);
Span spanUpwards(const Chart& chart, std::size_t panel);

/// As many ticks as leave their texts apart: `room` pixels along the axis, of which each text takes what
/// `needs` says.
std::vector<Tick> ticksOf(const Axis& axis, const Span& span, double room,
                          const std::function<double(const std::string&)>& needs);

/// Round numbers within [low, high], a step of 1, 2 or 5 times a power of ten apart; at most `most`, but
/// always the two nearest where that many fit. Empty unless low < high.
std::vector<double> roundTicks(double low, double high, int most);

} // namespace prospectivity
