"""Dumps of a release's database, for the test that upgrades them.

    python -m tests.upgrades.make_dump NAME [CHECKOUT]

makes two dumps and `NAME.json` in `dumps/` from a checkout with its own `.venv` (without one, from
this project as it stands): a small class at work, made by the release's own code. Done once for
each release, when it is tagged, and never again: a dump is what that release has left in databases.
"""

from __future__ import annotations

import base64
import contextlib
import json
import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers import postgres_program, run_postgres

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
DUMPS = HERE / "dumps"
SECRET_KEY = "the key with which the sessions of the dumps are signed"
ITEMS = (  # by chapter; each question type is among them
    ("regularization-for-sparsity", ["l1-regularization", "penalties", "sparsity-workshop"]),
    ("logistic-regression", ["logistic-regression-regularization", "logistic-workshop"]),
    ("introduction-to-neural-networks", ["non-linearity", "network-complexity"]),
    ("multi-class-neural-networks", ["softmax", "many-classes-workshop", "explain-zeros"]),
)
LABS = ("penalties",)
LINES_OF_CHAPTERS = ("::quiz", "::lab")


def main(name: str, checkout: Path = ROOT) -> None:
    DUMPS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        cookies = {"sqlite": _seed(checkout, var / "sqlite", "")}
        with contextlib.closing(sqlite3.connect(var / "sqlite" / "courseware.sqlite3")) as made:
            _write(name, "sqlite", "\n".join(made.iterdump()))
        (var / "server").mkdir()
        with run_postgres(var / "server") as url:
            cookies["postgresql"] = _seed(checkout, var / "postgres", url)
            command = [str(postgres_program("pg_dump")), "--no-owner", "--no-privileges", url]
            dumped = subprocess.run(command, capture_output=True, text=True, check=True)
            _write(name, "postgresql", dumped.stdout)
    (DUMPS / f"{name}.json").write_text(json.dumps(cookies, indent=1) + "\n", encoding="utf-8")


def _seed(checkout: Path, var: Path, database: str) -> dict[str, str]:
    """Whose session has which cookie."""
    var.mkdir()
    course = _write_course(checkout, var / "course")
    environment = {**os.environ, "COURSEWARE_VAR": str(var), "SECRET_KEY": SECRET_KEY}
    environment |= {"DATABASE_URL": database, "PYTHONPATH": str(checkout)}
    environment["REDIS_URL"] = f"unix://{var / 'nowhere.sock'}"
    process = subprocess.run(
        [checkout / ".venv" / "bin" / "python", HERE / "seed.py", course],
        cwd=checkout,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(process.stdout.splitlines()[-1])


def _write_course(checkout: Path, folder: Path) -> Path:
    """A part of the shipped course, with quizzes of its own where the release can read them."""
    (folder / "quizzes").mkdir(parents=True)
    (folder / "chapters").mkdir()
    lines = ["slug: machine-learning", "title: Machine learning", "chapters:"]
    for chapter, items in ITEMS:
        text = (checkout / "courseware" / "course" / "chapters" / f"{chapter}.md").read_text()
        kept = [line for line in text.splitlines() if not line.startswith(LINES_OF_CHAPTERS)]
        (folder / "chapters" / f"{chapter}.md").write_text("\n".join(kept) + "\n")
        lines += [f"  - file: {chapter}.md", "    items:"]
        for slug in items:
            lines += [f"      - {'lab' if slug in LABS else 'quiz'}: {slug}", "        points: 5"]
    if (checkout / "quizzes" / "delivery.py").exists():
        for file in sorted((HERE / "course" / "quizzes").glob("*.yaml")):
            shutil.copy(file, folder / "quizzes")
            lines += [f"      - quiz: {file.stem}", "        points: 5"]
    shutil.copy(checkout / "quizzes" / "bank" / "non-linearity.yaml", folder / "quizzes")
    (folder / "course.yaml").write_text("\n".join(lines) + "\n")
    return folder


def file_of(name: str, kind: str) -> Path:
    """Text, as every file of the project is."""
    return DUMPS / f"{name}.{kind}.sql.xz.b64"


def read(name: str, kind: str) -> str:
    return lzma.decompress(base64.b64decode(file_of(name, kind).read_bytes())).decode()


def _write(name: str, kind: str, text: str) -> None:
    packed = base64.encodebytes(lzma.compress(text.encode(), preset=9))
    file_of(name, kind).write_bytes(packed)
    print(f"{file_of(name, kind).name}: {len(packed) / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1], *(Path(path).resolve() for path in sys.argv[2:]))
