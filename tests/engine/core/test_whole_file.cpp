#include "engine/core/whole_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace prospectivity;

class TestWholeFile : public QObject {
  Q_OBJECT

 private slots:
  void bytesArriveUnchangedAndAlone();
  void aFailureLeavesNothingBehind();
};

void TestWholeFile::bytesArriveUnchangedAndAlone() {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("bytes"));
  const std::string bytes("a\r\n\0b", 5);
  QVERIFY(writeWholeFile(path.toStdString(), "what was there before"));
  QVERIFY(writeWholeFile(path.toStdString(), bytes));
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QCOMPARE(file.readAll().toStdString(), bytes);
  QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("bytes")});
}

void TestWholeFile::aFailureLeavesNothingBehind() {
  const QTemporaryDir folder;
  QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("taken")));
  QVERIFY(!writeWholeFile(folder.filePath(QStringLiteral("taken")).toStdString(), "text"));
  QVERIFY(!writeWholeFile(folder.filePath(QStringLiteral("none/text")).toStdString(), "text"));
  QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList());
}

QTEST_APPLESS_MAIN(TestWholeFile)
#include "test_whole_file.moc"
