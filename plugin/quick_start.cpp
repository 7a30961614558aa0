#include "plugin/quick_start.h"

#include "processing/frame/help_url.h"

#include <QDesktopServices>
#include <QUrl>

namespace prospectivity {

void openQuickStart() {
  QDesktopServices::openUrl(QUrl(helpUrlOf(QStringLiteral("quick_start"))));
}

} // namespace prospectivity
