#include "engine/raster/gdal_session.h"

#include <cpl_error.h>
#include <gdal.h>

#include <mutex>

namespace prospectivity {

void useGdal() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

GdalErrors::GdalErrors() {
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
}

GdalErrors::~GdalErrors() {
  CPLPopErrorHandler();
}

std::string GdalErrors::last() const {
  return CPLGetLastErrorMsg();
}

} // namespace prospectivity
