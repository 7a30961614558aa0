#pragma once

/// The two functions through which every loader adds the Processing provider to QGIS and takes it away again:
/// the C++ plugin (plugin/lens_plugin.cpp) and the Python loader (plugin/python/__init__.py), which calls
/// them by name through ctypes.
///
/// Loaders are counted on the provider itself, so that both loaders at once give one provider, and it stays
/// until the last of them has let go. Main thread only. No exception leaves them: 0 is success, and
/// `prospectivityRegisterProvider` returns 1 when there is no QGIS application to register with, 2 when QGIS
/// refused the provider or memory ran out, 3 when the QGIS that runs is of another release than the one that
/// this library was built for (plugin/release.h); `prospectivityUnregisterProvider` returns 1 when no loader
/// is left.
extern "C" {
int prospectivityRegisterProvider();
int prospectivityUnregisterProvider();
}
