"""Magics for Jupyter: `%%submit LAB` grades the functions of a cell."""

from __future__ import annotations

import ast
import re
import secrets
from collections.abc import Mapping
from typing import Any

from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import HTML, display

from courseware_client import pending
from courseware_client.errors import ClientError, Offline
from courseware_client.pending import Pending
from courseware_client.report_html import report_html
from courseware_client.settings import current_login
from courseware_client.site import Site
from courseware_client.watching import follow


@magics_class
class CoursewareMagics(Magics):
    """Registered by ``%load_ext courseware_client``."""

    @magic_arguments()
    @argument("lab", help="the lab's name in its address, such as softmax")
    @argument("--course", default="", help="the course, if not the one chosen at login")
    @argument("--trial", action="store_true", help="run the visible cases; nothing counts")
    @cell_magic
    def submit(self, line: str, cell: str) -> None:
        """Runs the cell here, then submits its code and shows the report."""
        given = parse_argstring(self.submit, line)
        assert self.shell is not None
        result = self.shell.run_cell(cell)
        if not result.success:
            print("Nothing was submitted: the cell does not run here.")
            return
        purpose = "trial" if given.trial else "graded"
        code = with_imports(cell, self.shell.user_ns)
        try:
            submit_code(given.lab, given.course, code, purpose)
        except ClientError as error:
            print(error)


def register(shell: Any) -> None:
    shell.register_magics(CoursewareMagics)


def submit_code(lab: str, course: str, code: str, purpose: str) -> None:
    """Submits and shows the report as it grows. Raises: ClientError."""
    login = current_login()
    course = course or login.course
    if not course:
        raise ClientError("Which course? Add --course NAME, or choose one: courseware login")
    key = secrets.token_urlsafe(24)
    job = Pending(login.url, course, lab, code, purpose, "notebook cell", key)
    with Site(login) as site:
        try:
            made = pending.send(site, job)
        except Offline as error:
            pending.keep(job)
            raise ClientError(
                f"{error}\nYour code is kept; send it later with: courseware sync"
            ) from error
        handle = display(HTML(""), display_id=True)
        for found in follow(site, course, lab, made["id"]):
            handle.update(HTML(report_html(found)))


def with_imports(cell: str, names: Mapping[str, Any]) -> str:
    """The cell's code, after the imports of the notebook that it uses and does not have itself.

    Only whole modules that are bound to a name are added, such as ``import numpy as np``.
    """
    code = "\n".join(line for line in cell.splitlines() if not re.match(r"\s*[%!]", line))
    tree = ast.parse(code)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    bound = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    module = type(ast)
    imports = [
        f"import {names[name].__name__} as {name}"
        for name in sorted(used - bound)
        if isinstance(names.get(name), module)
    ]
    return "\n".join([*imports, code]) if imports else code
