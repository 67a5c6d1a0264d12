"""A submission as the API gives it."""

from __future__ import annotations

from typing import Any

CASE = {
    "name": "one [two]",
    "visible": True,
    "passed": False,
    "verdict": "wrong_values",
    "sentence": "A value is wrong.",
    "hint": "Twice <b>one</b>.",
    "call": "double(1)",
    "expected": "2",
    "got": "3",
    "output": "",
    "traceback": "",
}
REPORT = {
    "facts": "0 of 2 cases pass",
    "sentence": "That is three times.",
    "causes": [
        {"sentence": "Three.", "cases": 1, "call": "double(1)", "expected": "2", "got": "3"},
        {"sentence": "Shape.", "cases": 1, "call": "", "expected": "", "got": ""},
    ],
    "cases": [CASE, CASE | {"name": "hidden", "visible": False, "passed": True}],
    "printed": "hello <i>",
    "load": "",
    "timing": {"ratio": 1.25, "low": 1.2, "high": 1.3, "points": 18.0},
    "receipt": {},
}


def submission(**fields: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "lab": "twice",
        "state": "done",
        "verdict": "wrong_values",
        "score": 12.5,
        "correctness": 0.0,
        "place": 0,
        "released": True,
        "url": "https://a.example.org/s/7/",
        "report": REPORT,
    } | fields
