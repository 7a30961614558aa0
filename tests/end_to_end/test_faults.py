"""Machines that fail: each fault gives a sentence and exit code 1, and what stood under an output's name stays."""

import http.server
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import numpy
from osgeo import gdal, ogr

import own_mounts
import small_district
from qgis import SOURCE, run, started

own_mounts.start_again()

FORMER = b"what stood here before"


def left_over(folder):
    return [name for name in os.listdir(folder) if name.startswith(".")]


def writes_into(folder):
    """Whether a run has all that it needs there to begin its work."""
    return any(Path(folder).glob(".prospectivity-*/old"))


def rows(path):
    data = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return [str(feature.items()) for feature in data.GetLayer(0)]


def wait_for(condition, process):
    """Until it holds; the process must not end before."""
    while not condition():
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.01)


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.inputs = Path(temporary.name)
        cls.rasters = small_district.make(cls.inputs)
        cls.deposits = cls.inputs / "deposits.gpkg"
        cls.stack, cls.samples, cls.model = (cls.inputs / name for name in ("stack.tif", "samples.gpkg", "model.pt"))
        for outcome in (
                run("buildevidencestack", LAYERS=cls.rasters, OUTPUT=cls.stack),
                run("createsamples", STACK=cls.stack, DEPOSITS=cls.deposits, OUTPUT=cls.samples),
                run("traincnn", SAMPLES=cls.samples, EPOCHS=2, MODEL=cls.model)):
            assert outcome.code == 0, outcome.text

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.out = Path(temporary.name) / "out"
        self.out.mkdir()

    def former(self, name):
        (self.out / name).write_bytes(FORMER)
        return self.out / name

    def assert_refused(self, outcome, sentence):
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertRegex(outcome.text, f"(?m)^ERROR:\t{sentence}$")
        self.assert_as_before()

    def assert_as_before(self):
        for path in self.out.iterdir():
            self.assertEqual(path.read_bytes(), FORMER, f"{path.name} is another")


class Kills(Faults):
    def test_runs_of_every_algorithm_killed_at_moments_drawn_by_chance(self):
        done = subprocess.run(["/usr/bin/python3", SOURCE / "tests/faults/killed_runs.py", "--moments=2"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_next_run_removes_what_a_killed_one_left_and_leaves_a_live_one_alone(self):
        model = self.former("model.pt")
        # Minutes of work, so that one is in the middle of it when the other is killed.
        processes = [started("traincnn", SAMPLES=self.samples, EPOCHS=50000, PATIENCE=0, MODEL=model) for _ in range(2)]
        try:
            for process in processes:
                wait_for(lambda: any(str(process.pid) in name for name in left_over(self.out)), process)
            killed, alive = processes
            killed.send_signal(signal.SIGKILL)
            killed.wait()
            self.assertEqual(model.read_bytes(), FORMER)
            outcome = run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=self.out / "samples.gpkg")
            self.assertEqual(outcome.code, 0, outcome.text)
            self.assertEqual([name.split("-")[1] for name in left_over(self.out)], [str(alive.pid)])
        finally:
            for process in processes:
                process.kill()
                process.communicate()


    def test_runs_that_add_a_layer_to_a_geopackage(self):
        shared = self.out / "shared.gpkg"
        parameters = {"INPUT": self.samples, "METHOD": "smote", "TARGET_COUNT": 5000, "BOTH_CLASSES": "true",
                      "OUTPUT": f"ogr:dbname='{shared}' table=\"augmented\" (geom)"}

        def layers():
            # Open for writing, as QGIS does first: a journal that is left is played back.
            data = gdal.OpenEx(str(shared), gdal.OF_VECTOR | gdal.OF_UPDATE)
            return {layer.GetName(): layer.GetFeatureCount(force=True)
                    for layer in (data.GetLayer(number) for number in range(data.GetLayerCount()))}

        shared.write_bytes(self.samples.read_bytes())
        former = layers()
        outcome = run("augmentsamples", **parameters)
        self.assertEqual(outcome.code, 0, outcome.text)
        added = layers()
        self.assertEqual(former, {"samples": added["samples"]})
        self.assertEqual(set(added), {"samples", "augmented"})
        chance = random.Random(5)
        for _ in range(6):
            shared.write_bytes(self.samples.read_bytes())
            process = started("augmentsamples", **parameters)
            wait_for(lambda: any(str(process.pid) in name for name in left_over(self.out)), process)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.communicate()
            self.assertIn(layers(), (former, added))


class Outputs(Faults):
    def test_two_runs_into_one_output_give_that_of_one(self):
        tables = []
        for seed in (1, 2):
            alone = self.out / f"alone{seed}.shp"
            outcome = run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, SEED=seed, OUTPUT=alone)
            self.assertEqual(outcome.code, 0, outcome.text)
            tables.append(rows(alone))
        self.assertNotEqual(*tables)
        both = self.out / "both.shp"
        processes = [started("createsamples", STACK=self.stack, DEPOSITS=self.deposits, SEED=seed, OUTPUT=both)
                     for seed in (1, 2)]
        for process in processes:
            text, _ = process.communicate()
            self.assertEqual(process.returncode, 0, text)
        self.assertIn(rows(both), tables)
        self.assertEqual(left_over(self.out), [])

    def test_a_geopackage_that_another_program_writes_to(self):
        table = self.out / "samples.gpkg"
        table.write_bytes(self.samples.read_bytes())
        before = rows(table)
        another = sqlite3.connect(table, isolation_level=None)
        self.addCleanup(another.close)
        another.execute("BEGIN IMMEDIATE")
        outcome = run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=table)
        self.assertEqual(outcome.code, 1, outcome.text)
        self.assertIn(f"ERROR:\tOUTPUT: '{table}' is being written by another program; close it there, or choose "
                      "another file.\n", outcome.text)
        another.execute("ROLLBACK")
        self.assertEqual(rows(table), before)
        self.assertEqual(left_over(self.out), [])

    def test_a_geopackage_that_another_program_reads(self):
        table = self.out / "samples.gpkg"
        table.write_bytes(self.samples.read_bytes())
        data = ogr.Open(str(table))
        layer = data.GetLayer(0)
        count = layer.GetFeatureCount()
        layer.GetNextFeature()
        outcome = run("augmentsamples", INPUT=self.samples, TARGET_COUNT=200, BOTH_CLASSES="true", OUTPUT=table)
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertEqual(1 + sum(1 for _ in iter(layer.GetNextFeature, None)), count)  # goes on with what it opened
        self.assertGreater(len(rows(table)), count)

    def test_a_folder_that_can_be_read_only(self):
        own_mounts.mount(self.out)
        self.addCleanup(own_mounts.unmount, self.out)
        table = self.former("samples.gpkg")
        own_mounts.remount(self.out, "ro")
        self.assert_refused(run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=table),
                            re.escape(f"OUTPUT: the folder '{self.out}' cannot be written; choose another folder."))

    def test_a_disk_that_is_full(self):
        own_mounts.mount(self.out, "size=24k")
        self.addCleanup(own_mounts.unmount, self.out)
        table, model = self.former("table.gpkg"), self.former("model.pt")
        self.assert_refused(run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=table),
                            r"OUTPUT: a feature could not be written \(.*\); free some space on the disk or choose another "
                            r"destination\.")
        self.assert_refused(run("trainreference", SAMPLES=self.samples, FOLDS=2, MODEL=model,
                                REPORT=self.out / "report.html"), ".*has space.")

    def test_a_share_that_goes_away(self):
        gone = self.out.parent / "gone"
        table = self.former("augmented.gpkg")
        process = started("augmentsamples", INPUT=self.samples, METHOD="wgan-gp", TARGET_COUNT=200, BOTH_CLASSES="true",
                          OUTPUT=table)
        wait_for(lambda: writes_into(self.out), process)
        self.out.rename(gone)
        text, _ = process.communicate()
        self.assertEqual(process.returncode, 1, text)
        self.assertRegex(text, r"(?m)^ERROR:\tOUTPUT: the output could not be created \(.*\); choose another file or format\.$")
        self.assertEqual((gone / table.name).read_bytes(), FORMER)
        gone.rename(self.out)  # it is there again
        outcome = run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=table)
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertEqual(os.listdir(self.out), [table.name, *(["augmented.qml"] if (self.out / "augmented.qml").exists() else [])])


    def test_a_share_whose_server_dies(self):
        if shutil.which("bindfs") is None:
            raise unittest.SkipTest("bindfs is not installed, which shares a folder")
        share = self.out.parent / "share"
        share.mkdir()
        server = subprocess.Popen(["bindfs", "-f", share, self.out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  text=True)
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.out], stderr=subprocess.DEVNULL)
        self.addCleanup(server.communicate)
        self.addCleanup(server.kill)
        while not os.path.ismount(self.out):
            if server.poll() is not None:
                raise unittest.SkipTest(f"no folder can be shared here: {server.stdout.read().strip()}")
            time.sleep(0.01)
        (share / "model.pt").write_bytes(FORMER)
        model = self.out / "model.pt"
        process = started("traincnn", SAMPLES=self.samples, EPOCHS=2, MODEL=model)
        wait_for(lambda: writes_into(share), process)
        server.kill()
        text, _ = process.communicate()
        self.assertEqual(process.returncode, 1, text)
        self.assertIn(f"ERROR:\tThe model cannot be written to {model}: choose a folder that exists, is writable and has "
                      "space.\n", text)
        self.assertEqual((share / "model.pt").read_bytes(), FORMER)
        # What it could not remove is removed by the next run that reaches the folder.
        outcome = run("createsamples", STACK=self.stack, DEPOSITS=self.deposits, OUTPUT=share / "samples.gpkg")
        self.assertEqual(outcome.code, 0, outcome.text)
        self.assertEqual(left_over(share), [])


class Server(http.server.BaseHTTPRequestHandler):
    """Serves parts of the files of a folder until it is told to hang up."""

    def do_HEAD(self):
        self.answer(False)

    def do_GET(self):
        self.answer(True)

    def answer(self, with_body):
        path = self.server.folder / self.path.lstrip("/")
        if self.server.hangs_up():
            self.close_connection = True
            return
        if not path.is_file():
            self.send_error(404)
            return
        everything = path.read_bytes()
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        begin = int(asked[1]) if asked else 0
        end = min(int(asked[2]) + 1 if asked and asked[2] else len(everything), len(everything))
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - begin))
        if asked:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(everything)}")
        self.end_headers()
        if with_body:
            self.wfile.write(everything[begin:end])

    def log_message(self, *_):
        pass


class Network(Faults):
    def serve(self):
        """A server of the inputs that hangs up once the outputs are begun; the address of its raster."""
        noise = numpy.random.default_rng(5).normal(0, 1, (2000, 3000))  # more than GDAL keeps of what came
        small_district.write_raster(self.inputs / "remote.tif", noise)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        server.folder = self.inputs
        server.hangs_up = lambda: bool(left_over(self.out))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"/vsicurl/http://127.0.0.1:{server.server_port}/remote.tif"

    def test_a_server_that_stops_while_a_layer_is_read(self):
        layer, stack = self.serve(), self.former("stack.tif")
        self.assert_refused(run("buildevidencestack", LAYERS=layer, OUTPUT=stack),
                            rf"The raster '{re.escape(layer)}' cannot be (?:opened|read) \(.*\): check the address, the "
                            r"connection and your access to it, and run again\.")

    def test_a_mosaic_of_files_behind_a_network(self):
        layer, stack = self.inputs / "remote.vrt", self.former("stack.tif")
        subprocess.run(["gdal_translate", "-q", "-of", "VRT", self.serve(), layer], check=True)
        self.assert_refused(run("buildevidencestack", LAYERS=layer, OUTPUT=stack),
                            rf"LAYERS: The raster '{re.escape(str(layer))}' is a mosaic of files behind a network, whose tiles are "
                            r"taken for NoData where they do not come: choose the files, and bring them together with "
                            r"Build evidence stack\.")


class Memory(Faults):
    def test_runs_that_get_less_and_less_memory(self):
        # Of algorithms that ask for it in ways of their own; tests/faults.sh looks at all.
        done = subprocess.run(["/usr/bin/python3", SOURCE / "tests/faults/starved_runs.py", "--rooms=64,160,320",
                               "buildevidencestack", "augmentsamples", "traincnn", "trainreference", "predict",
                               "shapvalues", "iceplots"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    # Enough for QGIS 3.22 with its plugins and LibTorch to start, and too little for the work.
    ROOM = 3 << 30

    def test_tiles_that_do_not_fit(self):
        large = self.inputs / "large.vrt"
        subprocess.run(["gdal_translate", "-q", "-of", "VRT", "-outsize", "300000", "500", self.stack, large], check=True)
        chart = self.former("map.tif")
        self.assert_refused(run("predict", MODEL=self.model, STACK=large, MEMORY=100000, OUTPUT=chart,
                                address_space=self.ROOM),
                            r"There is not enough memory for this run: give MEMORY a smaller number, or close other "
                            r"programs\.")

    def test_samples_that_do_not_fit(self):
        table = self.former("augmented.gpkg")
        self.assert_refused(run("augmentsamples", INPUT=self.samples, METHOD="gaussian-noise", TARGET_COUNT=100000000,
                                BOTH_CLASSES="true", OUTPUT=table, address_space=self.ROOM),
                            r"There is not enough memory for this run: use fewer samples or layers, or close other "
                            r"programs\.")


if __name__ == "__main__":
    unittest.main()
