"""What comes after the approval: a meeting is logged by form, and the record says why it stands as it does."""

from chat import ADA, NORDWIND_ROOM, PIA, Chat

known: dict[str, str] = {}


def a_meeting_by_form_in_german(chat: Chat):
    """A partner logs the first meeting by form, in German, once the form has said which day it understood."""
    chat.be(PIA, NORDWIND_ROOM)
    known["case"] = chat.register("Wayne AG", "wayne.com", "Lucia Fuchs", "lucia@wayne.com",
                                  "Wartungstermine werden auf Papier geplant.", stage="evaluation")
    chat.close()
    chat.be(ADA)
    chat.go_to_app()
    chat.press_in(chat.hears(known["case"], "Wayne AG"), "review.approve")
    chat.confirm()
    chat.be(PIA)
    chat.go_to_app()
    chat.press_in(chat.hears(known["case"], "ist freigegeben"), "registration.meeting")
    chat.fill(date="31.2.")
    chat.next()
    assert "gibt es nicht" in chat.mistake("date"), chat.mistake("date")
    for scheme in ("light", "dark"):
        chat.page.dress(scheme)
        assert chat.page.barriers("#modal") == [], chat.page.barriers("#modal")
        chat.page.picture(f"50-meeting-day-that-is-none-{scheme}")
    chat.page.dress("light", 320)
    assert chat.page.fits(), "the form has to be scrolled sideways"
    chat.page.dress()
    chat.fill(date="morgen 14 Uhr")
    chat.next()
    chat.page.see_text("#modal", "Das ist", "14:00 Uhr")
    assert chat.holds("date") == "morgen 14 Uhr", chat.holds("date")
    chat.page.picture("50-meeting-understood")
    chat.next()
    chat.page.gone("#modal")
    chat.be(ADA)
    chat.go_to_app()
    note = chat.hears(known["case"], "The partner logged a meeting", "14:00")
    chat.page.picture("50-reviewer-is-told-of-the-meeting")
    chat.press_in(note, "registration.contradict")
    chat.page.see("#confirm[open]")
    chat.page.press("#confirm-no")


def why_on_the_record_page(chat: Chat):
    """The record page says why it stands as it does, a line for each reason, with the rule and its version."""
    chat.be(PIA)
    chat.go_to_app()
    note = chat.hears(known["case"], "ist freigegeben")
    chat.press_in(note, "registration.why")
    for words in ("warum", "Regel hold, Version demo", "Jetzt"):
        chat.page.until(f"{words} in the answer", lambda: words in chat.messages()[-1].text)
    chat.page.picture("51-why-in-the-chat")
    chat.page.follow(f"[id='{chat.hears(known['case'], 'ist freigegeben').get_attribute('id')}'] a")
    text = chat.page.text("main")
    assert "Warum" in text and "Regel hold, Version demo" in text, text
    reason = next(one for one in chat.page.all("dd") if "Regel hold" in one.text)
    assert reason.text.splitlines()[0].startswith("Schutz begonnen"), reason.text
    assert len(reason.text.splitlines()) > 1, f"what happened and its rule run together: {reason.text}"
    for scheme in ("light", "dark"):
        for width in (1280, 320):
            chat.page.dress(scheme, width)
            assert chat.page.fits(), f"the reasons have to be scrolled sideways at {width}"
            assert chat.page.barriers() == [], chat.page.barriers()
            chat.page.picture(f"51-why-on-the-record-{scheme}-{width}", whole=True)
    chat.page.dress()
    chat.page.leave_tab()
