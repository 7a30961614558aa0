#pragma once

#include "engine/report/chart.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace prospectivity {

/// A table of a report: also offered as CSV. Cells are text already formatted for reading.
struct ReportTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Lines of two: what something is, and its value as text.
using NamesAndValues = std::vector<std::pair<std::string, std::string>>;

/// A self-contained HTML page: contents, figures, tables, and the parameters of the run at the end. A figure
/// is a static picture that Plotly (embedded once, if it is installed) replaces on the screen; paper, and
/// readers without scripts, have the picture. One design for all algorithms, on light and dark ground. Build
/// it in the order it should be read, then save(). Not thread-safe.
class Report {
 public:
  Report(std::string title, std::string subtitle);

  /// One or two sentences in plain words.
  void paragraph(const std::string& text);
  void heading(const std::string& text);

  /// A part of the page in a form of its own, escaped where it is text.
  void html(const std::string& part);

  /// What comes until endFold() can be folded away: folded at first on a screen, open on paper and where
  /// scripts do not run. Folds do not nest.
  void beginFold(const std::string& summary);
  void endFold();

  /// A row of headline numbers: name, value as text.
  void figures(const NamesAndValues& figures);

  /// A figure with its title and caption; a caption that an earlier figure of the page has is left out.
  void chart(Chart chart);
  void table(const ReportTable& table);

  /// Adds to how the run was made: parameters, versions and seed, at the end of the page.
  void provenance(const NamesAndValues& lines);

  /// The page. Charts stand in it as static pictures, which the library (packed as packedPlotly() gives it)
  /// replaces if there is one.
  std::string page(const std::string& packedLibrary) const;

  /// Writes the page whole or not at all. Throws Error when the file cannot be written.
  void save(const std::string& path) const;

 private:
  std::string mTitle;
  std::string mSubtitle;
  struct Heading {
    std::string text;
  };
  std::vector<std::variant<std::string, Chart, Heading>> mBlocks; ///< HTML, and what is written by page()
  NamesAndValues mProvenance;
};

} // namespace prospectivity
