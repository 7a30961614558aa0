#include "engine/samples/dissimilarity.h"

#include "engine/core/feature_layers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace prospectivity {

namespace {

/// A layer that varies in the pool.
struct Layer {
  std::vector<Eigen::Index> bands;
  bool isOfCodes = false;
  double scale = 0; ///< 1 / standard deviation; of classes the root of the sum of their variances
};

/// Of numbers alone that are all there.
std::vector<double> dissimilaritiesOfNumbers(const Matrix& pool, const Matrix& deposits) {
  const Eigen::RowVectorXd mean = pool.colwise().mean();
  Eigen::RowVectorXd scale = ((pool.rowwise() - mean).array().square().colwise().mean()).sqrt();
  for (Eigen::Index j = 0; j < scale.size(); ++j)
    scale(j) = scale(j) > 1e-12 * std::abs(mean(j)) ? 1 / scale(j) : 0;
  std::vector<double> result;
  for (Eigen::Index i = 0; i < pool.rows(); ++i) {
    const Matrix differences = (deposits.rowwise() - pool.row(i)) * scale.asDiagonal();
    result.push_back(differences.rowwise().squaredNorm().minCoeff());
  }
  return result;
}

using Row = Eigen::Ref<const Eigen::RowVectorXd>;
using Column = Eigen::Ref<const Vector, 0, Eigen::InnerStride<>>;

/// Standard deviation of the known values (not NaN); 0 where they do not vary, or none is known.
double spreadOfKnown(const Column& column) {
  double count = 0;
  double sum = 0;
  double squares = 0;
  for (const double value : column)
    if (!std::isnan(value)) {
      ++count;
      sum += value;
    }
  const double mean = sum / count;
  for (const double value : column)
    if (!std::isnan(value))
      squares += (value - mean) * (value - mean);
  const double spread = std::sqrt(squares / count);
  return spread > 1e-12 * std::abs(mean) ? spread : 0;
}

/// What the bands of 0 and 1 of so many codes would have as the root of the sum of their variances.
double spreadOfCodes(const Column& column) {
  std::map<double, double> counts;
  double known = 0;
  for (const double code : column)
    if (!std::isnan(code)) {
      ++counts[code];
      ++known;
    }
  double variance = 0;
  for (const auto& [code, count] : counts)
    variance += count / known * (1 - count / known);
  return std::sqrt(variance);
}

double spreadOf(const Layer& layer, const Matrix& pool) {
  if (layer.isOfCodes)
    return spreadOfCodes(pool.col(layer.bands.front()));
  if (layer.bands.size() == 1)
    return spreadOfKnown(pool.col(layer.bands.front()));
  double variance = 0;
  for (const Eigen::Index band : layer.bands) {
    const double spread = spreadOfKnown(pool.col(band));
    variance += spread * spread;
  }
  return std::sqrt(variance);
}

/// NaN is neither.
bool isShare(double value) {
  return !(value < 0) && !(value > 1);
}

/// All layers, without their scales.
std::vector<Layer> layersOf(const Matrix& pool, const Matrix& deposits, const std::vector<std::string>& names,
                            const std::vector<FeatureDescription>& descriptions) {
  const FeatureLayers named(names, descriptions);
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < named.count(); ++i) {
    Layer layer;
    for (const std::size_t band : named.bands(i))
      layer.bands.push_back(static_cast<Eigen::Index>(band));
    const bool holdsClasses = std::all_of(layer.bands.begin(), layer.bands.end(), [&](Eigen::Index band) {
      const auto inPool = pool.col(band);
      const auto inDeposits = deposits.col(band);
      return std::all_of(inPool.begin(), inPool.end(), isShare) &&
             std::all_of(inDeposits.begin(), inDeposits.end(), isShare);
    });
    if (layer.bands.size() > 1 && !holdsClasses) {
      for (const Eigen::Index band : layer.bands)
        layers.push_back({{band}});
      continue;
    }
    layer.isOfCodes = layer.bands.size() == 1 && !descriptions.empty() &&
                      descriptions[named.bands(i).front()].kind == FeatureKind::Codes;
    layers.push_back(std::move(layer));
  }
  return layers;
}

/// What a layer adds to the squared distance of two rows; NaN where one of them lacks it.
double squareOf(const Layer& layer, const Row& a, const Row& b) {
  if (layer.isOfCodes) {
    const double step = a(layer.bands.front()) - b(layer.bands.front());
    return std::isnan(step) || step == 0 ? step : 2 * layer.scale * layer.scale;
  }
  double sum = 0;
  for (const Eigen::Index band : layer.bands) {
    const double difference = (a(band) - b(band)) * layer.scale;
    sum += difference * difference;
  }
  return sum;
}

std::vector<double> dissimilaritiesOfLayers(const Matrix& pool, const Matrix& deposits,
                                            const std::vector<Layer>& layers) {
  std::vector<double> result;
  for (Eigen::Index i = 0; i < pool.rows(); ++i) {
    const Row place(pool.row(i));
    double nearest = -1;
    for (Eigen::Index k = 0; k < deposits.rows(); ++k) {
      const Row deposit(deposits.row(k));
      double sum = 0;
      double shared = 0;
      for (const Layer& layer : layers)
        if (const double square = squareOf(layer, deposit, place); !std::isnan(square)) {
          sum += square;
          ++shared;
        }
      const double square = sum * static_cast<double>(layers.size()) / shared; // NaN where none is shared
      if (shared > 0 && (nearest < 0 || square < nearest))
        nearest = square;
    }
    result.push_back(nearest);
  }
  return result;
}

} // namespace

std::vector<double> dissimilarities(const Matrix& pool, const Matrix& deposits,
                                    const std::vector<std::string>& names,
                                    const std::vector<FeatureDescription>& descriptions) {
  const std::vector<Layer> all = layersOf(pool, deposits, names, descriptions);
  const bool holdsClasses = std::any_of(
      all.begin(), all.end(), [](const Layer& layer) { return layer.isOfCodes || layer.bands.size() > 1; });
  if (!holdsClasses && !pool.hasNaN() && !deposits.hasNaN())
    return dissimilaritiesOfNumbers(pool, deposits);
  std::vector<Layer> varying;
  for (Layer layer : all)
    if (const double spread = spreadOf(layer, pool); spread > 0) {
      layer.scale = 1 / spread;
      varying.push_back(std::move(layer));
    }
  return dissimilaritiesOfLayers(pool, deposits, varying);
}

} // namespace prospectivity
