#include "engine/core/staging_folder.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace prospectivity {

namespace fs = std::filesystem;

namespace {

const std::string prefix = ".prospectivity-";

/// Beside the files to come, which may have any name, in the root of a staging folder.
const std::string lockName = "lock";
const std::string newName = "new";
const std::string oldName = "old";

fs::path orCurrent(const std::string& folder) {
  return folder.empty() ? fs::path(".") : fs::path(folder);
}

/// A file or folder that is open for a lock, which the system frees when the process ends in any way.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags) : mNumber(open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~Descriptor() {
    if (mNumber >= 0)
      close(mNumber);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return mNumber; }
  int release() { return std::exchange(mNumber, -1); }

 private:
  int mNumber;
};

/// Of a folder, while it lives, where the file system has locks; where it has none, or somebody holds it for
/// longer than moving files takes, the work goes on without.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder)
      : mFolder(orCurrent(folder).string(), O_RDONLY | O_DIRECTORY) {
    for (int tries = 0;
         tries < 500 && flock(mFolder.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }

 private:
  Descriptor mFolder;
};

/// What a folder of another machine must have lain untouched for before it counts as left behind.
constexpr auto foreignAge = std::chrono::hours(24 * 7);

/// This machine, as its folders are called by it: letters and digits alone.
std::string hostName() {
  char name[256] = {};
  gethostname(name, sizeof name - 1);
  std::string plain;
  for (const char* letter = name; *letter != '\0'; ++letter)
    if (std::isalnum(static_cast<unsigned char>(*letter)) != 0)
      plain += *letter;
  return plain.empty() ? "host" : plain;
}

/// Who made a folder, by its name: `.prospectivity-PROCESS-HOST-XXXXXX`.
struct Maker {
  pid_t process = 0; ///< 0: the name is another
  std::string host;
};

Maker makerOf(const std::string& name) {
  if (name.rfind(prefix, 0) != 0)
    return {};
  const std::size_t host = name.find('-', prefix.size());
  const std::size_t end = name.rfind('-');
  return {static_cast<pid_t>(std::atol(name.c_str() + prefix.size())),
          host < end && end != std::string::npos ? name.substr(host + 1, end - host - 1) : std::string()};
}

bool isRunning(pid_t process) {
  return kill(process, 0) == 0 || errno != ESRCH;
}

/// Whether nothing in a folder was written for so long.
bool isUntouched(const fs::path& root) {
  const auto before = fs::file_time_type::clock::now() - foreignAge;
  std::error_code failed;
  const auto isOld = [&](const fs::path& path) {
    const fs::file_time_type time = fs::last_write_time(path, failed);
    return !failed && time < before;
  };
  if (!isOld(root))
    return false;
  for (fs::recursive_directory_iterator entry(root, failed), end; !failed && entry != end;
       entry.increment(failed))
    if (!isOld(entry->path()))
      return false;
  return !failed;
}

/// A folder of another machine: its locks may not reach this one, and its processes are not known here.
bool isLeftBehindElsewhere(const fs::path& root) {
  const Descriptor lock((root / lockName).string(), O_RDWR);
  const bool isHeld =
      lock.number() >= 0 && flock(lock.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  return !isHeld && isUntouched(root);
}

bool isLeftBehind(const fs::path& root, const Maker& maker) {
  if (maker.host != hostName())
    return isLeftBehindElsewhere(root);
  const Descriptor lock((root / lockName).string(), O_RDWR);
  if (lock.number() < 0)
    return !isRunning(maker.process); // just made, or half removed
  if (flock(lock.number(), LOCK_EX | LOCK_NB) == 0)
    return true;
  return errno != EWOULDBLOCK && !isRunning(maker.process); // some file systems have no locks
}

/// Endings of what others keep beside a file, behind its whole name; beside a shapefile, in the place of
/// .shp.
constexpr const char* besideAny[] = {".aux.xml", ".ovr", ".msk", ".msk.ovr", "-wal", "-shm", "-journal"};
constexpr const char* besideShape[] = {".cpg", ".prj", ".qpj", ".qix", ".sbn", ".sbx", ".idm", ".ind"};

/// Whether a file that was set aside is one that is still to be moved, or was kept beside such a one.
bool isOfFileToCome(const fs::path& root, const std::string& name) {
  const auto isToCome = [&](const std::string& file) {
    std::error_code ignored;
    return fs::exists(root / newName / file, ignored);
  };
  const auto isBeside = [&](const char* ending, const char* instead) {
    const std::string end = ending;
    return name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0 &&
           isToCome(name.substr(0, name.size() - end.size()) + instead);
  };
  return isToCome(name) ||
         std::any_of(std::begin(besideAny), std::end(besideAny),
                     [&](const char* ending) { return isBeside(ending, ""); }) ||
         std::any_of(std::begin(besideShape), std::end(besideShape),
                     [&](const char* ending) { return isBeside(ending, ".shp"); });
}

/// A process that was killed while it moved its files had set aside what others kept beside the former ones
/// (a journal, a projection): those that nothing stands in for go back, if what they belong to is there
/// still.
void restoreMissing(const fs::path& root, const fs::path& folder) {
  std::error_code failed;
  if (fs::is_empty(root / newName, failed) || failed)
    return; // all files are in their places
  for (fs::directory_iterator entry(root / oldName, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const fs::path target = folder / entry->path().filename();
    std::error_code ignored;
    if (!fs::exists(target, ignored) && isOfFileToCome(root, target.filename().string()))
      fs::rename(entry->path(), target, ignored);
  }
}

void removeLeftovers(const std::string& folder) {
  std::error_code failed;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(orCurrent(folder), failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const Maker maker = makerOf(entry->path().filename().string());
    if (maker.process > 0 && entry->is_directory(failed) && isLeftBehind(entry->path(), maker))
      found.push_back(entry->path());
  }
  for (const fs::path& root : found) {
    restoreMissing(root, orCurrent(folder));
    fs::remove_all(root, failed);
  }
}

std::string endingOf(const std::string& name) {
  return fs::path(name).extension().string();
}

} // namespace

std::unique_ptr<StagingFolder> makeStagingFolder(const std::string& folder) {
  const FolderLock alone(folder); // else a folder without its lock yet may be taken for a leftover
  removeLeftovers(folder);
  std::string root = folder + prefix + std::to_string(getpid()) + '-' + hostName() + "-XXXXXX";
  if (mkdtemp(root.data()) == nullptr)
    return nullptr;
  Descriptor lock(root + '/' + lockName, O_RDWR | O_CREAT);
  if (lock.number() >= 0)
    flock(lock.number(), LOCK_EX | LOCK_NB);
  // A file is really made, and written to: access bits say nothing on a read-only or full file system.
  if (lock.number() < 0 || mkdir((root + '/' + newName).c_str(), 0777) != 0 ||
      mkdir((root + '/' + oldName).c_str(), 0777) != 0) {
    std::error_code ignored;
    fs::remove_all(root, ignored);
    return nullptr;
  }
  return std::unique_ptr<StagingFolder>(new StagingFolder(folder, root, lock.release()));
}

StagingFolder::StagingFolder(std::string folder, std::string root, int lock)
    : mFolder(std::move(folder)), mRoot(std::move(root)),
      mInfix(mRoot.substr(mFolder.size()) + '/' + newName + '/'), mLock(lock) {}

StagingFolder::~StagingFolder() {
  try {
    if (!mKept)
      putBack();
    std::error_code ignored;
    fs::remove_all(mRoot + '/' + newName, ignored);
    fs::remove_all(mRoot + '/' + oldName, ignored);
    close(mLock); // network disks keep a removed file that is open under another name
    fs::remove_all(mRoot, ignored);
  } catch (const std::bad_alloc&) {
    // The next run finds the folder and removes it.
  }
}

std::string StagingFolder::pathFor(const std::string& name) const {
  return mFolder + mInfix + name;
}

void StagingFolder::publish(const std::vector<std::string>& main) {
  std::vector<std::string>& names = mStaged;
  std::error_code failed;
  for (fs::directory_iterator entry(mFolder + mInfix, failed), end; !failed && entry != end;
       entry.increment(failed))
    names.push_back(entry->path().filename().string());
  if (failed)
    throw Error("the folder '%1' has gone away (%2); choose another folder, or connect it again.", mFolder,
                failed.message());
  const auto turn = [&](const std::string& name) { // 0: before all main ones
    const auto found = std::find(main.rbegin(), main.rend(), name);
    return main.rend() - found;
  };
  std::stable_sort(names.begin(), names.end(),
                   [&](const std::string& a, const std::string& b) { return turn(a) < turn(b); });
  const FolderLock alone(mFolder);
  for (const std::string& name : names)
    publishOne(name);
}

void StagingFolder::publishOne(const std::string& name) {
  const std::string target = mFolder + name;
  setAsideSideCars(name);
  // A second name keeps the former file for putBack(). Where the file system has no such names, or they are
  // not allowed, the former file is away for the moment between two renames.
  const std::string former = mRoot + '/' + oldName + '/' + name;
  bool isKept = link(target.c_str(), former.c_str()) == 0;
  const bool isNew = !isKept && errno == ENOENT;
  std::error_code ignored;
  if (!isKept && !isNew && fs::is_directory(target, ignored) == fs::is_directory(pathFor(name), ignored))
    isKept = std::rename(target.c_str(), former.c_str()) == 0;
  if (isKept)
    mSetAside.push_back(name); // from now on, also when the next step fails
  if (std::rename(pathFor(name).c_str(), target.c_str()) != 0)
    throw Error("'%1' could not be put in its place (%2); choose another file.", name, std::strerror(errno));
  if (isNew)
    mPublished.push_back(name);
}

void StagingFolder::setAsideSideCars(const std::string& name) {
  for (const char* ending : besideAny)
    setAside(name + ending);
  if (endingOf(name) != ".shp")
    return;
  const std::string stem = name.substr(0, name.size() - 4);
  for (const char* ending : besideShape)
    setAside(stem + ending);
}

void StagingFolder::setAside(const std::string& name) {
  // One that comes with the new files takes the place of the former when it is published.
  if (std::find(mStaged.begin(), mStaged.end(), name) != mStaged.end() ||
      std::find(mSetAside.begin(), mSetAside.end(), name) != mSetAside.end())
    return;
  if (std::rename((mFolder + name).c_str(), (mRoot + '/' + oldName + '/' + name).c_str()) == 0)
    mSetAside.push_back(name);
}

void StagingFolder::putBack() {
  std::error_code ignored;
  for (const std::string& name : mPublished)
    fs::remove_all(mFolder + name, ignored);
  for (const std::string& name : mSetAside)
    std::rename((mRoot + '/' + oldName + '/' + name).c_str(), (mFolder + name).c_str());
}

bool isLockedForWriting(const std::string& path) {
  // Looked up in the system's table: to open and close the file would free the locks that this process has.
  std::ifstream table("/proc/locks");
  for (const char* ending : {"", "-shm", "-journal"}) {
    struct stat file = {};
    if (stat((path + ending).c_str(), &file) != 0)
      continue;
    char place[64];
    std::snprintf(place, sizeof place, "%02x:%02x:%llu", major(file.st_dev), minor(file.st_dev),
                  static_cast<unsigned long long>(file.st_ino));
    table.clear();
    table.seekg(0);
    // 1: POSIX  ADVISORY  WRITE 1234 fe:00:404918 0 EOF
    for (std::string line; std::getline(table, line);) {
      std::istringstream words(line);
      std::string number;
      std::string kind;
      std::string strictness;
      std::string access;
      long process = 0;
      std::string where;
      words >> number >> kind >> strictness >> access >> process >> where;
      if (access == "WRITE" && where == place && process != getpid())
        return true;
    }
  }
  return false;
}

} // namespace prospectivity
