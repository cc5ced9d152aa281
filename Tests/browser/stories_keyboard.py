"""Nobody needs a mouse."""

from selenium.webdriver.common.keys import Keys

from chat import NORDWIND_ROOM, PIA, Chat

STOPS = 12


def a_registration_by_keyboard_alone(chat: Chat):
    """A whole registration is done with the keyboard alone."""
    page = chat.page
    chat.be(PIA, NORDWIND_ROOM)
    page.open("about:blank")
    page.open(f"{chat.address}#{PIA}/{NORDWIND_ROOM}")
    page.see("#composer")
    page.keys(Keys.TAB)
    assert page.focus().text == "Skip to the message box", page.focus().text
    page.picture("30-keyboard-skips-to-the-message-box")
    page.keys(Keys.ENTER)
    _reach(chat, "composer")
    page.keys("/register hooli.com", Keys.ENTER)
    _focused(chat, "field-company_name")
    page.keys("Hooli Inc.", Keys.ENTER)
    _focused(chat, "field-contact_name")
    page.picture("30-keyboard-focus-in-the-form")
    page.keys("Gavin Belson", Keys.TAB, "gavin@hooli.com", Keys.TAB, "CEO", Keys.ENTER)
    _focused(chat, "field-problem")
    page.keys("Boxes gather dust.")
    _reach(chat, "field-stage")
    page.keys(Keys.ARROW_DOWN)
    _reach(chat, "modal-submit")
    page.keys(Keys.ENTER)
    _focused(chat, "field-consent")
    page.keys(Keys.SPACE, Keys.ENTER)
    number = chat.ends_with_number()
    _focused(chat, "modal-close")
    page.keys(Keys.ENTER)
    page.gone("#modal")
    _focused(chat, "composer")
    chat.hears(number)


def escape_closes_a_form(chat: Chat):
    """Escape closes a form, and Tab stays within it while it is open."""
    chat.be(PIA, NORDWIND_ROOM)
    chat.say("/register example.net")
    _focused(chat, "field-company_name")
    for _ in range(STOPS):
        chat.page.keys(Keys.TAB)
        assert chat.page.run("return Boolean(document.activeElement.closest('#modal'))"), "Tab left the form"
    chat.page.keys(Keys.ESCAPE)
    chat.page.gone("#modal")


def _focused(chat: Chat, name: str):
    chat.page.until(f"the focus at {name}", lambda: chat.page.focus().get_attribute("id") == name)


def _reach(chat: Chat, name: str):
    for _ in range(STOPS):
        if chat.page.focus().get_attribute("id") == name:
            return
        chat.page.keys(Keys.TAB)
    raise AssertionError(f"Tab does not reach {name}; it ends at {chat.page.focus().get_attribute('id')}")
