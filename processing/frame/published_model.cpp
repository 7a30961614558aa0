#include "processing/frame/published_model.h"

#include "engine/core/error.h"
#include "processing/frame/help_url.h"
#include "processing/language/language.h"

#include <QDomDocument>
#include <QFile>
#include <qgsxmlutils.h>

#include <memory>

namespace prospectivity {

namespace {

/// Comments are seen in the modeler alone, which opens the file.
const QStringList kept{QStringLiteral("comment"), QStringLiteral("ALG_CREATOR"),
                       QStringLiteral("ALG_VERSION")};

/// What people read of a part of a model, and of the parts in it; all else is the same in every language.
QVariant translated(const QVariant& part, const QString& key = QString()) {
  if (part.userType() == QMetaType::QVariantMap) {
    QVariantMap map = part.toMap();
    for (auto entry = map.begin(); entry != map.end(); ++entry)
      if (!kept.contains(entry.key()))
        *entry = translated(*entry, key == QLatin1String("help") ? key : entry.key());
    return map;
  }
  const bool isTitle = key == QLatin1String("description") || key == QLatin1String("component_description") ||
                       key == QLatin1String("model_name");
  if (part.userType() != QMetaType::QString || (!isTitle && key != QLatin1String("help")))
    return part;
  return inLanguage(isTitle ? Words::Parameters : Words::Tools, part.toString());
}

QVariant contentOf(const QString& path) {
  QFile file(path);
  QDomDocument document;
  if (!file.open(QIODevice::ReadOnly) || !document.setContent(&file))
    return QVariant();
  return QgsXmlUtils::readVariant(document.firstChildElement());
}

} // namespace

PublishedModel::PublishedModel(QString id, const QString& path) : mId(std::move(id)) {
  if (!loadVariant(translated(contentOf(path))))
    throw Error("The model '%1' cannot be read: install the plugin again.", path.toStdString());
  setSourceFilePath(path);
}

QString PublishedModel::group() const {
  return inLanguage(Words::Tools, QStringLiteral("1 Whole chain"));
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
