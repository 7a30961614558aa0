#pragma once

#include <QString>
#include <QVariantMap>

namespace prospectivity {

/// Opens the dialog of Processing for an algorithm, beside the window and not in front of it, with these
/// parameters filled in: texts and lists of texts. The dialog is one of Python in every release of QGIS 3.
/// Returns what stands in the way, for the user; empty where nothing does. Main thread.
QString openProcessingDialog(const QString& algorithm, const QVariantMap& parameters);

} // namespace prospectivity
