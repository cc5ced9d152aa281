"""A headless Chromium, as far as a person at it can tell: what is shown, pressed, typed, printed and heard."""

import base64
import json
import pathlib
import shutil
import time

from selenium import webdriver
from selenium.common.exceptions import ElementNotInteractableException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

PATIENCE_SECONDS = 10
POLL_SECONDS = 0.05
WIDE, NARROW, PAPER = 1280, 320, 794
HEIGHT = 800
LONGEST_PICTURE = 6000


class Browser:
    def __init__(self, pictures: pathlib.Path, axe: pathlib.Path):
        options = webdriver.ChromeOptions()
        for flag in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--force-device-scale-factor=1", "--disable-background-networking", "--no-first-run",
                     "--disable-component-update", "--no-proxy-server", f"--window-size={WIDE},{HEIGHT}", "--lang=en-US"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # Named, so that nothing is looked for on the net.
        options.binary_location = which("chromium")
        self.driver = webdriver.Chrome(options=options, service=Service(which("chromedriver")))
        self.pictures = pictures
        self.axe = axe.read_text()
        self.complaints: list[str] = []
        self.expected = None
        self.scheme = "light"

    def close(self):
        self.driver.quit()

    # Looking

    def until(self, what: str, look):
        """The first true answer of `look`, which may be asked while the page is being drawn anew."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = look()
                if answer:
                    return answer
            except (StaleElementReferenceException, ElementNotInteractableException):
                pass
            if time.monotonic() > end:
                raise AssertionError(f"waited {PATIENCE_SECONDS} s in vain for {what}")
            time.sleep(POLL_SECONDS)

    def all(self, css: str):
        return [one for one in self.driver.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()]

    def see(self, css: str):
        return self.until(css, lambda: next(iter(self.all(css)), None))

    def see_text(self, css: str, *texts: str):
        return self.until(
            f"{' and '.join(texts)} in {css}",
            lambda: next((one for one in reversed(self.all(css)) if all(text in one.text for text in texts)), None))

    def gone(self, css: str):
        self.until(f"{css} to go", lambda: not self.all(css))

    def text(self, css: str) -> str:
        return self.see(css).text

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    # Doing

    def press(self, css: str):
        self.until(f"{css} to be pressed", lambda: self.see(css).click() or True)

    def type(self, css: str, words: str):
        field = self.see(css)
        if field.tag_name == "select":
            return Select(field).select_by_value(words)
        if field.get_attribute("type") in ("checkbox", "radio"):
            return None if field.is_selected() else field.click()
        field.clear()
        field.send_keys(words)

    def keys(self, *keys: str):
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def focus(self):
        return self.driver.switch_to.active_element

    def open(self, address: str):
        self.listen()
        self.driver.get(address)

    def follow(self, css: str):
        """Presses a link that opens a tab of its own and goes there."""
        before = set(self.driver.window_handles)
        self.press(css)
        tab = self.until("a new tab", lambda: next(iter(set(self.driver.window_handles) - before), None))
        self.driver.switch_to.window(tab)

    def leave_tab(self):
        self.listen()
        self.driver.close()
        self.driver.switch_to.window(self.driver.window_handles[0])

    # The room it is used in

    def dress(self, scheme="light", width=WIDE, medium=""):
        self.scheme = scheme
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": medium, "features": [{"name": "prefers-color-scheme", "value": scheme},
                                          {"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False})

    def picture(self, name: str, whole=False, scale=1):
        size = self.run("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        options = {"format": "png"}
        if whole:
            options |= {"captureBeyondViewport": True, "clip": {
                "x": 0, "y": 0, "width": size[0], "height": min(size[1], LONGEST_PICTURE), "scale": scale}}
        data = self.driver.execute_cdp_cmd("Page.captureScreenshot", options)["data"]
        (self.pictures / f"{name}.png").write_bytes(base64.b64decode(data))

    def fits(self) -> bool:
        """Nothing has to be scrolled sideways."""
        return self.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    # Listening

    def listen(self):
        """Gathers what the console complained of, but for an address that is meant to fail; Chromium forgets it once told."""
        for line in self.driver.get_log("browser"):
            if line["level"] in ("SEVERE", "WARNING") and not (self.expected and line["message"].startswith(self.expected)):
                self.complaints.append(line["message"])

    def barriers(self, within="html") -> list[str]:
        """What axe finds serious or critical, in the scheme of the moment."""
        self.run(self.axe)
        found = self.driver.execute_async_script("""
            const [within, done] = arguments;
            axe.run(within, {resultTypes: ['violations'], preload: false}).then(
              result => done(JSON.stringify(result.violations.filter(one => ['serious', 'critical'].includes(one.impact)).map(
                one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.target + ' — ' + (node.any[0] || node.all[0] || node.none[0] || {}).message).join(' | ')))),
              error => done(JSON.stringify(['axe failed: ' + error])))""", within)
        return json.loads(found)


def which(name: str) -> str:
    path = shutil.which(name)
    if not path:
        raise SystemExit(f"{name} is not installed; run bin/setup --tests")
    return path
