"""Quotas by client address. A connection that only waits for more input can be evicted."""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable


def address_key(host: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 network that an IPv6 client owns."""
    if ":" not in host:
        return host
    try:
        address = ipaddress.IPv6Address(host.partition("%")[0])
    except ValueError:
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))


class Quota:
    """At most ``total`` slots, and ``per_address`` of them for one address.

    When none is left, the oldest evictable slot is released: of the same address where
    that one is at its limit, else of the address with the most. So a client that holds connections
    open without using them shuts out neither others nor itself.
    """

    def __init__(self, total: int, per_address: int) -> None:
        self.total, self.per_address = total, per_address
        self.taken = 0
        self._by_address: Counter[str] = Counter()
        self._evictable: dict[str, dict[QuotaSlot, None]] = {}

    def acquire(self, address: str | None, on_evict: Callable[[], None]) -> QuotaSlot | None:
        """``None`` when all slots are taken. Without an address only the total counts."""
        if address is not None and self._by_address[address] >= self.per_address:
            if not self._evict(address):
                return None
        elif self.taken >= self.total and not self._evict(self._largest_evictable()):
            return None
        self.taken += 1
        if address is not None:
            self._by_address[address] += 1
        return QuotaSlot(self, address, on_evict)

    def _largest_evictable(self) -> str | None:
        """The address with the most slots among those with one that can be evicted."""
        return max(self._evictable, key=lambda address: self._by_address[address], default=None)

    def _evict(self, address: str | None) -> bool:
        if address is None or not (slots := self._evictable.get(address)):
            return False
        oldest = next(iter(slots))
        oldest.release()
        oldest.on_evict()
        return True

    def _offer(self, slot: QuotaSlot) -> None:
        self._evictable.setdefault(slot.address or "", {})[slot] = None

    def _withdraw(self, slot: QuotaSlot) -> None:
        if slots := self._evictable.get(slot.address or ""):
            slots.pop(slot, None)
            if not slots:
                del self._evictable[slot.address or ""]

    def _release(self, slot: QuotaSlot) -> None:
        self._withdraw(slot)
        self.taken -= 1
        if slot.address is not None:
            self._by_address[slot.address] -= 1
            if not self._by_address[slot.address]:
                del self._by_address[slot.address]


class QuotaSlot:
    """The slot of one connection or request; releasing it again does nothing."""

    __slots__ = ("_held", "_quota", "address", "on_evict")

    def __init__(self, quota: Quota, address: str | None, on_evict: Callable[[], None]) -> None:
        self._quota, self._held = quota, True
        self.address, self.on_evict = address, on_evict

    def set_evictable(self, evictable: bool) -> None:
        if self._held and evictable:
            self._quota._offer(self)
        elif self._held:
            self._quota._withdraw(self)

    def release(self) -> None:
        if self._held:
            self._held = False
            self._quota._release(self)
