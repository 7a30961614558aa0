#pragma once

#include "processing/releases/widgets.h"

#include <QPointer>
#include <QString>
#include <qgsprocessingwidgetwrapperimpl.h>

#include <string>
#include <vector>

class QLineEdit;
class QgsProcessingParameterType;

namespace prospectivity {

class LayerTextParameter;

/// The line of a LayerTextParameter in a dialog, with a button that opens its table. In the modeler and in
/// batch tables it is the line alone: which layers there will be is not known there.
class LayerTableWrapper : public QgsProcessingStringWidgetWrapper {
 public:
  explicit LayerTableWrapper(const QgsProcessingParameterDefinition* parameter = nullptr,
                             ProcessingMode type = ProcessingMode::Standard, QWidget* parent = nullptr);

  QString parameterType() const override;
  QgsAbstractProcessingParameterWidgetWrapper*
  createWidgetWrapper(const QgsProcessingParameterDefinition* parameter, ProcessingMode type) override;
  QWidget* createWidget() override;
  void postInitialize(const QList<QgsAbstractProcessingParameterWidgetWrapper*>& wrappers) override;

 private:
  void openTable();

  QPointer<QgsAbstractProcessingParameterWidgetWrapper> mLayers; ///< of LAYERS
  QPointer<QgsAbstractProcessingParameterWidgetWrapper> mNames;  ///< of BAND_NAMES; null for itself
  QPointer<QLineEdit> mLine;
};

/// The tables in QGIS's dialogs, from its making to its end. Not while another is there, as of another copy
/// of the plugin: then that one's tables are used.
class LayerTables {
 public:
  LayerTables();
  ~LayerTables();
  LayerTables(const LayerTables&) = delete;
  LayerTables& operator=(const LayerTables&) = delete;

 private:
  QgsProcessingParameterType* mType = nullptr;
  LayerTableWrapper* mFactory = nullptr;
};

} // namespace prospectivity
