#pragma once

#include <QString>
#include <QVariant>

namespace prospectivity {

/// What a destination parameter holds, as text.
QString destinationText(const QVariant& value);

/// The file that a destination parameter names; empty for temporary, in-memory and database destinations.
QString destinationFile(const QVariant& value);

/// Whether a destination of features is a layer in memory.
bool isInMemory(const QVariant& value);

/// A temporary layer for an output that nobody named, loaded into the project of another destination if that
/// one is.
QVariant temporaryBeside(const QVariant& destination);

} // namespace prospectivity
