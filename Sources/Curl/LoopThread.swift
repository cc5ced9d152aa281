import Glibc
import Synchronization

/// The thread a loop runs on, joined or let go exactly once.
final class LoopThread: Sendable {
    private let thread: Mutex<pthread_t?>

    /// Starts the loop; nil when the system has no thread to give.
    init?(running loop: sending MultiLoop) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(loop)
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<MultiLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            context.toOpaque()
        )
        guard code == 0 else {
            context.release()
            return nil
        }
        self.thread = Mutex(thread)
    }

    /// Waits for the loop's end; the second caller does not wait.
    func join() {
        if let thread = take() { pthread_join(thread, nil) }
    }

    /// Lets the thread end by itself.
    func letGo() {
        if let thread = take() { pthread_detach(thread) }
    }

    private func take() -> pthread_t? {
        thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
    }
}
