import Registrations

extension Reading {
    /// `messages`, `links` and `limits`.
    mutating func delivery(_ file: Section, into policy: inout Policy) {
        if let messages = section(.messages, of: file, keys: [.channelLine, .reviewRoom]) {
            policy.messages.channelLine = flag(.channelLine, of: messages) ?? policy.messages.channelLine
            policy.messages.reviewRoom = reviewRoom(messages)
        }
        if let links = section(.links, of: file, keys: [.daysAfterEnd]) {
            policy.links.daysAfterEnd = number(.daysAfterEnd, of: links, in: 0...3_650) ?? policy.links.daysAfterEnd
        }
        if let limits = section(.limits, of: file, keys: [.checksPerHour]) {
            policy.limits.checksPerHour =
                number(.checksPerHour, of: limits, in: 1...10_000) ?? policy.limits.checksPerHour
        }
    }
}
