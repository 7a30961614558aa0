#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// main() of a fuzz target without a fuzzer: runs it over the files of the folders given, so that what was
/// found once stays found. The name of a file stands in the last line of what it says when one of them ends
/// it.
int main(int argc, char* argv[]) {
  std::set<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      files.insert(entry.path());
  for (const std::filesystem::path& path : files) {
    std::cout << path.string() << std::endl;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  if (files.empty())
    std::cerr << "There are no inputs in the folders given." << std::endl;
  return files.empty() ? 1 : 0;
}
