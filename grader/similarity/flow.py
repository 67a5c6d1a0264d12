"""Functions without what renaming, temporary variables, order and dead code leave in them.

Names are given to values rather than to places (`_Versions`), values that are used once move to
where they are used, what nothing uses goes, and statements that do not depend on each other get one
order, which follows from what they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

from grader.similarity.expressions import put_in_order
from grader.similarity.naming import ASSOCIATIVE, COMMUTATIVE
from grader.similarity.nodes import Node, assigned, is_variable, key_of
from grader.similarity.statements import LEAVING

LOOPS = frozenset({"for", "while", "comp", "lambda", "def", "class"})
_MOST_ORDERED = 150  # statements of a block; the time grows with the square
_MOST_ROUNDS = 8


def simplified(body: list[Node]) -> list[Node]:
    """The body of a function; its nodes are changed."""
    versions = _Versions()
    versions.rename(body)
    for _ in range(_MOST_ROUNDS):
        loads = Counter(loads_in(body))
        changed = _without_unused(body, loads)
        changed = _moved(body, loads) or changed
        if _split_all(body):
            versions.rename(body)
        elif not changed:
            break
    return _in_order(body)


def split(statement: Node) -> list[Node]:
    """``a, b = u, v`` as two assignments, where none needs the other."""
    if statement.label != "=" or any(kid.label != "seq" for kid in statement.kids):
        return [statement]
    places, values = (kid.kids for kid in statement.kids)
    names = set(stores_in([statement]))
    if len(places) != len(values) or names & set(loads_in([statement])):
        return [statement]
    pairs = zip(places, values, strict=True)
    return [Node("=", [place, value], statement.span) for place, value in pairs]


def _split_all(body: list[Node]) -> bool:
    """Those that have become two lists by what was moved into them."""
    parts = [part for statement in body for part in split(statement)]
    changed = len(parts) > len(body)
    body[:] = parts
    for statement in body:
        for block in _blocks(statement):
            changed = _split_all(block.kids) or changed
    return changed


class _Versions:
    """Gives each value of a variable a name where that is safe.

    It is where everything that sets the variable is directly in one block, and that block is the
    whole function or a part in which the variable is set before it is read and not read elsewhere.
    """

    def __init__(self) -> None:
        self.count = 0

    def rename(self, body: list[Node]) -> None:
        """Changes the names in the body of a function."""
        self._block(body, Counter(), whole=True)

    def _block(self, body: list[Node], outside: Counter[str], whole: bool) -> None:
        direct = Counter(target.name for target in map(assigned, body) if target is not None)
        everywhere = Counter(stores_in(body))
        loads = Counter(loads_in(body))
        safe = {name for name, times in direct.items() if everywhere[name] == times}
        if not whole:
            first = _first_uses(body)
            safe = {name for name in safe if first.get(name) == "store" and not outside[name]}
        current: dict[str, str] = {}
        for statement in body:
            target = assigned(statement)
            if target is None or target.name not in safe:
                _rename(statement, current)
            else:
                _rename(statement.kids[1], current)
                self.count += 1
                current[target.name] = f"{target.name} {self.count}"
                target.name = current[target.name]
            for block in _blocks(statement):
                inside = Counter(loads_in(block.kids))
                self._block(block.kids, outside + loads - inside, whole=False)


def _rename(node: Node, current: dict[str, str]) -> None:
    for each in node.walk():
        if is_variable(each) and each.name in current:
            each.name = current[each.name]


def _blocks(statement: Node) -> Iterator[Node]:
    """The blocks directly inside a statement."""
    for kid in statement.kids:
        if kid.label == "block":
            yield kid


def _targets(statement: Node) -> list[Node]:
    if statement.label in ("=", "for"):
        return _places(statement.kids[0])
    return []


def _places(target: Node) -> list[Node]:
    """The variables that a target sets."""
    if target.label in ("seq", "*args"):
        return [place for kid in target.kids for place in _places(kid)]
    return [target] if is_variable(target) else []


def stores_in(body: list[Node]) -> Iterator[str]:
    """The names that statements assign to."""
    for statement in body:
        for node in statement.walk():
            for place in _targets(node):
                yield place.name


def loads_in(body: list[Node]) -> Iterator[str]:
    """A name for each time that it is read; setting an entry of an array reads the array."""
    for statement in body:
        places = {id(place) for node in statement.walk() for place in _targets(node)}
        for node in statement.walk():
            if is_variable(node) and id(node) not in places:
                yield node.name


def _first_uses(body: list[Node]) -> dict[str, str]:
    first: dict[str, str] = {}
    for statement in body:
        for name in loads_in([statement]):
            first.setdefault(name, "load")
        for name in stores_in([statement]):
            first.setdefault(name, "store")
    return first


def _without_unused(body: list[Node], loads: Counter[str]) -> bool:
    """Drops assignments that nothing reads, in the block and below."""
    kept = []
    for statement in body:
        target = assigned(statement)
        if target is not None and not loads[target.name]:
            continue
        kept.append(statement)
    changed = len(kept) < len(body)
    body[:] = kept
    for statement in body:
        for block in _blocks(statement):
            changed = _without_unused(block.kids, loads) or changed
    empty = [s for s in body if s.label in ("if", "for") and not any(b.kids for b in _blocks(s))]
    if empty:
        body[:] = [statement for statement in body if statement not in empty]
    return changed or bool(empty)


def _moved(body: list[Node], loads: Counter[str]) -> bool:
    """Moves values that are read once to where they are read, unless that is in a loop.

    What is no more than a name or a number moves everywhere.
    """
    values: dict[str, Node] = {}
    for statement in body:
        _put(statement, values, in_loop=False)
        target = assigned(statement)
        if target is not None and " " in target.name:
            value = statement.kids[1]
            if loads[target.name] == 1 or not value.kids:
                values[target.name] = value
    read = set(loads_in(body))
    kept = [s for s in body if (t := assigned(s)) is None or t.name not in values or t.name in read]
    changed = len(kept) < len(body)
    body[:] = kept
    for statement in body:
        for block in _blocks(statement):
            changed = _moved(block.kids, loads) or changed
    return changed


def _put(node: Node, values: dict[str, Node], in_loop: bool) -> None:
    """Replaces variables below the node by their values."""
    inside = in_loop or node.label in LOOPS
    for place, kid in enumerate(node.kids):
        if place == 0 and node.label in ("=", "for") and is_variable(kid):
            continue
        once = node.label == "for" and place == 1  # what a loop runs over is read once
        if is_variable(kid) and kid.name in values:
            value = values[kid.name]
            if not value.kids:
                node.kids[place] = value.copy()
            elif not inside or (once and not in_loop):
                node.kids[place] = value
        else:
            _put(kid, values, in_loop if once else inside)


def _in_order(body: list[Node]) -> list[Node]:
    for statement in body:
        for node in reversed(list(statement.walk())):  # children first
            if node.label == "block":
                node.kids = _sorted(node.kids)
            elif node.label in ASSOCIATIVE or node.label.removesuffix("()") in COMMUTATIVE:
                put_in_order(node)
    return _sorted(body)


def _sorted(body: list[Node]) -> list[Node]:
    """In the order of keys, as far as what they read and set allows."""
    if not 1 < len(body) <= _MOST_ORDERED:
        return body
    facts = [_facts(statement) for statement in body]
    waits = [0] * len(body)
    followers: list[list[int]] = [[] for _ in body]
    for later in range(len(body)):
        for earlier in range(later):
            if _depends(facts[earlier], facts[later]):
                followers[earlier].append(later)
                waits[later] += 1
    ready = [(key_of(body[i]), i) for i in range(len(body)) if not waits[i]]
    heapify(ready)
    found: list[Node] = []
    while ready:
        _, i = heappop(ready)
        found.append(body[i])
        for j in followers[i]:
            waits[j] -= 1
            if not waits[j]:
                heappush(ready, (key_of(body[j]), j))
    return found


_Facts = tuple[frozenset[str], frozenset[str], bool]


def _facts(statement: Node) -> _Facts:
    """What it reads, what it sets, and whether its place among the others matters anyway."""
    sets = set(stores_in([statement]))
    fixed = False
    for node in statement.walk():
        if node.label == "=" and node.kids[0].label == "[]":
            sets |= {each.name for each in node.kids[0].kids[0].walk() if is_variable(each)}
        fixed = fixed or node.label in LEAVING
    if statement.label.endswith("()") or statement.label in ("call", "call F"):
        sets |= set(loads_in([statement]))  # called for what it changes
    return frozenset(loads_in([statement])), frozenset(sets), fixed


def _depends(earlier: _Facts, later: _Facts) -> bool:
    if earlier[2] or later[2]:
        return True
    return bool(earlier[1] & (later[0] | later[1]) or earlier[0] & later[1])
