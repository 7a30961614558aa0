#pragma once

/// What QGIS Desktop has beside the Processing provider: the tool and the dock "Why here?", and tables of
/// layers in dialogs. Both loaders call these by name, where there is a main window; loaders are counted, so
/// that there is one dock. Main thread only. 0 is success. No exception leaves them.
extern "C" {
int prospectivityStartDesk(void* interfaceOfQgis); ///< a QgisInterface*
int prospectivityStopDesk();
}
