#include "engine/torch/zip_records.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>
#include <zlib.h>

namespace prospectivity {

namespace {

// Sizes and signatures of PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16 and 4.5.3.
constexpr std::uint64_t endLength = 22;
constexpr std::uint64_t longestComment = 0xFFFF;
constexpr std::uint64_t locatorLength = 20;
constexpr std::uint64_t wideEndLength = 56;
constexpr std::uint64_t entryLength = 46;
constexpr std::uint64_t headerLength = 30;
constexpr const char* endSignature = "PK\5\6";
constexpr const char* locatorSignature = "PK\6\7";
constexpr const char* wideEndSignature = "PK\6\6";
constexpr const char* entrySignature = "PK\1\2";
constexpr const char* headerSignature = "PK\3\4";
constexpr std::uint64_t signatureLength = 4;
constexpr std::uint64_t wide = 0xFFFFFFFF; ///< "see the field of 64 bits"
constexpr std::uint64_t wideFieldId = 1;
constexpr std::uint64_t encryptedFlag = 1;

constexpr std::uint64_t mostDirectoryBytes = std::uint64_t{16} << 20; ///< some 100,000 tensors

[[noreturn]] void refuse(const char* reason) {
  throw std::invalid_argument(reason);
}

/// The little-endian number of `count` bytes at a place that may lie beyond the end.
std::uint64_t numberAt(const std::string& bytes, std::uint64_t begin, std::uint64_t count) {
  if (begin > bytes.size() || count > bytes.size() - begin)
    refuse("the archive is cut");
  std::uint64_t number = 0;
  for (std::uint64_t i = count; i > 0; --i)
    number = number << 8 | static_cast<unsigned char>(bytes[begin + i - 1]);
  return number;
}

bool hasSignature(const std::string& bytes, std::uint64_t begin, const char* signature) {
  return bytes.compare(begin, signatureLength, signature) == 0;
}

/// Replaces the numbers that say so by those of the field of 64 bits, which holds only these, in this order.
void widen(const std::string& extra, std::uint64_t& size, std::uint64_t& stored, std::uint64_t& header) {
  for (std::uint64_t at = 0; at + 4 <= extra.size();) {
    const std::uint64_t id = numberAt(extra, at, 2);
    const std::uint64_t length = numberAt(extra, at + 2, 2);
    at += 4;
    if (length > extra.size() - at)
      refuse("a field of the directory is cut");
    if (id == wideFieldId) {
      std::uint64_t next = at;
      for (std::uint64_t* number : {&size, &stored, &header})
        if (*number == wide) {
          if (next + 8 > at + length)
            refuse("a field of the directory is cut");
          *number = numberAt(extra, next, 8);
          next += 8;
        }
      return;
    }
    at += length;
  }
}

} // namespace

ZipRecords::ZipRecords(std::istream& file) : mFile(file) {
  mFile.seekg(0, std::ios::end);
  const std::streamoff length = mFile.tellg();
  if (length < 0)
    refuse("the file has no length");
  mLength = static_cast<std::uint64_t>(length);
  // The end record is the last thing in the file, but for a comment of unknown length.
  const std::uint64_t tailLength = std::min(mLength, endLength + longestComment + locatorLength);
  const std::string tail = bytesAt(mLength - tailLength, tailLength);
  const std::size_t end = tail.rfind(std::string(endSignature, signatureLength));
  if (end == std::string::npos || tail.size() - end < endLength)
    refuse("the file is no archive");
  std::uint64_t entries = numberAt(tail, end + 10, 2);
  std::uint64_t directoryLength = numberAt(tail, end + 12, 4);
  std::uint64_t directoryBegin = numberAt(tail, end + 16, 4);
  if (end >= locatorLength && hasSignature(tail, end - locatorLength, locatorSignature)) {
    const std::string wideEnd = bytesAt(numberAt(tail, end - locatorLength + 8, 8), wideEndLength);
    if (!hasSignature(wideEnd, 0, wideEndSignature))
      refuse("the end of the archive is damaged");
    entries = numberAt(wideEnd, 32, 8);
    directoryLength = numberAt(wideEnd, 40, 8);
    directoryBegin = numberAt(wideEnd, 48, 8);
  }
  if (directoryLength > mostDirectoryBytes)
    refuse("the directory is too long");
  readDirectory(bytesAt(directoryBegin, directoryLength), entries);
  checkApart(directoryBegin);
}

std::string ZipRecords::bytesAt(std::uint64_t begin, std::uint64_t count) {
  if (begin > mLength || count > mLength - begin)
    refuse("the archive is cut");
  std::string bytes(count, '\0');
  mFile.clear();
  mFile.seekg(static_cast<std::streamoff>(begin));
  mFile.read(bytes.data(), static_cast<std::streamsize>(count));
  if (static_cast<std::uint64_t>(mFile.gcount()) != count)
    refuse("the file cannot be read");
  return bytes;
}

void ZipRecords::readDirectory(const std::string& directory, std::uint64_t entries) {
  std::uint64_t at = 0;
  for (std::uint64_t i = 0; i < entries; ++i) {
    if (directory.size() - at < entryLength || !hasSignature(directory, at, entrySignature))
      refuse("the directory is damaged");
    const std::uint64_t nameLength = numberAt(directory, at + 28, 2);
    const std::uint64_t extraLength = numberAt(directory, at + 30, 2);
    const std::uint64_t commentLength = numberAt(directory, at + 32, 2);
    if (nameLength + extraLength + commentLength > directory.size() - at - entryLength)
      refuse("the directory is cut");
    const bool isPlain =
        numberAt(directory, at + 10, 2) == 0 && (numberAt(directory, at + 8, 2) & encryptedFlag) == 0;
    Record record{numberAt(directory, at + 42, 4), numberAt(directory, at + 20, 4),
                  numberAt(directory, at + 24, 4),
                  static_cast<std::uint32_t>(numberAt(directory, at + 16, 4)), isPlain};
    widen(directory.substr(at + entryLength + nameLength, extraLength), record.size, record.stored,
          record.header);
    const std::string path = directory.substr(at + entryLength, nameLength);
    if (i == 0)
      mFolder = path.substr(0, path.find('/') + 1);
    if (mFolder.empty() || path.compare(0, mFolder.size(), mFolder) != 0)
      refuse("a record lies outside of the folder");
    if (!mRecords.emplace(path.substr(mFolder.size()), record).second)
      refuse("two records have one name");
    at += entryLength + nameLength + extraLength + commentLength;
  }
}

/// Records that shared bytes would let a small file stand for many large ones.
void ZipRecords::checkApart(std::uint64_t directoryBegin) const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;
  for (const auto& [name, record] : mRecords) {
    const std::uint64_t before = headerLength + mFolder.size() + name.size();
    if (record.header > directoryBegin || before > directoryBegin - record.header ||
        record.stored > directoryBegin - record.header - before)
      refuse("a record lies beyond the end");
    taken.emplace_back(record.header, record.header + before + record.stored);
  }
  std::sort(taken.begin(), taken.end());
  for (std::size_t i = 1; i < taken.size(); ++i)
    if (taken[i].first < taken[i - 1].second)
      refuse("two records share bytes");
}

const ZipRecords::Record& ZipRecords::plain(const std::string& name) const {
  const auto found = mRecords.find(name);
  if (found == mRecords.end())
    refuse("a record is missing");
  if (!found->second.isPlain || found->second.stored != found->second.size)
    refuse("a record is compressed");
  return found->second;
}

std::uint64_t ZipRecords::size(const std::string& name) const {
  return plain(name).size;
}

std::string ZipRecords::read(const std::string& name) {
  const Record& record = plain(name);
  const std::string header = bytesAt(record.header, headerLength);
  if (!hasSignature(header, 0, headerSignature))
    refuse("the header of a record is damaged");
  // The header may pad its record, so that values lie at multiples of 64 bytes.
  const std::uint64_t before = headerLength + numberAt(header, 26, 2) + numberAt(header, 28, 2);
  std::string bytes = bytesAt(record.header + before, record.size);
  uLong sum = crc32(0, nullptr, 0);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t part = std::min<std::size_t>(bytes.size() - at, std::size_t{1} << 30);
    sum = crc32(sum, reinterpret_cast<const Bytef*>(bytes.data() + at), static_cast<uInt>(part));
    at += part;
  }
  if (static_cast<std::uint32_t>(sum) != record.checksum)
    refuse("a record has changed");
  return bytes;
}

} // namespace prospectivity
