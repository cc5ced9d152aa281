#!/usr/bin/env python3
"""Drives the built demo in headless Chromium as people would, and leaves pictures in .build/screenshots.

Each story is a sentence; those of one file build on each other. Arguments are words of the stories' file names to run alone.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import stories_chat
import stories_clocks
import stories_decision
import stories_keyboard
import stories_record
import stories_teams
from chat import Chat
from page import Browser

PICTURES = ROOT / ".build/screenshots"
START_SECONDS = 20
FILES = [stories_chat, stories_decision, stories_clocks, stories_record, stories_keyboard, stories_teams]


class Demo:
    """The built demo on a port of its own."""

    def __init__(self):
        program = ROOT / ".build/debug/registrar"
        if not program.exists():
            raise SystemExit("there is no .build/debug/registrar; run swift build")
        self.log = PICTURES / "demo.log"
        environment = {"PATH": os.environ["PATH"], "REGISTRAR_BIND": "127.0.0.1:0"}
        self.process = subprocess.Popen([program, "demo"], env=environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log.open("w"), stderr=subprocess.STDOUT)
        self.address = self.wait()

    def wait(self) -> str:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            found = re.search(r"Open (http://127\.0\.0\.1:[1-9]\d*/)", self.log.read_text())
            if found:
                return found.group(1)
            time.sleep(0.05)
        self.process.kill()
        raise SystemExit("the demo did not start:\n" + self.log.read_text())

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def stories_of(file):
    return [each for each in vars(file).values() if callable(each) and getattr(each, "__module__", "") == file.__name__
            and each.__doc__ and not each.__name__.startswith("_")]


def play(story, chat: Chat) -> bool:
    name = " ".join(story.__doc__.split()).rstrip(".")
    try:
        story(chat)
        chat.page.listen()
        complaints, chat.page.complaints = chat.page.complaints, []
        assert not complaints, f"the console complained: {complaints}"
        print(f"passed  {name}")
        return True
    except Exception as error:
        print(f"FAILED  {name}\n        {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
        where = error.__traceback__
        while where:
            if str(where.tb_frame.f_code.co_filename).startswith(str(ROOT)):
                print(f"        {pathlib.Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}")
            where = where.tb_next
        chat.page.picture(f"FAILED-{story.__name__}")
        chat.page.complaints = []
        return False


def main(words: list[str]) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    axe = next((ROOT / ".build/venv/lib").glob("python3*/site-packages/axe_playwright_python/axe.min.js"), None)
    if axe is None:
        raise SystemExit("axe.min.js is not there; run bin/setup --tests")
    passed = failed = 0
    demo, page = Demo(), None
    try:
        page = Browser(PICTURES, axe)
        for file in FILES:
            if words and not any(word in file.__name__ for word in words):
                continue
            chat = Chat(page, demo.address)
            chat.arrive()
            for story in stories_of(file):
                if play(story, chat):
                    passed += 1
                else:
                    failed += 1
                    chat.arrive()
    finally:
        if page:
            page.close()
        demo.close()
    print(f"{passed} passed, {failed} failed")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
