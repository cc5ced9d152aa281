/// Every word the policy language has for a key.
enum Key: String, CaseIterable {
    case version, program, reviewers, routing, tiers, caps, questions, checks, reasons, consent, hold, answer, calendar
    case messages, links, limits, aliases, duties, conflicts, segments, approvals, entry, signals, information, terms,
        assignment
    case blockedAccounts = "blocked_accounts"
    // of program, reviewers and routing
    case id, name, language, email, slack, teams, territories, manager, deputy, absent, fallback
    case timeZone = "time_zone"
    // of a chat identity or room
    case team, user, channel, tenant, conversation
    case objectID = "object_id"
    // of tiers, calendar, texts and the smaller sections
    case open, weekly, days, text, opens, closes, workdays, holidays, fields
    case businessDays = "business_days"
    case publicHolidays = "public_holidays"
    case companyDays = "company_days"
    case channelLine = "channel_line"
    case reviewRoom = "review_room"
    case daysAfterEnd = "days_after_end"
    case checksPerHour = "checks_per_hour"
    case burstPerDay = "burst_per_day"
    case idleHolds = "idle_holds"
    case nearMissDomains = "near_miss_domains"
    // of a hold
    case length, starts, scope, times, by
    case byProduct = "by_product"
    case byKind = "by_kind"
    case extending = "extension"
    case grantedBy = "granted_by"
    case onMeeting = "on_meeting"
    case needsEvidence = "needs_evidence"
    case lockOnMeeting = "lock_on_meeting"
    case growsByVendorDelay = "grows_by_vendor_delay"
    case coolDown = "cool_down"
    case remindDaysBefore = "remind_days_before"
    // of duties
    case within, escalate, to, after, grace, outcome, offer
    case firstMeeting = "first_meeting"
    case nextStep = "next_step"
    case approvalAcceptance = "approval_acceptance"
    case countsFrom = "counts_from"
    case handOver = "hand_over"
    case firstLook = "first_look"
    case research
    // of conflicts and segments
    case queue, winner, holders, consolation, weights, tie, parts, products
    case customerChoice = "customer_choice"
    case secondTerms = "second_terms"
    case revenueFrom = "revenue_from"
    case revenueBelow = "revenue_below"
    // of approvals
    case automatic, plans, when, approvers, order, appeal, kinds
    case undoWithin = "undo_within"
    case minimumTimeToWin = "minimum_time_to_win"
    case partnerKinds = "partner_kinds"
    case amountFrom = "amount_from"
    case amountBelow = "amount_below"
    // of entry
    case certifications, purchase, outreach
    case certificationsNeeded = "certifications_needed"
    case minimumAmount = "minimum_amount"
    case documentsAbove = "documents_above"
    case tenderOnlyBeforePublication = "tender_only_before_publication"
    case lookBack = "look_back"
    case replacementEvidence = "replacement_evidence"
    // of assignment
    case mayDecline = "may_decline"

    /// The keys of the file itself, in the order the documentation has them.
    static let ofFile: [Key] = [
        .version, .program, .reviewers, .routing, .questions, .checks, .entry, .assignment, .blockedAccounts, .aliases,
        .caps, .hold,
        .answer, .duties, .tiers, .conflicts, .segments, .approvals, .information, .signals, .calendar, .reasons,
        .consent, .terms, .messages, .links, .limits,
    ]
}

/// The days of the week as the file names them; Monday is the first.
enum Weekday: String, CaseIterable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// The ISO number, 1 for Monday.
    var number: Int { (Weekday.allCases.firstIndex(of: self) ?? 0) + 1 }
}
