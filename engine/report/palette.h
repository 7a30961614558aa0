#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity::palette {

/// The colours of all charts, and of points and classes on maps, as "#rrggbb": what means the same has the
/// same colour everywhere. tests/engine/report/test_palette.cpp simulates protanopia, deuteranopia and
/// tritanopia and holds apart what must be told apart.

/// The classes: vermillion and blue of Okabe & Ito's set (Wong 2011, Points of view: Color blindness,
/// Nature Methods 8, 441, doi:10.1038/nmeth.1618).
constexpr const char* deposit = "#d55e00";
constexpr const char* nonDeposit = "#0072b2";

/// Parts of the samples in the course of a training.
constexpr const char* training = "#332288";
constexpr const char* validation = "#aa7700";

/// A model or map that is judged, and what it is held against.
constexpr const char* judged = "#332288";
constexpr const char* reference = "#aa7700";
constexpr const char* bestLayer = "#009e73";
constexpr const char* baselines = "#aa7700";

/// Calibrated probabilities, beside the scores that they come from (judged).
constexpr const char* calibrated = "#009e73";

/// Two models, side by side.
constexpr const char* modelA = "#7a7a7a";
constexpr const char* modelB = "#332288";

/// Ground left out of a prediction, against deposits captured by it.
constexpr const char* areaLeftOut = "#5a5a5a";

/// Boxes of samples that were observed, and of synthetic ones.
constexpr const char* observed = "#332288";
constexpr const char* synthetic = "#aa7700";

/// Thirds of the samples by a feature, along the dark, middle and bright part of cividis; the bright end is
/// darkened so that thin lines stand out from paper.
constexpr const char* lowThird = "#00204c";
constexpr const char* middleThird = "#7c7b78";
constexpr const char* highThird = "#aa8800";

/// What raises and what lowers a prediction: the ends of diverging().
constexpr const char* raises = "#b2182b";
constexpr const char* lowers = "#2166ac";

/// Classes of risk and return on maps: warm where the return is high, dark where the risk is low.
constexpr const char* lowRiskHighReturn = "#b2182b";
constexpr const char* highRiskHighReturn = "#fdb863";
constexpr const char* lowRiskLowReturn = "#2166ac";
constexpr const char* highRiskLowReturn = "#bcd6ea";

/// Bars that all mean the same.
constexpr const char* bars = "#35608d";

/// Greys: of means over everything, of thresholds, of chance, of totals, and of where values lie.
constexpr const char* mean = "#111111";
constexpr const char* threshold = "#555555";
constexpr const char* chance = "#888888";
constexpr const char* total = "#666666";
constexpr const char* shade = "#5a5a5a";
constexpr const char* values = "#9aa5b1";

/// Samples that lack the value that others are coloured or placed by; drawn as open circles, since
/// sequential() passes through grey.
constexpr const char* missing = "#888888";

/// A line over a field of colours.
constexpr const char* overField = "#ffffff";

/// Places from 0 to 1 and their colours, rising.
using Scale = std::vector<std::pair<double, std::string>>;

/// From blue through white to red, for values on both sides of zero (ColorBrewer's RdBu; Harrower & Brewer
/// 2003, The Cartographic Journal 40(1), doi:10.1179/000870403235002042).
const Scale& diverging();

/// From dark blue to yellow with even steps of lightness: cividis (Nuñez, Anderton & Renslow 2018, PLoS ONE
/// 13(7), e0199239, doi:10.1371/journal.pone.0199239).
const Scale& sequential();

/// Of prospectivity scores on maps, from blue (low) through pale yellow to red (high).
const Scale& score();

/// From nearly white to blue, for counts.
const Scale& counts();

/// The colour of a scale at a place from 0 to 1, mixed linearly in sRGB; beyond the ends, of the end.
std::string at(const Scale& scale, double place);

/// Colours of things in no order. The first eight were found by search: each pair differs by at least 30 in
/// CIE 1976 Lab with any kind of colour vision, and each has a contrast of at least 3:1 with white (WCAG 2.1,
/// 1.4.11). Four more follow, then all of them lightened step by step.
std::string category(std::size_t index);

/// The first categories, which the search told apart.
constexpr std::size_t distinctCategories = 8;

/// The colours of features in the order given, all different up to the end of category(). A feature's name
/// alone says which of the distinct categories it would have, so that it looks the same in models and layers
/// of other features. Where several would have the same one, the first by name has it and the others have the
/// next of their own wishes that is free, once all first wishes are met. Features for which none is left have
/// the categories behind the distinct ones, by name.
std::vector<std::string> ofFeatures(const std::vector<std::string>& features);

/// So many features have a colour of their own where there are more; the others have one grey together.
constexpr std::size_t featuresColoured = 7;
constexpr const char* others = "#d3d3d3";

/// Cells on a map of features whose score is low, so that which feature it is matters little.
constexpr const char* lowScore = "#f3e8c0";

/// The colours of features of which some matter most: all of them as ofFeatures() has them, up to
/// featuresColoured; of more, the first in `strongest` (places in `features`) have a colour and the others
/// have `others`. Where the distinct categories do for all features, each has the colour that ofFeatures()
/// gives it among all, so that it does not depend on which are strongest; of still more features it is that
/// among the strongest, which are always told apart: where two want the same one, the first by name has it.
std::vector<std::string> ofStrongest(const std::vector<std::string>& features,
                                     const std::vector<std::size_t>& strongest);

/// The ground of pages and charts for readers who prefer dark ones.
constexpr const char* darkGround = "#14191f";

/// The contrast of two colours, from 1 to 21 (WCAG 2.1, "contrast ratio").
double contrast(const std::string& a, const std::string& b);

/// What stands for a colour of a chart on darkGround: greys are turned round, so that the strongest stay the
/// strongest, and colours are lightened until they have a contrast of at least 3.5:1.
std::string onDark(const std::string& color);

/// What stands for sequential() on darkGround: its brighter part, as dots of its dark end would vanish there.
const Scale& sequentialOnDark();

/// The same colour with an opacity from 0 to 1, as "rgba(r,g,b,a)".
std::string translucent(const std::string& color, double opacity);

} // namespace prospectivity::palette
