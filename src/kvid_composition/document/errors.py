"""The root of every exception that this library raises."""

__all__ = ["KvidCompositionError"]


class KvidCompositionError(Exception):
    """Base class of all exceptions of this library.

    Each room defines its own errors beside what they carry; catching this one catches them all.
    What is wrong *inside* a document is never an exception: it is an issue in a report.
    """
