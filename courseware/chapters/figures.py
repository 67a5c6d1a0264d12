"""A figure as a page shows it, at its place and in the state that the author gave it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from django.utils.safestring import SafeString, mark_safe

from courseware.chapters.markdown import render_inline
from courseware.chapters.markdown.figures import settings
from courseware.figures import Slider, State, Steps
from courseware.figures.computing import Computed, computed
from courseware.figures.controls import Control, written
from courseware.figures.drawings import built_at, drawing
from courseware.figures.lookup import names, stem
from courseware.figures.states import read_state
from courseware.figures.wording import fill


@dataclass(frozen=True)
class ShownControl:
    """A control with its setting, as an HTML field needs it."""

    kind: str
    name: str
    id: str
    label: str
    value: str
    words: str
    low: str = ""
    high: str = ""
    step: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ShownFigure:
    name: str
    title: str
    caption: SafeString
    alt: str
    said: str = ""
    wide: str = ""
    narrow: str = ""
    controls: tuple[ShownControl, ...] = ()
    titles: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    script: str = ""


def shown_figure(name: str, attributes: str = "") -> ShownFigure:
    """The figure; ``attributes`` are those of its place, as in the query of an address."""
    return _shown_figure(name, attributes, built_at())


@lru_cache(maxsize=256)
def _shown_figure(name: str, attributes: str, _built: int) -> ShownFigure:
    """Made again after a build."""
    given = dict(parse_qsl(attributes, keep_blank_values=True))
    if name not in names():  # its module was removed after the chapter was loaded
        return ShownFigure(name, name, caption=SafeString(""), alt="")
    figure = computed(name)
    # What the chapter may set was checked when it was loaded.
    state, _ = read_state(name, figure.controls, settings(given))
    picture = drawing(name, state)
    caption = fill(given.get("caption") or figure.caption, figure.numbers)
    return ShownFigure(
        name=name,
        title=figure.title,
        caption=mark_safe(render_inline(caption)),
        alt=figure.words(figure.alt, state),
        said=figure.words(figure.said, state),
        wide=mark_safe(picture.wide if picture else ""),
        narrow=mark_safe(picture.narrow if picture else ""),
        controls=tuple(_control(figure, control, state) for control in figure.controls),
        titles=tuple(figure.titles),
        rows=tuple(map(tuple, figure.rows)),
        script=f"figures/{stem(name)}.js" if figure.controls else "",
    )


def _control(figure: Computed, control: Control, state: State) -> ShownControl:
    setting = state[control.name]
    return ShownControl(
        kind=control.kind,
        name=control.name,
        id=f"figure-{figure.name}-{control.name}",
        label=control.label,
        words=control.words(setting),
        **_field(control, setting),
    )


def _field(control: Control, setting: Any) -> dict[str, Any]:
    if isinstance(control, Slider):
        return {
            "value": written(setting),
            "low": written(control.low),
            "high": written(control.high),
            "step": written(control.step),
        }
    if isinstance(control, Steps):  # a slider over places, since the values are not evenly spaced
        return {
            "value": str(control.values.index(setting)),
            "low": "0",
            "high": str(len(control.values) - 1),
            "step": "1",
        }
    return {"value": written(setting), "options": getattr(control, "options", ())}
