"""A peer: how many requests a second aiohttp's client makes of a server on this machine, on uvloop.

usage: aiohttp_client.py URL SECONDS AT_ONCE
"""

import asyncio
import sys
import time

import aiohttp
import uvloop

BODY = b'{"channel":"C0BENCH","text":"' + b"x" * 960 + b'"}'
HEADERS = {"Content-Type": "application/json; charset=utf-8", "Authorization": "Bearer xoxb-bench"}


async def main(url, seconds, at_once):
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector) as session:
        end = time.monotonic() + seconds
        count = 0

        async def one_after_another():
            nonlocal count
            while time.monotonic() < end:
                async with session.post(url, data=BODY, headers=HEADERS) as response:
                    body = await response.read()
                    if response.status != 200 or not body:
                        raise SystemExit("a wrong answer")
                    count += 1

        begun = time.monotonic()
        await asyncio.gather(*(one_after_another() for _ in range(at_once)))
        print(f"requests={count} seconds={time.monotonic() - begun:.3f} cpu={int(time.process_time() * 1e6)}")


uvloop.run(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
