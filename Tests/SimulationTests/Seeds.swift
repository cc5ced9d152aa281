/// Seeds that found something once, and what it was; each is lived through again with every run of the tests.
enum Seeds {
    static let fixed: [(seed: UInt64, found: String)] = [
        (1, "nothing; every kind of programme has a seed here"), (2, "nothing"), (3, "nothing"), (4, "nothing"),
        (17, "a claim that waited for nothing: an approval took one of two places whose holds had run out"),
    ]
}

extension Plan {
    /// A month of a small programme.
    static func month(_ seed: UInt64) -> Plan { Plan(seed: seed, days: 25, actsPerDay: 25, daysPerTrouble: 3) }

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
