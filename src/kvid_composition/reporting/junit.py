"""A run as JUnit XML, which nearly every CI shows as tests: a suite a file, a case an issue."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import escape_text
from kvid_composition.reporting.issue_words import name_place, name_pointer, name_related
from kvid_composition.reporting.locations import locate_file
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["write_junit"]

_TOOL: Final = "kvid-composition"
# What escape_text leaves, but XML 1.0, section 2.2, does not take.
_NO_XML: Final = re.compile("[\ufffe\uffff]")


def write_junit(run: Run, settings: RenderSettings) -> str:
    """Write a run as XML 1.0 in UTF-8.

    A file without issues is one case that passes. An issue is a case that fails; one that is
    milder than `fail_on` is a case that is skipped, so that what is red is what fails the run. A
    path that could not be read is a case with an error.
    """
    root = ET.Element("testsuites", name=_TOOL)
    root.extend(_write_unreadable(path, settings) for path in run.unreadable)
    for file, issues in zip(run.files, run.pick_worst(settings.most), strict=True):
        root.append(_write_file(file, issues, settings))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _write_unreadable(path: Unreadable, settings: RenderSettings) -> ET.Element:
    name = _clean(locate_file(path.address, settings))
    case = ET.Element("testcase", name="readable", classname=name, file=name)
    ET.SubElement(case, "error", type="unreadable-input", message=_clean(path.reason))
    return _write_suite(name, [case])


def _write_file(file: CheckedFile, issues: Sequence[Issue], settings: RenderSettings) -> ET.Element:
    name = _clean(locate_file(file.address, settings))
    cases = list(_list_cases(file, issues, settings, name))
    if not cases:
        cases.append(ET.Element("testcase", name="sound", classname=name, file=name))
    return _write_suite(name, cases)


def _list_cases(
    file: CheckedFile, issues: Sequence[Issue], settings: RenderSettings, name: str
) -> Iterator[ET.Element]:
    seen = Counter[str]()
    for issue in issues:
        title = _clean(f"{issue.code} {issue.name} {name_pointer(issue.path)}")
        seen[title] += 1
        again = f" ({seen[title]})" if seen[title] > 1 else ""
        case = ET.Element("testcase", name=f"{title}{again}", classname=name, file=name)
        if issue.line:
            case.set("line", str(issue.line))
        outcome = _start_outcome(case, issue.severity, settings)
        outcome.set("message", _clean(issue.message))
        outcome.text = "\n".join(_word_issue(file, issue))
        yield case
    yield from _list_left(file, issues, settings, name)


def _list_left(
    file: CheckedFile, issues: Sequence[Issue], settings: RenderSettings, name: str
) -> Iterator[ET.Element]:
    """Give a case for the issues of each severity that are counted, but not listed."""
    listed = Counter(issue.severity for issue in issues)
    for severity in Severity:
        left = file.report.count()[severity] - listed[severity]
        if left:
            title = f"{count_nouns(left, f'more {severity.value}')} not listed"
            case = ET.Element("testcase", name=title, classname=name, file=name)
            _start_outcome(case, severity, settings).set("message", title)
            yield case


def _start_outcome(case: ET.Element, severity: Severity, settings: RenderSettings) -> ET.Element:
    threshold = settings.fail_on
    if threshold is not None and severity.rank <= threshold.rank:
        return ET.SubElement(case, "failure", type=severity.value)
    return ET.SubElement(case, "skipped", type=severity.value)


def _word_issue(file: CheckedFile, issue: Issue) -> Iterator[str]:
    yield _clean(f"{name_place(file, issue)}: {issue.severity} {issue.code} {issue.message}")
    yield _clean(f"at {name_pointer(issue.path)}")
    if issue.related:
        yield _clean(f"see {name_related(issue.related)}")
    yield _clean(f"hint: {issue.hint}")


def _write_suite(name: str, cases: Sequence[ET.Element]) -> ET.Element:
    kinds = Counter(outcome.tag for case in cases for outcome in case)
    suite = ET.Element(
        "testsuite",
        name=name,
        tests=str(len(cases)),
        failures=str(kinds["failure"]),
        errors=str(kinds["error"]),
        skipped=str(kinds["skipped"]),
    )
    suite.extend(cases)
    return suite


def _clean(text: str) -> str:
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", escape_text(text))
