#include "engine/raster/remote_raster.h"

#include "engine/raster/gdal_session.h"
#include "engine/raster/whole_reads.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_minixml.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <cpl_vsi_error.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::array networks{"/vsicurl/",
                              "/vsicurl?",
                              "/vsicurl_streaming/",
                              "/vsis3/",
                              "/vsis3_streaming/",
                              "/vsigs/",
                              "/vsigs_streaming/",
                              "/vsiaz/",
                              "/vsiaz_streaming/",
                              "/vsiadls/",
                              "/vsioss/",
                              "/vsioss_streaming/",
                              "/vsiswift/",
                              "/vsiswift_streaming/",
                              "/vsiwebhdfs/",
                              "/vsihdfs/"};

/// A second of patience at first, growing with each try; half a minute in which nothing comes is an end.
/// No cache beside GDAL's own: VSI_CACHE would cut its requests for whole blocks into pieces of a fixed size.
constexpr std::array<std::pair<const char*, const char*>, 5> settings{{{"GDAL_HTTP_MAX_RETRY", "3"},
                                                                       {"GDAL_HTTP_RETRY_DELAY", "1"},
                                                                       {"GDAL_HTTP_CONNECTTIMEOUT", "15"},
                                                                       {"GDAL_HTTP_LOW_SPEED_LIMIT", "1"},
                                                                       {"GDAL_HTTP_LOW_SPEED_TIME", "30"}}};

constexpr const char* listing = "GDAL_DISABLE_READDIR_ON_OPEN";

constexpr const char* maskEnding = ".msk";
constexpr const char* keptEnding = ".aux.xml";

constexpr unsigned openFlags = GDAL_OF_RASTER | GDAL_OF_READONLY;

bool isAddress(const std::string& path) {
  return STARTS_WITH_CI(path.c_str(), "http://") || STARTS_WITH_CI(path.c_str(), "https://");
}

/// Begins with a network, and has no options or query: a name can be put behind it.
bool isPlainRemote(const std::string& path) {
  return path.find('?') == std::string::npos &&
         std::any_of(networks.begin(), networks.end(),
                     [&](const char* network) { return path.rfind(network, 0) == 0; });
}

/// A web server says no with a number from 400 to 499, but for those by which it asks for patience: 408, 425
/// and 429.
bool saysNo(const std::string& message) {
  const std::string number = "HTTP response code: ";
  if (message.rfind(number + "4", 0) != 0)
    return false;
  const std::string code = message.substr(number.size(), 3);
  return code != "408" && code != "425" && code != "429";
}

/// Whether nobody asked here before for a path.
bool isAskedFirst(const std::string& path) {
  static std::mutex mutex;
  static std::set<std::string> asked;
  const std::lock_guard<std::mutex> lock(mutex);
  return asked.insert(path).second;
}

/// Whether a remote file is there; nothing where that cannot be told, and GDAL's last message says why.
std::optional<bool> isThere(const std::string& path) {
  if (isAskedFirst(path))
    VSICurlPartialClearCache(path.c_str()); // what GDAL was refused elsewhere it takes for absent
  VSIErrorReset();
  VSIStatBufL status;
  if (VSIStatExL(path.c_str(), &status, VSI_STAT_EXISTS_FLAG | VSI_STAT_SET_ERROR_FLAG) == 0)
    return true;
  // Object storage says no with an error of its own, also for what one may not list. Without a word GDAL knew
  // already.
  const std::string message = VSIGetLastErrorMsg();
  const VSIErrorNum error = VSIGetLastErrorNo();
  if (message.empty() || saysNo(message) || error == VSIE_AWSObjectNotFound || error == VSIE_AWSAccessDenied)
    return false;
  VSICurlPartialClearCache(path.c_str()); // not to be taken for absent the next time
  CPLError(CE_Failure, CPLE_AppDefined, "%s", message.c_str());
  return std::nullopt;
}

/// Has GDAL keep a small remote file, so that it is there when a driver asks for it: drivers pass over what
/// fails to come.
bool isKept(const std::string& path) {
  GByte* bytes = nullptr;
  vsi_l_offset size = 0;
  VSIStatBufL status;
  const bool isWhole = VSIStatL(path.c_str(), &status) == 0 &&
                       VSIIngestFile(nullptr, path.c_str(), &bytes, &size, -1) != 0 &&
                       size == static_cast<vsi_l_offset>(status.st_size);
  VSIFree(bytes);
  if (!isWhole) {
    VSICurlPartialClearCache(path.c_str());
    CPLError(CE_Failure, CPLE_AppDefined, "'%s' did not come whole", CPLGetFilename(path.c_str()));
  }
  return isWhole;
}

/// Names of what lies beside a remote file, itself first; nothing where that cannot be told.
std::optional<CPLStringList> filesBeside(const std::string& name) {
  CPLStringList files;
  files.AddString(CPLGetFilename(name.c_str())); // an empty list would be none
  if (!isPlainRemote(name))
    return files; // no name can be put behind a query or an archive
  for (const char* ending : {maskEnding, keptEnding}) {
    const std::string other = name + ending;
    const std::optional<bool> found = isThere(other);
    if (!found || (*found && ending == keptEnding && !isKept(other)))
      return std::nullopt;
    if (*found)
      files.AddString(CPLGetFilename(other.c_str()));
  }
  return files;
}

/// What GDAL reads at last, and passes over where it fails to come: the directories of masks and overviews,
/// and what is kept beside the file.
bool isReadWhole(GDALDataset& dataset) {
  if (dataset.GetRasterCount() == 0)
    return true;
  CPLErrorReset();
  std::array<double, 6> transform{};
  dataset.GetGeoTransform(transform.data());
  dataset.GetRasterBand(1)->GetNoDataValue(nullptr);
  dataset.GetRasterBand(1)->GetMaskFlags();
  return CPLGetLastErrorType() < CE_Failure;
}

/// Names of formats in front of a path ("NETCDF:/vsicurl/...") are GDAL's to take apart.
std::string readPath(const std::string& name) {
  return name.rfind('/', 0) == 0 ? wholeReadPath(name) : name;
}

/// Besides what is called by its name.
bool isOneFile(GDALDataset& dataset) {
  return dataset.GetDriver() != nullptr && EQUAL(dataset.GetDriver()->GetDescription(), "GTiff");
}

bool hasRemoteSource(const CPLXMLNode* node, const std::filesystem::path& folder, int depth);

/// Whether a source of a mosaic leads to a network by its full path; also as a mosaic of this machine, or one
/// that is written in its place.
bool isRemoteSource(std::string source, const std::filesystem::path& folder, int depth) {
  constexpr int deepest = 16; // one that leads to itself has no end
  const std::string options = "vrt://";
  if (source.rfind(options, 0) == 0)
    source = source.substr(options.size(), source.find('?') - options.size());
  if (isRemote(source))
    return true;
  if (depth == deepest)
    return false;
  if (source.rfind('<', 0) == 0) {
    const CPLXMLTreeCloser tree(CPLParseXMLString(source.c_str()));
    return hasRemoteSource(tree.get(), folder, depth + 1);
  }
  const std::filesystem::path file = folder / source; // as it is where it begins with a slash
  // What is relative to a mosaic of a network is read as the mosaic is.
  if (!EQUAL(file.extension().c_str(), ".vrt") || file.string().rfind("/vsi", 0) == 0)
    return false;
  const CPLXMLTreeCloser tree(CPLParseXMLFile(file.c_str()));
  return hasRemoteSource(tree.get(), file.parent_path(), depth + 1);
}

/// Looks at elements that name sources (SourceFilename, SourceDataset) alone: metadata may hold any address.
/// `node`: with what follows it; null: nothing.
bool hasRemoteSource(const CPLXMLNode* node, const std::filesystem::path& folder, int depth) {
  for (; node != nullptr; node = node->psNext) {
    if (node->eType != CXT_Element)
      continue;
    const bool isSource = STARTS_WITH(node->pszValue, "Source");
    if ((isSource && isRemoteSource(CPLGetXMLValue(node, "", ""), folder, depth)) ||
        hasRemoteSource(node->psChild, folder, depth))
      return true;
  }
  return false;
}

GDALDatasetUniquePtr openRemote(const std::string& name) {
  const bool looksBeside = CPLGetConfigOption(listing, nullptr) == nullptr;
  const RemoteSettings remote(name);
  std::optional<CPLStringList> files = filesBeside(name);
  if (!files)
    return nullptr;
  CPLErrorReset();
  const std::uint64_t failedHere = failedReads(name);
  const std::uint64_t failedAnywhere = failedReads("");
  GDALDatasetUniquePtr dataset(static_cast<GDALDataset*>(GDALOpenEx(
      readPath(name).c_str(), openFlags, nullptr, nullptr, looksBeside ? files->List() : nullptr)));
  if (!dataset || !isReadWhole(*dataset))
    return nullptr;
  const std::uint64_t failed = isOneFile(*dataset) ? failedHere : failedAnywhere;
  return failedReads(name, *dataset) == failed ? std::move(dataset) : nullptr;
}

} // namespace

bool isRemote(const std::string& path) {
  if (isAddress(path))
    return true;
  // In front, inside of an archive (/vsizip//vsicurl/) or behind the name of a format (NETCDF:/vsicurl/): a
  // folder of that name is one of this machine.
  return std::any_of(networks.begin(), networks.end(), [&](const char* network) {
    const std::size_t at = path.find(network);
    return at != std::string::npos &&
           (at == 0 || path.rfind("/vsi", 0) == 0 || path.find_last_of(":\"", at) == at - 1);
  });
}

std::string gdalPath(const std::string& path) {
  return isAddress(path) ? "/vsicurl/" + path : path;
}

std::string fileNameOf(const std::string& path) {
  std::string plain = path;
  if (isRemote(path)) {
    if (const std::size_t options = path.find("/vsicurl?"); options != std::string::npos) {
      const std::size_t address = path.find("url=", options);
      if (address == std::string::npos)
        return "remote raster";
      char* decoded = CPLUnescapeString(
          path.substr(address + 4, path.find('&', address) - address - 4).c_str(), nullptr, CPLES_URL);
      plain = decoded;
      CPLFree(decoded);
    }
    plain = plain.substr(0, plain.find('?'));
  }
  return std::filesystem::path(plain).filename().string();
}

RemoteSettings::RemoteSettings(const std::string& path) {
  const auto set = [this](const char* name, const char* value) {
    if (CPLGetConfigOption(name, nullptr) != nullptr)
      return;
    CPLSetThreadLocalConfigOption(name, value);
    mSet.push_back(name);
  };
  for (const auto& [name, value] : settings)
    set(name, value);
  if (isRemote(path))
    set(listing, "EMPTY_DIR");
}

RemoteSettings::~RemoteSettings() {
  for (const char* name : mSet)
    CPLSetThreadLocalConfigOption(name, nullptr);
}

void forgetRemote(const std::string& path) {
  const std::string name = gdalPath(path);
  if (isPlainRemote(name))
    VSICurlPartialClearCache(name.c_str());
  else
    VSICurlClearCache(); // a mosaic of remote files, say
}

GDALDatasetUniquePtr openDataset(const std::string& path) {
  useGdal();
  if (!isRemote(path))
    return GDALDatasetUniquePtr(
        static_cast<GDALDataset*>(GDALOpenEx(path.c_str(), openFlags, nullptr, nullptr, nullptr)));
  constexpr int attempts = 2; // GDAL sends requests again that a server refused, and not those that were cut
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (GDALDatasetUniquePtr dataset = openRemote(gdalPath(path)))
      return dataset;
    forgetRemote(path);
  }
  return nullptr;
}

std::uint64_t failedReads(const std::string& path, GDALDataset& dataset) {
  return failedReads(isOneFile(dataset) ? gdalPath(path) : "");
}

bool isRemoteMosaic(GDALDataset& dataset) {
  if (dataset.GetDriver() == nullptr || !EQUAL(dataset.GetDriver()->GetDescription(), "VRT"))
    return false;
  char** description = dataset.GetMetadata("xml:VRT");
  if (description == nullptr || *description == nullptr)
    return false;
  const CPLXMLTreeCloser tree(CPLParseXMLString(*description));
  const std::filesystem::path mosaic(dataset.GetDescription());
  return hasRemoteSource(tree.get(), mosaic.parent_path(), 0);
}

const char* readRemedy(const std::string& path, const std::string& message) {
  if (message.find("Range downloading not supported") != std::string::npos)
    return "its server does not give parts of files: download it, and choose the file";
  if (isRemote(path))
    return "check the address, the connection and your access to it, and run again";
  return "check the file, or the connection to it";
}

} // namespace prospectivity
