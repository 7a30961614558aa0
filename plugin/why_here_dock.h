#pragma once

#include "plugin/opened_reasons.h"
#include "plugin/reason_charts.h"

#include <QLabel>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <qgsdockwidget.h>
#include <qgsrubberband.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

class QComboBox;
class QPushButton;
class QTableWidget;
class QgsFileWidget;
class QgsMapCanvas;
class QgsMapLayer;
class QgsMapLayerComboBox;
class QgsRasterLayer;
class QgsVectorLayer;

namespace prospectivity {

/// Why a cell of a prospectivity map has its score. It works in a thread of its own; of several questions the
/// last one is answered.
class WhyHereDock : public QgsDockWidget {
  Q_OBJECT

 public:
  WhyHereDock(QgsMapCanvas* canvas, QWidget* parent);
  ~WhyHereDock() override;

  /// Asked where the deposits lie that the work is about (see run_places.h), when none are chosen.
  void setDepositsOfWork(std::function<QString()> place);

 public slots:
  void ask(const QgsPointXY& mapPoint); ///< in the CRS of the canvas
  void step(int columns, int rows);     ///< from the last place, by cells of the map
  void setMap(QgsMapLayer* layer);      ///< a raster layer becomes the map; others are passed over
  /// Chooses the layer that most likely holds the known deposits, unless one is chosen or the user wants
  /// none.
  void takeLikelyDeposits();

 private:
  QgsRasterLayer* map() const;
  void takePaths();
  void placesChanged();
  void forgetPlaces(); ///< they are read again at the next question
  std::shared_ptr<const GivenPlaces> givenPlaces();
  void askAt(const QgsPointXY& point); ///< in the CRS of the map
  void work(const CellQuestion& question);
  void showAnswer(const CellAnswer& answer);
  void askCurve();
  void showNearest();
  void mark();
  void clear();
  QString asText() const;
  void savePicture();

  QgsMapCanvas* mCanvas;
  QgsMapLayerComboBox* mMap;
  QgsFileWidget* mModel;
  QgsFileWidget* mStack;
  QgsMapLayerComboBox* mDeposits;
  QLabel* mPlace;
  QLabel* mScore;
  QLabel* mMessage;
  QLabel* mCoverage;
  QLabel* mNearest;
  QTableWidget* mEvidence;
  WaterfallChart* mWaterfall;
  QComboBox* mLayer;
  CurveChart* mCurve;
  QPointer<QgsRubberBand> mCell; ///< the canvas may go first
  QWidget* mContent;

  std::optional<QgsPointXY> mPoint; ///< in the CRS of the map
  std::optional<CellAnswer> mAnswer;
  std::shared_ptr<const GivenPlaces> mPlaces;
  int mPlacesVersion = 0;
  std::function<QString()> mDepositsOfWork;
  QString mDepositsByName;                   ///< id of the layer that was chosen for its name alone
  bool mDepositsAreChosen = false;           ///< by the user, none as well
  std::shared_ptr<OpenedReasons> mOpened;    ///< used in the one thread of the pool alone
  std::shared_ptr<std::atomic<int>> mLatest; ///< number of the last question
  QThreadPool mPool;
};

} // namespace prospectivity
