#pragma once

#include "engine/raster/gdal_session.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <gdal_priv.h>

#include <stdexcept>

namespace prospectivity {

/// The cells of a band as its file holds them.
inline QByteArray bytesOf(GDALRasterBand& band) {
  QByteArray bytes(band.GetXSize() * band.GetYSize() * 8, '\0');
  if (band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), bytes.data(), band.GetXSize(),
                    band.GetYSize(), GDT_Float64, 0, 0, nullptr) != CE_None)
    throw std::runtime_error("a band cannot be read");
  return bytes;
}

/// Size, corner, cells and CRS.
inline QString placeOf(GDALDataset& dataset) {
  QStringList words{QString::number(dataset.GetRasterXSize()), QString::number(dataset.GetRasterYSize())};
  double transform[6] = {};
  if (dataset.GetGeoTransform(transform) != CE_None)
    throw std::runtime_error("a raster has no place");
  for (const double number : transform)
    words << QString::number(number, 'g', 17);
  words << QString::fromUtf8(dataset.GetProjectionRef());
  return words.join(QLatin1Char(' '));
}

inline QString typeOf(GDALRasterBand& band) {
  int hasNoData = 0;
  const double noData = band.GetNoDataValue(&hasNoData);
  return QStringLiteral("%1, NoData %2")
      .arg(QLatin1String(GDALGetDataTypeName(band.GetRasterDataType())),
           hasNoData != 0 ? QString::number(noData, 'g', 17) : QStringLiteral("none"));
}

inline QStringList itemsOf(GDALMajorObject& object) {
  QStringList items;
  char** all = object.GetMetadata();
  for (int i = 0; all != nullptr && all[i] != nullptr; ++i)
    items << QString::fromUtf8(all[i]);
  items.sort();
  return items;
}

/// In what two files differ; empty where they do not. Cells of all levels are compared bit by bit.
inline QString difference(const QString& a, const QString& b, int overviews) {
  useGdal();
  const GDALDatasetUniquePtr one(GDALDataset::Open(a.toUtf8().constData(), GDAL_OF_RASTER));
  const GDALDatasetUniquePtr other(GDALDataset::Open(b.toUtf8().constData(), GDAL_OF_RASTER));
  if (!one || !other)
    return QStringLiteral("one cannot be opened");
  if (itemsOf(*one) != itemsOf(*other))
    return itemsOf(*one).join('\n') + QStringLiteral("\nand\n") + itemsOf(*other).join('\n');
  if (one->GetRasterCount() != other->GetRasterCount())
    return QStringLiteral("bands");
  if (placeOf(*one) != placeOf(*other))
    return placeOf(*one) + QStringLiteral(" and ") + placeOf(*other);
  for (int band = 1; band <= one->GetRasterCount(); ++band) {
    GDALRasterBand& mine = *one->GetRasterBand(band);
    GDALRasterBand& theirs = *other->GetRasterBand(band);
    const QString place = QStringLiteral("band %1: ").arg(band);
    if (itemsOf(mine) != itemsOf(theirs))
      return place + itemsOf(mine).join(' ') + QStringLiteral(" and ") + itemsOf(theirs).join(' ');
    if (itemsOf(mine).filter(QStringLiteral("STATISTICS_MEAN")).isEmpty())
      return place + QStringLiteral("no statistics");
    if (QString::fromUtf8(mine.GetDescription()) != QString::fromUtf8(theirs.GetDescription()))
      return place + QStringLiteral("names");
    if (typeOf(mine) != typeOf(theirs))
      return place + typeOf(mine) + QStringLiteral(" and ") + typeOf(theirs);
    if (mine.GetOverviewCount() != overviews || theirs.GetOverviewCount() != overviews)
      return place + QStringLiteral("overviews");
    if (QString::fromUtf8(mine.GetUnitType()) != QString::fromUtf8(theirs.GetUnitType()))
      return place + QStringLiteral("units");
    if (bytesOf(mine) != bytesOf(theirs))
      return place + QStringLiteral("cells");
    for (int level = 0; level < overviews; ++level)
      if (bytesOf(*mine.GetOverview(level)) != bytesOf(*theirs.GetOverview(level)))
        return place + QStringLiteral("cells of an overview");
  }
  return {};
}

} // namespace prospectivity
