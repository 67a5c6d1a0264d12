"""Courses of a Courseware site from a terminal, a program or a notebook."""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext courseware_client`` calls."""
    from courseware_client.notebook import register  # IPython is there only in notebooks

    register(shell)
