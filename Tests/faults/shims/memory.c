/* Memory runs out: control 0 counts allocations until one gets none. */
#include "control.h"

extern void *__libc_malloc(size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_calloc(size_t, size_t);

static int is_out(void) {
    /* Looked up before main, where nothing is allocated yet. */
    return control_page && strikes(0);
}

__attribute__((constructor)) static void find_control(void) { (void)control(); }

void *malloc(size_t size) {
    if (!is_out()) return __libc_malloc(size);
    errno = ENOMEM;
    return 0;
}
void *realloc(void *old, size_t size) {
    if (!is_out()) return __libc_realloc(old, size);
    errno = ENOMEM;
    return 0;
}
void *calloc(size_t count, size_t size) {
    if (!is_out()) return __libc_calloc(count, size);
    errno = ENOMEM;
    return 0;
}
