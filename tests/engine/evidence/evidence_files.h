#pragma once

#include <QString>
#include <QTemporaryDir>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace prospectivity {

/// A small raster file as a test describes it.
struct EvidenceFile {
  std::vector<double> transform{500000, 100, 0, 2900000, 0, -100};
  int columns = 20;
  int rows = 15;
  int epsg = 32650; ///< 0: no CRS
  GDALDataType type = GDT_Float32;
  bool hasNoData = false;
  double noData = 0;
  /// The value of a cell from the coordinates of its centre.
  std::function<double(double x, double y)> value = [](double x, double y) {
    return std::sin(x / 300) + std::cos(y / 410) + x / 1e4 - 50;
  };
};

inline std::string writeEvidence(const QTemporaryDir& folder, const QString& name, const EvidenceFile& file) {
  const std::string path = (folder.path() + "/" + name).toStdString();
  GDALDataset* dataset = GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
      path.c_str(), file.columns, file.rows, 1, file.type, nullptr);
  std::vector<double> t = file.transform;
  dataset->SetGeoTransform(t.data());
  if (file.epsg > 0) {
    OGRSpatialReference reference;
    reference.importFromEPSG(file.epsg);
    dataset->SetSpatialRef(&reference);
  }
  if (file.hasNoData)
    dataset->GetRasterBand(1)->SetNoDataValue(file.noData);
  std::vector<double> values;
  for (int row = 0; row < file.rows; ++row)
    for (int column = 0; column < file.columns; ++column) {
      const double c = column + 0.5;
      const double r = row + 0.5;
      values.push_back(file.value(t[0] + c * t[1] + r * t[2], t[3] + c * t[4] + r * t[5]));
    }
  if (dataset->GetRasterBand(1)->RasterIO(GF_Write, 0, 0, file.columns, file.rows, values.data(),
                                          file.columns, file.rows, GDT_Float64, 0, 0, nullptr) != CE_None)
    qFatal("the test raster could not be written");
  GDALClose(dataset);
  return path;
}

} // namespace prospectivity
