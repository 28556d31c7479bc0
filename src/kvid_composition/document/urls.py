"""What a browser would make of a URL: pure text, read as the WHATWG URL standard reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import unquote

from kvid_composition.document.hosts import INTERNAL_NAMES, HostReach, judge_host
from kvid_composition.document.limits import MESSAGE_CHARACTERS

__all__ = [
    "UrlFault",
    "UrlFinding",
    "find_url_fault",
    "find_user_infos",
    "is_plainly_fetchable",
    "last_path_segment",
    "redact_text",
    "redact_url",
]


class UrlFault(Enum):
    """What can be wrong with a URL, the gravest first; the set is closed.

    One URL has one fault: of several, the first of these.
    """

    NOT_FETCHABLE = "not-fetchable"
    WITH_CREDENTIALS = "with-credentials"
    PRIVATE_HOST = "private-host"
    INSECURE = "insecure"


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlFinding:
    """A fault of a URL.

    Attributes:
        fault: which one.
        reason: a phrase that goes on from "The URL", such as "has no host". It quotes at most
            `MESSAGE_CHARACTERS` of a value, and never any user info.
    """

    fault: UrlFault
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _WebUrl:
    """An http(s) URL, cut where a browser cuts it; `tail` is its path, query and fragment."""

    is_secure: bool
    has_user_info: bool
    host: str
    port: str
    tail: str


# The standard ends Unicode's planes with two noncharacters each, which are no URL code points.
_ASTRAL: Final = "".join(
    f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17)
)
# "URL units" are URL code points and percent-escapes. "#" begins the fragment, and brackets
# enclose an IPv6 address, so these three are judged by their place.
_NO_URL_UNIT: Final = re.compile(
    r"[^!$&'()*+,\-./0-9:;=?@A-Z_a-z~%#\[\]"
    rf"\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_ASTRAL}]|%(?![0-9A-Fa-f]{{2}})"
)
_STRAY_BRACKET: Final = re.compile(r"[\[\]]")

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB_SCHEME: Final = re.compile(r"https?:", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"//([^/?#]*)")
_MAX_PORT: Final = 65535

_NAMED_CHARACTERS: Final = {
    " ": "has a space in it",
    "\t": "has a tab in it",
    "\n": "has a line break in it",
    "\r": "has a line break in it",
    "\\": "has a backslash in it",
    "%": "has a '%' without two hexadecimal digits after it",
}

# Where user info can begin. Browsers skip tabs and line breaks, take "\" for "/", and do not
# insist on two slashes after "http:", so a broken URL must be searched in all these places.
_USER_INFO_STARTS: Final = (
    re.compile(r"\A[^/?#\\:]*:[/\\\t\r\n]*"),
    re.compile(r"[/\\][\t\r\n]*[/\\][/\\\t\r\n]*"),
)
_USER_INFO_END: Final = re.compile(r"[/?#\\]")

# The same in any text, with all that a browser could take for user info and host.
_AUTHORITY_IN_TEXT: Final = re.compile(
    r"((?:https?|wss?|ftp):[/\\\t\r\n]*|[/\\][\t\r\n]*[/\\][/\\\t\r\n]*)([^/?#\\]*+)",
    re.IGNORECASE,
)

_WEB_PATH: Final = re.compile(r"https?://[^/?#]*([^?#]*)", re.IGNORECASE)
_NO_NAMES: Final = frozenset(("", ".", ".."))
# No file system takes these in a name, and UTF-8 has no lone surrogates.
_NO_FILENAME: Final = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\ud800-\udfff]")

_INTERNAL_ENDS: Final = "|".join(sorted({name.rpartition(".")[2] for name in INTERNAL_NAMES}))
_SAFE: Final = r"[A-Za-z0-9/._~!$&'()*+,;=:@?-]*+"
# Deliberately narrow. Possessive quantifiers, because nothing here is ever worth a second try.
_PLAINLY_FETCHABLE: Final = re.compile(
    r"https://"
    # Five labels of 40 characters and a last one of 24 stay below the 253 of a name.
    r"(?:(?!xn--)[a-z0-9-]{1,40}+\.){1,5}+"
    rf"(?!(?:{_INTERNAL_ENDS})(?![a-z]))[a-z]{{2,24}}+"
    rf"(?:[/?]{_SAFE}(?:%[0-9A-Fa-f]{{2}}{_SAFE})*+)?+"
)


def is_plainly_fetchable(url: str) -> bool:
    """Tell quickly that a URL has no fault; False means only that `find_url_fault` must look."""
    return _PLAINLY_FETCHABLE.fullmatch(url) is not None


def find_url_fault(url: str) -> UrlFinding | None:
    """Find the gravest fault of a URL; None for one that a browser fetches as it is written.

    Never raises, and takes time in proportion to the URL's length. Follows the URL parser of
    the WHATWG standard without a base URL, but takes each of its validation errors for a fault,
    except an unusual spelling of an address. Rules MED102, MED103, MED104 and MED110.
    """
    parts = _split_url(url)
    if isinstance(parts, str):
        return UrlFinding(fault=UrlFault.NOT_FETCHABLE, reason=parts)
    reason = _find_bad_part(parts)
    reach = judge_host(parts.host)
    if reason is None and reach is HostReach.NOWHERE:
        reason = f"has the host {_quote(parts.host)}, which is no valid host name or address"
    if reason is not None:
        return UrlFinding(fault=UrlFault.NOT_FETCHABLE, reason=reason)
    return _find_risk(parts, reach)


def _find_risk(parts: _WebUrl, reach: HostReach) -> UrlFinding | None:
    if parts.has_user_info:
        reason = "has user info before its host"
        return UrlFinding(fault=UrlFault.WITH_CREDENTIALS, reason=reason)
    if reach is HostReach.PRIVATE:
        reason = f"has the host {_quote(parts.host)}, which is not on the public internet"
        return UrlFinding(fault=UrlFault.PRIVATE_HOST, reason=reason)
    if not parts.is_secure:
        return UrlFinding(fault=UrlFault.INSECURE, reason="uses http, not https")
    return None


def _quote(value: str) -> str:
    if len(value) <= MESSAGE_CHARACTERS:
        return repr(value)
    return f"{value[:MESSAGE_CHARACTERS]!r}..."


def _split_url(url: str) -> _WebUrl | str:
    """Cut a URL up; a text is the reason why that is impossible."""
    if not url:
        return "is empty"
    if _NO_URL_UNIT.search(url):
        return _describe_bad_unit(url)
    scheme = _WEB_SCHEME.match(url)
    if scheme is None:
        # The scheme is not quoted: in "user:password@host" it is a user name.
        return "is no http or https URL" if _SCHEME.match(url) else "is not absolute"
    authority = _AUTHORITY.match(url, scheme.end())
    if authority is None:
        return "has no '//' after its scheme"
    _, at, place = authority[1].rpartition("@")
    host, port = _split_port(place)
    return _WebUrl(
        is_secure=len(scheme[0]) == len("https:"),
        has_user_info=bool(at),
        host=host,
        port=port,
        tail=url[authority.end() :],
    )


def _split_port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, _, port = place.rpartition(":")
        return (place, "") if place.endswith("]") else (host, port)
    host, _, port = place.partition(":")
    return host, port


def _describe_bad_unit(url: str) -> str:
    if url != url.strip(" "):
        return "starts or ends with a space"
    # Not even one character of a password is ever shown.
    bad = _NO_URL_UNIT.search(redact_url(url))
    if bad is None:
        return "has a character in its user info that must be percent-encoded"
    return _NAMED_CHARACTERS.get(bad[0]) or f"has the character {_show(bad[0])} in it"


def _show(character: str) -> str:
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"


def _find_bad_part(parts: _WebUrl) -> str | None:
    """Find what is wrong with a URL's parts, each by itself, save for what its host means."""
    if not parts.host:
        return "has no host"
    if not _is_port(parts.port):
        # Not quoted: in "https://user:pass/word@host" it is a piece of the password.
        return f"has a port that is no number up to {_MAX_PORT}"
    if parts.tail.count("#") > 1:
        return "has a second '#' in it"
    bracket = _STRAY_BRACKET.search(parts.tail)
    return bracket and f"has the character {bracket[0]!r} in it"


def _is_port(port: str) -> bool:
    # An empty port is the default one; zeros in front are no error, and int() has a limit.
    digits = port.lstrip("0")
    if not digits:
        return True
    return len(digits) <= 5 and digits.isascii() and digits.isdigit() and int(digits) <= _MAX_PORT


def redact_url(url: str) -> str:
    """Replace the user info of a URL by `***`, however broken the URL is.

    Rather too much than too little: also in `mailto:` and in what only looks like a URL.
    """
    for start in _USER_INFO_STARTS:
        url = _redact_after(start, url)
    return url


def _redact_after(start: re.Pattern[str], url: str) -> str:
    before = start.search(url)
    if before is None:
        return url
    after = _USER_INFO_END.search(url, before.end())
    at = url.rfind("@", before.end(), after.start() if after else len(url))
    return url if at == -1 else f"{url[: before.end()]}***{url[at:]}"


def redact_text(text: str, *, is_whole: bool = True) -> str:
    """Replace the user info of every URL in a text by `***`, in time linear in its length.

    Rather too much than too little. With `is_whole` False the text is the beginning of another one:
    what goes on behind its end may be user info, and is replaced, too.
    """
    if is_whole and "@" not in text:
        return text
    parts: list[str] = []
    seen = 0
    for start, end in find_user_infos(text, is_whole=is_whole):
        parts += (text[seen:start], "***")
        seen = end
    return "".join((*parts, text[seen:]))


def find_user_infos(text: str, *, is_whole: bool = True) -> Iterator[tuple[int, int]]:
    """Find where `redact_text` would put `***`: begin and end of each user info, in order."""
    for found in _AUTHORITY_IN_TEXT.finditer(text):
        start, end = found.span(2)
        if end == len(text) and not is_whole:
            yield start, end
        elif (at := text.rfind("@", start, end)) >= 0:
            yield start, at


def last_path_segment(url: str) -> str | None:
    """Give what a browser would call the download: the last non-empty segment of the path.

    Percent-escapes are decoded as UTF-8, or left alone where they are not UTF-8. None if the
    URL is not http(s), if it has no such segment, or if that is no name for a file: `.`, `..`,
    or with a slash, backslash, control character or lone surrogate.
    """
    path = _WEB_PATH.match(url)
    if path is None:
        return None
    segment = _decode_segment(path[1].rstrip("/").rpartition("/")[2])
    return None if segment in _NO_NAMES or _NO_FILENAME.search(segment) else segment


def _decode_segment(segment: str) -> str:
    try:
        return unquote(segment, errors="strict")
    except UnicodeError:
        return segment
