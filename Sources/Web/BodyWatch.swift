import NIOCore
import ServiceLifecycle
import Synchronization

/// Ends the reading of bodies that do not arrive.
///
/// One loop looks at all of them, since a timer for each request would cost more than the request.
final class BodyWatch: Service {
    static let lookEverySeconds = 1.0

    private struct Reading {
        let channel: any Channel
        let startedAtLook: Int
        var isOverdue = false
    }

    private struct State {
        var looks = 0
        var lastNumber = 0
        var readings: [Int: Reading] = [:]
    }

    private let state = Mutex(State())
    private let limitLooks: Int
    private let clock: any Clock<Duration>

    init(limitSeconds: Double, clock: any Clock<Duration>) {
        limitLooks = Int((limitSeconds / Self.lookEverySeconds).rounded(.up))
        self.clock = clock
    }

    func begin(_ channel: any Channel) -> Int {
        state.withLock { state in
            state.lastNumber += 1
            state.readings[state.lastNumber] = Reading(channel: channel, startedAtLook: state.looks)
            return state.lastNumber
        }
    }

    /// True when the reading was ended because it took too long.
    func end(_ number: Int) -> Bool {
        state.withLock { $0.readings.removeValue(forKey: number)?.isOverdue ?? false }
    }

    /// Runs until graceful shutdown or cancellation.
    func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await cancelWhenGracefulShutdown { [clock] in
                    try await clock.sleep(for: .seconds(Self.lookEverySeconds))
                }
            } catch {
                return
            }
            // The response can still go out when no more is read.
            for channel in takeOverdue() { channel.close(mode: .input, promise: nil) }
        }
    }

    private func takeOverdue() -> [any Channel] {
        state.withLock { state in
            state.looks += 1
            let numbers = state.readings.filter { reading in
                !reading.value.isOverdue && state.looks - reading.value.startedAtLook > limitLooks
            }.keys
            return numbers.compactMap { number in
                state.readings[number]?.isOverdue = true
                return state.readings[number]?.channel
            }
        }
    }
}
