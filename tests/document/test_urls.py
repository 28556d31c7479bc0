import re
import time
from collections.abc import Callable
from urllib.parse import quote

import ada_url
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvid_composition.document import urls
from kvid_composition.document.hosts import INTERNAL_NAMES
from kvid_composition.document.urls import (
    UrlFault,
    UrlFinding,
    find_url_fault,
    is_plainly_fetchable,
    last_path_segment,
    redact_text,
    redact_url,
)


def fault_of(url: str) -> UrlFault | None:
    finding = find_url_fault(url)
    return None if finding is None else finding.fault


def test_the_public_names_are_sorted() -> None:
    assert urls.__all__ == sorted(urls.__all__)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://example.com/",
        "HTTPS://Example.COM./a.mp4",
        "https://example.com:443/a.mp4",
        "https://example.com:/a.mp4",
        "https://example.com:0008443/a.mp4",
        "https://example.com?q",
        "https://example.com#f",
        "https://example.com/a%20b.mp4?x=%5B",
        "https://example.com/Grüße/視頻.mp4",
        "https://example.com/a//b/../c@2x.png;v=1",
        "https://example.com/a?b=https://user:pw@h/",
        "https://bücher.de/",
        "https://my_cdn.example.com/",
        "https://[2606:4700::1111]:8443/a",
        "https://8.8.8.8/",
        "https://0x08080808/",
    ],
)
def test_a_url_that_a_browser_fetches_has_no_fault(url: str) -> None:
    assert find_url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "is empty"),
        ("a.mp4", "is not absolute"),
        ("/a.mp4", "is not absolute"),
        ("//example.com/a.mp4", "is not absolute"),
        ("ftp://example.com/a", "is no http or https URL"),
        ("data:video/mp4,AAAA", "is no http or https URL"),
        ("blob:https://example.com/x", "is no http or https URL"),
        ("user:secret@example.com/a", "is no http or https URL"),
        ("http:example.com", "has no '//' after its scheme"),
        ("https:/example.com", "has no '//' after its scheme"),
        ("https:///example.com", "has no host"),
        ("https://", "has no host"),
        ("https://?q", "has no host"),
        ("https://:80/", "has no host"),
        ("https://user:secret@/", "has no host"),
        (" https://example.com", "starts or ends with a space"),
        ("https://example.com ", "starts or ends with a space"),
        ("https://example.com/a b", "has a space in it"),
        ("https://example.com/a\tb", "has a tab in it"),
        ("https://example.com/a\n", "has a line break in it"),
        ("https://example.com/a\r", "has a line break in it"),
        ("https:\\\\example.com", "has a backslash in it"),
        ("https://example.com/%", "has a '%' without two hexadecimal digits after it"),
        ("https://example.com/%2", "has a '%' without two hexadecimal digits after it"),
        ("https://example.com/%zz", "has a '%' without two hexadecimal digits after it"),
        ("https://example.com/\x00", "has the character U+0000 in it"),
        ("https://example.com/\x85", "has the character U+0085 in it"),
        ("https://example.com/\ud800", "has the character U+D800 in it"),
        ("https://example.com/\ufdd0", "has the character U+FDD0 in it"),
        ("https://example.com/\ufffe", "has the character U+FFFE in it"),
        ("https://example.com/\U0010ffff", "has the character U+10FFFF in it"),
        *((f"https://example.com/{c}", f"has the character {c!r} in it") for c in '"<>^`{|}[]'),
        ("https://example.com/?[", "has the character '[' in it"),
        ("https://example.com/#a#b", "has a second '#' in it"),
        ("https://example.com:65536/", "has a port that is no number up to 65535"),
        ("https://example.com:8x/", "has a port that is no number up to 65535"),
        ("https://example.com:٣/", "has a port that is no number up to 65535"),
        ("https://example.com:80:80/", "has a port that is no number up to 65535"),
        ("https://a..b/", "has the host 'a..b', which is no valid host name or address"),
        ("https://1.2.3.256/", "has the host '1.2.3.256', which is no valid host name or address"),
        ("https://[::1", "has the host '[:', which is no valid host name or address"),
        ("https://[::1]x:80", "has the host '[::1]x', which is no valid host name or address"),
        ("https://a%2Eb/", "has the host 'a%2Eb', which is no valid host name or address"),
        ("https://us er:pw@h/", "has a character in its user info that must be percent-encoded"),
        ("https://u:p%w@h/", "has a character in its user info that must be percent-encoded"),
    ],
)
def test_a_url_that_no_browser_fetches_as_written_has_a_reason(url: str, reason: str) -> None:
    assert find_url_fault(url) == UrlFinding(fault=UrlFault.NOT_FETCHABLE, reason=reason)


@pytest.mark.parametrize(
    "url", ["https://u:p@example.com/", "https://u@example.com/", "http://@h/", "http://a@b@h:1/"]
)
def test_user_info_is_a_fault_even_if_empty(url: str) -> None:
    assert fault_of(url) is UrlFault.WITH_CREDENTIALS


@pytest.mark.parametrize(
    "url", ["https://localhost:3000/a", "http://0x7f.1/", "https://[::1]/", "https://nas.local/a"]
)
def test_a_host_that_is_not_on_the_public_internet_is_a_fault(url: str) -> None:
    assert fault_of(url) is UrlFault.PRIVATE_HOST


def test_http_is_the_least_of_all_faults() -> None:
    assert fault_of("http://example.com/") is UrlFault.INSECURE
    assert fault_of("HTTP://0x08080808/") is UrlFault.INSECURE


def test_of_several_faults_the_gravest_is_given() -> None:
    assert fault_of("http://u:p@localhost/a b") is UrlFault.NOT_FETCHABLE
    assert fault_of("http://u:p@localhost/") is UrlFault.WITH_CREDENTIALS
    assert fault_of("http://localhost/") is UrlFault.PRIVATE_HOST


def test_a_long_host_is_quoted_only_in_part() -> None:
    finding = find_url_fault("https://" + "a" * 1000)
    assert finding is not None
    assert "'" + "a" * 80 + "'..." in finding.reason
    assert "a" * 81 not in finding.reason


@pytest.mark.parametrize(
    ("url", "redacted"),
    [
        ("https://user:pw@example.com/a@b", "https://***@example.com/a@b"),
        ("https://user@example.com", "https://***@example.com"),
        ("https://@example.com", "https://***@example.com"),
        ("https://a@b:c@example.com?x", "https://***@example.com?x"),
        ("http:user:pw@example.com", "http:***@example.com"),
        ("http:/user:pw@example.com", "http:/***@example.com"),
        ("http:///user:pw@example.com", "http:///***@example.com"),
        ("http:\\\\user:pw@example.com", "http:\\\\***@example.com"),
        (" ht\ttp:/\n/user:pw@example.com", " ht\ttp:/\n/***@example.com"),
        ("//user:pw@example.com\\a@b", "//***@example.com\\a@b"),
        ("user:pw@example.com", "user:***@example.com"),
        ("x:y//user:pw@example.com", "x:y//***@example.com"),
        ("https://example.com/a@b", "https://example.com/a@b"),
        ("https://example.com?a@b", "https://example.com?a@b"),
        ("https://example.com#a@b", "https://example.com#a@b"),
        ("images/a@2x.png", "images/a@2x.png"),
        ("", ""),
    ],
)
def test_user_info_is_redacted_and_nothing_else(url: str, redacted: str) -> None:
    assert redact_url(url) == redacted


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "https://cdn.example.co/a/b.mp4?x=1&y=%C3%BC",
        "https://storage.googleapis.com/kvid/clip%201.mp4?X-Goog-Signature=ab12",
        "https://example.com?a=b",
        "https://example.localfoo/",
    ],
)
def test_a_plain_url_is_plainly_fetchable(url: str) -> None:
    assert is_plainly_fetchable(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "https://example",
        "https://u@example.com",
        "https://example.com:443/",
        "https://example.com/%4",
        "https://example.com/\n",
        "https://example.com\n",
        "https://xn--a.com/",
        "https://a.xn--a/",
        *(f"https://a.{name}{end}" for name in sorted(INTERNAL_NAMES) for end in ("", "/", "?")),
    ],
)
def test_a_doubtful_url_is_not_plainly_fetchable(url: str) -> None:
    assert not is_plainly_fetchable(url)


@pytest.mark.parametrize(
    ("url", "segment"),
    [
        ("https://example.com/a/clip.mp4?x=/y.mp4#/z", "clip.mp4"),
        ("http://example.com/a/b//", "b"),
        ("https://example.com/My%20Gr%C3%BC%C3%9Fe.mp4", "My Grüße.mp4"),
        ("https://example.com/a%FFb", "a%FFb"),
        ("https://example.com/100%", "100%"),
        ("https://example.com/視頻.mp4", "視頻.mp4"),
        ("https://example.com", None),
        ("https://example.com/", None),
        ("https://example.com?/a", None),
        ("https://example.com/a/..", None),
        ("https://example.com/%2e", None),
        ("https://example.com/a%2Fb", None),
        ("https://example.com/a%5Cb", None),
        ("https://example.com/a\\b", None),
        ("https://example.com/a%00", None),
        ("https://example.com/a\x7f", None),
        ("https://example.com/a\ud800", None),
        ("clip.mp4", None),
        ("data:video/mp4,AAAA", None),
        ("", None),
    ],
)
def test_the_last_path_segment_is_a_name_for_a_file_or_none(url: str, segment: str | None) -> None:
    assert last_path_segment(url) == segment


FUNCTIONS = (find_url_fault, redact_text, redact_url, is_plainly_fetchable, last_path_segment)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "url",
    [
        *(c * 1_000_000 for c in ("a", " ", "/", "\\", "@", "\x00", "%", "http:", "/\t", "\ud800")),
        *("https://" + c * 1_000_000 for c in ("a", "a.", "[", "@", "1", "e\u0301", "%41", "ü")),
        *("https://e.com/" + c * 1_000_000 for c in ("a", "/", "%41", "%ff", "#", "ü", "%4")),
        "https://e.com:" + "0" * 1_000_000 + "x",
        "/" + "\t" * 1_000_000,
        "@" + "http:" * 200_000,
    ],
    ids=lambda value: None if callable(value) else ascii(value[:16]),
)
def test_a_megabyte_is_no_trouble(function: Callable[[str], object], url: str) -> None:
    start = time.perf_counter()
    function(url)
    # Quadratic time would be hours.
    assert time.perf_counter() - start < 5


@given(st.text(), st.sampled_from(FUNCTIONS))
def test_no_text_raises(url: str, function: Callable[[str], object]) -> None:
    function(url)
    function("https://" + url)
    function("https://example.com/" + url)


HOSTS = st.sampled_from(
    [
        *("example.com", "EXAMPLE.com.", "a..b", "", "localhost", "nas.local", "a_b.com", "-a.de"),
        *("127.1", "0x7f.0.0.1", "8.8.8.8", "08.8.8.8", "1.2.3.256", "1.2.3.4.5", "4294967296"),
        *("[::1]", "[::ffff:1.2.3.4]", "[::1", "[1::2::3]", "[::1%25a]", "[2606:4700::1]", "a]"),
        *("bücher.de", "faß.de", "☃.net", "例え。jp", "א.com", "aא.com", "xn--a", "xn--fa-hia.de"),
        *(
            "\uff11.1",
            "a%41.com",
            "a<b",
            "a b",
            "\u2488com",
            "a\u200db.c",
            "a" * 64 + ".com",
            "ex\u00adample.com",
        ),
    ]
)
NASTY = st.sampled_from(
    [
        *("a", "/", "//", "/.", "/..", "%2e", "%2E%2e/", "?", "#", "@", ":", "'", "%41", "%", "%4"),
        *("é", "視", "🎬", " ", "\t", "\n", "\x00", "\x7f", "\x85", "\u00a0", "\u2028", "\ufeff"),
        *(
            "\\",
            "[",
            "]",
            "<",
            '"',
            "`",
            "{",
            "|",
            "^",
            "\ufdd0",
            "\uffff",
            "\U0001fffe",
            "~!$&()*",
        ),
    ]
)
TAILS = st.builds(
    "{}{}".format, st.sampled_from(["", "/", "?", "#"]), st.lists(NASTY, max_size=6).map("".join)
)
URLS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(
        ["https://"] * 5 + ["http://", "HTTPS://", "http:/", "http:", "https:///", "//"]
    ),
    st.sampled_from([""] * 5 + ["u:p@", "@", "u@v@", "u/p@"]),
    HOSTS | st.just("example.com"),
    st.sampled_from([""] * 3 + [":", ":80", ":443", ":08443", ":65536", ":x", ":8:8"]),
    TAILS | st.text(max_size=3),
)
# RFC 3986's own cut, from its appendix B; a different way from the module's.
RFC_3986 = re.compile(r"([^:]+)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
UNIT = "!$&'()*+,-./:;=?@_~%[]#"


def is_acceptable(url: str) -> bool:
    return fault_of(url) not in {UrlFault.NOT_FETCHABLE, UrlFault.WITH_CREDENTIALS}


def encode(text: str | None) -> str:
    return quote(text or "", safe=UNIT)


def has_dot_segment(path: str) -> bool:
    return any(s.lower().replace("%2e", ".") in {".", ".."} for s in path.split("/"))


@given(URLS)
@settings(max_examples=500)
def test_ada_changes_only_the_spelling_of_a_fetchable_url(url: str) -> None:
    if not is_acceptable(url):
        return
    parsed = ada_url.URL(url)
    match = RFC_3986.fullmatch(url)
    assert match is not None
    scheme, authority, path, query, fragment = match.groups()
    assert parsed.protocol == f"{scheme.lower()}:"
    assert (parsed.username, parsed.password) == ("", "")
    if re.fullmatch(r"[A-Za-z_.-]+(:[0-9]*)?", authority):
        assert parsed.hostname == authority.partition(":")[0].lower()
    if not has_dot_segment(path):
        assert parsed.pathname == encode(path or "/")
    rest = encode(query).replace("'", "%27") + encode(fragment)
    assert parsed.href == f"{parsed.protocol}//{parsed.host}{parsed.pathname}{rest}"


@given(st.text("aZ0:@'~!;=.-ü[]"))
def test_ada_finds_user_info_where_this_finds_it(user_info: str) -> None:
    url = f"https://{user_info}@example.com/"
    assert fault_of(url) is UrlFault.WITH_CREDENTIALS
    assert ada_url.URL(url).hostname == "example.com"


@given(URLS)
@settings(max_examples=500)
def test_a_url_spelled_by_ada_has_the_same_fault_as_before(url: str) -> None:
    if is_acceptable(url):
        assert fault_of(str(ada_url.URL(url).href)) is fault_of(url)


@given(URLS)
def test_a_plainly_fetchable_url_has_no_fault(url: str) -> None:
    assert not is_plainly_fetchable(url) or find_url_fault(url) is None


LIKE_PLAIN = re.compile(
    r"https://(xn--)?([a-z0-9-]{1,4}\.){1,7}(local|[a-z]{2,4})([/?#:][a-z%0-9F?'/.]*)?"
)


@given(st.from_regex(LIKE_PLAIN, fullmatch=True))
@settings(max_examples=500)
def test_what_only_looks_plain_is_not_taken_for_fetchable(url: str) -> None:
    assert not is_plainly_fetchable(url) or find_url_fault(url) is None


SECRETS = st.text(st.characters(exclude_characters="/?#\\"), max_size=20).map("s3cr3t{}".format)


@given(
    st.sampled_from(
        ["https://", "http:", "http:/", "http:///", "//", "ftp://", "ht\ttp:/\t/", " x://"]
    ),
    SECRETS,
    st.text(),
)
def test_a_redacted_url_has_no_password(start: str, secret: str, rest: str) -> None:
    url = f"{start}user:{secret}@{rest}"
    assert "s3cr3t" not in redact_url(url).removesuffix(rest)


@given(
    st.text(),
    st.sampled_from(["https://", "http:", "http:///", "//", "ftp://", "ht\ttp:/\t/", "x:\\\\"]),
    SECRETS,
    st.text(),
    st.booleans(),
)
def test_a_redacted_text_has_no_password(
    before: str, start: str, secret: str, rest: str, is_whole: bool
) -> None:
    text = f"{before}{start}user:{secret}@{rest}"
    assert "s3cr3t" not in redact_text(text, is_whole=is_whole).removesuffix(rest)


@given(st.sampled_from(["https://", "http:", "http:///"]), SECRETS, URLS | st.text())
def test_no_reason_shows_a_password(start: str, secret: str, rest: str) -> None:
    finding = find_url_fault(f"{start}user:{secret}@{rest}")
    assert finding is None or "s3cr3t" not in finding.reason


@given(URLS | st.text())
def test_redacting_twice_is_redacting_once(url: str) -> None:
    assert redact_url(redact_url(url)) == redact_url(url)
