#pragma once

#include <qgsmaptool.h>

namespace prospectivity {

/// Asks for the reasons of a place on the map: by a click, along a drag, and by the arrow keys cell by cell.
class WhyHereTool : public QgsMapTool {
  Q_OBJECT

 public:
  explicit WhyHereTool(QgsMapCanvas* canvas);

  Flags flags() const override { return QgsMapTool::AllowZoomRect; }
  void canvasPressEvent(QgsMapMouseEvent* event) override;
  void canvasMoveEvent(QgsMapMouseEvent* event) override;
  void activate() override;
  void deactivate() override;
  /// The canvas pans with the arrow keys before its tool sees them, so that they are taken here.
  bool eventFilter(QObject* watched, QEvent* event) override;

 signals:
  void asked(const QgsPointXY& mapPoint); ///< in the CRS of the canvas
  void stepped(int columns, int rows);    ///< cells to the right and down
};

} // namespace prospectivity
