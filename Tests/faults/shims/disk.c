/* A disk that is slow or broken. control 0: microseconds a sync takes longer. control 1: syncs until one fails.
   control 2: not 0 when every one after that fails too. control 3, 4: the same for writes. control 5: failures. */
#include "control.h"

static int fails(int slot) {
    int now = strikes(slot);
    if (!now && !(atomic_load(&control()[slot + 1]) && atomic_load(&control()[slot + 1]) < 0)) return 0;
    if (atomic_load(&control()[slot + 1]) > 0) atomic_store(&control()[slot + 1], -1);
    atomic_fetch_add(&control()[5], 1);
    errno = EIO;
    return 1;
}

static void wait_for_disk(void) {
    int64_t microseconds = atomic_load(&control()[0]);
    if (microseconds > 0) usleep((useconds_t)microseconds);
}

int fdatasync(int file) {
    if (!is_database(file)) return REAL(fdatasync)(file);
    wait_for_disk();
    return fails(1) ? -1 : REAL(fdatasync)(file);
}

int fsync(int file) {
    if (!is_database(file)) return REAL(fsync)(file);
    wait_for_disk();
    return fails(1) ? -1 : REAL(fsync)(file);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at) {
    if (is_database(file) && fails(3)) return -1;
    return REAL(pwrite64)(file, bytes, length, at);
}
