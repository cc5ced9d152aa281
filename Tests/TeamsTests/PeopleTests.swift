import Curl
import Desk
import Foundation
import Registrations
import Synchronization
import Testing

@testable import Teams

struct PeopleTests {
    private let noonTick = ContinuousClock.now

    private func verified(_ change: (inout Envelope) -> Void) async throws -> Verified<TeamsActivity> {
        var envelope = Envelope()
        change(&envelope)
        return try await trust(try wireWithKeys()).admit(try envelope.request())
    }

    private func people(_ wire: MicrosoftWire, known: Person? = nil) -> TeamsPeople {
        TeamsPeople(connector: wire.teams.connector) { account, host in
            account == "29:1pat" && host.id == Tenant.vendor ? known : nil
        }
    }

    private func person(_ tenant: String) -> Person {
        Person(workspace: WorkspaceKey(channel: .teams, id: tenant), user: "0000eeee-1111-2222-3333-444455556666")
    }

    @Test func `whoever the activity names at home is not asked for`() async throws {
        let wire = MicrosoftWire.withToken()
        let activity = try await verified { $0.set("from", "tenantId", to: Tenant.partner.uppercased()) }
        #expect(try await people(wire).actor(of: activity, at: noonTick) == person(Tenant.partner))
        #expect(wire.requests.isEmpty)
    }

    @Test func `whoever was met there before is not asked for`() async throws {
        let wire = MicrosoftWire.withToken()
        let found = try await people(wire, known: person(Tenant.partner)).actor(
            of: try await verified { _ in },
            at: noonTick
        )
        #expect(found == person(Tenant.partner))
        #expect(wire.requests.isEmpty)
    }

    @Test func `in a conversation with the bot alone the host is home`() async throws {
        let wire = MicrosoftWire.withToken()
        let activity = try await verified { $0.set("conversation", "conversationType", to: "personal") }
        #expect(try await people(wire).actor(of: activity, at: noonTick) == person(Tenant.vendor))
        let reach = TeamsPeople.reach(person(Tenant.vendor), by: activity)
        #expect(reach?.conversation == "19:abc@thread.tacv2;messageid=1776390257332")
        #expect(reach?.account == "29:1pat" && reach?.address == "https://smba.trafficmanager.net/amer")
    }

    @Test func `a stranger in a shared channel is looked up once, within a second`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer(
            "/members/",
            .json(
                #"{"id":"29:1pat","aadObjectId":"0000EEEE-1111-2222-3333-444455556666","tenantId":"\#(Tenant.partner)","userRole":"user"}"#
            )
        )
        let activity = try await verified { _ in }
        #expect(try await people(wire).actor(of: activity, at: noonTick) == person(Tenant.partner))
        let request = try #require(wire.requests(to: "/members/").first)
        #expect(request.url.hasSuffix("%3Bmessageid%3D1776390257332/members/29%3A1pat"))
        #expect(request.timeoutMilliseconds == 1000)
        #expect(TeamsPeople.reach(person(Tenant.partner), by: activity)?.conversation == nil)
    }

    @Test func `nobody is taken for one of the vendor's own when none can say`() async throws {
        let activity = try await verified { _ in }
        let answers: [MicrosoftWire.Answer] = [
            .json("", status: 502), .json("{}", status: 403), .failure(.unknown("time")),
            .json(#"{"id":"29:1pat","aadObjectId":"0000EEEE-1111-2222-3333-444455556666"}"#),
            .json(#"{"id":"29:1pat","tenantId":"\#(Tenant.vendor)"}"#),
        ]
        for answer in answers {
            let wire = MicrosoftWire.withToken()
            wire.answer("/members/", answer)
            #expect(try await people(wire).actor(of: activity, at: noonTick) == nil)
        }
        let nobody = try await verified { $0.set("from", to: nil) }
        #expect(try await people(MicrosoftWire.withToken()).actor(of: nobody, at: noonTick) == nil)
    }

    @Test func `whoever was met is remembered for five seconds, and what is said now counts more`() async throws {
        let wire = MicrosoftWire.withToken()
        let asked = Mutex(0)
        let home = person(Tenant.partner)
        let people = TeamsPeople(connector: wire.teams.connector) { _, host in
            asked.withLock { $0 += 1 }
            return host.id == Tenant.vendor ? home : nil
        }
        let activity = try await verified { _ in }
        for milliseconds in [0, 1, 4_999] {
            let now = noonTick + .milliseconds(milliseconds)
            #expect(try await people.actor(of: activity, at: now) == home)
        }
        #expect(asked.withLock { $0 } == 1)
        #expect(try await people.actor(of: activity, at: noonTick + .seconds(5)) == home)
        #expect(asked.withLock { $0 } == 2)
        // Somebody else, and the same name where another is the host, are asked for.
        let other = try await verified { $0.set("from", "id", to: "29:2other") }
        _ = try await people.actor(of: other, at: noonTick + .seconds(5))
        let elsewhere = try await verified {
            $0.set("conversation", "tenantId", to: Tenant.partner)
            $0.set("channelData", "tenant", "id", to: Tenant.partner)
        }
        #expect(try await people.actor(of: elsewhere, at: noonTick + .seconds(5)) == nil)
        #expect(asked.withLock { $0 } == 4)
        // They have another home now.
        let moved = try await verified { $0.set("from", "tenantId", to: Tenant.stranger) }
        #expect(try await people.actor(of: moved, at: noonTick + .seconds(6)) == person(Tenant.stranger))
        #expect(try await people.actor(of: activity, at: noonTick + .seconds(6)) == person(Tenant.stranger))
        #expect(asked.withLock { $0 } == 4)
    }

    @Test func `whom nobody knows is asked for at every act`() async throws {
        let wire = MicrosoftWire.withToken()
        wire.answer("/members/", .json("{}", status: 403))
        let asked = Mutex(0)
        let people = TeamsPeople(connector: wire.teams.connector) { _, _ in
            asked.withLock { $0 += 1 }
            return nil
        }
        let activity = try await verified { _ in }
        for _ in 1...3 { #expect(try await people.actor(of: activity, at: noonTick) == nil) }
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func `what is remembered has a bound`() {
        let recent = RecentAnswers<Int, Bool>()
        for number in 0..<(RecentLimits.count + 10) { recent.note(true, to: number, at: noonTick) }
        #expect(recent.count == 10)
        #expect(recent.answer(to: RecentLimits.count + 9, at: noonTick) == true)
        #expect(recent.answer(to: 0, at: noonTick) == nil)
    }
}
