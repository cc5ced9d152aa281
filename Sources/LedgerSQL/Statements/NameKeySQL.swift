import Registrations

/// Counts what stands under each of a name's keys, all of them in one statement.
public enum NameKeySQL: SQLStatement, CaseIterable {
    case counts

    /// How many keys are asked for; a shorter list ends with nulls, under which nothing stands.
    static let places = BlockingKeys.limitPerName

    public var sql: String { NameKeySQL.everyCount }

    /// The limit is the second parameter, after the first key; no key is counted further.
    private static let everyCount: String = {
        let counts = ([1] + (3...(places + 1))).map {
            "(SELECT COUNT(*) FROM (SELECT 1 FROM name_key WHERE blocking_key = $\($0) LIMIT $2) AS bounded)"
        }
        return "SELECT \(counts.joined(separator: ", "))"
    }()
}
