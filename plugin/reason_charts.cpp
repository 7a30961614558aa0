#include "plugin/reason_charts.h"

#include "engine/explain/feature_axis.h"
#include "engine/report/palette.h"
#include "plugin/local_number.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <qwt_interval_symbol.h>
#include <qwt_plot_curve.h>
#include <qwt_plot_intervalcurve.h>
#include <qwt_plot_marker.h>
#include <qwt_plot_shapeitem.h>
#include <qwt_scale_div.h>
#include <qwt_scale_draw.h>
#include <qwt_symbol.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prospectivity {

namespace {

// Those of reports and maps.
const QColor upwards(QString::fromLatin1(palette::raises));
const QColor downwards(QString::fromLatin1(palette::lowers));
const QColor ofModel(QString::fromLatin1(palette::judged));
const QColor here(QString::fromLatin1(palette::mean));

constexpr int widestName = 150;      ///< pixels
constexpr std::size_t mostBars = 12; ///< of more players the weakest are one bar

QString words(const char* text) {
  return QCoreApplication::translate("WhyHere", text);
}

/// Names beside bars that lie at -1, -2, ...
class NamedBars : public QwtScaleDraw {
 public:
  explicit NamedBars(QStringList names) : mNames(std::move(names)) {
    enableComponent(QwtAbstractScaleDraw::Backbone, false);
    enableComponent(QwtAbstractScaleDraw::Ticks, false);
  }
  QwtText label(double value) const override {
    const int place = static_cast<int>(std::lround(-value)) - 1;
    return place >= 0 && place < mNames.size() ? QwtText(mNames[place], QwtText::PlainText) : QwtText();
  }

 private:
  QStringList mNames;
};

/// What was measured, at the places of its logarithms.
class OriginalNumbers : public QwtScaleDraw {
 public:
  explicit OriginalNumbers(LogScale scale) : mScale(scale) {}
  QString text(double value) const { return localNumber(mScale.toldOf(value), 6); }
  QwtText label(double value) const override { return QwtText(text(value), QwtText::PlainText); }

 private:
  LogScale mScale;
};

struct Bar {
  QString name;
  double value = 0;
  double spread = 0; ///< 0 where there is none
};

std::vector<Bar> barsOf(const CellReasons& reasons) {
  const Matrix& values = reasons.shares.values;
  std::vector<std::size_t> order(static_cast<std::size_t>(values.cols()));
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(values(0, static_cast<Eigen::Index>(a))) >
           std::abs(values(0, static_cast<Eigen::Index>(b)));
  });
  std::vector<Bar> bars;
  Bar rest;
  const bool isLong = order.size() > mostBars;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto player = static_cast<Eigen::Index>(order[i]);
    if (isLong && i >= mostBars - 1) {
      rest.value += values(0, player);
      continue;
    }
    const bool hasSpread = reasons.sharesSpread.size() > 0;
    bars.push_back({QString::fromStdString(reasons.players.names[order[i]]), values(0, player),
                    hasSpread ? reasons.sharesSpread(0, player) : 0});
  }
  if (isLong) {
    rest.name = words("%1 others").arg(order.size() - bars.size());
    bars.push_back(rest);
  }
  return bars;
}

/// In the letters of the dock; Qwt's own are large and bold.
QwtText titleOf(const QwtPlot& plot, const QString& text) {
  QwtText title(text, QwtText::PlainText);
  title.setFont(plot.font());
  return title;
}

void prepare(QwtPlot& plot, const QString& name) {
  plot.setObjectName(name);
  plot.setCanvasBackground(Qt::white);
  plot.setMinimumSize(240, 200); // else Qwt asks for more than a dock has
  plot.setAutoReplot(false);
}

} // namespace

WaterfallChart::WaterfallChart(QWidget* parent) : QwtPlot(parent) {
  prepare(*this, QStringLiteral("whyHereWaterfall"));
  setAxisTitle(QwtPlot::xBottom, titleOf(*this, words("log-odds")));
}

void WaterfallChart::show(const CellReasons& reasons) {
  detachItems();
  if (reasons.shares.values.rows() == 0) {
    replot();
    return;
  }
  const std::vector<Bar> bars = barsOf(reasons);
  QStringList names;
  QList<double> ticks;
  double from = reasons.shares.baseValue;
  double least = from;
  double most = from;
  double place = 0;
  for (const Bar& bar : bars) {
    place -= 1;
    // The whole name stands in the table below; a bar needs its room.
    names.append(QFontMetrics(axisFont(QwtPlot::yLeft)).elidedText(bar.name, Qt::ElideMiddle, widestName));
    ticks.append(place);
    const double to = from + bar.value;
    const QColor color = bar.value >= 0 ? upwards : downwards;
    auto* item = new QwtPlotShapeItem(bar.name);
    item->setRect(
        QRectF(QPointF(std::min(from, to), place - 0.35), QPointF(std::max(from, to), place + 0.35)));
    item->setPen(color);
    item->setBrush(color);
    item->attach(this);
    if (bar.spread > 0) {
      auto* line = new QwtPlotCurve();
      line->setSamples(QVector<QPointF>{{to - bar.spread, place}, {to + bar.spread, place}});
      line->setPen(Qt::black, 1.5);
      line->attach(this);
    }
    least = std::min({least, to - bar.spread});
    most = std::max({most, to + bar.spread});
    from = to;
  }
  for (const double at : {reasons.shares.baseValue, reasons.shares.prediction[0]}) {
    auto* line = new QwtPlotMarker();
    line->setLineStyle(QwtPlotMarker::VLine);
    line->setLinePen(Qt::darkGray, 1, Qt::DashLine);
    line->setXValue(at);
    line->attach(this);
  }
  setAxisScaleDraw(QwtPlot::yLeft, new NamedBars(names));
  QwtScaleDiv places(place - 0.6, -0.4);
  places.setTicks(QwtScaleDiv::MajorTick, ticks);
  setAxisScaleDiv(QwtPlot::yLeft, places);
  const double margin = std::max(0.02 * (most - least), 1e-6);
  setAxisScale(QwtPlot::xBottom, least - margin, most + margin);
  setMinimumHeight(90 + 20 * static_cast<int>(bars.size()));
  replot();
}

CurveChart::CurveChart(QWidget* parent) : QwtPlot(parent) {
  prepare(*this, QStringLiteral("whyHereCurve"));
  setAxisTitle(QwtPlot::yLeft, titleOf(*this, words("prospectivity score")));
  setAxisScale(QwtPlot::yLeft, 0, 1);
}

void CurveChart::empty() {
  detachItems();
  mAxis = {};
  setAxisTitle(QwtPlot::xBottom, QString());
  setAxisScaleDraw(QwtPlot::xBottom, new QwtScaleDraw);
  setAccessibleName(QString());
  setAccessibleDescription(QString());
  replot();
}

void CurveChart::show(const FeatureCurves& curves, const CellReasons& reasons) {
  detachItems();
  const CellEvidence& evidence = reasons.evidence[curves.feature];
  mAxis = featureAxis({evidence.feature}, {evidence.description}, 0);
  const QString title = QString::fromStdString(titleOf(mAxis));
  setAxisTitle(QwtPlot::xBottom, titleOf(*this, title));
  QVector<QPointF> points;
  QVector<QwtIntervalSample> band;
  for (std::size_t i = 0; i < curves.grid.size(); ++i) {
    const auto column = static_cast<Eigen::Index>(i);
    const double score = curves.ice(0, column);
    points.append({curves.grid[i], score});
    if (curves.iceMemberSpread.size() > 0) {
      const double spread = curves.iceMemberSpread(0, column);
      band.append(
          QwtIntervalSample(curves.grid[i], std::max(0.0, score - spread), std::min(1.0, score + spread)));
    }
  }
  if (!band.isEmpty()) {
    auto* spread = new QwtPlotIntervalCurve();
    QColor faint = ofModel;
    faint.setAlpha(60);
    spread->setBrush(faint);
    spread->setPen(QPen(Qt::NoPen));
    spread->setSamples(band);
    spread->attach(this);
  }
  auto* curve = new QwtPlotCurve();
  curve->setSamples(points);
  curve->setPen(ofModel, 2);
  if (points.size() == 1)
    curve->setSymbol(new QwtSymbol(QwtSymbol::Diamond, ofModel, QPen(ofModel), QSize(7, 7)));
  curve->attach(this);
  double least = curves.grid.front();
  double most = curves.grid.back();
  if (!std::isnan(evidence.value)) {
    auto* cell = new QwtPlotMarker();
    cell->setSymbol(new QwtSymbol(QwtSymbol::Ellipse, here, QPen(Qt::white), QSize(10, 10)));
    cell->setValue(static_cast<double>(evidence.value), static_cast<double>(reasons.score));
    cell->setZ(100);
    cell->attach(this);
    least = std::min(least, static_cast<double>(evidence.value));
    most = std::max(most, static_cast<double>(evidence.value));
  }
  const double margin = most > least ? 0.02 * (most - least) : 1;
  mSpan = {least - margin, most + margin};
  setAccessibleName(title);
  setAccessibleDescription(QString());
  if (!mAxis.log)
    setAxisScaleDraw(QwtPlot::xBottom, new QwtScaleDraw());
  setAxisScale(QwtPlot::xBottom, mSpan.low, mSpan.high);
  placeOriginals();
  replot();
}

void CurveChart::resizeEvent(QResizeEvent* event) {
  QwtPlot::resizeEvent(event);
  placeOriginals();
  replot();
}

void CurveChart::placeOriginals() {
  if (!mAxis.log)
    return;
  auto* numbers = new OriginalNumbers(*mAxis.log);
  const QFontMetrics letters(axisFont(QwtPlot::xBottom));
  const auto needs = [&](const std::string& text) {
    return letters.horizontalAdvance(QString::fromStdString(text)) + 2.0 * letters.averageCharWidth();
  };
  const double room = std::max(1, canvas()->contentsRect().width());
  QList<double> places;
  QStringList told;
  for (const Tick& tick : ticksOf(mAxis, mSpan, room, needs)) {
    places.append(tick.at);
    told.append(numbers->text(tick.at));
  }
  setAxisScaleDraw(QwtPlot::xBottom, numbers); // which takes it over
  QwtScaleDiv division(mSpan.low, mSpan.high);
  division.setTicks(QwtScaleDiv::MajorTick, places);
  setAxisScaleDiv(QwtPlot::xBottom, division);
  // For those who do not see it, as the numbers stand in no widget.
  setAccessibleDescription(told.join(QStringLiteral("; ")));
}

} // namespace prospectivity
