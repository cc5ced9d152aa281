#include "CSimdjson.h"

#include <algorithm>
#include <memory>
#include <simdjson.h>
#include <vector>

using simdjson::dom::element;
using simdjson::dom::element_type;

struct CSimdjsonDocument {
    simdjson::dom::document document;
    std::vector<CSimdjsonNode> nodes;

    void append(element value);
    void append(std::string_view text);
    size_t open(CSimdjsonKind kind);
    void close(size_t place, size_t count);
};

void CSimdjsonDocument::append(std::string_view text) {
    CSimdjsonNode node = {CSimdjsonKindString, uint32_t(text.size()), uint32_t(nodes.size() + 1), {}};
    node.text = reinterpret_cast<const uint8_t *>(text.data());
    nodes.push_back(node);
}

size_t CSimdjsonDocument::open(CSimdjsonKind kind) {
    nodes.push_back({kind, 0, uint32_t(nodes.size() + 1), {}});
    return nodes.size() - 1;
}

void CSimdjsonDocument::close(size_t place, size_t count) {
    nodes[place].count = uint32_t(count);
    nodes[place].end = uint32_t(nodes.size());
}

// As deep as simdjson was told to read at the most.
void CSimdjsonDocument::append(element value) {
    switch (value.type()) {
    case element_type::NULL_VALUE: open(CSimdjsonKindNull); break;
    case element_type::BOOL: open(value.get_bool().value_unsafe() ? CSimdjsonKindYes : CSimdjsonKindNo); break;
    case element_type::INT64: nodes[open(CSimdjsonKindInt)].integer = value.get_int64().value_unsafe(); break;
    case element_type::UINT64: open(CSimdjsonKindLargeInt); break;
    case element_type::DOUBLE: nodes[open(CSimdjsonKindReal)].real = value.get_double().value_unsafe(); break;
    case element_type::STRING: append(value.get_string().value_unsafe()); break;
    // A loop over what a temporary holds would go on after the temporary is gone, hence the names.
    case element_type::ARRAY: {
        simdjson::dom::array children = value.get_array().value_unsafe();
        size_t place = open(CSimdjsonKindArray), count = 0;
        for (element child : children) {
            append(child);
            count++;
        }
        close(place, count);
        break;
    }
    case element_type::OBJECT: {
        simdjson::dom::object members = value.get_object().value_unsafe();
        size_t place = open(CSimdjsonKindObject), count = 0;
        for (auto member : members) {
            append(member.key);
            append(member.value);
            count++;
        }
        close(place, count);
        break;
    }
    }
}

static CSimdjsonError named(simdjson::error_code code) {
    switch (code) {
    case simdjson::SUCCESS: return CSimdjsonErrorNone;
    case simdjson::EMPTY:
    case simdjson::UNCLOSED_STRING: return CSimdjsonErrorEndedEarly;
    case simdjson::DEPTH_ERROR: return CSimdjsonErrorTooDeep;
    case simdjson::UTF8_ERROR: return CSimdjsonErrorNotUTF8;
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return CSimdjsonErrorOutOfMemory;
    default: return CSimdjsonErrorSyntax;
    }
}

// Most documents are small, and what reads one costs more to make than to use: each thread keeps one for those.
static constexpr size_t keptCapacity = 16384;

static simdjson::error_code parse(simdjson::dom::parser &parser, CSimdjsonDocument &document, const uint8_t *bytes,
                                  size_t count, size_t capacity, size_t maximumDepth, element &root) {
    bool isNew = parser.capacity() == 0;
    if (isNew || parser.capacity() < capacity || parser.max_depth() < maximumDepth) {
        auto code = parser.allocate(capacity, isNew ? maximumDepth : std::max(parser.max_depth(), maximumDepth));
        if (code != simdjson::SUCCESS) return code;
    }
    return parser.parse_into_document(document.document, bytes, count).get(root);
}

// May read deeper than it was told to, where the thread did so before: whoever walks the nodes counts.
CSimdjsonDocument *CSimdjsonParse(const uint8_t *bytes, size_t count, size_t maximumDepth, CSimdjsonError *error) {
    auto document = std::make_unique<CSimdjsonDocument>();
    element root;
    simdjson::error_code code;
    if (count <= keptCapacity) {
        static thread_local simdjson::dom::parser kept;
        code = parse(kept, *document, bytes, count, keptCapacity, maximumDepth, root);
    } else {
        simdjson::dom::parser parser;
        code = parse(parser, *document, bytes, count, count, maximumDepth, root);
    }
    *error = named(code);
    if (code != simdjson::SUCCESS) return nullptr;
    document->nodes.reserve(count / 12 + 8);
    document->append(root);
    return document.release();
}

const CSimdjsonNode *CSimdjsonNodes(const CSimdjsonDocument *document, size_t *count) {
    *count = document->nodes.size();
    return document->nodes.data();
}

void CSimdjsonFree(CSimdjsonDocument *document) { delete document; }
