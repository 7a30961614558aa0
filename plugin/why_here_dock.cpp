#include "plugin/why_here_dock.h"

#include "engine/core/error.h"
#include "engine/core/measured_values.h"
#include "plugin/likely_deposits.h"
#include "plugin/local_number.h"
#include "plugin/nearest_deposits.h"
#include "processing/language/language.h"
#include "processing/layers/model_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/releases/enumerations.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>
#include <qgsexception.h>
#include <qgsfilewidget.h>
#include <qgsmapcanvas.h>
#include <qgsmaplayercombobox.h>
#include <qgsproject.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsrubberband.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

constexpr const char* modelProperty = "prospectivity/model";
constexpr const char* stackProperty = "prospectivity/stack";
constexpr std::size_t mostNearest = 3;

QString share(const std::optional<PlaceAmong>& place) {
  return place ? QStringLiteral("%1 %").arg(QLocale().toString(100 * place->share, 'f', 0))
               : QStringLiteral("-");
}

/// The class of a code, or the number as it was measured, as far as an exact inverse leads back, with its
/// unit.
QString valueOf(const CellEvidence& evidence) {
  if (std::isnan(evidence.value))
    return WhyHereDock::tr("no data");
  const MeasuredValues measured = measuredValues(evidence.description);
  QString text = localNumber(measured.told(static_cast<double>(evidence.value)), 5);
  if (!evidence.className.empty())
    text = QStringLiteral("%1 (%2)").arg(QString::fromStdString(evidence.className), text);
  const std::string behind = measured.behindNumber();
  return behind.empty() ? text : text + QLatin1Char(' ') + QString::fromStdString(behind);
}

/// What the model takes, where the value is told in another way.
QString inStack(const CellEvidence& evidence) {
  if (std::isnan(evidence.value) || !measuredValues(evidence.description).log)
    return QString();
  return WhyHereDock::tr("In the evidence stack: %1 (%2)")
      .arg(localNumber(static_cast<double>(evidence.value), 5),
           QString::fromStdString(evidence.description.scaleInWords()));
}

QLabel* wrapped(const char* name) {
  auto* label = new QLabel;
  label->setObjectName(QString::fromLatin1(name));
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  return label;
}

} // namespace

WhyHereDock::WhyHereDock(QgsMapCanvas* canvas, QWidget* parent)
    : QgsDockWidget(tr("Why here?"), parent), mCanvas(canvas), mMap(new QgsMapLayerComboBox),
      mModel(new QgsFileWidget), mStack(new QgsFileWidget), mDeposits(new QgsMapLayerComboBox),
      mPlace(wrapped("whyHerePlace")), mScore(wrapped("whyHereScore")), mMessage(wrapped("whyHereMessage")),
      mCoverage(wrapped("whyHereCoverage")), mNearest(wrapped("whyHereNearest")), mEvidence(new QTableWidget),
      mWaterfall(new WaterfallChart), mLayer(new QComboBox), mCurve(new CurveChart),
      mCell(new QgsRubberBand(canvas)), mContent(new QWidget), mOpened(std::make_shared<OpenedReasons>()),
      mLatest(std::make_shared<std::atomic<int>>(0)) {
  setObjectName(QStringLiteral("ProspectivityWhyHere"));
  mPool.setMaxThreadCount(1);
  mMap->setObjectName(QStringLiteral("whyHereMap"));
  mMap->setFilters(Qgis::LayerFilter::RasterLayer);
  mMap->setAllowEmptyLayer(true);
  mModel->setObjectName(QStringLiteral("whyHereModel"));
  mModel->setFilter(tr("Model files (*.pt)"));
  mStack->setObjectName(QStringLiteral("whyHereStack"));
  mDeposits->setObjectName(QStringLiteral("whyHereDeposits"));
  mDeposits->setFilters(Qgis::LayerFilter::PointLayer);
  mDeposits->setAllowEmptyLayer(true);
  mDeposits->setLayer(nullptr);
  mDeposits->setToolTip(
      tr("Known deposits, or samples with a field 'label' (1 deposit, 0 non-deposit): the nearest "
         "deposits are named, and values are ranked among deposits and non-deposits."));
  mEvidence->setObjectName(QStringLiteral("whyHereEvidence"));
  mEvidence->setColumnCount(4);
  mEvidence->setHorizontalHeaderLabels(
      {tr("Layer"), tr("Value"), tr("Below it: deposits"), tr("non-deposits")});
  mEvidence->setEditTriggers(QAbstractItemView::NoEditTriggers);
  mEvidence->verticalHeader()->hide();
  mEvidence->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  mEvidence->setMinimumHeight(160);
  mLayer->setObjectName(QStringLiteral("whyHereLayer"));
  mLayer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  mLayer->setMinimumContentsLength(8);
  mCell->setColor(QColor(0, 0, 0));
  mCell->setFillColor(Qt::transparent);
  mCell->setWidth(2);
  mMessage->setText(tr("Click a cell of a prospectivity map, or move with the arrow keys."));

  auto* form = new QFormLayout;
  form->addRow(tr("Map"), mMap);
  form->addRow(tr("Model"), mModel);
  form->addRow(tr("Evidence stack"), mStack);
  form->addRow(tr("Known deposits"), mDeposits);
  auto* copy = new QPushButton(tr("Copy as text"));
  copy->setObjectName(QStringLiteral("whyHereCopy"));
  auto* save = new QPushButton(tr("Save as picture..."));
  save->setObjectName(QStringLiteral("whyHereSave"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copy);
  buttons->addWidget(save);
  buttons->addStretch();
  auto* layer = new QHBoxLayout;
  auto* draw = new QPushButton(tr("Draw"));
  draw->setObjectName(QStringLiteral("whyHereDraw"));
  layer->addWidget(new QLabel(tr("If this layer were different:")));
  layer->addWidget(mLayer, 1);
  layer->addWidget(draw);

  auto* column = new QVBoxLayout(mContent);
  column->addLayout(form);
  QFont large = mScore->font();
  large.setPointSizeF(1.3 * large.pointSizeF());
  large.setBold(true);
  mScore->setFont(large);
  for (QLabel* label : {mPlace, mScore, mMessage, mCoverage, mNearest})
    column->addWidget(label);
  column->addWidget(new QLabel(tr("What pushes the score up (red) or down (blue)")));
  column->addWidget(mWaterfall);
  column->addWidget(mEvidence);
  column->addLayout(layer);
  column->addWidget(mCurve);
  column->addLayout(buttons);
  column->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setWidget(mContent);
  scroll->setMinimumWidth(420);
  setWidget(scroll);

  connect(mMap, &QgsMapLayerComboBox::layerChanged, this, &WhyHereDock::takePaths);
  connect(mDeposits, &QgsMapLayerComboBox::layerChanged, this, &WhyHereDock::placesChanged);
  connect(mDeposits, qOverload<int>(&QComboBox::activated), this, [this] {
    mDepositsAreChosen = true;
    mDepositsByName.clear();
  });
  connect(QgsProject::instance(), &QgsProject::cleared, this, [this] {
    mDepositsAreChosen = false;
    mDepositsByName.clear();
  });
  const auto again = [this] {
    if (mPoint)
      askAt(*mPoint);
  };
  connect(mModel, &QgsFileWidget::fileChanged, this, again);
  connect(mStack, &QgsFileWidget::fileChanged, this, again);
  connect(draw, &QPushButton::clicked, this, &WhyHereDock::askCurve);
  connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(asText()); });
  connect(save, &QPushButton::clicked, this, &WhyHereDock::savePicture);
  // GDAL goes with the application, and files must be closed before.
  connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
    ++*mLatest;
    mPool.waitForDone();
    mOpened = std::make_shared<OpenedReasons>();
  });
  takePaths();
}

WhyHereDock::~WhyHereDock() {
  ++*mLatest; // whatever is under way stops
  mPool.waitForDone();
  delete mCell;
}

QgsRasterLayer* WhyHereDock::map() const {
  return qobject_cast<QgsRasterLayer*>(mMap->currentLayer());
}

void WhyHereDock::setMap(QgsMapLayer* layer) {
  // A stack or a backdrop that becomes the active layer is not taken for a map.
  if (qobject_cast<QgsRasterLayer*>(layer) != nullptr &&
      !layer->customProperty(modelProperty).toString().isEmpty())
    mMap->setLayer(layer);
}

void WhyHereDock::takePaths() {
  ++*mLatest;
  mPoint.reset();
  clear();
  if (const QgsRasterLayer* layer = map()) {
    const QString model = layer->customProperty(modelProperty).toString();
    const QString stack = layer->customProperty(stackProperty).toString();
    if (!model.isEmpty())
      mModel->setFilePath(model);
    if (!stack.isEmpty())
      mStack->setFilePath(stack);
  }
}

void WhyHereDock::setDepositsOfWork(std::function<QString()> place) {
  mDepositsOfWork = std::move(place);
}

void WhyHereDock::takeLikelyDeposits() {
  if (mDepositsAreChosen || mDeposits->currentLayer() != nullptr)
    return;
  const LikelyDeposits likely =
      likelyDeposits(mDepositsOfWork ? mDepositsOfWork() : QString(), *QgsProject::instance());
  if (likely.layer == nullptr)
    return;
  mDepositsByName = likely.isByName ? likely.layer->id() : QString();
  mDeposits->setLayer(likely.layer);
}

void WhyHereDock::placesChanged() {
  mPlaces.reset();
  if (mPoint)
    askAt(*mPoint);
}

void WhyHereDock::forgetPlaces() {
  mPlaces.reset();
}

std::shared_ptr<const GivenPlaces> WhyHereDock::givenPlaces() {
  auto* layer = qobject_cast<QgsVectorLayer*>(mDeposits->currentLayer());
  if (layer == nullptr)
    mPlaces.reset();
  if (mPlaces)
    return mPlaces;
  auto places = std::make_shared<GivenPlaces>();
  if (layer != nullptr) {
    *places = readGivenPlaces(*layer);
    connect(layer, &QgsMapLayer::dataChanged, this, &WhyHereDock::forgetPlaces, Qt::UniqueConnection);
    connect(layer, &QgsVectorLayer::layerModified, this, &WhyHereDock::forgetPlaces, Qt::UniqueConnection);
    connect(layer, &QgsMapLayer::crsChanged, this, &WhyHereDock::forgetPlaces, Qt::UniqueConnection);
  }
  places->version = ++mPlacesVersion;
  mPlaces = places;
  return mPlaces;
}

void WhyHereDock::ask(const QgsPointXY& mapPoint) {
  ++*mLatest;
  mPoint.reset(); // new deposits would ask once more about the place before
  takeLikelyDeposits();
  const QgsRasterLayer* layer = map();
  if (layer == nullptr) {
    clear();
    mMessage->setText(tr("Choose the map whose cells are to be explained."));
    return;
  }
  try {
    const QgsCoordinateTransform transform(mCanvas->mapSettings().destinationCrs(), layer->crs(),
                                           QgsProject::instance()->transformContext());
    askAt(transform.transform(mapPoint));
  } catch (const QgsCsException&) {
    clear();
    mMessage->setText(tr("The place has no coordinates in the CRS of the map: click on the map."));
  }
}

void WhyHereDock::step(int columns, int rows) {
  const QgsRasterLayer* layer = map();
  if (layer != nullptr && mPoint)
    askAt(QgsPointXY(mPoint->x() + columns * layer->rasterUnitsPerPixelX(),
                     mPoint->y() - rows * layer->rasterUnitsPerPixelY()));
}

void WhyHereDock::clear() {
  mAnswer.reset();
  mPlace->clear();
  mScore->clear();
  mMessage->clear();
  mCoverage->clear();
  mNearest->clear();
  mEvidence->setRowCount(0);
  mWaterfall->show(CellReasons());
  mCurve->empty();
  mCell->setToGeometry(QgsGeometry(), QgsCoordinateReferenceSystem());
}

void WhyHereDock::mark() {
  const QgsRasterLayer* layer = map();
  const QgsRectangle extent = layer->extent();
  const double width = layer->rasterUnitsPerPixelX();
  const double height = layer->rasterUnitsPerPixelY();
  const double left = extent.xMinimum() + std::floor((mPoint->x() - extent.xMinimum()) / width) * width;
  const double top = extent.yMaximum() - std::floor((extent.yMaximum() - mPoint->y()) / height) * height;
  mCell->setToGeometry(QgsGeometry::fromRect(QgsRectangle(left, top - height, left + width, top)),
                       layer->crs());
}

void WhyHereDock::askAt(const QgsPointXY& point) {
  QgsRasterLayer* layer = map();
  if (layer == nullptr)
    return;
  ++*mLatest;
  mPoint = point;
  clear();
  if (!layer->extent().contains(point)) {
    mMessage->setText(tr("The place lies outside of the map: click on the map."));
    return;
  }
  mark();
  mPlace->setText(tr("%1, %2 (%3)")
                      .arg(QLocale().toString(point.x(), 'f', layer->crs().isGeographic() ? 5 : 0),
                           QLocale().toString(point.y(), 'f', layer->crs().isGeographic() ? 5 : 0),
                           layer->crs().authid()));
  showNearest();
  bool hasValue = false;
  const double value = layer->dataProvider()->sample(point, 1, &hasValue);
  const QString onMap =
      hasValue ? tr("The map says %1 here.").arg(localNumber(value)) : tr("The map has no data here.");
  mScore->setText(onMap);
  if (mModel->filePath().isEmpty() || mStack->filePath().isEmpty()) {
    mMessage->setText(
        mModel->filePath().isEmpty()
            ? tr("To see why, choose the model that the map was made with and its evidence stack.")
            : tr("To see why, choose the evidence stack that the map was made from."));
    return;
  }
  CellQuestion question;
  question.model = mModel->filePath();
  question.stack = mStack->filePath();
  question.layers = rasterFileAt(question.stack, *QgsProject::instance());
  question.fingerprint = fingerprintOfMap(layer->source());
  question.point = point;
  question.crs = layer->crs();
  question.transforms = QgsProject::instance()->transformContext();
  question.places = givenPlaces();
  work(question);
}

void WhyHereDock::work(const CellQuestion& question) {
  const int turn = *mLatest;
  mMessage->setText(tr("Computing..."));
  mPool.start([opened = mOpened, latest = mLatest, question, turn, dock = QPointer<WhyHereDock>(this)] {
    if (turn != *latest)
      return;
    Progress progress;
    progress.isCancelled = [latest, turn] { return turn != *latest; };
    const CellAnswer answer = opened->answer(question, progress);
    if (turn != *latest)
      return;
    QMetaObject::invokeMethod(
        qApp,
        [dock, latest, turn, answer] {
          if (dock && turn == *latest)
            dock->showAnswer(answer);
        },
        Qt::QueuedConnection);
  });
}

void WhyHereDock::showAnswer(const CellAnswer& answer) {
  mMessage->setText(answer.refusal);
  if (!answer.refusal.isEmpty())
    return;
  mAnswer = answer;
  const CellReasons& reasons = answer.reasons;
  QStringList cautions;
  if (reasons.verdict == CellVerdict::NoData) {
    mScore->setText(tr("No score: a layer that the model needs has no data here."));
  } else if (reasons.verdict == CellVerdict::TooFewLayers) {
    mScore->setText(tr("No score: too few layers have data here."));
  } else {
    QString text = tr("Prospectivity score %1").arg(localNumber(static_cast<double>(reasons.score)));
    if (reasons.scoreSpread)
      text += tr(" \u00b1 %1 over members").arg(localNumber(static_cast<double>(*reasons.scoreSpread), 2));
    mScore->setText(text);
    if (reasons.probability)
      cautions.append(
          tr("Calibrated: of places like this one, %1 % were deposits where deposits are as frequent as "
             "among the samples. On the ground they are rarer.")
              .arg(QLocale().toString(100 * *reasons.probability, 'f', 0)));
    else
      cautions.append(tr("The model is not calibrated: the score is no probability."));
    bool hasValue = false;
    const double value = map()->dataProvider()->sample(*mPoint, 1, &hasValue);
    const bool isScore =
        map()->dataProvider()->generateBandName(1).contains(QLatin1String("prospectivity score"));
    if (isScore && (!hasValue || std::abs(value - static_cast<double>(reasons.score)) > 1e-4))
      cautions.append(
          tr("The map says %1 here and the model %2: the map was made from another stack, with a mask, or "
             "with other "
             "options.")
              .arg(hasValue ? localNumber(value) : tr("nothing"),
                   localNumber(static_cast<double>(reasons.score))));
    if (!reasons.shares.permutations.empty())
      cautions.append(
          tr("The shares are estimates, from %1 permutations.").arg(reasons.shares.permutations[0]));
  }
  mMessage->setText(cautions.join(QLatin1Char(' ')));
  QString coverage = tr("%1 of %2 layers have data here.").arg(reasons.layersPresent).arg(reasons.layers);
  if (reasons.verdict == CellVerdict::TooFewLayers)
    coverage += tr(" A score needs %1.").arg(reasons.layersNeeded);
  if (reasons.dissimilarity && reasons.isInside)
    coverage +=
        QLatin1Char(' ') +
        (*reasons.isInside ? tr("The model knows ground like this (dissimilarity %1, limit %2).")
                           : tr("Unlike anything that the model was trained on (dissimilarity %1, limit %2): "
                                "the score is a guess."))
            .arg(localNumber(static_cast<double>(*reasons.dissimilarity), 2),
                 localNumber(static_cast<double>(*reasons.dissimilarityLimit), 2));
  else if (reasons.verdict == CellVerdict::Explained)
    coverage += QLatin1Char(' ') + tr("Whether the model knows ground like this cannot be told.");
  mCoverage->setText(coverage);

  // Beside deposits stand non-deposits, or else all that the model was trained on.
  const bool hasTraining = !answer.amongTraining.empty();
  mEvidence->setHorizontalHeaderLabels(
      {tr("Layer"), tr("Value"),
       answer.tellsDeposits ? tr("Deposits below it") : tr("Training samples below it"),
       hasTraining ? tr("Training samples below it") : tr("Non-deposits below it")});
  const auto hasOthers = [](const CellEvidence& evidence) { return evidence.amongNonDeposits.has_value(); };
  mEvidence->setColumnHidden(
      3, !hasTraining && std::none_of(reasons.evidence.begin(), reasons.evidence.end(), hasOthers));
  mEvidence->setRowCount(static_cast<int>(reasons.evidence.size()));
  const QString chosen = mLayer->currentText();
  mLayer->clear();
  int row = 0;
  for (const CellEvidence& evidence : reasons.evidence) {
    const QString feature = QString::fromStdString(evidence.feature);
    const QStringList texts{
        feature, valueOf(evidence), share(answer.tellsDeposits ? evidence.amongDeposits : evidence.amongAll),
        share(hasTraining ? answer.amongTraining[static_cast<std::size_t>(row)] : evidence.amongNonDeposits)};
    for (int column = 0; column < texts.size(); ++column)
      mEvidence->setItem(row, column, new QTableWidgetItem(texts[column]));
    mEvidence->item(row, 1)->setToolTip(inStack(evidence));
    ++row;
    mLayer->addItem(feature);
  }
  mLayer->setCurrentIndex(std::max(0, mLayer->findText(chosen)));
  mWaterfall->show(reasons);
}

void WhyHereDock::askCurve() {
  if (!mAnswer || mAnswer->reasons.verdict != CellVerdict::Explained || mLayer->currentIndex() < 0)
    return;
  const int turn = *mLatest;
  const auto feature = static_cast<std::size_t>(mLayer->currentIndex());
  mPool.start([opened = mOpened, latest = mLatest, turn, feature, reasons = mAnswer->reasons,
               dock = QPointer<WhyHereDock>(this)] {
    Progress progress;
    progress.isCancelled = [latest, turn] { return turn != *latest; };
    FeatureCurves curves;
    QString refusal;
    try {
      progress.check();
      curves = opened->curve(reasons.input, feature, progress);
    } catch (const Error& error) {
      refusal = textInLanguage(error.sentence());
    } catch (const std::exception& error) {
      refusal = QString::fromUtf8(error.what());
    }
    QMetaObject::invokeMethod(
        qApp,
        [dock, latest, turn, curves, reasons, refusal] {
          if (!dock || turn != *latest)
            return;
          if (refusal.isEmpty())
            dock->mCurve->show(curves, reasons);
          else
            dock->mMessage->setText(refusal);
        },
        Qt::QueuedConnection);
  });
}

void WhyHereDock::showNearest() {
  auto* layer = qobject_cast<QgsVectorLayer*>(mDeposits->currentLayer());
  if (layer == nullptr) {
    mNearest->setText(tr("Choose a layer of known deposits to see the nearest."));
    return;
  }
  const std::shared_ptr<const GivenPlaces> places = givenPlaces();
  const NearestDeposits nearest =
      nearestDeposits(*mPoint, map()->crs(), *places, QgsProject::instance()->transformContext());
  if (!nearest.refusal.isEmpty()) {
    mNearest->setText(nearest.refusal);
    return;
  }
  const std::vector<std::pair<double, QString>>& found = nearest.found;
  QStringList parts;
  for (std::size_t i = 0; i < std::min(mostNearest, found.size()); ++i)
    parts.append(
        QStringLiteral("%1 (%2 km)").arg(found[i].second, QLocale().toString(found[i].first / 1000, 'f', 2)));
  const QString name = layer->id() == mDepositsByName ? tr("'%1', chosen by its name").arg(layer->name())
                                                      : QStringLiteral("'%1'").arg(layer->name());
  mNearest->setText(
      (parts.isEmpty()
           ? tr("The layer of known deposits (%1) has none.").arg(name)
           : tr("Nearest known deposits (of %1): %2.").arg(name, parts.join(QStringLiteral(", ")))) +
      places->doubt);
}

QString WhyHereDock::asText() const {
  QStringList lines{mPlace->text(), mScore->text(), mMessage->text(), mCoverage->text(), mNearest->text()};
  lines.removeAll(QString());
  if (mAnswer) {
    const CellReasons& reasons = mAnswer->reasons;
    QStringList header;
    for (int column = 0; column < mEvidence->columnCount(); ++column)
      if (!mEvidence->isColumnHidden(column))
        header.append(mEvidence->horizontalHeaderItem(column)->text());
    lines.append(header.join(QLatin1Char('\t')));
    for (int row = 0; row < mEvidence->rowCount(); ++row) {
      QStringList cells;
      for (int column = 0; column < mEvidence->columnCount(); ++column)
        if (!mEvidence->isColumnHidden(column))
          cells.append(mEvidence->item(row, column)->text());
      lines.append(cells.join(QLatin1Char('\t')));
    }
    if (reasons.shares.values.rows() > 0) {
      lines.append(
          tr("Share in log-odds (mean over the background %1, here %2)")
              .arg(localNumber(reasons.shares.baseValue, 6), localNumber(reasons.shares.prediction[0], 6)));
      for (std::size_t player = 0; player < reasons.players.names.size(); ++player) {
        const auto column = static_cast<Eigen::Index>(player);
        QString line = QString::fromStdString(reasons.players.names[player]) + QLatin1Char('\t') +
                       localNumber(reasons.shares.values(0, column), 6);
        if (reasons.sharesSpread.size() > 0)
          line += QStringLiteral("\t\u00b1 %1").arg(localNumber(reasons.sharesSpread(0, column), 2));
        lines.append(line);
      }
    }
  }
  return lines.join(QLatin1Char('\n'));
}

void WhyHereDock::savePicture() {
  QString path = QFileDialog::getSaveFileName(this, tr("Save as picture"), QString(), tr("Pictures (*.png)"));
  if (path.isEmpty())
    return;
  if (!path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
    path += QStringLiteral(".png");
  if (!mContent->grab().save(path))
    mMessage->setText(tr("%1 cannot be written: choose a folder that you may write to.").arg(path));
}

} // namespace prospectivity
