#include "engine/core/whole_file.h"

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace prospectivity {

std::string partNameFor(const std::string& path) {
  static std::atomic<unsigned> made{0};
  const std::filesystem::path target(path);
  const std::string own = std::to_string(getpid()) + "-" + std::to_string(++made);
  return (target.parent_path() /
          ("." + target.stem().string() + "-" + own + ".part" + target.extension().string()))
      .string();
}

bool writeWholeFile(const std::string& path, const std::string& bytes) {
  const std::string temporary = partNameFor(path);
  std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file.fail() && std::rename(temporary.c_str(), path.c_str()) == 0)
    return true;
  std::remove(temporary.c_str());
  return false;
}

} // namespace prospectivity
