import Testing

/// Rows without which a change of one sign in the reading of dates went unseen.
@Suite struct DateEdgeTests {
    @Test(arguments: [
        ("Dec 12", "2026-12-12"), ("Dec. 1 14:00", "2026-12-01 14:00"), ("Dec. 001", "unreadable"),
        ("at 1 Dec", "2026-12-01"), ("2 p.m tomorrow", "2026-11-25 14:00"), ("in 3 apples", "unreadable"),
        ("in drei Äpfeln um 10", "unreadable"), ("in 999999 days", "too far"), ("in 1000000 days", "unreadable"),
        ("in 10000000 days", "unreadable"), ("5.1.", "2027-01-05"),
        ("Dec 1 2026 14:00", "2026-12-01 14:00"), ("December 1 2026 um drei", "2026-12-01 15:00"),
        ("Dec. 1 2026", "2026-12-01"), ("Dec. 1.12 Uhr", "unreadable"),
        ("tomorrow half past two am", "2026-11-25 02:30"),
    ])
    func `a date is read to the letter`(text: String, reading: String) {
        let dates = DateWordsTests()
        #expect(dates.told(dates.read(text)) == reading)
    }
}
