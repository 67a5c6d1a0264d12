"""A limit on the processor time of this process: a busy machine does not change it much."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Fails when the body has used more processor time, waiting not counted."""
    start = time.process_time()
    yield
    used = time.process_time() - start
    assert used < seconds, f"used {used:.2f} s of processor time, more than {seconds} s"
