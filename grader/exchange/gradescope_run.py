"""What runs on Gradescope for each submission: grades it, writes `results/results.json`."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.exchange.errors import CannotExchange
from grader.exchange.gradescope import LAB_FOLDER
from grader.exchange.weak_grading import grade_weakly
from grader.files.submission import InvalidSource, read_file
from grader.grading.grade import grade
from grader.lab import Lab, load_lab
from grader.results.report import CaseResult, Report
from grader.sandbox import probe

WEAK = (
    "Graded without a sandbox, which this system does not allow: there are no points for speed, "
    "and causes are not explained."
)


def main(root: Path, *, sandbox: bool | None = None) -> int:
    """Grades what is in ``root/submission``; returns the exit status.

    Args:
        root: of Gradescope's folders.
        sandbox: whether there is one; found out unless given.
    """
    lab = load_lab(next((root / "source" / LAB_FOLDER).iterdir()))
    try:
        source = read_file(_submission(root / "submission", lab.slug))
    except (CannotExchange, InvalidSource) as error:
        _write(root, {"score": 0.0, "output": str(error), "tests": []})
        return 0
    weakly = not (not probe().refuses if sandbox is None else sandbox)
    report = grade_weakly(lab, source, secrets.randbits(64)) if weakly else grade(lab, source)
    if report.failure:
        print(f"The grader failed: {report.failure}", file=sys.stderr)
        return 1  # Gradescope says that the autograder failed, and nobody gets a score
    _write(root, results(lab, report, weakly=weakly))
    return 0


def results(lab: Lab, report: Report, *, weakly: bool) -> dict[str, Any]:
    """The report as Gradescope documents `results.json`."""
    total = sum(case.weight for case in report.cases) or 1.0
    points = report.weights["correctness"]
    tests = [_test(case, points * case.weight / total) for case in report.cases]
    if report.weights.get("performance"):
        tests.append(_speed(report))
    words = [report.verdict.words, report.sentence]
    if report.load is not None:
        words += [report.load.hint or report.load.detail, report.load.traceback]
    words += [str(cause.sentence) for cause in report.causes[1:]]
    words += [WEAK] if weakly else []
    return {
        "score": report.score,
        "output": _lines(words),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "lab": lab.slug,
            "isolation": "process" if weakly else "sandbox",
            **report.receipt,
        },
    }


def _submission(folder: Path, slug: str) -> Path:
    """The file to grade. Raises: CannotExchange: it is unclear which."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".py", ".ipynb") and not path.name.startswith(".")
    ]
    named = [path for path in files if path.stem == slug]
    chosen = named if len(named) == 1 else files
    if len(chosen) == 1:
        return chosen[0]
    if not files:
        raise CannotExchange(f"There is no Python file. Submit {slug}.py or {slug}.ipynb.")
    raise CannotExchange(f"There are several Python files. Name the one to grade {slug}.py.")


def _test(case: CaseResult, points: float) -> dict[str, Any]:
    words = [case.hint, case.detail, case.call, case.traceback]
    if case.expected and not case.passed:
        words += [f"expected: {case.expected}", f"got: {case.got}" if case.got else ""]
    return {
        "name": case.name if case.visible else f"{case.name} (hidden)",
        "score": round(points if case.passed else 0.0, 4),
        "max_score": round(points, 4),
        "status": "passed" if case.passed else "failed",
        "output": "" if case.passed else _lines(words),
        "output_format": "text",
        "visibility": "visible",
    }


def _lines(words: Iterable[str]) -> str:
    """Each once, without a full stop of its own where the next says the same."""
    kept = list(dict.fromkeys(str(each).strip() for each in words if each))
    return "\n".join(each for each in kept if f"{each}." not in kept)


def _speed(report: Report) -> dict[str, Any]:
    most = report.weights["performance"]
    found = report.performance
    words = "Measured when every case passes."
    if found is not None and found.ratio is not None:
        words = f"{found.ratio:.3g} times the time of the reference."
    return {
        "name": "Speed",
        "score": round(most * found.score, 4) if found is not None else 0.0,
        "max_score": most,
        "output": words,
        "output_format": "text",
        "visibility": "visible",
    }


def _write(root: Path, found: dict[str, Any]) -> None:
    folder = root / "results"
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")))
