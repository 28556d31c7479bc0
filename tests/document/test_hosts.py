import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_network

import ada_url
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kvid_composition.document.hosts import INTERNAL_NAMES, HostReach, judge_host

NOWHERE, PRIVATE, PUBLIC = HostReach.NOWHERE, HostReach.PRIVATE, HostReach.PUBLIC


def ask_ada(host: str) -> str | None:
    try:
        return str(ada_url.URL(f"https://{host}/").hostname)
    except ValueError:
        return None


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "EXAMPLE.Com",
        "example.com.",
        "cdn-1.example.co.uk",
        "my_bucket.example.com",
        "-a-.example.com",
        "ab--cd.example.com",
        "a." * 126 + "b",
        "a" * 63 + ".com",
        "1.2.3.4.com",
        "0xg.a0x",
        "bücher.de",
        "bu\u0308cher.de",
        "faß.de",
        "xn--fa-hia.de",
        "xn--bcher-kva.bücher.de",
        "xn--fa-hia.bücher.de",
        "☃.net",
        "例え.テスト",
        "例。com",
        "\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45\uff0e\uff43\uff4f\uff4d",
        "exam\u00adple.com",
        "דוגמה.com",
        "مثال.إختبار",
        "क\u094d\u200d.com",
        "نامه\u200cمی.com",
        "media.example",
        "l·l.cat",
    ],
)
def test_a_name_of_the_public_dns_is_public(host: str) -> None:
    assert judge_host(host) is PUBLIC
    assert ask_ada(host) is not None


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "..",
        "a..b",
        ".example.com",
        "example.com..",
        "a b.com",
        "a%41.com",
        "a!b.com",
        "a/b.com",
        "a:b.com",
        "a[b].com",
        "\u2100.com",
        "a" * 64 + ".com",
        "ü" * 60 + ".com",
        "a." * 127 + "b",
        "a" * 1_000_000,
        "e\u0301" * 500_000,
        "ü" * 250,
        "xn--.com",
        "xn--example-.com",
        "xn--99999999.com",
        "xn--ü.com",
        "xn--8i7caa.bücher.de",
        "\u0301a.com",
        "a\u0378.com",
        "a\u200db.com",
        "a\u200cb.com",
        "\u200cü.com",
        "ب\u200dب.com",
        "ب\u200c.com",
        "\u2488com.de",
        "ü\ufffd.com",
        "ü\u2ff0.com",
        "b\ud800ü.com",
        "ü\x00.com",
        "אa.com",
        "1א.com",
        "1.אב.com",
        "ب1٣ب.com",
        "\u00ad.com",
    ],
)
def test_what_is_no_name_leads_nowhere(host: str) -> None:
    assert judge_host(host) is NOWHERE


@pytest.mark.parametrize(
    "host",
    [
        "1.2.3.256",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.09",
        "09",
        "1.16777216",
        "4294967296",
        "0x100000000",
        "example.255",
        "a.0x",
        "1..2",
        "ü.1",
        "9" * 250,
    ],
)
def test_a_host_that_ends_in_a_number_but_is_no_address_leads_nowhere(host: str) -> None:
    assert judge_host(host) is NOWHERE
    assert ask_ada(host) is None


@pytest.mark.parametrize(
    "host",
    [
        "[",
        "[]",
        "[::1",
        "[:::]",
        "[1:2]",
        "[::1%25eth0]",
        "[fe80::1%eth0]",
        "[::01.2.3.4]",
        "[g::]",
    ],
)
def test_brackets_around_no_ipv6_address_lead_nowhere(host: str) -> None:
    assert judge_host(host) is NOWHERE
    assert ask_ada(host) is None


@pytest.mark.parametrize("name", sorted(INTERNAL_NAMES))
def test_an_internal_name_and_all_under_it_is_private(name: str) -> None:
    hosts = (name, f"{name}.", f"a.{name}", f"b.a.{name.upper()}.")
    assert {judge_host(host) for host in hosts} == {PRIVATE}


@pytest.mark.parametrize(
    "host",
    [
        "nas",
        "bücher",
        "printer.",
        "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54",
        "local\u00adhost",
        "local\u2061host",
        "\u24db\u24decalho\u017ft",
        "nas。local",
    ],
)
def test_a_single_label_or_a_disguised_internal_name_is_private(host: str) -> None:
    assert judge_host(host) is PRIVATE


@pytest.mark.parametrize("host", ["local.example.com", "mylocal.com", "arpa.com", "home.arpa.com"])
def test_an_internal_name_counts_only_at_the_end(host: str) -> None:
    assert judge_host(host) is PUBLIC


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "0x7f.1",
        "0X7F000001",
        "0177.0.0.1",
        "2130706433",
        "\uff11\uff12\uff17.0.0.1",
        "127。0。0。1",
        "①②⑦.1",
        "0",
        "0x",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "198.19.0.1",
        "203.0.113.9",
        "224.0.0.251",
        "255.255.255.255",
    ],
)
def test_an_ipv4_address_inside_is_private_in_any_spelling(host: str) -> None:
    assert judge_host(host) is PRIVATE
    assert ask_ada(host) is not None


@pytest.mark.parametrize("host", ["8.8.8.8", "0x08080808", "134744072", "010.8.8.8", "172.32.0.1"])
def test_an_ipv4_address_outside_is_public_in_any_spelling(host: str) -> None:
    assert judge_host(host) is PUBLIC


@pytest.mark.parametrize(
    "host",
    [
        "[::]",
        "[::1]",
        "[FE80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::808:808]",
        "[2002:c0a8:101::1]",
        "[2001:0:808:808::f5ff:fffe]",
        "[2001:0:a00:1::f7f7:f7f7]",
    ],
)
def test_an_ipv6_address_inside_or_with_an_ipv4_one_inside_is_private(host: str) -> None:
    assert judge_host(host) is PRIVATE


@pytest.mark.parametrize(
    "host",
    [
        "[2606:4700:4700::1111]",
        "[::ffff:8.8.8.8]",
        "[64:ff9b::8.8.8.8]",
        "[2002:808:808::1]",
        "[2001:0:808:808::f7f7:f7f7]",
    ],
)
def test_an_ipv6_address_outside_is_public(host: str) -> None:
    assert judge_host(host) is PUBLIC


ipv4_addresses = st.ip_addresses(v=4).map(lambda a: IPv4Address(int(a)))


@given(ipv4_addresses)
@example(IPv4Address("100.64.0.0"))
@example(IPv4Address("224.0.0.1"))
def test_ipv4_addresses_are_private_where_python_says_so(address: IPv4Address) -> None:
    # Python changed its mind on parts of this network between patch releases.
    assume(address not in ip_network("192.0.0.0/24"))
    is_public = address.is_global and not address.is_multicast
    assert judge_host(str(address)) is (PUBLIC if is_public else PRIVATE)


@given(st.ip_addresses(v=6).map(lambda a: IPv6Address(int(a))))
def test_ipv6_addresses_that_are_public_are_global_to_python(address: IPv6Address) -> None:
    if judge_host(f"[{address}]") is PUBLIC:
        embedded = address.ipv4_mapped or address.sixtofour or address.teredo
        assert embedded or address.is_global


@given(ipv4_addresses, st.data())
def test_the_spelling_of_an_ipv4_address_does_not_matter(
    address: IPv4Address, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, 4))
    octets = list(address.packed)
    numbers = [*octets[: count - 1], int.from_bytes(address.packed[count - 1 :], "big")]
    spellings = st.sampled_from((str, hex, lambda n: f"0{n:o}", lambda n: f"0X{n:X}"))
    host = ".".join(data.draw(spellings)(number) for number in numbers)
    assert judge_host(host) is judge_host(str(address))
    assert ask_ada(host) == str(address)


@given(st.text())
def test_any_text_gets_a_verdict(host: str) -> None:
    assert judge_host(host) in HostReach


PIECES = st.sampled_from(
    [
        *(
            "a",
            "B",
            "7",
            "-",
            "_",
            ".",
            "xn--",
            "0x",
            "ü",
            "ß",
            "ς",
            "É",
            "e\u0301",
            "。",
            "\uff0e",
        ),
        *("א", "ב", "ع", "٣", "۳", "☃", "☕", "例", "ー", "·", "क\u094d", "\u200d", "\u00ad"),
        *("\ufe0f", "\u0301", "①", "⑴", "℀", "\u2488", "ﷺ", "🎬", "ﬁ", "bcher-kva", "fa-hia"),
        *("!", "%", "%41", "[", "]", ":", "1", "255", "256", "\u2260", "\u3164", "Ⴀ", "\uab70"),
    ]
)


@settings(max_examples=1000)
@given(st.lists(PIECES, min_size=1, max_size=10).map("".join))
def test_ada_takes_every_name_that_leads_somewhere(host: str) -> None:
    if judge_host(host) is NOWHERE:
        return
    ascii_host = ask_ada(host)
    assert ascii_host is not None
    assert judge_host(ascii_host) is judge_host(host)


@given(st.characters(min_codepoint=0xA1, exclude_categories=("Cs", "Cn")))
def test_ada_takes_every_character_of_a_name(character: str) -> None:
    # ada's table of writing directions is older than some right-to-left letters of Unicode 14.
    assume(unicodedata.bidirectional(character) not in {"R", "AL"})
    host = f"a{character}a.com"
    assert judge_host(host) is NOWHERE or ask_ada(host) is not None
