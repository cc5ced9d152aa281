#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum __attribute__((enum_extensibility(closed))) CSimdjsonError : uint8_t {
    CSimdjsonErrorNone,
    CSimdjsonErrorEndedEarly,
    CSimdjsonErrorTooDeep,
    CSimdjsonErrorNotUTF8,
    CSimdjsonErrorOutOfMemory,
    CSimdjsonErrorSyntax,
} CSimdjsonError;

typedef enum __attribute__((enum_extensibility(closed))) CSimdjsonKind : uint8_t {
    CSimdjsonKindNull,
    CSimdjsonKindNo,
    CSimdjsonKindYes,
    CSimdjsonKindInt,
    // An integer that is larger than INT64_MAX.
    CSimdjsonKindLargeInt,
    CSimdjsonKindReal,
    CSimdjsonKindString,
    CSimdjsonKindArray,
    CSimdjsonKindObject,
} CSimdjsonKind;

// One value or one name; its children follow it.
typedef struct {
    CSimdjsonKind kind;
    // The bytes of a string, the elements of an array, the members of an object.
    uint32_t count;
    // The place of the next node that is no part of this one.
    uint32_t end;
    union {
        int64_t integer;
        double real;
        // UTF-8, escapes undone; lives as long as the document.
        const uint8_t *text;
    };
} CSimdjsonNode;

typedef struct CSimdjsonDocument CSimdjsonDocument;

// Reads one document, which the caller frees; NULL when there is an error.
CSimdjsonDocument *CSimdjsonParse(const uint8_t *bytes, size_t count, size_t maximumDepth, CSimdjsonError *error);
const CSimdjsonNode *CSimdjsonNodes(const CSimdjsonDocument *document, size_t *count);
void CSimdjsonFree(CSimdjsonDocument *document);

#ifdef __cplusplus
}
#endif

#endif
