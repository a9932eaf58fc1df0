"""The JSON schemas beside the data are those of the models that read it."""

from __future__ import annotations

import json

import pytest

from assessor.catalogue import SCHEMAS
from assessor.resources import folder


@pytest.mark.parametrize("kind", ["catalogue", "profile", "crosswalk"])
def test_that_the_schema_file_is_that_of_the_model(kind: str) -> None:
    written = json.loads((folder("standards") / f"{kind}.schema.json").read_text("utf-8"))
    assert written == SCHEMAS[kind].model_json_schema(by_alias=True)


def test_that_every_shipped_file_names_its_schema() -> None:
    root = folder("standards")
    for path in [
        *root.glob("*/catalogue.yaml"),
        *root.glob("*/profile.yaml"),
        *root.glob("crosswalks/*.yaml"),
    ]:
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=../"), path
        assert (path.parent / first.partition("=")[2]).is_file(), path
