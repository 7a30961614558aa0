#include "engine/model/row_sums.h"

namespace prospectivity {

void sumRowsAvx512(const RowSums& sums);
void sumRowsAvx2(const RowSums& sums);
void sumRowsBaseline(const RowSums& sums);

namespace {

struct Choice {
  void (*function)(const RowSums&);
  const char* name;
};

Choice choose() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return {sumRowsAvx512, "AVX-512"};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return {sumRowsAvx2, "AVX2"};
#endif
  return {sumRowsBaseline, "baseline"};
}

const Choice& chosen() {
  static const Choice choice = choose();
  return choice;
}

} // namespace

void sumRows(const RowSums& sums) {
  chosen().function(sums);
}

const char* rowSumInstructions() {
  return chosen().name;
}

} // namespace prospectivity
