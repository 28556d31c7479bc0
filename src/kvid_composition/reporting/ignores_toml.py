"""Per-file ignores as TOML, to be pasted into a configuration."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kvid_composition.reporting.toml_text import quote_toml, write_toml_list

__all__ = ["write_ignores"]

_TABLE: Final = "per-file-ignores"


def write_ignores(ignores: Mapping[str, Iterable[str]], section: str = "") -> Iterator[str]:
    """Write a table of ignores, line by line: `"/old/*.json" = ["REF101", "TIM105"]`.

    Args:
        ignores: the rules, by pattern; no pattern has half of a surrogate pair in it.
        section: the table that this one is in: "tool.kvid-composition" in a `pyproject.toml`.
    """
    yield f"[{section}.{_TABLE}]" if section else f"[{_TABLE}]"
    for pattern, references in ignores.items():
        yield f"{quote_toml(pattern)} = {write_toml_list(references)}"
