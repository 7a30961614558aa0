#include "engine/core/random.h"
#include "engine/raster/memory_raster.h"
#include "engine/samples/create_samples.h"
#include "engine/samples/dissimilarity.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace prospectivity;

/// How unlike places are in their evidence, layer by layer.
class TestDissimilarity : public QObject {
  Q_OBJECT

 private slots:
  void numbersAreScaledOverThePool();
  void numbersWithHolesAreComparedInWhatBothHave();
  void everyLayerCountsOnce();
  void codesAreWhatTheirBandsAre_data();
  void codesAreWhatTheirBandsAre();
  void aHoleInALayerOfClassesIsOneHole();
  void valuesThatAreNoSharesAreLayersOfTheirOwn();
  void nonDepositsAreChosenByIt();
};

namespace {

constexpr double hole = std::numeric_limits<double>::quiet_NaN();
constexpr int classes = 5;

Matrix normals(int rows, int columns, std::uint64_t seed) {
  Random random(seed);
  Matrix result(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i)
    for (Eigen::Index j = 0; j < columns; ++j)
      result(i, j) = 10 * random.normal() + static_cast<double>(j);
  return result;
}

/// A number and a code; codes far from each other, and of very different frequency.
Matrix coded(int rows, std::uint64_t seed) {
  constexpr double codes[classes] = {3, 4, 70, 71, 900};
  Random random(seed);
  Matrix result(rows, 2);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const std::size_t drawn = std::min(random.below(classes), random.below(classes));
    result.row(i) << random.normal(), codes[drawn];
  }
  return result;
}

/// The same with a band for each code.
Matrix banded(const Matrix& values) {
  constexpr double codes[classes] = {3, 4, 70, 71, 900};
  Matrix result(values.rows(), 1 + classes);
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    result(i, 0) = values(i, 0);
    for (int c = 0; c < classes; ++c)
      result(i, 1 + c) = std::isnan(values(i, 1)) ? hole : values(i, 1) == codes[c] ? 1 : 0;
  }
  return result;
}

const std::vector<std::string> codedNames{"W", "rock"};
const std::vector<std::string> bandedNames{"W", "rock=3", "rock=4", "rock=70", "rock=71", "rock=900"};

std::vector<FeatureDescription> codedDescriptions() {
  std::vector<FeatureDescription> result(2);
  result[1].kind = FeatureKind::Codes;
  return result;
}

bool areNear(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return std::abs(x - y) <= 1e-12 * std::max(1.0, std::abs(x));
         });
}

/// By the definition, of numbers alone.
std::vector<double> definition(const Matrix& pool, const Matrix& deposits) {
  std::vector<double> variance;
  for (Eigen::Index j = 0; j < pool.cols(); ++j) {
    std::vector<double> known;
    for (const double value : pool.col(j))
      if (!std::isnan(value))
        known.push_back(value);
    double mean = 0;
    for (const double value : known)
      mean += value / static_cast<double>(known.size());
    variance.push_back(0);
    for (const double value : known)
      variance.back() += (value - mean) * (value - mean) / static_cast<double>(known.size());
  }
  std::vector<double> result;
  for (Eigen::Index i = 0; i < pool.rows(); ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    for (Eigen::Index k = 0; k < deposits.rows(); ++k) {
      double sum = 0;
      int shared = 0;
      for (Eigen::Index j = 0; j < pool.cols(); ++j)
        if (const double step = pool(i, j) - deposits(k, j); !std::isnan(step)) {
          sum += step * step / variance[static_cast<std::size_t>(j)];
          ++shared;
        }
      if (shared > 0)
        nearest = std::min(nearest, sum * static_cast<double>(pool.cols()) / shared);
    }
    result.push_back(std::isinf(nearest) ? -1 : nearest);
  }
  return result;
}

/// Codes that say that they are some.
class CodedRaster : public MemoryRaster {
 public:
  using MemoryRaster::MemoryRaster;
  FeatureDescription description(int band) const override {
    return codedDescriptions()[static_cast<std::size_t>(band)];
  }
};

std::vector<float> planesOf(const Matrix& values) {
  const FloatMatrix planes = values.cast<float>().transpose();
  return {planes.data(), planes.data() + planes.size()};
}

} // namespace

void TestDissimilarity::numbersAreScaledOverThePool() {
  const Matrix pool = normals(40, 3, 1);
  const Matrix deposits = normals(4, 3, 2);
  QVERIFY(areNear(dissimilarities(pool, deposits, {"W", "Sn", "Bi"}, {}), definition(pool, deposits)));
  Matrix constant(40, 4);
  constant << pool, Matrix::Constant(40, 1, 0.1);
  Matrix other(4, 4);
  other << deposits, Matrix::Constant(4, 1, 7);
  QVERIFY(areNear(dissimilarities(constant, other, {"W", "Sn", "Bi", "F"}, {}), definition(pool, deposits)));
}

void TestDissimilarity::numbersWithHolesAreComparedInWhatBothHave() {
  Matrix pool = normals(40, 3, 1);
  Matrix deposits = normals(4, 3, 2);
  for (Eigen::Index i = 0; i < pool.rows(); ++i)
    pool(i, i % 3) = i % 4 == 0 ? hole : pool(i, i % 3);
  deposits.col(2).setConstant(hole);
  deposits(1, 0) = hole;
  pool.row(5) << hole, hole, 3; // shares nothing with any deposit
  const std::vector<double> found = dissimilarities(pool, deposits, {"W", "Sn", "Bi"}, {});
  QVERIFY(areNear(found, definition(pool, deposits)));
  QCOMPARE(found[5], -1.0);
}

// Over all pairs of places of the pool every layer adds 2, however many bands it has and however rare its
// classes are.
void TestDissimilarity::everyLayerCountsOnce() {
  const Matrix codes = coded(60, 3);
  Matrix pool(60, 8);
  pool << banded(codes), codes.col(1), normals(60, 1, 4);
  const std::vector<std::string> names{"W",       "rock=3",   "rock=4", "rock=70",
                                       "rock=71", "rock=900", "unit",   "Sn"};
  std::vector<FeatureDescription> descriptions(8);
  descriptions[6].kind = FeatureKind::Codes;
  double sum = 0;
  for (Eigen::Index k = 0; k < pool.rows(); ++k)
    for (const double square : dissimilarities(pool, pool.row(k), names, descriptions))
      sum += square;
  constexpr double layers = 4;
  QVERIFY(std::abs(sum / (60 * 60) - 2 * layers) < 1e-9);
}

void TestDissimilarity::codesAreWhatTheirBandsAre_data() {
  QTest::addColumn<bool>("hasHoles");
  QTest::newRow("complete") << false;
  QTest::newRow("with holes") << true;
}

void TestDissimilarity::codesAreWhatTheirBandsAre() {
  QFETCH(bool, hasHoles);
  Matrix pool = coded(50, 5);
  Matrix deposits = coded(3, 6);
  if (hasHoles) {
    for (Eigen::Index i = 0; i < pool.rows(); i += 3)
      pool(i, (i / 3) % 2) = hole;
    deposits(1, 1) = hole;
  }
  const std::vector<double> ofCodes = dissimilarities(pool, deposits, codedNames, codedDescriptions());
  const std::vector<double> ofBands = dissimilarities(banded(pool), banded(deposits), bandedNames, {});
  QVERIFY(areNear(ofCodes, ofBands));
  // And not what the codes are as numbers.
  QVERIFY(!areNear(ofCodes, dissimilarities(pool, deposits, codedNames, {})));
}

void TestDissimilarity::aHoleInALayerOfClassesIsOneHole() {
  Matrix pool(4, 4);
  pool << 1, 1, 0, 0, //
      -1, 0, 1, 0,    //
      1, hole, hole, hole, -1, 1, 0, 0;
  Matrix deposit(1, 4);
  deposit << 3, 0, 0, 1;
  const std::vector<std::string> names{"W", "rock=1", "rock=2", "rock=3"};
  const std::vector<double> found = dissimilarities(pool, deposit, names, {});
  // Of three known places two are of class 1 and one is of class 2: 2/9 and 2/9.
  const double rock = 2 / (4.0 / 9);
  QVERIFY(areNear(found, {4 + rock, 16 + rock, 2 * 4, 16 + rock})); // of two layers one is left out
  pool(0, 2) = hole; // the other bands do not say of which class a place is
  const std::vector<double> partly = dissimilarities(pool, deposit, names, {});
  QVERIFY(areNear({partly[0], partly[2]}, {2 * 4, 2 * 4}));
}

void TestDissimilarity::valuesThatAreNoSharesAreLayersOfTheirOwn() {
  const Matrix pool = normals(30, 3, 7);
  const Matrix deposits = normals(3, 3, 8);
  QCOMPARE(dissimilarities(pool, deposits, {"Fe=total", "Fe=oxide", "W"}, {}),
           dissimilarities(pool, deposits, {"a", "b", "W"}, {}));
}

// Codes and bands of the same ground give the same non-deposits; codes that nobody described are numbers.
void TestDissimilarity::nonDepositsAreChosenByIt() {
  const Matrix values = coded(400, 9);
  const Grid grid{{0, 10, 0, 200, 0, -10}, 20, 20, ""};
  CodedRaster codes(grid, codedNames, planesOf(values));
  MemoryRaster bands(grid, bandedNames, planesOf(banded(values)));
  MemoryRaster numbers(grid, codedNames, planesOf(values));
  SampleRequest request{{{25, 35}, {115, 95}, {175, 15}}, {}, NegativeMethod::DissimilarEvidence, 12};
  const auto chosen = [&](RasterSource& stack) {
    std::vector<std::pair<double, double>> places;
    for (const Point& point : createSamples(stack, nullptr, request, Progress()).table.points)
      places.emplace_back(point.x, point.y);
    return places;
  };
  QCOMPARE(chosen(codes), chosen(bands));
  QVERIFY(chosen(codes) != chosen(numbers));
}

QTEST_APPLESS_MAIN(TestDissimilarity)
#include "test_dissimilarity.moc"
