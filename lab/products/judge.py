# SPDX-License-Identifier: Apache-2.0
"""A scan's report against the findings that were reviewed by hand, and the table of the docs."""
import collections
import fnmatch

COLUMNS = ("product", "operations", "requests", "seconds", "judged", "findings", "inconclusive")


def name_of(operation):
    return ("%s %s" % (operation["method"], operation["path"])).strip()


def pairs(report):
    """Pairs of rule and operation; a finding on the contract or the target has operation ""."""
    return sorted({(finding["rule"], name_of(operation)) for finding in report["findings"]
                   for operation in finding["operations"] or [{"method": "", "path": ""}]})


def covers(entry, rule, operation):
    return entry["rule"] == rule and any(
        fnmatch.fnmatchcase(operation, pattern) for pattern in entry.get("operations", [""]))


def complaints_of(report, status, reviewed, changed):
    """What makes the run fail, a line each."""
    known, found, lines = reviewed.get("findings") or [], pairs(report), []
    lines += ["a reviewed finding needs its reason: %s" % entry for entry in known if not entry.get("why")]
    lines += ["found and not reviewed: %s %s" % pair for pair in found
              if not any(covers(entry, *pair) for entry in known)]
    lines += ["reviewed and not found: %s %s" % (entry["rule"], entry.get("operations", ""))
              for entry in known if not any(covers(entry, *pair) for pair in found)]
    lines += ["%s without a reason: %s" % (row["verdict"], name_of(row)) for row in report["operations"]
              if row["verdict"] in ("inconclusive", "untested") and not row["reason"].strip()]
    lines += ["row changed: %s" % line[:300] for line in changed]
    wanted = reviewed.get("status", 1 if any(f["severity"] != "info" for f in report["findings"]) else 0)
    if status != wanted:
        lines.append("exit status %d, not %d" % (status, wanted))
    return lines


def measured(name, report, seconds, status):
    """One line of the table. Judged: of the operations that declare security, those that came out
    enforced or open."""
    rows = report["operations"]
    verdicts = collections.Counter(row["verdict"] for row in rows)
    secured = [row for row in rows if row["declared"]]
    decided = [row for row in secured if row["verdict"] in ("enforced", "open")]
    share = 100 * len(decided) / (len(secured) or 1)
    return (name, len(rows), report["requests"], "%.0f" % seconds, "%.1f %%" % share,
            len(pairs(report)), verdicts["inconclusive"])


def show(lines, complaints):
    print("| %s |\n|%s" % (" | ".join(COLUMNS), "---|" * len(COLUMNS)))
    for line in lines:
        print("| %s |" % " | ".join(map(str, line)))
    for line in complaints:
        print("- " + line)
