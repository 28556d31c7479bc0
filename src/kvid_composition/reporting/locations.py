"""Locations: files as reports name them, relative to the checkout, with slashes, or as URIs."""

import ntpath
import posixpath
import re
from typing import Final
from urllib.parse import quote

from kvid_composition.reporting.render_settings import RenderSettings

__all__ = ["locate_file", "write_uri"]

# A drive and a separator, or two backslashes before the name of a computer.
_WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")
# What is no file, such as the standard input, lies in no folder.
_NO_FILE: Final = re.compile(r"<[^/\\]*>")
# No system opens a path that is longer; one that somebody gave all the same is cut.
_LONGEST: Final = 4096


def locate_file(path: str, settings: RenderSettings) -> str:
    """Name a file as seen from `root`, with slashes; one that lies elsewhere by its whole path.

    On Windows, which the folders of the settings tell, a backslash is a separator; elsewhere it is
    a character like any other.
    """
    if _NO_FILE.fullmatch(path):
        return path
    is_windows = _is_of_windows(path, settings)
    system = ntpath if is_windows else posixpath
    folder = settings.root or settings.directory
    whole = system.normpath(system.join(settings.directory, path))
    start = system.join(system.normpath(folder), "") if folder else ""
    is_inside = system.normcase(whole).startswith(system.normcase(start))
    name = whole[len(start) :] if is_inside else whole
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    return shown.replace("\\", "/") if is_windows else shown


def _is_of_windows(path: str, settings: RenderSettings) -> bool:
    return bool(_WINDOWS.match(settings.directory or settings.root or path))


def write_uri(path: str, settings: RenderSettings) -> tuple[str, bool]:
    """Write a file as a URI, and tell whether it is relative to `root`.

    Bytes that are no UTF-8, which Python keeps in a path as lone surrogates, are written as they
    are; other lone surrogates as their code points. Source: RFC 3986, section 4.2; RFC 8089.
    """
    name = locate_file(path, settings)
    if _is_of_windows(path, settings) and _WINDOWS.match(name):
        return f"file:///{_encode(name, ':')}", False
    if _is_of_windows(path, settings) and name.startswith("//"):
        return f"file:{_encode(name)}", False
    if name.startswith("/"):
        return f"file://{_encode(name)}", False
    return _encode(name), True


def _encode(name: str, also: str = "") -> str:
    try:
        return quote(name.encode("utf-8", "surrogateescape"), safe=f"/{also}")
    except UnicodeEncodeError:
        return quote(name.encode("utf-8", "backslashreplace"), safe=f"/{also}")
