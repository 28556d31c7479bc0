"""What has a document: every model, and nothing that only looks like one."""

import pytest

from kvid_composition import Composition, Track
from kvid_composition.model.documented import Documented, read_plain


def test_a_model_is_read_as_its_document() -> None:
    assert read_plain(Track(id="t", items=("a",))) == {"id": "t", "items": ["a"]}


def test_every_model_is_documented() -> None:
    assert issubclass(Composition, Documented)


def test_what_only_has_the_method_is_given_as_it_is() -> None:
    class Similar:
        def to_document(self) -> dict[str, object]:
            raise AssertionError

    similar = Similar()
    assert read_plain(similar) is similar


def test_each_kind_of_model_writes_itself() -> None:
    with pytest.raises(NotImplementedError):
        Documented().to_document()
