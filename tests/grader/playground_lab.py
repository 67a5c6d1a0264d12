"""A small lab on the playground for tests, written as an author writes one."""

from __future__ import annotations

from pathlib import Path

RIGHT = "state: dataset=gauss&points=100\nside: yes\nwhy: A line is enough.\n"
FILES = {
    "lab.yaml": """format: playground
number: P9
title: Clouds
minutes: 5
anchors: []
needs: []
states:
  - name: state
    label: Your state
    epochs: 20
    start: "dataset=gauss&points=100&networkShape=2"
    fixed: [dataset, points]
    rules: [layers <= 2]
goals:
  - goal: test_loss <= 0.2 in 8 of 10 seeds
    points: 60
    hint: Train faster.
  - goal: units <= 6
    beside: [test_loss <= 0.2 in 8 of 10 seeds]
    name: Few units
    points: 20
questions:
  - name: side
    ask: Is a line enough?
    options: {"yes": "Yes", "no": "No"}
    answer: ["yes"]
    points: 20
    hint: Draw the clouds.
  - name: why
    ask: Why?
mistakes:
  - name: too_slow
    when: [learningRate <= 0.0001, test_loss > 0.2]
    hint: The steps are too short.
record: {of: state, measure: nonzero, label: Non-zero weights}
""",
    "statement.md": "Separate $x$.\n\n## By hand\n\n$1 + 1 = 2$.\n",
    "hints.md": "## Hint 1\n\nLook.\n\n## Hint 2\n\nTrain.\n\n## Hint 3\n\nTrain faster.\n",
    "solutions/usual.txt": RIGHT,
    "mistakes/too_slow.txt": RIGHT.replace("=100", "=100&learningRate=0.00001"),
}


def write_playground_lab(home: Path, slug: str = "clouds", **changed: str) -> Path:
    """The lab's folder below ``home``; ``lab_yaml="..."`` replaces ``lab.yaml``."""
    for name, text in FILES.items():
        key = name.replace("/", "_").replace(".", "_")
        path = home / slug / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(key, text), encoding="utf-8")
    return home / slug
