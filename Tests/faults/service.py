"""The built binary as a process: started, killed, asked by its own commands."""

import base64
import json
import os
import re
import signal
import subprocess
import time

import wire

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("REGISTRAR_BINARY", os.path.join(ROOT, ".build", "debug", "registrar"))
POLICY = """\
program: { id: main, name: Nordlicht Partner Program, language: en, time_zone: Europe/Berlin }
reviewers:
  - { name: Ada Lindqvist, email: ada@vendor.example, slack: { team: T0VENDOR, user: U0AE }, territories: [DE, AT] }
  - { name: Bo Maier, email: bo@vendor.example, slack: { team: T0VENDOR, user: U0MANAGER }, manager: true }
routing: { fallback: Ada Lindqvist }
checks: { similar_name: off }
limits: { checks_per_hour: 10000 }
signals: { burst_per_day: off, idle_holds: off, near_miss_domains: false }
"""


class Service:
    def __init__(self, folder, vendor_port, database=None, disk=None, scheme="http", **settings):
        self.folder, self.process, self.port, self.starts = folder, None, None, 0
        self.path = f"{disk or folder}/data/registrar.db"
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        self.env = {
            "PATH": os.environ["PATH"], "HOME": folder,
            "REGISTRAR_BIND": "127.0.0.1:0",
            "REGISTRAR_METRICS_BIND": "",
            "REGISTRAR_DATABASE": database or f"sqlite:{self.path}",
            "REGISTRAR_POLICY": f"{folder}/policy.yaml",
            "REGISTRAR_SLACK_SIGNING_SECRET": wire.SECRET,
            "REGISTRAR_SLACK_TEAM_ID": wire.VENDOR_TEAM,
            "REGISTRAR_SLACK_BOT_TOKEN": "xoxb-vendor",
            "REGISTRAR_SLACK_API_URL": f"{scheme}://localhost:{vendor_port}/api/",
            "REGISTRAR_DRAIN_SECONDS": "0",
            "REGISTRAR_LOG_FORMAT": "json",
            # The crowd is faster than people; the rows about load set bounds of their own.
            "REGISTRAR_PERSON_PER_SECOND": "1000",
            "REGISTRAR_WORKSPACE_PER_SECOND": "1000",
            # A crash is a crash at once; drawing its picture takes a debug build many seconds.
            "SWIFT_BACKTRACE": "enable=no",
            **settings,
        }
        if database:
            self.env["REGISTRAR_MASTER_KEY"] = base64.b64encode(os.urandom(32)).decode()
        with open(f"{folder}/policy.yaml", "w") as file:
            file.write(POLICY)

    @property
    def log(self):
        return f"{self.folder}/service-{self.starts}.log"

    def start(self, before=(), seconds=60, wait=True, **env):
        """Starts it, behind the words of `before`, and waits until it listens. False when it ended instead."""
        self.starts += 1
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*before, BINARY, "serve"], env={**self.env, **env}, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        return self.await_listening(seconds) if wait else True

    def await_listening(self, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(r'"listening".*?127\.0\.0\.1:(\d+)|127\.0\.0\.1:(\d+).*?"listening"', self.said())
            if found:
                self.port = int(found.group(1) or found.group(2))
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.01)
        raise AssertionError(f"it does not listen after {seconds} s: {self.said()[-500:]}")

    def said(self):
        with open(self.log, errors="replace") as file:
            return file.read()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=30):
        """Ends it in order; returns exit code and seconds."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process and self.process.returncode, time.monotonic() - began

    def command(self, *arguments, seconds=120, **env):
        done = subprocess.run(
            [BINARY, *arguments], env={**self.env, **env}, capture_output=True, text=True, timeout=seconds
        )
        return done.returncode, done.stdout, done.stderr

    def tell(self, *arguments, **how):
        """A command that must go well; what it printed."""
        code, out, err = self.command(*arguments, **how)
        assert code == 0, f"{' '.join(arguments)}: {code} {err.strip()[-300:]}"
        return out

    def export(self):
        """Every registration as the outside is told of it."""
        return [json.loads(line) for line in self.tell("export", "--format", "json").splitlines() if line]

    def outbox(self, *states):
        rows = [json.loads(line) for line in self.tell("outbox", "list", "--format", "json").splitlines() if line]
        return [row for row in rows if not states or row["state"] in states]

    def is_ready(self):
        try:
            return wire.get(self.port, "/readyz", 3)[0] == 200
        except wire.Lost:
            return False

    def memory_mb(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))
