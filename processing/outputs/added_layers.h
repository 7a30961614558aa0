#pragma once

#include <gdal_priv.h>

#include <memory>
#include <string>

namespace prospectivity {

/// Whether a file is an SQLite database (GeoPackage, SpatiaLite): one that other layers and other programs
/// may be at work in, and that takes several changes in one step.
bool isDatabaseFile(const std::string& path);

/// Layers that are added to a database in one transaction: until commit() it holds for others what it held,
/// and without it that stays so, killed half-way or not; programs that have it open see either state. A layer
/// of the same name is replaced. Methods throw Error that says, in words that follow "OUTPUT: ", what went
/// wrong.
class AddedLayers {
 public:
  /// Begins the transaction.
  explicit AddedLayers(const std::string& file);
  ~AddedLayers();
  AddedLayers(const AddedLayers&) = delete;
  AddedLayers& operator=(const AddedLayers&) = delete;

  /// All layers of another database.
  void add(const std::string& from);
  void commit();

 private:
  std::string mFile;
  std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter> mTarget;
  bool mIsOpen = false; ///< the transaction
};

} // namespace prospectivity
