"""The root of every exception that this library raises."""

from typing import Any

__all__ = ["KvidCompositionError"]


class KvidCompositionError(Exception):
    """Base class of all exceptions of this library.

    Each room defines its own errors beside what they carry; catching this one catches them all.
    What is wrong *inside* a document is never an exception: it is an issue in a report.

    All of them survive `copy` and `pickle`, so that workers can hand them over.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own way calls the class with what it keeps, the message; ours take more.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(
    kind: type[KvidCompositionError], arguments: tuple[Any, ...], state: dict[str, Any]
) -> KvidCompositionError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error
