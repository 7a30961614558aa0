#pragma once

#include "engine/report/report.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QString>
#include <QStringList>
#include <QVariantMap>
#include <nlohmann/json_fwd.hpp>

class QgsMapLayer;

namespace prospectivity {

/// How a layer that QGIS loads came to be. Paths and dates stand here and in reports: files have none, so
/// that the same run gives the same bytes everywhere.
struct LayerProvenance {
  QString algorithm;    ///< id
  QString purpose;      ///< of the algorithm, a sentence
  QString model;        ///< absolute path; empty without one, as all that follow
  QString fingerprint;  ///< of the model
  QStringList stack;    ///< absolute paths: of the evidence stack, or of single layers
  QString samples;      ///< absolute path; of a layer without file its name
  NamesAndValues lines; ///< as at the end of reports
};

/// Writes it to the layer: title `title`, an abstract in prose and the history of its metadata, and the
/// custom properties prospectivity/algorithm, prospectivity/model, prospectivity/fingerprint,
/// prospectivity/stack (a text; of several layers a list of texts) and prospectivity/samples, as far as they
/// are known. Main thread.
void writeProvenance(QgsMapLayer& layer, const QString& title, const LayerProvenance& provenance);

} // namespace prospectivity
