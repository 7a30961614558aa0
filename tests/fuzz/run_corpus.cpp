#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

/// Of the processor, so that it is the same on a busy machine; a sanitizer makes ten of a second.
constexpr int mostSeconds = 10;

/// Beside what the process took before the first input.
constexpr long mostKilobytes = 1024L * 1024;

/// Takes nothing from the heap, which the input may be at work in.
void endForTime(int) {
  const char* sentence = "The input takes too long: see the last file above.\n";
  const ssize_t written = write(STDERR_FILENO, sentence, std::strlen(sentence));
  _exit(written < 0 ? 2 : 1);
}

void startClock() {
  std::signal(SIGPROF, endForTime);
  const itimerval limit{{0, 0}, {mostSeconds, 0}};
  setitimer(ITIMER_PROF, &limit, nullptr);
}

/// The most memory that the process has had.
long kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

} // namespace

/// main() of a fuzz target without a fuzzer: runs it over the files of the folders given, so that what was
/// found once stays found. The name of a file stands in the last line of what it says when one of them ends
/// it, or takes more time or memory than an input may.
int main(int argc, char* argv[]) {
  std::set<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      files.insert(entry.path());
  const long before = kilobytes();
  for (const std::filesystem::path& path : files) {
    std::cout << path.string() << std::endl;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    startClock();
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    if (kilobytes() - before > mostKilobytes) {
      std::cerr << "The input takes too much memory: see the last file above." << std::endl;
      return 1;
    }
  }
  if (files.empty())
    std::cerr << "There are no inputs in the folders given." << std::endl;
  return files.empty() ? 1 : 0;
}
