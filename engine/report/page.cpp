#include "engine/report/page.h"

#include "engine/core/for_reader.h"
#include "engine/report/html.h"

namespace prospectivity {

namespace {

constexpr const char* style = R"(
:root { color-scheme: light; --ground: #ffffff; --ink: #1c2430; --quiet: #56616f; --line: #d7dde4; --grid: #e6eaee;
  --accent: #0066a1; --head: #f3f6f9; --notice: #fff8e8; --focus: #b35c00; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 1080px; color: var(--ink); background: var(--ground);
  font: 16px/1.55 "Noto Sans", "DejaVu Sans", "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
h2, h3, summary { break-after: avoid; }
p { max-width: 46rem; }
a { color: var(--accent); }
.subtitle, figcaption { color: var(--quiet); }
figcaption { font-size: .875rem; max-width: 46rem; }
figure { margin: 1.5rem 0; break-inside: avoid; }
nav ul { margin: .75rem 0 1.25rem; padding: .6rem 1rem .6rem 2rem; columns: 20rem; border: 1px solid var(--line);
  border-radius: 6px; font-size: .875rem; }
summary { margin: 1.25rem 0 .5rem; font-weight: 600; cursor: pointer; color: var(--accent); }
.picture svg { display: block; fill: var(--ink); }
.picture [stroke="#e6eaee"] { stroke: var(--grid); }
.picture .count { fill: #1c2430; }
.chart { display: none; width: 100%; }
.drawn .chart { display: block; }
.drawn .picture { display: none; }
.chart .modebar-container { top: -30px !important; }
.chart .modebar-btn svg { overflow: visible; }
.chart .modebar-group { background: none !important; }
.chart .modebar:focus-within { opacity: 1 !important; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.figures div { border: 1px solid var(--line); border-radius: 6px; padding: .6rem 1rem; min-width: 8rem; }
.figures dt { font-size: .8125rem; color: var(--quiet); }
.figures dd { margin: 0; font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .75rem; text-align: left; border-bottom: 1px solid var(--line); }
thead th { background: var(--head); }
.provenance td { overflow-wrap: anywhere; }
.csv { display: inline-block; margin-top: .4rem; font-size: .875rem; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, .modebar-btn:focus-visible {
  outline: 3px solid var(--focus); outline-offset: 2px; }
.notice { padding: .75rem 1rem; border-left: 4px solid #e69f00; background: var(--notice); }
@page { margin: 14mm; }
@page wide { size: landscape; }
@media print {
  body { max-width: none; padding: 0; }
  nav, .csv, .notice { display: none; }
  .chart { display: none !important; }
  .picture { display: block !important; }
  .scroll { overflow: visible; }
  .wide { page: wide; }
  .wide table { font-size: .6875rem; }
  .wide th, .wide td { padding: .2rem .3rem; }
  .long { overflow-wrap: anywhere; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
)";

// Paper stays light, whatever the screen.
constexpr const char* darkStyle =
    R"(:root { color-scheme: dark; --ink: #e6ebf0; --quiet: #a9b4c0; --line: #3a4552;
  --grid: #2c3540; --accent: #7cc0f0; --head: #222b35; --notice: #2e2716; --focus: #e69f00; }
)";

// Folds are open as they come, for readers without scripts; here they are closed, and opened for paper.
constexpr const char* foldScript = R"js(
(() => {
  const folds = [...document.querySelectorAll("details")];
  for (const fold of folds) fold.open = false;
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter(fold => !fold.open);
    document.documentElement.dataset.prints = "yes";
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
    delete document.documentElement.dataset.prints;
  });
})();
)js";

// Unpacks the library, then draws every chart over its picture, those in folds when they are opened; the
// colours of what is drawn come with the charts.
constexpr const char* script = R"js(
(async () => {
  const packed = document.getElementById("plotly-packed");
  const saveAs = packed.dataset.saveAs;
  if (typeof DecompressionStream === "undefined") return;
  const bytes = Uint8Array.from(atob(packed.textContent), c => c.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  const library = document.createElement("script");
  library.textContent = text;
  document.head.appendChild(library);
  const forDark = JSON.parse(document.getElementById("dark-colors").textContent);
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const ofPage = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const hex = channels => "#" + channels.map(channel => Number(channel).toString(16).padStart(2, "0")).join("");
  const darker = color => {
    const [, r, g, b, opacity] = /^rgba\((\d+),(\d+),(\d+),([^)]*)\)$/.exec(color) || [];
    const solid = forDark.colors[opacity === undefined ? color : hex([r, g, b])];
    if (!solid || opacity === undefined) return solid || color;
    return "rgba(" + [1, 3, 5].map(at => parseInt(solid.slice(at, at + 2), 16)).join(",") + "," + opacity + ")";
  };
  // Colours only: names and texts may look like anything.
  const darken = (value, isColor) => {
    if (typeof value === "string") return isColor ? darker(value) : value;
    if (Array.isArray(value)) return value.map(one => darken(one, isColor));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, darken(one, /color$/i.test(key))]));
  };
  const save = (chart, format, scale, color) => ({ name: saveAs + " " + format.toUpperCase(),
    icon: { svg: `<svg viewBox="0 0 30 20" width="30"><text x="1" y="15" font-size="13"
      font-family="sans-serif" font-weight="bold" fill="${color}">${format.toUpperCase()}</text></svg>` },
    click: plot => Plotly.downloadImage(plot, { format, scale, filename: chart.title }) });
  const draw = async figure => {
    let chart = JSON.parse(figure.querySelector("script.chart-data").textContent);
    if (prefersDark.matches) {
      chart = darken(chart);
      for (const trace of chart.traces)
        if (trace.marker && trace.marker.colorscale) trace.marker.colorscale = forDark.scale;
    }
    const ground = ofPage("--ground"), quiet = ofPage("--quiet");
    const font = { family: '"Noto Sans", "DejaVu Sans", Arial, sans-serif', size: 13, color: ofPage("--ink") };
    const axis = { automargin: true, gridcolor: ofPage("--grid"), zerolinecolor: quiet, linecolor: quiet };
    const layout = Object.assign({ font, paper_bgcolor: ground, plot_bgcolor: ground, hovermode: "closest",
      margin: { l: 70, r: 25, t: 25, b: 60 }, legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" } }, chart.layout);
    for (const key of Object.keys(layout))
      if (/^[xy]axis[0-9]*$/.test(key)) layout[key] = Object.assign({}, axis, layout[key]);
    if (!layout.xaxis) layout.xaxis = axis;
    if (!layout.yaxis) layout.yaxis = axis;
    for (const note of layout.annotations || [])
      if (note.bgcolor) note.font = { color: "#1c2430" };
    figure.classList.add("drawn");
    try {
      await Plotly.react(chart.id, chart.traces, layout, { responsive: true, displaylogo: false,
        modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"],
        modeBarButtonsToAdd: [save(chart, "svg", 1, quiet), save(chart, "png", 2, quiet)] });
    } catch (error) {
      figure.classList.remove("drawn"); // the picture stays
      throw error;
    }
    for (const button of figure.querySelectorAll(".modebar-btn")) {
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", button.dataset.title);
      button.onkeydown = event => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
      };
    }
  };
  const drawIn = async (part, again) => {
    for (const figure of part.querySelectorAll("figure")) {
      const fold = figure.closest("details");
      const isDrawn = figure.classList.contains("drawn");
      if (again ? isDrawn : !isDrawn && (!fold || fold.open)) await draw(figure);
    }
  };
  for (const fold of document.querySelectorAll("details"))
    fold.addEventListener("toggle", () => {
      if (fold.open && !document.documentElement.dataset.prints) drawIn(fold, false);
    });
  prefersDark.addEventListener("change", () => drawIn(document, true));
  await drawIn(document, false);
  document.documentElement.dataset.charts = "drawn";
})();
)js";

} // namespace

std::string pageOf(const PageParts& parts) {
  std::string page = std::string("<!DOCTYPE html>\n<html lang=\"") + forReader("en") +
                     "\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<title>" +
                     escapeHtml(parts.title) + "</title>\n<style>" + style +
                     "@media screen and (prefers-color-scheme: dark) {\n" + darkStyle +
                     ":root { --ground: " + palette::darkGround + "; }\n" + darkRules(parts.darkColors) +
                     "}\n</style>\n</head>\n<body>\n<h1>" + escapeHtml(parts.title) +
                     "</h1>\n<p class=\"subtitle\">" + escapeHtml(parts.subtitle) + "</p>\n";
  page += parts.answer;
  if (!parts.contents.empty())
    page += "<nav aria-label=\"" + escapeHtml(forReader("Contents")) + "\">\n<ul>\n" + parts.contents +
            "</ul>\n</nav>\n";
  const bool isDrawn = parts.hasCharts && !parts.packedLibrary.empty();
  if (parts.hasCharts && !isDrawn)
    page +=
        "<p class=\"notice\">" +
        escapeHtml(forReader("The charts are still pictures: install the package python3-plotly and run the "
                             "algorithm again for charts that tell their numbers when pointed at.")) +
        "</p>\n";
  page += parts.body;
  if (parts.body.find("<details open>") != std::string::npos)
    page += std::string("<script>") + foldScript + "</script>\n";
  if (isDrawn)
    page += "<script type=\"application/json\" id=\"dark-colors\">" +
            escapeScript(darkColorsForScript(parts.darkColors).dump()) +
            "</script>\n<script type=\"text/plain\" id=\"plotly-packed\" data-save-as=\"" +
            escapeHtml(forReader("Save as")) + "\">" + parts.packedLibrary + "</script>\n<script>" + script +
            "</script>\n";
  return page + "</body>\n</html>\n";
}

} // namespace prospectivity
