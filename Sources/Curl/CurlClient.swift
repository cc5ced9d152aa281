import CCurl

/// Sends HTTP requests through libcurl on one thread of its own; connections are kept and used again.
///
/// A `POST` reaches the server at most once. Nothing is decided by the process's environment.
public final class CurlClient: Sendable {
    private let mailbox: Mailbox
    private let thread: LoopThread

    /// Starts the client's thread; throws `CurlSetupFailure` when libcurl or a setting will not do.
    public init(_ settings: CurlSettings) throws {
        try prepareLibcurl(for: settings)
        let multi = try makeMulti(for: settings)
        mailbox = Mailbox(waking: multi, maximumUnderWay: settings.maximumRequestsUnderWay)
        guard let thread = LoopThread(running: MultiLoop(multi, mailbox, settings)) else {
            curl_multi_cleanup(multi.pointer)
            throw CurlSetupFailure(description: "the system has no thread to give")
        }
        self.thread = thread
    }

    deinit {
        mailbox.close()
        thread.letGo()
    }

    /// Sends `request` and returns the whole answer, whatever its status; cancelling the task ends it within milliseconds.
    public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        if Task.isCancelled { throw .cancelled }
        let id = mailbox.nextID()
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.submit(Submission(id: id, request: request, continuation: continuation))
                // A cancellation that came before the line above found nothing to cancel.
                if Task.isCancelled { mailbox.cancel(id) }
            }
        } onCancel: {
            mailbox.cancel(id)
        }
        return try answer.get()
    }

    /// Ends the thread and fails what is under way; later requests are not sent.
    public func close() {
        mailbox.close()
        thread.join()
    }
}
