#pragma once

#include <fstream>
#include <string>

namespace prospectivity {

/// Peak memory of this program alone, in MB: what getrusage tells starts with the peak of the program that
/// started it.
inline double peakMegabytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  double kilobytes = 0;
  while (status >> word)
    if (word == "VmHWM:")
      status >> kilobytes;
  return kilobytes / 1024;
}

} // namespace prospectivity
