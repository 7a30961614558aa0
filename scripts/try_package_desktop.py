"""Runs inside QGIS Desktop (qgis --code) for try_package.sh: ticks the plugin in the plugin manager, looks at the provider,
maps the sample district and takes a picture. TRY_OUTPUT is the folder of the chain's outputs; desktop.txt in it ends with "good" if all is as it should be."""

import os
import subprocess
import traceback
from pathlib import Path

import processing
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QListView
from qgis.utils import active_plugins, iface

OUTPUT = Path(os.environ["TRY_OUTPUT"])


def wait(milliseconds):
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def our_providers():
    return [p for p in QgsApplication.processingRegistry().providers() if p.id() == "prospectivity"]


def tick_in_plugin_manager():
    """As a person does it; returns how many entries of ours there are."""
    entries = []

    def tick():
        manager = QApplication.activeModalWidget()
        view = manager and manager.findChild(QListView, "vwPlugins")
        if not view:  # QGIS may ask the network first
            QTimer.singleShot(500, tick)
            return
        model = view.model()
        rows = (model.index(row, 0) for row in range(model.rowCount()))
        entries.extend(index for index in rows if index.data().startswith("Prospectivity Lens"))
        for index in entries[:1]:
            model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        manager.reject()

    QTimer.singleShot(1500, tick)
    iface.actionManagePlugins().trigger()
    return len(entries)


def look():
    before = len(our_providers())
    entries = tick_in_plugin_manager()
    kept = QgsSettings().value("PythonPlugins/prospectivity_lens", False, bool)
    yield f"before the tick {before} providers; {entries} entry in the plugin manager, ticked and kept: {kept}"
    providers = our_providers()
    yield f"{len(providers)} provider with {len(providers[0].algorithms())} algorithms"
    project = "/usr/share/prospectivity-lens/sample_project/sample_project.qgz"
    opened = QgsProject.instance().read(project)
    known = set(QgsProject.instance().mapLayers())
    invalid = [layer.name() for layer in QgsProject.instance().mapLayers().values() if not layer.isValid()]
    yield f"sample project opened: {opened}, {len(known)} layers, invalid: {invalid}"
    processing.runAndLoadResults("prospectivity:predict", {
        "MODEL": str(OUTPUT / "model.pt"), "STACK": str(OUTPUT / "evidence_stack.tif"), "OUTPUT": "TEMPORARY_OUTPUT"})
    added = [layer for identifier, layer in QgsProject.instance().mapLayers().items() if identifier not in known]
    styles = [layer.renderer().type() for layer in added]
    yield f"map loaded with style: {styles}"
    iface.setActiveLayer(added[0])
    iface.zoomToActiveLayer()
    wait(4000)
    subprocess.run(["import", "-window", "root", OUTPUT / "desktop.png"], check=True)
    ticked = before == 0 and entries == 1 and kept
    if ticked and len(providers) == 1 and opened and not invalid and styles == ["singlebandpseudocolor"]:
        yield "good"


def session():
    with open(OUTPUT / "desktop.txt", "w", encoding="utf-8") as facts:
        try:
            for fact in look():
                print(fact, file=facts)
        except Exception:
            print(traceback.format_exc(), file=facts)
    # As a person closes it, and without a question: QGIS 3.44 dies when its loop ends while layers are open.
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def when_ready():
    if "processing" in active_plugins:
        session()
    else:
        QTimer.singleShot(300, when_ready)


QTimer.singleShot(1500, when_ready)
