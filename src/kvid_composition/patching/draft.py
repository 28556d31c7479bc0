"""The draft: a document in the making, of which only what is touched has been copied."""

from typing import Any, Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.pointer import PointerError, format_pointer, parse_index
from kvid_composition.document.values import JsonValue, is_array, is_object
from kvid_composition.patching.scales import Scales, list_parts

__all__ = ["Draft"]

_END: Final = "-"
"""RFC 6901, section 4: the entry after the last one of an array."""


class Draft:
    """A document that is being changed; containers are copied when they are first written to.

    Attributes:
        scales: what its parts weigh, as far as anybody asked.
    """

    def __init__(self, document: JsonValue) -> None:
        self.scales = Scales()
        self._root: list[Any] = [document]
        # The containers that nobody else holds. They are kept, or another one could get their id.
        self._owned: dict[int, Any] = {id(self._root): self._root}

    @property
    def document(self) -> Any:
        """The document as it is now."""
        return self._root[0]

    def read(self, tokens: tuple[str, ...]) -> Any:
        """Give the value at a place.

        Raises:
            PointerError: there is none.
        """
        value = self._root[0]
        for depth, token in enumerate(tokens):
            value = value[_find_step(value, token, tokens[: depth + 1])]
        return value

    def add(self, tokens: tuple[str, ...], value: JsonValue) -> None:
        """Insert into an array, or set a member of an object (RFC 6902, section 4.1).

        Raises:
            PointerError: nothing can be put there.
        """
        holder, token = self._open_holder(tokens)
        if is_object(holder):
            holder[token] = value
        elif holder is self._root:
            holder[0] = value
        else:
            index = len(holder) if token == _END else parse_index(token)
            if index is None or index > len(holder):
                reason = f"{quote_text(token)} is no place in an array of {len(holder)} entries"
                raise PointerError(format_pointer(tokens), reason)
            holder.insert(index, value)

    def replace(self, tokens: tuple[str, ...], value: JsonValue) -> None:
        """Put another value where there is one.

        Raises:
            PointerError: there is none.
        """
        holder, token = self._open_holder(tokens)
        holder[_find_step(holder, token, tokens)] = value

    def remove(self, tokens: tuple[str, ...]) -> None:
        """Take a value out; later entries of an array move up.

        Raises:
            PointerError: there is none.
        """
        holder, token = self._open_holder(tokens)
        del holder[_find_step(holder, token, tokens)]

    def disown(self, value: JsonValue) -> None:
        """Note that a value is going to stand in another place as well: it is copied on writing."""
        pending, seen = [value], set[int]()
        while pending:
            part = pending.pop()
            if id(part) not in seen and (is_object(part) or is_array(part)):
                seen.add(id(part))
                self._owned.pop(id(part), None)
                pending += list_parts(part)

    def _open_holder(self, tokens: tuple[str, ...]) -> tuple[Any, str]:
        """Give the container that holds a place, ready to be written to, and the last token."""
        if not tokens:
            return self._root, "0"
        holder = self._open_part(self._root, 0, ())
        for depth, token in enumerate(tokens[:-1], 1):
            holder = self._open_part(
                holder, _find_step(holder, token, tokens[:depth]), tokens[:depth]
            )
        return holder, tokens[-1]

    def _open_part(self, holder: Any, step: Any, tokens: tuple[str, ...]) -> Any:
        """Give a container that is a part of another one, after copying it where it is shared."""
        part = holder[step]
        if not is_object(part) and not is_array(part):
            raise PointerError(format_pointer(tokens), "only objects and arrays have parts")
        if id(part) not in self._owned:
            holder[step] = part = part.copy()
            self._owned[id(part)] = part
        self.scales.forget(part)
        return part


def _find_step(holder: Any, token: str, tokens: tuple[str, ...]) -> Any:
    """Give the key or index under which a container holds something.

    Raises:
        PointerError: it holds nothing there.
    """
    if is_object(holder):
        if token in holder:
            return token
        raise PointerError(format_pointer(tokens), "there is no such member")
    if not is_array(holder):
        raise PointerError(format_pointer(tokens), "only objects and arrays have parts")
    index = parse_index(token)
    if index is None or index >= len(holder):
        reason = f"{quote_text(token)} is no entry of an array with {len(holder)}"
        raise PointerError(format_pointer(tokens), reason)
    return index
