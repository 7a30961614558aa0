#include "engine/raster/whole_reads.h"

#include <cpl_error.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace prospectivity {

namespace {

constexpr const char* prefix = "/vsiprospectivity/";
constexpr int attempts = 3;

struct Failures {
  std::mutex mutex;
  std::map<std::string, std::uint64_t> byName;
};

Failures& failures() {
  static Failures all;
  return all;
}

void countFailure(const std::string& name) {
  Failures& all = failures();
  const std::lock_guard<std::mutex> lock(all.mutex);
  ++all.byName[name];
}

struct Reader {
  std::string name;
  VSILFILE* file = nullptr;
  vsi_l_offset size = 0;
  vsi_l_offset at = 0;
  bool isAtEnd = false;
};

Reader& readerOf(void* file) {
  return *static_cast<Reader*>(file);
}

int statOf(void*, const char* name, VSIStatBufL* status, int flags) {
  return VSIStatExL(name, status, flags);
}

void* openFile(void*, const char* name, const char* access) {
  if (access[0] != 'r' || std::string(access).find('+') != std::string::npos)
    return nullptr;
  auto reader = std::make_unique<Reader>();
  reader->name = name;
  reader->file = VSIFOpenL(name, "rb");
  if (reader->file == nullptr)
    return nullptr;
  VSIFSeekL(reader->file, 0, SEEK_END);
  reader->size = VSIFTellL(reader->file);
  return reader.release();
}

vsi_l_offset placeIn(void* file) {
  return readerOf(file).at;
}

int seekIn(void* file, vsi_l_offset offset, int whence) {
  Reader& reader = readerOf(file);
  reader.isAtEnd = false;
  reader.at = whence == SEEK_SET ? offset : (whence == SEEK_CUR ? reader.at : reader.size) + offset;
  return 0;
}

size_t readFrom(void* file, void* bytes, size_t size, size_t count) {
  Reader& reader = readerOf(file);
  const vsi_l_offset left = reader.size - std::min(reader.at, reader.size);
  const auto wanted = static_cast<size_t>(std::min<vsi_l_offset>(left, vsi_l_offset{size} * count));
  reader.isAtEnd = wanted < size * count;
  if (wanted == 0)
    return 0;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    VSIFSeekL(reader.file, reader.at, SEEK_SET);
    if (VSIFReadL(bytes, 1, wanted, reader.file) == wanted) {
      reader.at += wanted;
      return wanted / size;
    }
    VSICurlClearCache(); // it keeps what came
  }
  countFailure(reader.name);
  if (CPLGetLastErrorType() < CE_Failure)
    CPLError(CE_Failure, CPLE_FileIO, "the server's answer was cut short");
  return 0;
}

/// GDAL tells of such reads when they are short, and reads one by one then.
int readParts(void* file, int ranges, void** bytes, const vsi_l_offset* offsets, const size_t* sizes) {
  return VSIFReadMultiRangeL(ranges, bytes, offsets, sizes, readerOf(file).file);
}

int isAtEnd(void* file) {
  return readerOf(file).isAtEnd ? 1 : 0;
}

int closeFile(void* file) {
  const std::unique_ptr<Reader> reader(static_cast<Reader*>(file));
  return VSIFCloseL(reader->file);
}

void install() {
  VSIFilesystemPluginCallbacksStruct* callbacks = VSIAllocFilesystemPluginCallbacksStruct();
  callbacks->stat = statOf;
  callbacks->open = openFile;
  callbacks->tell = placeIn;
  callbacks->seek = seekIn;
  callbacks->read = readFrom;
  callbacks->read_multi_range = readParts;
  callbacks->eof = isAtEnd;
  callbacks->close = closeFile;
  VSIInstallPluginHandler(prefix, callbacks);
  VSIFreeFilesystemPluginCallbacksStruct(callbacks);
}

} // namespace

std::string wholeReadPath(const std::string& remote) {
  static std::once_flag once;
  std::call_once(once, install);
  return prefix + remote;
}

std::string withoutReadPath(std::string message) {
  const std::string own = prefix;
  for (std::size_t at = message.find(own); at != std::string::npos; at = message.find(own, at))
    message.erase(at, own.size());
  return message;
}

std::uint64_t failedReads(const std::string& name) {
  Failures& all = failures();
  const std::lock_guard<std::mutex> lock(all.mutex);
  std::uint64_t sum = 0;
  for (auto one = all.byName.lower_bound(name);
       one != all.byName.end() && one->first.compare(0, name.size(), name) == 0; ++one)
    sum += one->second;
  return sum;
}

} // namespace prospectivity
