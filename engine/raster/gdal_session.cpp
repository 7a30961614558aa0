#include "engine/raster/gdal_session.h"

#include "engine/core/memory_budget.h"

#include <cpl_error.h>
#include <gdal.h>

#include <algorithm>
#include <mutex>
#include <new>

namespace prospectivity {

namespace {

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
  CPLPushErrorHandler(CPLQuietErrorHandler);
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

} // namespace prospectivity
