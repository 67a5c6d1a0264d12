from dataclasses import dataclass

from quizzes.questions.encoding import decode, encode


@dataclass(frozen=True)
class Leaf:
    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    keys: dict[str, dict[str, str]]
    span: tuple[int, float]
    best: Leaf | None = None


def test_values_come_back_equal_in_their_classes():
    tree = Tree((Leaf("a", 0.5), Leaf("b")), {"x": {"p": "q"}}, (1, 2.0), Leaf("c"))
    assert decode(Tree, encode(tree)) == tree
    bare = Tree((), {}, (0, 0.0))
    assert decode(Tree, encode(bare)) == bare


def test_a_whole_number_where_a_float_is_declared_becomes_one():
    assert decode(Leaf, {"name": "a", "weight": 2}) == Leaf("a", 2.0)
    assert isinstance(decode(Leaf, {"name": "a", "weight": 2}).weight, float)
