"""Settings of Moodle's questions that no quiz file holds: what of them is lost is said.

Listed are the elements that the reader reads, and values of others that change nothing. Whatever
else a question has is a loss, so an element that nobody thought of is reported too.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_READ = {"name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "tags", "answer"}
_READ_BY_KIND = {
    "multichoice": {"single", "shuffleanswers"},
    "numerical": {"units"},
    "shortanswer": {"usecase"},
    "matching": {"subquestion", "shuffleanswers"},
    "match": {"subquestion", "shuffleanswers"},
    "ordering": {"gradingtype"},
    "essay": {"graderinfo"},
}
_NAMES = {
    "hint": "hints",
    "hidden": "that it is hidden",
    "penalty": "the penalty for each wrong try",
    "correctfeedback": "the feedback on a correct answer",
    "partiallycorrectfeedback": "the feedback on a partly correct answer",
    "incorrectfeedback": "the feedback on an incorrect answer",
    "responsetemplate": "the text that an answer begins with",
    "minwordlimit": "the least number of words",
    "maxwordlimit": "the largest number of words",
    "attachments": "attachments of answers",
    "selectcount": "how many entries are drawn",
}
# What changes nothing here, by element; numbers are compared as numbers.
_HARMLESS = {
    "hidden": {"0"},
    "penalty": {"0", "0.3333333", "1", "0.1", "0.33333"},
    "correctfeedback": {"your answer is correct."},
    "partiallycorrectfeedback": {"your answer is partially correct."},
    "incorrectfeedback": {"your answer is incorrect."},
    "answernumbering": {"none", "abc"},
    "showstandardinstruction": {"0", "1"},
    "shownumcorrect": {"0", "1"},
    "shuffleanswers": {"true", "false", "0", "1"},
    "single": {"true", "false", "0", "1"},
    "unitgradingtype": {"0"},
    "unitpenalty": {"0.1", "0"},
    "showunits": {"3"},
    "unitsleft": {"0", "1"},
    "layouttype": {"vertical", "0"},
    "selecttype": {"all", "0"},
    "selectcount": {"0"},
    "showgrading": {"0", "1", "show", "hide"},
    "numberingstyle": {"none"},
    "responseformat": {"editor", "plain"},
    "responserequired": {"0", "1"},
    "responsefieldlines": set(map(str, range(1, 200))),
    "attachments": {"0"},
    "attachmentsrequired": {"0"},
    "maxbytes": {"0"},
    "minwordlimit": {"0"},
    "maxwordlimit": {"0"},
}
_SHOWN = 120  # characters of a value


def losses(question: Element) -> Iterator[str]:
    """What of a question's settings is lost, each in words with its value."""
    read = _READ | _READ_BY_KIND.get(question.get("type", ""), set())
    for element in question:
        tag = str(element.tag)
        value = " ".join("".join(element.itertext()).split())
        if tag in read:
            continue
        if tag == "hint":
            yield _NAMES[tag] + (f": “{value[:_SHOWN]}”" if value else "")
        elif value and _plain(value) not in map(_plain, _HARMLESS.get(tag, ())):
            yield f"{_NAMES.get(tag, f'the setting {tag}')}: “{value[:_SHOWN]}”"


def _plain(value: str) -> str | float:
    """A value to compare: text without its marks of paragraphs, a number as a number."""
    text = value.lower().removeprefix("<p>").removesuffix("</p>").strip()
    try:
        return float(text)
    except ValueError:
        return text
