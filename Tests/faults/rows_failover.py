"""Row 24: the server that leads is gone with its machine, and a standby takes over."""

import contextlib
import os
import signal
import time

from history import compare
from people import Crowd
from postgres import Postgres
from rows import row
from rows_postgresql import NEEDS, outage
from world import World


@contextlib.contextmanager
def pair(is_synchronous=True):
    """A world whose address names two servers: one leads, the other follows."""
    servers = [Postgres()]
    name, _ = servers[0].database()
    try:
        servers.append(Postgres(leader=servers[0]))
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in servers)
        with World(16, database=f"postgresql://postgres@{hosts}/{name}?sslmode=disable") as world:
            world.servers, world.database = servers, name
            if is_synchronous:
                servers[0].follow_at_once()
            world.open()
            yield world
    finally:
        for server in servers:
            server.close()


def take_over(world):
    """The one that leads is gone and the other leads; seconds from the one until people are served again."""
    leader, follower = world.servers
    began = time.monotonic()
    leader.kill()
    follower.promote()
    outage(world)
    return time.monotonic() - began


def put_back(world):
    """A new standby stands where the dead one stood, and the one that leads waits for it."""
    dead, leader = world.servers
    dead.close()
    world.servers[:] = [leader, Postgres(leader=leader, port=dead.port)]
    leader.follow_at_once()


@row(24, "the server is gone with its machine, and a standby is promoted", needs=NEEDS)
def failed_over_to_a_standby(long):
    rounds, back = 6 if long else 1, []
    with pair() as world:
        with Crowd(world, 6):
            for number in range(rounds):
                time.sleep(2)
                back.append(take_over(world))
                if number < rounds - 1:
                    put_back(world)
            time.sleep(2)
        found = world.settle().insist()
    lost = lost_by_a_standby_that_lags() if long else None
    control = f"; a standby that is not waited for: {lost} steps lost, which the test sees" if long else ""
    return f"{rounds} times: served again {max(back) * 1000:.0f} ms after at most, by itself; {found}{control}"


def lost_by_a_standby_that_lags():
    """The control: nobody waits for the standby, which gets nothing for a while and then leads."""
    with pair(is_synchronous=False) as world:
        crowd = Crowd(world, 6, approves=0)
        with crowd:
            time.sleep(2)
            receivers = world.servers[1].processes("walreceiver")
            assert receivers, "the standby receives nothing"
            for process in receivers:
                os.kill(process, signal.SIGSTOP)
            time.sleep(2)
            world.servers[0].kill()
            for process in receivers:
                os.kill(process, signal.SIGKILL)
            crowd.leave()
            # A standby whose receiver was killed starts all of its processes again.
            time.sleep(1)
            world.servers[1].promote()
            outage(world)
        found = compare(world.history, world.service.export(), world.vendor)
        assert found.lost, "the test sees nothing"
        return len(found.lost)
