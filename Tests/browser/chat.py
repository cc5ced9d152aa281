"""The demo's chat, as a person uses it: be somebody, say something, fill in what opens, press what is offered."""

import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from page import Browser

PIA, PAUL, RITA, ADA, BO = "U0PIA", "U0PAUL", "U0RITA", "U0AE", "U0MANAGER"
NORDWIND_ROOM, RIVAL_ROOM = "C0SHARED1", "C0SHARED2"
MESSAGE = "[data-testid=message]"


class Chat:
    def __init__(self, page: Browser, address: str):
        self.page = page
        self.address = address

    def arrive(self):
        self.page.dress()
        for tab in self.page.driver.window_handles[1:]:
            self.page.driver.switch_to.window(tab)
            self.page.driver.close()
        self.page.driver.switch_to.window(self.page.driver.window_handles[0])
        self.page.open("about:blank")
        self.page.open(self.address)
        self.page.see("#composer")
        if self.page.all("#modal"):
            self.close()

    def be(self, person: str, room: str | None = None):
        self.page.press(f"#person-{person}")
        self.page.see(f"#person-{person}[aria-current=true]")
        self.page.until("the person's own name", lambda: self.page.run("return state.me && state.me.id === arguments[0]", person))
        if room:
            self.go(room)

    def go(self, room: str):
        self.page.press(f"[data-testid=room][data-room-id='{room}']")
        self.page.see(f"[data-testid=room][data-room-id='{room}'][aria-current=true]")

    def go_to_app(self):
        """The conversation with the app, which exists once it has written."""
        self.page.press("#direct [data-testid=room]")
        self.page.see("#direct [data-testid=room][aria-current=true]")

    def say(self, words: str):
        self.page.until("the message box", lambda: self.page.see("#send").is_enabled())
        box = self.page.see("#composer")
        box.clear()
        box.send_keys(words + Keys.ENTER)

    def messages(self):
        return self.page.all(MESSAGE)

    def hears(self, *texts: str):
        """The newest message with all of these words."""
        return self.page.see_text(MESSAGE, *texts)

    def press_in(self, message, action: str):
        message.find_element(By.CSS_SELECTOR, f"[data-action-id='{action}']").click()

    def confirm(self):
        self.page.press("#confirm-yes")
        self.page.gone("#confirm[open]")

    # The form that is open

    def field(self, name: str) -> str:
        return f"#field-{name}"

    def fill(self, **answers: str):
        for name, words in answers.items():
            self.page.type(self.field(name), words)

    def holds(self, name: str) -> str:
        return self.page.see(self.field(name)).get_attribute("value")

    def next(self):
        self.page.until("the form to be ready", lambda: self.page.see("#modal-submit").is_enabled())
        self.page.press("#modal-submit")

    def back(self):
        self.page.press("#modal [data-action-id='register.back']")

    def mistake(self, name: str) -> str:
        return self.page.text(f"[data-testid=field-error][data-block-id={name}]")

    def close(self):
        self.page.press("#modal-close")
        self.page.gone("#modal")

    def ends_with_number(self) -> str:
        """The last view: nothing to fill in, a number to keep."""
        self.page.gone("#modal-submit")
        return case_number(self.page.text("#modal"))

    def register(self, company: str, domain: str, contact: str, email: str, problem: str, **more: str) -> str:
        """A whole registration, from the command to the case number; the last view stays open."""
        self.say(f"/register {domain}")
        self.fill(company_name=company)
        self.next()
        return self.finish(contact, email, problem, **more)

    def finish(self, contact: str, email: str, problem: str, **more: str) -> str:
        self.fill(contact_name=contact, contact_email=email, **{k: v for k, v in more.items() if k == "contact_role"})
        self.next()
        self.fill(problem=problem, **{k: v for k, v in more.items() if k != "contact_role"})
        self.next()
        self.fill(consent="yes")
        self.next()
        return self.ends_with_number()


def case_number(text: str) -> str:
    found = re.search(r"REG-[0-9A-Z]{8}", text)
    assert found, f"no case number in {text!r}"
    return found.group()
