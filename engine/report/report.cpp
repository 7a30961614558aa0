#include "engine/report/report.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/report/html.h"
#include "engine/report/page.h"
#include "engine/report/plotly.h"
#include "engine/report/plotly_chart.h"
#include "engine/report/svg_chart.h"

#include <algorithm>
#include <utility>

namespace prospectivity {

namespace {

/// A figure of the page: `data` as plotlyChart() gives it; `picture` stands there instead where it is not
/// empty.
std::string figureOf(const std::string& title, const std::string& caption, nlohmann::json data,
                     const std::string& id, const std::string& picture) {
  const int height = data["layout"].value("height", 420);
  data["id"] = id;
  data["title"] = title;
  const std::string room = picture.empty()
                               ? " class=\"chart\" role=\"img\" aria-label=\"" + escapeHtml(title) +
                                     "\" style=\"height:" + std::to_string(height) + "px\">"
                               : " class=\"picture\">\n" + picture;
  return "<figure>\n<h3>" + escapeHtml(title) + "</h3>\n<div id=\"" + id + "\"" + room +
         "</div>\n<figcaption>" + escapeHtml(caption) +
         "</figcaption>\n<script type=\"application/json\" class=\"chart-data\">" +
         escapeScript(data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) +
         "</script>\n</figure>\n";
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
  return text;
}

} // namespace

Report::Report(std::string title, std::string subtitle)
    : mTitle(std::move(title)), mSubtitle(std::move(subtitle)) {}

void Report::paragraph(const std::string& text) {
  mBlocks.emplace_back("<p>" + escapeHtml(text) + "</p>\n");
}

void Report::heading(const std::string& text) {
  mBlocks.emplace_back("<h2>" + escapeHtml(text) + "</h2>\n");
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
  std::string block = "<section class=\"table\">\n<h3>" + escapeHtml(table.title) +
                      "</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                      escapeHtml(table.title) + "\"><table>\n<thead><tr>";
  for (const std::string& column : table.columns)
    block += "<th scope=\"col\">" + escapeHtml(column) + "</th>";
  block += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    block += "<tr>";
    for (const std::string& cell : row)
      block += "<td>" + escapeHtml(cell) + "</td>";
    block += "</tr>\n";
  }
  block += "</tbody></table></div>\n<a class=\"csv\" download=\"" + escapeHtml(table.title) +
           ".csv\" href=\"data:text/csv;charset=utf-8," + escapeUrl(csvOf(table)) +
           "\">Save this table as CSV</a>\n</section>\n";
  mBlocks.emplace_back(block);
}

void Report::provenance(const NamesAndValues& lines) {
  mProvenance.insert(mProvenance.end(), lines.begin(), lines.end());
}

std::string Report::page(const std::string& packedLibrary) const {
  std::string body;
  int charts = 0;
  const auto nextId = [&charts] { return "chart" + std::to_string(++charts); };
  for (const auto& block : mBlocks) {
    if (const auto* chart = std::get_if<Chart>(&block))
      body += figureOf(chart->title, chart->caption, plotlyChart(*chart), nextId(),
                       packedLibrary.empty() ? svgChart(*chart) : std::string());
    else
      body += std::get<std::string>(block);
  }
  if (!mProvenance.empty()) {
    body += "<footer>\n<h2>How this was made</h2>\n<table class=\"provenance\"><tbody>\n";
    for (const auto& [name, value] : mProvenance)
      if (!value.empty())
        body +=
            "<tr><th scope=\"row\">" + escapeHtml(name) + "</th><td>" + escapeHtml(value) + "</td></tr>\n";
    body += "</tbody></table>\n</footer>\n";
  }
  return pageOf(mTitle, mSubtitle, body, packedLibrary, charts > 0);
}

void Report::save(const std::string& path) const {
  const bool hasCharts = std::any_of(mBlocks.begin(), mBlocks.end(), [](const auto& block) {
    return !std::holds_alternative<std::string>(block);
  });
  if (!writeWholeFile(path, page(hasCharts ? packedPlotly() : std::string())))
    throw Error(
        "The report '%1' could not be written: choose a folder that exists, is writable and has space.",
        path);
}

} // namespace prospectivity
