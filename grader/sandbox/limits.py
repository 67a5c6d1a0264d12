"""How much a submission may use. Seconds are wall-clock unless the name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Limits of one sandbox.

    ``call_seconds`` bounds one call, ``load_seconds`` the import of the submission,
    ``cpu_seconds`` the CPU time of the whole session, ``output_bytes`` all that is printed,
    ``result_bytes`` one returned value. ``steps`` bounds the calls of one training run, where a
    lab trains in steps and says how many; the caller counts them. Without ``warnings`` NumPy raises
    FloatingPointError where it would warn: on overflow, division by zero and invalid values.
    """

    load_seconds: float = 5.0
    call_seconds: float = 5.0
    cpu_seconds: float = 60.0
    memory_bytes: int = 1024 * MIB
    processes: int = 32
    file_bytes: int = 16 * MIB
    output_bytes: int = 1 * MIB
    result_bytes: int = 256 * MIB
    steps: int | None = None
    warnings: bool = True
