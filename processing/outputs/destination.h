#pragma once

#include <QString>
#include <QVariant>

namespace prospectivity {

/// What a destination parameter holds, as text.
QString destinationText(const QVariant& value);

/// The file that a destination parameter names; empty for temporary, in-memory and database destinations.
QString destinationFile(const QVariant& value);

/// The file of a destination that names a layer in one, 'ogr:dbname=...'; empty for all others.
QString destinationLayerFile(const QVariant& value);

/// The layer that such a destination names; empty where it leaves that to QGIS.
QString destinationLayer(const QVariant& value);

/// Such a destination with a layer of the same name in another file.
QVariant withLayerFile(const QVariant& value, const QString& file);

/// A destination, a text or what dialogs make of it, with another text.
QVariant withDestinationText(const QVariant& value, const QString& text);

/// Whether a destination of features is a layer in memory.
bool isInMemory(const QVariant& value);

/// A temporary layer for an output that nobody named, loaded into the project of another destination if that
/// one is.
QVariant temporaryBeside(const QVariant& destination);

} // namespace prospectivity
