#include "plugin/step_list.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>

namespace prospectivity {

namespace {

enum Column { TitleColumn, OpenColumn, StateColumn };

} // namespace

StepList::StepList() {
  setObjectName(QStringLiteral("panelSteps"));
  setAccessibleName(tr("Steps of the work"));
  setHeaderLabels({tr("Step"), tr("Dialog"), tr("State")});
  setRootIsDecorated(false);
  setWordWrap(true);
  header()->setSectionResizeMode(TitleColumn, QHeaderView::ResizeToContents);
  header()->setSectionResizeMode(OpenColumn, QHeaderView::ResizeToContents);
  const std::vector<WorkStep>& steps = workSteps();
  for (int place = 0; place < static_cast<int>(steps.size()); ++place) {
    const WorkStep& step = steps[static_cast<std::size_t>(place)];
    auto* item = new QTreeWidgetItem(this, {titleOf(step)});
    if (!step.isOnTheWay)
      item->setToolTip(TitleColumn, tr("At your choice"));
    auto* button = new QPushButton(tr("Open..."));
    button->setObjectName(QStringLiteral("panelOpen_") + QLatin1String(step.algorithm));
    button->setAccessibleName(tr("Open the dialog of: %1").arg(titleOf(step)));
    connect(button, &QPushButton::clicked, this, [this, place] { emit asked(place); });
    setItemWidget(item, OpenColumn, button);
  }
  connect(this, &QTreeWidget::itemDoubleClicked, this,
          [this](QTreeWidgetItem* item) { emit asked(indexOfTopLevelItem(item)); });
}

// The view's own signal of activation would come with a single click on some desktops.
void StepList::keyPressEvent(QKeyEvent* event) {
  const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (isEnter && currentItem() != nullptr)
    emit asked(indexOfTopLevelItem(currentItem()));
  else
    QTreeWidget::keyPressEvent(event);
}

void StepList::show(const WorkAccount& work, const WorkStep* next, const PlaceName& name) {
  const std::vector<WorkStep>& steps = workSteps();
  for (int place = 0; place < topLevelItemCount(); ++place) {
    const WorkStep& step = steps[static_cast<std::size_t>(place)];
    QTreeWidgetItem* item = topLevelItem(place);
    const QString state = stateInWords(work.of(step), work, name);
    item->setText(StateColumn, state);
    item->setToolTip(StateColumn, plainToolTip(state));
    QFont font = item->font(TitleColumn);
    font.setBold(&step == next);
    item->setFont(TitleColumn, font);
    auto* button = qobject_cast<QPushButton*>(itemWidget(item, OpenColumn));
    button->setText(&step == next ? tr("Next...") : tr("Open..."));
  }
}

const WorkStep* StepList::chosen() const {
  const int place = indexOfTopLevelItem(currentItem());
  return place < 0 ? nullptr : &workSteps()[static_cast<std::size_t>(place)];
}

} // namespace prospectivity
