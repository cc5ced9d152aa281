/// Every word the policy language has for a key.
enum Key: String, CaseIterable {
    case version, program, reviewers, routing, tiers, caps, questions, checks, reasons, consent, hold, answer, calendar
    case messages, links, limits, aliases
    case blockedAccounts = "blocked_accounts"
    // of program, reviewers and routing
    case id, name, language, email, slack, teams, territories, manager, deputy, absent, fallback
    case timeZone = "time_zone"
    // of a chat identity or room
    case team, user, channel, tenant, conversation
    case objectID = "object_id"
    // of the rules
    case open, weekly, days, text, opens, closes, workdays, holidays
    case businessDays = "business_days"
    case channelLine = "channel_line"
    case reviewRoom = "review_room"
    case daysAfterEnd = "days_after_end"
    case checksPerHour = "checks_per_hour"

    /// The keys of the file itself, in the order the documentation has them.
    static let ofFile: [Key] = [
        .version, .program, .reviewers, .routing, .questions, .checks, .blockedAccounts, .aliases, .caps, .hold,
        .answer,
        .tiers, .calendar, .reasons, .consent, .messages, .links, .limits,
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
