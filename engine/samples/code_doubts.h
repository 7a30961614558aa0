#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// A sentence with the question to ask per column of `table.values` that probably holds codes of classes
/// which classColumns() does not take for such by itself: 21 to 500 whole numbers, of which nobody knows what
/// they are. Either neighbouring samples share them and others jump as chance does (CodeSigns), or, where at
/// least four rows have each, they are so unevenly frequent as areas of map units are, while the frequencies
/// of a measurement pass into each other. So are columns of 3 to 20 whole numbers of which too few rows have
/// each for classColumns(), one and a half on average at least; these are told in one sentence, the last.
/// Such columns stay quantities. Only observed rows count.
std::vector<Sentence> codeDoubts(const SampleTable& table, const std::string& parameter);

/// A sentence per column whose whole numbers come back from row to row, as codes do, and have more digits
/// than the numbers that models compute with (24 bits): different ones would be one class.
std::vector<Sentence> mergedCodes(const SampleTable& table, const std::string& parameter);

} // namespace prospectivity
