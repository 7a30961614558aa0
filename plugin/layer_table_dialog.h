#pragma once

#include "processing/frame/layer_text_parameter.h"
#include "processing/frame/layer_texts.h"

#include <QDialog>

#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QTableWidget;

namespace prospectivity {

/// What a text says of layers as a table, a line for each band, and a line of text for what belongs to no
/// single one.
class LayerTableDialog : public QDialog {
 public:
  /// `note` stands above the table where there is something to say of the bands. Throws Error that begins
  /// with the parameter's name where the text cannot be read.
  LayerTableDialog(const LayerTextParameter& parameter, std::vector<std::string> bands, const QString& text,
                   const QString& note, QWidget* parent);

  /// As the parameter takes it.
  QString text() const;

  /// Stays open, and says why, where something cannot be written.
  void accept() override;

 private:
  std::string valueOf(int row) const;
  LayerTexts said() const;

  QString mName; ///< of the parameter
  LayerTable mTable;
  std::vector<std::string> mBands;
  QTableWidget* mLines;
  QLineEdit* mRest;
  QLabel* mMistake;
};

} // namespace prospectivity
