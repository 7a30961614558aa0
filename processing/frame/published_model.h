#pragma once

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QIcon>
#include <QString>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingmodelalgorithm.h>

#include <utility>

namespace prospectivity {

/// A graphical model that comes with the plugin and stands among the provider's algorithms, so that it is
/// found in the toolbox, called by id, and usable as a step of other models.
///
/// QGIS derives the id of a model from its title; this one has an id of its own, as the algorithms have. Its
/// titles, descriptions and help are in the language of QGIS; the file, which people open in the modeler, is
/// not.
class PublishedModel : public QgsProcessingModelAlgorithm {
 public:
  /// `path`: a .model3 file, on disk or in the resources. Steps are looked up in QGIS's registry by their id:
  /// those of this provider are found once the registry holds it.
  /// Throws Error when the file cannot be read as a model.
  PublishedModel(QString id, const QString& path);

  QString name() const override { return mId; }
  QString group() const override;
  QString groupId() const override { return QStringLiteral("chain"); }
  QStringList tags() const override;
  QString shortHelpString() const override; ///< the model's description; its parameters stand in the page
  QString helpUrl() const override;         ///< helpUrlOf()
  QIcon icon() const override { return QIcon(svgIconPath()); }
  QString svgIconPath() const override { return QStringLiteral(":/prospectivity/prospectivity.svg"); }

 protected:
  QgsProcessingAlgorithm* createInstance() const override;

 private:
  explicit PublishedModel(QString id) : mId(std::move(id)) {}

  QString mId;
};

} // namespace prospectivity
