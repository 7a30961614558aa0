#include "processing/layers/input_fingerprint.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/secrets.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/remote_raster.h"

#include <QCryptographicHash>
#include <cpl_vsi.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>

namespace prospectivity {

namespace {

constexpr std::uint64_t partBytes = 1 << 16;

class Fingerprint {
 public:
  /// With its length, so that what follows is not taken for a part of it.
  void add(const std::string& bytes) {
    const std::string length = std::to_string(bytes.size()) + ":";
    mHash.addData(length.data(), static_cast<int>(length.size()));
    for (std::size_t begin = 0; begin < bytes.size(); begin += mostAtOnce)
      mHash.addData(bytes.data() + begin, static_cast<int>(std::min(mostAtOnce, bytes.size() - begin)));
  }

  std::string text() const { return mHash.result().toHex().toStdString(); }

 private:
  static constexpr std::size_t mostAtOnce = std::size_t{1} << 24;

  QCryptographicHash mHash{QCryptographicHash::Sha256};
};

void addFile(const std::string& path, Fingerprint& fingerprint) {
  useGdal();
  const GdalErrors quiet;
  const RemoteSettings remote(path);
  const std::string name = gdalPath(path);
  const auto failure = [&] {
    forgetRemote(path);
    return Error("The raster '%1' cannot be read: check the file, or the connection to it.",
                 withoutSecrets(path));
  };
  VSIStatBufL status;
  if (VSIStatL(name.c_str(), &status) != 0) { // a raster in a database, say, by its name alone
    if (isRemote(path))
      throw failure();
    fingerprint.add(std::filesystem::path(path).filename().string());
    return;
  }
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(name.c_str(), "rb"), VSIFCloseL);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  fingerprint.add(std::to_string(size));
  std::string bytes(partBytes, '\0');
  for (const std::uint64_t begin : {std::uint64_t{0}, size > partBytes ? size - partBytes : 0}) {
    const std::uint64_t wanted = std::min(size - begin, partBytes);
    if (!file || VSIFSeekL(file.get(), begin, SEEK_SET) != 0 ||
        VSIFReadL(bytes.data(), 1, wanted, file.get()) != wanted)
      throw failure();
    fingerprint.add(bytes.substr(0, wanted));
  }
}

} // namespace

std::string fingerprintOf(const std::vector<RasterFile>& files) {
  Fingerprint fingerprint;
  for (const RasterFile& file : files) {
    addFile(file.path, fingerprint);
    fingerprint.add(file.crs);
    for (const BandNoData& said : file.noData) {
      fingerprint.add(said.ignoresDeclared ? "ignored" : "kept");
      for (const NoDataRange& range : said.ranges)
        fingerprint.add(exactText(range.least) + " to " + exactText(range.most));
    }
  }
  return fingerprint.text();
}

std::string fingerprintOf(const MaskLayer& mask) {
  if (!mask.raster.empty())
    return fingerprintOf(std::vector<RasterFile>{mask.raster});
  if (mask.polygons.empty())
    return {};
  Fingerprint fingerprint;
  fingerprint.add(mask.crs);
  for (const std::string& polygon : mask.polygons)
    fingerprint.add(polygon);
  return fingerprint.text();
}

std::string fingerprintOf(const FloatMatrix& values) {
  Fingerprint fingerprint;
  fingerprint.add(std::to_string(values.rows()) + " x " + std::to_string(values.cols()));
  fingerprint.add({reinterpret_cast<const char*>(values.data()),
                   static_cast<std::size_t>(values.size()) * sizeof(float)});
  return fingerprint.text();
}

} // namespace prospectivity
