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

/// Whether a tile of `Queries` x `Vectors` numbers holds one below its limit; then they go to `hit`. The sums
/// stay in registers while the dimensions stream by. A number less its limit is negative when it is near
/// enough: one bit of it, so that no comparison is needed. Unless the loops over the sums are unrolled before
/// anything else, the compiler keeps the array in memory.
template <int Floats, int Queries, int Vectors>
bool scanTile(const DistanceScan& scan, const float* points, int query, int point, ScannedBlock& hit) {
  using V = Vector<Floats>;
  const float* queries = scan.queries + query * scan.dimensions;
  typename V::Lanes sums[Queries][Vectors];
#pragma GCC unroll 8
  for (int q = 0; q < Queries; ++q)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      sums[q][v] =
          V::load(points + scan.dimensions * scanPoints + point + v * Floats) - scan.limits[query + q];
  for (int d = 0; d < scan.dimensions; ++d) {
    typename V::Lanes values[Vectors];
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      values[v] = V::load(points + d * scanPoints + point + v * Floats);
#pragma GCC unroll 8
    for (int q = 0; q < Queries; ++q)
#pragma GCC unroll 8
      for (int v = 0; v < Vectors; ++v)
        sums[q][v] += queries[q * scan.dimensions + d] * values[v];
  }
  typename V::Bits signs = {};
#pragma GCC unroll 8
  for (int q = 0; q < Queries; ++q)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      signs |= typename V::Bits(sums[q][v]);
  int all = 0;
  for (int i = 0; i < Floats; ++i)
    all |= signs[i];
  if (all >= 0)
    return false;
#pragma GCC unroll 8
  for (int q = 0; q < Queries; ++q) {
    float* own = hit.beyondLimit[query + q] + point;
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      V::store(own + v * Floats, sums[q][v]);
    std::uint32_t within = 0;
    for (int i = 0; i < Floats * Vectors; ++i)
      within |= (own[i] < 0 ? std::uint32_t{1} : std::uint32_t{0}) << i;
    hit.within[query + q] |= within << point;
  }
  return true;
}

constexpr InstructionSet compiledFor = InstructionSet::PROSPECTIVITY_INSTRUCTION_SET;
constexpr bool isAvx512 = compiledFor == InstructionSet::Avx512;
/// What fills one register, and how many queries the registers hold sums of.
constexpr int floatsOfRegister = isAvx512 ? 16 : compiledFor == InstructionSet::Avx2 ? 8 : 4;
constexpr int queriesTogether = isAvx512 ? 8 : 4;

template <int Floats, int Queries, int Vectors>
std::size_t scanAll(const DistanceScan& scan, std::size_t block, ScannedBlock& hit) {
  const std::size_t stride = static_cast<std::size_t>(scan.dimensions + 1) * scanPoints;
  for (int query = 0; query < scanQueries; ++query)
    hit.within[query] = 0;
  for (; block < scan.blocks; ++block) {
    bool found = false;
    for (int query = 0; query < scanQueries; query += Queries)
      for (int point = 0; point < scanPoints; point += Floats * Vectors)
        found |= scanTile<Floats, Queries, Vectors>(scan, scan.points + block * stride, query, point, hit);
    if (found)
      return block;
  }
  return block;
}

} // namespace

template <InstructionSet> ScanKernels ScanKernels::compiled() {
  return {scanAll<floatsOfRegister, queriesTogether, 2>};
}
template ScanKernels ScanKernels::compiled<compiledFor>();

} // namespace prospectivity
