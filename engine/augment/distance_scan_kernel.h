#pragma once

// Included once by each distance_scan_<instructions>.cpp, which is compiled for its instruction set. Uses
// nothing of the standard library: an inline function compiled here for a newer machine must not be the one
// the linker keeps for all.

#include "engine/augment/distance_scan.h"

namespace prospectivity {
namespace {

template <int Floats> struct Vector {
  typedef float Lanes __attribute__((vector_size(Floats * sizeof(float))));
  typedef float Unaligned
      __attribute__((vector_size(Floats * sizeof(float)), aligned(sizeof(float)), may_alias));
  typedef int Bits __attribute__((vector_size(Floats * sizeof(float))));

  static Lanes load(const float* from) { return *reinterpret_cast<const Unaligned*>(from); }
  static void store(float* to, Lanes lanes) { *reinterpret_cast<Unaligned*>(to) = lanes; }
};

/// `Queries` x `Vectors` sums stay in registers while the dimensions stream by.
template <int Floats, int Queries, int Vectors>
__attribute__((always_inline)) inline void
addDimensions(const DistanceScan& scan, const float* points, int query,
              typename Vector<Floats>::Lanes (&sums)[Queries][Vectors]) {
  const float* queries = scan.queries + query * scan.dimensions;
  for (int d = 0; d < scan.dimensions; ++d) {
    typename Vector<Floats>::Lanes values[Vectors];
    for (int v = 0; v < Vectors; ++v)
      values[v] = Vector<Floats>::load(points + d * scanPoints + v * Floats);
    for (int q = 0; q < Queries; ++q)
      for (int v = 0; v < Vectors; ++v)
        sums[q][v] += queries[q * scan.dimensions + d] * values[v];
  }
}

/// Whether a number less its limit is negative: one bit of it, so that no comparison is needed. Roundings may
/// let through what numbersOf() does not.
template <int Floats, int Queries, int Vectors>
bool mayHold(const DistanceScan& scan, const float* points, int query) {
  using V = Vector<Floats>;
  typename V::Lanes sums[Queries][Vectors];
  for (int q = 0; q < Queries; ++q)
    for (int v = 0; v < Vectors; ++v)
      sums[q][v] = V::load(points + scan.dimensions * scanPoints + v * Floats) - scan.limits[query + q];
  addDimensions<Floats, Queries, Vectors>(scan, points, query, sums);
  typename V::Bits bits = {};
  for (int q = 0; q < Queries; ++q)
    for (int v = 0; v < Vectors; ++v)
      bits |= reinterpret_cast<typename V::Bits>(sums[q][v]);
  int all = 0;
  for (int i = 0; i < Floats; ++i)
    all |= bits[i];
  return all < 0;
}

template <int Floats, int Queries, int Vectors>
void numbersOf(const DistanceScan& scan, const float* points, int query, float* numbers) {
  using V = Vector<Floats>;
  typename V::Lanes sums[Queries][Vectors];
  for (int q = 0; q < Queries; ++q)
    for (int v = 0; v < Vectors; ++v)
      sums[q][v] = V::load(points + scan.dimensions * scanPoints + v * Floats);
  addDimensions<Floats, Queries, Vectors>(scan, points, query, sums);
  for (int q = 0; q < Queries; ++q)
    for (int v = 0; v < Vectors; ++v)
      V::store(numbers + (query + q) * scanPoints + v * Floats, sums[q][v]);
}

template <int Floats, int Queries, int Vectors>
std::size_t scanAll(const DistanceScan& scan, std::size_t block, float* numbers) {
  const std::size_t stride = static_cast<std::size_t>(scan.dimensions + 1) * scanPoints;
  for (; block < scan.blocks; ++block) {
    const float* points = scan.points + block * stride;
    bool found = false;
    for (int query = 0; query < scanQueries && !found; query += Queries)
      for (int point = 0; point < scanPoints && !found; point += Floats * Vectors)
        found = mayHold<Floats, Queries, Vectors>(scan, points + point, query);
    if (!found)
      continue;
    for (int query = 0; query < scanQueries; query += Queries)
      for (int point = 0; point < scanPoints; point += Floats * Vectors)
        numbersOf<Floats, Queries, Vectors>(scan, points + point, query, numbers + point);
    return block;
  }
  return block;
}

} // namespace
} // namespace prospectivity
