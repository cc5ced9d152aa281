"""Checks /metrics of the built program, and that dashboard, alert rules and docs/operating.md speak of what is there."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build" / "debug" / "registrar"
MONITORING = ROOT / "docs" / "monitoring"
PROMTOOL = shutil.which("promtool") or str(ROOT / ".build" / "promtool")
PATIENCE_SECONDS = 60
NAME = re.compile(r"\b(?:registrar|process)_[a-z0-9_]+")
SELECTOR = re.compile(r"\b((?:registrar|process)_[a-z0-9_]+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)(=~|!=|!~|=)"([^"]*)"')
# The scraper adds these.
SCRAPED = {"job", "instance"}


def page():
    """What the built program shows once it runs and a backup was made."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "REGISTRAR_BIND": "127.0.0.1:0",
            "REGISTRAR_METRICS_BIND": "127.0.0.1:0",
            "REGISTRAR_DATABASE": f"sqlite:{folder}/registrar.db",
            "REGISTRAR_LOG_FORMAT": "json",
            "REGISTRAR_DRAIN_SECONDS": "0",
        }
        service = subprocess.Popen([PROGRAM, "serve"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        watchdog = signal.alarm(PATIENCE_SECONDS)
        try:
            events = (json.loads(line) for line in service.stdout)
            seen = {}
            for event in events:
                seen[event["message"]] = event
                if "metrics.listening" in seen and "listening" in seen:
                    break
            backup = [PROGRAM, "backup", f"{folder}/kept.db"]
            subprocess.run(backup, cwd=folder, env=environment, check=True, capture_output=True)
            address = f"http://127.0.0.1:{seen['metrics.listening']['port']}/metrics"
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.headers["content-type"].startswith("text/plain; version=0.0.4"), answer.headers
                return answer.read().decode()
        finally:
            signal.alarm(watchdog)
            service.terminate()
            service.wait(timeout=PATIENCE_SECONDS)


def series_of(text):
    """The samples by name, each as its labels; and the families with their types."""
    samples, families = {}, {}
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            families[name] = kind
        elif not line.startswith("#"):
            name, labels = re.match(r"([a-z0-9_]+)(?:\{(.*)\})? ", line).groups()
            samples.setdefault(name, []).append({key: value for key, _, value in MATCHER.findall(labels or "")})
    return samples, families


def matches(labels, key, operator, value):
    own = labels.get(key, "")
    if operator in ("=", "!="):
        return (own == value) == (operator == "=")
    return (re.fullmatch(value, own) is not None) == (operator == "=~")


def unknown(expression, samples):
    """What an expression asks for and the program does not show."""
    for name, matchers in SELECTOR.findall(expression):
        if name not in samples:
            yield f"there is no {name}"
            continue
        asked = [asked for asked in MATCHER.findall(matchers) if asked[0] not in SCRAPED]
        # With `!=` nothing has to be there.
        wanted = [one for one in asked if one[1] in ("=", "=~")]
        if not any(all(matches(labels, *one) for one in wanted) for labels in samples[name]):
            yield f"no series of {name} has {matchers}"


def promtool(*arguments, text=None):
    """nil when it is content, else what it says."""
    done = subprocess.run([PROMTOOL, *arguments], input=text, cwd=MONITORING, capture_output=True, text=True, timeout=120)
    said = (done.stdout + done.stderr).strip()
    # `check metrics` says its doubts and ends well.
    return None if done.returncode == 0 and (text is None or not said) else said


def rules(text):
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def dashboard_expressions(board):
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
    for variable in board["templating"]["list"]:
        if variable["type"] == "query":
            yield variable["name"], variable["query"]["query"]


def findings(text, board, alerts, alert_tests, operating):
    samples, families = series_of(text)
    found = []
    said = promtool("check", "metrics", text=text)
    if said:
        found.append(f"/metrics: {said}")
    for title, expression in dashboard_expressions(board):
        found += [f"dashboard, {title}: {what}" for what in unknown(expression, samples)]
    if not any(variable["type"] == "datasource" for variable in board["templating"]["list"]):
        found.append("dashboard: the data source is no variable")
    ids = [panel["id"] for panel in board["panels"]]
    if len(ids) != len(set(ids)):
        found.append("dashboard: two panels have one id")
    headings = {line.lstrip("#").strip() for line in operating.splitlines() if line.startswith("#")}
    names = [rule["alert"] for rule in rules(alerts)]
    for rule in rules(alerts):
        name = rule["alert"]
        found += [f"{name}: {what}" for what in unknown(rule["expr"], samples)]
        if rule["annotations"].get("runbook") != f"docs/operating.md#{name.lower()}" or name not in headings:
            found.append(f"{name}: docs/operating.md does not say what to do")
        if name not in alert_tests:
            found.append(f"{name}: no test fires it or sees it quiet")
    found += [f"docs/operating.md: there is no alert {one}" for one in headings if one.startswith("Registrar") and one not in names]
    told = set(re.findall(r"`((?:registrar|process)_[a-z0-9_]+)", operating))
    found += [f"docs/operating.md does not explain {name}" for name in sorted(set(families) - told)]
    found += [f"docs/operating.md: there is no {name}" for name in sorted(told - set(families))]
    return found


def broken(text, board, alerts, alert_tests, operating):
    """The same with one mistake each: the check must see every one."""

    def changed(old, new, source):
        assert old in source, old
        return source.replace(old, new, 1)

    drawn = json.dumps(board)
    yield "a metric without help", (changed("# HELP registrar_acks_total", "# HELP registrar_x", text), board, alerts, alert_tests, operating)
    yield "a series gone", (text.replace("registrar_drafts_open", "registrar_draughts"), board, alerts, alert_tests, operating)
    yield "an unknown name on the dashboard", (text, json.loads(changed("registrar_outbox_oldest_seconds", "registrar_outbox_age", drawn)), alerts, alert_tests, operating)
    yield "an unknown state in a rule", (text, board, changed('state="parked"', 'state="stuck"', alerts), alert_tests, operating)
    yield "a rule without its page", (text, board, changed("alert: RegistrarSlow", "alert: RegistrarSluggish", alerts), alert_tests, operating)
    yield "a series nobody explains", (text, board, alerts, alert_tests, changed("`registrar_drafts_open`", "drafts", operating))
    yield "a fixed data source", (text, json.loads(changed('"type": "datasource"', '"type": "constant"', drawn)), alerts, alert_tests, operating)


def main():
    if not os.access(PROMTOOL, os.X_OK):
        print("monitoring: promtool is missing: run bin/setup --tests", file=sys.stderr)
        return 1
    parts = (
        page(),
        json.loads((MONITORING / "dashboard.json").read_text()),
        (MONITORING / "alerts.yaml").read_text(),
        (MONITORING / "alerts_test.yaml").read_text(),
        (ROOT / "docs" / "operating.md").read_text(),
    )
    failures = findings(*parts)
    for arguments in (["check", "rules", "alerts.yaml"], ["test", "rules", "alerts_test.yaml"]):
        said = promtool(*arguments)
        if said:
            failures.append(f"promtool {' '.join(arguments)}: {said}")
    samples = list(broken(*parts))
    failures += [f"not noticed: {name}" for name, mistaken in samples if not findings(*mistaken)]
    for failure in failures:
        print(f"monitoring: {failure}", file=sys.stderr)
    series, families = series_of(parts[0])
    count = sum(map(len, series.values()))
    print(f"monitoring: {len(families)} metrics with {count} series, {len(rules(parts[2]))} alerts, {len(samples)} mistakes seen, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
