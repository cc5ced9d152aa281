import Desk
import JSON
import Registrations

/// Checks and names as they are stored, in the shape that `Codable` gives them.
extension JSONWriter {
    mutating func value(_ check: Check) {
        object { json in
            json.array("evidence") { json in
                for evidence in check.evidence {
                    json.object { json in
                        json.field("name", evidence.name)
                        json.field("value", evidence.value)
                    }
                }
            }
            json.field("outcome", check.outcome.rawValue)
            json.field("reason", check.reason.rawValue)
            json.field("rule", check.rule.rawValue)
        }
    }
}

extension Check {
    init(_ json: JSON) throws {
        self.init(
            try json.raw("rule"),
            try json.raw("outcome"),
            try json.raw("reason"),
            evidence: try json.list("evidence").map { Evidence(try $0.text("name"), try $0.text("value")) }
        )
    }
}

extension CompanyName {
    init(stored json: JSON) throws {
        self.init(
            typed: try json.text("typed"),
            spellings: Spellings(normalised: try json.text("normalised"), plain: try json.text("plain")),
            legalForm: json["legalForm"]?.string
        )
    }

    /// Its JSON.
    var stored: SQLValue {
        StoredJSON.write { json in
            json.field("legalForm", ifPresent: legalForm)
            json.field("normalised", normalised)
            json.field("plain", plain)
            json.field("typed", typed)
        }
    }
}

extension CompanyName.Spellings {
    /// Reads them out of a stored name.
    init(stored text: String) throws {
        var text = text
        if let found = text.withUTF8(Self.unescaped) {
            self = found
        } else {
            let json = try StoredJSON.parse(text)
            self.init(normalised: try json.text("normalised"), plain: try json.text("plain"))
        }
    }

    /// Where nothing is escaped each quote begins or ends a name or a value; nil for anything else.
    ///
    /// Two hundred names are looked at for a claim, which is no time to read JSON.
    private static func unescaped(_ json: UnsafeBufferPointer<UInt8>) -> CompanyName.Spellings? {
        var normalised: Slice<UnsafeBufferPointer<UInt8>>?
        var plain: Slice<UnsafeBufferPointer<UInt8>>?
        var (quotes, start) = (0, 0)
        var name = json[0..<0]
        for place in json.indices {
            if json[place] == UInt8(ascii: "\\") { return nil }
            guard json[place] == UInt8(ascii: "\"") else { continue }
            let text = json[start..<place]
            switch quotes % 4 {
            case 1: name = text
            case 3 where name.elementsEqual("normalised".utf8): normalised = text
            case 3 where name.elementsEqual("plain".utf8): plain = text
            default: break
            }
            start = place + 1
            quotes += 1
        }
        guard quotes % 4 == 0, let normalised, let plain else { return nil }
        return CompanyName.Spellings(
            normalised: String(decoding: normalised, as: UTF8.self),
            plain: String(decoding: plain, as: UTF8.self)
        )
    }
}
