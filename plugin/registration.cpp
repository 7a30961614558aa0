#include "plugin/registration.h"

#include "plugin/release.h"
#include "processing/language/language.h"
#include "processing/provider.h"
#include "processing/releases/task_threads.h"

#include <QCoreApplication>
#include <QFile>
#include <QTranslator>
#include <QVariant>
#include <qgis.h>
#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

#include <dlfcn.h>
#include <memory>

namespace prospectivity {

namespace {

enum Status { Done = 0, NoApplication = 1, NothingToRemove = 1, Refused = 2, AnotherRelease = 3 };

// A dynamic property of the provider object and not a variable of this library: if two copies of the library
// are installed (one for the user, one for the machine), they still see one another's loaders.
constexpr const char* loadersProperty = "prospectivityLoaders";

constexpr const char* closingProperty = "prospectivityEndsTaskThreads"; // said once, by whichever copy

// Which file holds the provider that is registered, for loaders of another copy: they let that file count
// them and do not open theirs, whose names would be taken for those of the first.
constexpr const char* libraryProperty = "prospectivityProviderLibrary";

// What speaks the language of QGIS, for Processing and for the window: of the copy whose provider is
// registered, since its texts are in that copy's library.
std::unique_ptr<QTranslator>& translator() {
  static std::unique_ptr<QTranslator> installed;
  return installed;
}

/// Before the provider is made: parameters are given their titles then.
void speakLanguageOfQgis() {
  translator() = translatorFor(QgsApplication::locale());
  if (translator())
    QCoreApplication::installTranslator(translator().get());
}

QString thisLibrary() {
  Dl_info here;
  return dladdr(reinterpret_cast<const void*>(&prospectivityRegisterProvider), &here) == 0
             ? QString()
             : QFile::decodeName(here.dli_fname);
}

QgsProcessingProvider* registeredProvider() {
  return QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"));
}

void countLoaders(QgsProcessingProvider& provider, int change) {
  provider.setProperty(loadersProperty, provider.property(loadersProperty).toInt() + change);
}

Status registerProvider() {
  if (QCoreApplication::instance() == nullptr || QgsApplication::processingRegistry() == nullptr)
    return NoApplication;
  if (!refusalByRelease(Qgis::versionInt()).isEmpty())
    return AnotherRelease;
  QgsProcessingProvider* provider = registeredProvider();
  if (provider == nullptr) {
    speakLanguageOfQgis();
    auto created = std::make_unique<Provider>();
    provider = created.get();
    // The registry owns the provider from here on; it deletes one that it refuses.
    if (!QgsApplication::processingRegistry()->addProvider(created.release())) {
      translator().reset();
      return Refused;
    }
    QCoreApplication::instance()->setProperty(libraryProperty, thisLibrary());
    if (!QCoreApplication::instance()->property(closingProperty).toBool())
      endTaskThreadsAtClosing();
    QCoreApplication::instance()->setProperty(closingProperty, true);
  }
  countLoaders(*provider, +1);
  return Done;
}

Status unregisterProvider() {
  if (QCoreApplication::instance() == nullptr || QgsApplication::processingRegistry() == nullptr)
    return NoApplication;
  QgsProcessingProvider* provider = registeredProvider();
  if (provider == nullptr)
    return NothingToRemove;
  countLoaders(*provider, -1);
  if (provider->property(loadersProperty).toInt() <= 0) {
    QgsApplication::processingRegistry()->removeProvider(provider);
    translator().reset(); // which takes it out
    QCoreApplication::instance()->setProperty(libraryProperty, QVariant());
  }
  return Done;
}

} // namespace

} // namespace prospectivity

extern "C" int prospectivityRegisterProvider() {
  try {
    return prospectivity::registerProvider();
  } catch (...) {
    return prospectivity::Refused;
  }
}

extern "C" int prospectivityUnregisterProvider() {
  try {
    return prospectivity::unregisterProvider();
  } catch (...) {
    return prospectivity::Refused;
  }
}
