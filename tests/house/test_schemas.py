"""The shipped JSON schemas are those of the models that read the documents."""

from __future__ import annotations

import pytest

from assessor.api import json_schema, to_json
from assessor.api.schemas import _MODELS, document_model, schema_file


@pytest.mark.parametrize("kind", sorted(_MODELS))
def test_that_the_shipped_schema_is_the_models(kind: str) -> None:
    written = schema_file(kind).read_text(encoding="utf-8")
    assert written == to_json(json_schema(kind)) + "\n", "run: python3 dev.py schemas"


def test_that_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="novel"):
        document_model("novel")
