"""The queue under load: how long an honest student waits, and how fast workers empty it.

The waits are measured at the site as `make up` serves it, with two grading processes: from sending
the form to seeing the verdict, on a short lab without points for speed. Meanwhile another student
has 200 runs waiting, 1,000 runs are graded again in both ways that there are, or a bomb arrives
every second. The queue that is drained is filled beforehand, and nothing else runs meanwhile.

`BENCH_SCALE=0.02 make bench ONLY=queue` takes queues of 2 % of the length, for a quick look.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from tests.bench import _queue_drain, _queue_waits


def run() -> Iterator[dict[str, Any]]:
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    yield from _queue_waits.run(scale)
    yield from _queue_drain.run(scale)
