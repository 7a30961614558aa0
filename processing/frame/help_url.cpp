#include "processing/frame/help_url.h"

#include "engine/core/library_beside.h"

#include <QFileInfo>
#include <QUrl>

namespace prospectivity {

// The folder of pages lies beside that of the libraries (plugin/Folder.cmake, packaging/CMakeLists.txt), and
// in the build folder as well.
QString helpUrlOf(const QString& algorithm) {
  const QFileInfo page(QString::fromStdString(pathBeside("../help/" + algorithm.toStdString() + ".html")));
  return page.isFile() ? QUrl::fromLocalFile(page.canonicalFilePath()).toString(QUrl::FullyEncoded)
                       : QString();
}

} // namespace prospectivity
