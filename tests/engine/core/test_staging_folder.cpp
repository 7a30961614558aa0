#include "engine/core/error.h"
#include "engine/core/staging_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

using namespace prospectivity;

namespace {

/// Calls of rename() after which this process kills itself; none when negative.
int renamesLeft = -1;

/// As on disks without such names, or with files of others.
bool linksAreRefused = false;

/// What this machine is called; empty: by its own name.
std::string machine;

/// As on shared disks whose locks reach no other machine, and on such without locks.
enum class Locks { Shared, Local, Missing };
Locks locks = Locks::Shared;

} // namespace

extern "C" int link(const char* from, const char* to) noexcept {
  if (linksAreRefused && access(from, F_OK) == 0) {
    errno = EPERM;
    return -1;
  }
  using Link = int (*)(const char*, const char*);
  return reinterpret_cast<Link>(dlsym(RTLD_NEXT, "link"))(from, to);
}

/// In the place of the C library's: a process dies just before the rename that was chosen.
extern "C" int rename(const char* from, const char* to) noexcept {
  if (renamesLeft >= 0 && renamesLeft-- == 0)
    kill(getpid(), SIGKILL);
  using Rename = int (*)(const char*, const char*);
  return reinterpret_cast<Rename>(dlsym(RTLD_NEXT, "rename"))(from, to);
}

extern "C" int gethostname(char* name, size_t size) noexcept {
  using Name = int (*)(char*, size_t);
  if (machine.empty())
    return reinterpret_cast<Name>(dlsym(RTLD_NEXT, "gethostname"))(name, size);
  std::strncpy(name, machine.c_str(), size);
  return 0;
}

/// flock(), by another name: the system has a structure of that one.
extern "C" int lockOfFile(int file, int operation) noexcept __asm__("flock");

int lockOfFile(int file, int operation) noexcept {
  if (locks == Locks::Local)
    return 0;
  if (locks == Locks::Missing) {
    errno = ENOSYS;
    return -1;
  }
  using Lock = int (*)(int, int);
  return reinterpret_cast<Lock>(dlsym(RTLD_NEXT, "flock"))(file, operation);
}

/// Files appear together and whole, whatever happens to the process that writes them.
class TestStagingFolder : public QObject {
  Q_OBJECT

 private slots:
  void cleanup();
  void filesAppearTogether();
  void nothingChangesWithoutKeep();
  void whatStoodThereIsPutBackWhenALaterFileFails();
  void filesMayHaveOneNameOnly_data();
  void filesMayHaveOneNameOnly();
  void sideCarsOfTheFormerFileGo();
  void aProcessKilledAtAnyStepLeavesWholeFiles();
  void mainFilesComeLastAndInTheirOrder();
  void foldersOfLiveProcessesStay();
  void foldersOfOtherMachinesStay_data();
  void foldersOfOtherMachinesStay();
  void twoRunsGiveTheFilesOfOne();
  void aFolderThatHasGoneAwayIsNamed();
  void foldersThatCannotBeWrittenGiveNone();
  void locksOfOtherProcessesAreSeen();
};

namespace {

/// A folder with a way to write, read and list.
class Place {
 public:
  std::string folder() const { return mFolder.path().toStdString() + '/'; }
  QString path(const QString& name) const { return mFolder.filePath(name); }
  void write(const QString& name, const QByteArray& text) const { writeTo(path(name), text); }
  QByteArray text(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
  }
  QStringList all() const {
    return QDir(mFolder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
  }
  static void writeTo(const QString& file, const QByteArray& text) {
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
      throw Error("the test cannot write");
  }

 private:
  QTemporaryDir mFolder;
};

std::unique_ptr<StagingFolder> staged(const Place& place,
                                      const std::vector<std::pair<std::string, QByteArray>>& files) {
  auto made = makeStagingFolder(place.folder());
  for (const auto& [name, text] : files)
    Place::writeTo(QString::fromStdString(made->pathFor(name)), text);
  return made;
}

/// Runs `work` in a process of its own, which ends there; returns its number.
pid_t inAnotherProcess(const std::function<void()>& work) {
  const pid_t process = fork();
  if (process == 0) {
    work();
    _exit(0);
  }
  return process;
}

/// Whether the process ended by itself.
bool ended(pid_t process) {
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status);
}

} // namespace

void TestStagingFolder::cleanup() {
  machine.clear();
  locks = Locks::Shared;
}

void TestStagingFolder::filesAppearTogether() {
  const Place place;
  place.write("map.tif", "old");
  {
    const auto made = staged(place, {{"map.tif", "new"}, {"map.qml", "style"}});
    QCOMPARE(place.text("map.tif"), QByteArray("old"));
    QVERIFY(!place.all().contains("map.qml"));
    made->publish({"map.tif"});
    made->keep();
  }
  QCOMPARE(place.all(), QStringList({"map.qml", "map.tif"}));
  QCOMPARE(place.text("map.tif"), QByteArray("new"));
}

void TestStagingFolder::nothingChangesWithoutKeep() {
  const Place place;
  place.write("map.tif", "old");
  place.write("map.tif.aux.xml", "statistics");
  staged(place, {{"map.tif", "new"}});
  {
    const auto made = staged(place, {{"map.tif", "new"}, {"another.tif", "new"}});
    made->publish({"map.tif", "another.tif"});
    QCOMPARE(place.text("map.tif"), QByteArray("new"));
  }
  QCOMPARE(place.all(), QStringList({"map.tif", "map.tif.aux.xml"}));
  QCOMPARE(place.text("map.tif"), QByteArray("old"));
  QCOMPARE(place.text("map.tif.aux.xml"), QByteArray("statistics"));
}

void TestStagingFolder::whatStoodThereIsPutBackWhenALaterFileFails() {
  const Place place;
  place.write("a.qml", "old");
  QVERIFY(QDir(place.path(".")).mkpath("taken.csv/full"));
  {
    const auto made = staged(place, {{"a.qml", "new"}, {"taken.csv", "new"}});
    try {
      made->publish({"taken.csv"});
      QFAIL("a file took the place of a folder");
    } catch (const Error& failure) {
      QCOMPARE(QString(failure.what()), QStringLiteral("'taken.csv' could not be put in its place (Is a "
                                                       "directory); choose another file."));
    }
  }
  QCOMPARE(place.text("a.qml"), QByteArray("old"));
  QCOMPARE(place.all(), QStringList({"a.qml", "taken.csv"}));
}

void TestStagingFolder::filesMayHaveOneNameOnly_data() {
  QTest::addColumn<bool>("kept");
  QTest::newRow("published") << true;
  QTest::newRow("put back") << false;
}

void TestStagingFolder::filesMayHaveOneNameOnly() {
  QFETCH(bool, kept);
  const Place place;
  const std::vector<std::string> names{"a.cpg", "a.dbf", "a.prj", "a.shp", "a.shx"};
  std::vector<std::pair<std::string, QByteArray>> files;
  for (const std::string& name : names) {
    place.write(QString::fromStdString(name), "old");
    files.emplace_back(name, "new");
  }
  place.write("a.qix", "old");
  linksAreRefused = true;
  {
    const auto made = staged(place, files);
    made->publish({"a.shp"});
    if (kept)
      made->keep();
  }
  linksAreRefused = false;
  for (const std::string& name : names)
    QCOMPARE(place.text(QString::fromStdString(name)), QByteArray(kept ? "new" : "old"));
  QCOMPARE(place.all().size(), kept ? 5 : 6);
}

void TestStagingFolder::sideCarsOfTheFormerFileGo() {
  const Place place;
  for (const char* name :
       {"map.tif", "map.tif.ovr", "map.tif.msk", "map.tif.aux.xml", "points.shp", "points.dbf", "points.qix",
        "table.gpkg", "table.gpkg-wal", "map.qml", "another.tif.ovr"})
    place.write(name, "old");
  {
    const auto made = staged(place, {{"map.tif", "new"},
                                     {"map.tif.aux.xml", "new"},
                                     {"points.shp", "new"},
                                     {"points.dbf", "new"},
                                     {"table.gpkg", "new"}});
    made->publish({"map.tif", "points.shp", "table.gpkg"});
    made->keep();
  }
  QCOMPARE(place.all(), QStringList({"another.tif.ovr", "map.qml", "map.tif", "map.tif.aux.xml", "points.dbf",
                                     "points.shp", "table.gpkg"}));
  QCOMPARE(place.text("map.tif.aux.xml"), QByteArray("new"));
  QCOMPARE(place.text("points.dbf"), QByteArray("new"));
}

void TestStagingFolder::aProcessKilledAtAnyStepLeavesWholeFiles() {
  bool survived = false;
  int steps = 0;
  for (; !survived; ++steps) {
    const Place place;
    const QStringList names{"map.qml", "map.tif", "report.html"};
    for (const QString& name : names)
      place.write(name, "old");
    place.write("map.tif.ovr", "old");
    survived = ended(inAnotherProcess([&] {
      const auto made = staged(place, {{"map.tif", "new"}, {"map.qml", "new"}, {"report.html", "new"}});
      renamesLeft = steps;
      made->publish({"map.tif", "report.html"});
      made->keep();
    }));
    QCOMPARE(place.all().first().startsWith(".prospectivity-"), !survived);
    for (const QString& name : names)
      QCOMPARE(place.text(name), QByteArray(survived || place.text(name) == "new" ? "new" : "old"));
    makeStagingFolder(place.folder()); // the next run
    QCOMPARE(place.all().filter(".prospectivity-"), QStringList());
    QVERIFY(place.all().filter("map.tif.ovr").isEmpty() || place.text("map.tif") == "old");
  }
  QVERIFY(steps > 4); // three files, a side-car, and the run that lived
}

void TestStagingFolder::mainFilesComeLastAndInTheirOrder() {
  const QStringList order{"a.qml", "m.tif", "b.tif", "z.json", "c.json"};
  int shown = 0;
  for (int steps = 0; shown < order.size(); ++steps) {
    const Place place;
    QVERIFY(!ended(inAnotherProcess([&] {
      const auto made = staged(
          place,
          {{"z.json", "new"}, {"c.json", "new"}, {"b.tif", "new"}, {"a.qml", "new"}, {"m.tif", "new"}});
      renamesLeft = steps;
      made->publish({"m.tif", "b.tif", "none.tif", "z.json", "c.json"});
      kill(getpid(), SIGKILL);
    })));
    shown = place.all().size() - 1; // beside the folder that was left
    for (int file = 0; file < order.size(); ++file)
      QCOMPARE(place.all().contains(order[file]), file < shown);
  }
}

void TestStagingFolder::foldersOfLiveProcessesStay() {
  const Place place;
  const auto own = staged(place, {{"map.tif", "new"}}); // of this process, as of another task of QGIS
  int ready[2];
  QCOMPARE(pipe(ready), 0);
  const pid_t process = inAnotherProcess([&] {
    const auto made = staged(place, {{"map.tif", "another"}});
    QVERIFY(write(ready[1], "!", 1) == 1);
    pause();
  });
  char mark = 0;
  QCOMPARE(read(ready[0], &mark, 1), ssize_t(1));
  makeStagingFolder(place.folder());
  QCOMPARE(place.all().filter(".prospectivity-").size(), 2);
  kill(process, SIGKILL);
  QVERIFY(!ended(process));
  makeStagingFolder(place.folder());
  QCOMPARE(place.all().filter(".prospectivity-"),
           place.all().filter(QStringLiteral(".prospectivity-%1-").arg(getpid())));
  QCOMPARE(place.all().size(), 1);
}

void TestStagingFolder::foldersOfOtherMachinesStay_data() {
  QTest::addColumn<int>("kind");
  QTest::newRow("locks reach them") << static_cast<int>(Locks::Shared);
  QTest::newRow("locks are local") << static_cast<int>(Locks::Local);
  QTest::newRow("there are no locks") << static_cast<int>(Locks::Missing);
}

// The number of a process says nothing on another machine, and a lock may not be seen there.
void TestStagingFolder::foldersOfOtherMachinesStay() {
  QFETCH(int, kind);
  const Place place;
  machine = "node-7";
  const pid_t process = inAnotherProcess([&] {
    const auto made = staged(place, {{"map.tif", "another"}});
    kill(getpid(), SIGKILL);
  });
  QVERIFY(!ended(process));
  machine = "node-8.example.org";
  locks = static_cast<Locks>(kind);
  makeStagingFolder(place.folder());
  const QString other = QStringLiteral(".prospectivity-%1-node7-").arg(process);
  QCOMPARE(place.all().filter(other).size(), 1);
  // A part of it that was written a day ago is enough.
  const QString root = place.path(place.all().filter(other).first());
  const auto lastWritten = [&](const QString& name, int days) {
    const std::filesystem::path path = (root + name).toStdString();
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() -
                                               std::chrono::hours(24 * days));
  };
  for (const char* name : {"/new/map.tif", "/new", "/old", "/lock", ""})
    lastWritten(name, 8);
  lastWritten("/new/map.tif", 1);
  makeStagingFolder(place.folder());
  QCOMPARE(place.all().filter(other).size(), 1);
  lastWritten("/new/map.tif", 8);
  makeStagingFolder(place.folder());
  QCOMPARE(place.all().filter(other).size(), 0);
}

void TestStagingFolder::twoRunsGiveTheFilesOfOne() {
  for (int round = 0; round < 20; ++round) {
    const Place place;
    QVector<pid_t> processes;
    for (const char* run : {"one", "two", "three"})
      processes << inAnotherProcess([&] {
        const auto made = staged(place, {{"a.dbf", run}, {"a.shp", run}, {"a.shx", run}});
        made->publish({"a.shp"});
        made->keep();
      });
    for (const pid_t process : processes)
      QVERIFY(ended(process));
    QCOMPARE(place.all(), QStringList({"a.dbf", "a.shp", "a.shx"}));
    QCOMPARE(place.text("a.dbf"), place.text("a.shp"));
    QCOMPARE(place.text("a.shx"), place.text("a.shp"));
  }
}

void TestStagingFolder::aFolderThatHasGoneAwayIsNamed() {
  const Place place;
  QVERIFY(QDir(place.path(".")).mkpath("share"));
  const auto made = makeStagingFolder(place.folder() + "share/");
  Place::writeTo(QString::fromStdString(made->pathFor("map.tif")), "new");
  QVERIFY(QDir(place.path(".")).rename("share", "gone"));
  try {
    made->publish({"map.tif"});
    QFAIL("what is not there was published");
  } catch (const Error& failure) {
    QCOMPARE(
        QString::fromStdString(failure.what()),
        QStringLiteral("the folder '%1' has gone away (No such file or directory); choose another folder, "
                       "or connect it again.")
            .arg(place.path("share/")));
  }
}

void TestStagingFolder::foldersThatCannotBeWrittenGiveNone() {
  QVERIFY(!makeStagingFolder("/no/such/folder/"));
  QVERIFY(!makeStagingFolder("/proc/self/")); // where not even root can write
}

void TestStagingFolder::locksOfOtherProcessesAreSeen() {
  const Place place;
  place.write("table.gpkg", "old");
  const std::string path = place.path("table.gpkg").toStdString();
  QVERIFY(!isLockedForWriting(path));
  int ready[2];
  QCOMPARE(pipe(ready), 0);
  const pid_t process = inAnotherProcess([&] {
    const int file = open(path.c_str(), O_RDWR);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_start = 0x40000001; // the byte that SQLite reserves while it writes
    lock.l_len = 1;
    fcntl(file, F_SETLK, &lock);
    QVERIFY(write(ready[1], "!", 1) == 1);
    pause();
  });
  char mark = 0;
  QCOMPARE(read(ready[0], &mark, 1), ssize_t(1));
  QVERIFY(isLockedForWriting(path));
  kill(process, SIGKILL);
  QVERIFY(!ended(process));
  QVERIFY(!isLockedForWriting(path));
}

QTEST_APPLESS_MAIN(TestStagingFolder)
#include "test_staging_folder.moc"
