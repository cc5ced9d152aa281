#ifndef REGISTRAR_CSQLITE_SHIM_H
#define REGISTRAR_CSQLITE_SHIM_H

#include <sqlite3.h>

// sqlite3_config is variadic, which Swift cannot call.

// Nobody reads the count of allocated bytes, for which every allocation takes a lock of the whole process.
// https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus
static inline int csqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// So many pages of each connection's cache are allocated in one piece, which it keeps.
// https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigpagecache
static inline int csqlite_keep_pages(int pages) { return sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)0, 0, pages); }

#endif
