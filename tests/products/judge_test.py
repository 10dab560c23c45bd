#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of what judges the real products' reports and compares their databases."""
import os
import sqlite3
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["POSTERN_SOURCE"]) / "lab" / "products"))
import judge  # noqa: E402
import rows  # noqa: E402


def row(method, path, verdict, reason="so it is", declared=("bearer",)):
    return {"method": method, "path": path, "verdict": verdict, "reason": reason, "declared": list(declared)}


def report(*found, operations=()):
    return {"requests": 7, "operations": list(operations), "findings": [
        {"rule": rule, "severity": "low", "operations": [
            {"method": name.split(" ")[0], "path": name.split(" ")[1]} for name in names]} for rule, *names in found]}


class Judge(unittest.TestCase):
    known = {"findings": [{"rule": "auth-crash", "operations": ["GET /a/*"], "why": "seen by hand"}]}

    def test_reviewed_findings_pass(self):
        self.assertEqual(judge.complaints_of(report(("auth-crash", "GET /a/b")), 1, self.known, []), [])

    def test_another_operation_or_rule_does_not(self):
        for found in (("auth-crash", "GET /b"), ("auth-crash", "PUT /a/b"), ("path-variant", "GET /a/b")):
            lines = judge.complaints_of(report(("auth-crash", "GET /a/b"), found), 1, self.known, [])
            self.assertEqual(len(lines), 1, lines)
            self.assertIn("found and not reviewed: " + found[0], lines[0])

    def test_a_reviewed_finding_must_be_found(self):
        self.assertIn("reviewed and not found", judge.complaints_of(report(), 0, self.known, [])[0])

    def test_a_reviewed_finding_needs_its_reason(self):
        known = {"findings": [{"rule": "auth-crash", "operations": ["GET /a/*"]}]}
        self.assertIn("needs its reason", judge.complaints_of(report(("auth-crash", "GET /a/b")), 1, known, [])[0])

    def test_a_finding_on_the_whole_contract(self):
        known = {"findings": [{"rule": "contract-no-security", "why": "it has none"}]}
        self.assertEqual(judge.complaints_of(report(("contract-no-security",)), 1, known, []), [])

    def test_doubts_need_reasons_and_rows_must_stay(self):
        doubt = report(operations=[row("GET", "/a", "inconclusive", " "), row("GET", "/b", "inconclusive")])
        self.assertEqual(judge.complaints_of(doubt, 0, {}, []), ["inconclusive without a reason: GET /a"])
        self.assertIn("row changed", judge.complaints_of(report(), 0, {}, ["stock: new"])[0])

    def test_the_exit_status_is_held_against_the_findings(self):
        self.assertIn("exit status 3", judge.complaints_of(report(), 3, {}, [])[0])

    def test_the_share_that_was_judged(self):
        line = judge.measured("it 1.0", report(operations=[
            row("GET", "/a", "enforced"), row("GET", "/b", "inconclusive"), row("GET", "/c", "untested"),
            row("GET", "/d", "open"), row("GET", "/e", "public", declared=())]), 3.2, 0)
        self.assertEqual(line, ("it 1.0", 5, 7, "3", "50.0 %", 0, 1))


class Rows(unittest.TestCase):
    def changes(self, change, login=None):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "it.sqlite3"
            link = sqlite3.connect(file)
            link.executescript("CREATE TABLE stock (id, name); CREATE TABLE person (id, seen);"
                               "INSERT INTO stock VALUES (1, 'a'), (2, 'b'), (2, 'b'); INSERT INTO person VALUES (1, 5);")
            before = rows.of_sqlite(file)
            link.executescript(change)
            link.close()
            return rows.changes(before, rows.of_sqlite(file), login or {})

    def test_nothing(self):
        self.assertEqual(self.changes(""), [])

    def test_new_gone_and_altered(self):
        self.assertEqual(len(self.changes("INSERT INTO stock VALUES (3, 'c')")), 1)
        self.assertEqual(len(self.changes("DELETE FROM stock WHERE id = 1")), 1)
        self.assertEqual(len(self.changes("UPDATE stock SET name = 'z' WHERE id = 1")), 2)
        self.assertEqual(len(self.changes("DELETE FROM stock WHERE rowid = 3")), 1)  # one of two equal rows

    def test_what_a_login_writes(self):
        seen = "UPDATE person SET seen = 6"
        self.assertEqual(len(self.changes(seen)), 2)
        self.assertEqual(self.changes(seen, {"person": ("seen",)}), [])
        self.assertEqual(len(self.changes("UPDATE person SET id = 9", {"person": ("seen",)})), 2)
        self.assertEqual(self.changes("DELETE FROM person", {"person": "*"}), [])


if __name__ == "__main__":
    unittest.main()
