/// What is known of a claim while it is still being typed: enough for the rules that need no more.
public struct Claim: Sendable {
    public let partner: Partner
    public let prospect: Prospect
    public let geography: String?
    public let contact: Contact?
    /// The deal's amount, else the target revenue.
    public let amount: Amount?
    /// `YYYY-MM-DD`.
    public let tenderPublished: String?
    public let material: String?
    public let replacement: String?
    /// All answers are there, so that a missing one can be missed.
    public let isComplete: Bool

    public init(
        partner: Partner,
        prospect: Prospect,
        geography: String? = nil,
        contact: Contact? = nil,
        amount: Amount? = nil,
        tenderPublished: String? = nil,
        material: String? = nil,
        replacement: String? = nil,
        isComplete: Bool = false
    ) {
        self.partner = partner
        self.prospect = prospect
        self.geography = geography
        self.contact = contact
        self.amount = amount
        self.tenderPublished = tenderPublished
        self.material = material
        self.replacement = replacement
        self.isComplete = isComplete
    }

    init(_ request: Request) {
        self.init(partner: request.partner, answers: request.answers, deal: request.deal)
    }

    /// The claim that a registration is, as it stands now.
    public init(_ registration: Registration, partner: Partner) {
        self.init(partner: partner, answers: registration.answers, deal: registration.progress.deal)
    }

    private init(partner: Partner, answers: Answers, deal: Progress.Deal?) {
        self.init(
            partner: partner,
            prospect: answers.prospect,
            geography: answers.geography,
            contact: answers.contact,
            amount: deal?.amount ?? answers.targetRevenue,
            tenderPublished: answers.tenderPublished,
            material: deal?.material,
            replacement: answers.replacement,
            isComplete: true
        )
    }
}
