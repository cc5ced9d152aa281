public import Registrations

/// The policy language: a file's bytes in, the rules or every mistake out.
public enum PolicyFile {
    /// How many hex digits of the file's SHA-256 stand in a version.
    public static let versionDigits = 12

    /// Reads a policy file; `sha256Hex` is the SHA-256 of `bytes`, and `name` is what mistakes call the file.
    ///
    /// `holidays` has the regions that a calendar may name.
    public static func read(
        _ bytes: [UInt8],
        name: String,
        domains: any DomainReader,
        holidays: HolidayTable,
        sha256Hex: String
    ) -> Result<Policy, PolicyMistakes> {
        func failure(_ complaints: [Complaint]) -> Result<Policy, PolicyMistakes> {
            .failure(PolicyMistakes(complaints.map { $0.mistake(in: name) }))
        }
        do throws(Complaint) {
            var yaml = try YAMLReader(bytes)
            let root = try yaml.root() ?? YAMLNode(place: .start, content: .map([]))
            var reading = Reading(domains: domains, holidays: holidays)
            let policy = reading.policy(root, digits: String(sha256Hex.prefix(versionDigits)))
            let complaints = yaml.complaints + reading.complaints
            guard complaints.isEmpty, let policy else { return failure(complaints) }
            return .success(policy)
        } catch {
            return failure([error])
        }
    }
}

extension Complaint {
    func mistake(in file: String) -> PolicyMistake {
        let sentence = message.prefix(1).uppercased() + message.dropFirst()
        return PolicyMistake(file: file, line: place.line, column: place.column, message: sentence, mend: mend)
    }
}

extension Reading {
    /// The whole file; nil only when a complaint says why.
    mutating func policy(_ root: YAMLNode, digits: String) -> Policy? {
        guard let file = section(root, "the file", keys: Key.ofFile, example: .program) else { return nil }
        require([.program, .reviewers, .routing], in: file)
        let version = version(file, digits: digits)
        let program = program(file)
        let reviewers = reviewers(file)
        let routing = routing(file, reviewers)
        let language = program?.language ?? .english
        var policy = Policy(
            version: version,
            program: program ?? Policy.builtIn.program,
            reviewers: reviewers.map(\.reviewer),
            routing: routing ?? Policy.Routing(fallback: "")
        )
        companies(file, into: &policy)
        weights(file, into: &policy)
        entry(file, language, into: &policy)
        assignment(file, into: &policy)
        tiers(file, into: &policy)
        hold(file, into: &policy)
        duties(file, into: &policy)
        conflicts(file, language, into: &policy)
        segments(file, into: &policy)
        approvals(file, reviewers, into: &policy)
        attention(file, into: &policy)
        calendar(file, into: &policy)
        texts(file, language, into: &policy)
        delivery(file, into: &policy)
        policy.fitDefaults(to: file)
        contradictions(policy, in: file)
        return program == nil || routing == nil ? nil : policy
    }

    private mutating func version(_ file: Section, digits: String) -> String {
        let limitCharacters = 40
        guard let node = file[.version], let own = text(node, "\"version\"", limitCharacters: limitCharacters) else {
            return digits
        }
        guard
            own.unicodeScalars.allSatisfy({
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0))
            })
        else {
            complain(
                node.place,
                "\"version\" cannot be \(quoted(own))",
                "Use letters, digits, dots, dashes and underscores only."
            )
            return digits
        }
        return "\(own)+\(digits)"
    }
}
