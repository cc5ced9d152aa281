import FoundationEssentials

/// What would have come of a history under other rules.
public struct ReplayReport: Hashable, Sendable {
    /// How many registrations were played under both.
    public let replayed: Int
    /// Versions of rules that are not known any more; registrations under them are left out.
    public let unknownVersions: [String]
    /// In order of submission.
    public let flips: [Flip]

    /// One thing that would be different.
    public struct Flip: Hashable, Sendable {
        public let caseNumber: CaseNumber
        public let registration: RegistrationID
        public let kind: Kind
        public let before: String
        public let after: String
        /// The rule that makes the difference.
        public let rule: String
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Taken or refused at the door.
        case refusal
        /// What the checks suggest.
        case verdict
        /// Approved by a rule, approved by a person, waiting, or ended.
        case decision
        /// Whether the partner ever has the hold.
        case holder
        /// When the hold ends.
        case holdEnd = "hold_end"
    }
}

/// Plays registrations again, in order of submission: once under the rules that each was submitted under, once under new
/// ones, and lists the differences.
///
/// What people did (approved, rejected, met, withdrew, won, lost) they do again at the same time, as far as the rules let
/// them; an approval that has to wait is given when its turn comes. What the registrations cannot tell is taken as it was:
/// similar names, the kind of the contact's mail domain, the vendor's own work on a company, a manager's lifting.
/// `history` may be in any order; a registration whose partner is not among `partners` is left out.
public func replay(
    _ history: [Registration],
    partners: [PartnerID: Partner],
    under old: (String) -> Policy?,
    new: Policy
) -> ReplayReport {
    var rules: [String: Policy] = [:]
    var unknown: Set<String> = []
    for version in Set(history.map(\.policyVersion)) {
        if let policy = old(version) { rules[version] = policy } else { unknown.insert(version) }
    }
    let known = history.filter { rules[$0.policyVersion] != nil && partners[$0.partner] != nil }
        .sorted { ($0.submittedAt, $0.id.text) < ($1.submittedAt, $1.id.text) }
    var before = Rehearsal(known, partners) { rules[$0.policyVersion] ?? new }
    var after = Rehearsal(known, partners) { _ in new }
    before.play()
    after.play()
    let flips = known.flatMap { registration -> [ReplayReport.Flip] in
        guard let first = before.parts[registration.id], let second = after.parts[registration.id] else { return [] }
        return differences(registration, first, second, new)
    }
    return ReplayReport(replayed: known.count, unknownVersions: unknown.sorted(), flips: flips)
}

private func differences(
    _ registration: Registration,
    _ before: Rehearsal.Part,
    _ after: Rehearsal.Part,
    _ new: Policy
) -> [ReplayReport.Flip] {
    func flip(_ kind: ReplayReport.Kind, _ old: String, _ new: String, _ rule: String) -> [ReplayReport.Flip] {
        guard old != new else { return [] }
        return [
            .init(
                caseNumber: registration.caseNumber,
                registration: registration.id,
                kind: kind,
                before: old,
                after: new,
                rule: rule
            )
        ]
    }
    if before.refusal != nil || after.refusal != nil {
        let rule = after.refusal ?? before.refusal ?? ""
        return flip(.refusal, before.refusal ?? "taken", after.refusal ?? "taken", rule)
    }
    let checks = after.decisiveCheck(against: before)?.rule.rawValue
    let decisive = after.waitsFor ?? before.waitsFor ?? checks ?? after.decidedBy ?? before.decidedBy ?? "hold"
    let isHeld = (before.heldUntil != nil, after.heldUntil != nil)
    var flips = flip(.verdict, before.suggestion, after.suggestion, checks ?? "checks")
    flips += flip(.decision, before.course, after.course, decisive)
    flips += flip(.holder, isHeld.0 ? "held" : "not held", isHeld.1 ? "held" : "not held", decisive)
    if let old = before.heldUntil, let end = after.heldUntil {
        flips += flip(.holdEnd, stamp(old), stamp(end), after.endedBy ?? before.endedBy ?? "hold")
    }
    return flips
}
