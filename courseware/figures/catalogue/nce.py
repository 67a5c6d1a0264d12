"""An output layer of which all classes are computed, or only the true one and a sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, State, Steps
from grader import reference as ref

SEED = 3
CLASSES, MANY = 1000, 50_000
SAMPLES = (5, 20, 100, 500)
RARE = 300  # the true class is one from here on that is in no sample
BATCH, UNITS = 256, 64
SHOWN = 5  # candidates whose probabilities are drawn

CAPTION = """
{{ classes:,d }} output nodes, one for each class, with the most common classes first. The full
softmax (first panel) computes all of them for every example; candidate sampling and
noise-contrastive estimation compute the true class and a sample (second panel). Third panel: the
multiply-adds of the output layer in one step, counted and not timed, with {{ batch }} examples
and {{ units }} hidden units: {{ cost_many:,d }} for {{ many:,d }} classes and the full softmax.
Fourth panel: what the two losses make of the true class and of {{ shown }} candidates: the
sampled softmax shares one unit of probability among all of them, noise-contrastive estimation
asks each by itself.
"""
ALT = """
First and second panel: two grids of {{ classes:,d }} nodes. In the first all are filled; in the
second {{ computed }} are, crowded in the first rows, and the true class further down. Third
panel: multiply-adds over the number of classes, both axes logarithmic: a rising straight line for
the full softmax and a level line for {{ sampled }} sampled classes. Fourth panel: pairs of bars
for the true class and {{ shown }} candidates: the sampled softmax gives the true class
{{ p_softmax:.3f }}, noise-contrastive estimation {{ p_nce:.3f }}.
"""
SAID = """
With {{ sampled }} sampled classes a step takes {{ cost:,d }} multiply-adds in the output layer,
whatever the number of classes; the full softmax takes {{ factor:.1f }} times as many for
{{ classes:,d }} classes. For this example the sampled softmax loss is {{ loss_softmax:.3f }}
and the loss of noise-contrastive estimation {{ loss_nce:.3f }}; the full softmax loss is
{{ loss_full:.3f }}.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    samples = {size: ref.sample_unique(rng, size, CLASSES) for size in SAMPLES}
    sampled = np.concatenate([sample.ids for sample in samples.values()])
    label = int(np.setdiff1d(np.arange(RARE, CLASSES), sampled)[0])
    logits = np.log(ref.log_uniform_prob(np.arange(CLASSES), CLASSES)) + rng.normal(size=CLASSES)
    logits[label] += 5
    counts = [10**power for power in range(2, 7)]
    return Figure(
        title="Full and sampled softmax",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "classes": CLASSES,
            "many": MANY,
            "label": label,
            "logit": logits[label],
            "shown": SHOWN,
            "samples": {
                str(size): {"ids": ids, "tries": tries, "logits": logits[ids]}
                for size, (ids, tries) in samples.items()
            },
            "each": BATCH * UNITS,
        },
        table=[
            Column("Classes", counts, ",d"),
            Column("Full softmax", [_full(each) for each in counts], ",d"),
            *(
                Column(
                    f"{size} sampled",
                    [f"{_sampled(size):,}" if size < each else "–" for each in counts],
                )
                for size in SAMPLES
            ),
        ],
        numbers={
            "classes": CLASSES,
            "many": MANY,
            "batch": BATCH,
            "units": UNITS,
            "shown": SHOWN,
            "cost_many": _full(MANY),
            "loss_full": ref.sparse_softmax_ce(logits[None], [label])[0],
        },
        controls=[Steps("sampled", "Sampled classes", SAMPLES, 20)],
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    size = int(state["sampled"])
    sample = data["samples"][str(size)]
    p = ref.log_uniform_prob([data["label"], *sample["ids"]], data["classes"])
    q = ref.expected_count(p, size, sample["tries"])
    logits = np.array([data["logit"], *sample["logits"]])
    # One hidden unit that is 1: the weights are the logits. The true class comes first.
    arguments = (logits[:, None], np.zeros(size + 1), np.ones((1, 1)), np.zeros((1, 1), int))
    losses = [
        loss(*arguments, np.arange(1, size + 1), q[None, :1], q[1:])[0]
        for loss in (ref.sampled_softmax_loss, ref.nce_loss)
    ]
    return {
        "computed": size + 1,
        "cost": _sampled(size),
        "factor": _full(data["classes"]) / _sampled(size),
        "loss_softmax": losses[0],
        "loss_nce": losses[1],
        "p_softmax": np.exp(-losses[0]),
        "p_nce": ref.sigmoid(logits[0] - np.log(q[0])),
    }


def _full(classes: int) -> int:
    return ref.full_softmax_cost(BATCH, UNITS, classes)


def _sampled(size: int) -> int:
    return ref.sampled_softmax_cost(BATCH, UNITS, size)
