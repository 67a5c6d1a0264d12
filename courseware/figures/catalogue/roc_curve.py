"""Every threshold is a point of the ROC curve; prices for the two errors choose one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State, Steps
from grader import reference as ref

SEED, EACH = 12, 200
BINS = 20

CAPTION = """
Every decision threshold is one point of the ROC curve. First panel: the scores of {{ positives }}
positives and {{ negatives }} negatives; everything at or above the threshold is called positive.
Second panel: the curve that all thresholds make, and the point of this one. As the threshold
falls, the point moves from the lower left to the upper right. On the thin line through the point
every threshold would cost the same; the best point is the one whose line lies farthest to the
upper left. The area under this curve is {{ auc:.3f }}.
"""
ALT = """
First panel: two histograms of scores, negatives mostly low and positives mostly high, which
overlap in the middle; a vertical line marks the threshold {{ threshold }}. Second panel: the true
positive rate over the false positive rate: a staircase rises from the lower left to the upper
right corner, above the diagonal. The threshold is the point with the false positive rate
{{ fpr:.3f }} and the true positive rate {{ tpr:.3f }}. A straight line of equal cost runs through
it.
"""
SAID = """
At a threshold of {{ threshold }}: {{ tp }} true positives, {{ fp }} false positives, {{ fn }}
misses and {{ tn }} true negatives. True positive rate {{ tpr:.3f }}, false positive rate
{{ fpr:.3f }}. If a miss costs {{ miss }} and a false alarm {{ alarm }}, this costs {{ cost }} in
all; the least is {{ least_cost }}, at a threshold of {{ best_threshold }}.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    positives, negatives = (
        np.round(ref.sigmoid(rng.normal(mean, 1.1, EACH)), 3) for mean in (0.8, -0.8)
    )
    labels, scores = _sample(positives, negatives)
    curve = ref.roc_curve(labels, scores, drop=True)
    shown = np.linspace(0.95, 0.05, 10)
    counts = [ref.confusion_at(labels, scores, threshold) for threshold in shown]
    return Figure(
        title="A threshold on the ROC curve",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "positives": np.sort(positives),
            "negatives": np.sort(negatives),
            "bins": np.linspace(0, 1, BINS + 1),
            "fpr": curve.fpr,
            "tpr": curve.tpr,
        },
        table=[
            Column("Threshold", shown, ".2f"),
            *(
                Column(title, [count[row, column] for count in counts], "d")
                for title, row, column in (
                    ("True positives", 1, 1),
                    ("False positives", 0, 1),
                    ("Misses", 1, 0),
                    ("True negatives", 0, 0),
                )
            ),
            Column("True positive rate", [ref.recall(count) for count in counts], ".3f"),
            Column("False positive rate", [ref.false_positive_rate(c) for c in counts], ".3f"),
        ],
        numbers={
            "positives": EACH,
            "negatives": EACH,
            "alarm": 1,
            "auc": ref.roc_auc(labels, scores),
        },
        controls=(
            Slider("threshold", "Threshold", 0.0, 1.0, 0.01, 0.5),
            Steps("miss", "Cost of a miss", (1.0, 2.0, 5.0, 10.0, 20.0), 1.0),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    labels, scores = _sample(data["positives"], data["negatives"])
    threshold, miss = float(state["threshold"]), float(state["miss"])
    confusion = ref.confusion_at(labels, scores, threshold)
    (tn, fp), (fn, tp) = confusion
    return {
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "tn": tn,
        "tpr": ref.recall(confusion),
        "fpr": ref.false_positive_rate(confusion),
        "cost": fp + miss * fn,
        "least_cost": ref.threshold_costs(labels, scores, 1.0, miss).costs.min(),
        "best_threshold": ref.best_threshold(labels, scores, 1.0, miss),
    }


def _sample(positives: Any, negatives: Any) -> tuple[np.ndarray, np.ndarray]:
    labels = np.repeat([1, 0], [len(positives), len(negatives)])
    return labels, np.concatenate([positives, negatives]).astype(float)
