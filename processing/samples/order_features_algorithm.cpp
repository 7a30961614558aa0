#include "processing/samples/order_features_algorithm.h"

#include "engine/core/name_list.h"
#include "engine/order/feature_order.h"
#include "engine/order/order_report.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/help_text.h"
#include "processing/frame/shared_parameters.h"
#include "processing/outputs/tables.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <numeric>

namespace prospectivity {

namespace {

const QString methodName = QStringLiteral("METHOD");
const QString customName = QStringLiteral("CUSTOM_ORDER");
const QString orderName = QStringLiteral("ORDER");
const QString tableName = QStringLiteral("TABLE");
const QString reportName = QStringLiteral("REPORT");

std::vector<int> orderOf(FeatureOrdering method, const SampleTable& samples, const QString& custom) {
  if (method == FeatureOrdering::CorrelationSeriation)
    return correlationSeriation(samples.values);
  if (method == FeatureOrdering::ClassSeparation)
    return classSeparation(samples.values, samples.labels);
  if (method == FeatureOrdering::Custom) {
    return customOrder(samples.features, namesIn(custom.toStdString(), ',', customName.toStdString()));
  }
  std::vector<int> order(samples.features.size());
  std::iota(order.begin(), order.end(), 0);
  return order;
}

/// Observed samples only: what was made from them must not weigh on the order.
SampleTable observedOf(const SampleTable& samples) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (samples.isObserved(i))
      rows.push_back(i);
  return samples.rows(rows);
}

} // namespace

QStringList OrderFeaturesAlgorithm::tags() const {
  return QStringLiteral("order,features,seriation,correlation,auc,ranking,cnn,prospectivity")
      .split(QLatin1Char(','));
}

QString OrderFeaturesAlgorithm::shortDescription() const {
  return toolWords("Finds an order of the features for a network that looks at neighbours.");
}

QString OrderFeaturesAlgorithm::shortHelpString() const {
  return helpText(R"(
Shows what an order of the features looks like. The 1-D convolution of the network sees neighbouring
features together, so their order matters; Train CNN fits the order of its own on the training part of each
fold.

Correlation seriation (the default) puts features with high rank correlation side by side. Class separation
ranks them by |AUC - 0.5|, the strongest in the middle. As given and custom leave the order to you.

Features may have any unit. Only observed samples are used. Rows with an empty value are left out and
counted, unless Missing evidence keeps them.

Outputs: the order as text for CUSTOM_ORDER of Train CNN, a table and a report.
)");
}

void OrderFeaturesAlgorithm::initAlgorithm(const QVariantMap&) {
  addSampleParameters();
  addParameter(new ChoiceParameter(methodName, QStringLiteral("Method"), orderingChoices(), 1));
  addParameter(customOrderParameter());
  addOutput(new QgsProcessingOutputString(orderName, QStringLiteral("Order, separated by commas")));
  addParameter(new QgsProcessingParameterFeatureSink(tableName, QStringLiteral("Table of the order"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true,
                                                     false));
  addParameter(new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Report of the order"),
                                                         QStringLiteral("HTML files (*.html)"), QVariant(),
                                                         true));
}

QVariantMap OrderFeaturesAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                        QgsProcessingFeedback*, const Progress& progress) {
  nameLayer(tableName, inLanguage(Words::Layers, QStringLiteral("Order of the features")));
  const SampleTable table = observedOf(samples(parameters, context, progress));
  const int method = chosen(parameters, methodName, context);
  const std::vector<int> order = orderOf(static_cast<FeatureOrdering>(method), table,
                                         parameterAsString(parameters, customName, context));
  const OrderAccount account = describeOrder(table, order);
  QStringList names;
  QStringList list; // for CUSTOM_ORDER
  for (const std::string& name : account.features) {
    names << QString::fromStdString(name);
    list << QString::fromStdString(quotedName(name));
  }
  progress.message({"Order: %1", list.join(QStringLiteral(", ")).toStdString()});

  const QgsFields fields = tableFields({{"position", QMetaType::Int},
                                        {"feature", QMetaType::QString},
                                        {"auc_alone", QMetaType::Double},
                                        {"spearman_next", QMetaType::Double}});
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.add(orderName, list.join(QLatin1Char(',')));
  outputs.table(tableName, fields, [&](QgsFeatureSink& sink) {
    for (int i = 0; i < names.size(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      const bool last = i + 1 == names.size();
      addRow(sink, fields,
             {i + 1, names.at(i), account.aucAlone[at],
              last ? nullOf(QMetaType::Double) : QVariant(account.correlation(i, i + 1))});
    }
    return static_cast<long long>(names.size());
  });
  outputs.report([&] {
    return orderReport(account, orderingChoices()[static_cast<std::size_t>(method)].title,
                       questionsOf(table));
  });
  return outputs.results();
}

} // namespace prospectivity
