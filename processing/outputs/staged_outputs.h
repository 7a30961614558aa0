#pragma once

#include "engine/core/staging_folder.h"

#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <map>
#include <memory>
#include <string>
#include <vector>

class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace prospectivity {

/// The files of a run, written out of sight and shown when all of them are whole; see StagingFolder.
///
/// Every destination that names a file of its own is led into a staging folder beside it, under the same file
/// name: rasters, models, reports, and what QGIS and GDAL write and put beside. So is a layer for a file that
/// others may have ('ogr:dbname=...'): in a GeoPackage or another SQLite database that is there it is added
/// at the end, in one transaction, since programs may have that file open; any other file is copied before
/// and replaced by the copy with the layer. Layers in memory, on a server or in a folder of layers, temporary
/// outputs, and features appended to a layer stay as QGIS does them. Destroyed without publish(), it leaves
/// all files as they were.
class StagedOutputs {
 public:
  /// The parameters to run with. Throws Error naming the parameter when its folder does not exist or cannot
  /// be written, or its file is a folder, is write-protected, is being written by another program or cannot
  /// be copied.
  QVariantMap stage(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters);

  /// Shows the files and returns the results with their names, which the layers to be loaded get as well.
  /// Throws Error naming the parameter when one cannot be put in its place; then none is, but for layers
  /// that were added to another database meanwhile.
  QVariantMap publish(const QVariantMap& results, QgsProcessingContext& context);

  /// A text for the user: files by the names that he or she gave.
  QString named(QString text) const;

 private:
  struct Staged {
    std::unique_ptr<StagingFolder> folder;
    std::map<std::string, QString> parameters; ///< by the name of their file
  };
  /// A file that a layer is added to in a copy, as it was then.
  struct Copied {
    QString parameter;
    QDateTime changed;
    qint64 size = 0;
  };
  using Folders = std::map<QString, Staged>; ///< by the folder, with a slash at its end
  static QString place(Folders& folders, const QString& parameter, const QString& path);
  void copyFormer(const QString& parameter, const QString& path, const QString& copy);
  QString stageLayer(const QString& parameter, const QString& path);
  void requireUnchanged() const;
  void publishOne(Staged& staged) const;
  void addToDatabases() const;

  Folders mFolders;
  Folders mDatabases; ///< what is added to databases that are there
  std::map<QString, Copied> mCopied;
};

} // namespace prospectivity
