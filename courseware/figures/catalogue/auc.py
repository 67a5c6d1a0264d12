"""The area under the ROC curve is the share of pairs that a model ranks correctly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, State
from grader import reference as ref

# Ten positives and ten negatives, scored by two models: the curves cross, and a score is shared.
LABELS = np.repeat([1, 0], 10)
STEADY = [0.95, 0.88, 0.82, 0.74, 0.66, 0.58, 0.52, 0.45, 0.36, 0.22]
STEADY_NEGATIVES = [0.78, 0.62, 0.52, 0.44, 0.38, 0.31, 0.26, 0.19, 0.12, 0.05]
CAUTIOUS = [0.97, 0.94, 0.91, 0.88, 0.85, 0.81, 0.42, 0.33, 0.21, 0.14]
CAUTIOUS_NEGATIVES = [0.66, 0.55, 0.48, 0.42, 0.36, 0.31, 0.27, 0.18, 0.09, 0.04]
MODELS = {
    "steady": np.array([*STEADY, *STEADY_NEGATIVES]),
    "cautious": np.array([*CAUTIOUS, *CAUTIOUS_NEGATIVES]),
}

CAPTION = """
First panel: all {{ pairs }} pairs of one positive and one negative: a row for each positive and a
column for each negative, the highest scores at the lower left. Pairs in which the positive has
the higher score are won; they fill just the area under the ROC curve, so that the area is their
share, and a tie counts one half. Second panel: the curves of two models whose areas are close,
{{ auc_steady:.3f }} and {{ auc_cautious:.3f }}. They cross: the cautious model finds
{{ early_cautious }} of {{ positives }} positives before its first false alarm, the steady one
{{ early_steady }}, but for the last positives it needs more false alarms.
"""
ALT = """
First panel: a grid of {{ pairs }} cells for the {{ model }} model, {{ positives }} rows by
{{ negatives }} columns: {{ won }} pairs are won, {{ tied }} tied and {{ lost }} lost. The lost
cells lie at the upper left, and the ROC curve, a staircase from the lower left to the upper right
corner, is the border between won and lost. Second panel: the staircases of both models: the
cautious one rises steeply at first and then runs below the steady one.
"""
SAID = """
Of {{ pairs }} pairs the {{ model }} model wins {{ won }}, ties {{ tied }} and loses {{ lost }}: an
area of {{ auc:.3f }}.
"""


def figure() -> Figure:
    curves = {name: ref.roc_curve(LABELS, scores) for name, scores in MODELS.items()}
    positives, negatives = int(LABELS.sum()), int((1 - LABELS).sum())
    return Figure(
        title="The area under the ROC curve",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            name: {
                "fpr": curves[name].fpr,
                "tpr": curves[name].tpr,
                "positives": np.sort(scores[LABELS == 1])[::-1],
                "negatives": np.sort(scores[LABELS == 0])[::-1],
            }
            for name, scores in MODELS.items()
        },
        table=[
            Column("Rank", np.arange(1, 11), "d"),
            Column("Steady, positive", STEADY, ".2f"),
            Column("Steady, negative", STEADY_NEGATIVES, ".2f"),
            Column("Cautious, positive", CAUTIOUS, ".2f"),
            Column("Cautious, negative", CAUTIOUS_NEGATIVES, ".2f"),
        ],
        numbers={
            "positives": positives,
            "negatives": negatives,
            "pairs": positives * negatives,
            **{f"auc_{name}": ref.roc_auc(LABELS, scores) for name, scores in MODELS.items()},
            **{f"early_{name}": _before_an_alarm(scores) for name, scores in MODELS.items()},
        },
        controls=[
            Choice("model", "Model", (("steady", "steady"), ("cautious", "cautious")), "steady")
        ],
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    scores = data[str(state["model"])]
    differences = np.subtract.outer(scores["positives"], scores["negatives"])
    labels = np.repeat([1, 0], [len(scores["positives"]), len(scores["negatives"])])
    return {
        "won": (differences > 0).sum(),
        "tied": (differences == 0).sum(),
        "lost": (differences < 0).sum(),
        "auc": ref.roc_auc(labels, [*scores["positives"], *scores["negatives"]]),
    }


def _before_an_alarm(scores: np.ndarray) -> int:
    threshold = ref.threshold_at_fpr(LABELS, scores, 0.0)
    return int(ref.confusion_at(LABELS, scores, float(threshold))[1, 1])
