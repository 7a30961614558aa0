#pragma once

#include "processing/provider.h"

#include <QTemporaryDir>
#include <QtTest>
#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingregistry.h>
#include <qgsproject.h>

#include <memory>

namespace prospectivity {

/// Keeps what an algorithm says, so that tests can assert the sentences.
class RecordingFeedback : public QgsProcessingFeedback {
 public:
  RecordingFeedback() : QgsProcessingFeedback(false) {}
  void reportError(const QString& text, bool) override { errors << text; }
  void pushWarning(const QString& text) override {
    warnings << text;
    lines << text;
  }
  void pushInfo(const QString& text) override {
    messages << text;
    lines << text;
  }

  QStringList errors;
  QStringList warnings;
  QStringList messages;
  QStringList lines; ///< both in their order
};

/// A run of one algorithm, found by its registry id as a user's script would.
struct AlgorithmRun {
  bool ok = false;
  QVariantMap results;
  QString error; ///< the sentence the user reads; empty when ok
  QStringList warnings;
  QStringList messages;
  QStringList lines; ///< both in their order
};

inline AlgorithmRun runAlgorithm(const QString& id, const QVariantMap& parameters,
                                 QgsProcessingContext& context) {
  AlgorithmRun run;
  const QgsProcessingAlgorithm* found = QgsApplication::processingRegistry()->algorithmById(id);
  if (found == nullptr) {
    run.error = QStringLiteral("no algorithm ") + id;
    return run;
  }
  RecordingFeedback feedback;
  QString problem;
  if (!found->checkParameterValues(parameters, context, &problem)) {
    run.error = problem;
    return run;
  }
  const std::unique_ptr<QgsProcessingAlgorithm> algorithm(found->create());
  try {
    if (algorithm->prepare(parameters, context, &feedback)) {
      run.results = algorithm->runPrepared(parameters, context, &feedback);
      algorithm->postProcess(context, &feedback);
      run.ok = true;
    }
  } catch (const QgsProcessingException& failure) {
    run.error = failure.what();
  }
  if (!run.ok && run.error.isEmpty() && !feedback.errors.isEmpty())
    run.error = feedback.errors.first();
  run.warnings = feedback.warnings;
  run.messages = feedback.messages;
  run.lines = feedback.lines;
  return run;
}

} // namespace prospectivity

/// main() of a processing test: QGIS without a window, with the provider registered.
#define PROCESSING_TEST_MAIN(TestClass)                                                                      \
  int main(int argc, char* argv[]) {                                                                         \
    QgsApplication application(argc, argv, false);                                                           \
    QgsApplication::initQgis();                                                                              \
    QgsApplication::processingRegistry()->addProvider(new prospectivity::Provider());                        \
    int status = 0;                                                                                          \
    {                                                                                                        \
      TestClass test;                                                                                        \
      status = QTest::qExec(&test, argc, argv);                                                              \
    }                                                                                                        \
    QgsApplication::exitQgis();                                                                              \
    return status;                                                                                           \
  }
