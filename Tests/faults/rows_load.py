"""Rows 45 to 49: more load than there is room for."""

import asyncio
import collections
import random
import resource
import socket
import statistics
import time
import urllib.parse

import wire
from people import Crowd, Person
from rows import row
from shims import Shim
from world import World


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0


async def talk(port, user, team, until, answers, words="status", pause=0.0):
    """One kept connection that asks one thing after the other, after a pause where it was refused: (when, seconds, what came)."""
    reader = writer = None
    while (began := time.monotonic()) < until:
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            body = urllib.parse.urlencode(wire.command(words, user, team, "C0SHARED0")).encode()
            head = "".join(f"{name}: {value}\r\n" for name, value in wire.signed(body).items())
            writer.write(
                f"POST /slack/commands HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n{head}\r\n".encode() + body
            )
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
            length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            said = await reader.readexactly(length)
            is_done = head.split()[1] == b"200" and b"busy" not in said and b"did not work" not in said
            kind = "served" if is_done else "refused"
        except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError):
            writer, kind = None, "lost"
            await asyncio.sleep(0.05)
        answers.append((began, time.monotonic() - began, kind))
        if kind == "refused" and pause:
            await asyncio.sleep(pause)


async def crowd(port, count, seconds, teams=4, words="status", name="L", pause=0.0):
    answers, until = [], time.monotonic() + seconds
    await asyncio.gather(*(
        talk(port, f"U0{name}{number}", f"T0PART{number % teams}", until, answers, words, pause) for number in range(count)
    ))
    return answers


def rate(answers, seconds):
    return sum(kind == "served" for _, _, kind in answers) / seconds


@row(45, "many more at once than there is room for, for a minute")
def overload(long):
    seconds = 60 if long else 5
    with World() as world:
        world.open()
        port = world.service.port
        peak = max(rate(asyncio.run(crowd(port, count, 5)), 5) for count in (8, 16, 32))
        memory = world.service.memory_mb()
        figures = []
        # Who waits a second, as the answer asks, leaves nearly all for those who are served; who hammers must not starve them.
        for pause, least in ((1.0, 0.8), (0.0, 0.1)):
            answers = asyncio.run(crowd(port, 400, seconds, pause=pause))
            kinds = collections.Counter(kind for _, _, kind in answers)
            goodput = rate(answers, seconds)
            served = [took for _, took, kind in answers if kind == "served"]
            assert world.service.is_ready()
            began = time.monotonic()
            while True:
                [(_, took, kind)] = asyncio.run(crowd(port, 1, 0.001))
                if kind == "served" and took < 0.5:
                    break
                assert time.monotonic() - began < 30
            recovery, grown = time.monotonic() - began, world.service.memory_mb() / memory
            assert goodput >= least * peak, f"{goodput:.0f}/s of {peak:.0f}/s, {dict(kinds)}"
            assert max(served) < 3, f"an answer after {max(served):.1f} s"
            figures.append(
                f"{goodput:.0f}/s of at most {peak:.0f}/s ({goodput / peak * 100:.0f} %), {dict(kinds)}, p99 "
                f"{percentile(served, 0.99) * 1000:.0f} ms, memory × {grown:.2f}, as before after {recovery * 1000:.0f} ms"
            )
        world.service.tell("audit", "verify")
        return f"400 at once: {figures[0]}; 400 that try again at once: {figures[1]}"


@row(46, "one noisy tenant: nine tenths of all load")
def noisy_tenant(long):
    seconds = 20 if long else 4

    async def both(port):
        until, quiet, noise = time.monotonic() + seconds, [], []
        await asyncio.gather(
            *(talk(port, f"U0NOISE{number}", "T0PART0", until, noise) for number in range(54)),
            *(talk(port, f"U0CALM{number}", f"T0PART{1 + number % 3}", until, quiet) for number in range(6)),
        )
        return quiet, noise

    with World(REGISTRAR_PERSON_PER_SECOND="10", REGISTRAR_WORKSPACE_PER_SECOND="200") as world:
        world.open()
        alone = asyncio.run(crowd(world.service.port, 6, 4))
        quiet, noise = asyncio.run(both(world.service.port))
        served = [took for _, took, kind in quiet if kind == "served"]
        refused = sum(kind != "served" for _, _, kind in quiet)
        p99 = percentile(served, 0.99)
        assert p99 < 1 and max(served) < 3, f"p99 {p99:.2f} s, worst {max(served):.2f} s"
        assert refused <= len(quiet) * 0.01, f"{refused} of {len(quiet)} of the others refused"
        return (
            f"others: p99 {p99 * 1000:.0f} ms (alone {percentile([took for _, took, _ in alone], 0.99) * 1000:.0f} ms), "
            f"{refused} of {len(quiet)} refused; the noisy one {rate(noise, seconds):.0f}/s"
        )


async def drip(port, until, lived):
    """A client that sends one byte a second."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return lived.append(0.0)
    began = time.monotonic()
    text = "POST /slack/commands HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n" + "x-slow: 1\r\n" * 100
    try:
        for letter in text:
            if time.monotonic() > until:
                break
            writer.write(letter.encode())
            await writer.drain()
            try:
                if await asyncio.wait_for(reader.read(1), 1) == b"":
                    break
            except asyncio.TimeoutError:
                continue
            break
    except OSError:
        pass
    lived.append(time.monotonic() - began)
    writer.close()


@row(47, "a thousand clients that send one byte a second")
def slow_clients(long):
    seconds = 90 if long else 15
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    async def both(port):
        until, lived = time.monotonic() + seconds, []
        slow = [asyncio.create_task(drip(port, until, lived)) for _ in range(1000)]
        await asyncio.sleep(2)
        answers = await crowd(port, 4, seconds - 5)
        await asyncio.gather(*slow)
        return answers, lived

    with World() as world:
        world.open()
        before = world.service.descriptors()
        answers, lived = asyncio.run(both(world.service.port))
        served = [took for _, took, kind in answers if kind == "served"]
        time.sleep(1)
        after = world.service.descriptors()
        assert len(served) == len(answers) and max(served) < 3, collections.Counter(kind for _, _, kind in answers)
        assert not long or max(lived) < seconds - 5, "slow clients are kept for ever"
        assert after <= before + 20, f"{after} descriptors for {before}"
        return (
            f"1,000 closed after {statistics.median(lived):.0f} s (longest {max(lived):.0f} s); others p99 "
            f"{percentile(served, 0.99) * 1000:.0f} ms; descriptors {before} before, {after} after"
        )


@row(48, "file descriptors exhausted")
def descriptors_exhausted(long):
    with World() as world:
        world.open(before=("prlimit", "--nofile=96"))
        person = Person(world, 0, 4)
        person.register("before.com")
        taken = []
        for _ in range(200):
            connection = socket.socket()
            connection.settimeout(0.2)
            try:
                connection.connect(("127.0.0.1", world.service.port))
            except OSError:
                pass
            taken.append(connection)
        time.sleep(3 if long else 1)
        assert world.service.process.poll() is None, "it ended"
        for connection in taken:
            connection.close()
        began = time.monotonic()
        while not world.service.is_ready():
            assert time.monotonic() - began < 30, "it does not come back"
        back = time.monotonic() - began
        person.register("after.com")
        return f"200 connections on 96 descriptors: no crash, serving {back * 1000:.0f} ms after they closed; {world.settle().insist()}"


@row(49, "an allocation fails, at random, under load")
def memory_runs_out(long):
    dice, deaths, failures = random.Random(49), 0, 12 if long else 2
    with World() as world:
        shim = Shim("memory", world.folder)
        world.open(**shim.env)
        # Decisions are left out: what a click came to is told elsewhere than in its 200.
        with Crowd(world, 6, approves=0):
            for _ in range(failures):
                time.sleep(0.5)
                shim[0] = dice.randint(1, 20_000)
                armed = time.monotonic()
                deadline = armed + 10
                while shim[0] > 0 and world.service.process.poll() is None and time.monotonic() < deadline:
                    time.sleep(0.01)
                time.sleep(0.5)
                if world.service.process.poll() is not None:
                    deaths += 1
                else:
                    world.service.kill()
                world.history.killed(broken_since=armed)
                assert world.service.start(**shim.env), world.service.said()[-500:]
        return f"{failures} failures, {deaths} ended the process; {world.settle().insist()}"
