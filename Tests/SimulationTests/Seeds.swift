/// Seeds that found something once, and what it was; each is lived through again with every run of the tests.
enum Seeds {
    static let fixed: [(seed: UInt64, found: String)] = [
        (1, "nothing; every kind of programme has a seed here"), (2, "nothing"), (3, "nothing"), (4, "nothing"),
        (
            28,
            "messages that waited for an hour: a clock was set back while the disk was full, and nothing made up for it"
        ),
        (17, "a claim that waited for nothing: an approval took one of two places whose holds had run out"),
        (
            1_102_116_660,
            "a message that was sent again while it might still arrive: a clock was set back by seconds"
        ),
        (
            1_197_777_867,
            "nothing: what somebody sent whose lease a clock that jumped gave to another arrived after all"
        ),
        (
            791_154_225,
            "nothing: a card was sent again after 20 seconds, since a clock went ahead by 10 while it was sent"
        ),
        (
            3_910_515_462,
            "a wait the vendor asked for and nobody kept: it was heard after a clock was set back, and moved back with it"
        ),
        (
            2_590_473_493,
            "nothing: what a replica was writing when it was paused was taken over from it while it sent nothing"
        ),
        (3_145_230_618, "nothing: a replica that was paused in its sweep for a day, and counted before it swept anew"),
        (
            459_452_838,
            "a claim that waited for nothing: the second of two places came free while the first was offered"
        ),
        (501_943_334, "nothing: a step that was taken again and again until its draft knew the first no more"),
    ]
    /// Of crowded worlds, in which a lone replica is paused on most days.
    static let crowded: [(seed: UInt64, found: String)] = [
        (1_001, "nothing: a reminder that the calendar of then put before the duty, and the one of today after it"),
        (2_005, "nothing: a replica that heard of its stop while it was paused"),
    ]
}

extension Plan {
    /// A month of a small programme.
    static func month(_ seed: UInt64) -> Plan { Plan(seed: seed, days: 25, actsPerDay: 25, daysPerTrouble: 3) }

    /// Many people on many companies, under rules that change, and little trouble but pauses.
    static func crowded(_ seed: UInt64) -> Plan {
        var plan = Plan(seed: seed, prospects: 30, days: 19, actsPerDay: 60, daysPerTrouble: 1)
        plan.without = [.clocksJump, .standStill, .vendorDown, .tokenEnds, .suspension, .diskFull]
        return plan
    }

    /// What the programme's purpose names: two hundred partners for two years.
    static let twoYears = Plan(
        seed: 4_711,
        partners: 200,
        prospects: 120,
        days: 730,
        actsPerDay: 3,
        daysPerTrouble: 20
    )
}
