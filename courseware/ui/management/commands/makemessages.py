"""Django's ``makemessages``, which also finds the messages of the grader."""

from __future__ import annotations

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Templates of the grader are marked by ``message(...)``; see docs/decisions/messages.md."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=message"]
