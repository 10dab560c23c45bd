#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The HTML report in a real browser: wide and narrow, light and dark, on paper, by keyboard, with 60 and
1,700 operations, its copies pressed, and judged by axe-core; an audit's page, too: browser.py [--postern PROGRAM]. Needs
the packages of the group pages."""
import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOSTILE = "</script><script>window.owned=1</script>\u202e<img src=x onerror=window.owned=2>"
GATES = ["open", "enforced", "enforced", "inconclusive", "public", "untested"]
failures = []


def check(true, what):
    if not true:
        failures.append(what)
        print(f"FAILED: {what}", file=sys.stderr)


def operation(number):
    gate = GATES[number % len(GATES)]
    reason = {"inconclusive": f"two valid requests were answered differently, the {number}th time and all the others",
              "untested": "no value is known for the path parameter"}.get(gate, "")
    served = "granted" if gate in ("open", "public") else "denied"
    row = {"method": "GET" if number % 3 else "DELETE", "path": f"/api/things-{number % 40}/{number}/",
           "tags": [f"tag-{number % 25}"], "declared": ["bearerAuth"], "verdict": gate, "reason": reason,
           "matrix": {}, "statuses": {}, "requests": 40, "attacks": {"planned": 38, "judged": 38}, "marks": []}
    if gate != "untested":
        for who, verdict in [("anonymous", served), ("garbage", served), ("wrong-scheme", "denied"),
                             ("valid:alice", "granted"), ("valid:bob", "granted"), ("valid:carol", "denied")]:
            row["matrix"][who] = verdict
            row["statuses"][who] = 200 if verdict == "granted" else 401
    return row


def evidence(what, label, status, body):
    return {"what": what, "label": label, "curl": f"curl -H 'X: {label}' http://127.0.0.1/api/{HOSTILE}",
            "request": {"method": "GET", "url": "http://127.0.0.1/api/", "headers": [], "body": ""},
            "response": {"status": status, "body": body, "cut": False,
                         "headers": [{"name": "Content-Type", "value": "application/json"}]}}


def finding(number, rows):
    body = '{"owner": "alice", "id": %d, "note": "' + HOSTILE + '"}'
    return {"rule": "anonymous-access" if number % 2 else "any-token-accepted", "fingerprint": f"{number:016x}",
            "severity": "critical" if number % 2 else "high", "confidence": "confirmed",
            "title": f"Finding {number} {HOSTILE}", "message": HOSTILE * (200 if number == 1 else 1), "known": False,
            "operations": [{"method": row["method"], "path": row["path"]} for row in rows],
            "evidence": [evidence("control", "valid:alice", 200, body % 1),
                         evidence("control", "no credential", 401, "{}"),
                         evidence("attack", "Bearer garbage", 200, body % 2)]}


def report(folder, postern, count):
    rows = [operation(number) for number in range(count)]
    rows[1]["path"] = f"/api/things-1/{HOSTILE}/"
    opened = [row for row in rows if row["verdict"] == "open"]
    findings = [finding(number, opened[number::9]) for number in range(9)]
    findings[7].update(known=True, accepted=f"the proxy sees to it {HOSTILE} (until 2027-01-31)")
    findings[8].update(known=True)
    source, target = folder / f"{count}.json", folder / f"{count}.html"
    version = subprocess.run([postern, "--version"], capture_output=True, text=True).stdout.split()[1]
    source.write_text(json.dumps({
        "postern": version, "kind": "scan", "contract": "openapi.yaml", "target": HOSTILE, "started": "2026-11-27T10:00:00Z", "finished": "2026-11-27T10:01:00Z", "requests": count * 40,
        "complete": True, "ended": True, "min_judged": 95, "credentials": [], "operations": rows, "findings": findings}))
    done = subprocess.run([postern, "merge", str(source), "-o", str(target)], capture_output=True, text=True)
    if not target.exists():
        sys.exit(f"browser.py: no report of {count} operations: {done.stderr}")
    return target


def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options)


def size(driver, width, height=900):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def scheme(driver, name):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                           {"features": [{"name": "prefers-color-scheme", "value": name}]})


def opens(driver, page, count):
    """What it takes until the page stands, and from a letter typed until the rows are chosen."""
    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    driver.get(page.as_uri())
    driver.execute_script("document.body.getBoundingClientRect()")
    spent = {each["name"]: each["value"] for each in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
    ready = spent["TaskDuration"] * 1000  # the page's own thread, however loaded the machine is
    typed = driver.execute_async_script("""
        const done = arguments[0], field = document.querySelector("input"), began = performance.now();
        field.value = "things-7";
        field.dispatchEvent(new Event("input", {bubbles: true}));
        requestAnimationFrame(() => requestAnimationFrame(() => {
            document.body.getBoundingClientRect();
            done(performance.now() - began);
        }));""")
    check(ready < 1000, f"{count} operations open in {ready:.0f} ms")
    check(typed < 1000, f"{count} operations are searched in {typed:.0f} ms")
    print(f"{count} operations: open in {ready:.0f} ms, searched in {typed:.0f} ms, {page.stat().st_size // 1024} KiB")
    check(driver.execute_script("return performance.getEntriesByType('resource').length") == 0, "nothing is loaded")
    check(driver.execute_script("return window.owned === undefined && document.scripts.length === 1"),
          "hostile texts stay texts")
    noise = [entry["message"] for entry in driver.get_log("browser")]
    check(not noise, f"the console is silent: {noise}")


def shown(driver):
    return driver.execute_script("""
        return [...document.querySelectorAll("#matrix tr[id]")].filter((row) => !row.hidden).length""")


def filters(driver):
    driver.execute_script("document.querySelector('form').reset()")
    driver.find_element(By.NAME, "verdict").send_keys("open")
    time.sleep(0.1)
    check(shown(driver) == 10, f"filter by verdict: {shown(driver)} rows")
    driver.find_element(By.NAME, "rule").send_keys("anonymous-access")
    time.sleep(0.1)
    check(0 < shown(driver) < 10, f"and by rule: {shown(driver)} rows")
    told = driver.execute_script("return [...document.querySelectorAll('article')].filter((a) => !a.hidden).length")
    check(told == 4, f"findings go with the rule: {told}")
    hidden = driver.execute_script("""
        const row = [...document.querySelectorAll("#matrix tr[id]")].find((row) => row.hidden);
        location.hash = row.id;
        return row.id""")
    time.sleep(0.2)
    check(driver.find_element(By.ID, hidden).is_displayed(), "a link to a hidden row shows it")
    groups = driver.find_elements(By.CSS_SELECTOR, ".group")
    check(len(groups) == 25, f"grouped by tag: {len(groups)}")
    driver.find_element(By.NAME, "group").send_keys("by path")
    time.sleep(0.1)
    check(len(driver.find_elements(By.CSS_SELECTOR, ".group")) == 40, "grouped by path")


def fits(driver, width):
    size(driver, width)
    box = driver.execute_script("""
        const why = [...document.querySelectorAll(".why")].find((why) => why.textContent.includes("two valid"));
        why.scrollIntoView({block: "center"});
        document.querySelector(".scroll:has(#matrix)").scrollLeft = 500;
        const {left, right, height} = why.getBoundingClientRect();
        return [left, right, height, document.documentElement.scrollWidth];""")
    check(box[0] >= 0 and box[1] <= width and box[2] > 10, f"the reason is in view at {width}: {box}")
    check(box[3] <= width, f"the page itself does not scroll sideways at {width}: {box[3]}")
    stuck = driver.execute_script("""
        const region = document.querySelector(".scroll:has(#matrix)");
        region.scrollTop = 600;
        const head = document.querySelector("#matrix thead th").getBoundingClientRect();
        const outer = region.getBoundingClientRect();
        return [head.top - outer.top, head.left - outer.left];""")
    check(all(abs(far) < 4 for far in stuck), f"header and first column stick at {width}: {stuck}")


CONTRAST = """
    const number = (part) => { part /= 255; return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4; };
    const light = (rgb) => rgb.match(/[\\d.]+/g).slice(0, 3).map(Number).map(number)
        .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
    const ground = (element) => {
        for (; element; element = element.parentElement) {
            const color = getComputedStyle(element).backgroundColor;
            if (!/, 0\\)$/.test(color)) return color;
        }
        return "rgb(255,255,255)";
    };
    const worst = {};
    for (const element of document.querySelectorAll("body *")) {
        if (!element.checkVisibility() || ![...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
        const pair = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
        const ratio = (pair[0] + .05) / (pair[1] + .05);
        if (ratio < 4.5) worst[element.className || element.tagName] = ratio;
    }
    return worst;"""


def legible(driver, name):
    scheme(driver, name)
    worst = driver.execute_script(CONTRAST)
    check(not worst, f"contrast of 4.5 in {name}: {worst}")


def by_keyboard(driver, page):
    size(driver, 1280)
    driver.get(page.as_uri())
    active = lambda: driver.switch_to.active_element
    keys = lambda *what: webdriver.ActionChains(driver).send_keys(*what).perform()
    keys(Keys.TAB)
    check(active().get_attribute("class") == "skip", "the first stop leads past the contents")
    keys("/")
    check(active().get_attribute("name") == "text", "'/' goes to the search")
    keys("things-7")
    time.sleep(0.2)
    check(0 < shown(driver) < 60, "typing searches")
    keys(Keys.ESCAPE)
    time.sleep(0.2)
    check(shown(driver) == 60, "Escape shows all again")
    for _ in range(60):
        keys(Keys.TAB)
        if active().tag_name == "summary":
            break
    keys(Keys.ENTER)
    check(driver.execute_script("return document.activeElement.parentElement.open"), "Enter opens a finding")
    outline = driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    check(outline != "none", "where one is can be seen")


def named(driver):
    nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = {}
    for node in nodes:
        if not node.get("ignored"):
            roles.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("table", "columnheader", "rowheader", "search", "navigation", "main", "heading", "article", "region"):
        check(roles.get(role), f"a screen reader is told of: {role}")
    parts = driver.execute_script("""
        return [...document.querySelectorAll("#summary, #findings, #credentials, #rows")].map((part) => part.id)""")
    check([part for part in parts if part != "credentials"] == ["summary", "findings", "rows"],
          f"summary first, then findings, then the matrix: {parts}")
    for role in ("combobox", "searchbox", "button", "link", "rowheader"):
        check(all(name.strip() for name in roles.get(role, [""])), f"each {role} has a name")


def audited(folder, postern):
    page = folder / "audit.html"
    subprocess.run([postern, "audit", "--no-config", str(ROOT / "tests/audit/projects/clinic"), "-o", str(page)],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return page


def axe(driver, page, what):
    """axe-core's word on the page with everything open, whatever it calls grave."""
    driver.get(page.as_uri())
    driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    driver.execute_script(subprocess.run([ROOT / "tools/fetch_reader", "axe"], check=True, capture_output=True,
                                         text=True).stdout)
    told = driver.execute_async_script("""
        const done = arguments[0];
        axe.run(document, {resultTypes: ["violations"]}).then((all) => done([all.passes.length, all.violations.map(
            (one) => `${one.id}: ${one.nodes.length} times, ${one.nodes[0].target} ${one.nodes[0].failureSummary}`)]));""")
    check(told[0] > 10 and not told[1], f"axe-core finds nothing in {what}: {told}")


def copied(driver, page, how, prepare):
    """The button is pressed, and what it copied is pasted where text goes."""
    driver.get(page.as_uri())
    driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    driver.execute_script(prepare)
    button = driver.find_elements(By.CSS_SELECTOR, "button.copy")[2]
    wanted = driver.execute_script("return arguments[0].parentElement.querySelector('pre').textContent", button)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    for _ in range(50):
        if button.text != "Copy":
            break
        time.sleep(0.05)
    check(button.text == "Copied", f"the button says that it copied, {how}: {button.text}")
    field = driver.find_element(By.NAME, "text")
    field.click()
    webdriver.ActionChains(driver).key_down(Keys.CONTROL).send_keys("v").key_up(Keys.CONTROL).perform()
    got = field.get_attribute("value")
    check("curl" in wanted and got == "".join(wanted.splitlines()), f"the curl line is copied, {how}: {got!r}")


def standing(driver, page):
    driver.get(page.as_uri())
    text = driver.find_element(By.TAG_NAME, "body").get_attribute("textContent")
    check("1 in the baseline" in text and "1 accepted in postern.yaml" in text, "the summary tells what does not count")
    check("the proxy sees to it" in text and "(until 2027-01-31)" in text, "why it is accepted, and until when")


def on_paper(driver, page, folder):
    driver.get(page.as_uri() + "")
    driver.find_element(By.NAME, "verdict").send_keys("open")
    data = driver.execute_cdp_cmd("Page.printToPDF", {"landscape": True})["data"]
    paper = folder / "paper.pdf"
    paper.write_bytes(base64.b64decode(data))
    text = subprocess.run(["pdftotext", "-raw", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    flat = "".join(text.split())
    rows = [f"/api/things-{number % 40}/{number}/" for number in range(60) if number != 1]
    lost = [row for row in rows if row not in flat]
    check(not lost, f"paper has each row, filtered or not: {lost[:3]}")
    check(flat.count("Finding") >= 18 and flat.count("Bearergarbage") >= 9, "paper has each finding, opened")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postern", default="build/postern")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        small, large = (report(folder, arguments.postern, count) for count in (60, 1700))
        driver = browser()
        try:
            size(driver, 1280)
            opens(driver, large, 1700)
            opens(driver, small, 60)
            filters(driver)
            for width in (1280, 400):
                driver.get(small.as_uri())
                fits(driver, width)
            driver.get(small.as_uri())
            driver.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            for name in ("light", "dark"):
                legible(driver, name)
            named(driver)
            by_keyboard(driver, small)
            standing(driver, small)
            driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
            copied(driver, small, "by the clipboard", "")
            copied(driver, small, "without one", "Object.defineProperty(navigator, 'clipboard', {value: undefined})")
            copied(driver, small, "refused", "navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
            audit = audited(folder, arguments.postern)
            for page, what in ((small, "a scan's page"), (audit, "an audit's page")):
                for name in ("light", "dark"):
                    scheme(driver, name)
                    axe(driver, page, f"{what} in {name}")
            for width in (1280, 400):
                size(driver, width)
                driver.get(audit.as_uri())
                wide = driver.execute_script("return document.documentElement.scrollWidth")
                check(wide <= width, f"an audit's page does not scroll sideways at {width}: {wide}")
            size(driver, 1280)
            on_paper(driver, small, folder)
        finally:
            driver.quit()
    print("browser: " + (f"{len(failures)} checks failed" if failures else "all checks passed"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
