#include "engine/report/report.h"

#include "engine/core/number_text.h"
#include "engine/report/html.h"
#include "engine/report/page.h"
#include "engine/report/plotly.h"

#include <cmath>
#include <utility>

namespace prospectivity {

namespace {

/// Numbers of a chart need no more digits than a screen can show, and a page of 40 features stays small.
nlohmann::json roundedNumbers(const nlohmann::json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (!std::isfinite(number))
      return nullptr;
    return rounded(number, 6);
  }
  if (!value.is_structured())
    return value;
  nlohmann::json result = value;
  for (nlohmann::json& entry : result)
    entry = roundedNumbers(entry);
  return result;
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
  mBlocks.push_back("<p>" + escapeHtml(text) + "</p>\n");
}

void Report::heading(const std::string& text) {
  mBlocks.push_back("<h2>" + escapeHtml(text) + "</h2>\n");
}

void Report::figures(const NamesAndValues& figures) {
  std::string block = "<dl class=\"figures\">\n";
  for (const auto& [name, value] : figures)
    block += "<div><dt>" + escapeHtml(name) + "</dt><dd>" + escapeHtml(value) + "</dd></div>\n";
  mBlocks.push_back(block + "</dl>\n");
}

void Report::chart(const std::string& title, nlohmann::json traces, nlohmann::json layout,
                   const std::string& caption) {
  const std::string id = "chart" + std::to_string(++mCharts);
  const int height = layout.value("height", 420);
  const nlohmann::json chart{
      {"id", id}, {"title", title}, {"traces", roundedNumbers(traces)}, {"layout", roundedNumbers(layout)}};
  mBlocks.push_back("<figure>\n<h3>" + escapeHtml(title) + "</h3>\n<div id=\"" + id +
                    "\" class=\"chart\" role=\"img\" aria-label=\"" + escapeHtml(title) +
                    "\" style=\"height:" + std::to_string(height) + "px\"></div>\n<figcaption>" +
                    escapeHtml(caption) +
                    "</figcaption>\n<script type=\"application/json\" class=\"chart-data\">" +
                    escapeScript(chart.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) +
                    "</script>\n</figure>\n");
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
  mBlocks.push_back(block);
}

void Report::provenance(const NamesAndValues& lines) {
  mProvenance.insert(mProvenance.end(), lines.begin(), lines.end());
}

void Report::save(const std::string& path) const {
  std::string body;
  for (const std::string& block : mBlocks)
    body += block;
  if (!mProvenance.empty()) {
    body += "<footer>\n<h2>How this was made</h2>\n<table class=\"provenance\"><tbody>\n";
    for (const auto& [name, value] : mProvenance)
      if (!value.empty())
        body +=
            "<tr><th scope=\"row\">" + escapeHtml(name) + "</th><td>" + escapeHtml(value) + "</td></tr>\n";
    body += "</tbody></table>\n</footer>\n";
  }
  writePage(path, mTitle, mSubtitle, body, mCharts > 0 ? packedPlotly() : std::string(), mCharts > 0);
}

} // namespace prospectivity
