import Registrations

/// What stands under each of a name's keys, and some registrations' names, each in one statement.
public enum NameKeySQL: SQLStatement, CaseIterable {
    /// What stands under as many keys as a name can have, or as most names have.
    case counts, fewCounts
    case names

    /// How many keys are asked for; a shorter list ends with nulls, under which nothing stands.
    static let places = BlockingKeys.limitPerName
    static let fewPlaces = BlockingKeys.limitPerName / 2

    /// How many registrations are asked for; a shorter list ends with nulls.
    static let namePlaces = 25

    public var sql: String {
        switch self {
        case .counts: NameKeySQL.everyCount
        case .fewCounts: NameKeySQL.someCounts
        case .names: NameKeySQL.someNames
        }
    }

    private static let someNames = """
        SELECT id, company_name, case_number, company, partner, status FROM registration
        WHERE id IN (\((1...namePlaces).map { "$\($0)" }.joined(separator: ", ")))
        """

    private static let everyCount = counting(places)
    private static let someCounts = counting(fewPlaces)

    /// The limit is the second parameter, after the first key; no key is counted further.
    private static func counting(_ places: Int) -> String {
        let counts = ([1] + (3...(places + 1))).map {
            "(SELECT COUNT(*) FROM (SELECT 1 FROM name_key WHERE blocking_key = $\($0) LIMIT $2) AS bounded)"
        }
        return "SELECT \(counts.joined(separator: ", "))"
    }
}
