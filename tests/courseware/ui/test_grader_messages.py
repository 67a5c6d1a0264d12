"""Messages of the grader, worded by the site."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from courseware.ui import grader_messages
from courseware.ui.grader_messages import text_of, translated
from courseware.ui.management.commands.makemessages import Command
from grader.messages import entries, message

HINT = message("Every value is {factor} times ours.", factor=2)


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = {"Every value is {factor} times ours.": "Jeder Wert ist das {factor}-Fache."}
    monkeypatch.setattr(grader_messages, "gettext", lambda text: catalogue.get(text, text))


def test_a_message_is_worded_in_the_readers_language(german: None) -> None:
    assert translated(HINT) == "Jeder Wert ist das 2-Fache."
    assert text_of(entries("hint", HINT), "hint") == "Jeder Wert ist das 2-Fache."


def test_authors_words_and_old_reports_stay_as_they_are(german: None) -> None:
    assert translated("An author's hint.") == "An author's hint."
    assert text_of({"hint": "Every value is 2 times ours."}, "hint") == HINT


def test_without_a_translation_it_is_english() -> None:
    with translation.override("de"):
        assert text_of(entries("hint", HINT), "hint") == HINT


@pytest.mark.parametrize("report", [None, {}])
def test_what_is_missing_is_empty(report: dict | None) -> None:
    assert text_of(report, "hint") == ""


def test_the_filter_escapes() -> None:
    case = entries("detail", message("It returned {kind}.", kind="<b>"))
    page = Template("{% load ui %}{{ case|report_text:'detail' }}").render(Context({"case": case}))
    assert page == "It returned &lt;b&gt;."


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext is not installed")
def test_templates_are_extracted_for_translators(tmp_path: Path) -> None:
    source = tmp_path / "hints.py"
    source.write_text('message("Every value is {factor} times ours.", factor=2)\n')
    command = ["xgettext", *Command.xgettext_options, "--language=Python", "-o", "-", str(source)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert 'msgid "Every value is {factor} times ours."' in found
    assert "python-brace-format" in found
