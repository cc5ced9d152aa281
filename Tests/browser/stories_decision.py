"""An account executive decides in the chat, and the partner sees what came of it."""

from chat import ADA, BO, NORDWIND_ROOM, PAUL, PIA, Chat

known: dict[str, str] = {}


def everything_needed_to_decide(chat: Chat):
    """The card in the reviewer's conversation has everything needed to decide."""
    chat.be(PIA, NORDWIND_ROOM)
    known["globex"] = chat.register("Globex AG", "globex.com", "Ines Imhof", "ines@globex.com",
                                    "Der Vertrieb pflegt drei Listen und verliert Anfragen.", contact_role="COO",
                                    stage="discovery_scheduled", solution_fit="Eine Liste für alle.")
    chat.close()
    card = _card(chat, known["globex"])
    for words in ("Globex AG", "globex.com", "Ines Imhof", "COO", "ines@globex.com", "Nordwind GmbH", "gold",
                  "drei Listen", "First meeting scheduled", "Suggested: approve", "Ada Lindqvist"):
        assert words in card.text, f"{words} is missing from the card"
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers() == [], chat.page.barriers()
        chat.page.picture(f"20-card-to-decide-on-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the card has to be scrolled sideways"
    chat.page.picture("20-card-to-decide-on-narrow")
    chat.page.dress()


def a_question_and_its_answer(chat: Chat):
    """The reviewer asks, the partner answers in the chat, and the reviewer reads the answer on the card."""
    chat.press_in(_card(chat, known["globex"]), "review.ask")
    chat.page.see("#field-question")
    chat.next()
    assert chat.mistake("question")
    chat.fill(question="Who signs at Globex?")
    chat.page.picture("21-ask-the-partner")
    chat.next()
    chat.page.gone("#modal")
    chat.be(PIA)
    chat.go_to_app()
    card = chat.hears(known["globex"], "Who signs at Globex?")
    chat.page.picture("21-partner-reads-the-question")
    chat.press_in(card, "registration.answer")
    chat.fill(answer="Ines Imhof selbst, bis 100.000 €.")
    chat.page.picture("21-partner-answers")
    chat.next()
    chat.page.gone("#modal")
    card = _card(chat, known["globex"], "Ines Imhof selbst")
    chat.page.picture("21-reviewer-reads-the-answer")
    assert card.text.index("Who signs at Globex?") < card.text.index("Ines Imhof selbst")


def approval_is_confirmed(chat: Chat):
    """An approval is confirmed first, and the partner is told until when it is protected."""
    card = _card(chat, known["globex"])
    chat.press_in(card, "review.approve")
    assert "Nordwind GmbH is protected for 90 days" in chat.page.text("#confirm"), chat.page.text("#confirm")
    chat.page.picture("22-confirm-the-approval")
    chat.page.press("#confirm-no")
    chat.page.gone("#confirm[open]")
    assert "submitted" in _card(chat, known["globex"]).text.lower(), "saying no approved it"
    chat.press_in(_card(chat, known["globex"]), "review.approve")
    chat.confirm()
    card = _card(chat, known["globex"], "approved")
    offered = [each.get_attribute("data-action-id") for each in card.find_elements("css selector", "button")]
    assert "review.undo" in offered, offered
    assert not {"review.approve", "review.reject", "review.ask"} & set(offered), "an approved card can be decided on again"
    chat.page.picture("22-approved-card")
    chat.be(PIA)
    chat.go_to_app()
    told = chat.hears(known["globex"], "ist freigegeben")
    assert "Geschützt bis" in told.text, told.text
    chat.page.picture("22-partner-is-told")


def a_rejection_has_a_reason(chat: Chat):
    """A rejection needs a reason, and the partner reads it."""
    chat.be(PAUL, NORDWIND_ROOM)
    known["initech"] = chat.register("Initech Inc.", "initech.com", "Bill Lumbergh", "bill@initech.com",
                                     "Reports are filed twice.")
    chat.page.picture("23-registered-in-english")
    chat.close()
    chat.press_in(_card(chat, known["initech"]), "review.reject")
    chat.page.see("#field-reason")
    chat.next()
    assert chat.mistake("reason")
    reason = chat.page.all("#field-reason option")[1].get_attribute("value")
    chat.fill(reason=reason, reason_text="We talk to Initech already, since March.")
    assert chat.page.barriers() == [], chat.page.barriers()
    chat.page.picture("23-reject-with-a-reason")
    chat.next()
    chat.page.gone("#modal")
    _card(chat, known["initech"], "rejected")
    chat.page.picture("23-rejected-card")
    chat.be(PAUL)
    chat.go_to_app()
    told = chat.hears(known["initech"], "is rejected")
    assert "since March" in told.text
    chat.page.picture("23-partner-reads-the-reason")


def the_queue_of_a_manager(chat: Chat):
    """A partner manager sees what waits."""
    chat.be(PAUL, NORDWIND_ROOM)
    number = chat.register("Umbrella SE", "umbrella.com", "Alice Abern", "alice@umbrella.com", "Orders go by fax.")
    chat.close()
    chat.be(BO)
    chat.say("/register queue")
    chat.hears(number, "Waiting for a decision")
    chat.page.picture("24-queue-of-a-manager")


def _card(chat: Chat, number: str, *words: str):
    chat.be(ADA)
    chat.go_to_app()
    return chat.hears(number, "Nordwind GmbH", *words)
