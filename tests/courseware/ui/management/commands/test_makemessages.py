"""makemessages finds the texts of the grader too."""

from __future__ import annotations

from django.core.management.commands import makemessages

from courseware.ui.management.commands.makemessages import Command


def test_texts_of_the_grader_are_marked_by_a_keyword_of_their_own():
    assert "--keyword=message" in Command.xgettext_options
    assert set(makemessages.Command.xgettext_options) < set(Command.xgettext_options)
