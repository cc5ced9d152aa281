"""Rows 10, 13 and 16 to 18: the disk is full, read-only, locked by somebody else or corrupt."""

import os
import random
import shutil
import sqlite3
import subprocess
import time

import wire
from people import Crowd, Person
from rows import row
from service import BINARY
from world import World, mounted


@row(10, "disk full (ENOSPC)", quick=True, needs=("mounts",))
def disk_full(long):
    with mounted("24m") as disk, World(disk=disk) as world:
        world.open()
        ballast = f"{disk}/ballast"
        number = Person(world, 0, 4).register("before.com")
        link = next(record["link"] for record in world.service.export() if record["case"] == number)
        page = link[link.index("/r/"):]
        with Crowd(world, 4):
            fill(ballast)
            began = time.monotonic()
            while world.service.is_ready():
                assert time.monotonic() - began < 30, "it stays ready on a full disk"
                time.sleep(0.05)
            since = time.monotonic()
            time.sleep(1.5)
            stored = [act for act in world.history.acts if act.invoked > since and act.outcome == "ok"]
            assert not stored, f"acknowledged on a full disk: {stored[:2]}"
            refused = sum(act.invoked > since for act in world.history.acts)
            assert wire.get(world.service.port, page)[0] == 200, "the record page does not open"
            os.remove(ballast)
            freed = time.monotonic()
            while not world.service.is_ready():
                assert time.monotonic() - freed < 30, "it does not come back"
                time.sleep(0.02)
            back = (time.monotonic() - freed) * 1000
            time.sleep(0.5)
        return f"{refused} refused, reading works, ready {back:.0f} ms after there was room; {world.settle().insist()}"


def fill(path):
    """Takes what is left of the disk."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


@row(13, "read-only database", quick=True, needs=("mounts",))
def read_only_disk(long):
    with mounted("24m") as disk, World(disk=disk) as world:
        world.open()
        world.service.stop()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with open("/dev/null", "wb") as nothing:
            done = subprocess.run(
                [BINARY, "serve"], env=world.service.env,
                stdout=nothing, stderr=subprocess.PIPE, text=True, timeout=30,
            )
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        said = done.stderr.strip().splitlines()
        assert done.returncode == 1 and said and "Fatal" not in done.stderr, (done.returncode, done.stderr[-400:])
        assert world.service.start(), "it does not start again"
        words = said[-1].replace(disk, "…")
        return f"exit code {done.returncode}: {words}"


@row(16, "a reader that pins the log")
def pinned_reader(long):
    with World(teams=24 if long else 4) as world:
        world.open()
        reader = sqlite3.connect(world.service.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        log, longest = f"{world.service.path}-wal", 0
        with Crowd(world, 8, approves=0):
            for _ in range(600 if long else 60):
                time.sleep(0.1)
                longest = max(longest, os.path.getsize(log))
        reader.execute("ROLLBACK")
        reader.close()
        found = world.settle().insist()
        deadline = time.monotonic() + 20
        while os.path.getsize(log) > 1_100_000 and time.monotonic() < deadline:
            time.sleep(0.2)
        after = os.path.getsize(log)
        assert after <= 1_100_000, f"the log stays {after} bytes long"
        return f"log up to {longest / 1e6:.1f} MB, {after / 1e6:.1f} MB after the reader; {found}"


@row(17, "a second writer holds the lock (BEGIN IMMEDIATE)", quick=True)
def second_writer(long):
    with World() as world:
        world.open()
        waits, refused = [], 0
        person = Person(world, 0, 4)
        for _ in range(5 if long else 2):
            other = sqlite3.connect(world.service.path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            status, body = person.ask("/slack/commands", wire.command("held.com", person.user, person.team, "C0SHARED0"))
            waits.append(time.monotonic() - began)
            refused += (status, body) != (200, b"")
            other.execute("ROLLBACK")
            other.close()
            person.register(f"after{len(waits)}.com")
        assert refused == len(waits), "something was acknowledged that was not stored"
        assert max(waits) < 3, waits
        world.settle().insist()
        return f"{len(waits)} locks: told after {max(waits) * 1000:.0f} ms at most, the next try is taken"


@row(18, "a page of the database is corrupt")
def corrupt_page(long):
    with World() as world:
        world.open()
        with Crowd(world, 4, most=12 if long else 3) as crowd:
            crowd.wait(60)
        world.quiet()
        world.service.stop()
        whole = world.service.path
        dice, noticed, harmless, tries = random.Random(18), 0, 0, 40 if long else 8
        pages = os.path.getsize(whole) // 4096
        for number in range(tries):
            copy = f"{world.folder}/copy{number}.db"
            shutil.copy(whole, copy)
            shutil.copy(f"{whole}.key", f"{copy}.key")
            with open(copy, "r+b") as file:
                file.seek(dice.randrange(1, pages) * 4096)
                file.write(bytes(dice.randrange(256) for _ in range(64)))
            doctor, out, err = world.service.command("doctor", REGISTRAR_DATABASE=f"sqlite:{copy}")
            verify, _, _ = world.service.command("audit", "verify", REGISTRAR_DATABASE=f"sqlite:{copy}")
            if is_intact(copy):
                harmless += 1
            elif doctor != 0 and ("database" in out + err):
                noticed += 1
            else:
                raise AssertionError(f"copy {number} is corrupt and doctor says {doctor}: {(out + err)[-300:]}")
        return f"{noticed} of {tries - harmless} damaged copies named by doctor ({harmless} hit free pages)"


def is_intact(path):
    try:
        with sqlite3.connect(path) as database:
            return database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False
