import CCurl

/// The one thread that owns the `CURLM` and every handle in it.
final class MultiLoop {
    /// How long an idle loop sleeps; a wake-up ends it at once.
    private static let pollMilliseconds: Int32 = 10_000

    private let multi: UnsafeMutableRawPointer
    private let mailbox: Mailbox
    private let settings: CurlSettings
    private var transfers: [UInt64: Transfer] = [:]
    /// Handles that wait for a request: making one and saying what holds for all takes a sixth of what a request takes.
    private var idle: [EasyHandle] = []
    private static let maximumIdle = 64

    init(_ multi: MultiHandle, _ mailbox: Mailbox, _ settings: CurlSettings) {
        self.multi = multi.pointer
        self.mailbox = mailbox
        self.settings = settings
    }

    /// Runs until the mailbox closes, then frees everything.
    func run() {
        while true {
            let (commands, isClosed) = mailbox.drain()
            for command in commands { obey(command) }
            if isClosed { break }
            var running: Int32 = 0
            check(curl_multi_perform(multi, &running))
            settleFinished()
            check(curl_multi_poll(multi, nil, 0, Self.pollMilliseconds, nil))
        }
        giveUpAll("the client was closed")
        idle = []
        curl_multi_cleanup(multi)
    }

    private func obey(_ command: Mailbox.Command) {
        switch command {
        case .start(let submission): start(submission)
        case .cancel(let id):
            if let transfer = transfers[id] { finish(transfer, .failure(.cancelled)) }
        }
    }

    private func start(_ submission: Submission) {
        do throws(TransportFailure) {
            let transfer = try Transfer(submission, under: settings) { () throws(TransportFailure) in
                if let known = idle.popLast() { return known }
                return try EasyHandle(under: settings)
            }
            let code = curl_multi_add_handle(multi, transfer.easy.pointer)
            guard code == CURLM_OK else { throw .notSent("libcurl takes no more (\(code.rawValue))") }
            transfers[submission.id] = transfer
        } catch {
            mailbox.release()
            submission.continuation.resume(returning: .failure(error))
        }
    }

    private func settleFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left)?.pointee {
            guard message.msg == CURLMSG_DONE, let transfer = Transfer.of(message.easy_handle) else { continue }
            finish(transfer, transfer.outcome(of: message.data.result))
        }
    }

    /// The only place where a transfer ends: out of libcurl, out of the table, answered once.
    private func finish(_ transfer: Transfer, _ answer: Answer) {
        let code = curl_multi_remove_handle(multi, transfer.easy.pointer)
        transfers[transfer.submission.id] = nil
        if code == CURLM_OK, transfer.isPlain(answer), idle.count < Self.maximumIdle, transfer.easy.forget() {
            idle.append(transfer.easy)
        }
        mailbox.release()
        transfer.submission.continuation.resume(returning: answer)
    }

    private func giveUpAll(_ why: String) {
        for transfer in transfers.values { finish(transfer, .failure(transfer.abandoned(why))) }
    }

    /// libcurl's loop fails only for want of memory or by a mistake of ours: nothing under way can be trusted then.
    private func check(_ code: CURLMcode) {
        if code != CURLM_OK { giveUpAll("\(String(cString: curl_multi_strerror(code))) (\(code.rawValue))") }
    }
}
