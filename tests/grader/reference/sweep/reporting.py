"""What failed, in a few lines a function."""

from __future__ import annotations

import re
from collections.abc import Mapping

NUMBERS = re.compile(r"-?\d+\.?\d*(e[+-]?\d+)?|\binf\b|\bnan\b")
SHOWN = 12


def summary(name: str, failures: Mapping[str, list[str]]) -> str:
    """The failures of a function, those with the same words together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for trial, noted in failures.items():
        for words in noted:
            groups.setdefault(NUMBERS.sub("#", words)[:50], []).append((trial, words))
    lines = [f"{name}: {sum(map(bool, failures.values()))} trials fail"]
    for group in groups.values():
        trials = [trial for trial, _ in group]
        more = f" and {len(trials) - SHOWN} more" if len(trials) > SHOWN else ""
        lines.append(f"  {group[0][1]}\n      at {', '.join(trials[:SHOWN])}{more}")
    return "\n".join(lines)
