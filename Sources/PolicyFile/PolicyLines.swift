import Registrations

/// Every rule of a policy as a path of the file's keys and a value, each path once.
struct PolicyLines {
    private(set) var lines: [(path: String, value: String)] = []

    init(_ policy: Policy) {
        program(policy)
        people(policy)
        companies(policy)
        weights(policy)
        entry(policy.entry)
        assignment(policy.assigning)
        tier("", policy.defaultTier)
        hold(policy.hold)
        for kind in Duty.Kind.allCases { duty(kind, policy.duties[kind]) }
        for (name, tier) in policy.tiers.sorted(by: { $0.key < $1.key }) {
            add("tiers.\(name)", "tier")
            self.tier("tiers.\(name).", tier)
        }
        conflicts(policy.conflicts)
        segments(policy.hold.segments)
        approvals(policy.approvals)
        attention(policy)
        texts(policy)
        calendar(policy.calendar)
        delivery(policy)
    }

    mutating func add(_ path: String, _ value: String?) {
        guard let value else { return }
        lines.append((path, value))
    }

    private mutating func program(_ policy: Policy) {
        add("program.id", policy.program.id)
        add("program.name", policy.program.name)
        add("program.language", policy.program.language.rawValue)
        add("program.time_zone", policy.program.timeZone)
    }

    private mutating func people(_ policy: Policy) {
        for reviewer in policy.reviewers {
            let path = "reviewers.\(reviewer.name)"
            add("\(path).email", reviewer.email)
            for person in reviewer.people {
                add("\(path).\(person.workspace.channel.rawValue)", "\(person.workspace.id) \(person.user)")
            }
            add("\(path).territories", list(reviewer.territories.sorted()))
            add("\(path).manager", "\(reviewer.isManager)")
            add("\(path).deputy", reviewer.deputy)
            add("\(path).absent", "\(reviewer.isAbsent)")
            add("\(path).language", reviewer.language?.rawValue)
        }
        for territory in Set(policy.reviewers.flatMap(\.territories)).sorted() {
            add("routing.\(territory)", policy.route(territory: territory))
        }
        add("routing.fallback", policy.routing.fallback)
    }

    private mutating func companies(_ policy: Policy) {
        for domain in policy.blockedAccounts.sorted(by: { $0.ascii < $1.ascii }) {
            add("blocked_accounts.\(domain.display)", "blocked")
        }
        for (alias, company) in policy.aliases.sorted(by: { $0.key.ascii < $1.key.ascii }) {
            add("aliases.\(alias.display)", company.display)
        }
    }

    private mutating func weights(_ policy: Policy) {
        for field in Field.allCases where !Field.ofDeals.contains(field) {
            add("questions.\(field.rawValue)", policy.requirement(field).rawValue)
        }
        for rule in Check.Rule.allCases where Policy.defaultSeverities[rule] != nil {
            add("checks.\(rule.rawValue)", policy.severity(rule).rawValue)
        }
    }

    private mutating func tier(_ prefix: String, _ tier: Policy.Tier) {
        add("\(prefix)caps.open", tier.openCap.map(String.init))
        add("\(prefix)caps.weekly", tier.weeklyCap.map(String.init))
        add("\(prefix)hold.length", tier.hold?.text)
        add("\(prefix)answer.within", tier.answer?.text)
    }

    private mutating func texts(_ policy: Policy) {
        for reason in policy.reasons { text("reasons.\(reason.id)", reason.text) }
        add("consent.version", policy.consent.version)
        text("consent", policy.consent.text)
        for term in policy.terms { text("terms.\(term.id)", term.text) }
    }

    mutating func text(_ path: String, _ text: [Language: String]) {
        for language in Language.allCases {
            add("\(path).\(language.rawValue)", text[language].map { "\"\($0)\"" })
        }
    }

    private mutating func calendar(_ calendar: Policy.Calendar) {
        add("calendar.opens", clock(calendar.opensAtMinute))
        add("calendar.closes", clock(calendar.closesAtMinute))
        add(
            "calendar.workdays",
            list(Weekday.allCases.filter { calendar.workdays.contains($0.number) }.map(\.rawValue))
        )
        for day in calendar.holidays.sorted() { add("calendar.holidays.\(day)", "closed") }
        for region in calendar.regions.sorted() { add("calendar.public_holidays.\(region)", "closed") }
        for day in calendar.companyDays.sorted() { add("calendar.company_days.\(day)", "closed") }
    }

    private mutating func delivery(_ policy: Policy) {
        add("messages.channel_line", "\(policy.messages.channelLine)")
        if let room = policy.messages.reviewRoom {
            add("messages.review_room", "\(room.workspace.channel.rawValue) \(room.workspace.id) \(room.id)")
        }
        add("links.days_after_end", "\(policy.links.daysAfterEnd)")
        add("limits.checks_per_hour", "\(policy.limits.checksPerHour)")
    }

    func list(_ words: [String]) -> String { "[\(words.joined(separator: ", "))]" }
}

/// A minute of the day as `09:00`.
func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
}
