#include "tests/fuzz/read_model.h"

#include <cstddef>
#include <cstdint>

/// A model file, byte by byte: what the archive says of itself, and damage of any kind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  prospectivity::readModel(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
