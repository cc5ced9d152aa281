/// Where the service listens, and how much it takes from a stranger.
public struct WebConfiguration: Sendable {
    public var host: String
    /// 0 picks a free one.
    public var port: Int
    /// The public URL is `https`: browsers are told to stay with it.
    public var isPublicURLSecure: Bool
    /// Service goes on so long after readiness turned red.
    public var drainSeconds: Double
    /// Paths that only this machine may open, such as a set-up page.
    public var loopbackPaths: Set<String>
    public var bodyLimitBytes = 1_048_576
    /// Large bodies share so much while they arrive; beyond it they are asked to come again.
    public var bodiesLimitBytes = 67_108_864
    /// A head has so long to arrive in full, and a new connection to begin one.
    public var headSeconds = 15.0
    /// A body has so long to arrive in full.
    public var bodySeconds = 15.0
    public var headerLimitBytes = 32_768
    public var headerCountLimit = 100
    /// Longer than the pools of the proxies in front, else they write into a closing connection.
    public var idleSeconds = 180
    /// As long as Linux lets it be unless told otherwise (`net.core.somaxconn`).
    public var backlog = 4_096
    /// Never more at once.
    ///
    /// What comes while there are 4,096 waits in the backlog, since as many as are missing may come in at a look.
    public var connectionLimit = 4_352
    /// What has been read waits no longer on its loop before it is gone on with; while more waits, what comes is turned away.
    ///
    /// A request waits so long some five times over.
    public var waitLimitMilliseconds = 25
    /// From so many under way at once an endpoint is told to be short.
    public var crowdedFrom = 256
    /// An endpoint is not asked by more at once.
    public var underWayLimit = 1_024

    public init(
        host: String,
        port: Int,
        isPublicURLSecure: Bool = false,
        drainSeconds: Double = 5,
        loopbackPaths: Set<String> = []
    ) {
        self.host = host
        self.port = port
        self.isPublicURLSecure = isPublicURLSecure
        self.drainSeconds = drainSeconds
        self.loopbackPaths = loopbackPaths
    }
}
