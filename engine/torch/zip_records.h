#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <string>

namespace prospectivity {

/// The records of a zip archive of the form that LibTorch writes: all in one folder, and those that a model
/// is read from stored as they are. What the directory claims is compared with the length of the file before
/// anything is allocated, so that no archive costs more memory than its own length: two records never share
/// bytes, and a compressed one is not read. Not thread-safe.
class ZipRecords {
 public:
  /// Reads the directory; `file` outlives the object. Throws std::invalid_argument when it is no such
  /// archive.
  explicit ZipRecords(std::istream& file);

  /// The bytes of a record, such as "data/0"; its name is without the folder. Throws std::invalid_argument
  /// when there is none, it is compressed, or its bytes do not match the archive's checksum.
  std::string read(const std::string& name);

  /// How long a record is, without reading it; throws as read() does for one that is not there or compressed.
  std::uint64_t size(const std::string& name) const;

 private:
  struct Record {
    std::uint64_t header; ///< where its local header begins
    std::uint64_t stored; ///< bytes in the archive
    std::uint64_t size;
    std::uint32_t checksum;
    bool isPlain; ///< neither compressed nor encrypted
  };

  std::string bytesAt(std::uint64_t begin, std::uint64_t count);
  const Record& plain(const std::string& name) const;
  void readDirectory(const std::string& directory, std::uint64_t entries);
  void checkApart(std::uint64_t directoryBegin) const;

  std::istream& mFile;
  std::uint64_t mLength = 0;
  std::string mFolder; ///< with the slash
  std::map<std::string, Record> mRecords;
};

} // namespace prospectivity
