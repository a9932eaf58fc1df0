"""Fields, labels and what a measure may not say."""

from __future__ import annotations

from itertools import permutations

import pytest
from pydantic import BaseModel

from assessor.catalogue import SCHEMAS
from assessor.catalogue.labels import CONFIDENCES, weakest


@pytest.mark.parametrize("pair", list(permutations(CONFIDENCES, 2)))
def test_that_a_row_is_no_surer_than_its_shakiest_part(pair: tuple[str, str]) -> None:
    first, second = pair
    expected = CONFIDENCES[max(CONFIDENCES.index(first), CONFIDENCES.index(second))]  # type: ignore[arg-type]  # strings of the tuple
    assert weakest(first, second) == expected  # type: ignore[arg-type]  # strings of the tuple


@pytest.mark.parametrize("model", list(SCHEMAS.values()))
def test_that_every_field_is_described(model: type[BaseModel]) -> None:
    schema = model.model_json_schema(by_alias=True)
    objects = [schema, *schema.get("$defs", {}).values()]
    bare = [
        f"{item.get('title')}.{name}"
        for item in objects
        for name, field in item.get("properties", {}).items()
        if "description" not in field
    ]
    assert bare == []
