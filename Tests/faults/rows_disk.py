"""Rows 6 to 9 and 12: the disk is torn, broken, slow, or takes no larger file."""

import os
import random
import statistics
import time

from people import Crowd
from rows import row
from shims import Shim
from world import World


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
    with Crowd(world, 4):
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
        world.history.killed(broken_since=began)
        assert world.service.start(), world.service.said()[-500:]
        time.sleep(0.5)
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


@row(12, "a limit on the size of files (EFBIG)")
def file_too_big(long):
    with World() as world:
        world.open()
        world.service.stop()
        limited = time.monotonic()
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
            world.history.killed(broken_since=limited)
            assert world.service.start(), world.service.said()[-500:]
        assert not wrong, wrong[:2]
        return f"{len(wrong)} wrong answers, red until a restart without the limit; {world.settle().insist()}"
