#include "engine/raster/gdal_sink.h"
#include "plugin/layer_table_dialog.h"
#include "plugin/layer_table_wrapper.h"
#include "processing/releases/enumerations.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QtTest>
#include <qgsapplication.h>
#include <qgsgui.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingguiregistry.h>

#include <functional>
#include <memory>

using namespace prospectivity;

/// The table behind a text on layers, as a dialog of QGIS makes it.
class TestLayerTable : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theTypeIsKnownWhileThereAreTables();
  void theTableIsFilledFromTheTextAndFillsIt();
  void aMistakeKeepsTheTableOpen();
  void classesAreTicked();
  void bandNamesAreThoseOfTheStack();
  void withoutLayersTheTableSaysSo();
  void modelsAndBatchesHaveTheLineAlone();

 private:
  struct Dialog;
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }

  QTemporaryDir mFolder;
};

namespace {

using Wrapper = QgsAbstractProcessingParameterWidgetWrapper;

const LayerTable transforms{LayerTextForm::ValuesOfSome, "Transform", {"log", "standardize"}, "Groups"};
const LayerTable classes{LayerTextForm::NamesOfSome, "Holds classes", {}, {}};
const LayerTable names{LayerTextForm::NameOfEach, "Name in the stack", {}, {}};

std::unique_ptr<Wrapper> wrapperOf(const QgsProcessingParameterDefinition& parameter,
                                   ProcessingMode mode = ProcessingMode::Standard) {
  return std::unique_ptr<Wrapper>(
      QgsGui::processingGuiRegistry()->createParameterWidgetWrapper(&parameter, mode));
}

/// Presses the button, and does something with the table that opens.
void withTable(QWidget& widget, const std::function<void(LayerTableDialog&)>& use) {
  bool wasThere = false;
  QTimer::singleShot(0, &widget, [&] {
    auto* table = dynamic_cast<LayerTableDialog*>(QApplication::activeModalWidget());
    wasThere = table != nullptr;
    if (table != nullptr)
      use(*table);
  });
  widget.findChild<QToolButton*>()->click();
  QVERIFY(wasThere);
}

QStringList bandsIn(const LayerTableDialog& table) {
  const auto* lines = table.findChild<QTableWidget*>();
  QStringList bands;
  for (int row = 0; row < lines->rowCount(); ++row)
    bands << lines->item(row, 0)->text();
  return bands;
}

} // namespace

/// A dialog of three parameters.
struct TestLayerTable::Dialog {
  explicit Dialog(const QStringList& rasters)
      : layers(LayerTextParameter::layersName(), "Layers", prospectivity::Qgis::ProcessingSourceType::Raster),
        bandNames(LayerTextParameter::bandNamesName(), "Band names", names),
        text("TRANSFORMS", "Transforms", transforms), categorical("CATEGORICAL", "Classes", classes) {
    for (const QgsProcessingParameterDefinition* parameter :
         std::initializer_list<const QgsProcessingParameterDefinition*>{&layers, &bandNames, &text,
                                                                        &categorical}) {
      wrappers.push_back(wrapperOf(*parameter));
      widgets.emplace_back(wrappers.back()->createWrappedWidget(context));
    }
    QVariantList values;
    for (const QString& raster : rasters)
      values << raster;
    wrappers[0]->setParameterValue(values, context);
    QList<Wrapper*> all;
    for (const auto& wrapper : wrappers)
      all << wrapper.get();
    for (Wrapper* wrapper : all)
      wrapper->postInitialize(all);
  }

  QgsProcessingContext context;
  QgsProcessingParameterMultipleLayers layers;
  LayerTextParameter bandNames;
  LayerTextParameter text;
  LayerTextParameter categorical;
  std::vector<std::unique_ptr<Wrapper>> wrappers;
  std::vector<std::unique_ptr<QWidget>> widgets;
};

void TestLayerTable::initTestCase() {
  Grid grid;
  grid.columns = 2;
  grid.rows = 2;
  grid.transform = {500000, 500, 0, 2800000, 0, -500};
  const std::vector<float> values{1, 2, 3, 4, 1, 2, 3, 4};
  for (const auto& [file, bands] :
       {std::pair{"w.tif", std::vector<std::string>{"W"}},
        std::pair{"others.tif", std::vector<std::string>{"Cu, ppm", "geology"}}}) {
    const auto sink = createRaster(path(file).toStdString(), grid, bands);
    sink->write({0, 0, 2, 2}, values.data());
    sink->finish();
  }
}

void TestLayerTable::theTypeIsKnownWhileThereAreTables() {
  const LayerTextParameter parameter("UNITS", "Units", transforms);
  QCOMPARE(parameter.type(), QgsProcessingParameterString::typeName());
  {
    const LayerTables tables;
    const LayerTables ofAnotherCopy; // changes nothing
    QCOMPARE(parameter.type(), LayerTextParameter::tableType());
    const auto wrapper = wrapperOf(parameter);
    QVERIFY(dynamic_cast<LayerTableWrapper*>(wrapper.get()) != nullptr);
  }
  QCOMPARE(parameter.type(), QgsProcessingParameterString::typeName());
  QVERIFY(wrapperOf(parameter) != nullptr);
}

void TestLayerTable::theTableIsFilledFromTheTextAndFillsIt() {
  const LayerTables tables;
  Dialog dialog({path("w.tif"), path("others.tif")});
  dialog.wrappers[2]->setParameterValue("W=log; clr(Mo, Bi)", dialog.context);
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    QCOMPARE(bandsIn(table), QStringList({"W", "Cu, ppm", "geology"}));
    const auto* lines = table.findChild<QTableWidget*>();
    QCOMPARE(lines->horizontalHeaderItem(1)->text(), QStringLiteral("Transform"));
    QCOMPARE(qobject_cast<QComboBox*>(lines->cellWidget(0, 1))->currentText(), QStringLiteral("log"));
    QCOMPARE(table.findChild<QLineEdit*>("Rest")->text(), QStringLiteral("clr(Mo, Bi)"));
    auto* copper = qobject_cast<QComboBox*>(lines->cellWidget(1, 1));
    QVERIFY(copper->findText("standardize") >= 0);
    copper->setCurrentText("winsorize 2 98"); // what is not offered is typed
    table.accept();
  });
  QCOMPARE(dialog.wrappers[2]->parameterValue().toString(),
           QStringLiteral("W=log; \"Cu, ppm\"=winsorize 2 98; clr(Mo, Bi)"));
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    table.findChild<QLineEdit*>("Rest")->clear();
    table.reject();
  });
  QVERIFY(dialog.wrappers[2]->parameterValue().toString().contains("clr(Mo, Bi)"));
}

void TestLayerTable::aMistakeKeepsTheTableOpen() {
  const LayerTables tables;
  Dialog dialog({path("w.tif")});
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    auto* choice = qobject_cast<QComboBox*>(table.findChild<QTableWidget*>()->cellWidget(0, 1));
    choice->setCurrentText("log; Sn=log");
    table.accept();
    QVERIFY(table.isVisible());
    const auto* mistake = table.findChild<QLabel*>("Mistake");
    QVERIFY2(mistake->isVisible() && mistake->text().startsWith("TRANSFORMS: 'log; Sn=log'"),
             qPrintable(mistake->text()));
    choice->setCurrentText("log");
    table.accept();
  });
  QCOMPARE(dialog.wrappers[2]->parameterValue().toString(), QStringLiteral("W=log"));
}

void TestLayerTable::classesAreTicked() {
  const LayerTables tables;
  Dialog dialog({path("w.tif"), path("others.tif")});
  dialog.wrappers[3]->setParameterValue("W", dialog.context);
  withTable(*dialog.widgets[3], [](LayerTableDialog& table) {
    auto* lines = table.findChild<QTableWidget*>();
    QCOMPARE(lines->item(0, 1)->checkState(), Qt::Checked);
    QCOMPARE(lines->item(2, 1)->checkState(), Qt::Unchecked);
    lines->item(0, 1)->setCheckState(Qt::Unchecked);
    lines->item(1, 1)->setCheckState(Qt::Checked);
    lines->item(2, 1)->setCheckState(Qt::Checked);
    table.accept();
  });
  QCOMPARE(dialog.wrappers[3]->parameterValue().toString(), QStringLiteral("\"Cu, ppm\", geology"));
}

void TestLayerTable::bandNamesAreThoseOfTheStack() {
  const LayerTables tables;
  Dialog dialog({path("w.tif"), path("others.tif")});
  withTable(*dialog.widgets[1], [](LayerTableDialog& table) {
    QCOMPARE(bandsIn(table), QStringList({"W", "Cu, ppm", "geology"}));
    table.findChild<QTableWidget*>()->item(1, 1)->setText("copper");
    table.accept();
  });
  QCOMPARE(dialog.wrappers[1]->parameterValue().toString(), QStringLiteral("W, copper, geology"));
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    QCOMPARE(bandsIn(table), QStringList({"W", "copper", "geology"}));
    table.reject();
  });
  dialog.wrappers[1]->setParameterValue("W, copper", dialog.context);
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    QCOMPARE(bandsIn(table), QStringList({"W", "Cu, ppm", "geology"}));
    QVERIFY(table.findChild<QLabel*>()->text().contains("2 and 3"));
    table.reject();
  });
}

void TestLayerTable::withoutLayersTheTableSaysSo() {
  const LayerTables tables;
  Dialog dialog({});
  dialog.wrappers[2]->setParameterValue("W=log", dialog.context);
  withTable(*dialog.widgets[2], [](LayerTableDialog& table) {
    QVERIFY(bandsIn(table).isEmpty());
    QVERIFY(table.findChild<QLabel*>()->text().startsWith("Choose the evidence layers first"));
    table.accept();
  });
  QCOMPARE(dialog.wrappers[2]->parameterValue().toString(), QStringLiteral("W=log")); // nothing is lost
}

void TestLayerTable::modelsAndBatchesHaveTheLineAlone() {
  const LayerTables tables;
  const LayerTextParameter parameter("UNITS", "Units", transforms);
  for (const ProcessingMode mode : {ProcessingMode::Modeler, ProcessingMode::Batch}) {
    QgsProcessingContext context;
    const auto wrapper = wrapperOf(parameter, mode);
    const std::unique_ptr<QWidget> widget(wrapper->createWrappedWidget(context));
    QVERIFY(qobject_cast<QLineEdit*>(widget.get()) != nullptr);
    wrapper->setParameterValue("W=ppm", context);
    QCOMPARE(wrapper->parameterValue().toString(), QStringLiteral("W=ppm"));
  }
}

int main(int argc, char* argv[]) {
  QgsApplication application(argc, argv, true);
  QgsApplication::initQgis();
  int status = 0;
  {
    TestLayerTable test;
    status = QTest::qExec(&test, argc, argv);
  }
  QgsApplication::exitQgis();
  return status;
}
#include "test_layer_table.moc"
