#pragma once

#include <gdal_priv.h>

#include <cstdint>
#include <string>
#include <vector>

namespace prospectivity {

/// Whether a raster is read over a network: an address ("https://..."), or a path of GDAL's that leads to one
/// (/vsicurl/, /vsis3/, /vsigs/, /vsiaz/ and the like, also inside of an archive).
bool isRemote(const std::string& path);

/// What GDAL opens for a path: an address is read in parts (/vsicurl/) and not copied whole.
std::string gdalPath(const std::string& path);

/// "gravity.tif" of a path or an address, without what stands behind a question mark.
std::string fileNameOf(const std::string& path);

/// GDAL's settings for reading over a network, on this thread while it lives: a request that fails is sent
/// again, a connection on which nothing comes any more is given up, and no folder is listed for a remote
/// `path`. What is set already, by whoever uses GDAL, in QGIS or in the environment, stays. All is as it was
/// behind it. Costs next to nothing, and means nothing to files of this machine.
class RemoteSettings {
 public:
  explicit RemoteSettings(const std::string& path);
  ~RemoteSettings();
  RemoteSettings(const RemoteSettings&) = delete;
  RemoteSettings& operator=(const RemoteSettings&) = delete;

 private:
  std::vector<const char*> mSet;
};

/// Opens a raster; null where that fails, and GDAL's last message says why. Mosaics and the like of this
/// machine that lead to a network are not remote themselves. Of what may lie beside a remote file only its
/// mask (.msk) and what GDAL keeps of it (.aux.xml) are looked for, by their names, unless
/// GDAL_DISABLE_READDIR_ON_OPEN is set. One whose mask cannot be told is not opened: cells outside of it
/// would be evidence. Not within RemoteSettings.
GDALDatasetUniquePtr openDataset(const std::string& path);

/// The reads of an open remote raster that failed in this process so far; of all remote rasters where it may
/// be of several files.
std::uint64_t failedReads(const std::string& path, GDALDataset& dataset);

/// Whether a raster is a mosaic (VRT) that leads to remote files by their full paths, also by other mosaics
/// of this machine: GDAL opens these by itself, and does not tell all that fails.
bool isRemoteMosaic(GDALDataset& dataset);

/// Drops what GDAL keeps of remote files: it takes an answer that was cut short for all that there is.
void forgetRemote(const std::string& path);

/// What helps against a failure to read that GDAL told in these words.
const char* readRemedy(const std::string& path, const std::string& message);

} // namespace prospectivity
