#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace prospectivity {

/// A file that holds the bytes of an input while it lives. Each has a name of its own: readers keep what they
/// know of a file by its name.
class ScratchFile {
 public:
  ScratchFile(const std::string& ending, const std::uint8_t* data, std::size_t size)
      : mPath(nextPath(ending)) {
    std::ofstream file(mPath, std::ios::binary);
    file.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(mPath, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  const std::string& path() const { return mPath; }

 private:
  static std::string nextPath(const std::string& ending) {
    static std::size_t made = 0;
    return (std::filesystem::temp_directory_path() /
            ("fuzz-" + std::to_string(getpid()) + "-" + std::to_string(++made) + ending))
        .string();
  }

  std::string mPath;
};

} // namespace prospectivity
