import Curl
import Desk
import FoundationEssentials
import JSON
import Synchronization

/// The app's own token for the connector: always of its home tenant, whichever tenant a message is for.
///
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
final class TeamsBearer: Sendable {
    private struct Kept {
        let token: Secret
        /// Asked for anew from then on.
        let freshUntil: Date
        let endsAt: Date
    }

    private let settings: TeamsSettings
    private let send: Sending
    private let watch: VendorCall.Watch
    private let time: any TimeSource
    private let kept = Mutex<Kept?>(nil)
    private let flight = SingleFlight<Secret>()

    init(
        _ settings: TeamsSettings,
        send: @escaping Sending,
        watch: @escaping VendorCall.Watch = { _ in },
        time: any TimeSource
    ) {
        self.settings = settings
        self.send = send
        self.watch = watch
        self.time = time
    }

    static let call = "token"

    /// One call for all who ask at once; a token that still works serves while a newer one cannot be had.
    func token() async throws(TeamsFailure) -> Secret {
        let now = time.now()
        let known = kept.withLock { $0 }
        if let known, now < known.freshUntil { return known.token }
        let isUsable = known.map { now < $0.endsAt } ?? false
        if let known, isUsable, flight.isUnderWay { return known.token }
        do throws(TeamsFailure) {
            return try await flight.join { () async throws(TeamsFailure) in try await renew() }
        } catch {
            guard let known, isUsable else { throw error }
            return known.token
        }
    }

    /// The connector did not take it; a newer one is left alone.
    func drop(_ token: Secret) {
        kept.withLock { kept in
            if kept?.token == token { kept = nil }
        }
    }

    private func renew() async throws(TeamsFailure) -> Secret {
        let start = ContinuousClock.now
        do throws(TeamsFailure) {
            let answer = try Self.read(try await ask())
            let now = time.now()
            let early = min(TeamsLimits.renewedEarlySeconds, answer.seconds / 2)
            kept.withLock {
                $0 = Kept(
                    token: answer.token,
                    freshUntil: now.addingTimeInterval(answer.seconds - early),
                    endsAt: now.addingTimeInterval(answer.seconds)
                )
            }
            watch(VendorCall(Self.call, took: .now - start, trouble: nil))
            return answer.token
        } catch {
            watch(VendorCall(Self.call, took: .now - start, trouble: error.trouble))
            throw error
        }
    }

    private func ask() async throws(TeamsFailure) -> HTTPResponse {
        let proof: [(String, String)]
        do throws(CredentialTrouble) {
            proof = try await settings.credential.proof(
                appID: settings.appID,
                audience: settings.tokenURL,
                at: time.now()
            )
        } catch {
            throw .credential(error)
        }
        let request = HTTPRequest(
            .post,
            settings.tokenURL,
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: Percent.form(
                [
                    ("grant_type", "client_credentials"), ("client_id", settings.appID),
                ] + proof + [("scope", settings.cloud.scope)]
            ),
            timeoutMilliseconds: TeamsLimits.callMilliseconds
        )
        do { return try await send(request) } catch { throw TeamsFailure(error) }
    }

    private static func read(_ response: HTTPResponse) throws(TeamsFailure) -> (token: Secret, seconds: Double) {
        if response.status == 429 { throw .rateLimited(afterSeconds: TeamsFailure.retryAfter(response)) }
        let answer: JSON?
        do { answer = try JSON.parse(response.body) } catch { answer = nil }
        guard response.status == 200 else {
            // Such as AADSTS7000229, which names what is wrong better than `invalid_client` does.
            let code = (answer?["error_codes"]?[0]?.int).map { "AADSTS\($0)" } ?? answer?["error"]?.string
            throw .login(TeamsFailure.code(code) ?? "http_\(response.status)")
        }
        guard let token = TeamsActivity.text(answer?["access_token"], TeamsLimits.tokenBytes),
            let seconds = answer?["expires_in"]?.double ?? answer?["expires_in"]?.string.flatMap(Double.init),
            seconds.isFinite, seconds > 0
        else { throw .garbage }
        return (Secret(token), min(seconds, TeamsLimits.longestTokenSeconds))
    }
}
