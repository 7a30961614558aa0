#include "processing/layers/input_fingerprint.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/secrets.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/remote_raster.h"

#include <QCryptographicHash>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

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

bool isFile(const std::string& path) {
  VSIStatBufL status;
  return VSIStatL(path.c_str(), &status) == 0 && VSI_ISDIR(status.st_mode) == 0;
}

Error cannotRead(const std::string& path) {
  return Error("The raster '%1' cannot be read: check the file, or the connection to it.",
               withoutSecrets(path));
}

void addFile(const std::string& path, Fingerprint& fingerprint) {
  useGdal();
  const GdalErrors quiet;
  const RemoteSettings remote(path);
  const std::string name = gdalPath(path);
  const auto failure = [&] {
    forgetRemote(path);
    return cannotRead(path);
  };
  VSIStatBufL status;
  const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(name.c_str(), "rb"), VSIFCloseL);
  if (!file || VSIStatL(name.c_str(), &status) != 0)
    throw failure();
  const auto size = static_cast<std::uint64_t>(status.st_size);
  fingerprint.add(std::to_string(size));
  std::string bytes(partBytes, '\0');
  for (const std::uint64_t begin : {std::uint64_t{0}, size > partBytes ? size - partBytes : 0}) {
    const std::uint64_t wanted = std::min(size - begin, partBytes);
    if (VSIFSeekL(file.get(), begin, SEEK_SET) != 0 ||
        VSIFReadL(bytes.data(), 1, wanted, file.get()) != wanted)
      throw failure();
    fingerprint.add(bytes.substr(0, wanted));
  }
}

std::string nameOf(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

/// Statistics and overviews, which programs add when they show a raster, change none of its cells.
bool holdsCells(const std::string& file) {
  const auto endsIn = [&](const std::string& ending) {
    return file.size() >= ending.size() &&
           file.compare(file.size() - ending.size(), ending.size(), ending) == 0;
  };
  return isFile(file) && !endsIn(".aux.xml") && !endsIn(".ovr");
}

/// By their names, wherever they lie.
std::vector<std::string> filesOf(GDALDataset& dataset) {
  char** listed = dataset.GetFileList();
  std::vector<std::string> files;
  for (int i = 0; i < CSLCount(listed); ++i)
    if (holdsCells(listed[i]))
      files.emplace_back(listed[i]);
  CSLDestroy(listed);
  std::stable_sort(files.begin(), files.end(),
                   [](const std::string& a, const std::string& b) { return nameOf(a) < nameOf(b); });
  return files;
}

/// What says which raster of its files it is, without where they lie: "GPKG:stack.gpkg:geology".
std::string withoutFolders(std::string path, const std::vector<std::string>& files) {
  for (const std::string& file : files)
    if (const std::size_t place = path.find(file); place != std::string::npos)
      path.erase(place, file.size() - nameOf(file).size());
  return path;
}

void addRaster(const RasterFile& file, Fingerprint& fingerprint) {
  useGdal();
  const GdalErrors quiet;
  const RemoteSettings remote(file.path);
  const std::string name = gdalPath(file.path);
  const GDALDatasetUniquePtr dataset(GDALDataset::Open(name.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
  if (!dataset) {
    forgetRemote(file.path);
    throw cannotRead(file.path);
  }
  const std::vector<std::string> files = filesOf(*dataset);
  for (const std::string& one : files)
    addFile(one, fingerprint);
  VSIStatBufL status;
  if (VSIStatL(name.c_str(), &status) != 0)
    fingerprint.add(withoutFolders(file.path, files));
  for (GDALRasterBand* band : dataset->GetBands()) {
    int hasNoData = 0;
    const double noData = band->GetNoDataValue(&hasNoData);
    fingerprint.add(band->GetDescription());
    fingerprint.add(hasNoData != 0 ? exactText(noData) : "none");
    fingerprint.add(exactText(band->GetScale()) + " and " + exactText(band->GetOffset()));
  }
  fingerprint.add(file.crs);
  for (const BandNoData& said : file.noData) {
    fingerprint.add(said.ignoresDeclared ? "ignored" : "kept");
    for (const NoDataRange& range : said.ranges)
      fingerprint.add(exactText(range.least) + " to " + exactText(range.most));
  }
}

} // namespace

std::string fingerprintOfFile(const std::string& path) {
  Fingerprint fingerprint;
  addFile(path, fingerprint);
  return fingerprint.text();
}

std::string fingerprintOf(const std::vector<RasterFile>& files) {
  std::vector<std::string> each;
  for (const RasterFile& file : files) {
    Fingerprint fingerprint;
    addRaster(file, fingerprint);
    each.push_back(fingerprint.text());
  }
  std::sort(each.begin(), each.end()); // bands are found by their names, in whatever order they are given
  Fingerprint all;
  for (const std::string& one : each)
    all.add(one);
  return all.text();
}

std::string fingerprintInOrder(const std::vector<RasterFile>& files) {
  Fingerprint fingerprint;
  for (const RasterFile& file : files) {
    addRaster(file, fingerprint);
    for (const auto& [band, names] : file.classNames) {
      fingerprint.add("classes of band " + std::to_string(band));
      for (const auto& [code, name] : names)
        fingerprint.add(exactText(code) + " is " + name);
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

std::string fingerprintOfShapes(const std::vector<Shape>& shapes) {
  Fingerprint fingerprint;
  std::vector<double> numbers;
  for (const Shape& shape : shapes) {
    numbers = {static_cast<double>(shape.kind), shape.value};
    for (const std::vector<Point>& path : shape.paths) {
      numbers.push_back(static_cast<double>(path.size()));
      for (const Point& vertex : path)
        numbers.insert(numbers.end(), {vertex.x, vertex.y});
    }
    fingerprint.add({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(double)});
  }
  return fingerprint.text();
}

std::string fingerprintOfText(const std::string& text) {
  Fingerprint fingerprint;
  fingerprint.add(text);
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
