"""What the style page shows: invented people and figures, in the forms that real pages use."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone

from courseware.ui import plots
from courseware.ui.fields import SearchedChoiceField


class SampleForm(forms.Form):
    name = forms.CharField(label="Name in the gradebook", help_text="As your instructor knows you.")
    section = forms.ChoiceField(choices=[("a", "Section A"), ("b", "Section B")])
    partner = SearchedChoiceField(
        label="Partner",
        required=False,
        choices=[("ada", "Ada Lovelace"), ("ben", "Ben Ford"), ("cleo", "Cleo Marsh")],
    )
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    mail = forms.BooleanField(label="Email me when work is graded", required=False)


def samples() -> dict[str, Any]:
    now = timezone.now().replace(second=0, microsecond=0)
    due = now + timedelta(days=3, hours=1)
    return {
        "chapters": _chapters(),
        "states": ["new", "started", "waiting", "done", "late", "wrong"],
        "meanings": [
            ("right", "Correct, done, saved"),
            ("wrong", "Incorrect, not accepted"),
            ("waiting", "In progress, or waiting"),
            ("look", "Needs attention: late, partially correct, offline"),
            ("none", "Not started"),
        ],
        "due": due,
        "now": now,
        "window": _window(due, due + timedelta(days=7)),
        "longer": _window(due + timedelta(days=1)),
        "undated": _window(),
        "cases": _cases(),
        "open_case": _cases()[0] | {"name": "two rows of three"},
        "cells": [
            [
                {"expected": "0.2412", "got": "0.9648", "differs": True},
                {"expected": "0.0000", "got": "0.0000", "differs": False},
            ]
        ],
        "timings": [
            {"ratio": 1.32, "low": 1.29, "high": 1.35, "score": 0.84},
            {"ratio": 0.41, "low": 0.33, "high": 0.52, "score": 1.0},
            {"ratio": 148.0, "low": 139.0, "high": 160.0, "score": 0.0},
        ],
        "scaling": _scaling(),
        **_plots(),
        "thresholds": [(1.25, 1.0), (2.5, 0.75), (5, 0.5), (10, 0.25)],
        "columns": [{"title": "Student"}]
        + [{"title": t, "url": "#", "numeric": True} for t in ("Q1", "L1.1", "L1.2", "Q2", "L2.2")]
        + [{"title": "Total", "numeric": True}],
        "rows": _rows(),
        "page_of_many": Paginator(range(300), 100).get_page(2),
        "form": SampleForm(),
        "wrong_form": SampleForm({"name": "", "section": "a", "note": "", "mail": "on"}),
        "code": _CODE,
    }


def _window(due_at: datetime | None = None, closes_at: datetime | None = None) -> SimpleNamespace:
    """Dates as `courseware.deadlines.window.Window` has them."""
    return SimpleNamespace(opens_at=None, due_at=due_at, closes_at=closes_at)


def _chapters() -> list[dict[str, Any]]:
    done = [("Regularization for sparsity", 4, 4), ("Logistic regression", 2, 3)]
    later = ["Introduction to neural networks", "Training neural networks"]
    chapters = [{"title": t, "url": "#", "done": d, "total": n} for t, d, n in done]
    chapters += [{"title": t, "url": "#", "done": 0, "total": 3} for t in later]
    chapters[1]["current"] = True
    return chapters


def _plots() -> dict[str, Any]:
    counts = [1, 0, 2, 3, 5, 9, 14, 11, 6, 2]
    return {
        "bars": plots.bars(counts, plots.tenths()),
        "small_bars": plots.small_bars(counts, plots.tenths()),
        "small_line": plots.small_trace(plots.Trace("", (0.2, 0.45, 0.5, 0.8, 0.95))),
        "dots": plots.scatter([("1", 81.0, 44.0, False), ("2", 35.0, -18.0, True)]),
    }


def _scaling() -> dict[str, Any]:
    points = [
        {"n": 1000 * 2**k, "reference_ms": 0.11 * 2**k, "submission_ms": 0.2 * 4**k}
        for k in range(4)
    ]
    return {
        "points": points,
        "sentence": "Ten times the data take your code 100 times as long, the reference 10: "
        "something grows faster than the data, such as a value for each pair.",
        "submission": {"exponent": 2.0, "low": 1.96, "high": 2.03},
        "reference": {"exponent": 1.0, "low": 0.98, "high": 1.04},
    }


def _cases() -> list[dict[str, Any]]:
    loss = {
        "name": "one row",
        "visible": True,
        "passed": False,
        "verdict": "wrong_values",
        "sentence": "The answer's values are wrong.",
        "hint": "Every value is 4 times ours and there are 4 rows.",
        "call": "sparse_ce(np.array([[2.0, 0.5, -1.0], [0.0, 0.0, 0.0]]), np.array([0, 2]))",
        "input": [
            {"name": "z", "text": "[[ 2.0  0.5 -1.0]\n [ 0.0  0.0  0.0]]"},
            {"name": "y", "text": "[0 2]"},
        ],
        "expected": "[0.2412 1.0986]",
        "got": "[0.9648 4.3944]",
        "worst": {"index": "1", "expected": "1.0986", "got": "4.3944", "error": "3.2958"},
    }
    raised = {
        "name": "large scores",
        "visible": True,
        "passed": False,
        "verdict": "raised",
        "sentence": "The code raised an exception.",
        "traceback": "line 7, in sparse_ce\n    return -np.log(p)[y]\nIndexError: index 3 is out"
        " of bounds for axis 0 with size 2",
        "output": "p = [0.5 0.5]",
    }
    right = {"name": "two rows", "visible": True, "passed": True, "verdict": "passed"}
    right |= {key: loss[key] for key in ("input", "expected")} | {"got": loss["expected"]}
    hidden = {
        "name": "labels at the last class",
        "visible": False,
        "passed": False,
        "verdict": "wrong_shape",
        "hint": "What is the shape of the loss when there is one row?",
    }
    return [
        loss,
        raised,
        right,
        hidden,
        {"name": "empty batch", "visible": False, "passed": True, "verdict": "passed"},
        {"name": "many classes", "visible": False, "passed": False, "verdict": "not_run"},
    ]


def _rows() -> list[dict[str, Any]]:
    def cells(*texts: str) -> list[dict[str, str]]:
        return [{"text": text, "url": "#" if text else ""} for text in texts]

    rows: list[dict[str, Any]] = [
        {"title": "Ada Lovelace", "url": "#", "cells": cells("9", "8.4", "10", "7.5", "", "87 %")},
        {"title": "Ben Okri", "url": "#", "cells": cells("6.5", "", "4", "8", "9.2", "55 %")},
        {"title": "Cleo Sarr", "url": "#", "cells": cells("10", "10", "", "10", "10", "80 %")},
    ]
    rows[1]["cells"][2] |= {"state": "late", "words": "late by 2 hours"}
    rows[2]["cells"][2] |= {"state": "waiting", "words": "being graded"}
    return rows


_CODE = '''import numpy as np


def sigmoid_ce(z, y, reduction="none"):
    """Cross-entropy of labels y under sigmoid(z)."""
    # One form for both signs, so that exp never overflows.
    loss = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return loss if reduction == "none" else getattr(np, reduction)(loss)
'''
