#pragma once

#include <gdal_priv.h>

namespace prospectivity {

/// The NoData that a band declares, as the double that its cells are read as. GDAL has functions of their own
/// for integers of 64 bits, whose limits a double only comes near to.
inline double declaredNoData(GDALRasterBand& band, int* isDeclared) {
  const GDALDataType type = band.GetRasterDataType();
  int isWide = 0;
  const double wide = type == GDT_Int64    ? static_cast<double>(band.GetNoDataValueAsInt64(&isWide))
                      : type == GDT_UInt64 ? static_cast<double>(band.GetNoDataValueAsUInt64(&isWide))
                                           : 0;
  if (isWide == 0)
    return band.GetNoDataValue(isDeclared);
  *isDeclared = 1;
  return wide;
}

} // namespace prospectivity
