"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

__all__ = ["draw_table"]


def draw_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a table with a line for each row."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
