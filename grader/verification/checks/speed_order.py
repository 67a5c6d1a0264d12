"""``lab.yaml`` says which solutions are fast and which slow, so that `speed` can measure it."""

from __future__ import annotations

from collections.abc import Iterator

from grader.files.faults import did_you_mean
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_of_key
from grader.verification.subject import Subject

EXAMPLE = "order: [expert, vectorised, naive]"


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of ``performance: {order: …}``, of labs in which speed earns points."""
    lab, path = subject.lab, subject.path("lab.yaml")
    line = line_of_key(subject.folder / "lab.yaml", "performance")
    if not lab.weights["performance"]:
        return
    if not lab.speed_order:
        message = "speed earns points, and no order of solutions by speed is declared"
        remedy = f"Write {EXAMPLE} below performance: files of solutions/, the fastest first."
        yield Finding(path, line, message, remedy)
    for name in (name for group in lab.speed_order for name in group):
        if name not in lab.solutions:
            message = f"order names {name}; there is no solutions/{name}.py"
            remedy = did_you_mean(name, sorted(lab.solutions)).strip() or "Write one."
            yield Finding(path, line, message, remedy)


CHECK = Check(
    "the order of solutions by speed is declared", 65, check, quick=True, formats=("code",)
)
