#pragma once

#include "processing/releases/widgets.h"

#include <QPointer>
#include <QString>
#include <qgsprocessingwidgetwrapper.h>

#include <string>
#include <vector>

class QLineEdit;
class QgsProcessingParameterType;

namespace prospectivity {

class LayerTextParameter;

/// The line of a LayerTextParameter in a dialog, with a button that opens its table. In the modeler and in
/// batch tables it is the line alone: which layers there will be is not known there.
class LayerTableWrapper : public QgsAbstractProcessingParameterWidgetWrapper {
 public:
  LayerTableWrapper(const QgsProcessingParameterDefinition* parameter, ProcessingMode mode);

  void postInitialize(const QList<QgsAbstractProcessingParameterWidgetWrapper*>& wrappers) override;

 protected:
  QWidget* createWidget() override;
  void setWidgetValue(const QVariant& value, QgsProcessingContext& context) override;
  QVariant widgetValue() const override;

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
  QgsProcessingParameterWidgetFactoryInterface* mFactory = nullptr;
};

} // namespace prospectivity
