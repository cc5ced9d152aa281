public import Registrations

/// A registered company with a similar name.
public struct NameCandidate: Hashable, Sendable {
    public let registration: RegistrationID
    public let caseNumber: CaseNumber
    public let company: CompanyKey
    public let partner: PartnerID
    /// As typed.
    public let name: String
    /// As it is compared, kept since it was registered: reading two hundred names anew costs more than finding them.
    public let spellings: CompanyName.Spellings
    public let status: Registration.Status

    public init(
        registration: RegistrationID,
        caseNumber: CaseNumber,
        company: CompanyKey,
        partner: PartnerID,
        name: String,
        spellings: CompanyName.Spellings,
        status: Registration.Status
    ) {
        self.registration = registration
        self.caseNumber = caseNumber
        self.company = company
        self.partner = partner
        self.name = name
        self.spellings = spellings
        self.status = status
    }
}
