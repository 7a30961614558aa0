#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/raster/feature_tags.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/preflight.h"
#include "tests/fuzz/require.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

/// What a raster says of itself: each line of the input is a claim, its first letter says which. They are
/// written into a virtual raster over cells of all sorts, so that GDAL hands them on as it does those of any
/// file.
///
///   size: s COLUMNS ROWS    geotransform: g SIX,NUMBERS    CRS: c LETTER    bands: each line b TYPE starts
///   one of a band: d description, n NoData, o offset, f factor, U unit, i interpretation of colour, k kind
///   of layer, C a category, R VALUE NAME a row of its attribute table; as our own stacks tag it t transform,
///   K kind, L names of classes

using namespace prospectivity;

namespace {

constexpr const char* cellsPath = "/vsimem/fuzz_cells.tif";
constexpr const char* rasterPath = "/vsimem/fuzz_raster.vrt";
constexpr int side = 16;

void writeCells() {
  useGdal();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const GDALDatasetUniquePtr cells(driver->Create(cellsPath, side, side, 1, GDT_Float64, nullptr));
  std::vector<double> values;
  for (int i = 0; i < side * side; ++i)
    values.push_back(i % 19 - 5);
  const double strange[] = {std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity(),
                            -1.7e308,
                            1e30,
                            -9999,
                            -32768,
                            -3.4028234663852886e38,
                            4294967295.0,
                            1e-310,
                            128,
                            255};
  std::copy(std::begin(strange), std::end(strange), values.begin());
  if (cells->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, side, side, values.data(), side, side, GDT_Float64, 0,
                                        0, nullptr) != CE_None)
    std::abort();
}

std::string escaped(const std::string& text) {
  char* xml = CPLEscapeString(text.c_str(), -1, CPLES_XML);
  const std::string result = xml;
  CPLFree(xml);
  return result;
}

/// Of one band, in the order in which the elements stand.
struct BandClaims {
  std::string type;
  std::string elements;
  std::string metadata;
  std::string categories;
  std::string rows;
  int rowCount = 0;

  std::string xml(int number) const {
    return "<VRTRasterBand dataType=\"" + type + "\" band=\"" + std::to_string(number) + "\">" + elements +
           (metadata.empty() ? "" : "<Metadata>" + metadata + "</Metadata>") +
           (categories.empty() ? "" : "<CategoryNames>" + categories + "</CategoryNames>") +
           (rows.empty()
                ? ""
                : "<GDALRasterAttributeTable tableType=\"thematic\"><FieldDefn index=\"0\"><Name>v</Name>"
                  "<Type>1</Type><Usage>5</Usage></FieldDefn><FieldDefn index=\"1\"><Name>n</Name>"
                  "<Type>2</Type><Usage>2</Usage></FieldDefn>" +
                      rows + "</GDALRasterAttributeTable>") +
           "<SimpleSource><SourceFilename>" + cellsPath + "</SourceFilename><SourceBand>1</SourceBand>" +
           "</SimpleSource></VRTRasterBand>";
  }
};

std::string element(const char* name, const std::string& text) {
  return std::string("<") + name + ">" + text + "</" + name + ">";
}

std::string item(const char* key, const std::string& text) {
  return std::string("<MDI key=\"") + key + "\">" + text + "</MDI>";
}

/// One of a few: reading any is PROJ's own business.
std::string crsOf(const std::string& text) {
  static const std::vector<std::string> all{"EPSG:32650", "EPSG:4326", "EPSG:3857",
                                            "LOCAL_CS[&quot;mine&quot;]", "no CRS"};
  return all[(text.empty() ? 0U : static_cast<unsigned char>(text[0])) % all.size()];
}

std::string rasterOf(const std::string& input) {
  std::string size = "rasterXSize=\"16\" rasterYSize=\"16\"";
  std::string head;
  std::vector<BandClaims> bands;
  std::istringstream lines(input);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty())
      continue;
    const std::string text = escaped(line.substr(std::min<std::size_t>(line.size(), 2)));
    const std::size_t blank = text.find(' ');
    const std::string first = text.substr(0, blank);
    const std::string rest = blank == std::string::npos ? std::string() : text.substr(blank + 1);
    if (line[0] == 's')
      size = "rasterXSize=\"" + first + "\" rasterYSize=\"" + rest + "\"";
    else if (line[0] == 'g')
      head += element("GeoTransform", text);
    else if (line[0] == 'c')
      head += element("SRS", crsOf(text));
    else if (line[0] == 'b' && bands.size() < 8)
      bands.push_back({text, {}, {}, {}, {}, 0});
    if (bands.empty())
      continue;
    BandClaims& band = bands.back();
    if (line[0] == 'd')
      band.elements += element("Description", text);
    else if (line[0] == 'n')
      band.elements += element("NoDataValue", text);
    else if (line[0] == 'o')
      band.elements += element("Offset", text);
    else if (line[0] == 'f')
      band.elements += element("Scale", text);
    else if (line[0] == 'i')
      band.elements += element("ColorInterp", text);
    else if (line[0] == 't')
      band.metadata += item(transformTag, text);
    else if (line[0] == 'K')
      band.metadata += item(kindTag, text);
    else if (line[0] == 'L')
      band.metadata += item(classesTag, text);
    else if (line[0] == 'U')
      band.elements += element("UnitType", text);
    else if (line[0] == 'k')
      band.metadata += item("LAYER_TYPE", text);
    else if (line[0] == 'C')
      band.categories += element("Category", text);
    else if (line[0] == 'R')
      band.rows += "<Row index=\"" + std::to_string(band.rowCount++) + "\"><F>" + first + "</F><F>" + rest +
                   "</F></Row>";
  }
  std::string xml = "<VRTDataset " + size + ">" + head;
  for (std::size_t i = 0; i < bands.size(); ++i)
    xml += bands[i].xml(static_cast<int>(i + 1));
  return xml + "</VRTDataset>";
}

void readRaster() {
  const std::unique_ptr<RasterSource> raster = openLayers({RasterFile(rasterPath)});
  const Grid& grid = raster->grid();
  raster->naturalBlock();
  const Tile tile{0, 0, std::min(grid.columns, side), std::min(grid.rows, side)};
  const auto count = static_cast<int>(raster->bandNames().size());
  for (int band = 0; band < count; ++band) {
    std::vector<float> values(tile.cells());
    raster->read({band}, tile, values.data());
    std::vector<double> codes(tile.cells());
    raster->readCodes(band, tile, codes.data());
    raster->holdsWideCodes(band);
    if (raster->isThematic(band))
      for (const double code : codes)
        raster->className(band, code);
    const FeatureDescription description = raster->description(band);
    LayerTransform::read(description.transform);
    FeatureDescription back;
    require(description.kind == FeatureKind::Unknown ||
                (back.setNature(description.nature()) && back.kind == description.kind &&
                 back.unit == description.unit),
            "a kind changes");
    require(description.classes.empty() ||
                (back.setClasses(description.classText()) && back.classes == description.classes &&
                 back.joined == description.joined),
            "names of classes change");
    description.scaleInWords();
  }
  ChosenLayers layers;
  layers.rasters.push_back({"STACK", RasterFile(rasterPath), true});
  preflight(layers);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool once = (writeCells(), true);
  static_cast<void>(once);
  std::string xml = rasterOf(std::string(reinterpret_cast<const char*>(data), size));
  VSIFCloseL(VSIFileFromMemBuffer(rasterPath, reinterpret_cast<GByte*>(xml.data()), xml.size(), FALSE));
  try {
    readRaster();
  } catch (const Error&) {
  }
  VSIUnlink(rasterPath);
  return 0;
}
