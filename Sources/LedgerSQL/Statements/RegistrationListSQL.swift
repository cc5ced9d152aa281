import Registrations

/// Reads whole registrations: one, or a list by the path whose index narrows it most.
public enum RegistrationListSQL: SQLStatement, CaseIterable {
    case byID, byCase
    case ofCompany, ofCompanyInStatus, ofPartner, ofPartnerInStatus, ofReviewer, ofReviewerInStatus, inStatus, all
    case oldestOfCompanyInStatus, oldestOfReviewerInStatus, oldestInStatus, oldest
    case oldestAsked

    public var sql: String {
        switch self {
        case .byID: RegistrationListSQL.one
        case .byCase: RegistrationListSQL.oneByCase
        case .ofCompany: RegistrationListSQL.companyList
        case .ofCompanyInStatus: RegistrationListSQL.companyStatusList
        case .ofPartner: RegistrationListSQL.partnerList
        case .ofPartnerInStatus: RegistrationListSQL.partnerStatusList
        case .ofReviewer: RegistrationListSQL.reviewerList
        case .ofReviewerInStatus: RegistrationListSQL.reviewerStatusList
        case .inStatus: RegistrationListSQL.statusList
        case .all: RegistrationListSQL.wholeList
        case .oldestOfCompanyInStatus: RegistrationListSQL.companyStatusListOldest
        case .oldestOfReviewerInStatus: RegistrationListSQL.reviewerStatusListOldest
        case .oldestInStatus: RegistrationListSQL.statusListOldest
        case .oldest: RegistrationListSQL.wholeListOldest
        case .oldestAsked: RegistrationListSQL.askedOldest
        }
    }

    /// How many places the list of statuses has; a shorter list repeats its last.
    static let statusPlaces = Registration.Status.allCases.count

    private enum Condition { case company, partner, reviewer, status }

    private static let columns = """
        SELECT id, case_number, draft, program, kind, status, partner, submitter_channel, submitter_workspace,
        submitter_user, room_channel, room_workspace, room_id, language, company_name, domain, shown_domain, stage,
        source_kind, geography, target_revenue, product_interest, tender_published, consent, company, scope, checks,
        policy_version, submitted_at, decision, question, hold, reviewer, link_generation, ended_at, lifted, progress,
        wake_at
        FROM registration
        """
    private static let one = "\(columns) WHERE id = $1"
    private static let oneByCase = "\(columns) WHERE case_number = $1"
    private static let companyList = list(by: .company)
    private static let companyStatusList = list(by: .company, .status)
    private static let partnerList = list(by: .partner)
    private static let partnerStatusList = list(by: .partner, .status)
    private static let reviewerList = list(by: .reviewer)
    private static let reviewerStatusList = list(by: .reviewer, .status)
    private static let statusList = list(by: .status)
    private static let wholeList = list()
    private static let companyStatusListOldest = list(by: .company, .status, isOldestFirst: true)
    private static let reviewerStatusListOldest = list(by: .reviewer, .status, isOldestFirst: true)
    private static let statusListOldest = list(by: .status, isOldestFirst: true)
    private static let wholeListOldest = list(isOldestFirst: true)
    /// By the joined text the list of whom it asks is the only way in.
    private static let askedOldest = """
        \(columns) WHERE id IN (SELECT registration FROM asked WHERE reviewer = $1)
        AND (status || '') = 'submitted' ORDER BY submitted_at + 0, id LIMIT $2
        """

    /// The same parameters for every path; those that are no part of it hold anyway when they are not asked for.
    private static func list(by path: Condition..., isOldestFirst: Bool = false) -> String {
        func equal(_ condition: Condition, _ column: String, _ place: Int) -> String {
            let equal = "\(column) = $\(place)"
            return path.contains(condition) ? equal : "(CAST($\(place) AS TEXT) IS NULL OR \(equal))"
        }
        let places = (4..<(4 + statusPlaces)).map { "$\($0)" }.joined(separator: ", ")
        let (isAsked, before, limit) = ("$\(4 + statusPlaces)", "$\(5 + statusPlaces)", "$\(6 + statusPlaces)")
        let status =
            path.contains(.status)
            ? "status IN (\(places)) AND CAST(\(isAsked) AS BIGINT) = 1"
            : "(status IN (\(places)) OR CAST(\(isAsked) AS BIGINT) = 0)"
        // Few rows of one status are found and then sorted; without the sum SQLite would rather walk all rows in order.
        let direction = isOldestFirst ? "ASC" : "DESC"
        let order = path.contains(.status) ? "submitted_at + 0 \(direction)" : "submitted_at \(direction)"
        return """
            \(columns) WHERE \(equal(.company, "company", 1)) AND \(equal(.partner, "partner", 2))
            AND \(equal(.reviewer, "reviewer", 3)) AND \(status) AND submitted_at < \(before)
            ORDER BY \(order), id \(direction) LIMIT \(limit)
            """
    }
}
