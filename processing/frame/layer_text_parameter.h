#pragma once

#include "processing/frame/layer_texts.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QString>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingparameters.h>

namespace prospectivity {

/// How a table asks for what a text says of layers.
struct LayerTable {
  LayerTextForm form = LayerTextForm::NamesOfSome;
  QString title;      ///< of the column beside the layers
  QStringList offers; ///< values to choose from, beside those that one types
  QString rest;       ///< what the line below the table is for: parts that no single layer has
};

/// An optional text that says something of the layers of LAYERS, whose bands BAND_NAMES may rename. It is a
/// text for scripts, models and qgis_process; where the window of QGIS has a table for it (plugin/desk.h),
/// dialogs show a button that opens it.
class LayerTextParameter : public QgsProcessingParameterString {
 public:
  LayerTextParameter(const QString& name, const QString& description, LayerTable table);

  static QString layersName() { return QStringLiteral("LAYERS"); }
  static QString bandNamesName() { return QStringLiteral("BAND_NAMES"); }

  /// The type that QGIS finds the table by, once it is registered.
  static QString tableType() { return QStringLiteral("prospectivity_layer_text"); }

  const LayerTable& table() const { return mTable; }

  /// What people read in the table, in the language of QGIS; the values on offer are part of texts and stay.
  void translateTable();

  /// tableType() where QGIS knows it, else that of a text: dialogs would not open for a type that nobody
  /// knows.
  QString type() const override;
  QgsProcessingParameterDefinition* clone() const override { return new LayerTextParameter(*this); }

 private:
  LayerTable mTable;
};

} // namespace prospectivity
