#include "processing/outputs/added_layers.h"

#include "engine/core/error.h"
#include "engine/raster/gdal_session.h"

#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include <array>
#include <cstring>
#include <fstream>
#include <numeric>
#include <vector>

namespace prospectivity {

namespace {

bool copyFeatures(OGRLayer& from, OGRLayer& to) {
  std::vector<int> places(static_cast<std::size_t>(from.GetLayerDefn()->GetFieldCount()));
  std::iota(places.begin(), places.end(), 0);
  for (const OGRFeatureUniquePtr& feature : from) {
    OGRFeature copy(to.GetLayerDefn());
    if (copy.SetFrom(feature.get(), places.data(), FALSE) != OGRERR_NONE)
      return false;
    copy.SetFID(feature->GetFID());
    if (to.CreateFeature(&copy) != OGRERR_NONE)
      return false;
  }
  return true;
}

bool copyLayer(OGRLayer& from, GDALDataset& to) {
  CPLStringList options;
  options.SetNameValue("OVERWRITE", "YES");
  options.SetNameValue("LAUNDER", "NO");
  if (*from.GetFIDColumn() != '\0')
    options.SetNameValue("FID", from.GetFIDColumn());
  if (*from.GetGeometryColumn() != '\0')
    options.SetNameValue("GEOMETRY_NAME", from.GetGeometryColumn());
  OGRLayer* made = to.CreateLayer(from.GetName(), from.GetSpatialRef(), from.GetGeomType(), options.List());
  if (made == nullptr)
    return false;
  OGRFeatureDefn* fields = from.GetLayerDefn();
  for (int i = 0; i < fields->GetFieldCount(); ++i)
    if (made->CreateField(fields->GetFieldDefn(i)) != OGRERR_NONE)
      return false;
  // The index of places and what the file says of the layer are written here, else behind the transaction.
  return copyFeatures(from, *made) && made->SyncToDisk() == OGRERR_NONE;
}

bool copyLayers(GDALDataset& from, GDALDataset& to) {
  for (OGRLayer* layer : from.GetLayers())
    if (!copyLayer(*layer, to))
      return false;
  return true;
}

/// What GDAL said, without the end of its sentence.
std::string reasonOf(const GdalErrors& errors) {
  std::string reason = errors.last();
  while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n'))
    reason.pop_back();
  return reason.empty() ? "the file does not take it" : reason;
}

[[noreturn]] void refuse(const std::string& file, const GdalErrors& errors) {
  errors.checkMemory();
  throw Error("the layer could not be added to '%1', which is as it was (%2); free some space on the disk, "
              "close the file in other programs, or choose another file.",
              file, reasonOf(errors));
}

} // namespace

bool isDatabaseFile(const std::string& path) {
  constexpr char magic[] = "SQLite format 3"; // the zero at its end is a part of it
  std::array<char, sizeof magic> begin{};
  std::ifstream file(path, std::ios::binary);
  return file.read(begin.data(), begin.size()) && std::memcmp(begin.data(), magic, sizeof magic) == 0;
}

AddedLayers::AddedLayers(const std::string& file) : mFile(file) {
  useGdal();
  const GdalErrors errors;
  mTarget.reset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  if (!mTarget || mTarget->StartTransaction() != OGRERR_NONE)
    refuse(file, errors);
  mIsOpen = true;
}

AddedLayers::~AddedLayers() {
  const GdalErrors errors; // nobody is told of what fails here
  if (mIsOpen)
    mTarget->RollbackTransaction();
  mTarget.reset();
}

void AddedLayers::add(const std::string& from) {
  const GdalErrors errors;
  const GDALDatasetUniquePtr source(GDALDataset::Open(from.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!source || !copyLayers(*source, *mTarget))
    refuse(mFile, errors);
}

void AddedLayers::commit() {
  const GdalErrors errors;
  if (mTarget->CommitTransaction() != OGRERR_NONE)
    refuse(mFile, errors);
  mIsOpen = false;
}

} // namespace prospectivity
