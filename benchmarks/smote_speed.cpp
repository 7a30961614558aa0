// SMOTE of a class of N samples up to 2 N, beside 2 N samples of the other class, 12 features, k = 5.
// Writes the samples (doubles, row by row) and the parents of what it made (pairs of 64-bit integers) for
// smote_speed.py, and prints seconds and peak memory in MB. Usage: smote_speed N FOLDER
#include "benchmarks/peak_memory.h"
#include "engine/augment/augment.h"
#include "engine/augment/smote.h"
#include "tests/engine/augment/augment_table.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

using namespace prospectivity;

int main(int, char** arguments) {
  const int count = std::atoi(arguments[1]);
  const std::string folder = arguments[2];
  const SampleTable table = twoClouds(count, 2 * count, 12, 1);
  const auto start = std::chrono::steady_clock::now();
  const SampleTable added = augment(Smote(), table, AugmentOptions(), Progress());
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  std::ofstream rows(folder + "/rows.bin", std::ios::binary);
  for (Eigen::Index i = 0; i < table.values.rows(); ++i)
    for (Eigen::Index j = 0; j < table.values.cols(); ++j)
      rows.write(reinterpret_cast<const char*>(&table.values(i, j)), sizeof(double));
  std::ofstream parents(folder + "/parents.bin", std::ios::binary);
  for (std::size_t i = 0; i < added.size(); ++i)
    for (const std::int64_t parent : {added.parentA[i].value() - 100, added.parentB[i].value() - 100})
      parents.write(reinterpret_cast<const char*>(&parent), sizeof(parent));
  std::cout << passed.count() << " " << peakMegabytes() << "\n";
  return 0;
}
