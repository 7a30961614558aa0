#include "engine/report/palette.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace prospectivity;

namespace {

using Triple = std::array<double, 3>;
using Square = std::array<Triple, 3>;

Triple product(const Square& matrix, const Triple& vector) {
  Triple result{};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      result[i] += matrix[i][j] * vector[j];
  return result;
}

/// Linear RGB of "#rrggbb" (IEC 61966-2-1).
Triple linear(const std::string& color) {
  Triple result{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double channel = std::stoi(color.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    result[i] = channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
  }
  return result;
}

/// sRGB primaries and white D65.
const Square toXyz{{{0.4124564, 0.3575761, 0.1804375},
                    {0.2126729, 0.7151522, 0.0721750},
                    {0.0193339, 0.1191920, 0.9503041}}};

/// What eyes of each kind see, from linear RGB to linear RGB: Machado, Oliveira & Fernandes 2009, A
/// physiologically-based model for simulation of color vision deficiency, IEEE TVCG 15(6),
/// doi:10.1109/TVCG.2009.113, severity 1.0.
struct Vision {
  const char* name;
  Square matrix;
};
const std::array<Vision, 4> visions{{
    {"usual", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
}};

/// CIE 1976 Lab of a colour as seen with one kind of vision.
Triple lab(const std::string& color, const Vision& vision) {
  Triple seen = product(vision.matrix, linear(color));
  for (double& channel : seen)
    channel = std::clamp(channel, 0.0, 1.0);
  Triple f = product(toXyz, seen);
  const Triple white{0.95047, 1, 1.08883};
  for (std::size_t i = 0; i < 3; ++i) {
    const double share = f[i] / white[i];
    f[i] = share > 216.0 / 24389 ? std::cbrt(share) : (24389.0 / 27 * share + 16) / 116;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double difference(const std::string& one, const std::string& other, const Vision& vision) {
  const Triple a = lab(one, vision);
  const Triple b = lab(other, vision);
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/// Contrast with white (WCAG 2.1).
double contrast(const std::string& color) {
  return 1.05 / (product(toXyz, linear(color))[1] + 0.05);
}

} // namespace

/// Colours that must be told apart are, with any kind of colour vision and on white paper.
class TestPalette : public QObject {
  Q_OBJECT

 private slots:
  void theSimulationKnowsWhatIsConfused();
  void whatMustBeToldApartIs_data();
  void whatMustBeToldApartIs();
  void linesStandOutFromPaper();
  void scalesRunInOneDirection();
  void aFeatureKeepsItsColourInAnyOrder();
  void aFeatureKeepsItsColourAmongOthers();
  void theFirstByNameHasTheColourThatSeveralWant();
  void noTwoFeaturesOfAModelShareAColour();
  void theStrongestFeaturesAreToldApart();
  void ofFewFeaturesAllHaveColours();
  void coloursAreMixedAndWritten();
};

// Two colours of one lightness that differ in red against green alone: without it the limits below say
// nothing.
void TestPalette::theSimulationKnowsWhatIsConfused() {
  const std::string red = "#d55e00";
  const std::string brown = "#a6761d";
  QVERIFY(difference(red, brown, visions[0]) > 30);
  QVERIFY(std::min(difference(red, brown, visions[1]), difference(red, brown, visions[2])) < 10);
}

void TestPalette::whatMustBeToldApartIs_data() {
  QTest::addColumn<QStringList>("colours");
  QTest::addColumn<double>("least");
  // A difference of 2.3 is just noticed (Mahy, Van Eycken & Oosterlinck 1994); thin lines and small marks
  // need ten times as much.
  const auto row = [](const char* name, const std::vector<std::string>& colours, double least) {
    QStringList list;
    for (const std::string& colour : colours)
      list << QString::fromStdString(colour);
    QTest::newRow(name) << list << least;
  };
  row("classes", {palette::deposit, palette::nonDeposit}, 60);
  row("training and validation", {palette::training, palette::validation}, 50);
  row("a model, a reference model, a layer", {palette::judged, palette::reference, palette::bestLayer}, 35);
  row("scores and calibrated probabilities", {palette::judged, palette::calibrated}, 35);
  row("networks and baselines", {palette::judged, palette::baselines}, 50);
  row("two models", {palette::modelA, palette::modelB}, 30);
  row("deposits captured, area left out", {palette::deposit, palette::areaLeftOut}, 50);
  row("observed and synthetic", {palette::observed, palette::synthetic}, 50);
  row("thirds", {palette::lowThird, palette::middleThird, palette::highThird}, 25);
  row("risk and return",
      {palette::lowRiskHighReturn, palette::highRiskHighReturn, palette::lowRiskLowReturn,
       palette::highRiskLowReturn},
      35);
  row("diverging",
      {palette::at(palette::diverging(), 0), palette::at(palette::diverging(), 0.5),
       palette::at(palette::diverging(), 1)},
      50);
  row("sequential",
      {palette::at(palette::sequential(), 0), palette::at(palette::sequential(), 0.5),
       palette::at(palette::sequential(), 1)},
      30);
  row("counts", {palette::at(palette::counts(), 0), palette::at(palette::counts(), 1)}, 40);
  std::vector<std::string> categories;
  for (std::size_t i = 0; i < palette::distinctCategories; ++i)
    categories.push_back(palette::category(i));
  row("features", categories, 30);
  for (const std::string& category : categories)
    row(("a feature and the others, " + category).c_str(), {category, palette::others}, 25);
  row("the others and cells without data", {palette::others, "#ffffff"}, 15);
  for (const std::string& category : categories)
    row(("a feature and low scores, " + category).c_str(), {category, palette::lowScore}, 30);
  // Whole areas need less than marks: five times what is just noticed.
  row("the others, low scores and cells without data", {palette::others, palette::lowScore, "#ffffff"}, 11.5);
}

void TestPalette::whatMustBeToldApartIs() {
  QFETCH(QStringList, colours);
  QFETCH(double, least);
  for (int i = 0; i < colours.size(); ++i)
    for (int j = 0; j < i; ++j)
      for (const Vision& vision : visions) {
        const double found = difference(colours[i].toStdString(), colours[j].toStdString(), vision);
        QVERIFY2(found >= least,
                 qPrintable(QStringLiteral("%1 and %2 differ by %3 with %4")
                                .arg(colours[i], colours[j], QString::number(found), vision.name)));
      }
}

void TestPalette::linesStandOutFromPaper() {
  std::vector<std::string> colours{
      palette::deposit,   palette::nonDeposit, palette::training,    palette::validation,  palette::judged,
      palette::reference, palette::modelA,     palette::modelB,      palette::areaLeftOut, palette::synthetic,
      palette::bestLayer, palette::lowThird,   palette::middleThird, palette::highThird,   palette::raises,
      palette::lowers,    palette::bars,       palette::mean,        palette::threshold,   palette::chance,
      palette::total};
  for (std::size_t i = 0; i < palette::distinctCategories; ++i)
    colours.push_back(palette::category(i));
  for (const std::string& colour : colours)
    QVERIFY2(contrast(colour) >= 3, (colour + " " + std::to_string(contrast(colour))).c_str());
}

void TestPalette::scalesRunInOneDirection() {
  for (const palette::Scale* scale : {&palette::sequential(), &palette::counts()}) {
    const bool rises = scale == &palette::sequential();
    for (const Vision& vision : visions)
      for (std::size_t i = 1; i < scale->size(); ++i) {
        const double step = lab((*scale)[i].second, vision)[0] - lab((*scale)[i - 1].second, vision)[0];
        QVERIFY(rises ? step > 0 : step < 0);
      }
  }
}

// Of four elements that want four colours. The categories are spelled, so that they stay from version to
// version.
void TestPalette::aFeatureKeepsItsColourInAnyOrder() {
  const std::vector<std::string> one = palette::ofFeatures({"W", "Sn", "Bi", "granite"});
  const std::vector<std::string> other = palette::ofFeatures({"granite", "Bi", "W", "Sn"});
  QCOMPARE(one, (std::vector<std::string>{palette::category(6), palette::category(1), palette::category(7),
                                          palette::category(5)}));
  QCOMPARE(one, (std::vector<std::string>{other[2], other[3], other[1], other[0]}));
}

void TestPalette::aFeatureKeepsItsColourAmongOthers() {
  const std::string alone = palette::ofFeatures({"W"}).front();
  QCOMPARE(palette::ofFeatures({"Sn", "W"})[1], alone);
  QCOMPARE(palette::ofFeatures({"Bi", "Sn", "W", "granite"})[2], alone);
  QCOMPARE(palette::ofFeatures({"Au", "W"})[1], alone);
}

// The first of those that want one colour has it with any number of others, and none of these takes a colour
// that another feature wants first.
void TestPalette::theFirstByNameHasTheColourThatSeveralWant() {
  const std::string wanted = palette::ofFeatures({"b"}).front();
  QCOMPARE(palette::ofFeatures({"c"}).front(), wanted);
  QCOMPARE(palette::ofFeatures({"d"}).front(), wanted);
  const std::vector<std::string> several = palette::ofFeatures({"d", "i", "c", "b", "g", "h"});
  QCOMPARE(several[3], wanted);
  for (const auto& [place, name] : {std::pair(1, "i"), std::pair(4, "g"), std::pair(5, "h")})
    QCOMPARE(several[static_cast<std::size_t>(place)], palette::ofFeatures({name}).front());
}

void TestPalette::noTwoFeaturesOfAModelShareAColour() {
  std::vector<std::string> names;
  for (std::size_t count = 1; count <= 30; ++count) {
    names.push_back("layer_" + std::to_string(count));
    const std::vector<std::string> colours = palette::ofFeatures(names);
    const std::set<std::string> different(colours.begin(), colours.end());
    QCOMPARE(different.size(), count);
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < palette::distinctCategories; ++i)
      distinct += different.count(palette::category(i));
    QCOMPARE(distinct, std::min(count, palette::distinctCategories));
  }
  QVERIFY(palette::category(3) != palette::category(15)); // a second round is lighter
}

void TestPalette::theStrongestFeaturesAreToldApart() {
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i)
    names.push_back("layer_" + std::to_string(i));
  // Wherever the seven lie, also where several of them want one colour.
  for (std::size_t first = 0; first + palette::featuresColoured <= names.size(); ++first) {
    std::vector<std::size_t> strongest;
    for (std::size_t i = 0; i < 10; ++i)
      strongest.push_back((first + i) % names.size());
    const std::vector<std::string> colours = palette::ofStrongest(names, strongest);
    QCOMPARE(colours.size(), names.size());
    std::set<std::string> coloured;
    for (std::size_t i = 0; i < palette::featuresColoured; ++i)
      coloured.insert(colours[strongest[i]]);
    QCOMPARE(coloured.size(), palette::featuresColoured);
    for (const std::string& colour : coloured) {
      bool isDistinct = false;
      for (std::size_t i = 0; i < palette::distinctCategories; ++i)
        isDistinct = isDistinct || colour == palette::category(i);
      QVERIFY2(isDistinct, colour.c_str());
    }
    QCOMPARE(std::count(colours.begin(), colours.end(), std::string(palette::others)),
             static_cast<std::ptrdiff_t>(names.size() - palette::featuresColoured));
  }
  // The same seven look the same in any order.
  const std::vector<std::string> one = palette::ofStrongest(names, {0, 1, 2, 3, 4, 5, 6});
  QCOMPARE(palette::ofStrongest(names, {6, 4, 2, 0, 1, 3, 5, 29}), one);
}

void TestPalette::ofFewFeaturesAllHaveColours() {
  const std::vector<std::string> seven{"W", "Sn", "Bi", "Mo", "Cu", "Pb", "Zn"};
  QCOMPARE(palette::ofStrongest(seven, {2}), palette::ofFeatures(seven));
  std::vector<std::string> eight = seven;
  eight.emplace_back("Ag");
  const std::vector<std::string> all = palette::ofFeatures(eight);
  for (std::size_t weakest = 0; weakest < eight.size(); ++weakest) {
    std::vector<std::size_t> strongest;
    for (std::size_t i = 0; i < eight.size(); ++i)
      if (i != weakest)
        strongest.push_back(i);
    std::vector<std::string> expected = all;
    expected[weakest] = palette::others;
    QCOMPARE(palette::ofStrongest(eight, strongest), expected);
  }
}

void TestPalette::coloursAreMixedAndWritten() {
  QCOMPARE(palette::at({{0, "#000000"}, {1, "#ffffff"}}, 0.2), std::string("#333333"));
  QCOMPARE(palette::at({{0, "#000000"}, {1, "#ffffff"}}, 7), std::string("#ffffff"));
  QCOMPARE(palette::at({{0, "#000000"}, {1, "#ffffff"}}, std::nan("")), std::string("#000000"));
  QCOMPARE(palette::translucent("#d55e00", 0.18), std::string("rgba(213,94,0,0.18)"));
}

QTEST_APPLESS_MAIN(TestPalette)
#include "test_palette.moc"
