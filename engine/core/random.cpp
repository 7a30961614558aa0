#include "engine/core/random.h"

#include <cmath>
#include <numeric>
#include <utility>

namespace prospectivity {

namespace {

std::uint64_t splitmix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::uint64_t rotateLeft(std::uint64_t value, int bits) {
  return (value << bits) | (value >> (64 - bits));
}

/// Logarithm of a value of the gamma distribution of that shape, at least 1, and scale 1 (Marsaglia & Tsang
/// 2000, doi 10.1145/358407.358414).
double logGamma(Random& random, double shape) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double x = random.normal();
    const double root = 1 + c * x;
    if (root <= 0)
      continue;
    const double logCube = 3 * std::log(root);
    const double chance = std::log1p(-random.uniform());
    if (chance < 0.5 * x * x + d - d * root * root * root + d * logCube)
      return std::log(d) + logCube;
  }
}

} // namespace

Random::Random(std::uint64_t seed) : mSeed(seed) {
  for (std::uint64_t& word : mState)
    word = splitmix(seed);
}

Random Random::fork(std::uint64_t stream) const {
  std::uint64_t state = mSeed;
  // Mixed twice, with the stream between, so that no seed and stream of similar value meet in one generator.
  std::uint64_t mixed = splitmix(state) + (stream + 1) * 0xd1342543de82ef95ULL;
  return Random(splitmix(mixed));
}

std::uint64_t Random::bits() {
  const std::uint64_t result = rotateLeft(mState[1] * 5, 7) * 9;
  const std::uint64_t shifted = mState[1] << 17;
  mState[2] ^= mState[0];
  mState[3] ^= mState[1];
  mState[1] ^= mState[2];
  mState[0] ^= mState[3];
  mState[2] ^= shifted;
  mState[3] = rotateLeft(mState[3], 45);
  return result;
}

double Random::uniform() {
  return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

double Random::normal() {
  const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
  return radius * std::cos(2.0 * M_PI * uniform());
}

// X / (X + Y) of two gamma values. Below a shape of 1, gamma(shape) is gamma(shape + 1) u^(1 / shape) with a
// uniform u: kept in logarithms, as small shapes leave nothing of it.
double Random::beta(double shape) {
  const double drawn = shape < 1 ? shape + 1 : shape;
  const double first = logGamma(*this, drawn);
  double difference = logGamma(*this, drawn) - first;
  if (shape < 1) {
    const double power = std::log1p(-uniform());
    difference += (std::log1p(-uniform()) - power) / shape;
  }
  return 1 / (1 + std::exp(difference));
}

std::size_t Random::below(std::size_t bound) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = bits();
  while (value >= limit)
    value = bits();
  return static_cast<std::size_t>(value % bound);
}

void Random::shuffle(std::vector<std::size_t>& items) {
  for (std::size_t i = items.size(); i > 1; --i)
    std::swap(items[i - 1], items[below(i)]);
}

std::vector<std::size_t> Random::permutation(std::size_t count) {
  std::vector<std::size_t> items(count);
  std::iota(items.begin(), items.end(), std::size_t{0});
  shuffle(items);
  return items;
}

} // namespace prospectivity
