#include "plugin/processing_dialog.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <qgspythonrunner.h>

namespace prospectivity {

namespace {

// QGIS's runner tells neither what an expression raised nor clears it away in older releases, so that nothing
// is raised here: what went wrong is the value. The dialog belongs to the main window and deletes itself.
const char* const program = R"(
import base64, json
try:
    import processing
    algorithm, parameters = json.loads(base64.b64decode('%1').decode('utf-8'))
    dialog = processing.createAlgorithmDialog(algorithm, parameters)
    if dialog is None:
        told = 'there is no algorithm ' + algorithm
    else:
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        told = 'opened'
except Exception as error:
    told = str(error) or type(error).__name__
)";

QString inBase64(const QByteArray& bytes) {
  return QString::fromLatin1(bytes.toBase64());
}

} // namespace

QString openProcessingDialog(const QString& algorithm, const QVariantMap& parameters) {
  const QJsonDocument told(QJsonArray{algorithm, QJsonObject::fromVariantMap(parameters)});
  const QString code = QString::fromLatin1(program).arg(inBase64(told.toJson(QJsonDocument::Compact)));
  const QString expression =
      QStringLiteral("(lambda names: (exec(__import__('base64').b64decode('%1').decode('utf-8'), names), "
                     "names['told'])[1])({})")
          .arg(inBase64(code.toUtf8()));
  QString said;
  if (!QgsPythonRunner::isValid() || !QgsPythonRunner::eval(expression, said))
    return QCoreApplication::translate(
        "ProspectivityPanel", "QGIS runs without Python, which the dialogs of Processing need: install "
                              "QGIS with Python.");
  if (said == QLatin1String("opened"))
    return QString();
  return QCoreApplication::translate("ProspectivityPanel",
                                     "The dialog cannot be opened (%1): see whether the plugin Processing is "
                                     "switched on in the plugin manager.")
      .arg(said);
}

} // namespace prospectivity
