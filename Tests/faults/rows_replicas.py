"""Rows 30, 31 and 33: several replicas on one database."""

import contextlib
import os
import signal
import time

import service
from people import Crowd
from rows import row
from rows_postgresql import NEEDS, on_postgresql
from shims import Shim


# docs/operating.md
MOST_APART_SECONDS = 5


class Both:
    """Two services that look like one: each request goes to the one or the other."""

    def __init__(self, services):
        self.services, self.turn = services, 0

    @property
    def port(self):
        self.turn += 1
        alive = [one for one in self.services if one.port]
        return alive[self.turn % len(alive)].port

    def __getattr__(self, name):
        return getattr(self.services[0], name)


@contextlib.contextmanager
def replicas(clock_ahead=0):
    with on_postgresql(teams=16) as world:
        first = world.service
        second = service.Service(f"{world.folder}/second", world.vendor.port, first.env["REGISTRAR_DATABASE"])
        second.env["REGISTRAR_MASTER_KEY"] = first.env["REGISTRAR_MASTER_KEY"]
        shim = Shim("clock", world.folder)
        shim[0] = clock_ahead * 1000
        assert second.start(**(shim.env if clock_ahead else {})), second.said()[-500:]
        world.service = Both([first, second])
        try:
            yield world, first, second
        finally:
            for one in (first, second):
                if one.process.poll() is None:
                    os.kill(one.process.pid, signal.SIGCONT)
                    one.kill()


@row(30, "two replicas, one outbox", needs=NEEDS)
def two_relays(long):
    with replicas() as (world, _, _):
        with Crowd(world, 8):
            time.sleep(60 if long else 5)
        found = world.settle().insist()
        assert found.sent_twice_in_flight == 0
        return f"two replicas: {found}"


@row(31, "a replica is paused past its lease (SIGSTOP), then goes on", needs=NEEDS)
def replica_paused(long):
    with replicas() as (world, first, second):
        with Crowd(world, 6):
            time.sleep(2)
            port, second.port = second.port, None
            os.kill(second.process.pid, signal.SIGSTOP)
            world.history.killed()
            time.sleep(60 if long else 35)
            os.kill(second.process.pid, signal.SIGCONT)
            second.port = port
            time.sleep(2)
        found = world.settle(90).insist()
        return f"paused for {60 if long else 35} s: {found}"


@row(31, "a replica is killed, and replicas are restarted one after the other under load", needs=NEEDS)
def rolling_restart(long):
    with replicas() as (world, first, second):
        with Crowd(world, 6):
            for number in range(10 if long else 2):
                time.sleep(1)
                one = (first, second)[number % 2]
                one.port = None
                time.sleep(0.2)
                code, took = one.stop()
                assert code == 0 and took < 30, (code, took)
                assert one.start()
        unanswered = sum(act.outcome == "unknown" for act in world.history.acts)
        found = world.settle().insist()
        assert unanswered == 0, f"{unanswered} requests were dropped"
        return f"{10 if long else 2} restarts one after the other: {unanswered} requests dropped; {found}"


@row(33, "the clocks of two replicas differ by 5 s", needs=NEEDS)
def clocks_differ(long):
    figures = []
    for ahead in ((5, -5, 30) if long else (5,)):
        with replicas(ahead) as (world, _, _):
            with Crowd(world, 6):
                time.sleep(20 if long else 5)
            found = world.settle()
            twice = len(found.sent_twice) + found.sent_twice_in_flight
            if abs(ahead) > MOST_APART_SECONDS:
                # As far apart as a lease is long: told twice is what comes of it, and nothing worse.
                found.sent_twice = []
            found.insist()
            assert abs(ahead) > MOST_APART_SECONDS or not twice, f"{ahead} s apart: {found}"
            figures.append(f"{ahead:+} s: {found.messages} messages, {twice} twice")
    return "; ".join(figures)
