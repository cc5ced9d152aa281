"""What is inside the built image, and whether it works there: as nobody, with a read-only root and one place to write.

usage: run.py ENGINE IMAGE [--over BASE]    ENGINE is docker, podman or buildah (which needs root); bin/image calls it.
Every command below runs inside the image, behind a program that stands for `registrar`: the independent client of Tests/contract,
doctor, a calendar in Europe/Berlin, and a negative control with another one. Exits 1 on any failure.
"""

import datetime
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zoneinfo

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ENTER = HERE / "enter.sh"
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
MOST_OVER_BASE_MB, MOST_READY_SECONDS, MOST_IDLE_MB = 140, 1.0, 60
LABELS = ("title", "description", "licenses", "version", "revision", "created", "base.name")
passed = failed = 0
is_control = False


def check(what, holds, seen=None):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds and not is_control:
        print(f"image: FAILED {what}: {seen}", file=sys.stderr)


def told(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


class Image:
    """The image under an engine, and the program that runs inside it."""

    def __init__(self, engine, name, folder):
        self.engine, self.name = engine, name
        self.program = pathlib.Path(folder, "registrar")
        place = name
        if engine == "buildah":
            self.container = told("buildah", "from", "--pull-never", name).strip()
            place = told("buildah", "mount", self.container).strip()
        self.root = place
        self.program.write_text(f'#!/bin/sh\nexec "{ENTER}" "{engine}" "{place}" "$@"\n')
        self.program.chmod(0o755)

    def config(self):
        if self.engine == "buildah":
            return json.loads(told("buildah", "inspect", "--type", "image", self.name))["Docker"]["config"]
        return json.loads(told(self.engine, "image", "inspect", self.name))[0]["Config"]

    def bytes(self, name=None):
        if self.engine == "buildah":
            manifest = json.loads(told("buildah", "inspect", "--type", "image", name or self.name))["Manifest"]
            return sum(layer["size"] for layer in json.loads(manifest)["layers"])
        return json.loads(told(self.engine, "image", "inspect", name or self.name))[0]["Size"]

    def read(self, path):
        if self.engine == "buildah":
            return pathlib.Path(self.root + path).read_text()
        return told(self.engine, "run", "--rm", "--entrypoint", "/bin/cat", self.name, path)

    def close(self):
        if self.engine == "buildah":
            told("buildah", "rm", self.container)


def look(image, base):
    config = image.config()
    labels = config.get("Labels") or {}
    check("the user is a number, and not root", re.fullmatch(r"[1-9]\d*:[1-9]\d*", config.get("User", "")), config.get("User"))
    check("one volume", list(config.get("Volumes") or {}) == ["/data"], config.get("Volumes"))
    check("no shell starts it", config.get("Entrypoint") == ["/usr/local/bin/registrar"] and config.get("Cmd") == ["serve"])
    health = (config.get("Healthcheck") or {}).get("Test")
    check("its health is asked by itself", health == ["CMD", "/usr/local/bin/registrar", "health"], health)
    for label in LABELS:
        value = labels.get(f"org.opencontainers.image.{label}")
        check(f"it has the label {label}", value and value not in ("unknown", "0.0.0", "1970-01-01T00:00:00Z"), value)
    parts = json.loads(image.read("/usr/local/share/registrar/registrar.cdx.json"))["components"]
    names = {part["name"] for part in parts}
    wanted = {"libpq5", "libcurl4", "tzdata", "libsqlite3-0", "swift-nio", "grdb.swift", "publicsuffixlist", "holidays"}
    check("the bill of materials names what is inside", wanted <= names, sorted(wanted - names))
    over = (image.bytes() - image.bytes(base)) / 1e6 if base else None
    if over is not None:
        check(f"at most {MOST_OVER_BASE_MB} MB over its base", over <= MOST_OVER_BASE_MB, f"{over:.0f} MB")
    return over


def client(image):
    """The independent client of the outside, against the program in the image."""
    env = {**os.environ, "REGISTRAR_BINARY": str(image.program)}
    done = subprocess.run([sys.executable, ROOT / "Tests/contract/run.py"], env=env, capture_output=True, text=True, timeout=600)
    check("the client of the contract is content", done.returncode == 0, (done.stdout + done.stderr)[-600:])
    return done.stdout.strip().splitlines()[-1]


def days_over_a_change():
    """A number of days from today, after which Berlin's clocks are set otherwise."""
    now = datetime.datetime.now(BERLIN)
    return next(days for days in range(30, 365) if (now + datetime.timedelta(days=days)).utcoffset() != now.utcoffset())


def calendar(zone="Europe/Berlin"):
    """Due dates and holds are Berlin's, on both sides of a change of its clocks."""
    import service
    from people import Person
    from world import World
    days = days_over_a_change()
    with World(1) as world:
        world.service.env["REGISTRAR_POLICY"] = policy = f"{world.folder}/berlin.yaml"
        pathlib.Path(policy).write_text(service.POLICY.replace("Europe/Berlin", zone) + f"hold: {{ length: {days} days }}\n")
        world.open()
        number = Person(world, 0, 1).register("prospect.example")
        due = instant(world.service.export()[0]["next_action"]["due"]).astimezone(BERLIN)
        check("an answer is due in Berlin's office hours", due.weekday() < 5 and 8 <= due.hour <= 18 and due.minute == 0, due)
        Person(world, 0, 1).approve(number)
        until = instant(world.service.export()[0]["hold"]["until"])
        here = datetime.datetime.now(BERLIN)
        wanted = (here + datetime.timedelta(days=days)).replace(hour=23, minute=59, second=59, microsecond=0)
        check(f"a hold of {days} days ends with Berlin's day", until == wanted, f"{until} and not {wanted}")
        check("the clocks change before its end", wanted.utcoffset() != here.utcoffset())
        memory, ready = idle(world), started(world)
        code, out, err = world.service.command("doctor")
        check("doctor speaks", code in (0, 1) and "REGISTRAR" in out + err, (code, out[-300:], err[-300:]))
        code, _, err = world.service.command("backup", "/usr/registrar-backup.db")
        check("the root is read-only", code == 1, err)
        carried(world.service)
        address = {"REGISTRAR_BIND": f"127.0.0.1:{world.service.port}"}
        check("health is green while it serves", world.service.command("health", **address)[0] == 0)
        check("SIGTERM ends it in order", world.service.stop()[0] == 0)
        check("health is red when nothing serves", world.service.command("health", **address)[0] == 1)
        return memory, ready


def carried(service):
    """What the program brings along is found inside: tables and manifest."""
    lines = service.tell("company", "gmail.com", "www.shop.example.co.uk", "--format", "json").splitlines()
    mail, shop = map(json.loads, lines)
    check("the list of free mail is inside", mail["free_mail"] is True, mail)
    check("the suffix list is inside", shop["registrable_domain"] == "example.co.uk", shop)
    manifest = json.loads(service.tell("manifest", "slack", "--url", "https://registrar.example"))
    check("the app manifest is inside", manifest["display_information"]["name"] == "Registrar", manifest)


def on_postgresql():
    """libpq is inside with all that it loads: a registration on a server of this machine, where there is one."""
    import postgres
    from people import Person
    from world import World
    if not postgres.BIN:
        print("image: no PostgreSQL is installed here, so libpq was not tried inside", file=sys.stderr)
        return
    server = postgres.Postgres()
    try:
        with World(1, database=server.database()[1]) as world:
            world.open()
            number = Person(world, 0, 1).register("prospect.example")
            check("it registers on PostgreSQL", world.service.export()[0]["case"] == number)
    finally:
        server.close()


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def idle(world):
    time.sleep(3)
    return world.service.memory_mb() if os.path.exists(f"/proc/{world.service.process.pid}/root") else None


def started(world):
    """Seconds from the start to a green /readyz, the median of nine."""
    times = []
    for _ in range(9):
        world.service.stop()
        began = time.monotonic()
        assert world.service.start(), world.service.said()[-300:]
        while not world.service.is_ready():
            time.sleep(0.002)
        times.append(time.monotonic() - began)
    return statistics.median(times)


def elsewhere():
    """The control: a calendar that is not Berlin's must be noticed."""
    global passed, failed, is_control
    before, is_control = (passed, failed), True
    calendar("America/New_York")
    noticed, is_control = failed > before[1], False
    passed, failed = before
    check("another calendar than Berlin's is noticed", noticed)


def main():
    engine, name = sys.argv[1:3]
    base = sys.argv[4] if sys.argv[3:4] == ["--over"] else None
    with tempfile.TemporaryDirectory(prefix="image-") as folder:
        image = Image(engine, name, folder)
        os.environ["REGISTRAR_BINARY"] = str(image.program)
        sys.path.insert(0, str(HERE.parent / "faults"))
        try:
            over = look(image, base)
            answer = client(image)
            memory, ready = calendar()
            on_postgresql()
            check(f"ready within {MOST_READY_SECONDS} s", ready <= MOST_READY_SECONDS, ready)
            if engine == "buildah":
                check(f"at most {MOST_IDLE_MB} MB when idle", memory and memory <= MOST_IDLE_MB, memory)
            elsewhere()
        finally:
            image.close()
    size = f"{over:.0f} MB over its base, " if over is not None else ""
    idle_mb = f", {memory:.0f} MB when idle" if memory and engine == "buildah" else ""
    print(f"image: {size}ready after {ready * 1000:.0f} ms (median of 9){idle_mb}; contract: {answer}")
    print(f"image: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
