#include "plugin/layer_table_dialog.h"

#include "engine/core/error.h"
#include "processing/language/language.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

constexpr int bandColumn = 0;
constexpr int valueColumn = 1;

QString translated(const char* text) {
  return QCoreApplication::translate("LayerTable", text);
}

} // namespace

LayerTableDialog::LayerTableDialog(const LayerTextParameter& parameter, std::vector<std::string> bands,
                                   const QString& text, const QString& note, QWidget* parent)
    : QDialog(parent), mName(parameter.name()), mTable(parameter.table()), mBands(std::move(bands)),
      mLines(new QTableWidget(static_cast<int>(mBands.size()), 2)), mRest(new QLineEdit),
      mMistake(new QLabel) {
  const LayerTexts given =
      readLayerTexts(mTable.form, text.toStdString(), mBands, parameter.name().toStdString());
  setWindowTitle(parameter.description());
  setObjectName(QStringLiteral("ProspectivityLayerTable"));
  mLines->setHorizontalHeaderLabels({translated("Layer"), mTable.title});
  mLines->verticalHeader()->hide();
  mLines->horizontalHeader()->setSectionResizeMode(bandColumn, QHeaderView::Stretch);
  mLines->horizontalHeader()->setSectionResizeMode(valueColumn, mTable.form == LayerTextForm::NamesOfSome
                                                                    ? QHeaderView::ResizeToContents
                                                                    : QHeaderView::Stretch);
  for (int row = 0; row < mLines->rowCount(); ++row) {
    const auto i = static_cast<std::size_t>(row);
    const QString value = QString::fromStdString(given.values[i]);
    auto* band = new QTableWidgetItem(QString::fromStdString(mBands[i]));
    band->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    mLines->setItem(row, bandColumn, band);
    auto* cell = new QTableWidgetItem;
    mLines->setItem(row, valueColumn, cell);
    if (mTable.form == LayerTextForm::NamesOfSome) {
      cell->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
      cell->setCheckState(value.isEmpty() ? Qt::Unchecked : Qt::Checked);
    } else if (mTable.offers.isEmpty()) {
      cell->setText(value);
    } else {
      auto* choice = new QComboBox;
      choice->setEditable(true);
      choice->addItem(QString());
      choice->addItems(mTable.offers);
      choice->setCurrentText(value);
      mLines->setCellWidget(row, valueColumn, choice);
    }
  }

  auto* layout = new QVBoxLayout(this);
  if (!note.isEmpty()) {
    auto* label = new QLabel(note);
    label->setWordWrap(true);
    layout->addWidget(label);
  }
  layout->addWidget(mLines);
  mRest->setObjectName(QStringLiteral("Rest"));
  mRest->setText(QString::fromStdString(given.rest));
  if (!mTable.rest.isEmpty() || !given.rest.empty()) {
    auto* label = new QLabel(mTable.rest.isEmpty() ? translated("What the text says beside these layers")
                                                   : mTable.rest);
    label->setWordWrap(true);
    label->setBuddy(mRest);
    layout->addWidget(label);
    layout->addWidget(mRest);
  } else {
    mRest->setParent(this);
    mRest->hide();
  }
  mMistake->setObjectName(QStringLiteral("Mistake"));
  mMistake->setTextFormat(Qt::PlainText); // names of layers
  mMistake->setWordWrap(true);
  mMistake->hide();
  layout->addWidget(mMistake);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  layout->addWidget(buttons);
  constexpr int width = 520;
  constexpr int height = 420;
  resize(width, height);
}

std::string LayerTableDialog::valueOf(int row) const {
  if (mTable.form == LayerTextForm::NamesOfSome)
    return mLines->item(row, valueColumn)->checkState() == Qt::Checked ? mBands[static_cast<std::size_t>(row)]
                                                                       : std::string();
  const auto* choice = qobject_cast<const QComboBox*>(mLines->cellWidget(row, valueColumn));
  const QString text = choice != nullptr ? choice->currentText() : mLines->item(row, valueColumn)->text();
  return text.trimmed().toStdString();
}

LayerTexts LayerTableDialog::said() const {
  LayerTexts texts;
  for (int row = 0; row < mLines->rowCount(); ++row)
    texts.values.push_back(valueOf(row));
  texts.rest = mRest->text().trimmed().toStdString();
  return texts;
}

QString LayerTableDialog::text() const {
  return QString::fromStdString(writeLayerTexts(mTable.form, said(), mBands));
}

void LayerTableDialog::accept() {
  try {
    checkLayerTexts(mTable.form, said(), mBands, mName.toStdString());
  } catch (const Error& mistake) {
    mMistake->setText(textInLanguage(mistake.sentence()));
    mMistake->show();
    return;
  }
  QDialog::accept();
}

} // namespace prospectivity
