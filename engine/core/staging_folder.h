#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// A hidden folder beside the files that a run will make, in which they are written under their own names, so
/// that several files, and files that others write (GDAL's drivers, QGIS), appear together and whole.
///
/// It is called `.prospectivity-PROCESS-HOST-XXXXXX` and is locked while its process lives. publish() moves
/// the files beside it, each in one step; what stood there before stays untouched until then, and is put back
/// when a later step fails. Destroyed without keep(), everything is as it was before.
///
/// A process that is killed leaves its folder behind: makeStagingFolder() removes those of this machine whose
/// lock is free, and never one of a live process. Those of other machines, which a shared disk may hold and
/// whose locks may not reach this one, it removes when nothing in them was written for a week and nobody is
/// seen to lock them (a run whose folder is taken away ends with a sentence, and its former files stand).
/// Not thread-safe; several folders side by side, also by threads of one process, are.
class StagingFolder {
 public:
  ~StagingFolder();
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  /// Where a file that is to appear as `name` is written.
  std::string pathFor(const std::string& name) const;

  /// What pathFor() puts between the folder and the name. It stands in no other text.
  const std::string& infix() const { return mInfix; }

  /// Moves everything into the folder, `main` last and in their order, and sets aside what others kept beside
  /// the former files of that name: statistics, overviews, masks, indices, journals. One run at a time per
  /// folder: the files of one run stay together. Throws Error naming the file, or a folder that has gone, and
  /// what the system said when that fails.
  void publish(const std::vector<std::string>& main);

  /// What was published stays, and what it replaced goes.
  void keep() { mKept = true; }

 private:
  friend std::unique_ptr<StagingFolder> makeStagingFolder(const std::string& folder);
  StagingFolder(std::string folder, std::string root, int lock);
  void publishOne(const std::string& name);
  void setAsideSideCars(const std::string& name);
  void setAside(const std::string& name);
  void putBack();

  std::string mFolder; ///< as the caller wrote it, with a slash at its end; empty for the current one
  std::string mRoot;
  std::string mInfix;
  int mLock = -1;
  bool mKept = false;
  std::vector<std::string> mStaged; ///< all that is published together
  std::vector<std::string> mPublished;
  std::vector<std::string> mSetAside;
};

/// Removes what killed processes left in `folder` and makes a staging folder there. Null when the folder does
/// not exist or cannot be written. `folder` is empty for the current one, or ends with a slash.
std::unique_ptr<StagingFolder> makeStagingFolder(const std::string& folder);

/// Whether another process holds a lock for writing on the file, as databases and office programs do while
/// they change one. False where the system does not tell.
bool isLockedForWriting(const std::string& path);

} // namespace prospectivity
