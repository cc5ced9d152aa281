import Desk
import Dialogue
import Registrations

/// Partners and reviewers who do everything that can be done, in any order, and now and then what is not theirs to do.
struct Crowd: Sendable {
    let world: World

    private static let dates = [
        "tomorrow 14:00", "today", "friday", "in 5 days", "in 3 weeks", "1 January 1999", "soon", "next week",
    ]

    private var dice: Dice { world.dice }
    private var domain: String {
        (dice.isOne(in: 10) ? "www." : "") + Programmes.domain(dice.below(world.plan.prospects))
    }

    /// One thing that somebody does, to its end.
    func act() async {
        if dice.isOne(in: 4) { await register() } else { await actOnSome() }
    }

    private func say(
        _ person: Person,
        _ input: Delivery.Input,
        _ answer: Delivery.AnswerPath = .response
    ) async -> Reply? {
        await world.send(Act(person: person, input: input, answer: answer, key: "k\(dice.next())"))
    }

    /// The dialogue as people do it: left half way, sent twice, gone on with later.
    private func register() async {
        let person = dice.pick(world.people)
        let domain = domain
        let words = dice.isOne(in: 4) ? "deal" : domain
        if dice.isOne(in: 15) { _ = await say(person, .words(words), .message) }
        guard case .form(var form, _) = await say(person, .words(words)) else { return }
        let opportunity = [
            "problem": "They count by hand", "opportunity": dice.pick(["phones", "printers"]), "stage": "evaluation",
            "amount": "5000", "expected_close": "2029-12-01", "next_step": "Demo",
        ]
        let company = ["company_name": Programmes.name(of: domain), "company_domain": domain]
        let contact = ["contact_name": "Kim Doe", "contact_email": "kim@\(domain)"]
        let consent = ["consent": "yes"]
        for typed in [company, contact, opportunity, opportunity, consent, consent] {
            if dice.isOne(in: 25) { return }
            _ = await world.loop.sleep(milliseconds: dice.between(2_000, 40_000))
            let token = form.token
            guard case .form(let next, _) = await say(person, .filled(.register, token: token, typed: typed)) else {
                continue
            }
            form = next
        }
    }

    /// The registration somebody thinks of: mostly an open one, sometimes one that was decided long ago.
    private func some() -> Registration? {
        let all = world.audit.registrations
        let open = world.audit.open
        guard !all.isEmpty else { return nil }
        let recent = Array(all.suffix(40))
        let id = open.isEmpty || dice.isOne(in: 6) ? dice.pick(recent) : dice.pick(open)
        guard let one = world.audit.registration(id) else { return nil }
        if !one.status.isOpen { world.trace.met(.staleCard) }
        return one
    }

    private func actOnSome() async {
        guard let one = some() else { return }
        let isPartner = dice.isOne(in: 2)
        let own = world.people.first { "P\($0.workspace.id.dropFirst(3))" == one.partner.text } ?? world.people[0]
        var person = isPartner ? own : dice.pick(World.reviewers)
        if dice.isOne(in: 12) {
            person = dice.pick(world.people + World.reviewers)
            world.trace.met(.wrongPerson)
        }
        let input = isPartner ? partnersAct(one) : reviewersAct(one)
        var answer = Delivery.AnswerPath.response
        if case .words = input, dice.isOne(in: 6) { answer = .message }
        let reply = await say(person, input, answer)
        guard case .card(let card) = reply, let yes = card.buttons.first, yes.value.contains("@"), !dice.isOne(in: 5)
        else { return }
        _ = await say(person, .press(yes.verb, value: yes.value, typed: [:]))
    }

    private func partnersAct(_ one: Registration) -> Delivery.Input {
        let id = one.id.text
        let number = one.caseNumber
        let typed = ["answer": "We", "opportunity": dice.pick(["phones", "printers", "cables"]), "problem": "Other"]
        let deal = ["stage": "evaluation", "amount": "5000", "expected_close": "2029-12-01", "next_step": "Demo"]
        return switch dice.below(14) {
        case 0, 1, 2: .words("meeting \(number) \(dice.pick(Self.dates))")
        case 3, 4: .words("accept \(number)")
        case 5, 6: .filled(.answer, token: id, typed: typed)
        case 7: .words("extend \(number)")
        case 8: .filled(.appeal, token: id, typed: ["appeal": "Please"])
        case 9: .filled(.deal, token: id, typed: deal)
        case 10: .words("contradict \(number)")
        case 11: .words("why \(number)")
        case 12: .press(.acceptOffer, value: id, typed: [:])
        default:
            .words(
                dice.pick(["withdraw", "withdraw", "status", "revoke", "review"].map { "\($0) \(number)" } + others)
            )
        }
    }

    private var others: [String] { ["queue", "rules", "status", "nonsense", "check \(domain)"] }

    private func reviewersAct(_ one: Registration) -> Delivery.Input {
        let id = one.id.text
        let number = one.caseNumber
        return switch dice.below(20) {
        case 0, 1, 2, 3, 4, 5, 6: .press(.reviewApprove, value: id, typed: [:])
        case 7: .filled(.reviewReject, token: id, typed: ["reason": "other"])
        case 8:
            .filled(
                .reviewAsk,
                token: id,
                typed: ["question": "Who?", "fields": dice.pick(["", "opportunity,problem"])]
            )
        case 9: .words("lift \(number) agreed")
        case 10: .words("won \(number)")
        case 11: .words("lost \(number) price")
        case 12: .words("next \(number) call them")
        case 13: .words("choice \(number) their mail")
        case 14: .words("undo \(number)")
        case 15: .press(.grantExtension, value: id, typed: [:])
        case 16: .press(.contradict, value: id, typed: [:])
        case 17: .words("direct \(domain)\(dice.pick(["", " over"]))")
        case 18: .words("meeting \(number) \(dice.pick(Self.dates))")
        default: .words("why \(number)")
        }
    }
}
