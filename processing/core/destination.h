#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVector>
#include <qgsprocessingalgorithm.h>

namespace prospectivity {

/// The files an algorithm is about to write, watched over: they appear whole or not at all.
///
/// Destroyed without keep(), it removes every output file that is new or was changed since, and the side-cars
/// that came with a new one. A file that was there before under a side-car's name is another layer's.
class OutputGuard {
 public:
  OutputGuard(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters);
  ~OutputGuard();
  OutputGuard(const OutputGuard&) = delete;
  OutputGuard& operator=(const OutputGuard&) = delete;

  /// Throws Error naming the first parameter whose folder does not exist or cannot be written.
  void checkFolders() const;
  void keep() { mKept = true; }

 private:
  struct File {
    QString parameter;
    QString path;
    bool existed = false;
    QDateTime changed;
    QStringList newSideCars; ///< those that were not there
  };
  QVector<File> mFiles;
  bool mKept = false;
};

/// The file that a destination parameter names; empty for temporary, in-memory and database destinations.
QString destinationFile(const QVariant& value);

} // namespace prospectivity
