/// Splits a company's name into plain words that no longer depend on how it was typed.
struct NameFolding {
    /// What becomes of ä, ö, ü and ø.
    enum Umlauts { case expanded, dropped }

    /// The word that `&`, `+`, `and` and `et` become.
    static let joiner = "und"

    private let umlauts: Umlauts
    private var words: [String] = []
    private var word = ""
    private var wordIsDotted = false
    private var afterDot = false

    /// The words of a name: lower case, Latin letters without diacritics, no punctuation, `A.T.U` as `atu`.
    static func words(of name: String, umlauts: Umlauts) -> [String] {
        var folding = NameFolding(umlauts: umlauts)
        for scalar in name.unicodeScalars { folding.take(scalar) }
        folding.endWord()
        while folding.words.count > 1, folding.words.last == joiner { folding.words.removeLast() }
        while folding.words.count > 1, folding.words.first == joiner { folding.words.removeFirst() }
        return folding.words
    }

    private init(umlauts: Umlauts) { self.umlauts = umlauts }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39, 0x61...0x7A: append(scalar)
        case 0x41...0x5A: append(Unicode.Scalar(UInt8(scalar.value + 32)))
        case 0x26, 0x2B:  // & and +
            endWord()
            if words.last != NameFolding.joiner { words.append(NameFolding.joiner) }
        case 0x2E:
            afterDot = word.utf8.count == 1 || wordIsDotted
            if !afterDot { endWord() }
        case 0x00...0x7F where scalar != "'" && scalar != "`": endWord()
        case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x02BC: break  // apostrophes join: McDonald's
        case 0xFF01...0xFF5E: takeNarrow(scalar.value - 0xFEE0)
        default: takeForeign(scalar)
        }
    }

    /// A full-width character counts as its ASCII counterpart.
    private mutating func takeNarrow(_ value: UInt32) {
        if let scalar = Unicode.Scalar(value) { take(scalar) }
    }

    private mutating func takeForeign(_ scalar: Unicode.Scalar) {
        if scalar.value == 0x308 {  // a diaeresis of its own, as in decomposed text
            if umlauts == .expanded, let last = word.last, "aou".contains(last) { word.append("e") }
            return
        }
        let properties = scalar.properties
        if properties.generalCategory == .nonspacingMark || TypedText.isInvisible(scalar) { return }
        for lower in properties.lowercaseMapping.unicodeScalars {
            if umlauts == .expanded, let letters = NameFolding.expandedUmlauts[lower] {
                letters.unicodeScalars.forEach { append($0) }
            } else if let letters = NameFolding.latin[lower] {
                letters.unicodeScalars.forEach { append($0) }
            } else if lower.properties.isAlphabetic || lower.properties.numericType != nil {
                append(lower)
            } else if lower.properties.generalCategory != .nonspacingMark {
                endWord()
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if afterDot {
            wordIsDotted = true
            afterDot = false
        }
        word.unicodeScalars.append(scalar)
    }

    private mutating func endWord() {
        defer {
            word.removeAll(keepingCapacity: true)
            wordIsDotted = false
            afterDot = false
        }
        switch word {
        case "": return
        case "and", "et", NameFolding.joiner: if words.last != NameFolding.joiner { words.append(NameFolding.joiner) }
        default: words.append(word)
        }
    }
}

extension NameFolding {
    private static let expandedUmlauts: [Unicode.Scalar: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"]

    /// Latin letters and digits with marks, each with the plain letters it folds to.
    private static let latin: [Unicode.Scalar: String] = {
        var folds: [Unicode.Scalar: String] = [:]
        for row in latinRows.split(separator: "\n") {
            let parts = row.split(separator: " ")
            guard parts.count == 2 else { continue }
            for scalar in parts[1].unicodeScalars { folds[scalar] = String(parts[0]) }
        }
        return folds
    }()

    private static let latinRows = """
        0 ⁰₀
        1 ¹₁
        2 ²₂
        3 ³₃
        4 ⁴₄
        5 ⁵₅
        6 ⁶₆
        7 ⁷₇
        8 ⁸₈
        9 ⁹₉
        a ªàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
        b ḃḅḇ
        c çćĉċčḉ
        d ðďđḋḍḏḑḓ
        e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
        f ƒḟ
        g ĝğġģǧǵḡ
        h ĥħȟḣḥḧḩḫẖ
        i ìíîïĩīĭįİıǐȉȋḭḯỉịⁱ
        j ĵǰ
        k ķĸǩḱḳḵ
        l ĺļľŀłḷḹḻḽ
        m ḿṁṃ
        n ñńņňŉŋǹṅṇṉṋⁿ
        o ºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ
        p ṕṗ
        r ŕŗřȑȓṙṛṝṟ
        s śŝşšſșṡṣṥṧṩẛ
        t ţťŧțṫṭṯṱẗ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        v ṽṿ
        w ŵẁẃẅẇẉẘ
        x ẋẍ
        y ýÿŷȳẏẙỳỵỷỹ
        z źżžẑẓẕ
        ae æǣǽ
        dz ǆǳ
        ff ﬀ
        fi ﬁ
        fl ﬂ
        ij ĳ
        lj ǉ
        nj ǌ
        oe œ
        ss ß
        st ﬅﬆ
        th þ
        ffi ﬃ
        ffl ﬄ
        """
}
