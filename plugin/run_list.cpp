#include "plugin/run_list.h"

#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingregistry.h>

namespace prospectivity {

namespace {

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
  const std::vector<EndedRun> newest(runs.rbegin(), runs.rend());
  QList<QStringList> texts;
  for (const EndedRun& run : newest)
    texts << QStringList{momentInWords(run.time), titleOfAlgorithm(run.algorithm), outputsInWords(run, name),
                         endInWords(run)};
  if (newest == mRuns && texts == mTexts)
    return; // nobody loses the place that they look at
  const std::optional<EndedRun> before = chosen();
  clear();
  mRuns = newest;
  mTexts = texts;
  for (std::size_t row = 0; row < mRuns.size(); ++row) {
    auto* item = new QTreeWidgetItem(this, texts[static_cast<int>(row)]);
    for (int column = 0; column < columnCount(); ++column)
      item->setToolTip(column, plainToolTip(item->text(column)));
    if (before && mRuns[row] == *before)
      setCurrentItem(item);
  }
  for (int column = 0; column < columnCount() - 1; ++column)
    resizeColumnToContents(column);
}

// Qt makes an item current that nobody chose, when the list gets the keyboard.
std::optional<EndedRun> RunList::chosen() const {
  const QList<QTreeWidgetItem*> items = selectedItems();
  const int row = items.isEmpty() ? -1 : indexOfTopLevelItem(items.front());
  return row < 0 || row >= static_cast<int>(mRuns.size())
             ? std::nullopt
             : std::optional<EndedRun>(mRuns[static_cast<std::size_t>(row)]);
}

} // namespace prospectivity
