"""Rows 1 to 5: the process is killed, the power fails."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from history import compare
from people import Crowd, Person
from rows import row
from shims import Shim
from world import World


@row(1, "kill -9, random, under load, with commands beside the service", quick=True)
def killed_at_random_moments(long):
    rounds, dice, restarts = 200 if long else 6, random.Random(1), []
    with World(teams=24 if long else 4) as world:
        world.open()
        with Crowd(world, 6):
            for number in range(rounds):
                time.sleep(dice.uniform(0.05, 1.5))
                if number % 5 == 0:
                    world.service.tell("list")
                world.history.killed()
                world.service.kill()
                began = time.monotonic()
                assert world.service.start(), world.service.said()[-500:]
                restarts.append(time.monotonic() - began)
                if number % 7 == 0:
                    world.service.tell("audit", "verify")
                    world.unpark()
        found = world.settle().insist()
        before = without_links(world.service.export())
        for command in (["list"], ["audit", "verify"], ["outbox", "list"], ["backup", f"{world.folder}/backup.db"]):
            world.service.tell(*command)
        assert before == without_links(world.service.export()), "a command beside the service changed something"
        return f"{rounds} kills: {found}; up again after {sorted(restarts)[len(restarts) // 2] * 1000:.0f} ms (median)"


def without_links(records):
    """Each print of a record has a fresh link."""
    return [{**record, "link": None} for record in records]


def one_journey(world, patience):
    """One registration and its decision, to the end, whatever dies in between."""
    person = Person(world, 0, world.teams)
    person.patience = patience
    person.approve(person.register("journey.com"))


def points_of_a_journey():
    with World() as world:
        shim = Shim("killpoint", world.folder)
        world.open(**shim.env)
        shim[2] = 0
        one_journey(world, 20)
        world.quiet()
        return shim[2]


def killed_at(point, after):
    """Dies at that point, comes back, and goes on; whether it died at all."""
    with World(teams=1) as world:
        shim = Shim("killpoint", world.folder)
        world.open(**shim.env)
        shim[1], shim[0] = int(after), point
        work = threading.Thread(target=run_noting, args=(world, lambda: one_journey(world, 90)), daemon=True)
        work.start()
        died = False
        # At nought it dies, though the system may take its time over it.
        while work.is_alive() or (not died and (shim[0] == 0 or world.service.outbox("due", "leased"))):
            if not died and world.service.process.poll() is not None:
                world.history.killed()
                died = True
                assert world.service.start(), world.service.said()[-500:]
            time.sleep(0.005)
        world.settle().insist()
        return died


def run_noting(world, act):
    try:
        act()
    except Exception as error:
        world.troubles.append(f"{type(error).__name__}: {error}")


@row(2, "kill before and after every point the world can see: each sync of the database, each send")
def killed_at_every_visible_point(long):
    points = points_of_a_journey()
    tried = [(point, after) for point in range(1, points + 1, 1 if long else 12) for after in (False, True)]
    # Most of the time is spent waiting for the lease of who died.
    with ThreadPoolExecutor(10) as pool:
        died = sum(pool.map(lambda one: killed_at(*one), tried))
    return f"{points} points in one registration with its decision, {died} deaths in {len(tried)} runs, all recovered"


def dies_again_and_again(world, times, arm):
    """People work while the service dies and comes back, each time by what `arm` set; the findings at the end."""
    with Crowd(world, 6):
        for number in range(times):
            shim = arm(number)
            world.service.process.wait(60)
            world.history.killed()
            assert world.service.start(**shim.env), world.service.said()[-500:]
            time.sleep(0.3)
            if number % 7 == 6:
                world.unpark()
        world.service.kill()
        world.history.killed()
        assert world.service.start(), world.service.said()[-500:]
    return world.settle().insist()


@row(3, "kill at the n-th sync of the database under load")
def killed_at_the_nth_sync(long):
    dice, deaths = random.Random(3), 100 if long else 4
    with World(teams=24 if long else 4) as world:
        shim = Shim("killpoint", world.folder)
        world.open(**shim.env)

        def arm(number):
            shim[1], shim[0] = number % 2, dice.randint(1, 300)
            return shim

        return f"{deaths} deaths: {dies_again_and_again(world, deaths, arm)}"


@row(4, "power loss: a random half of what was not synced is undone, some of it torn", quick=True)
def power_lost_at_random_writes(long):
    dice, cuts = random.Random(4), 60 if long else 4
    with World(teams=24 if long else 4) as world:
        shim = Shim("powerloss", world.folder)
        world.open(**shim.env)

        def arm(number):
            shim.env["FAULT_SEED"] = str(number + 1)
            shim[0] = dice.randint(20, 400)
            return shim

        return f"{cuts} power cuts: {dies_again_and_again(world, cuts, arm)}"


def power_fails_under_a_lying_disk(seed):
    """People work, the power fails; what the restarted service does not know any more."""
    with World() as world:
        shim = Shim("powerloss", world.folder, seed)
        shim[1] = 1
        world.open(**shim.env)
        crowd = Crowd(world, 6)
        with crowd:
            time.sleep(0.2)
            shim[0] = random.Random(seed).randint(100, 400)
            world.service.process.wait(60)
            world.history.killed()
            crowd.leave()
        assert world.service.start(), world.service.said()[-500:]
        world.service.tell("audit", "verify")
        found = compare(world.history, world.service.export(), world.vendor)
        return {kind: seen for kind, seen in found.faults.items() if kind == "lost"}


@row(5, "negative control: the disk lies about syncing", quick=True)
def power_lost_under_a_lying_disk(long):
    runs, caught, kinds = 20 if long else 3, 0, set()
    for seed in range(1, runs + 1):
        try:
            faults = power_fails_under_a_lying_disk(seed)
        except AssertionError as error:
            faults = {f"refused: {str(error)[:60]}": 1}
        caught += bool(faults)
        kinds |= set(faults)
    assert caught >= runs * 0.6, f"the test sees nothing: {caught} of {runs} caught"
    return f"caught in {caught} of {runs} runs ({', '.join(sorted(kind.split(':')[0] for kind in kinds))})"
