/// What is known of a claim while it is still being typed: enough for the rules that need no more.
public struct Claim: Sendable {
    public let partner: Partner
    public let prospect: Prospect
    public let geography: String?
    public let contact: Contact?

    public init(partner: Partner, prospect: Prospect, geography: String? = nil, contact: Contact? = nil) {
        self.partner = partner
        self.prospect = prospect
        self.geography = geography
        self.contact = contact
    }
}
