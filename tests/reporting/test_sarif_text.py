"""Messages of SARIF: what looks like a placeholder or a link is neither."""

import pytest

from kvid_composition.reporting.sarif_text import write_message


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("There is no item 'a'.", "There is no item 'a'."),
        ("{0} and {12}", "{{0}} and {{12}}"),
        ("{} {a} [1]", "{} {a} [1]"),
        ("[here](https://example.com)", "[here] (https://example.com)"),
        ("a\x1b\n\u202e", "a\\u001b\\u000a\\u202e"),
    ],
)
def test_a_message_is_plain_text(text: str, written: str) -> None:
    assert write_message(text) == {"text": written}
