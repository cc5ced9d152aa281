"""Rows 6 to 18: the disk is torn, broken, slow, full, read-only, locked or corrupt."""

import os
import random
import shutil
import sqlite3
import statistics
import threading
import time

import wire
from people import Crowd, Person
from rows import row
from service import BINARY
from shims import Shim
from world import World, mounted


@row(6, "torn end of the write-ahead log after kill -9", quick=True)
def torn_end_of_the_log(long):
    times, dice, torn = 10 if long else 2, random.Random(6), 0
    with World() as world:
        world.open()
        with Crowd(world, 6):
            for _ in range(times):
                time.sleep(0.5)
                world.history.killed()
                world.service.kill()
                torn += tear(f"{world.service.path}-wal", dice)
                assert world.service.start(), world.service.said()[-500:]
        return f"{torn} torn ends of {times} kills: {world.settle().insist()}"


def tear(path, dice):
    """Half a frame behind the last one, as a write that the kill cut short: the last frame again with bits flipped."""
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size < 4152:
            return 0
        file.seek(size - 4120)
        frame = bytearray(file.read(4120))
        for _ in range(3):
            frame[dice.randrange(len(frame))] ^= 1 << dice.randrange(8)
        file.write(frame[: dice.randint(1, 4120)])
    return 1


def refuses_until_restart(world, shim, break_it):
    """After an input or output error: nothing more is acknowledged; milliseconds until readiness is red."""
    with Crowd(world, 4) as crowd:
        time.sleep(0.5)
        began = time.monotonic()
        break_it(shim)
        while world.service.is_ready():
            assert time.monotonic() - began < 20, "it stays ready on a broken disk"
            time.sleep(0.005)
        red = (time.monotonic() - began) * 1000
        time.sleep(0.3)
        since = time.monotonic()
        time.sleep(1)
        wrong = [act for act in world.history.acts if act.outcome == "ok" and act.invoked > since]
        assert not wrong, f"acknowledged on a broken disk: {wrong[:2]}"
        world.service.kill()
        world.history.killed()
        assert world.service.start(), world.service.said()[-500:]
        time.sleep(0.5)
        crowd  # People go on where they were.
    return red


@row(7, "fsync fails once (EIO)", quick=True)
def sync_fails_once(long):
    reds, wrong = [], 0
    for number in range(10 if long else 1):
        with World() as world:
            shim = Shim("disk", world.folder)
            world.open(**shim.env)
            reds.append(refuses_until_restart(world, shim, lambda shim: shim.__setitem__(1, 1 + number)))
            world.settle().insist()
    return f"{len(reds)} failures, {wrong} wrong answers; red after {statistics.median(reds):.0f} ms, no write until a restart"


@row(8, "fsync fails for ever (EIO)")
def sync_fails_for_ever(long):
    with World() as world:
        shim = Shim("disk", world.folder)
        world.open(**shim.env)

        def break_it(shim):
            shim[2], shim[1] = 1, 1

        red = refuses_until_restart(world, shim, break_it)
        return f"readiness red after {red:.0f} ms, nothing acknowledged; after a restart {world.settle().insist()}"


@row(9, "slow fsync: 5, 50, 500 ms")
def slow_syncs(long):
    lines = []
    with World(teams=16) as world:
        shim = Shim("disk", world.folder)
        world.open(**shim.env)
        for milliseconds in (5, 50, 500):
            shim[0] = milliseconds * 1000
            since = time.monotonic()
            with Crowd(world, 16, name=f"s{milliseconds}", approves=0):
                time.sleep(8)
            shim[0] = 0
            acts = [act for act in world.history.acts if act.invoked > since and act.op == "step"]
            took = sorted(act.completed - act.invoked for act in acts if act.outcome == "ok")
            late = [seconds for seconds in took if seconds > 3]
            assert not late, f"{len(late)} answers later than 3 s"
            lines.append(
                f"{milliseconds} ms: {len(took) / 8:.0f} steps/s, p99 {took[int(len(took) * 0.99)] * 1000:.0f} ms, "
                f"{sum(act.outcome != 'ok' for act in acts)} refused"
            )
        world.settle().insist()
    return "; ".join(lines)


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


@row(12, "a limit on the size of files (EFBIG)")
def file_too_big(long):
    with World() as world:
        world.open()
        world.service.stop()
        limit = os.path.getsize(world.service.path) + 600_000
        assert world.service.start(before=("env", "--ignore-signal=XFSZ", "prlimit", f"--fsize={limit}"))
        with Crowd(world, 4):
            deadline = time.monotonic() + 60
            while world.service.is_ready() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not world.service.is_ready(), "it stays ready"
            since = time.monotonic()
            time.sleep(1)
            wrong = [act for act in world.history.acts if act.invoked > since and act.outcome == "ok"]
            world.service.kill()
            world.history.killed()
            assert world.service.start(), world.service.said()[-500:]
        assert not wrong, wrong[:2]
        return f"{len(wrong)} wrong answers, red until a restart without the limit; {world.settle().insist()}"


@row(13, "read-only database", quick=True, needs=("mounts",))
def read_only_disk(long):
    import subprocess
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
        return f"exit code {done.returncode}: {said[-1][:110]}"


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
