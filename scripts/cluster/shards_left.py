"""Prints the numbers of the shards that are still to be made, one a line.

usage: shards_left.py FOLDER ALGORITHM COUNT MODEL

A shard is there when its summary is whole and of this map, and when all rasters that it names are there: a run leaves
rasters that were read back, and the summary after them.
"""

import hashlib
import json
import sys
from pathlib import Path

TIFF = {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}  # how a TIFF begins, BigTIFF too


def starts_as_tiff(path):
    try:
        with path.open("rb") as file:
            return file.read(4) in TIFF
    except OSError:
        return False


def summary_of(path):
    """The summary of a shard, or None where there is none that is whole."""
    try:
        summary = json.loads(path.read_bytes())
        summary["model"], summary["algorithm"], summary["shard"]["number"], summary["shard"]["count"]
        rasters = list(summary["rasters"].values())
        return summary if rasters and all(starts_as_tiff(path.parent / raster) for raster in rasters) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def fingerprint(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            digest.update(part)
    return digest.hexdigest()


def main():
    folder, algorithm, count, model = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
    try:
        current = fingerprint(model)
    except OSError as error:
        sys.exit(f"MODEL: '{model}' cannot be read ({error.strerror}).")
    for number in range(1, count + 1):
        summary = summary_of(folder / f"{number}.shard.json")
        if summary is None or summary["shard"] != {"number": number, "count": count} or summary["algorithm"] != algorithm:
            print(number)
        elif summary["model"] != current:
            sys.exit(f"MODEL: '{model}' is no longer the model that the shards in '{folder}' were made with: "
                     "choose another folder for WORK, or remove that one to make all anew.")


if __name__ == "__main__":
    main()
