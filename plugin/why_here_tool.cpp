#include "plugin/why_here_tool.h"

#include <QKeyEvent>
#include <qgsmapcanvas.h>
#include <qgsmapmouseevent.h>

namespace prospectivity {

WhyHereTool::WhyHereTool(QgsMapCanvas* canvas) : QgsMapTool(canvas) {
  setCursor(Qt::CrossCursor);
}

void WhyHereTool::canvasPressEvent(QgsMapMouseEvent* event) {
  if (event->button() == Qt::LeftButton)
    emit asked(event->mapPoint());
}

void WhyHereTool::canvasMoveEvent(QgsMapMouseEvent* event) {
  if ((event->buttons() & Qt::LeftButton) != 0U)
    emit asked(event->mapPoint());
}

void WhyHereTool::activate() {
  QgsMapTool::activate();
  canvas()->installEventFilter(this);
  canvas()->setFocus();
}

void WhyHereTool::deactivate() {
  canvas()->removeEventFilter(this);
  QgsMapTool::deactivate();
}

bool WhyHereTool::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress)
    return QgsMapTool::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (isPlain && key->key() == Qt::Key_Left)
    emit stepped(-1, 0);
  else if (isPlain && key->key() == Qt::Key_Right)
    emit stepped(1, 0);
  else if (isPlain && key->key() == Qt::Key_Up)
    emit stepped(0, -1);
  else if (isPlain && key->key() == Qt::Key_Down)
    emit stepped(0, 1);
  else
    return QgsMapTool::eventFilter(watched, event);
  return true;
}

} // namespace prospectivity
