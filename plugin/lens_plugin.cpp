#include "plugin/lens_plugin.h"

#include "plugin/release.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVariant>
#include <QWidget>
#include <qgis.h>

#include <cerrno>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

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

// What QGIS offers, found by name in the process: see the class.
template <typename Function> Function ofQgis(const char* mangledName) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, mangledName));
}

int runningRelease() {
  const auto versionInt = ofQgis<int (*)()>("_ZN4Qgis10versionIntEv");
  return versionInt == nullptr ? 0 : versionInt();
}

QString providerLibrary() {
  // The library that another loader has opened is taken: a second copy of the same names would get mixed up
  // with it. registration.cpp writes this property.
  const QString open = qApp->property("prospectivityProviderLibrary").toString();
  if (!open.isEmpty())
    return open;
  Dl_info here;
  if (dladdr(reinterpret_cast<const void*>(&runningRelease), &here) == 0)
    return QString();
  return QDir::cleanPath(QFileInfo(QFile::decodeName(here.dli_fname)).absolutePath() +
                         QStringLiteral("/../lib/libprospectivity_provider.so"));
}

// Empty for a file that can be read. QLibrary would look for it under other names, and speak of the last one.
QString refusalByAbsence(const QString& library) {
  if (access(QFile::encodeName(library).constData(), R_OK) == 0)
    return QString();
  const int reason = errno;
  if (reason == ENOENT || reason == ENOTDIR)
    return QStringLiteral("Prospectivity Lens is installed by half, %1 is missing: install it again.")
        .arg(library);
  return QStringLiteral("Prospectivity Lens cannot read %1 (%2): let this user read the plugin's folder, or "
                        "install it again.")
      .arg(library, QString::fromLocal8Bit(std::strerror(reason)));
}

void say(const QString& sentence) {
  // Said once, though two loaders may find the same.
  if (qApp->property("prospectivityRefusal").toString() == sentence)
    return;
  qApp->setProperty("prospectivityRefusal", sentence);

  using Log = void (*)(const QString&, const QString&, Qgis::MessageLevel, bool);
  const auto log = ofQgis<Log>("_ZN13QgsMessageLog10logMessageERK7QStringS2_N4Qgis12MessageLevelEb");
  if (log != nullptr)
    log(sentence, pluginName(), Qgis::MessageLevel::Critical, true);
  else
    qCritical("%s", qUtf8Printable(sentence));
  const QWidgetList widgets = QApplication::allWidgets();
  for (QWidget* widget : widgets)
    if (widget->inherits("QgsMessageBar") && widget->window()->inherits("QgisApp")) {
      QMetaObject::invokeMethod(widget, "pushCritical", Q_ARG(QString, QStringLiteral("Prospectivity Lens")),
                                Q_ARG(QString, sentence));
      return;
    }
}

} // namespace

LensPlugin::LensPlugin(QgisInterface* interfaceOfQgis)
    : QgisPlugin(pluginName(), pluginDescription(), pluginCategory(), pluginVersion(), QgisPlugin::UI),
      mInterface(interfaceOfQgis) {}

void LensPlugin::initGui() {
  if (mRegistered)
    return;
  const QString refusal = refusalByRelease(runningRelease());
  if (!refusal.isEmpty())
    return say(refusal);
  const QString library = providerLibrary();
  const QString absence = refusalByAbsence(library);
  if (!absence.isEmpty())
    return say(absence);
  mProvider.setFileName(library);
  const auto registerProvider =
      reinterpret_cast<int (*)()>(mProvider.resolve("prospectivityRegisterProvider"));
  if (registerProvider == nullptr)
    return say(QStringLiteral(
                   "The library of Prospectivity Lens could not be opened (%1): install the plugin again.")
                   .arg(mProvider.errorString()));
  mRegistered = registerProvider() == 0;
  if (!mRegistered)
    return say(QStringLiteral("QGIS refused the Processing provider: restart QGIS."));
  startDesk();
}

void LensPlugin::startDesk() {
  if (mInterface == nullptr)
    return;
  // Beside the provider's library, wherever that came from.
  const QString library =
      QFileInfo(mProvider.fileName()).absolutePath() + QStringLiteral("/libprospectivity_desk.so");
  const QString absence = refusalByAbsence(library);
  if (!absence.isEmpty())
    return say(absence);
  mDesk.setFileName(library);
  const auto start = reinterpret_cast<int (*)(void*)>(mDesk.resolve("prospectivityStartDesk"));
  mHasDesk = start != nullptr && start(mInterface) == 0;
  if (!mHasDesk)
    say(QStringLiteral(
            "The library of the panel and of 'Why here?' could not be opened (%1): install the plugin again.")
            .arg(mDesk.errorString()));
}

void LensPlugin::unload() {
  qApp->setProperty("prospectivityRefusal", QVariant());
  if (!mRegistered)
    return;
  if (mHasDesk) {
    const auto stop = reinterpret_cast<int (*)()>(mDesk.resolve("prospectivityStopDesk"));
    if (stop != nullptr)
      stop();
    mHasDesk = false;
  }
  const auto unregisterProvider =
      reinterpret_cast<int (*)()>(mProvider.resolve("prospectivityUnregisterProvider"));
  if (unregisterProvider != nullptr)
    unregisterProvider();
  mRegistered = false;
}

} // namespace prospectivity

// What QGIS looks up by name in a plugin library (the typedefs at the end of qgisplugin.h).
extern "C" {

QgisPlugin* classFactory(QgisInterface* interfaceOfQgis) {
  return new prospectivity::LensPlugin(interfaceOfQgis);
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
