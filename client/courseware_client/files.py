"""Code of a Python file or of a notebook's cells."""

from __future__ import annotations

import json
from pathlib import Path

from courseware_client.errors import WrongUsage


def read_code(path: Path) -> str:
    """Of a notebook the code cells, without lines of magics and shell commands.

    Raises: WrongUsage: there is no such file, or it cannot be read.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise WrongUsage(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise WrongUsage(f"{path} is a folder; name the file in it.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path} cannot be read: {error}.") from error
    return code_of_notebook(text, path) if path.suffix == ".ipynb" else text


def code_of_notebook(text: str, path: Path) -> str:
    try:
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError) as error:
        raise WrongUsage(f"{path} is no notebook that can be read.") from error
    return "\n\n".join(filter(None, (without_magics(source) for source in sources)))


def without_magics(source: str) -> str:
    """A cell as Python; of `%%submit` the code, of other cell magics nothing."""
    if source.lstrip().startswith("%%"):
        first, _, rest = source.lstrip().partition("\n")
        return rest.strip("\n") if first.startswith("%%submit") else ""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    return "\n".join(lines).strip("\n")
