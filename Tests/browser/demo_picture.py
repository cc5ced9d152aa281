#!/usr/bin/env python3
"""Makes docs/demo.png, the README's picture, from the built demo: a partner registers, an account executive decides."""

import sys

import run
from chat import ADA, NORDWIND_ROOM, PAUL, Chat
from page import Browser

SIZE, WINDOW = (1600, 756), (870, 800)
MOST_BYTES = 300_000
PAGE = """<!doctype html><style>
body { margin: 0; display: flex; gap: 26px; justify-content: center; align-items: center; height: 756px; background: #d9e9e7; }
img { width: 762px; border-radius: 14px; box-shadow: 0 12px 36px #0b1f2444; }
</style><img src="file://%s"><img src="file://%s">"""

def main() -> int:
    run.PICTURES.mkdir(parents=True, exist_ok=True)
    axe = next((run.ROOT / ".build/venv/lib").glob("python3*/site-packages/axe_playwright_python/axe.min.js"))
    demo = run.Demo()
    page = Browser(run.PICTURES, axe)
    try:
        chat = Chat(page, demo.address)
        chat.arrive()
        resize(page, *WINDOW)
        chat.be(PAUL, NORDWIND_ROOM)
        chat.say("/register acme.com")
        chat.fill(company_name="Acme Rockets Inc.")
        page.picture("readme-partner")
        chat.next()
        number = chat.finish("Kim Kaiser", "kim@acme.com", "Quotes live in four systems; nobody knows which one counts.",
                             contact_role="CFO", stage="evaluation", solution_fit="One place for every quote.")
        chat.close()
        chat.be(ADA)
        chat.go_to_app()
        chat.hears(number)
        page.run("document.activeElement.blur()")
        page.gone(".place[aria-current] .badge")
        page.picture("readme-reviewer")
        frame = run.PICTURES / "readme.html"
        frame.write_text(PAGE % (run.PICTURES / "readme-partner.png", run.PICTURES / "readme-reviewer.png"))
        resize(page, *SIZE)
        page.open(f"file://{frame}")
        page.pictures = run.ROOT / "docs"
        page.picture("demo")
    finally:
        page.close()
        for leftover in run.PICTURES.glob('readme*'):
            leftover.unlink()
        demo.close()
    size = (run.ROOT / "docs/demo.png").stat().st_size
    print(f"docs/demo.png: {size} bytes")
    return 0 if size <= MOST_BYTES else 1


def resize(page: Browser, width: int, height: int):
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


if __name__ == "__main__":
    sys.exit(main())
