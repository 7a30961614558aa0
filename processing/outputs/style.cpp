#include "processing/outputs/style.h"

#include "engine/core/measured_values.h"
#include "engine/core/number_format.h"
#include "engine/report/palette.h"
#include "processing/language/language.h"
#include "processing/outputs/loaded_layer.h"
#include "processing/releases/enumerations.h"

#include <QColor>
#include <QFileInfo>
#include <qgscategorizedsymbolrenderer.h>
#include <qgscolorramplegendnodesettings.h>
#include <qgscolorrampshader.h>
#include <qgsfillsymbol.h>
#include <qgslayertree.h>
#include <qgslayertreelayer.h>
#include <qgsmaplayerlegend.h>
#include <qgsmaplayerstyle.h>
#include <qgsmaplayerstylemanager.h>
#include <qgsmarkersymbol.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsrasterrenderer.h>
#include <qgsrastershader.h>
#include <qgsrulebasedrenderer.h>
#include <qgssinglebandpseudocolorrenderer.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// Statistics for a ramp are taken from about so many cells.
constexpr int sampledCells = 250000;

// Cells without data show the ground below, which mostly is white: what is zero, or the least of a ramp, has
// a colour that is told from it.
const QColor zeroGrey(221, 221, 221);
const QColor zeroPurple(218, 218, 235);

using Styler = std::function<void(QgsMapLayer&)>;

QString words(const char* english) {
  return inLanguage(Words::Legends, QString::fromUtf8(english));
}

/// Files get a style beside them, which QGIS reads whenever it opens them, also after a headless run; layers
/// in memory are styled when they are loaded.
template <typename Layer>
void apply(QgsProcessingContext& context, const QString& layerId, const Styler& style) {
  const QString file = layerId.section(QLatin1Char('|'), 0, 0);
  if (QFileInfo(file).isFile()) {
    Layer layer(layerId, QFileInfo(file).completeBaseName());
    if (layer.isValid()) {
      style(layer);
      bool saved = false;
      layer.saveNamedStyle(QFileInfo(file).absolutePath() + QLatin1Char('/') +
                               QFileInfo(file).completeBaseName() + QStringLiteral(".qml"),
                           saved);
    }
  }
  whenLoaded(context, layerId, style);
}

/// What stands over the legend of a loaded raster in place of "Band 1: ... (Gray)". It must be true of every
/// band, as it stays when the user chooses another.
void titleLegend(QgsProcessingContext& context, const QString& layerId, const QString& title) {
  whenLoaded(context, layerId, [title](QgsMapLayer& layer) {
    const QgsProject* project = layer.project();
    QgsLayerTreeLayer* node = project == nullptr ? nullptr : project->layerTreeRoot()->findLayer(layer.id());
    if (node == nullptr)
      return;
    QgsMapLayerLegendUtils::setLegendNodeUserLabel(node, 0, title);
    if (layer.legend() != nullptr)
      emit layer.legend()->itemsChanged();
  });
}

/// The end of a ramp that covers a value above 0: two significant digits, upwards.
double roundedUp(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  constexpr double noise = 1e-6; // of numbers that were stored with single precision
  return std::ceil(value / unit - noise) * unit;
}

QString shortNumber(double value) {
  return QString::fromStdString(formatNumber(value, 3));
}

/// Rising numbers with as few digits as tell them apart, at least three.
QStringList labelsOf(const std::vector<double>& values) {
  constexpr int fewest = 3;
  constexpr int most = 9;
  QStringList labels;
  for (int digits = fewest; digits <= most; ++digits) {
    labels.clear();
    for (const double value : values)
      labels << QString::fromStdString(formatNumber(value, digits));
    if (QStringList(labels).removeDuplicates() == 0)
      break;
  }
  return labels;
}

QColor categoryColor(int index) {
  return QColor(QString::fromStdString(palette::category(static_cast<std::size_t>(index))));
}

/// The colours of features, or of classes, by their names; `strongest`: places among these.
std::vector<QColor> featureColors(const QStringList& names, const std::vector<std::size_t>& strongest) {
  std::vector<std::string> features;
  for (const QString& name : names)
    features.push_back(name.toStdString());
  std::vector<QColor> colors;
  for (const std::string& color : palette::ofStrongest(features, strongest))
    colors.emplace_back(QString::fromStdString(color));
  return colors;
}

void setPseudoColor(
    QgsRasterLayer& layer, int band, double low, double high,
    const QList<QgsColorRampShader::ColorRampItem>& items,
    decltype(Qgis::ShaderInterpolationMethod::Linear) method = Qgis::ShaderInterpolationMethod::Linear) {
  auto* ramp = new QgsColorRampShader(low, high);
  ramp->setColorRampType(method);
  ramp->setColorRampItemList(items);
  // The list of values in words: instead of it, QGIS shows a ramp with all decimals of its ends.
  auto* list = new QgsColorRampLegendNodeSettings();
  list->setUseContinuousLegend(false);
  ramp->setLegendSettings(list); // which takes it over
  auto* shader = new QgsRasterShader(low, high);
  shader->setRasterShaderFunction(ramp);
  auto* renderer = new QgsSingleBandPseudoColorRenderer(layer.dataProvider(), band, shader);
  renderer->setClassificationMin(low);
  renderer->setClassificationMax(high);
  layer.setRenderer(renderer);
}

void applyClasses(QgsProcessingContext& context, const QString& layerId, const QStringList& names,
                  const std::function<QColor(int)>& color) {
  apply<QgsRasterLayer>(context, layerId, [names, color](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    QgsPalettedRasterRenderer::ClassData classes;
    for (int i = 0; i < names.size(); ++i)
      classes.append(QgsPalettedRasterRenderer::Class(i + 1, color(i), names.at(i)));
    raster->setRenderer(new QgsPalettedRasterRenderer(raster->dataProvider(), 1, classes));
  });
}

/// Of logarithms the entries stand at equal distances too, and tell what was measured.
void applyQuantity(QgsProcessingContext& context, const QString& layerId, const MeasuredValues& measured) {
  apply<QgsRasterLayer>(context, layerId, [measured](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const QgsRasterBandStats statistics = raster->dataProvider()->bandStatistics(
        1, Qgis::RasterBandStatistic::Min | Qgis::RasterBandStatistic::Max, QgsRectangle(), sampledCells);
    const double low = statistics.minimumValue;
    const double span = statistics.maximumValue > low ? statistics.maximumValue - low : 1;
    const QVector<QColor> viridis{QColor(68, 1, 84), QColor(59, 82, 139), QColor(33, 145, 140),
                                  QColor(94, 201, 98), QColor(253, 231, 37)};
    const QString behind = QString::fromStdString(measured.behindNumber());
    std::vector<double> values;
    std::vector<double> told;
    for (int i = 0; i < viridis.size(); ++i) {
      values.push_back(low + span * i / (viridis.size() - 1));
      told.push_back(measured.told(values.back()));
    }
    const QStringList labels = labelsOf(told);
    QList<QgsColorRampShader::ColorRampItem> items;
    for (int i = 0; i < viridis.size(); ++i)
      items << QgsColorRampShader::ColorRampItem(values[static_cast<std::size_t>(i)], viridis.at(i),
                                                 (labels.at(i) + QLatin1Char(' ') + behind).trimmed());
    setPseudoColor(*raster, 1, low, low + span, items);
  });
}

void applyPresence(QgsProcessingContext& context, const QString& layerId) {
  apply<QgsRasterLayer>(context, layerId, [](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const QgsPalettedRasterRenderer::ClassData classes{{0, zeroGrey, words("absent")},
                                                       {1, categoryColor(0), words("present")}};
    raster->setRenderer(new QgsPalettedRasterRenderer(raster->dataProvider(), 1, classes));
  });
}

/// From dark red to pale over the levels.
QColor levelColor(int index, int levels) {
  const double share = static_cast<double>(index) / std::max(levels - 1, 1);
  const auto mix = [share](int from, int to) { return static_cast<int>(from + share * (to - from)); };
  return QColor(mix(127, 253), mix(0, 226), mix(0, 196));
}

// QGIS hands simple symbols out as plain pointers or, on newer releases, as unique ones. Either fits here;
// the renderers take them over.
QgsSymbol* marker(const QString& shape, const QColor& fill, const QColor& outline, double size) {
  std::unique_ptr<QgsSymbol> symbol(
      QgsMarkerSymbol::createSimple({{QStringLiteral("name"), shape},
                                     {QStringLiteral("color"), fill.name(QColor::HexArgb)},
                                     {QStringLiteral("outline_color"), outline.name()},
                                     {QStringLiteral("outline_width"), QStringLiteral("0.3")},
                                     {QStringLiteral("size"), QString::number(size)}}));
  return symbol.release();
}

/// Without a fill: the map below stays in sight.
QgsSymbol* outline(double width) {
  std::unique_ptr<QgsSymbol> symbol(
      QgsFillSymbol::createSimple({{QStringLiteral("style"), QStringLiteral("no")},
                                   {QStringLiteral("outline_color"), QStringLiteral("#1a1a1a")},
                                   {QStringLiteral("outline_width"), QString::number(width)}}));
  return symbol.release();
}

} // namespace

void styleProspectivity(QgsProcessingContext& context, const QString& layerId) {
  apply<QgsRasterLayer>(context, layerId, [](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const auto colorAt = [](double score) {
      return QColor(QString::fromStdString(palette::at(palette::score(), score)));
    };
    setPseudoColor(*raster, 1, 0, 1,
                   {{0.0, colorAt(0), words("0 (low)")},
                    {0.25, colorAt(0.25), QStringLiteral("0.25")},
                    {0.5, colorAt(0.5), words("0.5 (prospectivity score)")},
                    {0.75, colorAt(0.75), QStringLiteral("0.75")},
                    {1.0, colorAt(1), words("1 (high)")}});
  });
  titleLegend(context, layerId, words("prospectivity score"));
}

void styleProbability(QgsProcessingContext& context, const QString& layerId, double mean) {
  apply<QgsRasterLayer>(context, layerId, [mean](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const QVector<QColor> colors{QColor(44, 83, 158),   QColor(145, 191, 219), QColor(224, 243, 248),
                                 QColor(254, 224, 144), QColor(252, 141, 89),  QColor(215, 48, 39),
                                 QColor(128, 0, 38)};
    const double tenth = std::pow(10, std::floor(std::log10(mean)) - 1);
    std::vector<double> bounds;
    for (const double factor : {1.0, 3.0, 10.0, 30.0, 100.0, 300.0})
      if (factor * tenth < 1)
        bounds.push_back(factor * tenth);
    const auto number = [](double value) { return QString::fromStdString(formatNumber(value, 1)); };
    QList<QgsColorRampShader::ColorRampItem> items;
    for (std::size_t i = 0; i < bounds.size(); ++i)
      items << QgsColorRampShader::ColorRampItem(
          bounds[i], colors.at(static_cast<int>(i)),
          i == 0
              ? words("below %1 expected deposits per cell").arg(number(bounds[i]))
              : words("%1 to %2 expected deposits per cell").arg(number(bounds[i - 1]), number(bounds[i])));
    items << QgsColorRampShader::ColorRampItem(
        std::numeric_limits<double>::infinity(), colors.at(static_cast<int>(bounds.size())),
        words("%1 and more expected deposits per cell").arg(number(bounds.back())));
    setPseudoColor(*raster, 1, 0, 1, items, Qgis::ShaderInterpolationMethod::Discrete);
  });
  titleLegend(context, layerId, words("probability of a deposit"));
}

void styleDrivers(QgsProcessingContext& context, const QString& layerId, const QStringList& names,
                  const std::vector<std::size_t>& listed, const QString& other, const QString& low) {
  apply<QgsRasterLayer>(context, layerId, [=](QgsMapLayer& layer) {
    const std::vector<QColor> colors = featureColors(names, listed);
    QgsPalettedRasterRenderer::ClassData classes;
    const auto add = [&](const QColor& color, const QString& name) {
      classes.append(QgsPalettedRasterRenderer::Class(static_cast<int>(classes.size()) + 1, color, name));
    };
    for (const std::size_t driver : listed)
      add(colors[driver], names.at(static_cast<int>(driver)));
    if (!other.isEmpty())
      add(QColor(QString::fromLatin1(palette::others)), other);
    if (!low.isEmpty())
      add(QColor(QString::fromLatin1(palette::lowScore)), low);
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    raster->setRenderer(new QgsPalettedRasterRenderer(raster->dataProvider(), 2, classes));
  });
  titleLegend(context, layerId, words("layer that raises the score most"));
}

void styleLevels(QgsProcessingContext& context, const QString& layerId, const QStringList& names) {
  applyClasses(context, layerId, names,
               [levels = names.size()](int index) { return levelColor(index, levels); });
  titleLegend(context, layerId, words("target levels"));
}

void styleRiskReturn(QgsProcessingContext& context, const QString& layerId, const QStringList& names) {
  applyClasses(context, layerId, names, [](int index) {
    constexpr std::array<const char*, 4> colors{palette::lowRiskHighReturn, palette::highRiskHighReturn,
                                                palette::lowRiskLowReturn, palette::highRiskLowReturn};
    return QColor(QString::fromLatin1(colors.at(static_cast<std::size_t>(index))));
  });
  titleLegend(context, layerId, words("risk and return"));
}

void styleLevelPolygons(QgsProcessingContext& context, const QString& layerId, const QStringList& names) {
  apply<QgsVectorLayer>(context, layerId, [names](QgsMapLayer& layer) {
    QgsCategoryList categories;
    constexpr double widest = 0.8; // mm
    constexpr double narrowest = 0.3;
    for (int i = 0; i < names.size(); ++i) {
      const double depth = static_cast<double>(i) / std::max<double>(names.size() - 1, 1);
      categories.append(
          QgsRendererCategory(i + 1, outline(widest + depth * (narrowest - widest)), names.at(i)));
    }
    auto* vector = qobject_cast<QgsVectorLayer*>(&layer);
    vector->setRenderer(new QgsCategorizedSymbolRenderer(QStringLiteral("level"), categories));
    // The names of the fields stay what projects and scripts know.
    vector->setFieldAlias(vector->fields().lookupField(QStringLiteral("mean_prob")), words("mean score"));
    vector->setFieldAlias(vector->fields().lookupField(QStringLiteral("max_prob")), words("highest score"));
    const std::pair<const char*, const char*> titles[] = {
        {"area_km2", QT_TRANSLATE_NOOP("Legends", "area (km²)")},
        {"spread", QT_TRANSLATE_NOOP("Legends", "mean standard deviation of the score")},
        {"deposits", QT_TRANSLATE_NOOP("Legends", "known deposits inside")},
        {"nearest_m", QT_TRANSLATE_NOOP("Legends", "nearest known deposit (m)")},
        {"coverage", QT_TRANSLATE_NOOP("Legends", "share of layers with data")},
        {"applicable", QT_TRANSLATE_NOOP("Legends", "share in the area of applicability")},
        {"drivers", QT_TRANSLATE_NOOP("Legends", "strongest drivers")}};
    for (const auto& [field, title] : titles)
      vector->setFieldAlias(vector->fields().lookupField(QString::fromLatin1(field)), words(title));
  });
}

void styleSpread(QgsProcessingContext& context, const QString& layerId, const QString& title, int bands,
                 int shown) {
  apply<QgsRasterLayer>(context, layerId, [bands, shown](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    double highest = 0;
    for (int band = 1; band <= bands; ++band)
      highest = std::fmax(
          highest, raster->dataProvider()
                       ->bandStatistics(band, Qgis::RasterBandStatistic::Max, QgsRectangle(), sampledCells)
                       .maximumValue);
    const double top = highest > 0 ? roundedUp(highest) : 1;
    setPseudoColor(*raster, shown, 0, top,
                   {{0.0, zeroPurple, words("0 (all agree)")},
                    {top / 2, QColor(145, 140, 190), shortNumber(top / 2)},
                    {top, QColor(63, 0, 125), shortNumber(top)}});
  });
  titleLegend(context, layerId, title);
}

void addVeil(QgsProcessingContext& context, const QString& layerId) {
  whenLoaded(context, layerId, [](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const double highest =
        raster->dataProvider()
            ->bandStatistics(1, Qgis::RasterBandStatistic::Max, QgsRectangle(), sampledCells)
            .maximumValue;
    const double top = highest > 0 ? roundedUp(highest) : 1;
    std::unique_ptr<QgsRasterRenderer> shown(raster->renderer()->clone());
    setPseudoColor(*raster, 1, 0, top,
                   {{0.0, QColor(255, 255, 255, 0), words("0: the score as it is")},
                    {top, QColor(255, 255, 255, 235),
                     words("%1: the score fades, as the members disagree most").arg(shortNumber(top))}});
    QgsMapLayerStyle veil;
    veil.readFromLayer(raster);
    raster->setRenderer(shown.release()); // which the layer takes over
    raster->styleManager()->addStyle(veilName, veil);
  });
}

void styleDissimilarity(QgsProcessingContext& context, const QString& layerId, double limit) {
  apply<QgsRasterLayer>(context, layerId, [limit](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const double highest =
        raster->dataProvider()
            ->bandStatistics(1, Qgis::RasterBandStatistic::Max, QgsRectangle(), sampledCells)
            .maximumValue;
    // A few cells far off must not take the shades of all others outside.
    const double top = std::clamp(highest, 2 * limit, 4 * limit);
    setPseudoColor(*raster, 1, 0, top,
                   {{0.0, QColor(0, 90, 50), words("0 (as a training sample)")},
                    {limit, QColor(199, 233, 192), words("%1 (limit: inside)").arg(shortNumber(limit))},
                    {limit * 1.000001, QColor(253, 208, 162), words("outside")},
                    {top, QColor(140, 45, 4), words("%1 and more").arg(shortNumber(top))}});
  });
  titleLegend(context, layerId, words("dissimilarity index"));
}

void styleApplicability(QgsProcessingContext& context, const QString& layerId) {
  apply<QgsRasterLayer>(context, layerId, [](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const QgsPalettedRasterRenderer::ClassData classes{
        {1, QColor(116, 196, 118), words("inside the area of applicability")},
        {0, QColor(230, 130, 60), words("outside: unlike all training samples")}};
    raster->setRenderer(new QgsPalettedRasterRenderer(raster->dataProvider(), 1, classes));
  });
  titleLegend(context, layerId, words("area of applicability"));
}

void styleCoverage(QgsProcessingContext& context, const QString& layerId, int layers) {
  apply<QgsRasterLayer>(context, layerId, [layers](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    const int steps = std::min(layers, 4);
    QList<QgsColorRampShader::ColorRampItem> items;
    for (int step = 0; step <= steps; ++step) {
      const int count = static_cast<int>(std::lround(static_cast<double>(layers) * step / steps));
      const QColor color(
          QString::fromStdString(palette::at(palette::sequential(), static_cast<double>(count) / layers)));
      items << QgsColorRampShader::ColorRampItem(count, color,
                                                 words("%1 of %2 layers with data").arg(count).arg(layers));
    }
    setPseudoColor(*raster, 1, 0, layers, items);
  });
  titleLegend(context, layerId, words("layers with data"));
}

void styleQuantity(QgsProcessingContext& context, const QString& layerId, const QString& unit) {
  applyQuantity(context, layerId, measuredValues({FeatureKind::Quantity, unit.toStdString(), std::string()}));
  titleLegend(context, layerId, unit.isEmpty() ? words("value") : unit);
}

void styleStack(QgsProcessingContext& context, const QString& layerId, const FeatureDescription& first) {
  if (first.kind == FeatureKind::Indicator)
    applyPresence(context, layerId);
  else if (first.kind == FeatureKind::Codes)
    apply<QgsRasterLayer>(context, layerId, [first](QgsMapLayer& layer) {
      auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
      QgsPalettedRasterRenderer::ClassData classes =
          QgsPalettedRasterRenderer::classDataFromRaster(raster->dataProvider(), 1);
      for (int i = 0; i < classes.size(); ++i) {
        const QString name = QString::fromStdString(first.className(classes.at(i).value));
        classes[i].color = categoryColor(i);
        if (!name.isEmpty())
          classes[i].label = name;
      }
      raster->setRenderer(new QgsPalettedRasterRenderer(raster->dataProvider(), 1, classes));
    });
  else
    applyQuantity(context, layerId, measuredValues(first));
}

void stylePresence(QgsProcessingContext& context, const QString& layerId) {
  applyPresence(context, layerId);
  titleLegend(context, layerId, words("presence"));
}

void styleDriverPoints(QgsProcessingContext& context, const QString& layerId, const QString& field,
                       const QStringList& byImportance) {
  apply<QgsVectorLayer>(context, layerId, [field, byImportance](QgsMapLayer& layer) {
    std::vector<std::size_t> order(static_cast<std::size_t>(byImportance.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::vector<QColor> colors = featureColors(byImportance, order);
    const auto point = [](const QColor& color) {
      return marker(QStringLiteral("circle"), color, QColor(40, 40, 40), 2.6);
    };
    QgsCategoryList categories;
    QVariantList others;
    for (const std::size_t i : order) {
      const QString& name = byImportance.at(static_cast<int>(i));
      if (i < palette::featuresColoured)
        categories.append(QgsRendererCategory(name, point(colors[i]), name));
      else
        others.append(name);
    }
    if (!others.isEmpty())
      categories.append(QgsRendererCategory(others, point(QColor(QString::fromLatin1(palette::others))),
                                            words("other (%1 layers)").arg(others.size())));
    qobject_cast<QgsVectorLayer*>(&layer)->setRenderer(new QgsCategorizedSymbolRenderer(field, categories));
  });
}

void styleSamples(QgsProcessingContext& context, const QString& layerId) {
  apply<QgsVectorLayer>(context, layerId, [](QgsMapLayer& layer) {
    const QColor deposit(QString::fromLatin1(palette::deposit));
    const QColor other(QString::fromLatin1(palette::nonDeposit));
    const QColor hollow(255, 255, 255, 0);
    auto* root = new QgsRuleBasedRenderer::Rule(nullptr);
    const auto add = [root](QgsSymbol* symbol, const QString& filter, const QString& label) {
      root->appendChild(new QgsRuleBasedRenderer::Rule(symbol, 0, 0, filter, label));
    };
    const QString circle = QStringLiteral("circle");
    add(marker(circle, hollow, other, 1.6), QStringLiteral("\"label\" = 0 AND \"origin\" <> 'observed'"),
        words("Non-deposit, synthetic"));
    add(marker(circle, hollow, deposit, 1.6), QStringLiteral("\"label\" = 1 AND \"origin\" <> 'observed'"),
        words("Deposit, synthetic"));
    add(marker(circle, other, Qt::white, 2.2), QStringLiteral("\"label\" = 0 AND \"origin\" = 'observed'"),
        words("Non-deposit"));
    add(marker(QStringLiteral("diamond"), deposit, Qt::white, 3.2),
        QStringLiteral("\"label\" = 1 AND \"origin\" = 'observed'"), words("Deposit"));
    qobject_cast<QgsVectorLayer*>(&layer)->setRenderer(new QgsRuleBasedRenderer(root));
  });
}

void styleDiverging(QgsProcessingContext& context, const QString& layerId, const QString& scale, int bands,
                    int shown) {
  apply<QgsRasterLayer>(context, layerId, [bands, shown](QgsMapLayer& layer) {
    auto* raster = qobject_cast<QgsRasterLayer*>(&layer);
    double reach = 0;
    double extreme = 0;
    for (int band = 1; band <= bands; ++band) {
      const QgsRasterBandStats stats = raster->dataProvider()->bandStatistics(
          band,
          Qgis::RasterBandStatistic::Min | Qgis::RasterBandStatistic::Max | Qgis::RasterBandStatistic::Mean |
              Qgis::RasterBandStatistic::StdDev,
          QgsRectangle(), sampledCells);
      const double farthest = std::fmax(std::abs(stats.minimumValue), std::abs(stats.maximumValue));
      extreme = std::fmax(extreme, farthest);
      reach = std::fmax(
          reach, std::fmin(farthest, std::abs(stats.mean) + 3 * stats.stdDev)); // a few cells go beyond
    }
    const double limit = reach > 0 ? roundedUp(reach) : 1;
    const auto end = [&](QChar beyond, double value, const char* effect) {
      const QString number = words(effect).arg(shortNumber(value));
      return extreme > limit ? QString(beyond) + QLatin1Char(' ') + number : number;
    };
    QList<QgsColorRampShader::ColorRampItem> items;
    for (const auto& [place, color] : palette::diverging()) {
      const double value = (2 * place - 1) * limit;
      const QString text =
          place == 0   ? end(QChar(0x2264), value, QT_TRANSLATE_NOOP("Legends", "%1: lowers the score"))
          : place == 1 ? end(QChar(0x2265), value, QT_TRANSLATE_NOOP("Legends", "%1: raises the score"))
                       : shortNumber(value);
      items << QgsColorRampShader::ColorRampItem(
          value, value == 0 ? zeroGrey : QColor(QString::fromStdString(color)), text);
    }
    setPseudoColor(*raster, shown, -limit, limit, items);
  });
  titleLegend(context, layerId, words("share in the score, in %1").arg(scale));
}

} // namespace prospectivity
