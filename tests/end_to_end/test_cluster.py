"""scripts/cluster without a cluster: what it reads, submits, repeats and refuses, with programs in the place of the
scheduler and of qgis_process. tests/cluster.sh runs it on a real Slurm."""

import os
import re
import stat
import subprocess
import tempfile
import textwrap
import unittest
from pathlib import Path

from qgis import SOURCE, qgis_process

SCRIPTS = SOURCE / "scripts/cluster"

# Runs jobs at once, each task of an array after the other, unless what a job waits for failed.
SBATCH = r"""
import os, re, subprocess, sys
from pathlib import Path
state = Path(__file__).parent
text = Path(sys.argv[-1]).read_text()
number = len(list(state.glob("job_*"))) + 1
(state / f"job_{number}").write_text(text)
print(number)
waits = re.search(r"--dependency=(\S+)", text)
goes = all((state / f"ok_{job}").exists() for job in re.findall(r"afterok:(\d+)", waits[1] if waits else ""))
array = re.search(r"--array=1-(\d+)", text)
tasks = range(1, int(array[1]) + 1) if array else [None]
for task in tasks if goes else []:
    variables = dict(os.environ, SLURM_JOB_ID=str(number), **({"SLURM_ARRAY_TASK_ID": str(task)} if task else {}))
    ended = subprocess.run(["sh", sys.argv[-1]], env=variables, stdout=subprocess.DEVNULL)
    goes = goes and ended.returncode == 0  # for those that wait: the tasks of an array all run
if goes:
    (state / f"ok_{number}").touch()
"""

SQUEUE = r"""
import os, sys
print(os.environ.get("STILL_THERE", ""), end="")
"""

# A grid of 8 blocks, one beneath the other.
QGIS_PROCESS = r"""
import hashlib, json, os, sys
from pathlib import Path
with open(os.environ["CALLS"], "a") as calls:
    print(*sys.argv[1:], sep="\t", file=calls)
algorithm = sys.argv[2]
options = dict(word[2:].split("=", 1) for word in sys.argv[3:])
output = Path(options["OUTPUT"])
if algorithm == "prospectivity:joinshards":
    shards = sorted(Path(options["SHARDS"]).glob("*.shard.json"))
    if len(shards) != 8:
        sys.exit("ERROR:\tshards are missing")
    for name in ("TARGETS", "COVERAGE", "OUTPUT"):
        if name in options:
            Path(options[name]).write_text("joined")
    sys.exit()
number, count = map(int, options["SHARD"].split("/"))
if count > 8:
    sys.exit(f"ERROR:\tSHARD: the grid has 8 blocks of 256 x 256, too few for {count} parts: divide it into 8 parts at most.")
if options["SHARD"] in os.environ.get("FAILING", "").split():
    sys.exit("ERROR:\tthe disk is full")
rasters = {"OUTPUT": output}
if "COVERAGE" in options:
    rasters["COVERAGE"] = Path(options["COVERAGE"])
for file in rasters.values():
    file.write_bytes(b"II*\0")
summary = {"algorithm": algorithm, "model": hashlib.sha256(Path(options["MODEL"]).read_bytes()).hexdigest(),
           "shard": {"number": number, "count": count}, "rasters": {name: file.name for name, file in rasters.items()},
           "grid": {"columns": 40, "rows": 2048}, "counts": {"driven": [4000, 6000]} if algorithm == "prospectivity:shapmap" else {"mapped": [10000]}}
output.with_suffix(".shard.json").write_text(json.dumps(summary))
"""


class Cluster(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.programs = self.folder / "programs"
        self.programs.mkdir()
        for name, text in (("sbatch", SBATCH), ("squeue", SQUEUE), ("qgis", QGIS_PROCESS)):
            program = self.programs / name
            program.write_text("#!/usr/bin/python3\n" + text)
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        for name in ("model.pt", "stack.tif"):
            (self.folder / name).write_text(name)
        self.calls = self.folder / "calls"
        self.lines = ["WORK=work", "SHARDS=8", "MODEL=model.pt", "STACK=stack.tif", "map.OUTPUT=map.tif",
                      f"QGIS_PROCESS={self.programs}/qgis"]
        self.timed = ["TIME=10", "MEMORY=1000", "JOIN_TIME=5"]

    def map(self, *more, lines=None, options=(), **environment):
        """map.sh on a config of these lines."""
        config = self.folder / "map.config"
        config.write_text("\n".join([*(self.lines if lines is None else lines), *more]) + "\n")
        variables = dict(os.environ, CALLS=str(self.calls), PATH=f"{self.programs}:{os.environ['PATH']}", **environment)
        return subprocess.run(["sh", SCRIPTS / "map.sh", *options, config], env=variables, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)

    def runs(self, algorithm):
        """The parameters of the runs of an algorithm so far, which are forgotten then."""
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.write_text("")
        words = [line.split("\t") for line in lines]
        return [dict(word[2:].split("=", 1) for word in run[2:]) for run in words if run[1] == f"prospectivity:{algorithm}"]

    def job(self, name):
        return (self.folder / "work/jobs" / name).read_text()

    def assert_refused(self, sentence, outcome):
        self.assertEqual(outcome.returncode, 1, outcome.stdout)
        self.assertEqual(outcome.stdout.strip().splitlines(), [sentence.replace("CONFIG", str(self.folder / "map.config"))])
        self.assertFalse(self.calls.exists(), "something was run")

    def test_what_cannot_be_is_one_sentence(self):
        without = lambda key: [line for line in self.lines if not line.startswith(key)]
        sign = "holds a sign that schedulers may take for something else: use letters, digits and _ . / + - alone."
        for lines, sentence in (
                (without("WORK"), "WORK is missing: add a line WORK=... to the config."),
                (without("SHARDS"), "SHARDS is missing: add a line SHARDS=... to the config."),
                (without("MODEL"), "MODEL is missing: add a line MODEL=... to the config."),
                (without("STACK"), "STACK is missing: add a line STACK=... to the config."),
                (without("map."), "map.OUTPUT and shap.OUTPUT are missing: name the file of the map, that of the SHAP map, or both."),
                ([*self.lines, "shap.DRIVER=driver.tif"], "shap.DRIVER is given without shap.OUTPUT: name that file too."),
                ([*self.lines, "SHARD=3"], "Line 7 of 'CONFIG': there is no key 'SHARD': docs/cluster.md lists the keys."),
                ([*self.lines, "map.SHARD=3/8"], "Line 7 of 'CONFIG': there is no key 'map.SHARD': docs/cluster.md lists the keys."),
                ([*self.lines, "shap.TARGETS=x.tif"],
                 "Line 7 of 'CONFIG': there is no key 'shap.TARGETS': docs/cluster.md lists the keys."),
                ([*self.lines, "", "# words", "words"], "Line 9 of 'CONFIG' is no KEY=VALUE: 'words'."),
                ([*self.lines, "a b=c"], "Line 7 of 'CONFIG': 'a b' is no key: write KEY=VALUE."),
                ([*self.lines, "CPUS="], "Line 7 of 'CONFIG': CPUS has no value: write one, or leave the line out."),
                ([*self.lines, "CPUS = 2", "CPUS=4"], "Line 8 of 'CONFIG': CPUS is given twice: keep one of them."),
                ([*self.lines, "ACCOUNT=\"ore\""],
                 "Line 7 of 'CONFIG': ACCOUNT is in quotation marks, which would count as part of it: leave them out."),
                ([*without("SHARDS"), "SHARDS=many"], "SHARDS: 'many' is no whole number from 1 to 100000."),
                ([*without("SHARDS"), "SHARDS=0"], "SHARDS: '0' is no whole number from 1 to 100000."),
                ([*self.lines, "TIME=090"], "TIME: '090' is no whole number from 1 to 100000."),
                ([*self.lines, "TIME=-5"], "TIME: '-5' is no whole number from 1 to 100000."),
                ([*self.lines, "MEMORY=99999999999999999999"],
                 "MEMORY: '99999999999999999999' is no whole number from 100 to 10000000."),
                ([*self.lines, "SCHEDULER=sge"], "SCHEDULER: 'sge' is not known: write one of: slurm pbs."),
                ([*self.lines, "INSTRUCTIONS=sse"], "INSTRUCTIONS: 'sse' is not known: write one of: baseline avx2 avx512."),
                ([*self.lines, "EXPLAIN=targets"],
                 "EXPLAIN=targets needs map.TARGETS, whose cells are explained, and shap.OUTPUT: add them, or write EXPLAIN=all."),
                ([*self.lines, "map.TARGETS=t.tif", "shap.OUTPUT=s.tif", "EXPLAIN=targets", "shap.MASK=m.tif"],
                 "shap.MASK and EXPLAIN=targets are two masks: leave one of them out."),
                ([*without("MODEL"), "MODEL=other.pt"], "MODEL: 'other.pt' does not exist or cannot be read."),
                ([*self.lines, "map.DEPOSITS=none.gpkg"], "map.DEPOSITS: 'none.gpkg' does not exist or cannot be read."),
                ([*self.lines, "SETUP=site.sh"], "SETUP: 'site.sh' does not exist or cannot be read."),
                ([*self.lines, "map.TARGETS=nowhere/targets.tif"],
                 "map.TARGETS: the folder of 'nowhere/targets.tif' does not exist or cannot be written: make it, or choose another one."),
                ([*self.lines, "map.PROBABILITY=p.tif"],
                 "map.PROBABILITY needs map.EXPECTED_DEPOSITS: add that, or leave the map out."),
                ([*self.lines, "map.RISK_RETURN=r.tif"],
                 "map.RISK_RETURN needs map.UNCERTAINTY=ensemble: add that, or leave the map out."),
                ([*without("WORK"), "WORK=my work"], f"WORK: 'my work' {sign}"),
                ([*self.lines, "TIME=10", "MEMORY=1000"],
                 "JOIN_TIME is missing: with TIME and MEMORY there is no dry run, so give the minutes of joining too.")):
            with self.subTest(sentence):
                self.assert_refused(sentence, self.map(lines=lines))
        outcome = subprocess.run(["sh", SCRIPTS / "map.sh", "none.config"], stderr=subprocess.PIPE, text=True)
        self.assertEqual((outcome.returncode, outcome.stderr),
                         (1, "The config 'none.config' does not exist or cannot be read: name a text file of KEY=VALUE lines.\n"))

    def test_a_config_is_never_run(self):
        (self.folder / "x").touch()
        traps = "$(touch ran); `touch ran` \\$x & | > ran %s @WORK@"
        outcome = self.map(f"map.MASK={traps}", *self.timed)
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        self.assertEqual({run["MASK"] for run in self.runs("predict")}, {traps})
        self.assertFalse((self.folder / "ran").exists())

    def test_a_map_and_only_what_is_missing(self):
        more = ["map.TARGETS=targets.tif", "map.COVERAGE=coverage.tif", "map.FORMAT=cog", "map.SEED=3\r", *self.timed]
        lines = ["\N{ZERO WIDTH NO-BREAK SPACE}" + self.lines[0], *self.lines[1:], *more]
        outcome = self.map(lines=lines, FAILING="3/8 6/8")
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        runs = self.runs("predict")
        self.assertEqual([run["SHARD"] for run in runs], [f"{number}/8" for number in range(1, 9)])
        self.assertEqual({run["SEED"] for run in runs}, {"3"})
        self.assertTrue(all("TARGETS" not in run and "FORMAT" not in run and "COVERAGE" in run for run in runs))
        self.assertFalse((self.folder / "map.tif").exists(), "joined without all shards")
        log = (self.folder / "work/logs/map_3.log").read_text()
        self.assertRegex(log, r"the disk is full\n.*Shard 3 of the map was not made: the lines above say why\.\n")
        self.assertEqual(list((self.folder / "work/map/making").glob("*/*")), [], "an attempt left its files")

        # A summary that is damaged, and a raster that is gone, count as missing.
        (self.folder / "work/map/shards/1.shard.json").write_text('{"algorithm": ')
        (self.folder / "work/map/shards/8_COVERAGE.tif").unlink()
        outcome = self.map(*more)
        self.assertIn("4 of 8 shards of the map are to be made", outcome.stdout)
        calls = self.calls.read_text()
        self.assertEqual([run["SHARD"] for run in self.runs("predict")], ["1/8", "3/8", "6/8", "8/8"])
        self.calls.write_text(calls)
        joined, = self.runs("joinshards")
        self.assertEqual({key: joined[key] for key in ("OUTPUT", "TARGETS", "COVERAGE", "MODEL", "STACK", "FORMAT")},
                         {"FORMAT": "cog", "OUTPUT": "map.tif", "TARGETS": "targets.tif", "COVERAGE": "coverage.tif", "MODEL": "model.pt",
                          "STACK": "stack.tif"})
        self.assertTrue((self.folder / "map.tif").exists())

        self.assertIn("All is done; nothing is submitted", self.map(*more).stdout)
        # An output that is gone, or asked for now, is joined again.
        (self.folder / "targets.tif").unlink()
        self.map(*more)
        calls = self.calls.read_text()
        self.assertEqual(self.runs("predict"), [])
        self.calls.write_text(calls)
        self.assertEqual(len(self.runs("joinshards")), 1)

    def test_shards_of_something_else_are_not_mixed(self):
        self.map(*self.timed)
        self.calls.unlink()
        made = self.folder / "work/map"
        remedy = "were made otherwise: choose another folder for WORK, or remove that one to make all anew."
        self.assert_refused(f"MIN_PRESENT: the shards of the map in '{made}' {remedy}", self.map("map.MIN_PRESENT=0.7", *self.timed))
        self.assert_refused(f"SHARDS: the shards of the map in '{made}' {remedy}",
                            self.map(lines=[line.replace("SHARDS=8", "SHARDS=4") for line in self.lines + self.timed]))
        (self.folder / "model.pt").write_text("trained anew")
        self.assert_refused(f"MODEL: 'model.pt' is no longer the model that the shards in '{made}/shards' were made with: choose "
                            "another folder for WORK, or remove that one to make all anew.", self.map(*self.timed))

    def test_jobs_that_still_run_are_left_alone(self):
        self.map(*self.timed, FAILING="3/8")
        self.calls.unlink()
        self.assert_refused("These jobs of this map are still in the queue: 1 2; wait for them, or cancel them first.",
                            self.map(*self.timed, STILL_THERE="1"))

    def test_dry_run(self):
        outcome = self.map()
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        self.assertRegex(outcome.stdout, r"A shard of the map is likely to take at most \d+ seconds and \d+ MB; joining, \d+ seconds")
        measured = dict(line.split("=") for line in (self.folder / "work/map/measured").read_text().splitlines())
        array = self.job("map_shards.slurm")
        self.assertIn(f"#SBATCH --time={int(measured['SECONDS']) * 2 // 60 + 5}\n", array)
        self.assertIn(f"#SBATCH --mem={(int(measured['MEGABYTES']) * 5 // 4 + 99) // 100 * 100}M\n", array)
        self.assertGreater(int(measured["MEGABYTES"]), 768)
        self.assertEqual([run["SHARD"] for run in self.runs("predict")][:2], ["257/512", "5/8"], "the place was not measured")

    def test_what_was_measured_otherwise_is_measured_anew(self):
        self.map(FAILING="3/8")
        self.runs("predict")
        self.assertNotIn("Dry run", self.map("AT_ONCE=2", FAILING="3/8").stdout)
        for more in (["CPUS=2"], ["RASTER_MEMORY=1000"], ["INSTRUCTIONS=baseline"]):
            self.assertIn("Dry run", self.map(*more, FAILING="3/8").stdout, more)

    def test_memory_of_tiles_is_asked_for(self):
        self.map("map.MEMORY=2256")
        measured = dict(line.split("=") for line in (self.folder / "work/map/measured").read_text().splitlines())
        self.assertGreater(int(measured["MEGABYTES"]), 768 + 2000)

    def test_too_many_shards_are_told_before_any_is_submitted(self):
        outcome = self.map(lines=[line.replace("SHARDS=8", "SHARDS=9") for line in self.lines])
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("SHARDS: the grid has 8 blocks of 256 x 256 cells: divide it into 8 parts at most.", outcome.stdout)
        self.assertFalse((self.folder / "work/jobs/map_shards.slurm").exists())

    def test_reasons_wait_for_the_targets_that_they_are_of(self):
        outcome = self.map("map.TARGETS=targets.tif", "shap.OUTPUT=shap.tif", "EXPLAIN=targets", "AT_ONCE=5", *self.timed)
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        waits = [re.findall(r"--dependency=(.*)", self.job(name)) for name in
                 ("map_shards.slurm", "map_join.slurm", "shap_shards.slurm", "shap_join.slurm")]
        self.assertEqual(waits, [[], ["afterok:1"], ["afterok:2"], ["afterok:3,afterany:2"]])
        self.assertIn("#SBATCH --array=1-8%5\n", self.job("shap_shards.slurm"))
        self.assertEqual({run["MASK"] for run in self.runs("shapmap")}, {"targets.tif"})
        self.assertTrue((self.folder / "shap.tif").exists())

    def test_pbs_as_text(self):
        """No PBS is at hand: the text of its jobs is looked at, and nothing is submitted."""
        outcome = self.map("SCHEDULER=pbs", "TIME=90", "MEMORY=2000", "JOIN_TIME=5", "CPUS=4", "PARTITION=normal", "ACCOUNT=ore",
                           "EXTRA=-l storage=gdata/x1", "shap.OUTPUT=shap.tif", options=["--show"])
        self.assertEqual(outcome.returncode, 0, outcome.stdout)
        self.assertEqual(self.job("map_shards.pbs"), textwrap.dedent(f"""\
            #!/bin/sh
            # A job for PBS Professional or OpenPBS. map.sh fills in the fields; a line whose field is empty is left out.
            #PBS -N map_shards
            #PBS -l ncpus=4
            #PBS -l mem=2000mb
            #PBS -l walltime=1:30:00
            #PBS -j oe
            #PBS -o {self.folder}/work/logs/
            #PBS -J 1-8
            # One whose node died is started again.
            #PBS -r y
            #PBS -q normal
            #PBS -A ore
            #PBS -l storage=gdata/x1
            exec {SCRIPTS}/run_job.sh {self.folder}/work shard map {self.folder}/work/map/todo
            """))
        self.assertIn("#PBS -W depend=afterok:ID_OF_map_shards\n", self.job("map_join.pbs"))
        self.assertIn("#PBS -W depend=afterok:ID_OF_shap_shards,afterany:ID_OF_map_join\n", self.job("shap_join.pbs"))
        self.assertNotIn("#PBS -J", self.job("map_join.pbs"))

    def test_parameters_are_those_of_the_algorithms(self):
        def parameters(algorithm):
            text = qgis_process("help", f"prospectivity:{algorithm}").text
            arguments = text.partition("\nArguments\n")[2].partition("\nOutputs\n")[0]
            return set(re.findall(r"^([A-Z][A-Z_]*): ", arguments, re.MULTILINE))

        rows = [line.split() for line in (SCRIPTS / "parameters.txt").read_text().splitlines() if not line.startswith("#")]
        joining = parameters("joinshards")
        for map_name, algorithm, others in (("map", "predict", {"MODEL", "STACK", "LAYERS", "OUTPUT", "SHARD", "EXTENT"}),
                                            ("shap", "shapmap", {"MODEL", "STACK", "OUTPUT", "SHARD", "EXTENT"})):
            known = {name: role for of_map, name, role in rows if of_map == map_name}
            self.assertEqual(set(known), parameters(algorithm) - others, "scripts/cluster/parameters.txt lists them")
            self.assertEqual({name for name, role in known.items() if role != "shard"} - joining, set())


if __name__ == "__main__":
    unittest.main()
