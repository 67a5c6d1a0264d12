"""Probabilities of a softmax whose logits are divided by a temperature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State
from grader import reference as ref

TEACHER = np.array([0.90, 0.09, 0.01])
TEMPERATURES = np.geomspace(0.2, 20, 81)
SHOWN = 2.0

CAPTION = """
First panel: the probabilities of three classes when the logits are divided by a temperature
before the softmax; the outlines are those at a temperature of one. Second panel: the same over
the temperature, on a logarithmic axis. A high temperature brings the classes closer together, a
low one favors the first. At a temperature of {{ shown }} the teacher's {{ first:.2f }},
{{ second:.2f }} and {{ third:.2f }} become {{ warm_first:.3f }}, {{ warm_second:.3f }} and
{{ warm_third:.3f }}. The order of the classes never changes, and so neither does the prediction.
"""
ALT = """
First panel: bars of the probabilities of three classes at a temperature of {{ temperature }}:
{{ p_first:.3f }}, {{ p_second:.3f }} and {{ p_third:.3f }}. Outlines show those at a temperature
of one. Second panel: curves of the three over the temperature from {{ low:.1f }} to {{ high }}.
At low temperatures the first class has everything. As the temperature rises it falls, the others
rise, and all three approach one third.
"""
SAID = """
At a temperature of {{ temperature }} the probabilities are {{ p_first:.3f }},
{{ p_second:.3f }} and {{ p_third:.3f }}. The second class is {{ ratio:,.1f }} times as probable
as the third. The entropy is {{ entropy:.3f }}; it would be {{ most:.3f }} if all were equal.
"""


def figure() -> Figure:
    logits = np.log(TEACHER)
    warm = ref.softmax_temperature(logits, SHOWN)
    shown = np.array([0.25, 0.5, 1, 2, 4, 8, 16])
    rows = np.array([ref.softmax_temperature(logits, each) for each in shown])
    return Figure(
        title="A softmax with a temperature",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "logits": logits,
            "teacher": TEACHER,
            "temperatures": TEMPERATURES,
            "curves": np.transpose([ref.softmax_temperature(logits, t) for t in TEMPERATURES]),
        },
        table=[
            Column("Temperature", shown, ".2f"),
            *(
                Column(f"{name} class", rows[:, k], ".3f")
                for k, name in enumerate(("First", "Second", "Third"))
            ),
            Column("Entropy", [ref.entropy(row) for row in rows], ".3f"),
        ],
        numbers={
            "shown": SHOWN,
            "first": TEACHER[0],
            "second": TEACHER[1],
            "third": TEACHER[2],
            "warm_first": warm[0],
            "warm_second": warm[1],
            "warm_third": warm[2],
            "low": TEMPERATURES[0],
            "high": TEMPERATURES[-1],
            "most": np.log(TEACHER.size),
        },
        controls=[Slider("temperature", "Temperature", 0.2, 10.0, 0.1, SHOWN, format=".1f")],
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    p = ref.softmax_temperature(data["logits"], float(state["temperature"]))
    return {
        "p_first": p[0],
        "p_second": p[1],
        "p_third": p[2],
        "ratio": p[1] / p[2],
        "entropy": ref.entropy(p),
    }
