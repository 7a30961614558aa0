#pragma once

#include "engine/report/chart.h"

#include <string>

namespace prospectivity::svg {

/// The text of shapes of a static picture (SVG 1.1): pixels from the upper left corner, escaped where they
/// are text. Elements end with a line feed.

/// A length, to a hundredth of a pixel.
std::string px(double value);

/// " name="value"".
std::string attribute(const char* name, double value);
std::string attribute(const char* name, const std::string& value);

/// `anchor`: start, middle or end; `kind`: its class. Upright text reads upwards.
std::string textAt(double x, double y, const std::string& text, const char* anchor, const char* kind,
                   bool isUpright = false);

/// The attributes of a stroke without a filling.
std::string strokeOf(const Stroke& stroke);

/// `more`: further attributes.
std::string rectangle(double x, double y, double w, double h, const std::string& color,
                      const std::string& more = {});

std::string lineFrom(double x1, double y1, double x2, double y2, const Stroke& stroke);

/// One mark around a place.
std::string mark(double x, double y, double size, Symbol symbol, const std::string& color, double opacity);

/// Width in pixels of a text of 12 pixels in a sans-serif face, never less than what common faces need.
double textWidth(const std::string& text);

} // namespace prospectivity::svg
