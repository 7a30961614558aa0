#pragma once

#include "engine/core/staging_folder.h"

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
/// name: rasters, models, reports, and what QGIS and GDAL write and put beside. Layers in memory or in a
/// database, temporary outputs, layers added to a file that is there ('ogr:dbname=...') and features appended
/// to one stay as QGIS does them. Destroyed without publish(), it leaves all files as they were.
class StagedOutputs {
 public:
  /// The parameters to run with. Throws Error naming the parameter when its folder does not exist or cannot
  /// be written, or its file is a folder, is write-protected or is being written by another program.
  QVariantMap stage(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters);

  /// Shows the files and returns the results with their names, which the layers to be loaded get as well.
  /// Throws Error naming the parameter when one cannot be put in its place; then none is.
  QVariantMap publish(const QVariantMap& results, QgsProcessingContext& context);

  /// A text for the user: files by the names that he or she gave.
  QString named(QString text) const;

 private:
  struct Staged {
    std::unique_ptr<StagingFolder> folder;
    std::map<std::string, QString> parameters; ///< by the name of their file
  };
  void publishOne(Staged& staged) const;

  std::map<QString, Staged> mFolders;
};

} // namespace prospectivity
