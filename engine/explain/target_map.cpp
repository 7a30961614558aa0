#include "engine/explain/target_map.h"

#include "engine/core/for_reader.h"
#include "engine/core/number_format.h"
#include "engine/report/palette.h"
#include "engine/report/svg_shapes.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

using namespace svg;

namespace {

constexpr double longer = 480; ///< side of a map
constexpr const char* paper = "#ffffff";
constexpr const char* ink = "#1c2430";

std::string startOf(double width, double height, const std::string& label) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
         "role=\"img\"" +
         attribute("aria-label", label) + attribute("viewBox", "0 0 " + px(width) + " " + px(height)) +
         " font-family=\"Noto Sans, DejaVu Sans, Arial, sans-serif\" font-size=\"15\">\n";
}

/// From cells to the picture.
class Frame {
 public:
  explicit Frame(const TargetMap& map) : mCrop(map.crop) {
    const double across = map.across * mCrop.columns;
    const double down = map.down * mCrop.rows;
    mScale = longer / std::max(across, down);
    mStepX = map.across * mScale;
    mStepY = map.down * mScale;
  }
  double width() const { return mStepX * mCrop.columns; }
  double height() const { return mStepY * mCrop.rows; }
  double lengthOf(double ground) const { return ground * mScale; }
  double groundOf(double length) const { return length / mScale; }
  Point operator()(const Point& cells) const {
    return {(cells.x - mCrop.column) * mStepX, (cells.y - mCrop.row) * mStepY};
  }
  std::string path(const std::vector<std::vector<Point>>& rings) const {
    std::string text;
    for (const std::vector<Point>& ring : rings) {
      const char* step = "M";
      for (const Point& corner : ring) {
        const Point place = (*this)(corner);
        text += step + px(place.x) + " " + px(place.y);
        step = "L";
      }
      text += "Z";
    }
    return text;
  }

 private:
  Tile mCrop;
  double mScale = 1;
  double mStepX = 1;
  double mStepY = 1;
};

std::string outlineOf(const std::string& path, const Stroke& stroke) {
  return path.empty() ? "" : "<path" + attribute("d", path) + strokeOf(stroke) + "/>\n";
}

std::string scaleBar(const TargetMap& map, const Frame& frame) {
  const double ground = roundLength(frame.groundOf(frame.width() * 0.4));
  const double length = frame.lengthOf(ground);
  const bool isInKilometres = map.unit == "m" && ground >= 1000;
  const std::string text = formatNumber(isInKilometres ? ground / 1000 : ground) + " " +
                           (isInKilometres ? "km" : forReader(map.unit));
  const double top = frame.height() - 38;
  const double room = std::max(length, textWidth(text) * 1.3) + 16;
  return rectangle(6, top, room, 32, paper, attribute("fill-opacity", 0.85)) + "<text" +
         attribute("x", 14.0) + attribute("y", top + 16) + attribute("fill", std::string(ink)) + ">" + text +
         "</text>\n" + rectangle(14, top + 21, length, 5, ink);
}

std::string northArrow(const TargetMap& map, const Frame& frame) {
  const double x = frame.width() - 24;
  return "<g" + attribute("transform", "translate(" + px(x) + " 26) rotate(" + px(map.north) + ")") +
         ">\n<circle" + attribute("r", 20.0) + attribute("fill", std::string(paper)) +
         attribute("fill-opacity", 0.85) + "/>\n" + "<path d=\"M0 -17L5 -3H-5Z\"" +
         attribute("fill", std::string(ink)) + "/>\n<text x=\"0\" y=\"13\" text-anchor=\"middle\"" +
         attribute("fill", std::string(ink)) + ">N</text>\n</g>\n";
}

} // namespace

std::string targetMapPicture(const TargetMap& map) {
  const Frame frame(map);
  std::string text = startOf(frame.width(), frame.height(), map.title + ". " + map.caption);
  text += "<image width=\"" + px(frame.width()) + "\" height=\"" + px(frame.height()) +
          "\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
          "xlink:href=\"data:image/png;base64," +
          map.picture + "\"/>\n";
  // A picture within the picture, which cuts what goes on beyond the map.
  text += "<svg width=\"" + px(frame.width()) + "\" height=\"" + px(frame.height()) + "\">\n";
  text += outlineOf(frame.path(map.others), {palette::threshold, 1.5});
  const std::string outline = frame.path(map.outline);
  text += outlineOf(outline, {paper, 6}) + outlineOf(outline, {ink, 2.5}) + "</svg>\n";
  for (const Point& deposit : map.deposits) {
    const Point place = frame(deposit);
    if (place.x < 0 || place.y < 0 || place.x > frame.width() || place.y > frame.height())
      continue;
    // On a light ground with a dark edge, since the colours of deposits and of high scores are akin.
    text += mark(place.x, place.y, 18, Symbol::Circle, ink, 1) +
            mark(place.x, place.y, 15, Symbol::Circle, paper, 1) +
            mark(place.x, place.y, 9, Symbol::Diamond, palette::deposit, 1);
  }
  text += scaleBar(map, frame) + northArrow(map, frame);
  return text + "<rect fill=\"none\"" + attribute("stroke", std::string(ink)) +
         attribute("width", frame.width()) + attribute("height", frame.height()) + "/>\n</svg>\n";
}

std::string scoreLegend() {
  constexpr int steps = 60;
  constexpr double step = longer / steps;
  std::string text =
      startOf(longer, 34, forReader("Colours of the prospectivity score from 0, low, to 1, high"));
  for (int i = 0; i < steps; ++i)
    text += rectangle(i * step, 0, step + 0.5, 14, palette::at(palette::score(), (i + 0.5) / steps));
  const std::pair<double, const char*> ticks[] = {{0, "start"}, {0.5, "middle"}, {1, "end"}};
  for (const auto& [value, anchor] : ticks)
    text += textAt(value * longer, 30,
                   value == 0   ? forReader("0 (low)")
                   : value == 1 ? forReader("1 (high)")
                                : "0.5, " + forReader("prospectivity score"),
                   anchor, "tick");
  return text + "</svg>\n";
}

double roundLength(double most) {
  const double power = std::pow(10, std::floor(std::log10(most)));
  for (const double factor : {5.0, 2.0})
    if (factor * power <= most)
      return factor * power;
  return power;
}

} // namespace prospectivity
