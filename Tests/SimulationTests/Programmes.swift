import FoundationEssentials
import Registrations

/// Programmes as different as the policy language allows, by dice.
enum Programmes {
    /// Names that are nothing like each other, so that mostly the domain makes duplicates.
    static func domain(_ number: Int) -> String {
        let syllables = ["ka", "lo", "mi", "ru", "ze", "po", "ti", "wa", "xe", "bu"]
        var (rest, name) = (number * 37 + 1_000, "")
        while rest > 0 {
            name += syllables[rest % 10]
            rest /= 10
        }
        return "\(name).example"
    }

    static func name(of domain: String) -> String {
        let bare = domain.hasPrefix("www.") ? domain.dropFirst(4) : domain[...]
        return String(bare.prefix { $0 != "." })
    }

    static func policy(_ dice: Dice) -> Policy {
        var policy = Policy(
            version: "1 abc",
            program: .init(id: "p", name: "Programme", language: .english, timeZone: "Europe/Berlin"),
            reviewers: zip(["Rita", "Ben", "Mona"], World.reviewers).map { name, person in
                .init(
                    name: name,
                    email: "\(name.lowercased())@vendor.example",
                    people: [person],
                    isManager: name == "Mona",
                    deputy: name == "Rita" ? "Ben" : nil
                )
            },
            routing: .init(fallback: "Rita")
        )
        vary(&policy, dice)
        return policy
    }

    private static func vary(_ policy: inout Policy, _ dice: Dice) {
        let winners: [Policy.ConflictRules.Winner] = [
            .firstApproved, .firstReceived, .firstComplete, .firstMeeting, .bestQualified, .customerChoice, .shared,
        ]
        policy.conflicts.winner = dice.pick(winners)
        policy.conflicts.allowsCustomerChoice = true
        policy.conflicts.weights = [.receipt: 2, .relation: 1, .qualification: 1]
        policy.conflicts.holders = policy.conflicts.winner == .shared ? 2 : 1
        policy.hold.length = .days(dice.pick([20, 60]))
        policy.hold.starts = dice.pick([.approval, .submission, .acceptance, .firstMeeting])
        policy.hold.scope = dice.pick([.account, .account, .opportunity])
        policy.questions[.opportunity] = policy.hold.scope == .opportunity ? .required : .off
        policy.hold.extending = .init(
            times: 2,
            by: .days(10),
            grantedBy: dice.pick([.partner, .reviewer]),
            onMeeting: true
        )
        policy.hold.coolDown = dice.pick([nil, .days(7)])
        policy.duties[.provideInformation]?.outcome = dice.pick([.none, .lapse])
        policy.approvals.plans =
            dice.isOne(in: 2)
            ? [.init(id: "two", when: .init(), approvers: ["reviewer", "manager"], isParallel: dice.isOne(in: 2))] : []
        policy.approvals.automatic = dice.pick([[], [], [.init(id: "all", when: .init())]])
        policy.limits.checksPerHour = 1_000
        policy.defaultTier.openCap = dice.pick([nil, 4])
        // Two domains of one company.
        if let alias = DomainName(ascii: domain(0)), let home = DomainName(ascii: domain(1)) {
            policy.aliases = [alias: home]
        }
        policy.messages.channelLine = dice.isOne(in: 2)
    }

    /// The same programme with other figures.
    static func next(after policy: Policy, number: Int, _ dice: Dice) -> Policy {
        var policy = policy
        policy.version = "\(number) abc"
        policy.calendar.opensAtMinute = dice.pick([8, 9, 10]) * 60
        policy.calendar.companyDays = dice.pick([[], ["03-16", "04-02"]])
        policy.hold.length = .days(dice.pick([20, 45, 60]))
        policy.duties[.firstMeeting]?.within = .days(dice.pick([7, 14]))
        return policy
    }
}
