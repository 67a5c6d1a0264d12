"""Django's ``makemessages``, which reads the sources of this project and no others."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import makemessages

# Of folders named `locale`, the one in the settings is the only one.
IGNORED = [".venv", "node_modules", "tests", "var", "build", "dist", "locale"]


class Command(makemessages.Command):
    """Templates of the grader are marked by ``message(...)``; see docs/decisions/messages.md.

    A text is never guessed from a similar one. Catalogs name files without lines, which would
    change with every edit.
    """

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=message"]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], *IGNORED]
        options["add_location"] = options["add_location"] or "file"
        options["no_obsolete"] = True
        if options["domain"] == "djangojs":
            options["extensions"] = options["extensions"] or ["ts"]
        super().handle(*args, **options)
