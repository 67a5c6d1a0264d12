"""How a number is typed: what its writer meant, or a sentence that says why that is unclear.

A point is a decimal point, and so is a comma that cannot separate thousands. ``1,500`` can be
either and is refused; ``1,500,000``, ``1 500`` and ``1,500.25`` can be one number only. Fractions
(``1/3``, ``1 1/2``, ``½``), percentages, powers (``1×10^-3``, ``10⁻³``, ``2^10``) and the unit of
the question are read; digits, signs and spaces may be those of any script.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.contract.decimal_marks import exchanged, localized

EXPECTED_NUMBER = gettext_lazy("a number such as 1.5, -2e-3, or 1/3")
MAX_CHARACTERS = 200  # of a number as typed
_SHOWN = 40  # characters of it in a sentence

_FOLDED = (
    dict.fromkeys("−–—‐‑‒―﹣－", "-")
    | dict.fromkeys("⁄∕÷", "/")
    | dict.fromkeys("×✕✖⨯·⋅∙•∗", "*")
    | dict.fromkeys("'’‘ʼ′`´٬", "'")
    | {"٫": ".", "،": ",", "٪": "%"}
)
_SUPERSCRIPTS = {"⁺": "+", "⁻": "-"} | {c: str(n) for n, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_SHARES = {"%": 100.0, "percent": 100.0, "per cent": 100.0, "‰": 1000.0}
_DIGITS = r"[\d.,' ]*\d[.,]?"
_EXPONENT = r"(?P<x>[+-]? ?\d+|\([+-]? ?\d+\)|\{[+-]? ?\d+\})"
_SCIENTIFIC = re.compile(rf"(?P<m>{_DIGITS}) ?[eE] ?{_EXPONENT}")
_TIMES_TEN = re.compile(rf"(?:(?P<m>{_DIGITS}) ?[*xX] ?)?10 ?(?:\^|\*\*) ?{_EXPONENT}")
_POWER = re.compile(rf"(?P<m>{_DIGITS}) ?(?:\^|\*\*) ?{_EXPONENT}")
_FLAT_POWER = re.compile(r"([\d.]+) ?[*xX] ?10 ?([+-]?\d+)")
_RAISED_FRACTION = re.compile("([⁰¹²³⁴⁵⁶⁷⁸⁹]+)[⁄/∕]([₀-₉]+)")
_MIXED = re.compile(r"(\d+) (\d+) ?/ ?(\d+)")
_GROUPS = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",.' "}
_LAKHS = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_GROUPED_DECIMALS = re.compile(r"\d{3}(?: \d{3})*(?: \d{1,3})?")
_LEADING = re.compile(rf"[+-]? ?{_DIGITS}(?: ?[eE] ?[+-]?\d+)?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_NOT_FINITE = {"inf", "infinity", "∞", "nan"}


@dataclass(frozen=True)
class Reading:
    """What a typed number means; without a ``value`` the ``problem`` is a sentence."""

    value: float | None
    problem: str = ""


class _Unclear(Exception):
    """Carries the sentence, or nothing where the text is just no number."""


def read_number(text: str, unit: str = "") -> Reading:
    """The number that ``text`` means, in the ``unit`` of its question."""
    if len(text) > MAX_CHARACTERS:
        return Reading(None, _not_a_number(text))
    if not unit and _PLAIN.fullmatch(text):
        return Reading(float(text))  # as nearly all are typed
    folded = _fold(text)
    try:
        return Reading(_with_share(_without_unit(folded, unit)))
    except _Unclear as unclear:
        return Reading(None, str(unclear) or _sentence(text, folded))
    except OverflowError:
        return Reading(None, _("“%(text)s” is too large.") % {"text": _shown(text)})


def format_reading(value: float) -> str:
    """The value to show beside what was typed: at most twelve significant digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value)).replace("-", "−")
    if not 1e-6 <= abs(value) < 1e15:
        return f"{value:.12g}".replace("e-0", "e-").replace("e+", "e").replace("-", "−")
    places = 11 - math.floor(math.log10(abs(value)))
    return f"{value:.{max(places, 0)}f}".rstrip("0").rstrip(".").replace("-", "−")


def _fold(text: str) -> str:
    """Plain characters for those of other scripts; powers as ``^3``; single spaces."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    text = _RAISED_FRACTION.sub(
        lambda match: unicodedata.normalize("NFKC", f" {match[1]}/{match[2]} "), text
    )
    folded = ""
    raised = False
    for character in text:
        if unicodedata.category(character) == "Cf":
            continue  # no width, or a direction
        if character in _SUPERSCRIPTS:
            folded += "" if raised or folded.rstrip().endswith(("^", "**")) else "^"
            folded += _SUPERSCRIPTS[character]
            raised = True
            continue
        raised = False
        folded += _plain(character)
    return " ".join(folded.split())


def _plain(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return " " + unicodedata.normalize("NFKC", character).replace("⁄", "/")
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 and compatible.isascii() else character


def _without_unit(text: str, unit: str) -> str:
    """The text without the question's unit before or after the number, in one or several."""
    name = _fold(unit).casefold()
    if not name:
        return text
    lowered = text.casefold()
    for spelling in sorted({name, f"{name}s", name.removesuffix("s")}, key=len, reverse=True):
        if not spelling or len(lowered) != len(text):
            continue
        if lowered.endswith(spelling) and not text[: -len(spelling)].strip()[-1:].isalpha():
            return text[: -len(spelling)].strip()
        if lowered.startswith(spelling) and not text[len(spelling) :].strip()[:1].isalpha():
            return text[len(spelling) :].strip()
    return text


def _with_share(text: str) -> float:
    for mark, divisor in _SHARES.items():
        if text.casefold().endswith(mark):
            return _ratio(text[: -len(mark)].strip()) / divisor
    return _ratio(text)


def _ratio(text: str) -> float:
    """A number, a fraction of two, or a whole number and a fraction."""
    if len(text) > 1 and text.endswith(".") and re.search(r"[.,/^e]", text[:-1]):
        text = text[:-1].rstrip()  # a full stop
    sign, unsigned = _sign(text)
    mixed = _MIXED.fullmatch(unsigned)
    if mixed and int(mixed[2]) < int(mixed[3]) and not mixed[2].startswith("0"):
        value = int(mixed[1]) + int(mixed[2]) / int(mixed[3])
        if len(mixed[2]) == 3 and len(mixed[1]) <= 3:
            raise _two_meanings(text, f"{mixed[1]}{mixed[2]}/{mixed[3]}", format_reading(value))
        return sign * value
    top, slash, bottom = text.partition("/")
    value = _term(top.strip())
    if not slash:
        return value
    divisor = _term(bottom.strip())
    if not divisor:
        raise _Unclear(_("“%(text)s” divides by 0.") % {"text": _shown(text)})
    return _finite(value / divisor, text, is_zero=value == 0)


def _sign(text: str) -> tuple[float, str]:
    if text[:1] in ("+", "-"):
        return (-1.0 if text[0] == "-" else 1.0), text[1:].lstrip()
    return 1.0, text


def _term(text: str) -> float:
    sign, unsigned = _sign(text)
    if match := _SCIENTIFIC.fullmatch(unsigned) or _TIMES_TEN.fullmatch(unsigned):
        factor = _digits(match["m"], sign) if match["m"] else "1"
        value = float(f"{factor}e{_exponent(match['x'])}")
        return sign * _finite(value, text, is_zero=float(factor) == 0)
    if match := _POWER.fullmatch(unsigned):
        base, exponent = float(_digits(match["m"], sign)), int(_exponent(match["x"])[:20])
        if base == 0 and exponent <= 0:
            raise _Unclear
        return sign * _finite(math.pow(base, exponent), text, is_zero=base == 0)
    value = float(_digits(unsigned, sign))
    return sign * _finite(value, text, is_zero=not re.search("[1-9]", unsigned))


def _exponent(text: str) -> str:
    return text.strip("(){}").replace(" ", "")


def _finite(value: float, text: str, *, is_zero: bool) -> float:
    if not math.isfinite(value):
        raise _Unclear(_("“%(text)s” is too large.") % {"text": _shown(text)})
    if value == 0 and not is_zero:
        raise _Unclear(_("“%(text)s” is too close to 0.") % {"text": _shown(text)})
    return value


def _digits(text: str, sign: float) -> str:
    """Digits with marks as Python writes them. Raises `_Unclear`."""
    if not re.fullmatch(_DIGITS, text):
        raise _Unclear
    whole, decimals = _at_the_decimal_mark(text.strip(), sign)
    if not re.fullmatch(r"\d*", whole):
        if not _is_grouped(whole):
            raise _Unclear
        whole = re.sub(r"\D", "", whole)
    if not re.fullmatch(r"\d*", decimals):
        if not _GROUPED_DECIMALS.fullmatch(decimals):
            raise _Unclear
        decimals = decimals.replace(" ", "")
    if not whole + decimals:
        raise _Unclear
    return f"{whole or '0'}.{decimals or '0'}"


def _at_the_decimal_mark(text: str, sign: float) -> tuple[str, str]:
    """The parts before and after the decimal mark, thousands still separated."""
    marks = re.findall(r"[.,]", text)
    if not marks or (marks.count(marks[0]) == len(marks) > 1):
        return text, ""  # none, or several of a kind, which separate thousands
    if marks.count(marks[-1]) > 1:
        raise _Unclear
    whole, _mark, decimals = text.rpartition(marks[-1])
    lone_comma = marks == [","] and _GROUPS[","].fullmatch(text)
    if lone_comma:
        before = "−" if sign < 0 else ""
        raise _two_meanings(
            before + text, f"{before}{whole}{decimals}", f"{before}{whole}.{decimals}"
        )
    return whole, decimals


def _is_grouped(whole: str) -> bool:
    separators = set(re.findall(r"\D", whole))
    if len(separators) != 1:
        return False
    return bool(_GROUPS[separators.pop()].fullmatch(whole) or _LAKHS.fullmatch(whole))


def _two_meanings(text: str, first: str, second: str) -> _Unclear:
    sentence = _("“%(text)s” can mean %(first)s or %(second)s. Enter the one you mean.")
    words = {"text": exchanged(_shown(text)), "first": first, "second": localized(second)}
    return _Unclear(sentence % words)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _not_a_number(text: str) -> str:
    return _("“%(text)s” is not a number. Expected %(what)s.") % {
        "text": _shown(text),
        "what": EXPECTED_NUMBER,
    }


def _sentence(text: str, folded: str) -> str:
    """Why a text is no number, with what of it could be read."""
    if folded.lstrip("+-").casefold() in _NOT_FINITE:
        sentence = _("“%(text)s” is not finite. Expected %(what)s.")
        return sentence % {"text": _shown(text), "what": EXPECTED_NUMBER}
    if re.fullmatch(_DIGITS, folded.lstrip("+- ")):
        sentence = _("The separators in “%(text)s” are ambiguous. Enter one number such as 1234.5.")
        return sentence % {"text": _shown(text)}
    if power := _FLAT_POWER.fullmatch(folded):
        sentence = _("“%(text)s” is ambiguous. Write the power of ten as %(power)s.")
        return sentence % {"text": _shown(text), "power": f"{power[1]}e{power[2]}"}
    lead = _LEADING.match(folded)
    rest = folded[lead.end() :].strip() if lead else ""
    if lead and rest and rest[0].isalpha():
        try:
            value = _term(lead[0].strip())
        except (_Unclear, OverflowError):
            return _not_a_number(text)
        words = {"number": localized(format_reading(value)), "rest": _shown(rest)}
        return _("Read %(number)s and then “%(rest)s”. Enter the number alone.") % words
    return _not_a_number(text)
