"""HTML of other systems as Markdown of what a reader would see, without anything that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from quizzes.exchange.text import check_length, markdown_from_plain

_DROPPED = {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "template",
            "video", "audio", "canvas", "select", "button", "applet"}  # fmt: skip
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_CODE = {"code", "tt", "kbd", "samp"}
_RAISED = {"sup": ("^", "0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
           "sub": ("_", "0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")}  # fmt: skip
_BREAKS = {"p", "div", "ul", "ol", "pre", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
           "blockquote", "hr", "dl", "dt", "dd", "section"}  # fmt: skip
_CHANGED = {"table": "the layout of a table", "del": "<del>", "s": "<s>", "u": "<u>",
            "input": "<input>"}  # fmt: skip
_MARK_OR_TEXT = re.compile(r"<[a-zA-Z/!][^>]*>")


def has_tags(text: str) -> bool:
    """Whether a text holds HTML, rather than a sign that something is less."""
    return bool(_MARK_OR_TEXT.search(text))


def markdown_from_html(html: str) -> tuple[str, list[str]]:
    """Markdown of what a reader would see, and what was left out."""
    check_length(html)
    builder = _MarkdownBuilder()
    builder.feed(html)
    builder.close()
    text = re.sub(r"[ \t]+\n", "\n", builder.text())
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip(), list(dict.fromkeys(builder.losses))


def plain_from_html(html: str) -> str:
    """The words alone, for an answer that people type."""
    check_length(html)
    reader = _WordsReader()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())


class _WordsReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class _MarkdownBuilder(HTMLParser):
    """Keeps words, emphasis, code, lists and links; drops what runs with all that it holds.

    ``open`` are tags whose text is wrapped when they end, each with the pieces before it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.losses: list[str] = []
        self.open: list[tuple[str, str, list[str]]] = []
        self.lists: list[int | None] = []
        self._dropped_tags: list[str] = []

    def text(self) -> str:
        while self.open:
            self._close_tag()
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _CHANGED:
            self.losses.append(_CHANGED[tag])
        if tag in _DROPPED:
            self._dropped_tags.append(tag)
            self.losses.append(f"<{tag}>")
        elif self._dropped_tags:
            return
        elif tag == "img" and (formula := _formula_of(values)):
            self._add(f"${formula}$")
        elif tag == "img":
            words = values.get("alt") or "a picture"
            self.losses.append("a picture")
            self._add(f"({markdown_from_plain(words, starts_line=False)})")
        elif self._is_inside("pre"):
            self._add("\n" if tag == "br" else "")
        elif tag == "pre" or tag in _MARKS or tag in _CODE or tag in _RAISED or tag == "a":
            self._open_tag(tag, values.get("href") or "")
        elif tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else None)
            self._add("\n\n")
        elif tag == "li":
            self._add_item()
        elif tag == "br":
            self._add("\\\n" if self._text_before() else "\n")
        elif tag in _BREAKS:
            self._add("\n\n")
        elif tag in ("td", "th"):
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._dropped_tags:
            if tag == self._dropped_tags[-1]:
                self._dropped_tags.pop()
        elif self._is_inside(tag):
            while self._close_tag() != tag:
                pass
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._add("\n\n")
        elif tag in _BREAKS:
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        if any(self._is_inside(tag) for tag in ("pre", *_CODE)):
            self._add(data)
            return
        words = re.sub(r"\s+", " ", data)
        at_start = not self._text_before()
        self._add(markdown_from_plain(words.lstrip() if at_start else words, starts_line=at_start))

    def _add_item(self) -> None:
        number = self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self._add("\n" + ("- " if number is None else f"{number}. "))

    def _text_before(self) -> str:
        """The contents of the line so far."""
        before = "".join(["".join(pieces) for _, _, pieces in self.open] + self.pieces)
        return before.rpartition("\n")[2].strip()

    def _is_inside(self, tag: str) -> bool:
        return any(name == tag for name, _, _ in self.open)

    def _open_tag(self, tag: str, target: str) -> None:
        self.open.append((tag, target, self.pieces))
        self.pieces = []

    def _close_tag(self) -> str:
        """Wraps what the innermost open tag holds, and says which it was."""
        tag, target, before = self.open.pop()
        inside, self.pieces = "".join(self.pieces), before
        words = inside.strip()
        if tag == "pre":
            fence = "`" * (1 + max([2, *map(len, re.findall("`+", inside))]))
            self._add("\n\n" + f"{fence}\n" + inside.strip("\n") + f"\n{fence}\n\n")
        elif words:
            space = " " if inside[0].isspace() else "", " " if inside[-1].isspace() else ""
            self._add(space[0] + _wrapped(tag, words, target) + space[1])
        return tag

    def _add(self, piece: str) -> None:
        if not self._dropped_tags:
            self.pieces.append(piece)


def _formula_of(image: dict[str, str | None]) -> str:
    """The TeX of a formula that Canvas or Blackboard shows as a picture; empty for others."""
    tex = image.get("data-equation-content") or ""
    alt = image.get("alt") or ""
    if not tex and alt.startswith("LaTeX:"):
        tex = alt.removeprefix("LaTeX:")
    return " ".join(tex.replace("$", r"\$").split())


def _wrapped(tag: str, words: str, target: str) -> str:
    if tag in _MARKS:
        return f"{_MARKS[tag]}{words}{_MARKS[tag]}"
    if tag in _CODE:
        ticks = "`" * (1 + max([0, *map(len, re.findall("`+", words))]))
        space = " " if "`" in (words[0], words[-1]) else ""
        return f"{ticks}{space}{words}{space}{ticks}"
    if tag in _RAISED:
        mark, plain, raised = _RAISED[tag]
        if set(words) <= set(plain):
            return words.translate(str.maketrans(plain, raised))
        return f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"
    return f"[{words}]({target})" if re.match(r"https?://[^\s()<>]+$", target) else words
