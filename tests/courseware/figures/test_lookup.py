"""A figure is found by the name of its files."""

import pytest

from courseware.figures import lookup


def test_every_module_of_the_catalogue_is_a_figure_and_has_a_drawing():
    assert "roc-curve" in lookup.names()
    for name in lookup.names():
        assert lookup.module(name).figure
        assert (lookup.DRAWINGS / f"{lookup.stem(name)}.ts").is_file()


@pytest.mark.parametrize("name", ["no-such-figure", "_shared", "../roc-curve"])
def test_any_other_name_is_none(name: str):
    with pytest.raises(KeyError):
        lookup.module(name)
