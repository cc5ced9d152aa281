import Registrations
import Synchronization

/// Reads each text once a delivery: a dialogue asks for the same domain several times over.
final class RememberingReader: DomainReader {
    private let reader: any DomainReader
    private let read = Mutex<[String: DomainReading]>([:])

    init(_ reader: any DomainReader) { self.reader = reader }

    func read(_ text: String) -> DomainReading {
        if let known = read.withLock({ $0[text] }) { return known }
        let reading = reader.read(text)
        read.withLock { $0[text] = reading }
        return reading
    }
}
