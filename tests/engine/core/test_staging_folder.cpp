#include "engine/core/error.h"
#include "engine/core/staging_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <csignal>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace prospectivity;

namespace {

/// Calls of rename() after which this process kills itself; none when negative.
int renamesLeft = -1;

/// As on disks without such names, or with files of others.
bool linksAreRefused = false;

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

/// Files appear together and whole, whatever happens to the process that writes them.
class TestStagingFolder : public QObject {
  Q_OBJECT

 private slots:
  void filesAppearTogether();
  void nothingChangesWithoutKeep();
  void whatStoodThereIsPutBackWhenALaterFileFails();
  void filesMayHaveOneNameOnly_data();
  void filesMayHaveOneNameOnly();
  void sideCarsOfTheFormerFileGo();
  void aProcessKilledAtAnyStepLeavesWholeFiles();
  void foldersOfLiveProcessesStay();
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
