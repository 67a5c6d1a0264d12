"""Question types: one module each, found by being here.

A module holds, for its frozen dataclass ``Body`` (what the question asks and its key):

    parse(node) -> Body | None              faults go to the node's collector, with lines
    arrange(body, rng) -> Body              options in another order; scores stay equal
    collect(fields) -> posted               a form's fields, by part ("" for the whole), as response
    spread(answer) -> fields                the other way round; only where the plain way is not it
    read(body, posted) -> answer | Unreadable | None     None is blank
    score(body, answer) -> Score            pure; 0 to 1, feedback for each part
    open_parts(body, answer) -> int         how many parts are still blank
    in_words(body, answer) -> str           what was answered, in Markdown
    samples(body) -> Samples                right, wrong by name, unreadable
    page(body, answer, score) -> dict       for quizzes/types/<type>.html; without ``score``
                                            nothing in it tells the key

Types whose answers cannot be scored at once give a `Score` that is ``pending``, and have

    settled(body, answer, result) -> Score  from the plain ``result`` of a grading
    run(body, answer) -> result             where a worker can grade it; else a person does

Types whose answers hold an author's ids, which no open page may show (questions/opaque_ids.py):

    groups(body) -> {group: ids}            everything that needs another name
    renamed(body, name) -> body             under the names, for `page` without ``score``
    translated(response, name) -> response  a response likewise, or back again

``FEEDBACK_TELLS`` marks those whose feedback is about a part and not about what was chosen there:
a try shows it only when all is right.

Types that can be guessed blindly tell the author what that earns:

    blind(body) -> answers                  equally likely answers of somebody who knows nothing
    ticked(body) -> answer                  with everything ticked

Types that another system can hold say how:

    export(body) -> Export                a form of quizzes/exchange/forms.py, and what is lost

Responses are plain JSON values in the one written form of the type (docs/authoring/quizzes.md).
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def type_names() -> tuple[str, ...]:
    """All types: the modules here, and not what they have in common."""
    modules = pkgutil.iter_modules(__path__)
    return tuple(sorted(module.name for module in modules if not module.ispkg))


def type_named(name: str) -> ModuleType:
    """The module of a type; ``name`` is one of `type_names`."""
    if name not in type_names():
        raise LookupError(f'there is no question type "{name}"')
    return import_module(f"{__name__}.{name}")
