#pragma once

#include <QString>

namespace prospectivity {

/// SHA-256 of the file's bytes, hexadecimal. Throws Error where it cannot be read.
QString modelFingerprint(const QString& path);

/// Of the model that a raster was made with, by the word of its file; empty where it says nothing.
QString fingerprintOfMap(const QString& path);

} // namespace prospectivity
