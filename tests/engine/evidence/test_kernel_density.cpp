#include "engine/core/random.h"
#include "engine/evidence/kernel_density.h"
#include "tests/engine/evidence/shape_cases.h"
#include "tests/engine/predict/memory_sink.h"

#include <QtTest>

#include <cmath>
#include <numeric>

using namespace prospectivity;

/// Densities against integrals known in closed form, against sampled lines, and their integral over the
/// plane.
class TestKernelDensity : public QObject {
  Q_OBJECT

 private slots:
  void aLineThroughTheCircle_data();
  void aLineThroughTheCircle();
  void aPointCountsByTheKernel();
  void densityIntegratesToWhatIsThere_data();
  void densityIntegratesToWhatIsThere();
  void linesEqualSampledLines();
  void weightsMultiply();
  void linesWithoutLengthAddNothing();
  void unitsOfTheCrsAreConverted();
  void onTheEllipsoidRadiiAreMetres();
};

namespace {

constexpr double radius = 1000;
const std::string wgs84 = crsOfCode(4326);

std::vector<float> densities(const Grid& grid, const std::vector<Shape>& shapes, Kernel kernel,
                             double reach = radius) {
  MemorySink sink(grid, 1);
  writeDensity(grid, shapes, reach, kernel, sink, Progress());
  return sink.values;
}

/// In the one cell whose centre is the origin.
double atOrigin(const std::string& geometry, Kernel kernel, const std::string& crs = {}, double cell = 10,
                double reach = radius) {
  const Grid grid = gridAt(-cell / 2, cell / 2, cell, 1, 1, crs);
  return densities(grid, shapesOf({geometry}, crs), kernel, reach).front();
}

void compare(double value, double expected) {
  QVERIFY2(std::abs(value - expected) <= 1e-6 * std::abs(expected), // a few float32 roundings
           qPrintable(QStringLiteral("%1 instead of %2").arg(value, 0, 'g', 9).arg(expected, 0, 'g', 9)));
}

} // namespace

void TestKernelDensity::aLineThroughTheCircle_data() {
  QTest::addColumn<QString>("line");
  QTest::addColumn<double>("uniform"); // times R
  QTest::addColumn<double>("quartic"); // times R
  // Integral of 3 / (pi R^2) (1 - u^2/R^2)^2 from -R to R: 3 / (pi R) 16/15.
  QTest::newRow("through the centre") << "LINESTRING (-5000 0, 5000 0)" << 2 / M_PI << 16 / (5 * M_PI);
  QTest::newRow("as many pieces") << "LINESTRING (-5000 0, -700 0, -300 0, -300 0, 1 0, 250 0, 5000 0)"
                                  << 2 / M_PI << 16 / (5 * M_PI);
  QTest::newRow("ends at the centre") << "LINESTRING (0 0, 3000 4000)" << 1 / M_PI << 8 / (5 * M_PI);
  // At 0.6 R: chord 1.6 R; quartic (1 - 0.36)^(5/2) of the one through the centre.
  QTest::newRow("aside") << "LINESTRING (-5000 600, 5000 600)" << 1.6 / M_PI
                         << std::pow(0.64, 2.5) * 16 / (5 * M_PI);
  // From 0 to R/2: 3 / pi (1/2 - 2/3 1/8 + 1/5 1/32).
  QTest::newRow("inside") << "LINESTRING (0 0, 0 500)" << 0.5 / M_PI
                          << 3 / M_PI * (0.5 - 2.0 / 24 + 1.0 / 160);
  QTest::newRow("beyond") << "LINESTRING (-5000 1001, 5000 1001)" << 0.0 << 0.0;
}

void TestKernelDensity::aLineThroughTheCircle() {
  QFETCH(QString, line);
  QFETCH(double, uniform);
  QFETCH(double, quartic);
  const double perKilometre = 1000 / radius;
  compare(atOrigin(line.toStdString(), Kernel::Uniform), uniform * perKilometre);
  compare(atOrigin(line.toStdString(), Kernel::Quartic), quartic * perKilometre);
}

void TestKernelDensity::aPointCountsByTheKernel() {
  compare(atOrigin("POINT (600 0)", Kernel::Uniform), 1 / M_PI);
  compare(atOrigin("POINT (600 0)", Kernel::Quartic), 3 / M_PI * 0.64 * 0.64);
  compare(atOrigin("MULTIPOINT (0 0, 0 600)", Kernel::Uniform), 2 / M_PI);
  QCOMPARE(atOrigin("POINT (0 1000.5)", Kernel::Uniform), 0.0);
}

void TestKernelDensity::densityIntegratesToWhatIsThere_data() {
  QTest::addColumn<int>("kernel");
  QTest::addColumn<double>("tolerance"); // of a sum over cells of R / 50
  QTest::newRow("quartic") << static_cast<int>(Kernel::Quartic) << 1e-5;
  QTest::newRow("uniform") << static_cast<int>(Kernel::Uniform) << 2e-3; // has a step at its edge
}

void TestKernelDensity::densityIntegratesToWhatIsThere() {
  QFETCH(int, kernel);
  QFETCH(double, tolerance);
  const Grid grid = gridAt(-2000, 2000, 20, 200, 200);
  const double cell = 0.02 * 0.02; // square kilometres
  const auto integral = [&](const std::string& geometry) {
    const std::vector<float> values = densities(grid, shapesOf({geometry}), static_cast<Kernel>(kernel));
    return std::accumulate(values.begin(), values.end(), 0.0) * cell;
  };
  const double points = integral("MULTIPOINT (3 7, -400 500, 123.4 -700)");
  QVERIFY2(std::abs(points / 3 - 1) < tolerance, qPrintable(QString::number(points)));
  const double kilometres = integral("LINESTRING (-300 -400, 300 400, 300 -400)");
  QVERIFY2(std::abs(kilometres / 1.8 - 1) < tolerance, qPrintable(QString::number(kilometres)));
}

void TestKernelDensity::linesEqualSampledLines() {
  Random random(5);
  std::vector<Shape> lines;
  std::vector<Point> samples;
  constexpr double step = 0.01;
  for (int i = 0; i < 40; ++i) {
    const Point a{random.uniform() * 3000, random.uniform() * 3000};
    const double angle = random.uniform() * 2 * M_PI;
    const double length = 300;
    const Point b{a.x + length * std::cos(angle), a.y + length * std::sin(angle)};
    lines.push_back({Shape::Kind::Line, {{a, b}}, 1});
    for (int k = 0; k < 30000; ++k) {
      const double u = (k + 0.5) * step;
      samples.push_back({a.x + u * std::cos(angle), a.y + u * std::sin(angle)});
    }
  }
  const Grid grid = gridAt(0, 3000, 750, 4, 4);
  const std::vector<float> values = densities(grid, lines, Kernel::Quartic, 800);
  for (int row = 0; row < 4; ++row)
    for (int column = 0; column < 4; ++column) {
      const Point center = grid.center(column, row);
      double sum = 0;
      for (const Point& sample : samples) {
        const double rest =
            1 - (std::pow(sample.x - center.x, 2) + std::pow(sample.y - center.y, 2)) / 640000;
        if (rest > 0)
          sum += step * rest * rest;
      }
      compare(values[static_cast<std::size_t>(row * 4 + column)], 1000 * sum * 3 / (M_PI * 640000));
    }
}

void TestKernelDensity::weightsMultiply() {
  const Grid grid = gridAt(-5, 5, 10, 1, 1);
  const std::vector<Shape> shapes{{Shape::Kind::Point, {{{0, 0}}}, 2.5},
                                  {Shape::Kind::Line, {{{0, 0}, {5000, 0}}}, 4}};
  compare(densities(grid, shapes, Kernel::Uniform).front(), 2.5 / M_PI + 4 / M_PI);
}

void TestKernelDensity::linesWithoutLengthAddNothing() {
  QCOMPARE(atOrigin("LINESTRING (1 1, 1 1)", Kernel::Quartic), 0.0);
}

void TestKernelDensity::unitsOfTheCrsAreConverted() {
  // EPSG:2263 is in US survey feet of 1200/3937 m; a radius of 1 km in them.
  const double feet = 1000 * 3937.0 / 1200;
  const std::string crs = crsOfCode(2263);
  compare(atOrigin("LINESTRING (-9999 0, 9999 0)", Kernel::Uniform, crs, 10, feet), 2 / M_PI);
  compare(atOrigin("POINT (1 0)", Kernel::Uniform, crs, 10, feet), 1 / M_PI);
}

void TestKernelDensity::onTheEllipsoidRadiiAreMetres() {
  // At 60 degrees north a second of longitude is 15.5 m and one of latitude 30.95 m; see the degree lengths
  // of WGS 84: 55 800.2 m and 111 412.3 m.
  const Grid grid = gridAt(179.9995, 60.0005, 0.001, 1, 1, wgs84);
  const auto of = [&](const std::string& geometry) {
    return densities(grid, shapesOf({geometry}, wgs84), Kernel::Uniform).front();
  };
  const double perLongitude = 1000 / 55800.2; // degrees of 1,000 m
  const double perLatitude = 1000 / 111412.3;
  const auto east = [&](double share) { // beyond the anti-meridian
    return "POINT (" + std::to_string(-180 + share * perLongitude) + " 60)";
  };
  const auto north = [&](double share) {
    return "POINT (180 " + std::to_string(60 + share * perLatitude) + ")";
  };
  compare(of(east(0.999)), 1 / M_PI);
  QCOMPARE(of(east(1.001)), 0.0F);
  compare(of(north(0.999)), 1 / M_PI);
  QCOMPARE(of(north(1.001)), 0.0F);
  compare(of("LINESTRING (180 59, 180 61)"), 2 / M_PI);
  compare(of("LINESTRING (180 60, 180 61)"), 1 / M_PI);
}

QTEST_APPLESS_MAIN(TestKernelDensity)
#include "test_kernel_density.moc"
