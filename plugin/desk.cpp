#include "plugin/desk.h"

#include "plugin/layer_table_wrapper.h"
#include "plugin/why_here_dock.h"
#include "plugin/why_here_tool.h"

#include <QAction>
#include <QCoreApplication>
#include <QIcon>
#include <QMainWindow>
#include <QPointer>
#include <QVariant>
#include <qgisinterface.h>
#include <qgsmapcanvas.h>

#include <memory>

namespace prospectivity {

namespace {

// A property of the application and not a variable, as in registration.cpp: other copies see it as well.
constexpr const char* loadersProperty = "prospectivityDeskLoaders";

/// What stands in the window of QGIS; gone with it.
class Desk : public QObject {
 public:
  explicit Desk(QgisInterface& qgis) : mQgis(&qgis) {
    const QString menu = QStringLiteral("Prospectivity Lens");
    mTool = std::make_unique<WhyHereTool>(qgis.mapCanvas());
    mDock = new WhyHereDock(qgis.mapCanvas(), qgis.mainWindow());
    mAction = new QAction(QIcon(QStringLiteral(":/prospectivity/explain.svg")),
                          QCoreApplication::translate("WhyHere", "Why here?"), qgis.mainWindow());
    mAction->setObjectName(QStringLiteral("ProspectivityWhyHereAction"));
    mAction->setToolTip(QCoreApplication::translate(
        "WhyHere",
        "Why here? Click a cell of a prospectivity map to see what its score is made of (Ctrl+Alt+W)"));
    mAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+Alt+W")));
    mAction->setCheckable(true);
    mTool->setAction(mAction);
    qgis.addPluginToMenu(menu, mAction);
    qgis.addToolBarIcon(mAction);
    qgis.addDockWidget(Qt::RightDockWidgetArea, mDock);
    mDock->hide();
    connect(mAction, &QAction::triggered, this, [this] {
      mDock->setUserVisible(true);
      mDock->setMap(mQgis->activeLayer());
      mQgis->mapCanvas()->setMapTool(mTool.get());
    });
    connect(mTool.get(), &WhyHereTool::asked, mDock, &WhyHereDock::ask);
    connect(mTool.get(), &WhyHereTool::stepped, mDock, &WhyHereDock::step);
    connect(&qgis, &QgisInterface::currentLayerChanged, mDock, &WhyHereDock::setMap);
  }

  ~Desk() override {
    if (mQgis) {
      mQgis->mapCanvas()->unsetMapTool(mTool.get());
      mQgis->removePluginMenu(QStringLiteral("Prospectivity Lens"), mAction);
      mQgis->removeToolBarIcon(mAction);
      if (mDock)
        mQgis->removeDockWidget(mDock);
    }
    delete mDock;
    delete mAction;
  }

 private:
  LayerTables mTables;
  QPointer<QgisInterface> mQgis;
  std::unique_ptr<WhyHereTool> mTool;
  QPointer<WhyHereDock> mDock;
  QPointer<QAction> mAction;
};

// Not deleted at the end of the process, when the window is gone: loaders stop it before.
Desk* theDesk = nullptr;

int change(int by) {
  const int loaders = qApp->property(loadersProperty).toInt() + by;
  qApp->setProperty(loadersProperty, loaders);
  return loaders;
}

} // namespace

} // namespace prospectivity

extern "C" int prospectivityStartDesk(void* interfaceOfQgis) {
  try {
    if (interfaceOfQgis == nullptr || qApp == nullptr)
      return 1;
    if (prospectivity::change(+1) == 1)
      prospectivity::theDesk = new prospectivity::Desk(*static_cast<QgisInterface*>(interfaceOfQgis));
    return 0;
  } catch (...) {
    return 2;
  }
}

extern "C" int prospectivityStopDesk() {
  try {
    if (qApp == nullptr || qApp->property(prospectivity::loadersProperty).toInt() <= 0)
      return 1;
    if (prospectivity::change(-1) == 0) {
      delete prospectivity::theDesk;
      prospectivity::theDesk = nullptr;
    }
    return 0;
  } catch (...) {
    return 2;
  }
}
