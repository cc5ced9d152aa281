/// What waits, in lines by name: one of each line in turn comes next, first come first served within a line.
///
/// A line stands behind all others once it was served, and so does one that begins: nobody waits for more than one of
/// every other line.
struct FairLines<Item> {
    private var lines: [String: Queue<Item>] = [:]
    private var turns = Queue<String>()
    private(set) var count = 0

    /// Lines in which somebody waits.
    var lineCount: Int { lines.count }

    func count(of name: String) -> Int { lines[name]?.count ?? 0 }

    mutating func append(_ item: Item, to name: String) {
        count += 1
        if lines[name] == nil { turns.append(name) }
        lines[name, default: Queue()].append(item)
    }

    mutating func pop() -> Item? {
        guard let name = turns.pop() else { return nil }
        count -= 1
        let item = lines[name]?.pop()
        if count(of: name) == 0 { lines[name] = nil } else { turns.append(name) }
        return item
    }
}

/// First in, first out.
private struct Queue<Item> {
    private var items: [Item?] = []
    private var head = 0

    var count: Int { items.count - head }

    mutating func append(_ item: Item) { items.append(item) }

    mutating func pop() -> Item? {
        guard head < items.count else { return nil }
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
