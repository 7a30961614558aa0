#pragma once

/// What QGIS Desktop has beside the Processing provider: the panel of the work with the quick start, the tool
/// and the dock "Why here?", and tables of layers in dialogs. Both loaders call these by name, where there is
/// a main window; loaders are counted, so that there is one of each. Main thread only. 0 is success. No
/// exception leaves them.
extern "C" {
int prospectivityStartDesk(void* interfaceOfQgis); ///< a QgisInterface*
int prospectivityStopDesk();
}
