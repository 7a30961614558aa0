#pragma once

#include <QString>

namespace prospectivity {

/// Where the page of an algorithm lies that was installed with the plugin, as the URL of a file. Empty where
/// there is none, and QGIS then shows no button for it.
QString helpUrlOf(const QString& algorithm);

} // namespace prospectivity
