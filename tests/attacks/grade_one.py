"""Grades attacks in a process of their own, and prints a line of JSON for each grading.

python -m tests.attacks.grade_one RUNS FILE…
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import grader
from tests.attacks.attack_file import Attack
from tests.attacks.test_every_attack import LAB


def main(runs: str, *names: str) -> None:
    for name in names:
        for _ in range(int(runs)):
            report = grader.grade(LAB, Attack.read(Path(name)).submission()).as_dict()
            facts = {key: report[key] for key in ("verdict", "score", "performance")}
            print(json.dumps({"file": Path(name).stem, **facts}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
