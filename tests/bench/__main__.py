"""`make bench [ONLY=name]`: runs the benchmarks beside this file, prints tables, keeps figures.

A benchmark is a module with ``run() -> list[dict]``; a dict has ``name``, ``ours``, ``rival``,
``ratio`` (ours to rival), ``unit`` and ``note``. Both sides are measured in the same run. One that
takes minutes yields its figures instead, which are then printed and kept one by one. All figures
are in ``var/bench.json``, by name; a new run replaces those that it measured.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KEYS = ("name", "ours", "rival", "ratio", "unit", "note")


def main(only: list[str]) -> int:
    names = sorted(file.stem for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    if unknown := set(only) - set(names):
        print(f"There is no benchmark {min(unknown)}. There are: {', '.join(names)}.")
        return 2
    file = _keep([])
    for name in only or names:
        began = time.monotonic()
        print(f"{name} ...", flush=True)
        found: Iterable[dict[str, Any]] = import_module(f"tests.bench.{name}").run()
        for part in [found] if isinstance(found, list) else ([figure] for figure in found):
            file = _keep([_checked(name, figure) for figure in part])
            print(_table(part), flush=True)
        print(f"({time.monotonic() - began:.0f} s)\n", flush=True)
    print(f"All figures are in {file}.")
    return 0


def _checked(name: str, figure: dict[str, Any]) -> dict[str, Any]:
    if lacking := set(KEYS) - set(figure):
        raise ValueError(f"{name}: a figure lacks {', '.join(sorted(lacking))}: {figure}")
    return {key: figure[key] for key in KEYS}


def _table(figures: list[dict[str, Any]]) -> str:
    rows = [("", "ours", "rival", "ratio", "")]
    for figure in figures:
        rows.append(
            (
                figure["name"],
                f"{_number(figure['ours'])} {figure['unit']}",
                f"{_number(figure['rival'])} {figure['unit']}",
                _number(figure["ratio"]),
                figure["note"],
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"  {row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  "
        f"{row[3]:>{widths[3]}}  {row[4]}".rstrip()
        for row in rows
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _keep(figures: list[dict[str, Any]]) -> Path:
    """Merges with what earlier runs measured."""
    folder = Path(os.environ.get("COURSEWARE_VAR") or HERE.parents[1] / "var")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "bench.json"
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = []
    new = {figure["name"] for figure in figures}
    merged = [figure for figure in known if figure["name"] not in new] + figures
    file.write_text(json.dumps(merged, indent=2) + "\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
