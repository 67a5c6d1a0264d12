"""What was copied along with the code."""

from __future__ import annotations

import html
import keyword
import re

from grader.feedback.hints.parsing.broken import Broken, Rule
from grader.messages import message

ENTITY = re.compile(r"&(?:gt|lt|amp|quot|apos|nbsp|#\d{1,6});")
PROMPT = re.compile(r"\s*(?:In|Out) ?\[\d*\]:")
_NUMBERED = re.compile(r"\s*(\d+)(?:[:.|)]|\s|$)")


def prompts(broken: Broken) -> str:
    """``>>>``, ``In [1]:`` and a shell's ``$``."""
    start = broken.text.lstrip()
    if start.startswith((">>>", "... ")):
        return message("Remove the prompts of the interactive Python, >>> and ..., from the code.")
    if PROMPT.match(broken.text):
        return message("Remove the notebook's {prompt} from the code.", prompt=start.split(":")[0])
    if start.startswith("$ "):
        return message("This is a command for a terminal, not Python: remove the line.")
    return ""


def fences(broken: Broken) -> str:
    """Markdown around the code."""
    if broken.text.lstrip().startswith(("```", "~~~")):
        return message("Remove the Markdown fences (```) around the code.")
    return ""


def notebook_commands(broken: Broken) -> str:
    """``%matplotlib inline``, ``!pip install``, ``?x``."""
    if re.match(r"\s*(?:%{1,2}\w|!\s*\w|\?)", broken.text):
        return message("This is a command of notebooks, not Python: remove the line.")
    return ""


def conflicts(broken: Broken) -> str:
    """What a merge of Git left."""
    if re.match(r"<{7}|={7}|>{7}|\|{7}", broken.text):
        return message(
            "A merge left its conflict markers (<<<<<<<, =======, >>>>>>>): keep one of the two "
            "versions and remove the markers."
        )
    return ""


def patches(broken: Broken) -> str:
    """Lines of a patch."""
    if re.match(r"@@ -\d+", broken.text):
        return message("This is a line of a patch, not of a program: save the code alone.")
    return ""


def line_numbers(broken: Broken) -> str:
    """Numbers in front of the lines, which count up."""
    found = _NUMBERED.match(broken.text)
    if found is None:
        return ""
    number = int(found[1][:9])
    around = [broken.line + step for step in (-1, 1) if broken.line + step >= 1]
    for other in around:
        near = _NUMBERED.match(broken.line_at(other))
        if near and int(near[1][:9]) - number == other - broken.line:
            return message("Remove the line numbers in front of the code, here and everywhere.")
    return ""


def entities(broken: Broken) -> str:
    """``&gt;`` for >."""
    found = ENTITY.search(broken.text)
    if found is None:
        return ""
    return message(
        "{entity} is how web pages write {character}: replace it everywhere.",
        entity=found[0],
        character=html.unescape(found[0]),
    )


def tracebacks(broken: Broken) -> str:
    """Output of a program."""
    if re.match(r'\s*(?:Traceback \(most recent|File ".+", line \d+)', broken.text):
        return message("This is a line of an error message, not of a program: remove it.")
    return ""


def prose(broken: Broken) -> str:
    """A sentence without a # before it."""
    text = broken.text.strip()
    words = re.findall(r"[A-Za-z']+", text)
    is_sentence = re.fullmatch(r"[A-Za-z][\w' ,;\-]*[.:!?]?", text) is not None
    if not is_sentence or len(words) < 4 or words[0] in {*keyword.kwlist, "print"}:
        return ""
    if {"if", "else", "for", "in", "lambda", "import"} & set(words[:2]):
        return ""
    return message("This line is a sentence, not code: put # in front of it, or remove it.")


RULES: tuple[Rule, ...] = (
    prompts,
    fences,
    notebook_commands,
    conflicts,
    patches,
    line_numbers,
    entities,
    tracebacks,
    prose,
)
