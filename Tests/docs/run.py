"""Every command of README and docs is typed: blocks in a sandbox a page, commands in running text against `--help`.

The quick starts are followed to the letter from a clean checkout, and then a partner registers and an account executive decides. Texts that troubleshooting is searched by
must still be said by the program. Exits 1 on any failure.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import types

import pages
import teams_start

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BINARY = os.environ.get("REGISTRAR_BINARY", str(ROOT / ".build" / "debug" / "registrar"))
sys.path.insert(0, str(HERE.parent / "faults"))

import vendor
import wire
from history import History
from people import GaveUp, Person

QUICK_START = "docs/quick-start-slack.md"
TEAMS_START = "docs/quick-start-teams.md"
BLOCK_SECONDS = 120


class Sandbox:
    """A clean checkout of what the pages name, with stand-ins for what is not here, before a fake Slack."""

    def __init__(self, slack, is_clean):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="docs-"))
        self.checkout, tools = self.folder / "checkout", self.folder / "tools"
        (self.checkout / "bin").mkdir(parents=True)
        tools.mkdir()
        for name in ("docker", "kubectl", "systemctl", "registrar"):
            self.stand_in(tools / name)
        for name in os.listdir(ROOT / "bin"):
            self.stand_in(self.checkout / "bin" / name)
        shutil.copy(ROOT / "compose.yaml", self.checkout)
        shutil.copytree(ROOT / "manifests", self.checkout / "manifests")
        self.env = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(self.folder), "SANDBOX": str(self.folder), "CHECKOUT": str(ROOT),
            "REGISTRAR_BINARY": BINARY, "REGISTRAR_SLACK_API_URL": f"http://localhost:{slack.port}/api/",
            "REGISTRAR_METRICS_BIND": "", "REGISTRAR_DRAIN_SECONDS": "0", "SWIFT_BACKTRACE": "enable=no",
        }
        if not is_clean:
            self.furnish()

    def stand_in(self, path):
        # Its own interpreter, which has YAML.
        path.write_text(f"#!{sys.executable}\n" + (HERE / "stand_in.py").read_text().split("\n", 1)[1])
        path.chmod(0o755)

    def furnish(self):
        """As the quick start leaves it."""
        for name in ("registrar.env", "policy.yaml"):
            shutil.copy(self.checkout / "manifests" / "compose" / name, self.checkout)
        shutil.copy(BINARY, self.checkout / "registrar")
        self.env |= {
            "REGISTRAR_DATABASE": f"sqlite:{self.folder}/registrar.db", "REGISTRAR_POLICY": f"{self.checkout}/policy.yaml",
            "REGISTRAR_SLACK_TEAM_ID": wire.VENDOR_TEAM, "REGISTRAR_SLACK_SIGNING_SECRET": wire.SECRET,
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-vendor",
        }
        assert self.type("registrar migrate").returncode == 0

    def type(self, text):
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text], cwd=self.checkout, env=self.env, capture_output=True, text=True, timeout=BLOCK_SECONDS
        )

    def timed(self, page):
        """How long ago the first command that starts the service was typed; all that the page says has been typed since."""
        seconds = time.time() - float((self.folder / "started").read_text())
        print(f"docs: {page}: from the service's first start to the first registration {seconds:.1f} s, typed without a pause")

    @property
    def service(self):
        return json.loads((self.folder / "service.json").read_text())

    def close(self):
        if (self.folder / "service.json").exists():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.service["pid"], signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


# Findings of doctor are no failure of the command: a sandbox has no public address.
FINDINGS = re.compile(r"broken: standard output says what and how to mend it")


def follow(page, blocks, slack):
    """Every block of a page, in order, in one sandbox; what went wrong."""
    sandbox = Sandbox(slack, is_clean=page in (QUICK_START, TEAMS_START))
    microsoft = None
    try:
        if page == TEAMS_START:
            microsoft = teams_start.Microsoft(sandbox.env)
            # Its first steps are those of the other page.
            blocks = pages.read(ROOT / QUICK_START)[0][:1] + blocks
        for block in blocks:
            done = sandbox.type(finding_is_fine(block.text))
            if done.returncode:
                return [f"{block.where}: exit {done.returncode}: {(done.stdout + done.stderr).strip()[-400:]}"]
        if page == QUICK_START:
            return registered(sandbox, slack)
        return microsoft.registered(sandbox, page) if microsoft else []
    finally:
        if microsoft:
            microsoft.close()
        sandbox.close()


def finding_is_fine(text):
    return re.sub(r"^(.*registrar doctor)\s*$", r"\1 2>doctor.err || grep -q 'standard output says what' doctor.err || { cat doctor.err; exit 1; }", text, flags=re.M)


def registered(sandbox, slack):
    """What the quick start promises: a partner registers, the case is listed, and Ada has a card and decides."""
    if sandbox.service["env"].get("REGISTRAR_SLACK_SIGNING_SECRET") != wire.SECRET:
        return [f"{QUICK_START}: the service does not have the secret of the page"]
    world = types.SimpleNamespace(
        vendor=slack, history=History(), service=types.SimpleNamespace(port=sandbox.service["port"]),
        case_in=lambda view: (found := vendor.CASE.search(json.dumps(view))) and found.group(0),
    )
    partner = Person(world, 0, 1)
    partner.team, partner.patience = "T0PARTNER", 30
    try:
        number = partner.register("acme.example")
        sandbox.timed(QUICK_START)
        partner.approve(number)
    except GaveUp as trouble:
        return [f"{QUICK_START}: followed to the letter, and then nobody got through: {trouble}"]
    listed = sandbox.type("docker compose exec registrar registrar list").stdout
    return [] if number in listed and "approved" in listed else [f"{QUICK_START}: {number} is not listed as approved: {listed[-300:]}"]


class Help:
    """What the binary says it knows."""

    def __init__(self):
        self.kept = {}

    def of(self, words):
        if words not in self.kept:
            done = subprocess.run([BINARY, *words, "--help"], capture_output=True, text=True, timeout=60)
            self.kept[words] = done.stdout if done.returncode == 0 else ""
        return self.kept[words]

    def subcommands(self, words):
        found = re.search(r"^SUBCOMMANDS:\n(.*?)(?:\n\n  See|\Z)", self.of(words), re.M | re.S)
        return set(re.findall(r"^  ([a-z-]+)", found.group(1), re.M)) if found else set()

    def mistakes(self, span):
        words = re.sub(r'"[^"]*"', "X", span).split()[1:]
        for choice in words[0].split("|"):
            yield from self.of_one((choice,), words[1:], span)

    def of_one(self, path, rest, span):
        if path[-1] not in self.subcommands(path[:-1]):
            yield f"`{span}`: there is no command {' '.join(path)}"
            return
        if self.subcommands(path) and rest and re.match(r"[a-z]", rest[0]):
            for choice in rest[0].split("|"):
                yield from self.of_one((*path, choice), rest[1:], span)
            return
        for flag in (word.strip("[]").split("=")[0] for word in rest if word.startswith(("--", "[--"))):
            if not re.search(rf"{re.escape(flag)}\b", self.of(path)):
                yield f"`{span}`: {' '.join(path)} has no {flag}"


def script_mistakes(span):
    name, *words = span.removeprefix("bin/").split()
    path = ROOT / "bin" / name
    if not os.access(path, os.X_OK):
        return [f"`{span}`: there is no script bin/{name}"]
    flags = [word.strip("[]") for word in words if word.strip("[").startswith("--")]
    # A script may hand its flags on to what it runs.
    texts = path.read_text() + "".join(file.read_text() for folder in ("Benchmarks", "Tests/faults") for file in (ROOT / folder).glob("*.*y*"))
    texts += "".join(file.read_text() for file in (ROOT / "Benchmarks").glob("*.swift"))
    return [f"`{span}`: bin/{name} does not know {flag}" for flag in flags if flag not in texts and flag.lstrip("-") not in texts]


def error_mistakes():
    """Texts of the page on troubleshooting that the program does not say any more."""
    said = "\n".join(file.read_text() for file in sorted((ROOT / "Sources").rglob("*.swift")))
    said = re.sub(r"\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "…", said)
    page = ROOT / "docs" / "troubleshooting.md"
    quoted = pages.quoted_errors(page)
    assert len(quoted) > 20, "the page on troubleshooting has no texts to search by"
    return [
        f"docs/troubleshooting.md: nothing says “{text}” any more" for text in quoted
        if not all(part.strip() in said for part in text.split("…"))
    ]


def test_names():
    """Names of tests on the page of the security model: there must be such tests."""
    names = set(re.findall(r"func `([^`]+)`", "\n".join(file.read_text() for file in (ROOT / "Tests").rglob("*.swift"))))
    column = "\n".join(row.split("|")[3] for row in re.findall(r"^\|.*\|.*\|.*\|$", (ROOT / "docs/security-model.md").read_text(), re.M))
    return [f"docs/security-model.md: no test is named `{name}`" for name in re.findall(r"`([^`]+)`", column) if " " in name and name not in names]


def controls(slack):
    """The checks are seen to fail."""
    bad = [pages.Block("control", 1, text) for text in ("registrar unknown", "docker compose up -d nobody", "kubectl apply -k nowhere")]
    found = [f"not noticed: {block.text}" for block in bad if not follow("control", [block], slack)]
    found += [f"not noticed: `{span}`" for span in ("registrar fly", "registrar list --wings", "registrar partner fly") if not list(Help().mistakes(span))]
    return found


def main():
    slack, failures, help_, count, spoken = vendor.Vendor(), [], Help(), 0, 0
    for path in pages.all_pages():
        blocks, spans, mistakes = pages.read(path)
        page = str(path.relative_to(ROOT))
        failures += mistakes
        failures += follow(page, blocks, slack) if blocks else []
        for span in sorted(set(spans)):
            found = help_.mistakes(span) if span.startswith("registrar ") else script_mistakes(span)
            failures += [f"{page}: {mistake}" for mistake in found]
        count, spoken = count + len(blocks), spoken + len(set(spans))
    failures += error_mistakes() + test_names() + controls(slack)
    slack.close()
    for failure in failures:
        print(f"docs: {failure}", file=sys.stderr)
    print(f"docs: {count} blocks and {spoken} commands of running text, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
