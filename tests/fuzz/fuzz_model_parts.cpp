#include "tests/fuzz/archive_bytes.h"
#include "tests/fuzz/read_model.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

/// What a model file holds, in an archive whose checksums are right: the input is the description (JSON), the
/// pickle, and the records of weights, with a line of two percent signs between them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::string line = "\n%%\n";
  std::vector<prospectivity::ArchiveRecord> records;
  for (std::size_t begin = 0; begin <= input.size();) {
    const std::size_t end = std::min(input.find(line, begin), input.size());
    const std::size_t number = records.size();
    const std::string name = number == 0   ? "extra/prospectivity.json"
                             : number == 1 ? "data.pkl"
                                           : "data/" + std::to_string(number - 2);
    records.emplace_back(name, input.substr(begin, end - begin));
    begin = end + line.size();
  }
  prospectivity::readModel(prospectivity::archiveBytes(records));
  return 0;
}
