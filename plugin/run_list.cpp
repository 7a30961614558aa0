#include "plugin/run_list.h"

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingregistry.h>

namespace prospectivity {

namespace {

constexpr int placeRole = Qt::UserRole;

QString titleOfAlgorithm(const QString& id) {
  const QgsProcessingAlgorithm* algorithm = QgsApplication::processingRegistry()->algorithmById(id);
  return algorithm == nullptr ? id : algorithm->displayName();
}

} // namespace

RunList::RunList() {
  setObjectName(QStringLiteral("panelRuns"));
  setAccessibleName(tr("Runs of this project"));
  setHeaderLabels({tr("Ended"), tr("Algorithm"), tr("Outputs"), tr("Outcome")});
  setRootIsDecorated(false);
}

void RunList::show(const std::vector<EndedRun>& runs, const PlaceName& name) {
  const int before = chosen();
  clear();
  for (int place = static_cast<int>(runs.size()) - 1; place >= 0; --place) {
    const EndedRun& run = runs[static_cast<std::size_t>(place)];
    auto* item = new QTreeWidgetItem(this, {momentInWords(run.time), titleOfAlgorithm(run.algorithm),
                                            outputsInWords(run, name), endInWords(run)});
    item->setData(0, placeRole, place);
    for (int column = 0; column < columnCount(); ++column)
      item->setToolTip(column, item->text(column));
    if (place == before)
      setCurrentItem(item);
  }
  for (int column = 0; column < columnCount() - 1; ++column)
    resizeColumnToContents(column);
}

int RunList::chosen() const {
  return currentItem() == nullptr ? -1 : currentItem()->data(0, placeRole).toInt();
}

} // namespace prospectivity
