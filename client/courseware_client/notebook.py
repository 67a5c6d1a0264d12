"""Magics for Jupyter: `%%submit LAB` grades the functions of a cell."""

from __future__ import annotations

import ast
import re
import secrets
from collections.abc import Mapping
from typing import Any

from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import HTML, display

from courseware_client import pending
from courseware_client.errors import ClientError, Offline, WrongUsage
from courseware_client.files import without_magics
from courseware_client.history import code_for
from courseware_client.pending import Pending
from courseware_client.report_html import report_html
from courseware_client.settings import Login, current_login
from courseware_client.site import Site
from courseware_client.submitting import functions_of
from courseware_client.watching import follow


@magics_class
class CoursewareMagics(Magics):
    """Registered by ``%load_ext courseware_client``."""

    @magic_arguments()
    @argument("lab", help="the lab's name in its address, such as softmax")
    @argument("--course", default="", help="the course, if not the one chosen at login")
    @argument("--trial", action="store_true", help="run the visible cases; nothing counts")
    @line_cell_magic
    def submit(self, line: str, cell: str | None = None) -> None:
        """Submits code and shows the report.

        As %%submit LAB: runs the cell here, then submits it. As %submit LAB: submits the cells that
        were run before and define the functions that the lab asks for, with what these use.
        """
        given = parse_argstring(self.submit, line)
        assert self.shell is not None
        purpose = "trial" if given.trial else "graded"
        try:
            if cell is None:
                code = self._code_of_cells(given.lab, given.course)
            elif self.shell.run_cell(cell).success:
                code = with_imports(cell, self.shell.user_ns)
            else:
                print("Nothing was submitted: the cell does not run here.")
                return
            submit_code(given.lab, given.course, code, purpose)
        except ClientError as error:
            print(error)

    def _code_of_cells(self, lab: str, course: str) -> str:
        """Raises: ClientError."""
        assert self.shell is not None
        login = current_login()
        with Site(login) as site:
            found = site.get(f"/courses/{_chosen(login, course)}/labs/{lab}")
        cells = [without_magics(each) for each in self.shell.user_ns.get("In", ())]
        code = code_for(functions_of(found), cells)
        if not code:
            names = ", ".join(sorted(functions_of(found)))
            raise WrongUsage(f"Nothing was submitted: run the cell that defines {names} first.")
        return code


def register(shell: Any) -> None:
    shell.register_magics(CoursewareMagics)


def submit_code(lab: str, course: str, code: str, purpose: str) -> None:
    """Submits and shows the report as it grows. Raises: ClientError."""
    login = current_login()
    course = _chosen(login, course)
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


def _chosen(login: Login, course: str) -> str:
    if not (course or login.course):
        raise WrongUsage("Which course? Add --course NAME, or choose one: courseware login")
    return course or login.course


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
