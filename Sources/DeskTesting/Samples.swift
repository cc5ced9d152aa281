public import Desk
public import FoundationEssentials
public import Registrations

/// Ready-made values; names and addresses are of `example` domains.
public enum Samples {
    /// Tuesday, 3 March 2026, 09:00 UTC.
    public static let start = Date(millisecondsSince1970: 1_772_528_400_000)
    public static let vendor = WorkspaceKey(channel: .slack, id: "T0VENDOR")
    public static let partnerWorkspace = WorkspaceKey(channel: .slack, id: "T0NORTH")
    public static let submitter = Person(workspace: partnerWorkspace, user: "U0SUBMITTER")
    public static let room = Room(workspace: vendor, id: "C0SHARED")

    struct Unreadable: Error {}

    public static func partner(_ id: String = "north", named name: String = "North Systems") -> Partner {
        Partner(id: PartnerID(id), name: name, tier: "gold", kind: .reseller)
    }

    public static func prospect(_ name: String, domain: String) throws -> Prospect {
        guard let name = CompanyName(name, legalForms: LegalForms(lines: [])), let domain = DomainName(ascii: domain)
        else { throw Unreadable() }
        return Prospect(name: name, domain: domain)
    }

    public static func answers(_ prospect: Prospect) throws -> Answers {
        guard let email = EmailAddress("ada@\(prospect.domain.ascii)") else { throw Unreadable() }
        return Answers(
            prospect: prospect,
            contact: Contact(name: "Ada Example", email: email, role: nil),
            problem: "They count by hand."
        )
    }

    public static func draft(
        _ id: String = "d1",
        owner: Person = submitter,
        typed: [Field: String] = [:],
        at: Date = start
    ) -> DraftRecord {
        DraftRecord(
            id: DraftID(id),
            owner: owner,
            partner: PartnerID("north"),
            installation: vendor,
            room: room,
            language: .english,
            typed: typed,
            updatedAt: at
        )
    }

    /// Its id, case number, draft and domain all follow from the number.
    public static func registration(
        _ number: Int,
        company: String? = nil,
        name: String = "Acme",
        status: Registration.Status = .submitted,
        partner: String = "north",
        at: Date = start
    ) throws -> Registration {
        let prospect = try prospect(name, domain: company ?? "acme\(number).example")
        return Registration(
            id: RegistrationID("r\(number)"),
            caseNumber: CaseNumber(random: UInt64(number)),
            draft: DraftID("d\(number)"),
            program: "default",
            kind: .lead,
            status: status,
            partner: PartnerID(partner),
            submitter: submitter,
            room: room,
            language: .english,
            answers: try answers(prospect),
            consent: Consent(
                person: submitter,
                text: "I may share this.",
                language: .english,
                version: "1",
                at: at,
                channel: .slack
            ),
            company: CompanyKey(prospect.domain.ascii),
            scope: .account,
            checks: [Check(.duplicateDomain, .pass, .prospectFree)],
            policyVersion: "1",
            submittedAt: at,
            reviewer: "Rita"
        )
    }

    public static func hold(of registration: Registration, days: Int = 90) -> Hold {
        Hold(
            registration: registration.id,
            partner: registration.partner,
            company: registration.company,
            scope: registration.scope,
            from: registration.submittedAt,
            until: registration.submittedAt.addingTimeInterval(Double(days) * 86_400)
        )
    }
}
