import NIOCore

/// The time by which something is to have happened, with a timer that is seldom set anew.
///
/// Put off with each request, it would cost more than reading one: a timer that rings too early is set again.
struct Alarm {
    private var due = NIODeadline.distantFuture
    private var rings = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?

    /// What to ask when it rang: false where it was put off meanwhile, and has to be set again.
    mutating func hasRungInTime() -> Bool {
        timer = nil
        rings = .distantFuture
        return due <= .now()
    }

    /// True where a timer has to be set for it.
    mutating func put(off due: NIODeadline) -> Bool {
        self.due = due
        return due < rings
    }

    mutating func clear() { due = .distantFuture }

    mutating func set(on loop: any EventLoop, ring: @escaping () -> Void) {
        cancel()
        guard due < .distantFuture else { return }
        rings = due
        timer = loop.assumeIsolated().scheduleTask(deadline: due, ring)
    }

    mutating func cancel() {
        timer?.cancel()
        timer = nil
        rings = .distantFuture
    }
}
