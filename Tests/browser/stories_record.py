"""The record page: readable by anybody with the link, in every light, and closed to everything else."""

import urllib.error
import urllib.request

from chat import ADA, NORDWIND_ROOM, PAUL, PIA, Chat
from page import NARROW, PAPER, WIDE

known: dict[str, str] = {}
ENGLISH, GERMAN = "English", "German"


def opened_from_the_chat(chat: Chat):
    """Partner and reviewer open the record from the link they were given, each in their language."""
    chat.be(PIA, NORDWIND_ROOM)
    number = chat.register("Müller & Söhne GmbH", "mueller-soehne.de", "Änne Ößler", "aenne@mueller-soehne.de",
                           "Die Auftragsbestätigungen gehen per Fax hinaus; Änderungen kommen zu spät.",
                           contact_role="Leiterin Einkauf", stage="evaluation")
    known["partner German"] = _follow(chat, "#modal a", "de")
    chat.close()
    chat.be(ADA)
    chat.go_to_app()
    card = chat.hears(number, "Müller & Söhne GmbH")
    known["reviewer English"] = _follow(chat, f"[id='{card.get_attribute('id')}'] a", "en")
    chat.press_in(chat.hears(number, "Müller & Söhne GmbH"), "review.approve")
    chat.confirm()
    chat.hears(number, "approved", "Müller & Söhne GmbH")
    chat.be(PAUL, NORDWIND_ROOM)
    second = chat.register("Vandelay Industries", "vandelay.com", "Art Vandelay", "art@vandelay.com",
                           "Imports and exports are planned in one spreadsheet.")
    known["partner English"] = _follow(chat, "#modal a", "en")
    chat.close()
    assert second != number


def readable_in_every_light(chat: Chat):
    """It is readable wide and narrow, light and dark, without a barrier and without scrolling sideways."""
    for view in ("partner German", "partner English", "reviewer English"):
        chat.page.open(known[view])
        for scheme in ("light", "dark"):
            for width in (WIDE, NARROW):
                chat.page.dress(scheme, width)
                assert chat.page.fits(), f"{view} has to be scrolled sideways at {width}"
                if width == WIDE:
                    assert chat.page.barriers() == [], chat.page.barriers()
                chat.page.picture(f"40-record-{view.replace(' ', '-')}-{scheme}-{width}", whole=True)


def readable_on_paper(chat: Chat):
    """It is readable in print."""
    chat.page.open(known["partner German"])
    chat.page.dress("dark", PAPER, "print")
    assert chat.page.run("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)", "print is not black on white"
    chat.page.picture("41-record-partner-German-print", whole=True)


def each_sees_what_is_theirs(chat: Chat):
    """The partner's view has the protection and the history, the reviewer's the checks as well."""
    chat.page.dress()
    for view, sees, never in (("partner German", ("Müller & Söhne GmbH", "Freigegeben", "Geschützt bis", "Verlauf"),
                               ("Prüfungen", "Vorschlag")),
                              ("reviewer English", ("Checks", "Suggested", "History"), ("Verlauf",))):
        chat.page.open(known[view])
        text = chat.page.text("main")
        for words in sees:
            assert words in text, f"{words} is missing from {view}"
        for words in never:
            assert words not in text, f"{words} is on {view}"


def nothing_runs_and_nothing_is_fetched(chat: Chat):
    """It runs no script, asks nobody else, may do nothing by its policy, and is not to be indexed."""
    for view in ("partner German", "reviewer English"):
        with urllib.request.urlopen(known[view]) as answer:
            body, headers = answer.read().decode(), answer.headers
        assert "<script" not in body and "javascript:" not in body and " on" + "click" not in body
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "script-src" not in policy, policy
        assert "noindex" in headers["x-robots-tag"] and 'name="robots" content="noindex' in body
        assert headers["referrer-policy"] == "no-referrer" and headers["cache-control"] == "no-store"
        chat.page.open(known[view])
        assert chat.page.run("return performance.getEntriesByType('resource').map(one => one.name)") == []
        assert chat.page.run("return document.scripts.length + document.forms.length") == 0


def a_broken_link_tells_nothing(chat: Chat):
    """A link that lost a part tells nothing, in both languages."""
    broken = known["partner German"][:-3]
    try:
        urllib.request.urlopen(broken)
        raise AssertionError("a broken link opens something")
    except urllib.error.HTTPError as error:
        assert error.code == 404, error.code
    chat.page.expected = broken  # Chromium tells the console of the 404 itself.
    chat.page.open(broken)
    text = chat.page.text("main")
    assert "Müller" not in text and "This record cannot be shown" in text and "Dieser Vorgang" in text
    chat.page.picture("42-record-link-that-lost-a-part")


def _follow(chat: Chat, link: str, language: str) -> str:
    chat.page.follow(link)
    chat.page.see("h1")
    address = chat.page.driver.current_url
    assert chat.page.run("return document.documentElement.lang") == language
    chat.page.leave_tab()
    return address
