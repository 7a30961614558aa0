#include "engine/raster/gdal_session.h"

#include "engine/core/memory_budget.h"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>

namespace prospectivity {

namespace {

/// GDAL goes on to end the process when the handler of a fatal error returns. An exception leaves its frames
/// instead: what they held may be lost, and the process is not.
void outlive(CPLErr kind, const char* message) {
  // A few bytes that could not be had come without the number of this error.
  if (kind == CE_Fatal &&
      (CPLGetLastErrorNo() == CPLE_OutOfMemory || std::strstr(message, "Out of memory") != nullptr))
    throw std::bad_alloc();
}

void CPL_STDCALL handleQuietly(CPLErr kind, CPLErrorNum number, const char* message) {
  outlive(kind, message);
  if (kind == CE_Debug) // whoever sets CPL_DEBUG wants to read it
    CPLDefaultErrorHandler(kind, number, message);
}

void CPL_STDCALL handleAloud(CPLErr kind, CPLErrorNum number, const char* message) {
  outlive(kind, message);
  CPLDefaultErrorHandler(kind, number, message);
}

struct CacheState {
  std::mutex mutex;
  int users = 0;
  GIntBig before = 0;
};

CacheState& cacheState() {
  static CacheState state;
  return state;
}

} // namespace

void useGdal() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

GdalErrors::GdalErrors() {
  CPLPushErrorHandler(handleQuietly);
  CPLErrorReset();
}

GdalErrors::~GdalErrors() {
  CPLPopErrorHandler();
}

std::string GdalErrors::last() const {
  return CPLGetLastErrorMsg();
}

void GdalErrors::checkMemory() const {
  if (CPLGetLastErrorNo() == CPLE_OutOfMemory)
    throw std::bad_alloc();
}

GdalMemory::GdalMemory() {
  CPLPushErrorHandler(handleAloud);
}

GdalMemory::~GdalMemory() {
  CPLPopErrorHandler();
}

GdalCacheLimit::GdalCacheLimit() {
  const auto limit = static_cast<GIntBig>(memoryBudget().of(MemoryUse::Cache));
  CacheState& state = cacheState();
  const std::lock_guard<std::mutex> lock(state.mutex);
  if (state.users++ > 0)
    return;
  state.before = GDALGetCacheMax64();
  GDALSetCacheMax64(std::min(state.before, limit));
}

GdalCacheLimit::~GdalCacheLimit() {
  CacheState& state = cacheState();
  const std::lock_guard<std::mutex> lock(state.mutex);
  if (--state.users == 0)
    GDALSetCacheMax64(state.before);
}

std::string gdalAndProj() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  OSRGetPROJVersion(&major, &minor, &patch);
  return std::string("GDAL ") + GDALVersionInfo("RELEASE_NAME") + ", PROJ " + std::to_string(major) + "." +
         std::to_string(minor) + "." + std::to_string(patch);
}

} // namespace prospectivity
