public import Desk
import JSON
public import Registrations

extension SQLSession {
    public func insert(_ registration: Registration, nameKeys: [String]) throws -> Bool {
        let values = try StoredRegistration.values(of: registration)
        guard try connection.run(RegistrationSQL.insert, values) == 1 else { return false }
        try savePersonal(PersonalValues.of(registration), of: registration.id, over: [:])
        for key in nameKeys {
            let values: [SQLValue] = [.text(key), .id(registration.company), .id(registration.id)]
            try connection.send(RegistrationSQL.saveNameKey, values)
        }
        return true
    }

    public func update(_ registration: Registration) throws {
        let values = try StoredRegistration.changingValues(of: registration)
        guard try connection.run(RegistrationSQL.update, values) == 1 else {
            throw LedgerTrouble.broken("no registration to update")
        }
        let known = try personal(of: registration.id)
        try savePersonal(PersonalValues.of(registration), of: registration.id, over: known)
    }

    /// Writes what differs: most updates change no personal value.
    private func savePersonal(
        _ personal: [String: String],
        of owner: RegistrationID,
        over known: [String: String]
    ) throws {
        for name in known.keys.sorted() where personal[name] == nil {
            try connection.send(RegistrationSQL.removePersonal, [.id(owner), .text(name)])
        }
        for (name, value) in personal.sorted(by: { $0.key < $1.key }) where !isSame(known[name], value) {
            try connection.send(RegistrationSQL.savePersonal, [.id(owner), .text(name), .text(value)])
        }
    }

    /// Byte by byte: Swift takes two ways to write one accented letter for the same.
    private func isSame(_ known: String?, _ value: String) -> Bool {
        known.map { $0.utf8.elementsEqual(value.utf8) } ?? false
    }

    func personal(of owner: RegistrationID) throws -> [String: String] {
        let pairs = try connection.rows(RegistrationSQL.personal, [.id(owner)]) { (try $0.text(), try $0.text()) }
        return Dictionary(pairs) { first, _ in first }
    }

    public func similarNames(
        keys: [String],
        limit: Int,
        where isAlike: (CompanyName.Spellings) -> Bool
    ) throws -> [NameCandidate] {
        let found = try BlockingKeys.rarest(try countNames(under: keys)).map { key in
            try connection.rows(RegistrationSQL.underKey, [.text(key), .int(BlockingKeys.limitCandidates)]) { row in
                try row.id() as RegistrationID
            }
        }
        let closest = BlockingKeys.closest(found, limit: limit)
        var alike: [RegistrationID: NameCandidate] = [:]
        for start in stride(from: 0, to: closest.count, by: NameKeySQL.namePlaces) {
            let asked = closest[start..<min(start + NameKeySQL.namePlaces, closest.count)]
            let values: [SQLValue] = asked.map { .id($0) }
            let nulls = repeatElement(SQLValue.null, count: NameKeySQL.namePlaces - asked.count)
            _ = try connection.rows(NameKeySQL.names, values + nulls) { row in
                let (id, name) = (try row.id() as RegistrationID, try row.text())
                let spellings = try CompanyName.Spellings(stored: name)
                if isAlike(spellings) { alike[id] = try NameCandidate(id, name, spellings, &row) }
            }
        }
        return closest.compactMap { alike[$0] }
    }

    private func countNames(under keys: [String]) throws -> [String: Int] {
        let asked = Array(Set(keys).prefix(NameKeySQL.places))
        let isFew = asked.count <= NameKeySQL.fewPlaces
        let places = isFew ? NameKeySQL.fewPlaces : NameKeySQL.places
        var values: [SQLValue] = (0..<places).map { $0 < asked.count ? .text(asked[$0]) : .null }
        // One more than is ever followed, so that a common key costs no more than a rare one.
        values.insert(.int(BlockingKeys.limitCandidates + 1), at: 1)
        let counts = try connection.row(isFew ? NameKeySQL.fewCounts : NameKeySQL.counts, values) { row in
            try asked.map { ($0, try row.int()) }
        }
        return Dictionary(uniqueKeysWithValues: counts ?? [])
    }
}

extension NameCandidate {
    fileprivate init(
        _ id: RegistrationID,
        _ name: String,
        _ spellings: CompanyName.Spellings,
        _ row: inout SQLRow
    ) throws {
        self.init(
            registration: id,
            caseNumber: try row.needed(CaseNumber(typed: row.text())),
            company: try row.id(),
            partner: try row.id(),
            name: try StoredJSON.parse(name).text("typed"),
            spellings: spellings,
            status: try row.raw()
        )
    }
}
