"""The host of a web URL: whether it names anything, and whether that is on the public internet."""

import re
import unicodedata
from enum import Enum
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

__all__ = ["INTERNAL_NAMES", "HostReach", "judge_host"]


class HostReach(Enum):
    """Where a browser's request for a host ends; the set is closed."""

    NOWHERE = "nowhere"
    PRIVATE = "private"
    PUBLIC = "public"


INTERNAL_NAMES: Final = frozenset(
    (
        # RFC 6761 sections 6.2 to 6.4. Its `example` is left out: the name stands for a public
        # host in documentation, and is never a machine at home.
        *("test", "localhost", "invalid"),
        # RFC 6762, multicast DNS; its appendix G lists what private networks use besides.
        *("local", "intranet", "internal", "private", "corp", "home", "lan"),
        # RFC 8375: the name of a home network.
        "home.arpa",
        # ICANN, 2018: never to be delegated, along with `corp` and `home`.
        "mail",
        # Names of other systems than the DNS: RFC 7686 and RFC 9476.
        *("onion", "alt"),
        # No standard, but the default domain of many a Linux.
        "localdomain",
    )
)
"""Names that the public DNS does not have; neither has it what is under them."""

# IANA's registries of special-purpose addresses (RFC 6890) and multicast, pinned here because
# `is_private` and `is_global` changed between patch releases of Python 3.11 and 3.12. The few
# anycast exceptions inside 192.0.0.0/24 and 2001::/23 serve no web pages.
_PRIVATE_IPV4: Final = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16"),
            *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
# RFC 4291 section 2.4: all of today's global unicast begins with the bits 001.
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_PRIVATE_IPV6: Final = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))

# Networks whose addresses carry an IPv4 address, and by how many bits it is shifted left:
# IPv4-mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
_IPV4_CARRIERS: Final = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)
_TEREDO: Final = IPv6Network("2001::/32")

# RFC 1035 section 2.3.4, as text: 63 characters a label and 253 a name, plus a trailing dot.
_MAX_NAME: Final = 253
_MAX_LABEL: Final = 63

# Letters, digits and hyphens, plus the underscore, which browsers and some CDNs take.
_ASCII_LABEL: Final = re.compile(r"[a-z0-9_-]+")
# "Ends in a number": digits, or "0x" and no or more hexadecimal digits.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_IPV6_TEXT: Final = re.compile(r"[0-9A-Fa-f:.]+")

# UTS 46 drops these from a name: soft hyphen, fillers, invisible operators, variation selectors.
_IGNORED: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0100-\U000e01ef]"
)
_IDEOGRAPHIC_STOPS: Final = re.compile("[\u3002\uff0e\uff61]")
# Symbols that UTS 46 disallows: descriptions of ideographs, and the stand-ins for lost characters.
_DISALLOWED: Final = re.compile("[\u2ff0-\u2fff\u3002\u31ef\ufffc\ufffd]")
# Letters, marks, numbers, punctuation and symbols: UTS 46 takes snowmen too.
_NAME_CATEGORIES: Final = frozenset("LMNPS")
_DEVIATIONS: Final = re.compile("[\u00df\u03c2]")
_JOINERS: Final = "\u200c\u200d"
_VIRAMA_CLASS: Final = 9

# RFC 5893 section 2, over one letter a character: L, R (with AL), A (AN), E (EN), N (NSM), o.
_BIDI_CODES: Final = {
    "L": "L",
    "R": "R",
    "AL": "R",
    "AN": "A",
    "EN": "E",
    "NSM": "N",
    **dict.fromkeys(("ES", "CS", "ET", "ON", "BN"), "o"),
}
_BIDI_LABEL: Final = re.compile(r"L(?:[LEoN]*[LE])?N*|(?!.*A.*E|.*E.*A)R(?:[RAEoN]*[RAE])?N*")


def judge_host(host: str) -> HostReach:
    """Tell what is behind the host of an http(s) URL, written as in the URL.

    `NOWHERE` is a host that is no name and no address; a percent-escape in it counts as that.
    Never raises. Follows the host parser of the WHATWG URL standard, with the lengths of
    RFC 1035, and with fewer ASCII characters: letters, digits, hyphen and underscore.
    """
    # Normalization may take quadratic time, so the length is limited before it.
    if len(host) > _MAX_NAME + 1:
        return HostReach.NOWHERE
    if host.startswith("["):
        return _judge_ipv6(host)
    name = _map_name(host).removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _judge_ipv4(labels)
    if not _is_name(labels, is_ascii=host.isascii()):
        return HostReach.NOWHERE
    return HostReach.PRIVATE if _is_internal(labels) else HostReach.PUBLIC


def _is_internal(labels: list[str]) -> bool:
    return len(labels) == 1 or not INTERNAL_NAMES.isdisjoint((labels[-1], ".".join(labels[-2:])))


def _map_name(host: str) -> str:
    """Fold case, compatibility forms and ideographic full stops, as UTS 46 does.

    Gives `""`, which is no name, where a single character such as U+2488 would bring in a dot.
    """
    if host.isascii():
        return host.lower()
    text = _IDEOGRAPHIC_STOPS.sub(".", _IGNORED.sub("", host))
    folded = unicodedata.normalize("NFKC", text).casefold()
    name = unicodedata.normalize("NFKC", folded)
    return name if name.count(".") == text.count(".") else ""


def _is_name(labels: list[str], *, is_ascii: bool) -> bool:
    written = [_write_label(label) for label in labels]
    if sum(map(len, written)) + len(written) - 1 > _MAX_NAME:
        return False
    if not all(_ASCII_LABEL.fullmatch(w) and len(w) <= _MAX_LABEL for w in written):
        return False
    decoded = [_decode_label(w) for w in written]
    # The domain parser leaves an ASCII name as it is, whatever its Punycode decodes to.
    return all(decoded) and (is_ascii or _is_unicode_name(decoded))


def _write_label(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode", "surrogatepass").decode("ascii")


def _decode_label(label: str) -> str:
    """Give the Unicode of an ASCII label; `""` for Punycode that decodes to none."""
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return ""
    return "" if decoded.isascii() else decoded


def _is_unicode_name(labels: list[str]) -> bool:
    if not all(map(_is_unicode_label, labels)):
        return False
    codes = ["".join(map(_read_bidi_code, label)) for label in labels]
    if not any(code in "RA" for code in "".join(codes)):
        return True
    return all(map(_BIDI_LABEL.fullmatch, codes))


def _read_bidi_code(character: str) -> str:
    return _BIDI_CODES.get(unicodedata.bidirectional(character), "X")


def _is_unicode_label(label: str) -> bool:
    """Tell whether UTS 46 would take a label; unknown to this Python's Unicode means no."""
    # Folding changes the two deviation characters, but UTS 46 lets them stand.
    plain = _DEVIATIONS.sub("", label)
    if _map_name(plain) != plain or label.startswith("xn--"):
        return False
    if unicodedata.category(label[0])[0] == "M":
        return False
    return all(
        _is_joiner_in_place(label, i) if c in _JOINERS else _is_name_character(c)
        for i, c in enumerate(label)
    )


def _is_name_character(character: str) -> bool:
    if _DISALLOWED.match(character):
        return False
    return unicodedata.category(character)[0] in _NAME_CATEGORIES


def _is_joiner_in_place(label: str, index: int) -> bool:
    """Apply RFC 5892 appendix A: after a virama, or a non-joiner between joining letters."""
    if index == 0:
        return False
    before, after = label[index - 1], label[index + 1 : index + 2]
    if unicodedata.combining(before) == _VIRAMA_CLASS:
        return True
    # The standard library does not know which letters join, only which are Arabic or Syriac.
    return label[index] == "\u200c" and all(
        unicodedata.bidirectional(c or "L") == "AL" for c in (before, after)
    )


def _judge_ipv4(labels: list[str]) -> HostReach:
    address = _parse_ipv4(labels)
    if address is None:
        return HostReach.NOWHERE
    return _reach(is_public=_is_public_ipv4(address))


def _reach(*, is_public: bool) -> HostReach:
    return HostReach.PUBLIC if is_public else HostReach.PRIVATE


def _parse_ipv4(parts: list[str]) -> int | None:
    """Read one to four numbers, decimal, octal or hexadecimal; the last fills what is left."""
    numbers = [n for n in map(_parse_number, parts) if n is not None]
    if len(numbers) != len(parts) or len(parts) > 4:
        return None
    *leading, last = numbers
    if any(n > 255 for n in leading) or last >= 256 ** (4 - len(leading)):
        return None
    return last + sum(n << 8 * (3 - i) for i, n in enumerate(leading))


def _parse_number(part: str) -> int | None:
    if not _NUMBER.fullmatch(part):
        return None
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    try:
        return int(part, 8 if part.startswith("0") else 10)
    except ValueError:
        return None


def _is_public_ipv4(address: int) -> bool:
    return not any(IPv4Address(address) in network for network in _PRIVATE_IPV4)


def _judge_ipv6(host: str) -> HostReach:
    text = host[1:-1]
    # Without this, Python would take the zone of "[fe80::1%25eth0]", which no browser does.
    if not host.endswith("]") or not _IPV6_TEXT.fullmatch(text):
        return HostReach.NOWHERE
    try:
        return _reach(is_public=_is_public_ipv6(IPv6Address(text)))
    except AddressValueError:
        return HostReach.NOWHERE


def _is_public_ipv6(address: IPv6Address) -> bool:
    """Judge an address that carries an IPv4 address by that one."""
    bits = int(address)
    for network, shift in _IPV4_CARRIERS:
        if address in network:
            return _is_public_ipv4(bits >> shift & 0xFFFF_FFFF)
    if address in _TEREDO:
        # RFC 4380 section 4: the server's address, and the client's with every bit flipped.
        server, client = bits >> 64 & 0xFFFF_FFFF, ~bits & 0xFFFF_FFFF
        return _is_public_ipv4(server) and _is_public_ipv4(client)
    return address in _GLOBAL_UNICAST and not any(address in n for n in _PRIVATE_IPV6)
