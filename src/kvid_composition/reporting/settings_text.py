"""Settings as they hold in the end: TOML that can be used again, with who says what."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from kvid_composition.checking.settings import Settings
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, style_text
from kvid_composition.reporting.toml_text import quote_toml, write_toml_key, write_toml_list

__all__ = ["render_settings"]

_DEFAULT = "default"


def render_settings(settings: Settings, origins: Mapping[str, str]) -> Iterator[Line]:
    """Write settings as a `kvid-composition.toml`; what has no value stands as a comment.

    Args:
        settings: the settings.
        origins: of the keys that are set, who says so.
    """
    for key, value in _write_values(settings):
        yield _render_value(key, value, origins.get(key, _DEFAULT))
    for key, members in _write_tables(settings):
        yield BLANK
        head = Span(f"[{key}]", Style.TITLE)
        yield head, _render_note(origins.get(key, _DEFAULT))
        for name, value in members.items():
            yield (style_text(f"{write_toml_key(name)} = {value}"),)


def _write_values(settings: Settings) -> Iterator[tuple[str, str | None]]:
    yield "select", write_toml_list(settings.select) if settings.select else None
    yield "ignore", write_toml_list(settings.ignore)
    yield "schemas", write_toml_list(schema.name for schema in settings.schemas)
    yield "fail-on", quote_toml(settings.fail_on)
    yield "baseline", None if settings.baseline is None else quote_toml(settings.baseline)


def _write_tables(settings: Settings) -> Iterator[tuple[str, dict[str, str]]]:
    yield "severity", {rule: quote_toml(level) for rule, level in settings.severities.items()}
    yield (
        "per-file-ignores",
        {pattern: write_toml_list(rules) for pattern, rules in settings.per_file_ignores.items()},
    )
    yield (
        "limits",
        {
            field.name.replace("_", "-"): f"{getattr(settings.limits, field.name):_}"
            for field in fields(settings.limits)
        },
    )


_ABSENT = {"select": "all rules", "baseline": "none"}


def _render_value(key: str, value: str | None, origin: str) -> Line:
    if value is None:
        return (Span(f"# {key}: {_ABSENT[key]}", Style.FAINT), _render_note(origin))
    return (style_text(f"{key} = {value}"), _render_note(origin))


def _render_note(origin: str) -> Span:
    return style_text(f"  # {origin}", Style.FAINT)
