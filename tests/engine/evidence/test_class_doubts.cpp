#include "engine/core/random.h"
#include "engine/evidence/class_doubts.h"
#include "engine/raster/memory_raster.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

Q_DECLARE_METATYPE(std::function<std::vector<float>(prospectivity::Random&)>)

using namespace prospectivity;

/// Codes of classes without palette or table are doubted, however many; measurements in whole numbers are
/// not.
class TestClassDoubts : public QObject {
  Q_OBJECT

 private slots:
  void bandsAreDoubted_data();
  void bandsAreDoubted();
  void theDoubtNamesWhatWasSeen();
  void classesBetweenTheBlocksAreSeenByAWatch_data();
  void classesBetweenTheBlocksAreSeenByAWatch();
  void whatTheBlocksSettleIsNotWatched();
  void digitsThatAreLostAreTold();
};

namespace {

constexpr int side = 300;

using Layer = std::vector<float>;
using Make = std::function<Layer(Random&)>;

Layer everyCell(const std::function<double(int row, int column)>& value) {
  Layer layer;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      layer.push_back(static_cast<float>(value(row, column)));
  return layer;
}

/// The nearest of so many points to each cell.
std::function<int(int, int)> patches(int count, Random& random) {
  std::vector<std::pair<double, double>> centres;
  for (int i = 0; i < count; ++i)
    centres.emplace_back(side * random.uniform(), side * random.uniform());
  return [centres](int row, int column) {
    int nearest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < centres.size(); ++i) {
      const double down = centres[i].first - row;
      const double right = centres[i].second - column;
      const double distance = down * down + right * right;
      if (distance < least) {
        least = distance;
        nearest = static_cast<int>(i);
      }
    }
    return nearest;
  };
}

/// A smooth surface around 0 with a standard deviation of 1: waves of chance, the shortest of `shortest`
/// cells.
std::function<double(double, double)> surface(double shortest, Random& random) {
  struct Wave {
    double down;
    double right;
    double phase;
  };
  std::vector<Wave> waves;
  for (int i = 0; i < 40; ++i) {
    const double pi = std::acos(-1.0);
    const double length = shortest / (0.1 + 0.9 * random.uniform());
    const double angle = 2 * pi * random.uniform();
    waves.push_back(
        {2 * pi / length * std::sin(angle), 2 * pi / length * std::cos(angle), 2 * pi * random.uniform()});
  }
  return [waves](double row, double column) {
    double sum = 0;
    for (const Wave& wave : waves)
      sum += std::sin(wave.down * row + wave.right * column + wave.phase);
    return sum / std::sqrt(20.0);
  };
}

/// Map units in patches, each of a class of chance.
Layer units(int patchCount, int classes, const std::function<double(int)>& codeOf, Random& random) {
  const auto patchOf = patches(patchCount, random);
  std::vector<int> classOf;
  for (int i = 0; i < patchCount; ++i)
    classOf.push_back(i < classes ? i : static_cast<int>(random.below(static_cast<std::size_t>(classes))));
  return everyCell(
      [&](int row, int column) { return codeOf(classOf[static_cast<std::size_t>(patchOf(row, column))]); });
}

double upTo(double least, double most, double value) {
  return std::round(std::clamp(value, least, most));
}

} // namespace

void TestClassDoubts::bandsAreDoubted_data() {
  QTest::addColumn<std::function<std::vector<float>(Random&)>>("make");
  QTest::addColumn<bool>("isDoubted");
  const auto row = [](const char* name, bool isDoubted, const Make& make) {
    QTest::newRow(name) << make << isDoubted;
  };
  row("8 map units", true, [](Random& random) {
    return units(
        60, 8, [](int i) { return i + 1; }, random);
  });
  row("21 map units", true, [](Random& random) {
    return units(
        200, 21, [](int i) { return i + 1; }, random);
  });
  row("60 map units of codes with gaps", true, [](Random& random) {
    return units(
        250, 60, [](int i) { return 10100 + 100 * (i / 7) + i % 7; }, random);
  });
  row("500 map units", true, [](Random& random) {
    return units(
        900, 500, [](int i) { return i + 1; }, random);
  });
  row("map units with gaps between the patches", true, [](Random& random) {
    Layer layer = units(
        250, 40, [](int i) { return 3 * i; }, random);
    for (std::size_t i = 0; i < layer.size(); i += 11)
      layer[i] = std::numeric_limits<float>::quiet_NaN();
    return layer;
  });
  row("map units on a background", true, [](Random& random) {
    return units(
        400, 60, [](int i) { return i < 25 ? 0 : i; }, random);
  });

  row("elevation in metres", false, [](Random& random) {
    const auto height = surface(60, random);
    return everyCell([&](int r, int c) { return std::round(800 + 300 * height(r, c)); });
  });
  row("elevation of a plain in metres", false, [](Random& random) {
    const auto height = surface(100, random);
    return everyCell([&](int r, int c) { return std::round(40 + 8 * height(r, c)); });
  });
  row("elevation in steps of ten metres", false, [](Random& random) {
    const auto height = surface(80, random);
    return everyCell([&](int r, int c) { return 10 * std::round(80 + 30 * height(r, c)); });
  });
  row("elevation on a grid five times as coarse", false, [](Random& random) {
    const auto height = surface(60, random);
    return everyCell([&](int r, int c) { return std::round(800 + 300 * height(r / 5 * 5, c / 5 * 5)); });
  });
  row("elevation with cliffs", false, [](Random& random) {
    const auto height = surface(80, random);
    return everyCell([&](int r, int c) { return std::round(500 + 30 * height(r, c) + (c > 140 ? 200 : 0)); });
  });
  row("smooth ppm above a detection limit", false, [](Random& random) {
    const auto log = surface(40, random);
    return everyCell([&](int r, int c) { return std::max(5.0, std::round(std::exp(2 + 1.2 * log(r, c)))); });
  });
  row("ppm with noise", false, [](Random& random) {
    const auto log = surface(40, random);
    return everyCell(
        [&](int r, int c) { return std::round(std::exp(3 + log(r, c) + 0.3 * random.normal())); });
  });
  row("ppm of chance", false, [](Random& random) {
    return everyCell([&](int, int) { return std::round(std::exp(3 + random.normal())); });
  });
  row("counts in a moving window", false, [](Random& random) {
    const auto rate = surface(30, random);
    return everyCell([&](int r, int c) { return std::round(20 * std::exp(rate(r, c))); });
  });
  row("counts of single cells among zeros", false, [](Random& random) {
    return everyCell(
        [&](int, int) { return random.uniform() < 0.9 ? 0.0 : std::floor(1 + 60 * random.uniform()); });
  });
  row("counts of chance", false, [](Random& random) {
    return everyCell([&](int, int) { return std::max(0.0, std::round(30 + 5.5 * random.normal())); });
  });
  row("8-bit imagery", false, [](Random& random) {
    const auto grey = surface(25, random);
    return everyCell([&](int r, int c) { return upTo(0, 255, 120 + 40 * grey(r, c) + 8 * random.normal()); });
  });
  row("8-bit imagery with saturated parts", false, [](Random& random) {
    const auto grey = surface(60, random);
    return everyCell([&](int r, int c) { return upTo(0, 255, 230 + 60 * grey(r, c) + 6 * random.normal()); });
  });
  row("8-bit imagery on a grid three times as fine", false, [](Random& random) {
    const auto grey = surface(30, random);
    std::vector<double> noise(side * side);
    for (double& one : noise)
      one = random.normal();
    return everyCell([&](int r, int c) {
      return upTo(0, 255,
                  120 + 40 * grey(r / 3 * 3, c / 3 * 3) +
                      8 * noise[static_cast<std::size_t>(r / 3 * side + c / 3)]);
    });
  });
  row("distance in cells", false, [](Random& random) {
    const auto patchOf = patches(1, random);
    return everyCell([&](int r, int c) { return std::round(std::hypot(r - 120 + patchOf(r, c), c - 90)); });
  });
  row("presence", false, [](Random& random) {
    const auto height = surface(60, random);
    return everyCell([&](int r, int c) { return height(r, c) > 1 ? 1.0 : 0.0; });
  });
  row("two map units", true, [](Random& random) {
    return units(
        60, 2, [](int i) { return 3 + 4 * i; }, random);
  });
  row("presence as 255", false, [](Random& random) {
    return units(
        60, 2, [](int i) { return 255 * i; }, random);
  });
  row("absence as 1, presence as 2", false, [](Random& random) {
    return units(
        60, 2, [](int i) { return 1 + i; }, random);
  });
  row("absence as 1, presence as 255", false, [](Random& random) {
    return units(
        60, 2, [](int i) { return 1 + 254 * i; }, random);
  });
  row("polarity", false, [](Random& random) {
    return units(
        60, 2, [](int i) { return i == 0 ? -1 : 1; }, random);
  });
  row("one number", false, [](Random& random) {
    return units(
        60, 1, [](int) { return 7; }, random);
  });
  row("numbers that are not whole", false, [](Random& random) {
    return units(
        200, 30, [](int i) { return i + 0.5; }, random);
  });
}

void TestClassDoubts::bandsAreDoubted() {
  QFETCH(std::function<std::vector<float>(Random&)>, make);
  QFETCH(bool, isDoubted);
  Grid grid;
  grid.columns = side;
  grid.rows = side;
  for (const std::uint64_t seed : {1, 2, 3}) {
    Random random(seed);
    MemoryRaster layer(grid, {"layer"}, make(random));
    QCOMPARE(classDoubt(layer, 0, "layer").has_value(), isDoubted);
  }
}

void TestClassDoubts::theDoubtNamesWhatWasSeen() {
  Grid grid;
  grid.columns = side;
  grid.rows = side;
  Random random(1);
  MemoryRaster layer(grid, {"geology"},
                     units(
                         200, 40, [](int i) { return i + 1; }, random));
  QCOMPARE(
      classDoubt(layer, 0, "geology")->text(),
      std::string("the band 'geology' of memory holds 40 whole numbers (1, 2, 3, ...) in patches that do "
                  "not pass into each other, as codes of classes do (or one measurement per area), and is "
                  "taken for a quantity"));
}

void TestClassDoubts::classesBetweenTheBlocksAreSeenByAWatch_data() {
  QTest::addColumn<std::function<std::vector<float>(Random&)>>("make");
  QTest::addColumn<double>("around");
  QTest::addColumn<QString>("told");
  const auto row = [](const char* name, double around, const QString& told, const Make& make) {
    QTest::newRow(name) << make << around << told;
  };
  const double none = std::numeric_limits<double>::quiet_NaN();
  row("twelve units among zeros", 0, "holds only 13 whole numbers (0, 1, 2, ...)", [](Random& random) {
    return units(
        100, 12, [](int i) { return i + 1; }, random);
  });
  row("two units without data around", none, "holds only the whole numbers 3, 7, as codes of two classes do",
      [](Random& random) {
        return units(
            60, 2, [](int i) { return 3 + 4 * i; }, random);
      });
  row("forty units without data around", none, "holds 40 whole numbers (1, 2, 3, ...) in patches",
      [](Random& random) {
        return units(
            200, 40, [](int i) { return i + 1; }, random);
      });
  row("presence", 0, "", [](Random& random) {
    return units(
        60, 2, [](int i) { return i; }, random);
  });
  row("elevation in metres", none, "", [](Random& random) {
    const auto height = surface(60, random);
    return everyCell([&](int r, int c) { return std::round(800 + 300 * height(r, c)); });
  });
  row("numbers that are not whole", 0, "", [](Random& random) {
    return units(
        60, 5, [](int i) { return i + 0.5; }, random);
  });
}

// A layer of 1,600 x 1,600 cells, of whose blocks none meets the square in the middle of its upper left part.
void TestClassDoubts::classesBetweenTheBlocksAreSeenByAWatch() {
  QFETCH(std::function<std::vector<float>(Random&)>, make);
  QFETCH(double, around);
  QFETCH(QString, told);
  constexpr int large = 1600;
  constexpr int first = 300; // blocks are 256 cells wide, and the second one begins at 672
  Grid grid;
  grid.columns = large;
  grid.rows = large;
  Random random(2);
  const Layer square = make(random);
  std::vector<float> cells(grid.cells(), static_cast<float>(around));
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      cells[static_cast<std::size_t>((first + row) * large + first + column)] =
          square[static_cast<std::size_t>(row * side + column)];
  auto layer = std::make_unique<MemoryRaster>(grid, std::vector<std::string>{"geology"}, cells);
  bool isOpen = false;
  QVERIFY(!classDoubt(*layer, 0, "geology", &isOpen));
  QVERIFY(isOpen);
  const auto watch = std::make_shared<ClassWatch>(grid);
  QVERIFY(!classDoubt(*watch, "geology", "memory")); // nothing was read yet
  const auto watched = watchedFor(std::move(layer), 0, watch)->clone();
  std::vector<float> read(static_cast<std::size_t>(large) * 50);
  for (int row = 0; row < large; row += 50) {
    watched->read({0}, {0, row, large, 50}, read.data());
    QVERIFY(std::equal(read.begin(), read.end(), cells.begin() + std::ptrdiff_t{row} * large,
                       [](float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }));
  }
  const std::optional<Sentence> doubt = classDoubt(*watch, "geology", "memory");
  QCOMPARE(doubt.has_value(), !told.isEmpty());
  if (doubt)
    QVERIFY2(QString::fromStdString(doubt->text()).contains(told), doubt->text().c_str());
}

// Elevation in metres over a plain: a few numbers in a part that is read say nothing against many elsewhere.
void TestClassDoubts::whatTheBlocksSettleIsNotWatched() {
  Grid grid;
  grid.columns = side;
  grid.rows = side;
  Random random(3);
  const auto height = surface(60, random);
  MemoryRaster metres(grid, {"height"},
                      everyCell([&](int r, int c) { return std::round(800 + 300 * height(r, c)); }));
  bool isOpen = true;
  QVERIFY(!classDoubt(metres, 0, "height", &isOpen));
  QVERIFY(!isOpen);
  MemoryRaster decimals(grid, {"height"},
                        everyCell([&](int r, int c) { return 800 + 300 * height(r, c) + 0.25; }));
  isOpen = true;
  QVERIFY(!classDoubt(decimals, 0, "height", &isOpen));
  QVERIFY(!isOpen);
}

namespace {

/// Codes of ten digits, of which float32 tells few apart.
class WideCodes : public MemoryRaster {
 public:
  WideCodes(const Grid& grid, std::vector<double> codes)
      : MemoryRaster(grid, {"units"}, std::vector<float>(codes.begin(), codes.end())),
        mCodes(std::move(codes)) {}
  bool holdsWideCodes(int) const override { return true; }
  void readCodes(int, const Tile& tile, double* values) override {
    for (int row = tile.row; row < tile.row + tile.rows; ++row)
      for (int column = tile.column; column < tile.column + tile.columns; ++column)
        *values++ = mCodes[static_cast<std::size_t>(row * side + column)];
  }

 private:
  std::vector<double> mCodes;
};

} // namespace

void TestClassDoubts::digitsThatAreLostAreTold() {
  Grid grid;
  grid.columns = side;
  grid.rows = side;
  std::vector<double> codes;
  std::vector<double> small;
  for (int i = 0; i < side * side; ++i) {
    codes.push_back(1234567890.0 + i / 1000 % 30);
    small.push_back(codes.back() - 1234567890.0 + 0.5);
  }
  WideCodes layer(grid, codes);
  QCOMPARE(
      classDoubt(layer, 0, "units")->text(),
      std::string("the band 'units' of memory holds 30 whole numbers of many digits, of which the float32 of "
                  "stacks and samples tells 1 apart, as codes of classes are, and is taken for a "
                  "quantity"));
  WideCodes measured(grid, small);
  QVERIFY(!classDoubt(measured, 0, "units"));
}

QTEST_APPLESS_MAIN(TestClassDoubts)
#include "test_class_doubts.moc"
