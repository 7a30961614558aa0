#pragma once

#include "engine/explain/cell_reasons.h"
#include "engine/report/axis_ticks.h"

#include <QString>
#include <qwt_plot.h>

namespace prospectivity {

/// The layers' shares as a waterfall: from the mean over the background at the top to the log-odds of the
/// cell at the bottom, the strongest first; a thin line is one standard deviation over members to each side.
class WaterfallChart : public QwtPlot {
 public:
  explicit WaterfallChart(QWidget* parent = nullptr);
  void show(const CellReasons& reasons); ///< empties the chart where there are no shares
  using QwtPlot::show;
};

/// How the score of a cell changes with one layer, with the cell marked. A layer of logarithms stands on the
/// same axis as in reports (featureAxis()): in original units, where an exact inverse leads back to them.
class CurveChart : public QwtPlot {
 public:
  explicit CurveChart(QWidget* parent = nullptr);
  void show(const FeatureCurves& curves, const CellReasons& reasons);
  void empty();
  using QwtPlot::show;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void placeOriginals(); ///< as many as there is room for, on a logarithmic axis

  prospectivity::Axis mAxis; ///< of the layer; QwtPlot has an Axis of its own
  Span mSpan;
};

} // namespace prospectivity
