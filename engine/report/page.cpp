#include "engine/report/page.h"

#include "engine/report/html.h"

namespace prospectivity {

namespace {

constexpr const char* style = R"(
:root { color-scheme: light; --ink: #1c2430; --quiet: #56616f; --line: #d7dde4; --accent: #0072b2; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 1080px; color: var(--ink); background: #fff;
  font: 16px/1.55 "Noto Sans", "DejaVu Sans", "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { max-width: 46rem; }
.subtitle, figcaption { color: var(--quiet); }
figcaption { font-size: .875rem; max-width: 46rem; }
figure { margin: 1.5rem 0; break-inside: avoid; }
.chart { width: 100%; }
.chart .modebar-container { top: -30px !important; }
.chart .modebar-btn svg { overflow: visible; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.figures div { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; min-width: 8rem; }
.figures dt { font-size: .8125rem; color: var(--quiet); }
.figures dd { margin: 0; font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; max-height: 32rem; overflow-y: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem; text-align: left; border-bottom: 1px solid var(--line); }
thead th { position: sticky; top: 0; background: #f3f6f9; }
.csv { display: inline-block; margin-top: .4rem; font-size: .875rem; color: var(--accent); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid #e69f00; outline-offset: 2px; }
.notice { padding: .75rem 1rem; border-left: 4px solid #e69f00; background: #fff8e8; }
@media print { .modebar-container { display: none; } body { max-width: none; padding: 0; } .csv { display: none; } .scroll { max-height: none; overflow: visible; } }
)";

// Unpacks the library, then draws every chart; the colours of what is drawn come with the charts.
constexpr const char* script = R"(
(async () => {
  const packed = document.getElementById("plotly-packed");
  const notice = document.getElementById("no-charts");
  if (!packed || typeof DecompressionStream === "undefined") { if (notice) notice.hidden = false; return; }
  const bytes = Uint8Array.from(atob(packed.textContent), c => c.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const library = document.createElement("script");
  library.textContent = text;
  document.head.appendChild(library);
  const font = { family: '"Noto Sans", "DejaVu Sans", Arial, sans-serif', size: 13, color: "#1c2430" };
  const axis = { automargin: true, gridcolor: "#e6eaee", zerolinecolor: "#b9c2cc", linecolor: "#b9c2cc" };
  const save = (chart, format, scale) => ({ name: "Save as " + format.toUpperCase(),
    icon: { svg: `<svg viewBox="0 0 30 20" width="30"><text x="1" y="15" font-size="13"
      font-family="sans-serif" font-weight="bold" fill="#56616f">${format.toUpperCase()}</text></svg>` },
    click: plot => Plotly.downloadImage(plot, { format, scale, filename: chart.title }) });
  for (const element of document.querySelectorAll("script.chart-data")) {
    const chart = JSON.parse(element.textContent);
    const layout = Object.assign({ font, paper_bgcolor: "#fff", plot_bgcolor: "#fff", hovermode: "closest",
      margin: { l: 70, r: 25, t: 25, b: 60 }, legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" } }, chart.layout);
    for (const key of Object.keys(layout))
      if (/^[xy]axis[0-9]*$/.test(key)) layout[key] = Object.assign({}, axis, layout[key]);
    if (!layout.xaxis) layout.xaxis = axis;
    if (!layout.yaxis) layout.yaxis = axis;
    await Plotly.newPlot(chart.id, chart.traces, layout, { responsive: true, displaylogo: false,
      modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"],
      modeBarButtonsToAdd: [save(chart, "svg", 1), save(chart, "png", 2)] });
  }
  document.documentElement.dataset.charts = "drawn";
})();
)";

} // namespace

std::string pageOf(const std::string& title, const std::string& subtitle, const std::string& body,
                   const std::string& packedLibrary, bool hasCharts) {
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
                     escapeHtml(title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<h1>" +
                     escapeHtml(title) + "</h1>\n<p class=\"subtitle\">" + escapeHtml(subtitle) + "</p>\n";
  if (hasCharts)
    page += packedLibrary.empty()
                ? "<p class=\"notice\">The charts are still pictures: install the package python3-plotly and "
                  "run the "
                  "algorithm again for charts that tell their numbers when pointed at.</p>\n"
                : "<p id=\"no-charts\" class=\"notice\" hidden>The charts need a browser of 2023 or later. "
                  "The tables "
                  "below hold the same figures.</p>\n";
  page += body;
  if (hasCharts && !packedLibrary.empty())
    page += "<script type=\"text/plain\" id=\"plotly-packed\">" + packedLibrary + "</script>\n<script>" +
            script + "</script>\n";
  return page + "</body>\n</html>\n";
}

} // namespace prospectivity
