#pragma once

#include "engine/samples/sample_table.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// Sets of non-deposits in one table: the choice of non-deposits is the largest uncertainty of a map that is
/// learnt from deposits, and several independent draws of them show it (Zuo & Wang 2020, Effects of random
/// negative training samples on mineral prospectivity mapping, Natural Resources Research 29, doi
/// 10.1007/s11053-020-09668-6). Deposits stand once and belong to every set, as do synthetic samples, whose
/// parents tell where they may be used.

/// The numbers of the sets, rising; none where the table has but one.
std::vector<int> setsOf(const SampleTable& table);

/// Those of `rows` that belong to a set, in their order; all of them for set 0.
std::vector<std::size_t> rowsOfSet(const SampleTable& table, const std::vector<std::size_t>& rows, int set);

/// The samples of one set, as a table that has no sets.
SampleTable tableOfSet(const SampleTable& table, int set);

} // namespace prospectivity
