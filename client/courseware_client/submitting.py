"""Whether a file can be meant for a lab, before it is sent."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from courseware_client.errors import Refused, WrongUsage
from courseware_client.site import Site


def check_lab(site: Site, course: str, lab: str, code: str, *, guessed: bool) -> None:
    """Refuses code without any of the lab's functions: it would cost an attempt for nothing.

    Args:
        site, course, lab: where it would be submitted.
        code: the text.
        guessed: the lab's name is that of the file.

    Raises: WrongUsage: there is no such lab, or it asks for other functions. ClientError: as
        `Site.get`.
    """
    try:
        found = site.get(f"/courses/{course}/labs/{lab}")
    except Refused as error:
        if error.http_status != 404 or not guessed:
            raise
        raise WrongUsage(
            f"{error} Name the lab with --lab, or submit from a folder made by “courseware pull”."
        ) from error
    asked = functions_of(found)
    if asked and not asked & names_in(code) and "*" not in names_in(code):
        raise WrongUsage(
            f"Nothing was submitted: the lab {lab} asks for {', '.join(sorted(asked))}, and the "
            "file has none of it. Is it for another lab?"
        )


def functions_of(lab: Mapping[str, Any]) -> set[str]:
    return {each["signature"].partition("(")[0] for each in lab["functions"]} - {""}


def names_in(code: str) -> set[str]:
    """What the text may define; “*”, meaning anything, where that is unknown."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return {"*"}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
    return found
