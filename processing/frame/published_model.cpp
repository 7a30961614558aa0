#include "processing/frame/published_model.h"

#include "engine/core/error.h"
#include "processing/frame/help_url.h"

#include <memory>

namespace prospectivity {

PublishedModel::PublishedModel(QString id, const QString& path) : mId(std::move(id)) {
  if (!fromFile(path))
    throw Error("The model '" + path.toStdString() + "' cannot be read: install the plugin again.");
}

QStringList PublishedModel::tags() const {
  return {QStringLiteral("prospectivity"), QStringLiteral("model"), QStringLiteral("chain"),
          QStringLiteral("smote"), QStringLiteral("shap")};
}

QString PublishedModel::shortHelpString() const {
  return helpContent().value(QStringLiteral("ALG_DESC")).toString();
}

QString PublishedModel::helpUrl() const {
  return helpUrlOf(mId);
}

QgsProcessingAlgorithm* PublishedModel::createInstance() const {
  auto copy = std::unique_ptr<PublishedModel>(new PublishedModel(mId));
  copy->loadVariant(toVariant());
  copy->setProvider(provider());
  return copy.release();
}

} // namespace prospectivity
