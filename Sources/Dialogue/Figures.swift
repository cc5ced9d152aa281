import Registrations

/// Amounts and days as people write them.
extension Questionnaire {
    /// Reads `100000`, `100.000`, `100,000.50`, `100 000,5`: the last separator with one or two digits is the decimal.
    static func amount(_ text: String) -> Amount? {
        let kept = text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" }
        var whole = kept[...]
        var cents = 0
        if let mark = kept.lastIndex(where: { $0 == "." || $0 == "," }) {
            let digits = kept[kept.index(after: mark)...]
            if (1...2).contains(digits.count) {
                guard let number = number(digits) else { return nil }
                whole = kept[..<mark]
                cents = number * (digits.count == 1 ? 10 : 1)
            }
        }
        guard let units = wholeUnits(whole) else { return nil }
        return Amount(minorUnits: units * 100 + cents)
    }

    /// Digits alone, or in groups of three with one kind of separator.
    private static func wholeUnits(_ text: Substring) -> Int? {
        guard let separator = text.first(where: { $0 == "." || $0 == "," }) else { return number(text) }
        let groups = text.split(separator: separator, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...groupDigits).contains(first.count),
            groups.dropFirst().allSatisfy({ $0.count == groupDigits })
        else { return nil }
        return number(groups.joined())
    }

    private static func number(_ digits: some StringProtocol) -> Int? {
        guard digits.count <= amountLimitDigits, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(digits)
    }

    /// Reads `2026-12-25`, `25.12.2026` and `25. 12. 2026`; nil for every other shape and for days that do not exist.
    static func day(_ text: String) -> CivilDate? {
        if let day = CivilDate(text) { return day }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { trimmed(String($0)) }
        guard parts.count == 3, parts[2].count == 4, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
            let day = number(parts[0]), let month = number(parts[1]), let year = number(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Reads `31 March 2027` and `31. März` besides; nil for what can be two days, and for words that mean another day
    /// tomorrow.
    static func day(_ text: String, today: CivilDate?) -> CivilDate? {
        if let day = day(text) { return day }
        guard let today, text.contains(where: \.isLetter), let tokens = DateTokens.split(text),
            var grammar = DateGrammar(tokens),
            let typed = grammar.read(), typed.secondOfDay == nil, case .date = typed.day
        else { return nil }
        let days = typed.days(today: today)
        return days.count == 1 ? days.first : nil
    }
}
