/// What waits, in lines by name: one of each line in turn comes next, first come first served within a line.
struct FairLines<Item> {
    private struct Line {
        let name: String
        var items: [Item?] = []
        var head = 0

        var count: Int { items.count - head }

        mutating func pop() -> Item? {
            let item = items[head]
            items[head] = nil
            head += 1
            // What was taken is let go in large pieces.
            if head >= 64, head * 2 >= items.count {
                items.removeFirst(head)
                head = 0
            }
            return item
        }
    }

    private var lines: [Line] = []
    private var places: [String: Int] = [:]
    private var next = 0
    private(set) var count = 0

    /// Lines in which somebody waits.
    var lineCount: Int { lines.count }

    func count(of name: String) -> Int { places[name].map { lines[$0].count } ?? 0 }

    mutating func append(_ item: Item, to name: String) {
        count += 1
        if let place = places[name] {
            lines[place].items.append(item)
        } else {
            places[name] = lines.count
            lines.append(Line(name: name, items: [item]))
        }
    }

    mutating func pop() -> Item? {
        guard count > 0 else { return nil }
        if next >= lines.count { next = 0 }
        count -= 1
        let item = lines[next].pop()
        if lines[next].count == 0 { close(next) } else { next += 1 }
        return item
    }

    /// The last line takes the place of one that is empty, and so has its turn earlier, never later.
    private mutating func close(_ place: Int) {
        places[lines[place].name] = nil
        let last = lines.removeLast()
        guard place < lines.count else { return }
        lines[place] = last
        places[last.name] = place
    }
}
