#include "plugin/lens_plugin.h"

#include "plugin/registration.h"

#include <QObject>
#include <qgsmessagelog.h>

namespace prospectivity {

namespace {

const QString& pluginName() {
  static const QString text = QStringLiteral("Prospectivity Lens (native)");
  return text;
}

const QString& pluginDescription() {
  static const QString text =
      QStringLiteral("Mineral prospectivity maps with their reasons: evidence, samples, augmentation, "
                     "convolutional network, map and explanation, in the Processing Toolbox.");
  return text;
}

const QString& pluginCategory() {
  static const QString text = QStringLiteral("Plugins");
  return text;
}

const QString& pluginVersion() {
  static const QString text = QStringLiteral(PROSPECTIVITY_VERSION);
  return text;
}

const QString& pluginIcon() {
  static const QString text = QStringLiteral(":/prospectivity/prospectivity.svg");
  return text;
}

} // namespace

LensPlugin::LensPlugin()
    : QgisPlugin(pluginName(), pluginDescription(), pluginCategory(), pluginVersion(), QgisPlugin::UI) {}

void LensPlugin::initGui() {
  if (mRegistered)
    return;
  mRegistered = prospectivityRegisterProvider() == 0;
  if (!mRegistered)
    QgsMessageLog::logMessage(QStringLiteral("QGIS refused the Processing provider: restart QGIS."),
                              pluginName(), Qgis::MessageLevel::Critical);
}

void LensPlugin::unload() {
  if (mRegistered)
    prospectivityUnregisterProvider();
  mRegistered = false;
}

} // namespace prospectivity

// What QGIS looks up by name in a plugin library (the typedefs at the end of qgisplugin.h).
extern "C" {

QgisPlugin* classFactory(QgisInterface*) {
  return new prospectivity::LensPlugin();
}

void unload(QgisPlugin* plugin) {
  delete plugin;
}

const QString* name() {
  return &prospectivity::pluginName();
}

const QString* description() {
  return &prospectivity::pluginDescription();
}

const QString* category() {
  return &prospectivity::pluginCategory();
}

int type() {
  return QgisPlugin::UI;
}

const QString* version() {
  return &prospectivity::pluginVersion();
}

const QString* icon() {
  return &prospectivity::pluginIcon();
}

} // extern "C"
