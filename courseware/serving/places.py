"""Places counted by client address. Whoever only waits for more input can be evicted."""

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


class Places:
    """At most ``total`` places, and ``per_address`` of them for one address.

    When there is none left, the oldest place that may be evicted goes: of the same address where
    that one is at its limit, else of the address with the most. So a client that holds connections
    open without using them shuts out neither others nor itself.
    """

    def __init__(self, total: int, per_address: int) -> None:
        self.total, self.per_address = total, per_address
        self.taken = 0
        self._by_address: Counter[str] = Counter()
        self._evictable: dict[str, dict[Place, None]] = {}

    def enter(self, address: str | None, on_evict: Callable[[], None]) -> Place | None:
        """``None`` when all places are taken. Without an address only the total counts."""
        if address is not None and self._by_address[address] >= self.per_address:
            if not self._evict(address):
                return None
        elif self.taken >= self.total and not self._evict(self._crowded()):
            return None
        self.taken += 1
        if address is not None:
            self._by_address[address] += 1
        return Place(self, address, on_evict)

    def _crowded(self) -> str | None:
        """The address with the most places among those that have one to give."""
        return max(self._evictable, key=lambda address: self._by_address[address], default=None)

    def _evict(self, address: str | None) -> bool:
        if address is None or not (places := self._evictable.get(address)):
            return False
        oldest = next(iter(places))
        oldest.leave()
        oldest.on_evict()
        return True

    def _offer(self, place: Place) -> None:
        self._evictable.setdefault(place.address or "", {})[place] = None

    def _withdraw(self, place: Place) -> None:
        if places := self._evictable.get(place.address or ""):
            places.pop(place, None)
            if not places:
                del self._evictable[place.address or ""]

    def _leave(self, place: Place) -> None:
        self._withdraw(place)
        self.taken -= 1
        if place.address is not None:
            self._by_address[place.address] -= 1
            if not self._by_address[place.address]:
                del self._by_address[place.address]


class Place:
    """One connection or request; given back once, however often that is said."""

    __slots__ = ("_here", "_places", "address", "on_evict")

    def __init__(self, places: Places, address: str | None, on_evict: Callable[[], None]) -> None:
        self._places, self._here = places, True
        self.address, self.on_evict = address, on_evict

    def may_be_evicted(self, may: bool) -> None:
        if self._here and may:
            self._places._offer(self)
        elif self._here:
            self._places._withdraw(self)

    def leave(self) -> None:
        if self._here:
            self._here = False
            self._places._leave(self)
