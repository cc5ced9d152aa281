"""The same in Teams: a partner registers in a shared channel, the reviewer decides in a chat of two."""

from selenium.webdriver.common.by import By

from chat import ADA as SLACK_ADA
from chat import Chat

TINA, TOM, ROSA, ADA, BO = "29:tina", "29:tom", "29:rosa", "29:ada", "29:bo"
PARTNER_ROOM, RIVAL_ROOM = "19:c0shared1partner@thread.tacv2", "19:c0shared2rival@thread.tacv2"
PROBLEM = "Raketen werden von Hand gezählt, und niemand weiß, wie viele fliegen."
known: dict[str, str] = {}


def the_other_chat(chat: Chat):
    """A switch leads to Teams, with people of its own."""
    chat.page.press("[data-testid=chat-teams]")
    _be(chat, TINA, PARTNER_ROOM)
    chat.hears("Register a prospect")
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"60-teams-before-anything-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the page has to be scrolled sideways"
    chat.page.picture("60-teams-before-anything-narrow")
    chat.page.dress()


def a_registration_by_the_private_command(chat: Chat):
    """A slash command is answered for one person alone; its dialog leads to a number and a link, in German."""
    _open(chat, "/register acme.example")
    assert chat.holds("company_domain") == "acme.example"
    chat.next()
    assert chat.mistake("company_name"), "a missing name is not said"
    chat.page.picture("61-teams-mistake-of-the-client")
    chat.fill(company_name="Acme GmbH", company_domain="gmail.com")
    chat.next()
    chat.page.see_text("#modal", "Mail-Anbieter")
    chat.page.picture("61-teams-mistake-of-the-server")
    chat.fill(company_domain="acme-raketen.de")
    chat.next()
    chat.page.see("#field-contact_name")
    chat.page.picture("62-teams-contact")
    chat.fill(contact_name="Kim Kaiser", contact_email="kim@acme-raketen.de", contact_role="CFO")
    chat.next()
    chat.page.see("#field-problem")
    chat.fill(problem=PROBLEM, stage="evaluation", source_kind="reseller")
    chat.page.picture("62-teams-opportunity")
    chat.next()
    chat.page.see("#field-consent")
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"63-teams-consent-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the dialog has to be scrolled sideways"
    chat.page.picture("63-teams-consent-narrow")
    chat.page.dress()
    chat.fill(consent="yes")
    chat.next()
    known["acme"] = chat.ends_with_number()
    link = chat.page.see("#modal a[href*='/r/']").get_attribute("href")
    assert f"/r/{known['acme']}?k=" in link, link
    chat.page.picture("64-teams-registered")
    chat.page.follow("#modal a[href*='/r/']")
    assert known["acme"] in chat.page.text("main")
    chat.page.leave_tab()
    chat.page.press("#modal-cross")
    chat.page.gone("#modal")


def the_channel_tells_little(chat: Chat):
    """The shared channel names the case and the next step, nothing else."""
    line = chat.hears(known["acme"])
    assert "Acme" not in line.text and "/r/" not in line.get_attribute("innerHTML"), line.text
    _be(chat, TOM, PARTNER_ROOM)
    assert "Acme" not in " ".join(one.text for one in chat.messages())
    chat.page.picture("65-teams-line-in-the-channel")


def the_reviewer_decides(chat: Chat):
    """The card has everything needed to decide; approval is confirmed first, and the card says so then."""
    _be(chat, ADA)
    chat.go_to_app()
    card = chat.hears(known["acme"], "Acme GmbH")
    for words in ("acme-raketen.de", "Kim Kaiser", "Hansekontor GmbH", "Raketen werden"):
        assert words in card.text, f"{words} is missing from the card"
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"66-teams-card-to-decide-on-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the card has to be scrolled sideways"
    chat.page.picture("66-teams-card-to-decide-on-narrow")
    chat.page.dress()
    chat.page.until("the card to open", lambda: _press(chat, known["acme"], "[data-opens='review.approve']"))
    chat.page.picture("67-teams-confirm")
    _press(chat, known["acme"], "[data-action-id='review.approve']")
    chat.hears(known["acme"], "approved", "Acme GmbH")
    chat.page.picture("67-teams-approved")


def the_partner_reads_it(chat: Chat):
    """The partner is told privately in the channel, with the link, in German."""
    _be(chat, TINA, PARTNER_ROOM)
    assert not chat.page.all("#notice:not([hidden])"), "what Ada was told is shown to Tina"
    note = chat.hears(known["acme"], "freigegeben", "Acme")
    assert note.get_attribute("data-ephemeral"), "the note is told to everybody"
    chat.page.picture("68-teams-partner-is-told")


def the_card_in_slack_changed_too(chat: Chat):
    """Ada is one person: her card in Slack says approved as well."""
    chat.page.press("[data-testid=chat-slack]")
    chat.be(SLACK_ADA)
    chat.go_to_app()
    chat.hears(known["acme"], "approved", "Acme GmbH")
    chat.page.picture("69-the-same-card-in-slack")
    chat.page.press("[data-testid=chat-teams]")


def a_rejection_by_dialog(chat: Chat):
    """A rejection asks for its reason in a dialog, and an English partner reads it."""
    _be(chat, TOM, PARTNER_ROOM)
    _open(chat, "/register globex.com")
    chat.fill(company_name="Globex")
    chat.next()
    chat.page.see("#field-contact_name")
    number = chat.finish("Ines Imhof", "ines@globex.com", "They quote by hand.", stage="evaluation", source_kind="reseller")
    chat.page.picture("70-teams-registered-in-english")
    chat.page.press("#modal-cross")
    _be(chat, ADA)
    chat.go_to_app()
    chat.hears(number, "Globex")
    _press(chat, number, "[data-action-id='review.reject']")
    chat.page.see("#field-reason")
    chat.page.picture("71-teams-reject")
    chat.fill(reason="not_qualified", reason_text="No budget yet.")
    chat.next()
    chat.page.gone("#modal")
    chat.hears(number, "rejected")
    _be(chat, TOM, PARTNER_ROOM)
    chat.hears(number, "No budget yet.")
    chat.page.picture("71-teams-partner-reads-why")


def words_are_answered(chat: Chat):
    """`status`, `rules` and `help` are answered for the asker alone, by slash and by mention."""
    _be(chat, TINA, PARTNER_ROOM)
    for said, german in (("/status", "Ihre Registrierungen"), ("@Registrar help", "Was Sie tippen können"), ("/rules", "Schutz")):
        chat.say(said)
        assert chat.hears(german).get_attribute("data-ephemeral"), f"{said} is told to everybody"
        chat.page.picture(f"72-teams-answer-to-{said.split()[-1].strip('/')}")


def _be(chat: Chat, person: str, room: str | None = None):
    who = f"[data-testid=person][data-user-id='{person}']"
    chat.page.press(who)
    chat.page.see(who + "[aria-current=true]")
    chat.page.until("the person's own name", lambda: chat.page.run("return state.me && state.me.id === arguments[0]", person))
    if room:
        chat.go(room)


def _open(chat: Chat, words: str):
    """Types words that lead to a dialog, and presses the button of the private answer."""
    chat.say(words)
    answer = chat.page.until("a private answer", lambda: next(
        (one for one in reversed(chat.messages())
         if one.get_attribute("data-ephemeral") and one.find_elements(By.CSS_SELECTOR, "[data-action-id='register.start']")), None))
    chat.page.picture("61-teams-private-answer")
    chat.press_in(answer, "register.start")
    chat.page.see("#field-company_domain")


def _press(chat: Chat, number: str, css: str) -> bool:
    chat.page.until(css, lambda: chat.hears(number).find_element(By.CSS_SELECTOR, css).click() or True)
    return True
