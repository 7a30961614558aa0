#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <zlib.h>

namespace prospectivity {

/// A record of an archive: its name without the folder, and its bytes.
using ArchiveRecord = std::pair<std::string, std::string>;

/// A zip archive with valid checksums that holds the records as they are, in the folder that LibTorch's have:
/// what a model file would be if it held these. `claimed` replaces the size that the directory gives for the
/// last record.
inline std::string archiveBytes(const std::vector<ArchiveRecord>& records, std::uint32_t claimed = 0) {
  const auto number = [](std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8)
      text += static_cast<char>(value & 0xFF);
    return text;
  };
  std::string archive;
  std::string directory;
  for (const auto& [name, bytes] : records) {
    const std::string path = "archive/" + name;
    const bool isLast = &name == &records.back().first;
    const std::uint64_t size = isLast && claimed != 0 ? claimed : bytes.size();
    const auto sum = crc32(crc32(0, nullptr, 0), reinterpret_cast<const Bytef*>(bytes.data()),
                           static_cast<uInt>(bytes.size()));
    // Flags, method, time, date, checksum, both sizes, lengths of the name and of what follows it.
    const std::string common = number(0, 8) + number(sum, 4) + number(size, 4) + number(size, 4) +
                               number(path.size(), 2) + number(0, 2);
    directory +=
        "PK\1\2" + number(0, 2) + number(0, 2) + common + number(0, 10) + number(archive.size(), 4) + path;
    archive += "PK\3\4" + number(0, 2) + common + path + bytes;
  }
  const std::string end = "PK\5\6" + number(0, 4) + number(records.size(), 2) + number(records.size(), 2) +
                          number(directory.size(), 4) + number(archive.size(), 4) + number(0, 2);
  return archive + directory + end;
}

} // namespace prospectivity
