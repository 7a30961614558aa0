#pragma once

#include <QString>

namespace prospectivity {

/// The release of QGIS that this build fits, as in 3.22.16. Its classes may change at every release, the
/// third number included, so that a library that was built for another one may crash.
int releaseBuiltFor(); ///< as Qgis::versionInt() has it: 32216

/// Empty when this build fits the release that runs, or else the sentence for the user: which release it was
/// built for, which one runs, and which package to install. `running` is as Qgis::versionInt() has it.
/// The Python loader says the same (plugin/python/__init__.py).
QString refusalByRelease(int running);

} // namespace prospectivity
