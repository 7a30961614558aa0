#include "plugin/layer_table_wrapper.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"
#include "engine/raster/band_names.h"
#include "engine/raster/gdal_raster.h"
#include "plugin/layer_table_dialog.h"
#include "processing/frame/layer_text_parameter.h"
#include "processing/language/language.h"
#include "processing/layers/raster_layer.h"
#include "processing/releases/enumerations.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QToolButton>
#include <qgsapplication.h>
#include <qgsgui.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingguiregistry.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingparametertypeimpl.h>
#include <qgsprocessingregistry.h>
#include <qgsproject.h>

#include <memory>
#include <utility>

namespace prospectivity {

namespace {

QString translated(const char* text) {
  return QCoreApplication::translate("LayerTable", text);
}

/// The bands of the rasters that a dialog has chosen so far, as the stack will call them. Throws Error as
/// rasters do that cannot be opened.
std::vector<std::string> bandsOf(const QgsAbstractProcessingParameterWidgetWrapper& layers,
                                 QgsProcessingContext& context) {
  const QgsProcessingParameterDefinition* definition = layers.parameterDefinition();
  const QVariantMap given{{definition->name(), layers.parameterValue()}};
  std::vector<std::unique_ptr<RasterSource>> opened;
  std::vector<RasterSource*> sources;
  for (const QgsMapLayer* layer : QgsProcessingParameters::parameterAsLayerList(definition, given, context)) {
    opened.push_back(openRaster(rasterFileOf(asRasterLayer(layer, definition->name()), definition->name())));
    sources.push_back(opened.back().get());
  }
  return bandNamesOf(sources);
}

/// The type by which QGIS finds the table: a text in all else.
class LayerTextType : public QgsProcessingParameterTypeString {
 public:
  QString id() const override { return LayerTextParameter::tableType(); }
  QString name() const override { return translated("Text on layers"); }
  /// People do not add it to models of their own.
  Qgis::ProcessingParameterTypeFlags flags() const override { return {}; }
};

class LayerTableFactory : public QgsProcessingParameterWidgetFactoryInterface {
 public:
  QString parameterType() const override { return LayerTextParameter::tableType(); }
  QgsAbstractProcessingParameterWidgetWrapper*
  createWidgetWrapper(const QgsProcessingParameterDefinition* parameter, ProcessingMode mode) override {
    return new LayerTableWrapper(parameter, mode);
  }

 protected:
  /// What a model may hand over.
  QStringList compatibleParameterTypes() const override {
    return {QgsProcessingParameterString::typeName(), QgsProcessingParameterField::typeName(),
            QgsProcessingParameterExpression::typeName()};
  }
  QStringList compatibleOutputTypes() const override { return {QgsProcessingOutputString::typeName()}; }
};

} // namespace

LayerTableWrapper::LayerTableWrapper(const QgsProcessingParameterDefinition* parameter, ProcessingMode mode)
    : QgsAbstractProcessingParameterWidgetWrapper(parameter, mode) {}

QWidget* LayerTableWrapper::createWidget() {
  mLine = new QLineEdit;
  mLine->setToolTip(parameterDefinition()->toolTip());
  connect(mLine, &QLineEdit::textChanged, this, [this] { Q_EMIT widgetValueHasChanged(this); });
  if (type() != ProcessingMode::Standard)
    return mLine;
  auto* widget = new QWidget;
  auto* layout = new QHBoxLayout(widget);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(mLine);
  auto* button = new QToolButton;
  button->setText(QStringLiteral("…"));
  button->setToolTip(translated("Fill in as a table of the layers"));
  button->setAccessibleName(button->toolTip());
  layout->addWidget(button);
  connect(button, &QToolButton::clicked, this, [this] { openTable(); });
  return widget;
}

void LayerTableWrapper::setWidgetValue(const QVariant& value, QgsProcessingContext& context) {
  if (!mLine.isNull())
    mLine->setText(QgsProcessingParameters::parameterAsString(parameterDefinition(), value, context));
}

QVariant LayerTableWrapper::widgetValue() const {
  return mLine.isNull() ? QVariant() : mLine->text();
}

void LayerTableWrapper::postInitialize(const QList<QgsAbstractProcessingParameterWidgetWrapper*>& wrappers) {
  QgsAbstractProcessingParameterWidgetWrapper::postInitialize(wrappers);
  for (QgsAbstractProcessingParameterWidgetWrapper* wrapper : wrappers) {
    const QString name = wrapper->parameterDefinition()->name();
    if (name == LayerTextParameter::layersName())
      mLayers = wrapper;
    else if (name == LayerTextParameter::bandNamesName() && wrapper != this)
      mNames = wrapper;
  }
}

void LayerTableWrapper::openTable() {
  const auto* parameter = dynamic_cast<const LayerTextParameter*>(parameterDefinition());
  if (parameter == nullptr || mLayers.isNull() || mLine.isNull())
    return;
  QgsProcessingContext own;
  QgsProcessingContext* context =
      mProcessingContextGenerator != nullptr ? mProcessingContextGenerator->processingContext() : nullptr;
  if (context == nullptr) {
    own.setProject(QgsProject::instance());
    context = &own;
  }
  try {
    std::vector<std::string> bands = bandsOf(*mLayers, *context);
    QString note;
    if (bands.empty())
      note = translated("Choose the evidence layers first: each has a line here then.");
    if (!mNames.isNull()) {
      std::vector<std::string> names = namesIn(mNames->parameterValue().toString().toStdString(), ',',
                                               LayerTextParameter::bandNamesName().toStdString());
      if (names.size() == bands.size())
        bands = std::move(names);
      else if (!names.empty())
        note = translated(
                   "The band names are not as many as the bands (%1 and %2): layers stand here under their "
                   "own names.")
                   .arg(names.size())
                   .arg(bands.size());
    }
    LayerTableDialog table(*parameter, std::move(bands), mLine->text(), note, mLine->window());
    if (table.exec() == QDialog::Accepted && !mLine.isNull())
      mLine->setText(table.text());
  } catch (const Error& failure) {
    QMessageBox::warning(mLine->window(), parameter->description(), textInLanguage(failure.sentence()));
  }
}

LayerTables::LayerTables() {
  QgsProcessingRegistry* types = QgsApplication::processingRegistry();
  if (types->parameterType(LayerTextParameter::tableType()) != nullptr)
    return;
  // The widget first: a type without one would keep dialogs from opening.
  auto factory = std::make_unique<LayerTableFactory>();
  if (!QgsGui::processingGuiRegistry()->addParameterWidgetFactory(factory.get()))
    return;
  mFactory = factory.release();
  auto type = std::make_unique<LayerTextType>();
  if (types->addParameterType(type.get()))
    mType = type.release();
}

LayerTables::~LayerTables() {
  // Both registries delete what they give up.
  if (mType != nullptr)
    QgsApplication::processingRegistry()->removeParameterType(mType);
  if (mFactory != nullptr)
    QgsGui::processingGuiRegistry()->removeParameterWidgetFactory(mFactory);
}

} // namespace prospectivity
