import Registrations

/// A reviewer and where the file speaks of them.
struct WrittenReviewer {
    let reviewer: Policy.Reviewer
    let place: Place
    let deputyPlace: Place?
}

extension Reading {
    /// `reviewers`: who may decide, told apart by chat identity; one whose name is wrong has none.
    mutating func reviewers(_ file: Section) -> [WrittenReviewer] {
        let nodes = list(.reviewers, of: file, example: "[ { name: …, email: …, slack: { team: T…, user: U… } } ]")
        if let node = file[.reviewers], node.isEmptyList {
            complain(node.place, "\"reviewers\" is empty, so nobody could decide", "Write at least one reviewer.")
        }
        var written: [WrittenReviewer] = []
        for node in nodes {
            guard let next = reviewer(node, among: written) else { continue }
            written.append(next)
        }
        // A reviewer whose name is wrong may be the one meant.
        if !written.contains(where: { $0.reviewer.name.isEmpty }) {
            for reviewer in written { deputy(of: reviewer, among: written) }
        }
        return written
    }

    /// `routing`: who gets what no territory claims.
    mutating func routing(_ file: Section, _ reviewers: [WrittenReviewer]) -> Policy.Routing? {
        guard let section = section(.routing, of: file, keys: [.fallback]) else { return nil }
        require([.fallback], in: section)
        guard let node = section[.fallback],
            let name = text(node, "\"fallback\"", limitCharacters: Reading.limitNameCharacters)
        else { return nil }
        let names = reviewers.map(\.reviewer.name)
        guard names.contains(name) || names.isEmpty || names.contains("") else {
            complain(
                node.place,
                "\"fallback\" is \(quoted(name)), who is not a reviewer",
                suggestion(for: name, among: names)
            )
            return nil
        }
        return Policy.Routing(fallback: name)
    }

    private mutating func reviewer(_ node: YAMLNode, among earlier: [WrittenReviewer]) -> WrittenReviewer? {
        let keys: [Key] = [.name, .email, .slack, .teams, .territories, .manager, .deputy, .absent, .language]
        guard let section = section(node, "a reviewer", keys: keys) else { return nil }
        require([.name, .email], in: section)
        let name = text(.name, of: section, limitCharacters: Reading.limitNameCharacters)
        if let name, let place = section[.name]?.place, earlier.contains(where: { $0.reviewer.name == name }) {
            complain(
                place,
                "Two reviewers are called \(quoted(name))",
                "Give each a name of their own, for example with a department."
            )
        }
        let email = email(section)
        let people = people(section, among: earlier)
        let territories = territories(section)
        let isManager = flag(.manager, of: section) ?? false
        let deputy = text(.deputy, of: section, limitCharacters: Reading.limitNameCharacters)
        let language = language(.language, of: section)
        let isAbsent = flag(.absent, of: section) ?? false
        if isAbsent, section[.deputy] == nil, let place = section.entry(.absent)?.place {
            complain(place, "An absent reviewer needs a deputy", "Add deputy: NAME OF A REVIEWER, or delete absent.")
        }
        let reviewer = Policy.Reviewer(
            name: name ?? "",
            email: email ?? "",
            people: people,
            territories: territories,
            isManager: isManager,
            deputy: deputy,
            language: language,
            isAbsent: isAbsent
        )
        return WrittenReviewer(reviewer: reviewer, place: section.place, deputyPlace: section[.deputy]?.place)
    }

    private mutating func deputy(of written: WrittenReviewer, among all: [WrittenReviewer]) {
        guard let name = written.reviewer.deputy, let place = written.deputyPlace else { return }
        let others = all.map(\.reviewer).filter { $0.name != written.reviewer.name }
        if name == written.reviewer.name {
            complain(place, "\(quoted(name)) cannot be their own deputy", "Name another reviewer, or delete deputy.")
            return
        }
        guard let deputy = others.first(where: { $0.name == name }) else {
            complain(
                place,
                "\"deputy\" is \(quoted(name)), who is not a reviewer",
                suggestion(for: name, among: others.map(\.name))
            )
            return
        }
        if written.reviewer.isAbsent, deputy.isAbsent {
            complain(place, "The deputy \(quoted(name)) is absent too", "Name a deputy who is there.")
        }
    }

    private mutating func email(_ section: Section) -> String? {
        guard let node = section[.email], let text = text(node, "\"email\"", limitCharacters: EmailAddress.limitBytes)
        else { return nil }
        guard let address = EmailAddress(text) else {
            complain(node.place, "\(quoted(text)) is not an e-mail address", "Write it as name@company.com.")
            return nil
        }
        return address.text
    }

    /// Territories are compared letter by letter with those of partners.
    mutating func territories(_ section: Section) -> [String] {
        list(.territories, of: section, example: "[DE, AT]").compactMap { node in
            guard let text = text(node, "a territory", limitCharacters: 32) else { return nil }
            let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".unicodeScalars
            if text.unicodeScalars.allSatisfy({ allowed.contains($0) }) { return text }
            let capital = text.uppercased()
            let isCaseOnly = capital.unicodeScalars.allSatisfy { allowed.contains($0) }
            complain(
                node.place,
                "\(quoted(text)) is not a territory",
                isCaseOnly
                    ? "Write \(capital)."
                    : "Use capital letters, digits, dashes and underscores, for example DE or US-CA."
            )
            return nil
        }
    }
}
