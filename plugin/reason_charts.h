#pragma once

#include "engine/explain/cell_reasons.h"

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

/// How the score of a cell changes with one layer, with the cell marked.
class CurveChart : public QwtPlot {
 public:
  explicit CurveChart(QWidget* parent = nullptr);
  void show(const FeatureCurves& curves, const CellReasons& reasons);
  void empty();
  using QwtPlot::show;
};

} // namespace prospectivity
