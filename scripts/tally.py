#!/usr/bin/python3
"""Counts what CTest ran: `tally.py BUILD JUNIT` prints "passed failed skipped" for the stage that ran it.

A test program that left a GoogleTest report in BUILD/results counts with each of its cases, any other as one. A program
that failed although all its cases passed (a leak found at its end, say) adds one failure.
"""

import pathlib
import sys
import xml.etree.ElementTree as xml


def cases(report):
    """(passed, failed, skipped) of one GoogleTest report."""
    passed = failed = skipped = 0
    for case in xml.parse(report).iter("testcase"):
        if case.find("failure") is not None:
            failed += 1
        elif case.get("status") == "notrun" or case.get("result") in ("skipped", "suppressed"):
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def entry(build, test):
    """(passed, failed, skipped) of one CTest entry."""
    status = test.get("status")
    report = build / "results" / f"{test.get('name')}.xml"
    if status in ("run", "fail") and report.exists():
        passed, failed, skipped = cases(report)
        if status == "fail" and failed == 0:
            failed = 1
        return passed, failed, skipped
    if status == "run":
        return 1, 0, 0
    if status in ("notrun", "disabled"):
        return 0, 0, 1
    return 0, 1, 0


def main():
    build, junit = map(pathlib.Path, sys.argv[1:3])
    totals = [entry(build, test) for test in xml.parse(junit).iter("testcase")]
    print(*(sum(column) for column in zip((0, 0, 0), *totals)))


main()
