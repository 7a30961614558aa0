"""Every report in a headless browser, at laptop and desktop width, with few features and with forty of long names."""

import json
import re
import shutil
import subprocess
import tempfile
import unittest
from html import unescape
from pathlib import Path

import small_district
from qgis import CHAIN, run

LAPTOP, DESKTOP = 1024, 1440
LONG = "Concentration of element number {} in stream sediments levelled by catchment and lithology"

# What each report must answer, in the order of reading; features name further sections in between.
TITLES = {
    "stack": ["Evidence stack", "Layers", "Values in the stack", "Correlation of the layers"],
    "training": ["Training of the prospectivity network", "Loss", "Accuracy", "ROC curve", "Precision and recall",
                 "Reliability diagram", "Confusion matrix", "All metrics"],
    "shap": ["Why the model says so: SHAP values", "Which features matter most",
             "How feature values push single samples", "Single features", "Pairs of features", "Single samples",
             "Decision paths", "All samples at once"],
    "augmentsamples": ["Augmented samples", "Observed and synthetic samples", "Distribution of each feature: deposits",
                       "Distribution of each feature: non-deposits"],
    "orderfeatures": ["Order of features", "Correlation matrix in this order",
                      "How well each feature separates the classes alone"],
    "augmentationstudy": ["Which augmentation and which ordering?", "What should I use?", "Overfitting", "All metrics"],
    "modelcard": ["Model card: network", "What it is", "Intended use and limits", "What it was trained on",
                  "How it was validated", "AUC on the test parts", "Calibration", "Background samples",
                  "How the model was made"],
    "filterweights": ["What the filters look for", "Which features excite the filters", "Weights of convolution 1",
                      "Excitation of convolution 1", "Weights of convolution 2", "Excitation of convolution 2"],
    "iceplots": ["How predictions follow each feature: ICE and PDP", "Curves, the most influential features first",
                 "Accumulated local effects", "Slopes"],
    "comparemodels": ["What changed between two models", "1. Performance and overfitting",
                      "2. Consistency of effects (d-ICE)", "3. Separation of the classes (PDP)",
                      "4. Separation of feature values and decision paths (SHAP)", "Numbers"],
    "evaluate": ["How good is this map?", "Success-rate curve", "Prediction-area plot", "All figures"]}

# Looks at the page from inside: script errors, charts without a picture, width that needs scrolling, and legends
# that lie on the curves they explain.
WATCH = """<script>
const wrong = [];
addEventListener("error", event => wrong.push(event.message));
addEventListener("unhandledrejection", event => wrong.push(String(event.reason)));
const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
const covered = chart => [...chart.querySelectorAll(".legendtext")].some(text =>
  [...chart.querySelectorAll(".nsewdrag")].some(plot => meet(text.getBoundingClientRect(), plot.getBoundingClientRect())));
setInterval(() => {
  // Charts in folds are drawn when the folds are opened.
  if (document.documentElement.dataset.charts === "drawn")
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  const charts = [...document.querySelectorAll(".chart")], page = document.documentElement;
  page.dataset.seen = JSON.stringify({ wrong, drawn: page.dataset.charts === "drawn", charts: charts.length,
    blank: charts.filter(chart => !chart.querySelector(".main-svg")).map(chart => chart.id),
    unled: [...document.querySelectorAll("nav a")].filter(link => !document.querySelector(link.getAttribute("href"))).length,
    pictures: document.querySelectorAll("figure .picture > svg").length - charts.length,
    nested: [...document.querySelectorAll(".scroll")].filter(part => part.scrollHeight - part.clientHeight > 20).length,
    covered: charts.filter(covered).map(chart => chart.id), sideways: page.scrollWidth - page.clientWidth,
    titles: [...document.querySelectorAll("h1, h2, h3")].map(title => title.textContent) });
}, 200);
</script>"""


def look(report, width):
    """What the page says of itself once its charts are drawn."""
    with tempfile.TemporaryDirectory() as profile:
        page = Path(profile) / report.name
        page.write_text(report.read_text().replace("<head>", "<head>" + WATCH, 1))
        done = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=30000",
             f"--user-data-dir={profile}/profile", f"--window-size={width},900", "--dump-dom", page.as_uri()],
            timeout=120, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    seen = re.search(r'data-seen="([^"]*)"', done.stdout)
    return json.loads(unescape(seen[1])) if seen else {"page": done.stdout[:500]}


def reports_of(folder, **more):
    """One of each report that the samples, the stack and the model in `folder` give."""
    files = {"SAMPLES": folder / "samples.gpkg", "MODEL": folder / "model.pt"}
    calls = {"augmentsamples": {"INPUT": files["SAMPLES"], "METHOD": 2, "TARGET_COUNT": 60, "BOTH_CLASSES": "true",
                                "OUTPUT": folder / "augmented.gpkg"},
             "orderfeatures": {"INPUT": files["SAMPLES"]},
             "augmentationstudy": {"SAMPLES": files["SAMPLES"], "EPOCHS": 2, "FOLDS": 2,
                                   "TABLE": folder / "study.csv"},
             "modelcard": {"MODEL": files["MODEL"]},
             "filterweights": {**files, "TABLE": folder / "filters.csv"},
             "iceplots": {**files, "CURVES": folder / "ice.csv"},
             "comparemodels": {"MODEL_A": files["MODEL"], "MODEL_B": files["MODEL"], "SAMPLES": files["SAMPLES"],
                               "TABLE": folder / "comparison.csv"},
             **more}
    for algorithm, parameters in calls.items():
        report = folder / f"{algorithm}.html"
        outcome = run(algorithm, REPORT=report, **parameters)
        if outcome.code != 0:
            raise AssertionError(f"{algorithm}: {outcome.text}")
        yield report


def district_of_long_names(folder):
    """Forty layers of long names, and a model of them."""
    rasters = small_district.make(folder)
    layers = []
    for number in range(40):
        layers.append(folder / f"layer_{number}.tif")
        shutil.copy(rasters[number % len(rasters)], layers[-1])
    steps = [
        run("buildevidencestack", LAYERS=layers, BAND_NAMES=",".join(LONG.format(n + 1) for n in range(40)),
            OUTPUT=folder / "stack.tif", REPORT=folder / "stack.html"),
        run("createsamples", STACK=folder / "stack.tif", DEPOSITS=folder / "deposits.gpkg",
            OUTPUT=folder / "samples.gpkg"),
        run("traincnn", SAMPLES=folder / "samples.gpkg", EPOCHS=3, MODEL=folder / "model.pt",
            REPORT=folder / "training.html"),
        run("shapvalues", MODEL=folder / "model.pt", SAMPLES=folder / "samples.gpkg", OUTPUT=folder / "shap.gpkg",
            REPORT=folder / "shap.html")]
    for outcome in steps:
        if outcome.code != 0:
            raise AssertionError(outcome.text)
    return [folder / f"{name}.html" for name in ("stack", "training", "shap")]


class Reports(unittest.TestCase):
    def check(self, report, width):
        with self.subTest(report=report.name, width=width):
            seen = look(report, width)
            charts = seen.pop("charts", 0)
            titles = seen.pop("titles", [])
            self.assertGreater(charts, 0, seen)
            self.assertEqual(seen, {"wrong": [], "drawn": True, "blank": [], "covered": [], "sideways": 0, "unled": 0, "pictures": 0,
                                    "nested": 0})
            wanted = TITLES[report.stem] + ["How this was made"]
            self.assertEqual([title for title in titles if title in wanted], wanted)

    def test_reports_of_few_features(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for made in ("samples.gpkg", "model.pt"):
                shutil.copy(CHAIN / made, folder)
            mapped = {"PROSPECTIVITY": CHAIN / "map.tif", "DEPOSITS": CHAIN / "deposits.gpkg",
                      "TABLE": folder / "evaluation.csv"}
            for report in [*(CHAIN / f"{made}.html" for made in ("stack", "training", "shap")),
                           *reports_of(folder, evaluate=mapped)]:
                self.check(report, LAPTOP)

    def test_reports_of_forty_long_names(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for report in district_of_long_names(folder):
                self.check(report, DESKTOP)
                self.check(report, LAPTOP)
            for report in reports_of(folder):
                self.check(report, LAPTOP)


if __name__ == "__main__":
    unittest.main()
