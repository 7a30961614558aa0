#include "plugin/desk.h"

#include "plugin/layer_table_wrapper.h"
#include "plugin/prospectivity_dock.h"
#include "plugin/quick_start.h"
#include "plugin/run_history.h"
#include "plugin/why_here_dock.h"
#include "plugin/why_here_tool.h"
#include "plugin/work_account.h"

#include <QAction>
#include <QCoreApplication>
#include <QIcon>
#include <QMainWindow>
#include <QPointer>
#include <QVariant>
#include <qgisinterface.h>
#include <qgsmapcanvas.h>
#include <qgsproject.h>

#include <memory>

namespace prospectivity {

namespace {

// A property of the application and not a variable, as in registration.cpp: other copies see it as well.
constexpr const char* loadersProperty = "prospectivityDeskLoaders";

const QString& menuName() {
  static const QString name = QStringLiteral("Prospectivity Lens");
  return name;
}

/// The tool and the dock "Why here?".
class WhyHere : public QObject {
 public:
  /// `history`: outlives it.
  WhyHere(QgisInterface& qgis, const RunHistory& history) : mQgis(&qgis) {
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
    qgis.addPluginToMenu(menuName(), mAction);
    qgis.addToolBarIcon(mAction);
    qgis.addDockWidget(Qt::RightDockWidgetArea, mDock);
    mDock->hide();
    mDock->setDepositsOfWork([&history] {
      return WorkAccount(history.runs(), [](const QString&) { return true; }).last(Product::Deposits);
    });
    connect(mAction, &QAction::triggered, this, [this] {
      mDock->setUserVisible(true);
      mDock->takeLikelyDeposits();
      mDock->setMap(mQgis->activeLayer());
      mQgis->mapCanvas()->setMapTool(mTool.get());
    });
    connect(mTool.get(), &WhyHereTool::asked, mDock, &WhyHereDock::ask);
    connect(mTool.get(), &WhyHereTool::stepped, mDock, &WhyHereDock::step);
    connect(&qgis, &QgisInterface::currentLayerChanged, mDock, &WhyHereDock::setMap);
  }

  ~WhyHere() override {
    if (mQgis) {
      mQgis->mapCanvas()->unsetMapTool(mTool.get());
      mQgis->removePluginMenu(menuName(), mAction);
      mQgis->removeToolBarIcon(mAction);
      if (mDock)
        mQgis->removeDockWidget(mDock);
    }
    delete mDock;
    delete mAction;
  }

 private:
  QPointer<QgisInterface> mQgis;
  std::unique_ptr<WhyHereTool> mTool;
  QPointer<WhyHereDock> mDock;
  QPointer<QAction> mAction;
};

/// The panel of the work, and the quick start.
class Panel : public QObject {
 public:
  explicit Panel(QgisInterface& qgis) : mQgis(&qgis), mHistory(*QgsProject::instance()) {
    mDock = new ProspectivityDock(qgis, mHistory, qgis.mainWindow());
    mAction = new QAction(QIcon(QStringLiteral(":/prospectivity/prospectivity.svg")),
                          QCoreApplication::translate("ProspectivityPanel", "Prospectivity panel"),
                          qgis.mainWindow());
    mAction->setObjectName(QStringLiteral("ProspectivityPanelAction"));
    mAction->setToolTip(QCoreApplication::translate(
        "ProspectivityPanel", "Prospectivity panel: the steps from layers to targets, and what is next"));
    mStart = new QAction(QCoreApplication::translate("ProspectivityPanel", "Quick start"), qgis.mainWindow());
    mStart->setObjectName(QStringLiteral("ProspectivityQuickStartAction"));
    qgis.addPluginToMenu(menuName(), mAction);
    qgis.addPluginToMenu(menuName(), mStart);
    qgis.addToolBarIcon(mAction);
    qgis.addDockWidget(Qt::RightDockWidgetArea, mDock);
    mDock->hide();
    mDock->setToggleVisibilityAction(mAction);
    connect(mStart, &QAction::triggered, this, &openQuickStart);
  }

  const RunHistory& history() const { return mHistory; }

  ~Panel() override {
    if (mQgis) {
      for (QAction* action : {mAction.data(), mStart.data()})
        mQgis->removePluginMenu(menuName(), action);
      mQgis->removeToolBarIcon(mAction);
      if (mDock)
        mQgis->removeDockWidget(mDock);
    }
    delete mDock;
    delete mAction;
    delete mStart;
  }

 private:
  QPointer<QgisInterface> mQgis;
  RunHistory mHistory;
  QPointer<ProspectivityDock> mDock;
  QPointer<QAction> mAction;
  QPointer<QAction> mStart;
};

/// What stands in the window of QGIS; gone with it.
struct Desk {
  explicit Desk(QgisInterface& qgis) : panel(qgis), whyHere(qgis, panel.history()) {}

  LayerTables tables;
  Panel panel;
  WhyHere whyHere;
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
