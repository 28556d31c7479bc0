"""The docs say what the code says. (The examples in them run by the conftest at the root.)"""

import re
from pathlib import Path

import pytest

from kvid_composition import RULES
from tools.print_docs import PAGES

ROOT = Path(__file__).parents[1]
MARKDOWN = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_is_what_the_code_says(name: str) -> None:
    assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == PAGES[name]()


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_a_page_that_counts_the_rules_counts_right(page: str) -> None:
    assert f"{len(RULES)} rules" in (ROOT / page).read_text("utf-8")
