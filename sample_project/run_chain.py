"""Runs the chain on the sample district through qgis_process and ends with the figures and the paths.

usage: run_chain.py [FOLDER_FOR_OUTPUTS]    without it, the folder "output" beside this file

Every step is a plain call that can be copied into a terminal; what a step finds out is printed as it goes.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAYERS = HERE / "layers"
OUTPUT = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else HERE / "output"
QGIS_PROCESS = HERE.parent / "scripts" / "qgis_process.sh"

ELEMENTS = ["W", "Sn", "Bi", "Mn", "Cu"]  # concentrations are log-normal


def step(number, title, algorithm, **parameters):
    """Runs one algorithm, shows what it says, and returns the values under its "Results" heading."""
    print(f"\n== Step {number} of 7: {title} (prospectivity:{algorithm})", flush=True)
    options = [f"--{key}={item}" for key, value in parameters.items()
               for item in (value if isinstance(value, list) else [value])]
    started = time.monotonic()
    process = subprocess.Popen([QGIS_PROCESS, "run", f"prospectivity:{algorithm}", *options],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    results, section = {}, ""
    for line in process.stdout:
        if line.strip() in ("Inputs", "Results"):
            section = line.strip()
        pair = re.match(r"([A-Z_0-9]+):\t(.*)", line)
        if pair and section == "Results":
            results[pair[1]] = pair[2]
        elif not pair and line.strip(" -\n") and line.strip() != section and "setapi()" not in line:
            print("   " + line.rstrip(), flush=True)
    if process.wait() != 0:
        sys.exit(f"Step {number} stopped; the sentence above says why.")
    print(f"   done in {time.monotonic() - started:.1f} s")
    return results


def main():
    layers = LAYERS
    try:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        if not os.access(LAYERS, os.W_OK):
            # QGIS and GDAL want to write statistics beside the layers that they read, and complain when they may not.
            layers = OUTPUT / "layers"
            shutil.copytree(LAYERS, layers, dirs_exist_ok=True)
    except OSError as error:
        sys.exit(f"The folder for the outputs cannot be written ({error}): name another one after the command.")
    stack = OUTPUT / "evidence_stack.tif"
    samples = OUTPUT / "samples.gpkg"
    augmented = OUTPUT / "augmented_samples.gpkg"
    model = OUTPUT / "model.pt"
    prospectivity = OUTPUT / "prospectivity.tif"
    shap = OUTPUT / "shap_values.gpkg"

    step(1, "bring all evidence layers onto one grid", "buildevidencestack",
         LAYERS=sorted(layers.glob("*.tif")), CATEGORICAL="lithology", ONE_HOT="true",
         TRANSFORMS="; ".join(f"{element}=log" for element in ELEMENTS), OUTPUT=stack,
         REPORT=OUTPUT / "stack_report.html")
    step(2, "read samples off the stack, as many non-deposits as deposits", "createsamples",
         STACK=stack, DEPOSITS=layers / "deposits.gpkg", OUTPUT=samples)
    step(3, "show what SMOTE would add to the samples", "augmentsamples",
         INPUT=samples, METHOD="smote", TARGET_COUNT=500, BOTH_CLASSES="true",
         OUTPUT=augmented, REPORT=OUTPUT / "augmentation_report.html")
    figures = step(4, "train the network; SMOTE sees the training part only", "traincnn",
                   SAMPLES=samples, AUGMENTATION="smote", TARGET_COUNT=500, BOTH_CLASSES="true",
                   MODEL=model, METRICS=OUTPUT / "metrics.csv", REPORT=OUTPUT / "training_report.html")
    step(5, "map the prospectivity of every cell", "predict", MODEL=model, STACK=stack, OUTPUT=prospectivity)
    judged = step(6, "judge the map by the deposits, which it was trained on: how well it fits", "evaluate",
                  PROSPECTIVITY=prospectivity, DEPOSITS=layers / "deposits.gpkg",
                  TABLE=OUTPUT / "evaluation.csv", REPORT=OUTPUT / "evaluation_report.html")
    step(7, "ask why: exact Shapley values of every sample", "shapvalues",
         MODEL=model, SAMPLES=samples, OUTPUT=shap, REPORT=OUTPUT / "shap_report.html")

    print("\n== Figures on samples that the model never saw")
    for key, title in [("TEST_ACCURACY", "test accuracy"), ("TEST_RECALL", "test recall"), ("TEST_F1", "test F1"),
                       ("TEST_AUC", "test AUC"), ("OVERFITTING", "overfitting")]:
        print(f"   {title:<14} {float(figures[key]):.4f}")
    print("== Figures of the map")
    print(f"   {float(judged['AREA_AT_80']):.1%} of the area hold 80 % of the deposits")
    print("== Files")
    for title, path in [("map", prospectivity), ("samples", samples), ("SHAP points", shap), ("model", model),
                        ("report", OUTPUT / "training_report.html"),
                        ("judgement", OUTPUT / "evaluation_report.html"), ("reasons", OUTPUT / "shap_report.html")]:
        print(f"   {title:<14} {path}")


if __name__ == "__main__":
    main()
