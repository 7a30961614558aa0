#include "engine/report/report.h"

#include "engine/core/error.h"
#include "engine/core/for_reader.h"
#include "engine/core/whole_file.h"
#include "engine/report/dark_charts.h"
#include "engine/report/html.h"
#include "engine/report/page.h"
#include "engine/report/plotly.h"
#include "engine/report/plotly_chart.h"
#include "engine/report/svg_chart.h"

#include <algorithm>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

/// A figure of the page: its picture, and an empty place of the same height for the library to draw on.
std::string figureOf(const Chart& chart, const std::string& number, bool hasLibrary, bool tellsCaption) {
  nlohmann::json data = plotlyChart(chart);
  const int height = data["layout"].value("height", 420);
  const std::string id = "chart" + number;
  data["id"] = id;
  data["title"] = chart.title;
  std::string text = "<figure id=\"figure" + number + "\">\n<h3>" + escapeHtml(chart.title) +
                     "</h3>\n<div class=\"picture\">\n" + svgChart(chart) + "</div>\n";
  if (hasLibrary)
    text += "<div id=\"" + id + "\" class=\"chart\" role=\"group\" aria-label=\"" + escapeHtml(chart.title) +
            "\" style=\"height:" + std::to_string(height) + "px\"></div>\n";
  if (tellsCaption)
    text += "<figcaption>" + escapeHtml(chart.caption) + "</figcaption>\n";
  return text + "<script type=\"application/json\" class=\"chart-data\">" +
         escapeScript(data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) +
         "</script>\n</figure>\n";
}

std::string contentsLine(const std::string& id, const std::string& text) {
  return "<li><a href=\"#" + id + "\">" + escapeHtml(text) + "</a></li>\n";
}

/// Words that a column of a sheet of paper may be too narrow for; numbers are shorter, and never divided.
/// Between Chinese letters a line may end anywhere.
bool hasLongWord(const std::string& text) {
  constexpr std::size_t longest = 24;
  std::size_t length = 0; // letters since the last place where a line may end
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80)
      continue;                                                            // within a letter
    const bool isChinese = (byte >= 0xe3 && byte <= 0xe9) || byte == 0xef; // or a sign among it
    length = c == ' ' || isChinese ? 0 : length + 1;
    if (length > longest)
      return true;
  }
  return false;
}

/// `start`: the opening tag without its end.
std::string cellOf(const std::string& start, const std::string& text) {
  return start + (hasLongWord(text) ? " class=\"long\">" : ">") + escapeHtml(text);
}

std::string csvOf(const ReportTable& table) {
  const auto line = [](const std::vector<std::string>& cells) {
    std::string text;
    for (const std::string& cell : cells) {
      std::string quoted;
      for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += (text.empty() ? "\"" : ",\"") + quoted + "\"";
    }
    return text + "\r\n";
  };
  std::string text = line(table.columns);
  for (const auto& row : table.rows)
    text += line(row);
  // Spreadsheets take other letters than those of ASCII for the machine's own encoding unless a file says.
  const bool isAscii =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return isAscii ? text : "\xef\xbb\xbf" + text;
}

} // namespace

Report::Report(std::string title, std::string subtitle)
    : mTitle(std::move(title)), mSubtitle(std::move(subtitle)) {}

void Report::paragraph(const std::string& text) {
  mBlocks.emplace_back("<p>" + escapeHtml(text) + "</p>\n");
}

void Report::heading(const std::string& text) {
  mBlocks.emplace_back(Heading{text});
}

void Report::beginFold(const std::string& summary) {
  mBlocks.emplace_back("<details open>\n<summary>" + escapeHtml(summary) + "</summary>\n");
}

void Report::endFold() {
  mBlocks.emplace_back("</details>\n");
}

void Report::html(const std::string& part) {
  mBlocks.emplace_back(part);
}

void Report::figures(const NamesAndValues& figures) {
  std::string block = "<dl class=\"figures\">\n";
  for (const auto& [name, value] : figures)
    block += "<div><dt>" + escapeHtml(name) + "</dt><dd>" + escapeHtml(value) + "</dd></div>\n";
  mBlocks.emplace_back(block + "</dl>\n");
}

void Report::chart(Chart chart) {
  mBlocks.emplace_back(std::move(chart));
}

void Report::table(const ReportTable& table) {
  constexpr std::size_t mostOnPortrait = 8; // columns that a sheet of paper takes upright
  constexpr std::size_t mostUnfolded = 60;  // rows
  const bool isFolded = table.rows.size() > mostUnfolded;
  std::string block = std::string("<section class=\"table") +
                      (table.columns.size() > mostOnPortrait ? " wide" : "") + "\">\n<h3>" +
                      escapeHtml(table.title) + "</h3>\n" +
                      (isFolded ? "<details open>\n<summary>" +
                                      escapeHtml(forReader({"%1 rows", table.rows.size()})) + "</summary>\n"
                                : std::string()) +
                      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                      escapeHtml(table.title) + "\"><table>\n<thead><tr>";
  for (const std::string& column : table.columns)
    block += cellOf("<th scope=\"col\"", column) + "</th>";
  block += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    block += "<tr>";
    for (const std::string& cell : row)
      block += cellOf("<td", cell) + "</td>";
    block += "</tr>\n";
  }
  block += std::string("</tbody></table></div>\n") + (isFolded ? "</details>\n" : "") +
           "<a class=\"csv\" download=\"" + escapeHtml(table.title) +
           ".csv\" href=\"data:text/csv;charset=utf-8," + escapeUrl(csvOf(table)) + "\">" +
           escapeHtml(forReader("Save this table as CSV")) + "</a>\n</section>\n";
  mBlocks.emplace_back(block);
}

void Report::provenance(const NamesAndValues& lines) {
  mProvenance.insert(mProvenance.end(), lines.begin(), lines.end());
}

std::string Report::page(const std::string& packedLibrary) const {
  std::string answer;
  std::string body;
  std::string contents;
  int charts = 0;
  int parts = 0;
  DarkColors dark;
  std::set<std::string> captions; // told so far
  bool isOpening = true;          // paragraphs before all else, which stand above the contents
  for (const auto& block : mBlocks) {
    isOpening = isOpening && std::holds_alternative<std::string>(block) &&
                std::get<std::string>(block).compare(0, 3, "<p>") == 0;
    if (const auto* chart = std::get_if<Chart>(&block)) {
      const std::string number = std::to_string(++charts);
      if (parts == 0)
        contents += contentsLine("figure" + number, chart->title);
      body += figureOf(*chart, number, !packedLibrary.empty(),
                       !chart->caption.empty() && captions.insert(chart->caption).second);
      addDarkColors(dark, *chart);
    } else if (const auto* heading = std::get_if<Heading>(&block)) {
      const std::string id = "part" + std::to_string(++parts);
      contents += contentsLine(id, heading->text);
      body += "<h2 id=\"" + id + "\">" + escapeHtml(heading->text) + "</h2>\n";
    } else {
      (isOpening ? answer : body) += std::get<std::string>(block);
    }
  }
  if (!mProvenance.empty()) {
    const std::string title = forReader("How this was made");
    contents += contentsLine("how", title);
    body += "<footer>\n<h2 id=\"how\">" + escapeHtml(title) + "</h2>\n<table class=\"provenance\"><tbody>\n";
    for (const auto& [name, value] : mProvenance)
      if (!value.empty())
        body +=
            "<tr><th scope=\"row\">" + escapeHtml(name) + "</th><td>" + escapeHtml(value) + "</td></tr>\n";
    body += "</tbody></table>\n</footer>\n";
  }
  return pageOf({mTitle, mSubtitle, answer, contents, body, dark, packedLibrary, charts > 0});
}

void Report::save(const std::string& path) const {
  const bool hasCharts = std::any_of(mBlocks.begin(), mBlocks.end(),
                                     [](const auto& block) { return std::holds_alternative<Chart>(block); });
  if (!writeWholeFile(path, page(hasCharts ? packedPlotly() : std::string())))
    throw Error(
        "The report '%1' could not be written: choose a folder that exists, is writable and has space.",
        path);
}

} // namespace prospectivity
