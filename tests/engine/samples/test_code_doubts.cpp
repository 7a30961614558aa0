#include "engine/core/random.h"
#include "engine/samples/code_doubts.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

Q_DECLARE_METATYPE(std::function<double(double x, double y, prospectivity::Random&)>)

using namespace prospectivity;

/// Many codes of classes in a column of samples are asked about; measurements in whole numbers are not.
class TestCodeDoubts : public QObject {
  Q_OBJECT

 private slots:
  void columnsAreAskedAbout_data();
  void columnsAreAskedAbout();
  void samplesOfOneCellShareItsMeasurement_data();
  void samplesOfOneCellShareItsMeasurement();
  void theSentenceNamesTheField();
  void fewNumbersInFewRowsAreAskedAbout();
  void whatIsKnownIsNotAskedAbout();
  void codesOfTooManyDigitsAreTold();
};

namespace {

constexpr int count = 300;

/// What stands at a place between 0 and 1, in x and y.
using Value = std::function<double(double x, double y, Random& chance)>;

SampleTable tableOf(const Value& value, std::uint64_t seed, int rows = count) {
  Random chance(seed);
  SampleTable table;
  table.features = {"column", "gravity"};
  table.values.resize(rows, 2);
  for (int i = 0; i < rows; ++i) {
    const Point place{chance.uniform(), chance.uniform()};
    table.points.push_back({500000 + 30000 * place.x, 2900000 + 30000 * place.y});
    table.values.row(i) << value(place.x, place.y, chance), chance.normal();
    table.labels.push_back(i % 2);
    table.ids.push_back(i + 1);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
  }
  return table;
}

/// Codes of patches on the ground, as many as classes.
Value units(int classes) {
  Random random(5);
  std::vector<Point> centres;
  std::vector<double> codes;
  for (const std::size_t code : random.permutation(static_cast<std::size_t>(classes))) {
    centres.push_back({random.uniform(), random.uniform()});
    codes.push_back(static_cast<double>(code + 1));
  }
  return [=](double x, double y, Random&) {
    std::size_t nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < centres.size(); ++i)
      if (const double distance = std::hypot(centres[i].x - x, centres[i].y - y); distance < least) {
        least = distance;
        nearest = i;
      }
    return codes[nearest];
  };
}

/// Codes of units that have the size of a cell, and areas as different as those of rocks.
Value areas(int classes) {
  Random random(6);
  std::vector<double> upTo;
  for (int i = 0; i < classes; ++i)
    upTo.push_back((upTo.empty() ? 0 : upTo.back()) + std::exp(random.normal()));
  return [upTo](double, double, Random& chance) {
    const double drawn = chance.uniform() * upTo.back();
    return static_cast<double>(std::lower_bound(upTo.begin(), upTo.end(), drawn) - upTo.begin() + 1);
  };
}

double hills(double x, double y) {
  return std::sin(7 * x + 2) * std::cos(5 * y) + 0.5 * std::sin(13 * y - 6 * x);
}

} // namespace

void TestCodeDoubts::columnsAreAskedAbout_data() {
  QTest::addColumn<std::function<double(double, double, Random&)>>("value");
  QTest::addColumn<int>("rows");
  QTest::addColumn<bool>("isAsked");
  const auto row = [](const char* name, bool isAsked, int rows, const Value& value) {
    QTest::newRow(name) << value << rows << isAsked;
  };
  row("30 map units", true, count, units(30));
  row("60 map units", true, count, units(60));
  row("150 map units", true, 1200, units(150));
  row("40 units far apart, whose areas differ", true, 600, areas(40));
  row("elevation in metres", false, count,
      [](double x, double y, Random&) { return std::round(80 + 40 * hills(x, y)); });
  row("elevation of a plain in metres", false, 1200,
      [](double x, double y, Random&) { return std::round(80 + 12 * hills(x, y)); });
  row("elevation in steps of ten", false, count,
      [](double x, double y, Random&) { return 10 * std::round(80 + 15 * hills(x, y)); });
  row("ppm above a detection limit", false, count, [](double x, double y, Random& chance) {
    return std::max(5.0, std::round(std::exp(2 + hills(x, y) + 0.5 * chance.normal())));
  });
  row("ppm of chance", false, count,
      [](double, double, Random& chance) { return std::round(std::exp(3 + 0.6 * chance.normal())); });
  row("counts of chance", false, 600,
      [](double, double, Random& chance) { return std::max(0.0, std::round(30 + 5 * chance.normal())); });
  row("many zeros", false, 600, [](double, double, Random& chance) {
    return chance.uniform() < 0.6 ? 0.0 : std::round(40 * chance.uniform());
  });
  row("estimates that favour round numbers", false, 600, [](double, double, Random& chance) {
    const double value = 60 * chance.uniform();
    return chance.uniform() < 0.5 ? 5 * std::round(value / 5) : std::round(value);
  });
  row("8-bit imagery", false, 1200, [](double x, double y, Random& chance) {
    return std::round(std::clamp(128 + 50 * hills(x, y) + 10 * chance.normal(), 0.0, 255.0));
  });
}

void TestCodeDoubts::columnsAreAskedAbout() {
  QFETCH(std::function<double(double, double, Random&)>, value);
  QFETCH(int, rows);
  QFETCH(bool, isAsked);
  for (const std::uint64_t seed : {1, 2, 3, 4, 5})
    QCOMPARE(codeDoubts(tableOf(value, seed, rows), "SAMPLES").size(), std::size_t{isAsked});
}

void TestCodeDoubts::samplesOfOneCellShareItsMeasurement_data() {
  QTest::addColumn<double>("apart");
  QTest::addColumn<int>("inOne");
  QTest::newRow("two at one place") << 0.0 << 2;
  QTest::newRow("ten at one place, as sets of non-deposits have them") << 0.0 << 10;
  QTest::newRow("two in a cell of a coarse layer") << 150.0 << 2;
  QTest::newRow("five in a cell of a coarse layer") << 150.0 << 5;
}

// Chance gives each group of samples a number, as a rough layer whose cells are larger than the group does.
void TestCodeDoubts::samplesOfOneCellShareItsMeasurement() {
  QFETCH(double, apart);
  QFETCH(int, inOne);
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    SampleTable table = tableOf([](double, double, Random&) { return 0.0; }, seed, inOne * count);
    Random chance(seed + 10);
    for (int i = 0; i < inOne * count; ++i) {
      if (i % inOne == 0)
        table.values(i, 0) = std::round(60 * chance.uniform());
      else {
        const auto first = static_cast<std::size_t>(i - i % inOne);
        table.values(i, 0) = table.values(i - i % inOne, 0);
        table.points[static_cast<std::size_t>(i)] = {table.points[first].x + apart * chance.uniform(),
                                                     table.points[first].y + apart * chance.uniform()};
      }
    }
    QCOMPARE(codeDoubts(table, "SAMPLES").size(), std::size_t{0});
  }
}

void TestCodeDoubts::theSentenceNamesTheField() {
  const SampleTable table = tableOf(units(30), 1);
  const Eigen::VectorXd codes = table.values.col(0).cast<double>();
  const std::set<double> met(codes.begin(), codes.end());
  const std::vector<Sentence> doubts = codeDoubts(table, "SAMPLES");
  QCOMPARE(doubts.size(), std::size_t{1});
  QCOMPARE(
      doubts.front().text(),
      std::string("SAMPLES: the field 'column' holds " + std::to_string(met.size()) +
                  " whole numbers that are shared as codes of map "
                  "units are, and is taken for a quantity, of which augmentation makes numbers in between: "
                  "does it measure something? If not, leave it out of features, or build a stack with its "
                  "layer in categorical bands."));
}

// Twelve map units in thirty samples: with four of each they would be classes.
void TestCodeDoubts::fewNumbersInFewRowsAreAskedAbout() {
  const Value few = [](double, double, Random& chance) { return std::floor(12 * chance.uniform()); };
  const Value measured = [](double, double, Random& chance) { return std::floor(1000 * chance.uniform()); };
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    const SampleTable table = tableOf(few, seed, 30);
    const Eigen::VectorXd codes = table.values.col(0).cast<double>();
    const std::set<double> met(codes.begin(), codes.end());
    const std::vector<Sentence> doubts = codeDoubts(table, "SAMPLES");
    QCOMPARE(doubts.size(), std::size_t{1});
    QCOMPARE(doubts.front().text(),
             "SAMPLES: the field 'column' holds " + std::to_string(met.size()) +
                 " whole numbers in 30 samples, too few of each to tell classes from a measurement, and is "
                 "taken for a quantity, of which augmentation makes numbers in between: does it measure "
                 "something? If not, leave it out of features, or build a stack with its layer in "
                 "categorical bands.");
    QVERIFY(codeDoubts(tableOf(few, seed, 120), "SAMPLES").empty()); // these are classes
    // Several are told together.
    SampleTable assays = table;
    assays.values.col(1) = table.values.col(0).reverse();
    const std::vector<Sentence> together = codeDoubts(assays, "SAMPLES");
    QCOMPARE(together.size(), std::size_t{1});
    QVERIFY2(
        together.front().text().rfind("SAMPLES: the fields 'column', 'gravity' hold few whole numbers, in "
                                      "too few samples each to tell classes from a measurement",
                                      0) == 0,
        together.front().text().c_str());
    QVERIFY(codeDoubts(tableOf(measured, seed, 20), "SAMPLES").empty());
    QVERIFY(codeDoubts(tableOf(few, seed, 9), "SAMPLES").empty()); // so few rows say nothing
  }
}

void TestCodeDoubts::whatIsKnownIsNotAskedAbout() {
  SampleTable table = tableOf(units(30), 1);
  table.descriptions.resize(2);
  QCOMPARE(codeDoubts(table, "SAMPLES").size(), std::size_t{1});
  for (const FeatureKind kind : {FeatureKind::Codes, FeatureKind::Quantity}) {
    table.descriptions[0].kind = kind;
    QVERIFY(codeDoubts(table, "SAMPLES").empty());
  }
}

void TestCodeDoubts::codesOfTooManyDigitsAreTold() {
  const auto doubtsOf = [](const Value& value) { return mergedCodes(tableOf(value, 2), "SAMPLES"); };
  // 201,010,001 and its neighbours: float32 holds every sixteenth of them.
  const std::vector<Sentence> doubts =
      doubtsOf([](double x, double, Random&) { return 201010001 + std::floor(8 * x); });
  QCOMPARE(doubts.size(), std::size_t{1});
  QCOMPARE(
      doubts.front().text(),
      std::string("SAMPLES: the field 'column' holds 8 different whole numbers, of which a model tells 2 "
                  "apart, since its numbers have 24 bits: if they are codes, number them anew."));
  QVERIFY(doubtsOf([](double x, double, Random&) { return 1010001 + std::floor(8 * x); }).empty());
  QVERIFY(doubtsOf([](double x, double, Random&) { return std::floor(1e9 * x); }).empty()); // a quantity
}

QTEST_APPLESS_MAIN(TestCodeDoubts)
#include "test_code_doubts.moc"
