#pragma once

#include "engine/core/error.h"
#include "engine/core/progress.h"
#include "engine/raster/raster_file.h"
#include "processing/language/language.h"
#include "processing/outputs/layer_place.h"
#include "processing/outputs/layer_provenance.h"
#include "processing/outputs/run_outputs.h"

// First: QGIS ships an older json_fwd.hpp that clashes with the full header when it is seen before.
#include <QDateTime>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariantMap>
#include <nlohmann/json_fwd.hpp>
#include <qgsprocessingalgorithm.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class QgsMapLayer;
class QgsProcessingOutputDefinition;
class QgsProcessingParameterDefinition;
class QgsRasterLayer;

namespace prospectivity {

/// What all algorithms of the provider share: the group, the icon, and one way for errors to reach the user.
/// What the engine says of its inputs, in errors, warnings and messages, names their parameters there.
///
/// Derived classes take what they need from layers in prepare() (main thread) and compute in run() (worker
/// thread). Both may throw Error, which reaches the user as its one sentence with exit code 1, and Cancelled.
/// Before both, the layers chosen are looked at together (preflight). The destinations that run() gets lie
/// out of sight: its files are shown when it has returned, all of them or, when anything throws, none, and
/// what stood under their names is untouched until then (StagedOutputs). Rasters that were taken through
/// rasterFile() are looked at while run() reads them, and what they hold that looks like NoData is told after
/// it.
class Algorithm : public QgsProcessingAlgorithm {
 public:
  enum class Group { Evidence, Samples, Model, Explain };

  QString group() const final;
  QString groupId() const final;
  QIcon icon() const final;
  QString svgIconPath() const final;
  QString helpUrl() const final; ///< helpUrlOf()
  bool checkParameterValues(const QVariantMap& parameters, QgsProcessingContext& context,
                            QString* message = nullptr) const override;

 protected:
  virtual Group toolGroup() const = 0;

  /// Parameters whose rasters must share one grid and CRS, and whose points must lie in that CRS.
  virtual QStringList parametersOnOneGrid() const { return {}; }

  virtual void prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                       QgsProcessingFeedback* feedback);
  virtual QVariantMap run(const QVariantMap& parameters, QgsProcessingContext& context,
                          QgsProcessingFeedback* feedback, const Progress& progress) = 0;

  /// After run(), once all its files are in their places: here goes what was kept in case that one could not
  /// be put there.
  virtual void afterPublishing();

  /// The parameters that the run means by those that it is given; told to `progress`. What is recorded of the
  /// run are these.
  virtual QVariantMap asMeant(const QVariantMap& parameters, QgsProcessingContext& context,
                              const Progress& progress) const;

  /// The parameters with the destinations that the others ask for and nobody named: a choice that makes a map
  /// makes it (temporaryBeside()). In front of run(), which gets them.
  virtual QVariantMap withImpliedOutputs(const QVariantMap& parameters, QgsProcessingContext& context,
                                         const Progress& progress) const;

  /// The parameter by which this algorithm is given a subject of the engine: subject_parameters.h, unless it
  /// takes it by another. Once prepare() has returned it may be called from any thread.
  virtual QString parameterFor(Subject subject) const;

  /// What the engine says, with the names of the parameters, in the language of QGIS.
  std::string inWords(const Sentence& sentence) const;

  /// What run() hands its results to; it knows how the run is made.
  RunOutputs outputsOf(const QVariantMap& parameters, QgsProcessingContext& context,
                       const Progress& progress) const;

  /// What rasters of this run say of how they came to be (RasterOptions::tags): rasterTagsOf(), with the
  /// model where there is MODEL. Call in run().
  const RasterTags& rasterTags() const { return mRasterTags; }

  /// What this run made of a parameter that was left open, for its report. Call in run(), before outputsOf().
  void takeMeaning(const QString& parameter, const std::string& meaning);

  /// How rasters of this run are written: with rasterTags(), in the format that was chosen where there is
  /// FORMAT. Call in run().
  RasterOptions rasterOptions() const;

  /// Rasters of this run say that another one made them: it is the whole that others made the parts of. Call
  /// in run().
  void takeRasterTags(RasterTags tags) { mRasterTags = std::move(tags); }

  /// What GDAL opens for a raster layer (see rasterFileOf()), watched while it is read. Call in prepare().
  RasterFile rasterFile(const QgsRasterLayer* layer, const QString& parameter);
  std::vector<RasterFile> rasterFiles(const QList<QgsMapLayer*>& layers, const QString& parameter);

  /// What the layer of the parameter `output` is called in QGIS, where the parameter's title is not what one
  /// looks for in a list of layers. Who names it otherwise, or prefers the names of files, has these. Call in
  /// run().
  void nameLayer(const QString& output, const QString& name) { mLayerNames.insert(output, name); }

  /// Where the layer of the parameter `output` stands in the list of layers; LayerPlace::Support unless told.
  /// Call in run().
  void placeLayer(const QString& output, LayerPlace place) { mLayerPlaces.insert(output, place); }

  /// In the account of runs this one is the step of that algorithm, by its id, and not its own; empty: no
  /// step (EndedRun::asStep).
  void countAsStep(const QString& algorithm) { mAsStep = algorithm; }

  /// QGIS's own, with the titles of parameters and outputs, entries of lists and kinds of files in the
  /// language of QGIS. Ids and values are the same in every language.
  bool addParameter(QgsProcessingParameterDefinition* parameter, bool createOutput = true);
  bool addOutput(QgsProcessingOutputDefinition* output);

  /// Adds a parameter under "advanced parameters"; takes ownership as addParameter does.
  void addAdvancedParameter(QgsProcessingParameterDefinition* parameter);

  /// What algorithms call themselves, and what they do in a line, in the language of QGIS.
  static QString toolWords(const char* english) {
    return inLanguage(Words::Tools, QString::fromUtf8(english));
  }

  /// Samples under the name given, LABEL_FIELD and FEATURES of them.
  void addLabelledSamples(const QString& name);

  /// The number, all numbers, or the id of what was chosen in a ChoiceParameter. Throw Error as it does.
  int chosen(const QVariantMap& parameters, const QString& name, QgsProcessingContext& context) const;
  QList<int> allChosen(const QVariantMap& parameters, const QString& name,
                       QgsProcessingContext& context) const;
  std::string chosenId(const QVariantMap& parameters, const QString& name,
                       QgsProcessingContext& context) const;

  /// SEED, default 1, advanced.
  void addSeedParameter();
  std::uint64_t seed(const QVariantMap& parameters, QgsProcessingContext& context) const;

 private:
  SubjectNames subjectNames() const;
  bool prepareAlgorithm(const QVariantMap& parameters, QgsProcessingContext& context,
                        QgsProcessingFeedback* feedback) final;
  QVariantMap processAlgorithm(const QVariantMap& parameters, QgsProcessingContext& context,
                               QgsProcessingFeedback* feedback) final;
  void lookAhead(const QVariantMap& parameters, QgsProcessingContext& context,
                 QgsProcessingFeedback* feedback);
  QVariantMap compute(const QVariantMap& parameters, QgsProcessingContext& context,
                      QgsProcessingFeedback* feedback);
  void accountFor(const QVariantMap& results) const;
  void accountFor(const QString& failure, const QgsProcessingFeedback* feedback) const;
  void takeProvenance(const QVariantMap& parameters, QgsProcessingContext& context);
  void takeModel(const QVariantMap& parameters, QgsProcessingContext& context);
  void presentLayers(const QVariantMap& results, QgsProcessingContext& context) const;
  void provideProvenance(const QVariantMap& results, QgsProcessingContext& context) const;
  void tellModel(const QVariantMap& results, const Progress& progress) const;
  void tellWhatWasRead(QgsProcessingFeedback* feedback) const;
  void tellMemory(const QVariantMap& parameters, QgsProcessingContext& context,
                  const Progress& progress) const;

  std::vector<std::pair<QString, RasterFile>> mWatched; ///< with the parameter
  QStringList mDoubts;                                  ///< told before the run
  QVariantMap mData;                                    ///< givenData(), where an account of runs is kept
  QStringList mInPart;                                  ///< givenInPart(), likewise
  QDateTime mBegan;
  std::optional<QString> mAsStep; ///< countAsStep()
  LayerProvenance mProvenance;
  RasterTags mRasterTags;
  RasterFormat mRasterFormat = RasterFormat::GeoTiff;
  QMap<QString, QString> mLayerNames;     ///< by the parameter
  QMap<QString, LayerPlace> mLayerPlaces; ///< by the parameter
};

} // namespace prospectivity
