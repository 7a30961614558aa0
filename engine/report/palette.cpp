#include "engine/report/palette.h"

#include "engine/core/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>

namespace prospectivity::palette {

namespace {

using Channels = std::array<int, 3>;

Channels channelsOf(const std::string& color) {
  Channels channels{};
  for (std::size_t i = 0; i < 3; ++i)
    channels[i] = static_cast<int>(std::strtol(color.substr(1 + 2 * i, 2).c_str(), nullptr, 16));
  return channels;
}

std::string textOf(const Channels& channels) {
  static const char digits[] = "0123456789abcdef";
  std::string text = "#";
  for (const int channel : channels) {
    text += digits[channel / 16];
    text += digits[channel % 16];
  }
  return text;
}

std::string mixed(const std::string& from, const std::string& to, double share) {
  const Channels a = channelsOf(from);
  const Channels b = channelsOf(to);
  Channels between{};
  for (std::size_t i = 0; i < 3; ++i)
    between[i] = static_cast<int>(std::lround(a[i] + share * (b[i] - a[i])));
  return textOf(between);
}

/// The same number for a name on every machine: FNV-1a (Fowler, Noll & Vo), with the bits mixed once more, as
/// the lowest of them depend on the last letters alone.
std::uint64_t numberOf(const std::string& name) {
  std::uint64_t number = 0xcbf29ce484222325U;
  for (const char letter : name)
    number = (number ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
  number = (number ^ (number >> 33U)) * 0xff51afd7ed558ccdU;
  return number ^ (number >> 33U);
}

/// Which of the distinct categories a feature wants first (turn 0), second, and so on: each of them once, as
/// odd steps around a power of two meet all.
std::size_t wishOf(const std::string& feature, std::size_t turn) {
  const std::uint64_t number = numberOf(feature);
  return static_cast<std::size_t>((number + turn * ((number >> 32U) | 1U)) % distinctCategories);
}

/// WCAG 2.1, "relative luminance".
double luminanceOf(const Channels& channels) {
  const std::array<double, 3> weights{0.2126, 0.7152, 0.0722};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double share = channels[i] / 255.0;
    sum += weights[i] * (share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4));
  }
  return sum;
}

} // namespace

const Scale& diverging() {
  static const Scale scale{{0, lowers}, {0.25, "#92c5de"}, {0.5, "#f7f7f7"}, {0.75, "#f4a582"}, {1, raises}};
  return scale;
}

const Scale& sequential() {
  static const Scale scale{{0, "#00224e"},       {1.0 / 9, "#123570"}, {2.0 / 9, "#3b496c"},
                           {3.0 / 9, "#575d6d"}, {4.0 / 9, "#707173"}, {5.0 / 9, "#8a8678"},
                           {6.0 / 9, "#a59c74"}, {7.0 / 9, "#c3b369"}, {8.0 / 9, "#e1cc55"},
                           {1, "#fee838"}};
  return scale;
}

const Scale& score() {
  static const Scale scale{
      {0, "#2c539e"}, {0.25, "#91bfdb"}, {0.5, "#ffffbf"}, {0.75, "#fc8d59"}, {1, "#a50026"}};
  return scale;
}

const Scale& counts() {
  static const Scale scale{{0, "#eef4fa"}, {1, "#2166ac"}};
  return scale;
}

std::string at(const Scale& scale, double place) {
  if (!(place > scale.front().first))
    return scale.front().second;
  for (std::size_t i = 1; i < scale.size(); ++i)
    if (place <= scale[i].first)
      return mixed(scale[i - 1].second, scale[i].second,
                   (place - scale[i - 1].first) / (scale[i].first - scale[i - 1].first));
  return scale.back().second;
}

std::string category(std::size_t index) {
  static const std::array<const char*, 12> colors{"#0088ee", "#ee4400", "#004444", "#888866",
                                                  "#cc66aa", "#880000", "#662288", "#6600ee",
                                                  "#00aa66", "#e69f00", "#56b4e9", "#c0a0a0"};
  const std::size_t round = index / colors.size();
  return mixed(colors[index % colors.size()], "#ffffff",
               static_cast<double>(round) / static_cast<double>(round + 2));
}

std::vector<std::string> ofFeatures(const std::vector<std::string>& features) {
  std::map<std::string, std::optional<std::size_t>> places;
  for (const std::string& feature : features)
    places[feature];
  std::array<bool, distinctCategories> taken{};
  for (std::size_t turn = 0; turn < distinctCategories; ++turn)
    for (auto& [feature, place] : places)
      if (const std::size_t wish = wishOf(feature, turn); !place && !taken[wish]) {
        place = wish;
        taken[wish] = true;
      }
  std::size_t next = distinctCategories;
  for (auto& [feature, place] : places)
    if (!place)
      place = next++;
  std::vector<std::string> colors;
  colors.reserve(features.size());
  for (const std::string& feature : features)
    colors.push_back(category(*places[feature]));
  return colors;
}

std::vector<std::string> ofStrongest(const std::vector<std::string>& features,
                                     const std::vector<std::size_t>& strongest) {
  if (features.size() <= featuresColoured)
    return ofFeatures(features);
  const std::size_t count = std::min(featuresColoured, strongest.size());
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < count; ++i)
    shown.push_back(features[strongest[i]]);
  const std::vector<std::string> amongShown = ofFeatures(shown);
  const std::vector<std::string> amongAll = ofFeatures(features);
  std::vector<std::string> colors(features.size(), others);
  for (std::size_t i = 0; i < count; ++i)
    colors[strongest[i]] = features.size() <= distinctCategories ? amongAll[strongest[i]] : amongShown[i];
  return colors;
}

double contrast(const std::string& a, const std::string& b) {
  const double one = luminanceOf(channelsOf(a)) + 0.05;
  const double other = luminanceOf(channelsOf(b)) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

std::string onDark(const std::string& color) {
  constexpr double least = 3.5;
  constexpr int steps = 50;
  Channels channels = channelsOf(color);
  const auto [low, high] = std::minmax_element(channels.begin(), channels.end());
  constexpr int grey = 16; // channels of a grey lie no further apart
  if (*high - *low < grey)
    for (int& channel : channels)
      channel = 255 - channel;
  const std::string start = textOf(channels);
  std::string lighter = start;
  for (int step = 1; step <= steps && contrast(lighter, darkGround) < least; ++step)
    lighter = mixed(start, "#ffffff", static_cast<double>(step) / steps);
  return lighter;
}

const Scale& sequentialOnDark() {
  static const Scale scale = [] {
    constexpr double first = 0.4;
    constexpr int stops = 10;
    Scale brighter;
    for (int i = 0; i < stops; ++i) {
      const double place = static_cast<double>(i) / (stops - 1);
      brighter.emplace_back(place, at(sequential(), first + (1 - first) * place));
    }
    return brighter;
  }();
  return scale;
}

std::string translucent(const std::string& color, double opacity) {
  const Channels channels = channelsOf(color);
  return "rgba(" + std::to_string(channels[0]) + "," + std::to_string(channels[1]) + "," +
         std::to_string(channels[2]) + "," + numberText(opacity, 3) + ")";
}

} // namespace prospectivity::palette
