"""What the module of a figure gives back from its `figure()`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from courseware.figures.controls import Control


@dataclass(frozen=True)
class Column:
    """A column of the table with a figure's data; ``format`` (`.3f`) is for numbers."""

    title: str
    values: Sequence[Any] | np.ndarray
    format: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure with everything that was computed for it.

    Its texts may be broken into lines, and hold `{{ placeholders }}`. Those of ``caption``
    (Markdown) name ``numbers``; those of ``alt`` and ``said`` may also name controls, and what
    `read` gives for the state that is shown. A number is never written out in a text.
    """

    title: str
    """A few words, for lists and for the names of controls."""
    caption: str
    """What the figure shows, below it. One to three sentences."""
    alt: str
    """What there is to see, for those who cannot see it: the shape of each curve, not its style."""
    data: Mapping[str, Any]
    """What is drawn: numbers, texts, lists and arrays. The scripts get this and nothing else."""
    table: Sequence[Column]
    """The same data to be read, in at most some twenty rows."""
    numbers: Mapping[str, float | int | str] = field(default_factory=dict)
    """Results by name, for texts here and in chapters: `{{ roc-curve.auc:.3f }}`."""
    controls: Sequence[Control] = ()
    """What readers can set. With them comes `read(data, state)`, in the module and the script."""
    said: str = ""
    """A sentence on the state that is shown, read out when it changes."""
