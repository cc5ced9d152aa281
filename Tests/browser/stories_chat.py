"""A partner registers in the chat, with and without the app."""

from chat import ADA, NORDWIND_ROOM, PAUL, PIA, RITA, RIVAL_ROOM, Chat, case_number

known: dict[str, str] = {}
PROBLEM = "Angebote liegen in vier Systemen, und niemand weiß, welches gilt."


def the_page_opens(chat: Chat):
    """The demo opens with a way in, in both schemes and on a narrow screen."""
    chat.be(PIA, NORDWIND_ROOM)
    chat.hears("Register a prospect")
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"01-chat-before-anything-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the page has to be scrolled sideways"
    chat.page.picture("01-chat-before-anything-narrow")
    chat.page.dress()


def mistakes_are_shown_at_their_fields(chat: Chat):
    """Mistakes are shown at their fields, in the words of the reader."""
    chat.be(PIA, NORDWIND_ROOM)
    chat.say("/register gmail.com")
    assert chat.holds("company_domain") == "gmail.com", "the typed domain is not filled in"
    chat.next()
    assert chat.mistake("company_name"), "a missing name is not said"
    chat.page.picture("02-mistake-missing-name")
    chat.fill(company_name="Acme GmbH")
    chat.next()
    assert "gmail.com ist ein Mail-Anbieter" in chat.mistake("company_domain"), chat.mistake("company_domain")
    assert chat.holds("company_name") == "Acme GmbH"
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"02-mistake-mail-provider-{scheme}")
    chat.page.dress()
    chat.fill(company_domain="acme.com")
    chat.next()
    assert "Frei." in chat.page.text("#modal:has(#field-contact_name)"), "the verdict is not said before the claim"
    chat.fill(contact_name="Kim Kaiser", contact_email="kim@")
    chat.next()
    assert chat.mistake("contact_email")
    chat.page.picture("03-mistake-address")


def back_keeps_what_was_typed(chat: Chat):
    """Going back, and closing and coming back, keep what was typed."""
    chat.fill(contact_email="kim@acme.com", contact_role="CFO")
    chat.next()
    chat.fill(problem=PROBLEM)
    chat.back()
    assert chat.holds("contact_email") == "kim@acme.com"
    chat.back()
    assert (chat.holds("company_name"), chat.holds("company_domain")) == ("Acme GmbH", "acme.com")
    chat.close()
    chat.say("/register")
    assert (chat.holds("company_name"), chat.holds("company_domain")) == ("Acme GmbH", "acme.com"), "closing lost it"
    chat.next()
    assert (chat.holds("contact_name"), chat.holds("contact_role")) == ("Kim Kaiser", "CFO"), "closing lost the contact"
    chat.page.picture("04-come-back-to-what-was-typed")
    chat.next()
    assert chat.holds("problem") == PROBLEM, "going back lost the problem"


def a_whole_registration(chat: Chat):
    """A whole registration ends with a case number, whose turn it is, and a link."""
    chat.fill(stage="evaluation", source_kind="reseller")
    chat.page.picture("05-opportunity")
    chat.next()
    chat.page.see("#field-consent")
    text = chat.page.text("#modal")
    for typed in ("Acme GmbH", "acme.com", "Kim Kaiser", "kim@acme.com", PROBLEM):
        assert typed in text, f"{typed} is not shown before it counts"
    assert not chat.page.see("#field-consent").is_selected(), "consent is given for somebody"
    chat.next()
    assert chat.mistake("consent")
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"06-check-and-consent-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the form has to be scrolled sideways"
    chat.page.picture("06-check-and-consent-narrow")
    chat.page.dress()
    chat.fill(consent="yes")
    chat.next()
    known["acme"] = chat.ends_with_number()
    known["acme link"] = chat.page.see("#modal a").get_attribute("href")
    assert f"/r/{known['acme']}?k=" in known["acme link"]
    assert "Der Hersteller entscheidet bis" in chat.page.text("#modal"), chat.page.text("#modal")
    chat.page.picture("07-registered-with-number-and-link")
    chat.close()


def the_channel_tells_little(chat: Chat):
    """The shared channel names the case and the next step, nothing else."""
    line = chat.hears(known["acme"])
    assert "Acme" not in line.text and "/r/" not in line.get_attribute("innerHTML"), line.text
    chat.be(PAUL, NORDWIND_ROOM)
    assert "Acme" not in " ".join(one.text for one in chat.messages())


def a_second_claim_is_refused(chat: Chat):
    """The same partner's second claim names the first."""
    chat.be(PAUL, NORDWIND_ROOM)
    chat.say("/register www.acme.com")
    chat.fill(company_name="Acme GmbH")
    chat.next()
    assert known["acme"] in chat.mistake("company_domain"), chat.mistake("company_domain")
    chat.page.picture("08-registered-already")
    chat.close()


def answers_in_the_chat(chat: Chat):
    """`status`, `check`, `rules` and `help` answer for the asker alone, in the asker's language."""
    chat.be(PIA, NORDWIND_ROOM)
    for words, german in ((f"status {known['acme']}", "Eingereicht"), ("status", "Ihre Registrierungen"),
                          ("check example.org", "Frei."), ("rules", "Schutz"), ("help", "Was Sie tippen können")):
        chat.say(f"/register {words}")
        answer = chat.hears(german)
        assert answer.get_attribute("data-ephemeral"), f"{words} is told to everybody"
        chat.page.picture(f"09-answer-to-{words.split()[0]}{'-CASE' if 'REG' in words else ''}")
    chat.be(PAUL, NORDWIND_ROOM)
    chat.say("/register help")
    chat.hears("What you can type")
    chat.page.picture("09-answer-to-help-in-english")


def held_without_learning_by_whom(chat: Chat):
    """A partner without the app presses the button, learns that the prospect is held but not by whom, and queues."""
    _approve(chat, known["acme"])
    chat.be(RITA, RIVAL_ROOM)
    chat.press_in(chat.hears("Register a prospect"), "register.start")
    chat.fill(company_name="ACME Gesellschaft mbH", company_domain="https://www.acme.com/kontakt")
    chat.next()
    chat.page.see("#field-contact_name")
    verdict = chat.page.text("#modal")
    assert "Held by another partner until" in verdict, verdict
    chat.page.picture("10-held-by-another-partner")
    chat.fill(contact_name="Kim Kaiser", contact_email="kim.kaiser@acme.com")
    chat.next()
    chat.fill(problem="They quote by hand and lose two days on each.")
    chat.next()
    chat.fill(consent="yes")
    chat.page.picture("10-join-the-queue")
    chat.next()
    number = known["rita"] = chat.ends_with_number()
    assert "queue" in chat.page.text("#modal")
    chat.page.picture("10-in-the-queue")
    chat.page.follow("#modal a")
    everything = verdict + chat.page.text("main")
    chat.page.leave_tab()
    chat.close()
    everything += chat.hears(number).text
    for secret in ("Nordwind", "Pia", "Petersen", known["acme"]):
        assert secret not in everything, f"{secret} is told to a rival"


def _approve(chat: Chat, number: str):
    chat.be(ADA)
    chat.go_to_app()
    chat.press_in(chat.hears(number, "Acme GmbH"), "review.approve")
    chat.confirm()
    chat.hears(number, "approved", "Acme GmbH")
