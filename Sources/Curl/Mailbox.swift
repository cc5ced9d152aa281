import CCurl
import Synchronization

typealias Answer = Result<HTTPResponse, TransportFailure>

/// A request on its way to the loop, with whoever waits for its answer.
struct Submission: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let continuation: CheckedContinuation<Answer, Never>
}

/// The loop's `CURLM`, used by the loop's thread alone but for `curl_multi_wakeup`.
///
/// Unchecked because it is a C pointer: other threads use it only in `Mailbox`, under its lock and while it is open,
/// and the loop closes the mailbox before it frees the pointer.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
}

/// What other threads want of the loop, in order and within a bound.
final class Mailbox: Sendable {
    enum Command {
        case start(Submission)
        case cancel(UInt64)
    }

    private struct State {
        var commands: [Command] = []
        var underWay = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)
    private let multi: MultiHandle
    private let maximumUnderWay: Int

    init(waking multi: MultiHandle, maximumUnderWay: Int) {
        self.multi = multi
        self.maximumUnderWay = maximumUnderWay
    }

    func nextID() -> UInt64 { lastID.add(1, ordering: .relaxed).newValue }

    /// Hands a request to the loop, or answers it at once when there is no room.
    func submit(_ submission: Submission) {
        let refusal: TransportFailure? = state.withLock { state in
            if state.isClosed { return .notSent("the client is closed") }
            if state.underWay >= maximumUnderWay { return .notSent("too many requests are under way") }
            state.underWay += 1
            post(.start(submission), to: &state)
            return nil
        }
        if let refusal { submission.continuation.resume(returning: .failure(refusal)) }
    }

    /// Asks the loop to give a request up; ids that it does not know are ignored there.
    func cancel(_ id: UInt64) {
        state.withLock { state in
            if !state.isClosed { post(.cancel(id), to: &state) }
        }
    }

    /// Takes no more; what was handed in is still the loop's to answer.
    func close() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            curl_multi_wakeup(multi.pointer)
        }
    }

    /// What to do next, and whether it is the last.
    func drain() -> (commands: [Command], isClosed: Bool) {
        state.withLock { state in
            defer { state.commands = [] }
            return (state.commands, state.isClosed)
        }
    }

    /// One request fewer under way.
    func release() {
        state.withLock { $0.underWay -= 1 }
    }

    private func post(_ command: Command, to state: inout State) {
        // Whoever came before it has woken the loop, which takes all that is there.
        if state.commands.isEmpty { curl_multi_wakeup(multi.pointer) }
        state.commands.append(command)
    }
}
