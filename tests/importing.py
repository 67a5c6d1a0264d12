"""Processes that run tests side by side rewrite the assertions of each file once, not each of them.

pytest keeps what it has rewritten, but processes that begin together find nothing kept. So each
begins with other files, and finds those of the others when it comes to them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest


def share_imports(config: pytest.Config) -> None:
    """Imports this process's share of the test files; nothing where it is the only one."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return
    number, count = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    for path in list(_files(config))[number::count]:
        name = ".".join(path.relative_to(config.rootpath).with_suffix("").parts)
        with suppress(Exception, pytest.skip.Exception):  # told when pytest imports it
            import_module(name)


def _files(config: pytest.Config) -> Iterator[Path]:
    """The test files that are asked for, except those that are ignored."""
    for argument in config.args:
        place = config.invocation_params.dir / argument.partition("::")[0]
        for folder, folders, names in os.walk(place):
            folders.sort()
            paths = [Path(folder, name) for name in sorted(names)]
            tests = [path for path in paths if path.match("test_*.py")]
            ignores = config.hook.pytest_ignore_collect
            yield from (p for p in tests if not ignores(collection_path=p, config=config))
