#pragma once

#include <QString>

namespace prospectivity {

/// SHA-256 of the file's bytes, hexadecimal. Throws Error where it cannot be read.
QString modelFingerprint(const QString& path);

} // namespace prospectivity
