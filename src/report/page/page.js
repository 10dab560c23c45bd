// SPDX-License-Identifier: Apache-2.0
// Filters, groups and copies. Without it the page says as much: it only hides, moves and opens.
(() => {
    "use strict";
    const form = document.querySelector("form");
    const table = document.querySelector("#matrix");
    const rows = [...document.querySelectorAll("#matrix tr[id]")];
    const findings = [...document.querySelectorAll("article")];
    const lists = (text) => (text ? text.split("\n") : []);
    const facts = new Map();
    for (const row of rows) {
        const {v, t, p, r} = row.dataset;
        facts.set(row, {verdict: v, tags: lists(t), path: p, rules: lists(r)});
    }

    // What a finding is about follows from the rows that it names.
    const about = new Map();
    for (const finding of findings) {
        const on = [...finding.querySelectorAll(".on a")].map((a) => document.getElementById(a.hash.slice(1)));
        about.set(finding, on.filter((row) => facts.has(row)).map((row) => facts.get(row)));
    }
    const texts = new Map();
    const says = (element, words) => {
        if (!words.length) {
            return true;
        }
        if (!texts.has(element)) {
            texts.set(element, element.textContent.toLowerCase());
        }
        return words.every((word) => texts.get(element).includes(word));
    };

    function wanted() {
        const get = (name) => (form.elements[name] ? form.elements[name].value : "");
        return {
            words: get("text").toLowerCase().split(/\s+/).filter(Boolean),
            verdict: get("verdict"), rule: get("rule"), tag: get("tag"),
        };
    }
    const fits = (fact, want) => (!want.verdict || fact.verdict === want.verdict) &&
        (!want.tag || fact.tags.includes(want.tag));

    function filter() {
        const want = wanted();
        let shown = 0, told = 0;
        for (const row of rows) {
            const fact = facts.get(row);
            const hidden = !(fits(fact, want) && (!want.rule || fact.rules.includes(want.rule)) &&
                says(row, want.words));
            if (row.hidden !== hidden) {
                row.hidden = hidden;
            }
            shown += !hidden;
        }
        for (const finding of findings) {
            const on = about.get(finding);
            finding.hidden = !((!want.rule || finding.dataset.r === want.rule) &&
                (!(want.verdict || want.tag) || on.some((fact) => fits(fact, want))) &&
                says(finding, want.words));
            told += !finding.hidden;
        }
        for (const body of table.tBodies) {
            const head = body.querySelector(".group");
            if (head) {
                head.hidden = ![...body.rows].some((row) => row !== head && !row.hidden);
            }
        }
        document.querySelector("#shown").textContent =
            `${told} of ${findings.length} findings, ${shown} of ${rows.length} rows`;
    }

    function group() {
        const by = form.elements.group.value;
        const key = (row) => {
            const fact = facts.get(row);
            return by === "tag" ? fact.tags[0] || "no tag" : by === "path" ? fact.path : by === "verdict" ? fact.verdict : "";
        };
        const bodies = new Map();
        for (const row of rows) {
            const name = key(row);
            if (!bodies.has(name)) {
                bodies.set(name, []);
            }
            bodies.get(name).push(row);
        }
        const columns = table.tHead.rows[0].cells.length;
        const made = [...bodies].map(([name, members]) => {
            const body = document.createElement("tbody");
            if (name) {
                const head = body.insertRow();
                const cell = document.createElement("th");
                const text = document.createElement("span");
                head.className = "group";
                cell.colSpan = columns;
                cell.scope = "rowgroup";
                text.textContent = `${name} (${members.length})`;
                cell.append(text);
                head.append(cell);
            }
            body.append(...members);
            return body;
        });
        [...table.tBodies].forEach((body) => body.remove());
        table.append(...made);
        filter();
    }

    // What a link leads to is shown and opened, whatever was filtered.
    function reveal() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!target) {
            return;
        }
        if (target.hidden) {
            form.reset();
            group();
        }
        const details = target.querySelector(":scope > details");
        if (details) {
            details.open = true;
        }
        target.scrollIntoView({block: details ? "start" : "center"});
    }
    const open = (all) => findings.forEach((finding) => {
        finding.querySelector("details").open = all;
    });

    document.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button && button.className === "copy") {
            const pre = button.parentElement.querySelector("pre");
            const said = (word) => {
                button.textContent = word;
                setTimeout(() => { button.textContent = "Copy"; }, 1500);
            };
            const select = () => {
                getSelection().selectAllChildren(pre);
                said(document.execCommand("copy") ? "Copied" : "Selected");
            };
            navigator.clipboard ? navigator.clipboard.writeText(pre.textContent).then(() => said("Copied"), select) : select();
        } else if (button && button.dataset.open) {
            open(button.dataset.open === "all");
        } else if (event.target.closest('a[href^="#"]')) {
            setTimeout(reveal);
        }
    });
    document.addEventListener("keydown", (event) => {
        const typing = event.target.closest("input, select");
        if (event.key === "/" && !typing) {
            event.preventDefault();
            form.elements.text.focus();
        } else if (event.key === "Escape" && typing) {
            form.reset();
            group();
        }
    });
    let waiting;
    form.addEventListener("input", (event) => {
        if (event.target.name === "group") {
            group();
            return;
        }
        cancelAnimationFrame(waiting);
        waiting = requestAnimationFrame(filter);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(group));
    let before = [];
    addEventListener("beforeprint", () => {
        before = [...document.querySelectorAll("details:not([open])")];
        before.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => before.forEach((details) => { details.open = false; }));
    addEventListener("hashchange", reveal);
    document.querySelectorAll(".scripted").forEach((element) => { element.hidden = false; });
    filter();
    reveal();
})();
