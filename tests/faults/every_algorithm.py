"""Every algorithm of the provider with every file it can write, on the small district."""

import small_district


def make_inputs(folder, run):
    """Rasters, deposits, stack, samples, two models and a map. `run` is given an id and parameters."""
    rasters = [str(path) for path in small_district.make(folder)]
    file = {name: str(folder / name) for name in ("stack.tif", "samples.gpkg", "model.pt", "another.pt", "map.tif")}
    run("buildevidencestack", LAYERS=rasters, OUTPUT=file["stack.tif"])
    run("createsamples", STACK=file["stack.tif"], DEPOSITS=str(folder / "deposits.gpkg"), OUTPUT=file["samples.gpkg"])
    run("traincnn", SAMPLES=file["samples.gpkg"], EPOCHS=2, FOLDS=2, FINAL_MODEL="ensemble",
        MODEL=file["model.pt"])
    run("trainreference", SAMPLES=file["samples.gpkg"], FOLDS=2, MODEL=file["another.pt"])
    run("predict", MODEL=file["model.pt"], STACK=file["stack.tif"], OUTPUT=file["map.tif"],
        TARGET_POLYGONS=str(folder / "targets.gpkg"))
    (folder / "shards").mkdir(exist_ok=True)
    run("predict", MODEL=file["model.pt"], STACK=file["stack.tif"], SHARD="1/1", UNCERTAINTY="ensemble",
        EXPECTED_DEPOSITS=60, **{name: str(folder / "shards" / f"{name}.tif")
                                 for name in ("OUTPUT", "APPLICABILITY", "APPLICABILITY_AREA", "COVERAGE")})


def cases(folder):
    """By id: the parameters, and the outputs with the names of their files. `folder` holds what make_inputs() made."""
    stack, samples, model = (str(folder / name) for name in ("stack.tif", "samples.gpkg", "model.pt"))
    deposits = str(folder / "deposits.gpkg")
    blocks = {"VALIDATION": "spatial-blocks", "BLOCK_SIZE": 4000}
    explained = {"MODEL": model, "SAMPLES": samples}
    return {
        "buildevidencestack": (
            {"LAYERS": [str(folder / f"{name}.tif") for name in ("W", "Sn", "Noise", "Ramp")]},
            {"OUTPUT": "out.tif", "REPORT": "report.html", "PLAN_OUTPUT": "plan.json"}),
        "vectorevidence": (
            {"INPUT": deposits, "REFERENCE": stack, "METHOD": "distance"}, {"OUTPUT": "out.tif"}),
        "createsamples": (
            {"STACK": stack, "DEPOSITS": deposits}, {"OUTPUT": "out.shp"}),
        "augmentsamples": (
            {"INPUT": samples, "METHOD": "smote", "TARGET_COUNT": 300, "BOTH_CLASSES": True},
            {"OUTPUT": "out.gpkg", "REPORT": "report.html"}),
        "orderfeatures": (
            {"INPUT": samples}, {"TABLE": "table.csv", "REPORT": "report.html"}),
        "traincnn": (
            {"SAMPLES": samples, "EPOCHS": 5, "FOLDS": 3, **blocks},
            {"MODEL": "out.pt", "METRICS": "metrics.csv", "RELIABILITY": "reliability.csv", "BLOCKS": "blocks.gpkg",
             "REPORT": "report.html"}),
        "trainreference": (
            {"SAMPLES": samples, "FOLDS": 3, **blocks},
            {"MODEL": "out.pt", "METRICS": "metrics.gpkg", "RELIABILITY": "reliability.gpkg", "BLOCKS": "blocks.gpkg",
             "REPORT": "report.html"}),
        "augmentationstudy": (
            {"SAMPLES": samples, "METHODS": ["none", "smote"], "FOLDS": 2, "EPOCHS": 3},
            {"TABLE": "table.gpkg", "REPORT": "report.html"}),
        "modelcard": (
            {"MODEL": model}, {"REPORT": "card.html"}),
        "predict": (
            {"MODEL": model, "STACK": stack, "UNCERTAINTY": "ensemble", "EXPECTED_DEPOSITS": 60},
            {"OUTPUT": "map.tif", "UNCERTAINTY_OUTPUT": "spread.tif", "APPLICABILITY": "index.tif",
             "APPLICABILITY_AREA": "area.tif", "COVERAGE": "coverage.tif", "TARGETS": "targets.tif",
             "TARGET_POLYGONS": "polygons.gpkg", "PROBABILITY": "probability.tif", "RISK_RETURN": "risk.tif"}),
        "evaluate": (
            {"PROSPECTIVITY": str(folder / "map.tif"), "DEPOSITS": deposits, "BOOTSTRAP": 100},
            {"TABLE": "table.csv", "CURVE": "curve.gpkg", "REPORT": "report.html"}),
        "filterweights": (
            explained, {"TABLE": "table.csv", "WEIGHTS": "weights.gpkg", "STEPS": "steps.csv", "REPORT": "report.html"}),
        "iceplots": (
            {**explained, "PAIRS": "W,Sn"},
            {"CURVES": "curves.gpkg", "PDP": "pdp.csv", "PAIR_PDP": "pairs.gpkg", "ALE": "ale.csv", "REPORT": "report.html"}),
        "shapvalues": (
            explained, {"OUTPUT": "shap.gpkg", "INTERACTIONS": "pairs.csv", "REPORT": "report.html"}),
        "shapmap": (
            {"MODEL": model, "STACK": stack, "BACKGROUND_SIZE": 10},
            {"OUTPUT": "shap.tif", "DRIVER": "driver.tif", "SPREAD": "spread.tif"}),
        "targetreport": (
            {"TARGETS": str(folder / "targets.gpkg"), "MODEL": model, "STACK": stack,
             "PROSPECTIVITY": str(folder / "map.tif"), "KNOWN_DEPOSITS": deposits, "MAX_TARGETS": 3},
            {"REPORT": "report.html"}),
        "comparemodels": (
            {"MODEL_A": model, "MODEL_B": str(folder / "another.pt"), "SAMPLES": samples},
            {"TABLE": "table.csv", "REPORT": "report.html"}),
        "joinshards": (
            {"SHARDS": str(folder / "shards"), "MODEL": model, "STACK": stack},
            {"OUTPUT": "map.tif", "UNCERTAINTY_OUTPUT": "spread.tif", "APPLICABILITY": "index.tif",
             "APPLICABILITY_AREA": "area.tif", "COVERAGE": "coverage.tif", "TARGETS": "targets.tif",
             "TARGET_POLYGONS": "polygons.gpkg", "PROBABILITY": "probability.tif", "RISK_RETURN": "risk.tif"}),
        "prospectivitychain": (
            {"LAYERS": [str(folder / f"{name}.tif") for name in ("W", "Sn")], "DEPOSITS": deposits, "TARGET_COUNT": 60},
            {"STACK:STACK": "stack.tif", "SAMPLES:SAMPLES": "samples.gpkg", "PLAIN:MODEL_PLAIN": "plain.pt",
             "PLAIN:REPORT_PLAIN": "plain.html",
             "SMOTE:MODEL_SMOTE": "smote.pt", "SMOTE:REPORT_SMOTE": "smote.html", "MAP:PROSPECTIVITY": "map.tif",
             "REASONS:SHAP_MAP": "shap.tif", "REASONS:DRIVER": "driver.tif", "COMPARISON:COMPARISON": "comparison.csv",
             "COMPARISON:REPORT": "comparison.html"}),
    }


# Outputs of a case that another input gives: joinshards makes these of shards of shapmap and of a stack, trainings
# and studies this of a shard.
OF_OTHER_INPUTS = {"joinshards": {"DRIVER", "SPREAD", "REPORT"}, "augmentationstudy": {"TRAININGS"},
                   "traincnn": {"TRAININGS"}}


def is_step(key):
    """Whether an output is that of a step of a model, which is done before the model is."""
    return ":" in key


def missing(provider, folder):
    """What cases() lacks of a provider's algorithms and of their outputs, and has beyond them: a line each."""
    known = cases(folder)
    lines = []
    for algorithm in provider.algorithms():
        written = {definition.name() for definition in algorithm.destinationParameterDefinitions()}
        covered = set(known.pop(algorithm.name(), ({}, {}))[1])
        others = OF_OTHER_INPUTS.get(algorithm.name(), set())
        lines += [f"{algorithm.name()} writes {name}, which no case asks for" for name in sorted(written - covered - others)]
        lines += [f"{algorithm.name()} has no output {name}" for name in sorted(covered - written)]
    return lines + [f"there is no algorithm {name}" for name in known]
