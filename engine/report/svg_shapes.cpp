#include "engine/report/svg_shapes.h"

#include "engine/core/number_text.h"
#include "engine/report/html.h"

#include <algorithm>
#include <cmath>

namespace prospectivity::svg {

std::string px(double value) {
  const std::string text = numberText(std::round(value * 100) / 100, 7);
  return text == "-0" ? "0" : text;
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + px(value) + "\"";
}

std::string attribute(const char* name, const std::string& value) {
  return std::string(" ") + name + "=\"" + escapeHtml(value) + "\"";
}

std::string textAt(double x, double y, const std::string& text, const char* anchor, const char* kind,
                   bool isUpright) {
  return "<text" + attribute("class", std::string(kind)) + attribute("x", x) + attribute("y", y) +
         attribute("text-anchor", std::string(anchor)) +
         (isUpright ? attribute("transform", "rotate(-90 " + px(x) + " " + px(y) + ")") : "") + ">" +
         escapeHtml(text) + "</text>\n";
}

std::string strokeOf(const Stroke& stroke) {
  std::string text = " fill=\"none\"" + attribute("stroke", stroke.color) +
                     attribute("stroke-width", stroke.width) + attribute("stroke-opacity", stroke.opacity);
  const double w = std::max(stroke.width, 1.0);
  if (stroke.dash == Dash::Dashed)
    text += attribute("stroke-dasharray", px(5 * w) + " " + px(3 * w));
  else if (stroke.dash == Dash::Dotted)
    text += attribute("stroke-dasharray", px(1.5 * w) + " " + px(2 * w));
  else if (stroke.dash == Dash::DashDotted)
    text += attribute("stroke-dasharray", px(5 * w) + " " + px(2 * w) + " " + px(1.5 * w) + " " + px(2 * w));
  return text;
}

std::string rectangle(double x, double y, double w, double h, const std::string& color,
                      const std::string& more) {
  return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", std::max(w, 0.0)) +
         attribute("height", std::max(h, 0.0)) + attribute("fill", color) + more + "/>\n";
}

std::string lineFrom(double x1, double y1, double x2, double y2, const Stroke& stroke) {
  return "<path" + attribute("d", "M" + px(x1) + " " + px(y1) + "L" + px(x2) + " " + px(y2)) +
         strokeOf(stroke) + "/>\n";
}

std::string mark(double x, double y, double size, Symbol symbol, const std::string& color, double opacity) {
  const double r = size / 2;
  const bool isOpen = symbol == Symbol::OpenCircle || symbol == Symbol::OpenDiamond;
  const std::string paint = (isOpen ? " fill=\"none\" stroke-width=\"1.5\"" + attribute("stroke", color)
                                    : attribute("fill", color)) +
                            attribute("opacity", opacity) + "/>\n";
  if (symbol == Symbol::Circle || symbol == Symbol::OpenCircle)
    return "<circle" + attribute("cx", x) + attribute("cy", y) + attribute("r", r) + paint;
  if (symbol == Symbol::Cross)
    return "<path" +
           attribute("d", "M" + px(x - r) + " " + px(y - r) + "l" + px(2 * r) + " " + px(2 * r) + "M" +
                              px(x - r) + " " + px(y + r) + "l" + px(2 * r) + " " + px(-2 * r)) +
           strokeOf({color, 2.5}) + "/>\n";
  return "<path" +
         attribute("d", "M" + px(x) + " " + px(y - r * 1.3) + "l" + px(r * 1.3) + " " + px(r * 1.3) + "l" +
                            px(-r * 1.3) + " " + px(r * 1.3) + "l" + px(-r * 1.3) + " " + px(-r * 1.3) +
                            "z") +
         paint;
}

double textWidth(const std::string& text) {
  double total = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80)
      continue; // a further byte of the same character
    if (static_cast<unsigned char>(c) >= 0x80 || std::string("mwMW@%\u2026").find(c) != std::string::npos)
      total += 12;
    else if (std::string("iljtfrI.,:;|!'()[] ").find(c) != std::string::npos)
      total += 5;
    else
      total += c >= 'A' && c <= 'Z' ? 9 : 7.7;
  }
  return total;
}

} // namespace prospectivity::svg
