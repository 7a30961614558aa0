#pragma once

#include <QString>
#include <QVariant>

namespace prospectivity {

/// What a destination parameter holds, as text.
QString destinationText(const QVariant& value);

/// The file that a destination parameter names; empty for temporary, in-memory and database destinations.
QString destinationFile(const QVariant& value);

} // namespace prospectivity
