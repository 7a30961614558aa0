#include "engine/raster/gdal_raster.h"

#include "engine/core/error.h"
#include "engine/core/memory_budget.h"
#include "engine/core/secrets.h"
#include "engine/raster/band_names.h"
#include "engine/raster/crs.h"
#include "engine/raster/declared_no_data.h"
#include "engine/raster/feature_tags.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/raster_walk.h"
#include "engine/raster/remote_raster.h"
#include "engine/raster/whole_reads.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <gdal_rat.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace prospectivity {

namespace {

/// What GDAL said of a file, without secrets. GDAL 3.10 calls a file by what stands behind the last slash of
/// its path, the query of an address included.
std::string toldOf(const GdalErrors& errors, const std::string& path) {
  std::string message = withoutReadPath(errors.last());
  const std::string called = CPLGetFilename(path.c_str());
  const std::string name = fileNameOf(path);
  if (called != name && !called.empty())
    for (std::size_t at = message.find(called); at != std::string::npos; at = message.find(called, at)) {
      message.replace(at, called.size(), name);
      at += name.size();
    }
  return withoutSecrets(message);
}

GDALDatasetUniquePtr open(const std::string& path) {
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset = openDataset(path);
  const std::string shown = withoutSecrets(path);
  if (!dataset && isRemote(path)) {
    const std::string why = toldOf(errors, path);
    throw Error("The raster '%1' cannot be opened%2: %3.", shown, why.empty() ? why : " (" + why + ")",
                Sentence(readRemedy(path, why)));
  }
  if (!dataset)
    throw Error("The raster '%1' cannot be opened: check that the file exists and is a raster.", shown);
  if (isRemoteMosaic(*dataset))
    throw Error(
        "The raster '%1' is a mosaic of files behind a network, whose tiles are taken for NoData where "
        "they do not come: choose the files, and bring them together with Build evidence stack.",
        shown);
  if (dataset->GetRasterCount() == 0)
    throw Error("The raster '%1' has no bands: choose one of its sub-datasets.", shown);
  for (int band = 1; band <= dataset->GetRasterCount(); ++band)
    if (GDALDataTypeIsComplex(dataset->GetRasterBand(band)->GetRasterDataType()) != 0)
      throw Error("The raster '%1' holds complex numbers: make real ones of it, the amplitude say.", shown);
  return dataset;
}

Grid gridOf(GDALDataset& dataset, const RasterFile& file) {
  Grid grid;
  grid.columns = dataset.GetRasterXSize();
  grid.rows = dataset.GetRasterYSize();
  dataset.GetGeoTransform(grid.transform.data());
  if (!file.crs.empty()) {
    grid.crs = file.crs;
  } else if (const OGRSpatialReference* reference = dataset.GetSpatialRef()) {
    char* text = nullptr;
    if (reference->exportToWkt(&text) == OGRERR_NONE && text != nullptr)
      grid.crs = text;
    CPLFree(text);
  }
  return grid;
}

/// GeoPackages hold several rasters ("GPKG:file.gpkg:table"), and call every band "Height".
bool isGeoPackage(GDALDataset& dataset) {
  return dataset.GetDriver() != nullptr && EQUAL(dataset.GetDriver()->GetDescription(), "GPKG");
}

std::string stemOf(GDALDataset& dataset, const std::string& path) {
  const std::size_t table = path.rfind(':');
  if (isGeoPackage(dataset) && path.rfind("GPKG:", 0) == 0 && table > 4 && table + 1 < path.size())
    return path.substr(table + 1);
  return std::filesystem::path(fileNameOf(path)).stem().string();
}

bool isGeneric(GDALDataset& dataset, const std::string& name) {
  return isGenericBandName(name) || (isGeoPackage(dataset) && name == "Height");
}

/// GDAL calls the fourth of any four bytes alpha: one that has a name is evidence all the same.
bool isAlpha(GDALDataset& dataset, int band) {
  GDALRasterBand& raster = *dataset.GetRasterBand(band);
  const std::string name = raster.GetDescription();
  return raster.GetColorInterpretation() == GCI_AlphaBand &&
         (name.empty() || isGeneric(dataset, name) || EQUAL(name.c_str(), "alpha"));
}

/// Numbers, from 1, of the bands that hold evidence.
std::vector<int> evidenceBands(GDALDataset& dataset) {
  std::vector<int> all;
  std::vector<int> evidence;
  for (int band = 1; band <= dataset.GetRasterCount(); ++band) {
    all.push_back(band);
    if (!isAlpha(dataset, band))
      evidence.push_back(band);
  }
  return evidence.empty() ? all : evidence;
}

/// Whether the plugin wrote a band: it has the name that somebody chose, however general that is.
bool isOwn(GDALRasterBand& band) {
  const char* kind = band.GetMetadataItem(kindTag);
  return kind != nullptr && FeatureDescription().setNature(kind);
}

std::vector<std::string> namesOf(GDALDataset& dataset, const std::string& path,
                                 const std::vector<int>& bands) {
  const std::string stem = stemOf(dataset, path);
  std::vector<std::string> names;
  for (const int band : bands) {
    std::string name = dataset.GetRasterBand(band)->GetDescription();
    const bool isTold = bands.size() > 1 || !isGeneric(dataset, name) || isOwn(*dataset.GetRasterBand(band));
    if (name.empty() || !isTold)
      name = bands.size() == 1 ? stem : stem + "_" + std::to_string(band);
    names.push_back(name);
  }
  return names;
}

/// GDAL before 3.7 has no type for signed bytes, and says so beside the type.
bool holdsSignedBytes(GDALRasterBand& band) {
  const char* pixelType = band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
  return band.GetRasterDataType() == GDT_Byte && pixelType != nullptr && EQUAL(pixelType, "SIGNEDBYTE");
}

double asSignedByte(double value) {
  return value > 127 ? value - 256 : value;
}

bool saysThematic(const char* word) {
  return word != nullptr && EQUAL(word, "THEMATIC");
}

/// Names in files are bytes of any encoding, and those of tables, models and reports are UTF-8.
std::string inUtf8(const std::string& text) {
  if (CPLIsUTF8(text.c_str(), -1) != 0)
    return text;
  char* recoded = CPLRecode(text.c_str(), CPL_ENC_ISO8859_1, CPL_ENC_UTF8);
  std::string result = recoded;
  CPLFree(recoded);
  return result;
}

constexpr int mostTableClasses = 256; ///< longer tables without names are lists of values

/// Numbers that a raster keeps as its file holds them while it is read: its part of the share of all that are
/// open.
std::size_t cellsAtOnce() {
  constexpr std::size_t rasters = 16;
  return std::max<std::size_t>(memoryBudget().of(MemoryUse::Reading) / rasters / sizeof(double), 1);
}

class GdalRaster : public RasterSource {
 public:
  explicit GdalRaster(const RasterFile& file)
      : mFile(file), mIsRemote(isRemote(file.path)), mDataset(open(file.path)),
        mGrid(gridOf(*mDataset, file)), mBands(evidenceBands(*mDataset)),
        mBandNames(namesOf(*mDataset, file.path, mBands)), mCellsAtOnce(cellsAtOnce()) {}

  const Grid& grid() const override { return mGrid; }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return "'" + fileNameOf(mFile.path) + "'"; }

  Tile naturalBlock() const override {
    Tile block;
    mDataset->GetRasterBand(1)->GetBlockSize(&block.columns, &block.rows);
    return block;
  }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    for (const int band : bands) {
      readBand(band, tile, values);
      values += tile.cells();
    }
  }

  void readCodes(int band, const Tile& tile, double* values) override {
    std::vector<float> cells;
    forEachPart(tile, [&](const Tile& part) {
      cells.resize(part.cells());
      readPart(band, part, cells.data());
      for (std::size_t i = 0; i < cells.size(); ++i)
        *values++ = std::isnan(cells[i]) ? std::numeric_limits<double>::quiet_NaN() : mBuffer[i];
    });
  }

  bool holdsWideCodes(int band) const override {
    GDALRasterBand& raster = bandOf(band);
    const GDALDataType type = raster.GetRasterDataType();
    return type != GDT_Float32 && GDALGetDataTypeSizeBits(type) >= 32 && raster.GetScale() == 1 &&
           raster.GetOffset() == 0;
  }

  bool isThematic(int band) const override {
    const GdalErrors quiet;
    GDALRasterBand& raster = bandOf(band);
    const char* layerType = raster.GetMetadataItem("LAYER_TYPE");
    if (layerType != nullptr)
      return saysThematic(layerType);
    if (saysThematic(raster.GetMetadataItem("REPRESENTATION_TYPE")) ||
        saysThematic(raster.GetMetadataItem("RepresentationType")))
      return true;
    if (CSLCount(raster.GetCategoryNames()) > 0 || raster.GetColorTable() != nullptr)
      return true;
    const GDALRasterAttributeTable* table = raster.GetDefaultRAT();
    return table != nullptr && table->GetTableType() == GRTT_THEMATIC && table->GetRowCount() > 0 &&
           (table->GetColOfUsage(GFU_Name) >= 0 || table->GetRowCount() <= mostTableClasses);
  }

  std::string className(int band, double value) const override {
    const GdalErrors quiet;
    GDALRasterBand& raster = bandOf(band);
    if (const std::string* name = saidNameOf(band, value))
      return *name;
    if (const char* classes = raster.GetMetadataItem(classesTag)) {
      FeatureDescription tagged;
      const std::string name = tagged.setClasses(inUtf8(classes)) ? tagged.className(value) : std::string();
      if (!name.empty())
        return name;
    }
    char** names = raster.GetCategoryNames();
    if (value >= 0 && value < CSLCount(names) && names[static_cast<int>(value)][0] != '\0')
      return inUtf8(names[static_cast<int>(value)]);
    GDALRasterAttributeTable* table = raster.GetDefaultRAT();
    if (table != nullptr && table->GetColOfUsage(GFU_Name) >= 0) {
      const int row = table->GetRowOfValue(value);
      const std::string name =
          row < 0 ? "" : inUtf8(table->GetValueAsString(row, table->GetColOfUsage(GFU_Name)));
      if (!name.empty())
        return name;
    }
    return RasterSource::className(band, value);
  }

  FeatureDescription description(int band) const override {
    const GdalErrors quiet;
    const auto tag = [&](const char* name) {
      const char* value = bandOf(band).GetMetadataItem(name);
      return std::string(value == nullptr ? "" : value);
    };
    FeatureDescription result;
    result.setNature(tag(kindTag));
    result.transform = tag(transformTag);
    if (result.kind == FeatureKind::Codes || result.kind == FeatureKind::Indicator)
      result.setClasses(inUtf8(tag(classesTag)));
    if (result.kind == FeatureKind::Indicator)
      result.classes.clear(); // what is joined in its class alone
    const char* unit = bandOf(band).GetUnitType();
    result.unit = plainUnit(unit == nullptr ? "" : inUtf8(unit));
    if (result.kind == FeatureKind::Unknown && !result.unit.empty())
      result.kind = FeatureKind::Quantity; // what has a unit is one
    return result;
  }

  std::unique_ptr<RasterSource> clone() const override { return std::make_unique<GdalRaster>(mFile); }

 private:
  void readBand(int band, const Tile& tile, float* values) {
    forEachPart(tile, [&](const Tile& part) {
      readPart(band, part, values);
      values += part.cells();
    });
  }

  /// Cuts a tile into parts, whose cells follow one another in it, so that what is kept for reading does
  /// not grow with it.
  template <typename Use> void forEachPart(const Tile& tile, const Use& use) const {
    Grid cells;
    cells.columns = tile.columns;
    cells.rows = tile.rows;
    const Tiles parts = rowTiles(cells, 1, mCellsAtOnce);
    for (std::size_t i = 0; i < parts.count(); ++i) {
      Tile part = parts[i];
      part.column += tile.column;
      part.row += tile.row;
      use(part);
    }
  }

  GDALRasterBand& bandOf(int band) const {
    return *mDataset->GetRasterBand(mBands[static_cast<std::size_t>(band)]);
  }

  /// Leaves the numbers as the file holds them in mBuffer.
  void readPart(int number, const Tile& tile, float* values) {
    const GdalErrors errors;
    // Read as double: the declared NoData of an integer or float64 band may not be a float32 number.
    mBuffer.resize(tile.cells());
    load(number, Part::Cells, tile, errors, mBuffer.data(), GDT_Float64);
    GDALRasterBand& band = bandOf(number);
    const bool signedBytes = holdsSignedBytes(band);
    if (signedBytes)
      std::transform(mBuffer.begin(), mBuffer.end(), mBuffer.begin(), asSignedByte);
    const BandNoData& said = saidOf(number);
    int hasNoData = 0;
    double noData = declaredNoData(band, &hasNoData);
    if (signedBytes)
      noData = asSignedByte(noData);
    if (said.ignoresDeclared)
      hasNoData = 0;
    const bool single = band.GetRasterDataType() == GDT_Float32;
    const double scale = band.GetScale();
    const double offset = band.GetOffset();
    const bool scaled = scale != 1 || offset != 0;
    for (std::size_t i = 0; i < mBuffer.size(); ++i) {
      const double value = mBuffer[i];
      // Beyond the range of float32, -1.8e308 say, there is no evidence but a NoData nobody declared.
      const auto kept = static_cast<float>(scaled ? value * scale + offset : value);
      const bool isNumber = mFile.keepsInfinite ? !std::isnan(kept) : std::isfinite(kept);
      const bool missing = (hasNoData != 0 && isNoData(value, noData, single)) || !isNumber;
      values[i] = missing ? std::numeric_limits<float>::quiet_NaN() : kept;
    }
    for (const NoDataRange& range : said.ranges)
      for (std::size_t i = 0; i < mBuffer.size(); ++i)
        if (values[i] >= static_cast<float>(range.least) && values[i] <= static_cast<float>(range.most))
          values[i] = std::numeric_limits<float>::quiet_NaN();
    const int flags = band.GetMaskFlags();
    const bool isAlphaEvidence =
        (flags & GMF_ALPHA) != 0 && mBands.size() == static_cast<std::size_t>(mDataset->GetRasterCount());
    if ((flags & (GMF_ALL_VALID | GMF_NODATA)) == 0 && !isAlphaEvidence)
      applyMask(number, tile, errors, values);
    if (mFile.watch)
      mFile.watch->look(number, mBuffer, values);
  }

  enum class Part { Cells, Mask };

  /// Reads a band or its mask. What a network failed to bring is asked for again, of a file that is opened
  /// anew, before that is an error.
  void load(int number, Part part, const Tile& tile, const GdalErrors& errors, void* cells,
            GDALDataType type) {
    constexpr int attempts = 3;
    for (int attempt = 1;; ++attempt) {
      std::string why;
      {
        const RemoteSettings remote(mFile.path);
        CPLErrorReset();
        const std::uint64_t failed = failedSoFar();
        GDALRasterBand& band = part == Part::Mask ? *bandOf(number).GetMaskBand() : bandOf(number);
        if (band.RasterIO(GF_Read, tile.column, tile.row, tile.columns, tile.rows, cells, tile.columns,
                          tile.rows, type, 0, 0, nullptr) == CE_None &&
            failedSoFar() == failed)
          return;
        errors.checkMemory();
        why = toldOf(errors, mFile.path);
      }
      forgetRemote(mFile.path);
      if (attempt == attempts || !mIsRemote || !reopen()) {
        const std::string shown = withoutSecrets(mFile.path);
        const Sentence remedy = readRemedy(mFile.path, why);
        if (part == Part::Mask)
          throw Error("The mask of the raster '%1' cannot be read (%2): %3.", shown, why, remedy);
        throw Error("The raster '%1' cannot be read (%2): %3.", shown, why, remedy);
      }
    }
  }

  /// Reads of files of this machine do not fail in silence.
  std::uint64_t failedSoFar() const { return mIsRemote ? failedReads(mFile.path, *mDataset) : 0; }

  /// False where it cannot be opened, or is another raster by now.
  bool reopen() {
    GDALDatasetUniquePtr dataset = openDataset(mFile.path);
    if (!dataset || dataset->GetRasterCount() != mDataset->GetRasterCount() ||
        !gridOf(*dataset, mFile).matches(mGrid))
      return false;
    mDataset = std::move(dataset);
    return true;
  }

  /// The name that the user gave a class; null: none.
  const std::string* saidNameOf(int band, double value) const {
    const auto names = mFile.classNames.find(mBands[static_cast<std::size_t>(band)]);
    if (names == mFile.classNames.end())
      return nullptr;
    const auto name = names->second.find(value);
    return name == names->second.end() ? nullptr : &name->second;
  }

  const BandNoData& saidOf(int band) const {
    static const BandNoData nothing;
    const auto number = static_cast<std::size_t>(mBands[static_cast<std::size_t>(band)] - 1);
    return number < mFile.noData.size() ? mFile.noData[number] : nothing;
  }

  /// A float32 band declares its NoData as a double that may have been rounded on the way.
  static bool isNoData(double value, double noData, bool single) {
    return value == noData || (single && static_cast<float>(value) == static_cast<float>(noData));
  }

  void applyMask(int number, const Tile& tile, const GdalErrors& errors, float* values) {
    std::vector<unsigned char> valid(tile.cells());
    load(number, Part::Mask, tile, errors, valid.data(), GDT_Byte);
    for (std::size_t i = 0; i < valid.size(); ++i)
      if (valid[i] == 0)
        values[i] = std::numeric_limits<float>::quiet_NaN();
  }

  RasterFile mFile;
  bool mIsRemote;
  GDALDatasetUniquePtr mDataset;
  Grid mGrid;
  std::vector<int> mBands; ///< numbers in the file, from 1
  std::vector<std::string> mBandNames;
  std::size_t mCellsAtOnce;
  std::vector<double> mBuffer;
};

/// Bands of several sources, one behind the other.
class JoinedRaster : public RasterSource {
 public:
  explicit JoinedRaster(std::vector<std::unique_ptr<RasterSource>> parts) : mParts(std::move(parts)) {
    std::vector<RasterSource*> layers;
    for (std::size_t part = 0; part < mParts.size(); ++part) {
      layers.push_back(mParts[part].get());
      for (std::size_t band = 0; band < mParts[part]->bandNames().size(); ++band)
        mPlaces.emplace_back(part, static_cast<int>(band));
    }
    mBandNames = bandNamesOf(layers);
  }

  const Grid& grid() const override { return mParts.front()->grid(); }
  const std::vector<std::string>& bandNames() const override { return mBandNames; }
  std::string name() const override { return mParts.size() == 1 ? mParts.front()->name() : "the layers"; }
  Tile naturalBlock() const override { return mParts.front()->naturalBlock(); }

  void read(const std::vector<int>& bands, const Tile& tile, float* values) override {
    for (const int band : bands) {
      const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
      mParts[part]->read({bandOfPart}, tile, values);
      values += tile.cells();
    }
  }

  void readCodes(int band, const Tile& tile, double* values) override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    mParts[part]->readCodes(bandOfPart, tile, values);
  }

  bool holdsWideCodes(int band) const override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    return mParts[part]->holdsWideCodes(bandOfPart);
  }

  bool isThematic(int band) const override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    return mParts[part]->isThematic(bandOfPart);
  }

  std::string className(int band, double value) const override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    return mParts[part]->className(bandOfPart, value);
  }

  FeatureDescription description(int band) const override {
    const auto& [part, bandOfPart] = mPlaces[static_cast<std::size_t>(band)];
    return mParts[part]->description(bandOfPart);
  }

  std::unique_ptr<RasterSource> clone() const override {
    std::vector<std::unique_ptr<RasterSource>> copies;
    for (const auto& part : mParts)
      copies.push_back(part->clone());
    return std::make_unique<JoinedRaster>(std::move(copies));
  }

 private:
  std::vector<std::unique_ptr<RasterSource>> mParts;
  std::vector<std::string> mBandNames;
  std::vector<std::pair<std::size_t, int>> mPlaces;
};

} // namespace

std::unique_ptr<RasterSource> openRaster(const RasterFile& file) {
  return std::make_unique<GdalRaster>(file);
}

std::unique_ptr<RasterSource> openLayers(const std::vector<RasterFile>& files) {
  if (files.empty())
    throw Error("%1 is empty: choose at least one raster.", Subject::Layers);
  std::vector<std::unique_ptr<RasterSource>> parts;
  for (const RasterFile& file : files) {
    parts.push_back(openRaster(file));
    const Grid& first = parts.front()->grid();
    const Grid& grid = parts.back()->grid();
    if (!first.matches(grid) || !(first.crs.empty() || grid.crs.empty() || sameCrs(first.crs, grid.crs)))
      throw Error("The raster %1 lies on another grid than %2: bring the layers together with Build evidence "
                  "stack first.",
                  parts.back()->name(), parts.front()->name());
  }
  return std::make_unique<JoinedRaster>(std::move(parts));
}

Grid readGrid(const RasterFile& file) {
  return gridOf(*open(file.path), file);
}

} // namespace prospectivity
