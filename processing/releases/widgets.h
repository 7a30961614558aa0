#pragma once

#include <qgis.h>
#include <qgsconfig.h>

#if _QGIS_VERSION_INT < 34400
#include <qgsprocessinggui.h>
#endif

namespace prospectivity {

/// In which kind of dialog a parameter is asked for. For the library that knows QGIS's widgets alone.
#if _QGIS_VERSION_INT < 34400
using ProcessingMode = QgsProcessingGui::WidgetType;
#else
using ProcessingMode = ::Qgis::ProcessingMode;
#endif

} // namespace prospectivity
