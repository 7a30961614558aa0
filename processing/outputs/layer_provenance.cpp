#include "processing/outputs/layer_provenance.h"

#include "processing/language/language.h"

#include <QDateTime>
#include <QFileInfo>
#include <qgslayermetadata.h>
#include <qgsmaplayer.h>

namespace prospectivity {

namespace {

QString namesOf(const QStringList& paths) {
  QStringList names;
  for (const QString& path : paths)
    names << QFileInfo(path).fileName();
  return names.join(QStringLiteral(", "));
}

QString abstractOf(const QString& title, const LayerProvenance& provenance) {
  QString text =
      inLanguage(Words::Layers, QStringLiteral("%1, made by %2 of Prospectivity Lens %3. %4"))
          .arg(title, provenance.algorithm, QStringLiteral(PROSPECTIVITY_VERSION), provenance.purpose);
  if (!provenance.model.isEmpty())
    text += provenance.fingerprint.isEmpty()
                ? inLanguage(Words::Layers, QStringLiteral(" Model: %1."))
                      .arg(QFileInfo(provenance.model).fileName())
                : inLanguage(Words::Layers, QStringLiteral(" Model: %1 (SHA-256 %2)."))
                      .arg(QFileInfo(provenance.model).fileName(), provenance.fingerprint);
  if (!provenance.stack.isEmpty())
    text += inLanguage(Words::Layers, QStringLiteral(" Evidence: %1.")).arg(namesOf(provenance.stack));
  if (!provenance.samples.isEmpty())
    text += inLanguage(Words::Layers, QStringLiteral(" Samples: %1."))
                .arg(QFileInfo(provenance.samples).fileName());
  return text;
}

} // namespace

void writeProvenance(QgsMapLayer& layer, const QString& title, const LayerProvenance& provenance) {
  QgsLayerMetadata metadata = layer.metadata();
  metadata.setTitle(title);
  metadata.setAbstract(abstractOf(title, provenance));
  metadata.addHistoryItem(QStringLiteral("%1: %2, Prospectivity Lens %3")
                              .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODate),
                                   provenance.algorithm, QStringLiteral(PROSPECTIVITY_VERSION)));
  for (const auto& [name, value] : provenance.lines)
    if (!value.empty())
      metadata.addHistoryItem(QString::fromStdString(name + ": " + value));
  layer.setMetadata(metadata);

  const auto set = [&](const char* name, const QVariant& value) {
    layer.setCustomProperty(QStringLiteral("prospectivity/") + QLatin1String(name), value);
  };
  const auto setText = [&](const char* name, const QString& text) {
    if (!text.isEmpty())
      set(name, text);
  };
  setText("algorithm", provenance.algorithm);
  setText("model", provenance.model);
  setText("fingerprint", provenance.fingerprint);
  setText("samples", provenance.samples);
  if (provenance.stack.size() == 1)
    set("stack", provenance.stack.first());
  else if (!provenance.stack.isEmpty())
    set("stack", provenance.stack);
}

} // namespace prospectivity
