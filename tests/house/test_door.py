"""One door, and it tells the truth about what stands behind it."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from assessor import api

DOOR = Path(api.__file__)


def typed_names() -> dict[str, str]:
    """Names under `if TYPE_CHECKING:` with the module that each comes from."""
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    return {
        name.name: str(statement.module)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for name in statement.names
    }


def test_that_the_typed_names_are_the_lazy_names() -> None:
    assert typed_names() == api._WHERE
    assert sorted(api.__all__) == sorted(api._WHERE)


@pytest.mark.parametrize("name", sorted(api._WHERE))
def test_that_every_name_of_the_door_opens(name: str) -> None:
    assert getattr(api, name) is getattr(import_module(api._WHERE[name]), name)


def test_that_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = api.nothing
