"""Submitting a cell."""

from __future__ import annotations

import courseware_client
import numpy as np
import pytest
from courseware_client import notebook, pending
from courseware_client.errors import Offline
from courseware_client.notebook import with_imports
from courseware_client.settings import Login, store_login
from IPython.core.interactiveshell import InteractiveShell

from tests.client.reports import submission

CELL = "def double(x):\n    return 2 * np.asarray(x)\n"


@pytest.fixture
def shell():
    made = InteractiveShell()
    courseware_client.load_ipython_extension(made)
    yield made
    made.history_manager.end_session()
    InteractiveShell.clear_instance()


@pytest.fixture
def sent(monkeypatch):
    """What reaches the site, which answers with a result."""
    found = []

    def send(site, job):
        found.append(job)
        return {"id": 7}

    monkeypatch.setattr(notebook.pending, "send", send)
    monkeypatch.setattr(notebook, "follow", lambda *args: iter([submission()]))
    store_login(Login("https://a.example.org", "cw_x", "ml"))
    return found


def test_imports_that_the_cell_uses_come_with_it():
    names = {"np": np, "other": np, "x": 3}
    assert with_imports(CELL, names) == f"import numpy as np\n{CELL.rstrip()}"
    own = f"import numpy as np\n{CELL}"
    assert with_imports(own, names) == own.rstrip()
    assert with_imports("%time f()\na = 1", {}) == "a = 1"


def test_the_cell_runs_here_and_is_submitted(shell, sent, capsys):
    shell.run_cell("import numpy as np")
    shell.run_cell(f"%%submit twice --course stats --trial\n{CELL}")
    (job,) = sent
    assert (job.lab, job.course, job.purpose) == ("twice", "stats", "trial")
    assert job.code.startswith("import numpy as np\n") and "double" in shell.user_ns
    assert "IPython.core.display.HTML" in capsys.readouterr().out


def test_a_cell_that_does_not_run_is_not_submitted(shell, sent, capsys):
    shell.run_cell("%%submit twice\n1 / 0")
    assert sent == [] and "Nothing was submitted" in capsys.readouterr().out


def test_without_the_site_the_code_is_kept(shell, sent, monkeypatch, capsys):
    def gone(site, job):
        raise Offline("https://a.example.org cannot be reached.")

    monkeypatch.setattr(notebook.pending, "send", gone)
    shell.run_cell("%%submit twice\na = 1")
    assert "courseware sync" in capsys.readouterr().out and pending.count() == 1


def test_a_line_submits_the_cells_that_define_the_functions(shell, sent, monkeypatch, capsys):
    lab = {"functions": [{"signature": "double(x)"}]}
    monkeypatch.setattr(notebook.Site, "get", lambda self, path: lab)
    shell.user_ns["In"] = [
        "",
        "import numpy as np\n%matplotlib inline",
        "def double(x): return x",
        "factor = 2\nother = 3",
        "def double(x):\n    return factor * np.asarray(x)",
        "double(4)",
        "%%time\ndouble(3)",
    ]
    shell.run_cell("%submit twice")
    (job,) = sent
    cells = ["import numpy as np", "factor = 2\nother = 3"]
    assert job.code == "\n\n".join([*cells, "def double(x):\n    return factor * np.asarray(x)"])
    shell.user_ns["In"] = [""]
    shell.run_cell("%submit twice")
    assert len(sent) == 1 and "run the cell that defines double" in capsys.readouterr().out
