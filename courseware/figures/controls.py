"""What a reader can set in a figure, and how a setting is written: `threshold=0.7`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from courseware.figures.wording import formatted

Setting = float | str | bool
State = dict[str, Setting]


class InvalidSetting(ValueError):
    """Carries what the control accepts, as a clause: "0 to 1 in steps of 0.01"."""


@dataclass(frozen=True)
class Slider:
    """A number between two ends, both included.

    ``format`` is how the number is written for readers: `.2f`, `d` or `.0%`.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    default: float
    format: str = ".2f"
    kind: ClassVar[str] = "slider"

    @property
    def accepts(self) -> str:
        ends = f"{written(self.low)} to {written(self.high)}"
        return f"{ends} in steps of {written(self.step)}"

    def parse(self, text: str) -> float:
        """The setting that was written. Raises: InvalidSetting."""
        number = _number(text, self.accepts)
        count = (number - self.low) / self.step
        if not self.low <= number <= self.high or abs(count - round(count)) > 1e-6:
            raise InvalidSetting(self.accepts)
        return number

    def words(self, setting: Setting) -> str:
        return formatted(float(setting), self.format)

    def samples(self, most: int = 6) -> list[Setting]:
        """Representative settings: both ends, and some in between, evenly spaced."""
        count = round((self.high - self.low) / self.step)
        parts = min(count, most - 1)
        places = sorted({round(part * count / parts) for part in range(parts + 1)})
        return [_rounded(self.low + place * self.step) for place in places]


@dataclass(frozen=True)
class Steps:
    """One of some numbers, in their order: a slider for rates such as 0, 0.001, 0.01."""

    name: str
    label: str
    values: tuple[float, ...]
    default: float
    format: str = ""
    kind: ClassVar[str] = "steps"

    @property
    def accepts(self) -> str:
        return f"one of {', '.join(map(written, self.values))}"

    def parse(self, text: str) -> float:
        """The setting that was written. Raises: InvalidSetting."""
        number = _number(text, self.accepts)
        if number not in self.values:
            raise InvalidSetting(self.accepts)
        return number

    def words(self, setting: Setting) -> str:
        return formatted(float(setting), self.format) if self.format else written(setting)

    def samples(self, most: int = 6) -> list[Setting]:
        return list(self.values)


@dataclass(frozen=True)
class Choice:
    """One of a few things: the value that addresses name it by, and its label for readers."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    default: str
    kind: ClassVar[str] = "choice"

    @property
    def accepts(self) -> str:
        return f"one of {', '.join(value for value, _ in self.options)}"

    def parse(self, text: str) -> str:
        """The setting that was written. Raises: InvalidSetting."""
        if text not in dict(self.options):
            raise InvalidSetting(self.accepts)
        return text

    def words(self, setting: Setting) -> str:
        return dict(self.options)[str(setting)]

    def samples(self, most: int = 6) -> list[Setting]:
        return [value for value, _ in self.options]


@dataclass(frozen=True)
class Switch:
    """Something that is on or off."""

    name: str
    label: str
    default: bool = False
    kind: ClassVar[str] = "switch"

    @property
    def accepts(self) -> str:
        return "on or off"

    def parse(self, text: str) -> bool:
        """The setting that was written. Raises: InvalidSetting."""
        if text not in ("on", "off"):
            raise InvalidSetting(self.accepts)
        return text == "on"

    def words(self, setting: Setting) -> str:
        return "on" if setting else "off"

    def samples(self, most: int = 6) -> list[Setting]:
        return [False, True]


Control = Slider | Steps | Choice | Switch


def control_from(stored: Mapping[str, Any]) -> Control:
    """A control as `as_dict` of its figure has written it."""
    values = dict(stored)
    kinds = {each.kind: each for each in (Slider, Steps, Choice, Switch)}
    kind = kinds[values.pop("kind")]
    if "values" in values:
        values["values"] = tuple(values["values"])
    if "options" in values:
        values["options"] = tuple(tuple(option) for option in values["options"])
    return kind(**values)


def written(setting: Setting) -> str:
    """How addresses and chapters write a setting; the scripts write it alike."""
    if isinstance(setting, bool):
        return "on" if setting else "off"
    if isinstance(setting, str):
        return setting
    return repr(int(setting)) if float(setting).is_integer() else repr(float(setting))


def _number(text: str, accepts: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise InvalidSetting(accepts) from None
    if not math.isfinite(number):
        raise InvalidSetting(accepts)
    return number


def _rounded(number: float) -> float:
    """Without what the last bit adds: 0.7, not 0.7000000000000001."""
    return float(f"{number:.10g}")
