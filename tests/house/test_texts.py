"""Texts that people read go through gettext: in templates and where Python hands them to pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

from tests.house.tree import ROOT

APPS = ("courseware", "labs", "quizzes")
# The style page is for those who make pages; its samples are invented.
STYLE = "ui/style"
TEMPLATES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("templates/**/*.html"))
    if STYLE not in path.as_posix()
]
MODULES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if not {"migrations", "catalogue", "management"} & set(path.parts) and path.name != "samples.py"
]
SAME_EVERYWHERE = {"Courseware", "true", "false"}
_WORD = re.compile(r"[A-Za-z]{2,}")
_ENDS = ("endblocktranslate", "endblock")
_SHOWN = ("aria-label", "title", "placeholder", "alt", "data-tab")
# Arguments of includes that are shown, and filters that put in words.
_ARGUMENT = re.compile(
    r"\b(title|sentence|word|words|state_words|action|action_word|kind|kicker|lede|caption|page|here"
    r'|heading|cancel|facts)="([^"]*)"'
)
_FILTER = re.compile(r'\|(default|default_if_none|yesno|pluralize|add):"([^"]*)"')


def found_in(paths: list[Path], look: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What is found in the files where anything is."""
    found = {path.relative_to(ROOT).as_posix(): look(path.read_text("utf-8")) for path in paths}
    return {name: texts for name, texts in found.items() if texts}


def test_templates_mark_their_texts() -> None:
    assert found_in(TEMPLATES, bare_texts) == {}


def test_bare_texts_are_found() -> None:
    assert bare_texts("<p>Hello {{ name }}</p>") == ["Hello"]
    assert bare_texts('<a title="Go on">{% translate "Go on" %}</a>') == ["Go on"]
    assert bare_texts('{% include "a.html" with title="Go on" kind=_("Lab") only %}') == ["Go on"]
    assert bare_texts('{{ name|default:"nobody" }}{{ name|default:_("nobody") }}') == ["nobody"]
    assert bare_texts("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}<b>1 %</b>") == []


def test_plurals_count_what_the_text_does_not_replace() -> None:
    assert found_in(TEMPLATES, replaced_counts) == {}


def test_replaced_counts_are_found() -> None:
    tag = "{%% blocktranslate count count=days|plural_count with %s=days|number %%}"
    assert replaced_counts(tag % "days") == ["days"]
    assert replaced_counts(tag % "number") == []


def replaced_counts(source: str) -> list[str]:
    """What a text counts after ``with`` has put a string in its place: Django binds that first."""
    found = re.findall(r"blocktrans(?:late)?\b[^%]*?\bcount \w+=(\w+)([^%]*)%}", source)
    return [name for name, rest in found if re.search(rf"\b{name}=", rest)]


def bare_texts(source: str) -> list[str]:
    """What a template shows and does not mark for translation."""
    shown, html, marked = [], [], False
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ")[0]
        if token.token_type is TokenType.BLOCK and token.contents == "block page":  # a class
            marked = True
        elif token.token_type is TokenType.BLOCK and name in ("blocktranslate", *_ENDS):
            marked = name == "blocktranslate"
        elif token.token_type is TokenType.TEXT and not marked:
            html.append(token.contents)
        else:
            shown += _literals(token)
    parser = _Texts()
    parser.feed("".join(html))
    return [text for text in map(_words, parser.texts + shown) if text]


def _literals(token: Token) -> list[str]:
    if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
        return []
    found = _ARGUMENT.findall(token.contents) if token.contents.startswith("include") else []
    return [text for _name, text in found + _FILTER.findall(token.contents) if text != "done,new"]


def _words(text: str) -> str:
    words = " ".join(text.replace("·", " ").split())
    return words if _WORD.search(words) and words not in SAME_EVERYWHERE else ""


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code = tag in ("script", "style", "code")
        self.texts += [value for name, value in attrs if value and name in _SHOWN]

    def handle_endtag(self, tag: str) -> None:
        self._code = False

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)


# What is called with a text that a page or a script shows, and the position of the text.
_SAYS = {
    "Http404": 0,
    "PermissionDenied": 0,
    "ValidationError": 0,
    "SubmissionRefused": 0,
    "TooManySubmissions": 0,
    "AttemptRefused": 0,
    "ResponseRefused": 0,
    "InvalidResponse": 0,
    "ItemState": 1,
    "success": 1,
    "info": 1,
    "warning": 1,
    "error": 1,
}
_LABELS = ("label", "help_text", "verbose_name", "verbose_name_plural")


def test_modules_mark_the_texts_that_they_show() -> None:
    assert found_in(MODULES, bare_arguments) == {}


def bare_arguments(source: str) -> list[str]:
    """What a module hands over to be shown and does not mark for translation."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    texts = [text for call in calls for text in _texts_of(call)]
    return [ast.unparse(text) for text in texts if _is_bare(text)]


def _texts_of(call: ast.Call) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    of_log = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) != "messages"
    texts = []
    if name in _SAYS and not (of_log and name.islower()) and len(call.args) > _SAYS[name]:
        texts.append(call.args[_SAYS[name]])
    if "forms." in ast.unparse(call.func):
        texts += [keyword.value for keyword in call.keywords if keyword.arg in _LABELS]
    return texts


def _is_bare(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(
            isinstance(part, ast.Constant) and _WORD.search(str(part.value)) for part in node.values
        )
    return isinstance(node, ast.Constant) and bool(_WORD.search(str(node.value)))


_GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def test_translators_get_every_text() -> None:
    """What is looked up is a literal, which makemessages finds in the source."""
    assert found_in(MODULES, computed_texts) == {}


def computed_texts(source: str) -> list[str]:
    """What a module looks up and makemessages cannot find."""
    if "django.utils.translation" not in source:
        return []
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    looked_up = [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in _GETTEXT
    ]
    return [ast.unparse(call) for call in looked_up if not _is_literal(call)]


def test_texts_do_not_hide_from_makemessages() -> None:
    """xgettext neither looks into f-strings nor knows a function by another name."""
    assert found_in(MODULES, hidden_texts) == {}


def test_hidden_texts_are_found() -> None:
    assert hidden_texts("x = f\"{_('a')} b\"") == ["_('a')"]
    source = "from django.utils.translation import gettext as _, gettext_lazy as later"
    assert hidden_texts(source) == ["later"]


def hidden_texts(source: str) -> list[str]:
    """Texts in f-strings, and other names of the functions that mark them."""
    tree = ast.parse(source)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    calls = [node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [
        alias.asname
        for node in imports
        if node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, "_")
    ]
    marked = [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in _GETTEXT
    ]
    return [ast.unparse(call) for call in marked] + names


def _is_literal(call: ast.Call) -> bool:
    return isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def test_scripts_mark_their_texts() -> None:
    """Sentences stand in calls of gettext alone, and as literals."""
    scripts = [
        path
        for path in (ROOT / "frontend/src").rglob("*.ts")
        if path.name != "texts.ts" and path.parent.name != "figures"  # the words of the course
    ]
    assert len(scripts) > 9
    assert found_in(scripts, bare_sentences) == {}


def bare_sentences(source: str) -> list[str]:
    """What a script shows and does not look up, or looks up though it is no literal."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source, flags=re.DOTALL)
    computed = re.findall(r'\bn?gettext\(\s*[^"\s][^\n]*', code)
    marked = re.sub(r'\bn?gettext\(\s*"[^"]*"(,\s*"[^"]*")?', "", code)
    # The key of an object is not shown: `"Go to line": gettext("Go to line")`.
    return computed + re.findall(r'["`][A-Z][a-z]+ [^"`]*["`](?!: )', marked)
