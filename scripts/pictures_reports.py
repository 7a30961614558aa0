"""Takes pictures of parts of reports in a browser without a screen, for pictures.sh.

usage: pictures_reports.py FOLDER    with training_report.html and shap_report.html; pictures go to "taken" in it
"""

import re
import subprocess
import sys
from pathlib import Path

WIDTH, HEIGHT = 1060, 3000  # of the window; what is empty is cut off


def part(report, pattern):
    """What the pattern takes of the report, as it looks without scripts."""
    found = re.search(pattern, report, re.DOTALL)
    if found is None:
        sys.exit("A report lacks the part that is to be shown: adapt scripts/pictures_reports.py to it.")
    return re.sub(r"<script.*?</script>|<nav.*?</nav>|<a class=\"csv\".*?</a>", "", found[0], flags=re.DOTALL)


def take(folder, name, report, patterns):
    if not report.is_file():
        sys.exit(f"The report '{report.name}' was not made: see desktop.log in {folder}.")
    report = report.read_text(encoding="utf-8")
    style = part(report, r"<style>.*?</style>")
    page = folder / f"{name}.part.html"
    page.write_text('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">' + style + "</head><body>"
                    + "\n".join(part(report, pattern) for pattern in patterns) + "</body></html>", encoding="utf-8")
    picture = folder / "taken" / f"{name}.png"
    try:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
             "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
             f"--user-data-dir={folder}/browser", f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={picture}",
             page.as_uri()],
            check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(["convert", picture, "-trim", "+repage", "-bordercolor", "white", "-border", "12", picture],
                       check=True)
    except (OSError, subprocess.SubprocessError) as error:
        sys.exit(f"The picture '{name}' of a report could not be taken ({error}).")


def main():
    folder = Path(sys.argv[1]).absolute()
    # The answer, the figures and the ranking of the models; then the two charts that all of them are read from.
    take(folder, "training_report", folder / "training_report.html", [r"<h1>.*?</section>"])
    take(folder, "shap_values", folder / "shap_report.html",
         [rf'<figure id="figure{number}">.*?</figure>' for number in (1, 2)])


if __name__ == "__main__":
    main()
