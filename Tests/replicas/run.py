"""Two built replicas on one PostgreSQL behind the shipped nginx.conf: restarted, killed and paused while people work.

Judges like Tests/faults, whose people, vendor and history it uses: no request fails while a replica is restarted, and whatever
happens nothing acknowledged is lost and nobody is told twice by itself. Exits 1 on any failure.
"""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "faults"))

import service
import wire
from people import Crowd
from postgres import Postgres, free_port
from world import World

SHIPPED = ROOT / "manifests" / "compose" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or str(ROOT / ".build" / "nginx")
# The vendor's patience.
VENDOR_SECONDS = 3.0
DRAIN = {"REGISTRAR_DRAIN_SECONDS": "1"}


class Front:
    """nginx with the shipped file: listen, upstreams and folder changed, and nothing else."""

    def __init__(self, ports, conf=SHIPPED):
        self.folder, self.port = tempfile.mkdtemp(prefix="replicas-"), free_port()
        text = conf.read_text()
        for pattern, value, times in (
            (r"listen 8080;", f"listen 127.0.0.1:{self.port};", 1), ("replica-1:8080", f"127.0.0.1:{ports[0]}", 1),
            ("replica-2:8080", f"127.0.0.1:{ports[1]}", 1), (r"/tmp/", f"{self.folder}/", 6),
            (r"worker_processes auto;", "worker_processes 1;", 1),
        ):
            text, count = re.subn(pattern, value, text)
            assert count == times, f"{conf.name} has {pattern} {count} times and not {times}"
        pathlib.Path(self.folder, "nginx.conf").write_text(text)
        # Workers of root's become nobody, who may not write in a folder of root's.
        who = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
        self.log = open(f"{self.folder}/log", "wb")
        self.process = subprocess.Popen(
            [NGINX, "-p", self.folder, "-e", "stderr", "-c", f"{self.folder}/nginx.conf", "-g", who],
            stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL,
        )

    def await_listening(self):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                return wire.get(self.port, "/readyz")
            except wire.Lost:
                assert self.process.poll() is None, pathlib.Path(self.folder, "log").read_text()
                time.sleep(0.02)
        raise AssertionError("nginx does not listen")

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder)


class Caller:
    """Somebody who asks for help again and again, beside those who work."""

    def __init__(self, port):
        self.port, self.over = port, threading.Event()
        self.thread = threading.Thread(target=self.call, daemon=True)

    def call(self):
        while not self.over.is_set():
            with contextlib.suppress(wire.Lost, wire.NotTaken):
                wire.form(self.port, "/slack/commands", wire.command("help", "U0P1", "T0PART1", "C0SHARED1"), seconds=8)
            time.sleep(0.02)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join(20)


class Watch:
    """Every answer to everybody: what was dropped on the way, and what was asked to come again."""

    def __init__(self):
        self.asked, self.dropped, self.busy, self.slowest, self.lock = 0, [], 0, 0.0, threading.Lock()
        self.ask, wire.form = wire.form, self.form

    def form(self, port, path, fields, seconds=10, **how):
        began, status = time.monotonic(), 0
        try:
            status, answer = self.ask(port, path, fields, seconds, **how)
            return status, answer
        finally:
            took = time.monotonic() - began
            with self.lock:
                self.asked, self.slowest = self.asked + 1, max(self.slowest, took)
                self.busy += status == 503
                if status not in (200, 503):
                    self.dropped.append(f"{path}: {status} after {took:.2f} s")

    def close(self):
        wire.form = self.ask


class Behind:
    """Both replicas as the one service that people see."""

    def __init__(self, front, first):
        self.front, self.first = front, first

    @property
    def port(self):
        return self.front.port

    def __getattr__(self, name):
        return getattr(self.first, name)


@contextlib.contextmanager
def two_replicas(server, conf=SHIPPED):
    ports, front = [free_port(), free_port()], None
    _, address = server.database()
    try:
        with World(8, database=address, **DRAIN) as world:
            first = world.service
            first.env["REGISTRAR_BIND"] = f"127.0.0.1:{ports[0]}"
            second = service.Service(f"{world.folder}/second", world.vendor.port, address, **DRAIN)
            second.env |= {"REGISTRAR_BIND": f"127.0.0.1:{ports[1]}", "REGISTRAR_MASTER_KEY": first.env["REGISTRAR_MASTER_KEY"]}
            world.open()
            assert second.start(), second.said()[-500:]
            front = Front(ports, conf)
            front.await_listening()
            world.service = Behind(front, first)
            try:
                yield world, first, second
            finally:
                for one in (first, second):
                    if one.process.poll() is None:
                        one.process.send_signal(signal.SIGCONT)
                        one.kill()
    finally:
        if front:
            front.close()


def spared(watch, but=0):
    """No request was dropped, but for so many, and nobody waited longer than the vendor does."""
    assert watch.asked > 50 and len(watch.dropped) <= but, f"{len(watch.dropped)} dropped: {watch.dropped[:4]}"
    assert watch.slowest < VENDOR_SECONDS, f"somebody waited {watch.slowest:.2f} s"
    busy = f", {watch.busy} told to come again" if watch.busy else ""
    return f"{watch.asked} requests, {len(watch.dropped)} dropped{busy}, {watch.slowest:.2f} s at most"


@contextlib.contextmanager
def at_work(world):
    watch = Watch()
    try:
        with Crowd(world, 4), Caller(world.service.port), Caller(world.service.port):
            yield watch
    finally:
        watch.close()


def restarted(server):
    """One after the other, as an upgrade does it."""
    with two_replicas(server) as (world, first, second):
        with at_work(world) as watch:
            for one in (first, second):
                time.sleep(1)
                code, took = one.stop()
                assert code == 0 and took < 30, (code, took)
                assert one.start(), one.said()[-500:]
            time.sleep(1)
        told = spared(watch)
        return f"both restarted under load: {told}; {world.settle().insist()}"


def killed(server):
    with two_replicas(server) as (world, first, second):
        with at_work(world) as watch:
            time.sleep(1)
            world.history.killed()
            second.kill()
            time.sleep(2)
            assert second.start(), second.said()[-500:]
            time.sleep(1)
        told = spared(watch)
        return f"one killed under load: {told}; {world.settle(90).insist()}"


def paused(server):
    """It takes connections and says nothing, as a machine that is being moved does.

    A transaction it was in holds its rows until the database ends it: whoever needs them is asked to try again.
    """
    with two_replicas(server) as (world, first, second):
        with at_work(world) as watch:
            time.sleep(1)
            world.history.killed()
            os.kill(second.process.pid, signal.SIGSTOP)
            time.sleep(6)
            os.kill(second.process.pid, signal.SIGCONT)
            time.sleep(1)
        told = spared(watch, but=12)
        return f"one paused for 6 s under load: {told}; {world.settle(90).insist()}"


def main():
    failures, server = 0, Postgres()
    for attempt in (restarted, killed, paused):
        began = time.monotonic()
        try:
            print(f"replicas: {attempt(server)} ({time.monotonic() - began:.0f} s)")
        except Exception as trouble:
            failures += 1
            print(f"replicas: {attempt.__name__}: {type(trouble).__name__}: {trouble}", file=sys.stderr)
    server.close()
    print(f"replicas: 3 rounds, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
