#include "plugin/prospectivity_dock.h"

#include "plugin/processing_dialog.h"
#include "plugin/quick_start.h"
#include "plugin/run_history.h"
#include "plugin/run_list.h"
#include "plugin/run_places.h"
#include "plugin/step_list.h"
#include "plugin/work_words.h"

#include <QDesktopServices>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>
#include <qgisinterface.h>
#include <qgsproject.h>

namespace prospectivity {

namespace {

QPushButton* button(const QString& text, const QString& name) {
  auto* made = new QPushButton(text);
  made->setObjectName(name);
  return made;
}

QLabel* wrapped(const QString& name) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText); // names of files and layers
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  return label;
}

QLabel* headline(const QString& text, QWidget* of) {
  auto* label = new QLabel(QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped()));
  label->setBuddy(of);
  return label;
}

} // namespace

ProspectivityDock::ProspectivityDock(QgisInterface& qgis, RunHistory& history, QWidget* parent)
    : QgsDockWidget(tr("Prospectivity"), parent), mQgis(qgis), mHistory(history),
      mNext(button(QString(), QStringLiteral("panelNext"))), mSteps(new StepList), mRuns(new RunList),
      mForget(button(tr("Forget"), QStringLiteral("panelForget"))),
      mMessage(wrapped(QStringLiteral("panelMessage"))) {
  setObjectName(QStringLiteral("ProspectivityPanel"));
  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->addWidget(mNext);
  column->addWidget(mMessage);
  addProducts(*column);
  addSteps(*column);
  addRuns(*column);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setWidget(content);
  scroll->setMinimumWidth(420);
  setWidget(scroll);
  say(QString());

  mSoon.setSingleShot(true);
  mSoon.setInterval(0);
  connect(&mSoon, &QTimer::timeout, this, &ProspectivityDock::refresh);
  connect(&mHistory, &RunHistory::changed, this, &ProspectivityDock::refreshSoon);
  const QgsProject* project = QgsProject::instance();
  connect(project, &QgsProject::layersAdded, this, &ProspectivityDock::refreshSoon);
  connect(project, &QgsProject::layersRemoved, this, &ProspectivityDock::refreshSoon);
  // Files come and go behind the back of QGIS.
  connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, &ProspectivityDock::refreshSoon);
  connect(this, &QDockWidget::visibilityChanged, this, &ProspectivityDock::refreshSoon);
}

void ProspectivityDock::addProducts(QVBoxLayout& column) {
  auto* form = new QFormLayout;
  const auto add = [&](Product product, const QString& title, const char* name) {
    mProducts[product] = wrapped(QLatin1String(name));
    form->addRow(title, mProducts[product]);
  };
  add(Product::Stack, tr("Evidence stack"), "panelStack");
  add(Product::Samples, tr("Samples"), "panelSamples");
  add(Product::Model, tr("Model"), "panelModel");
  add(Product::Map, tr("Map"), "panelMap");
  column.addLayout(form);
}

ProspectivityDock::Looks ProspectivityDock::addLooks(QLayout& row, const QString& name,
                                                     std::optional<EndedRun> (ProspectivityDock::*run)()
                                                         const) {
  const Looks looks{button(tr("Show on map"), name + QStringLiteral("Map")),
                    button(tr("Open report"), name + QStringLiteral("Report"))};
  row.addWidget(looks.map);
  row.addWidget(looks.report);
  connect(looks.map, &QPushButton::clicked, this, [this, run] { showOnMap((this->*run)()); });
  connect(looks.report, &QPushButton::clicked, this, [this, run] { openReport((this->*run)()); });
  return looks;
}

void ProspectivityDock::addSteps(QVBoxLayout& column) {
  mSteps->setMinimumHeight(320);
  column.addWidget(headline(tr("Steps"), mSteps));
  column.addWidget(mSteps, 3);
  auto* row = new QHBoxLayout;
  mStepLooks = addLooks(*row, QStringLiteral("panelStep"), &ProspectivityDock::runOfStep);
  auto* start = button(tr("Quick start"), QStringLiteral("panelQuickStart"));
  row->addStretch();
  row->addWidget(start);
  column.addLayout(row);
  connect(mNext, &QPushButton::clicked, this, &ProspectivityDock::openNext);
  connect(mSteps, &StepList::asked, this,
          [this](int step) { open(workSteps()[static_cast<std::size_t>(step)]); });
  connect(mSteps, &StepList::currentItemChanged, this, &ProspectivityDock::refreshLooks);
  connect(start, &QPushButton::clicked, this, &openQuickStart);
}

void ProspectivityDock::addRuns(QVBoxLayout& column) {
  mRuns->setMinimumHeight(140);
  column.addWidget(headline(tr("Runs of this project"), mRuns));
  column.addWidget(mRuns, 1);
  auto* row = new QHBoxLayout;
  mRunLooks = addLooks(*row, QStringLiteral("panelRun"), &ProspectivityDock::runOfHistory);
  mForget->setToolTip(
      tr("Takes the run out of this list, and leaves its files where they are. The steps above and "
         "the dialogs know no more of it: a step goes back to its last run before."));
  row->addStretch();
  row->addWidget(mForget);
  column.addLayout(row);
  connect(mRuns, &RunList::itemSelectionChanged, this, &ProspectivityDock::refreshLooks);
  connect(mForget, &QPushButton::clicked, this, [this] {
    if (const std::optional<EndedRun> run = mRuns->chosen())
      mHistory.forget(*run);
  });
}

WorkAccount ProspectivityDock::work() const {
  return {mHistory.runs(), [](const QString& place) { return isPlaceThere(place, *QgsProject::instance()); }};
}

QString ProspectivityDock::nameOf(const QString& place) const {
  return nameOfPlace(place, *QgsProject::instance());
}

// Files that lie on a drive that does not answer would stop QGIS for a panel that nobody sees. When it is
// shown it is refreshed as well.
void ProspectivityDock::refreshSoon() {
  if (isUserVisible())
    mSoon.start();
}

void ProspectivityDock::refresh() {
  const WorkAccount account = work();
  const PlaceName name = [this](const QString& place) { return nameOf(place); };
  for (const auto& [product, label] : mProducts) {
    const QString place = account.last(product);
    label->setText(place.isEmpty()        ? tr("none yet")
                   : account.has(product) ? nameOf(place)
                                          : tr("%1, which is missing").arg(nameOf(place)));
    label->setToolTip(plainToolTip(place));
  }
  const WorkStep* next = account.next();
  mNext->setEnabled(next != nullptr);
  mNext->setText(next == nullptr ? tr("Every step is done") : tr("Next: %1...").arg(titleOf(*next)));
  mSteps->show(account, next, name);
  mRuns->show(mHistory.runs(), name);
  refreshLooks();
}

void ProspectivityDock::refreshLooks() {
  const auto allow = [](const Looks& looks, const std::optional<EndedRun>& run) {
    const auto isThere = [](const QString& place) { return isPlaceThere(place, *QgsProject::instance()); };
    looks.map->setEnabled(run && isThere(WorkAccount::onMap(*run)));
    looks.report->setEnabled(run && isThere(WorkAccount::report(*run)));
  };
  allow(mStepLooks, runOfStep());
  allow(mRunLooks, runOfHistory());
  mForget->setEnabled(mRuns->chosen().has_value());
}

void ProspectivityDock::open(const WorkStep& step) {
  // What is gone since the panel looked last is not filled in.
  refresh();
  const WorkAccount account = work();
  const QString failure = openProcessingDialog(
      QStringLiteral("prospectivity:") + QLatin1String(step.algorithm), account.parametersFor(step));
  say(failure.isEmpty() ? notFilledInWords(account.notFilledIn(step),
                                           [this](const QString& place) { return nameOf(place); })
                        : failure);
}

void ProspectivityDock::openNext() {
  if (const WorkStep* next = work().next())
    open(*next);
}

std::optional<EndedRun> ProspectivityDock::runOfStep() const {
  const WorkStep* step = mSteps->chosen();
  if (step == nullptr)
    return std::nullopt;
  const WorkAccount account = work();
  const int run = account.of(*step).run;
  return run < 0 ? std::nullopt : std::optional<EndedRun>(account.runs()[static_cast<std::size_t>(run)]);
}

std::optional<EndedRun> ProspectivityDock::runOfHistory() const {
  return mRuns->chosen();
}

void ProspectivityDock::showOnMap(const std::optional<EndedRun>& run) {
  if (run)
    say(showPlace(mQgis, WorkAccount::onMap(*run), *QgsProject::instance()));
}

void ProspectivityDock::openReport(const std::optional<EndedRun>& run) {
  if (!run)
    return;
  const QString report = WorkAccount::report(*run);
  const bool isOpened =
      isPlaceThere(report, *QgsProject::instance()) && QDesktopServices::openUrl(QUrl::fromLocalFile(report));
  say(isOpened ? QString()
               : tr("%1 cannot be opened: see whether it is there, and whether a program opens web pages.")
                     .arg(nameOf(report)));
}

void ProspectivityDock::say(const QString& sentence) {
  mMessage->setText(sentence);
  mMessage->setVisible(!sentence.isEmpty());
}

} // namespace prospectivity
