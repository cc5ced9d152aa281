import CPostgres
import Glibc
import LedgerSQL

/// One connection to the server; whoever makes it keeps it on one thread.
///
/// Statements are posted and go out together when somebody waits for the last of them.
/// https://www.postgresql.org/docs/15/libpq-pipeline-mode.html
final class Wire {
    /// So many may be posted before the answers are waited for: their answers are short, so neither side stops reading.
    private static let postedLimit = 64
    /// A server that says nothing for so long, though the connection stands, is given up: it would have ended the
    /// statement before.
    static let patienceSeconds = 7
    private static let preparedLimit = 256

    private enum Expected {
        case preparation(of: String)
        case answer
    }

    private let handle: OpaquePointer
    private let patienceSeconds: Int
    private var prepared: [String: String] = [:]
    private var expected: [Expected] = []
    /// The server said of a commit that it waits for its standby no more, though the standby may not have it.
    private(set) var isAheadOfStandby = false

    init(_ address: PostgreSQLAddress, patienceSeconds: Int = Wire.patienceSeconds, settings: String) throws {
        self.patienceSeconds = patienceSeconds
        guard let handle = Wire.connect(address.options) else { throw PostgreSQLFailure.lost("no memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else { throw PostgreSQLFailure.lost(Wire.words(of: handle)) }
        PQsetNoticeReceiver(handle, Wire.noticed, Unmanaged.passUnretained(self).toOpaque())
        guard PQsetnonblocking(handle, 1) == 0, PQenterPipelineMode(handle) == 1 else { throw lost() }
        if !settings.isEmpty { try script(settings) }
    }

    deinit { PQfinish(handle) }

    private static func connect(_ options: [String: String]) -> OpaquePointer? {
        let pairs = options.sorted { $0.key < $1.key }
        let keys = pairs.map { strdup($0.key) } + [nil]
        let values = pairs.map { strdup($0.value) } + [nil]
        defer { for text in keys + values { free(text) } }
        return PQconnectdbParams(keys.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
    }

    /// Notices are let go but for one, known by the place in the server's source that every language shares.
    ///
    /// https://www.postgresql.org/docs/15/libpq-notice-processing.html
    private static let noticed: PQnoticeReceiver = { wire, result in
        let place = PQresultErrorField(result, Int32(UInt8(ascii: "R"))).map { String(cString: $0) }
        guard let wire, place == "SyncRepWaitForLSN" else { return }
        Unmanaged<Wire>.fromOpaque(wire).takeUnretainedValue().isAheadOfStandby = true
    }

    /// libpq's words end with a line break and may have several lines; what it advises beside them is left out.
    private static func words(of handle: OpaquePointer) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        let lines = text.split(whereSeparator: \.isNewline).filter {
            !$0.hasPrefix("\t") && !$0.hasPrefix("Either provide")
        }
        return lines.joined(separator: " ")
    }

    private func lost() -> PostgreSQLFailure { .lost(Wire.words(of: handle)) }

    /// The name of the server's software, for those who only speak its language.
    func version() throws -> String {
        try post("SELECT version()", [])
        return try collect().text(0, row: 0) ?? ""
    }

    /// Posts a statement.
    func post(_ sql: String, _ values: [SQLValue]) throws {
        if expected.count >= Wire.postedLimit { try collect() }
        let name = try name(of: sql)
        let isPosted = SQLParameters(values).withPointers { count, values, lengths, formats in
            if let name { return PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1) == 1 }
            return PQsendQueryParams(handle, sql, count, nil, values, lengths, formats, 1) == 1
        }
        guard isPosted else { throw lost() }
        expected.append(.answer)
    }

    /// The statement's name on this connection, prepared on the way; nil when there are too many.
    private func name(of sql: String) throws -> String? {
        if let name = prepared[sql] { return name }
        guard prepared.count < Wire.preparedLimit else { return nil }
        let name = Wire.name(of: sql)
        guard PQsendPrepare(handle, name, sql, 0, nil) == 1 else { throw lost() }
        prepared[sql] = name
        expected.append(.preparation(of: sql))
        return name
    }

    /// A name that is no other text's: where somebody hands connections around, a name is never a stranger's statement.
    private static func name(of sql: String) -> String {
        // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
        let sum = sql.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return "s" + String(sum, radix: 16)
    }

    /// The number of the process that took the connection, or said it did.
    var greetingProcess: Int { Int(PQbackendPID(handle)) }

    /// Sends what is posted and waits for it; returns the last answer, throws the first failure.
    @discardableResult func collect() throws -> Answer {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        var rest = expected[...]
        expected = []
        var failure: PostgreSQLFailure?
        var last: Answer?
        while true {
            guard let result = try next(after: failure) else { continue }
            let answer = Answer(result)
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                if let failure { throw failure }
                guard let last else { throw PostgreSQLFailure.lost("no answer") }
                return last
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if case .answer? = rest.popFirst() { last = answer }
            default:
                if case .preparation(let sql)? = rest.popFirst() { prepared[sql] = nil }
                let isAborted = PQresultStatus(result) == PGRES_PIPELINE_ABORTED
                if !isAborted, failure == nil { failure = PostgreSQLFailure(result, isLost: isBroken) }
                if isBroken { throw failure ?? lost() }
            }
        }
    }

    /// Waits for what is posted, if anything is.
    func collectPosted() throws {
        if !expected.isEmpty { try collect() }
    }

    private var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

    /// As `next`, where a server that says why it hangs up is believed.
    private func next(after failure: PostgreSQLFailure?) throws -> OpaquePointer? {
        do {
            return try next()
        } catch {
            guard let failure else { throw error }
            throw PostgreSQLFailure(code: failure.code, message: failure.message, isLost: true)
        }
    }

    /// The next result; nil stands between those of two statements.
    private func next() throws -> OpaquePointer? {
        try flush()
        while PQisBusy(handle) == 1 {
            try wait(for: Int16(POLLIN))
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        if let result = PQgetResult(handle) { return result }
        if isBroken { throw lost() }
        return nil
    }

    private func flush() throws {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1:
                try wait(for: Int16(POLLIN | POLLOUT))
                guard PQconsumeInput(handle) == 1 else { throw lost() }
            default: throw lost()
            }
        }
    }

    private func wait(for events: Int16) throws {
        var descriptor = pollfd(fd: PQsocket(handle), events: events, revents: 0)
        while true {
            let count = poll(&descriptor, 1, Int32(patienceSeconds * 1_000))
            if count > 0 { return }
            if count == 0 { throw PostgreSQLFailure.lost("the server says nothing") }
            guard errno == EINTR else { throw PostgreSQLFailure.lost("poll failed with error \(errno)") }
        }
    }

    /// Runs statements without parameters, one after the other, until all of them are through; returns the last answer, in text.
    @discardableResult func script(_ sql: String) throws -> Answer {
        try collectPosted()
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
        guard let result = PQexec(handle, sql) else { throw lost() }
        let answer = Answer(result)
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY else {
            let failure = PostgreSQLFailure(answer.handle, isLost: isBroken)
            if !isBroken { PQenterPipelineMode(handle) }
            throw failure
        }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        return answer
    }
}
