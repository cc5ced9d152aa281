import Curl
import Desk
import Registrations
import Slack
import Teams

/// The doors and couriers of the chats that are set.
struct Chats {
    private let assembly: Assembly
    private let desk: FrontDesk
    private let curl: CurlClient

    typealias Parts = (doors: [any Endpoint], couriers: [any Courier])

    init(_ assembly: Assembly, _ desk: FrontDesk, _ curl: CurlClient) {
        self.assembly = assembly
        self.desk = desk
        self.curl = curl
    }

    func all(_ publicURL: String) -> Parts {
        let (one, other) = (slack(publicURL), teams(publicURL))
        return (one.doors + other.doors, one.couriers + other.couriers)
    }

    private func slack(_ publicURL: String) -> Parts {
        guard var slack = assembly.settings.slack else { return ([], []) }
        slack.publicURL = publicURL
        let watch: VendorCall.Watch = assembly.instruments.note
        let endpoint = SlackEndpoint(
            slack,
            desk: desk,
            vault: assembly.vault,
            curl: curl,
            watch: watch,
            time: assembly.time,
            log: assembly.log
        )
        let install = SlackInstall(slack, desk: desk, curl: curl, watch: watch, log: assembly.log)
        return ([endpoint, install], [SlackCourier(slack, vault: assembly.vault, curl: curl, watch: watch)])
    }

    private func teams(_ publicURL: String) -> Parts {
        guard var teams = assembly.settings.teams else { return ([], []) }
        teams.publicURL = publicURL
        let wire = TeamsWire(teams, curl: curl, watch: assembly.instruments.note, time: assembly.time)
        let endpoint = TeamsEndpoint(wire, desk: desk, ledger: assembly.ledger, log: assembly.log)
        let policies = assembly.policies
        let courier = TeamsCourier(
            wire,
            ledger: assembly.ledger,
            reviewers: { policies.current.reviewers.flatMap(\.people) },
            shutOut: { [desk] room, registration in try await desk.shutOut(of: room, over: registration) }
        )
        return ([endpoint, OutgoingEndpoint(desk: desk, log: assembly.log)], [courier])
    }
}
