/* The power fails at a write: of what was written and not synced, a random half is undone, some of it torn.

   control 0: writes until it happens (0 never). control 1: not 0 when the disk lies about having synced.
   FAULT_SEED seeds which half. */
#include "control.h"
#include <sys/stat.h>

struct change {
    struct change *before;
    dev_t device;
    ino_t inode;
    int file;
    off_t at, size_before;
    size_t length, old_length;
    char *written, *old;
};

static struct change *newest;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t dice;

static uint64_t roll(void) {
    uint64_t z = (dice += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* Remembers what stands where something else is about to. A shortening has no bytes of its own. */
static void remember(int file, const void *bytes, size_t length, off_t at) {
    struct stat facts;
    if (fstat(file, &facts)) return;
    struct change *change = calloc(1, sizeof *change);
    *change = (struct change){
        .before = newest, .device = facts.st_dev, .inode = facts.st_ino, .file = dup(file), .at = at,
        .size_before = facts.st_size,
    };
    size_t covered = bytes ? length : (facts.st_size > at ? (size_t)(facts.st_size - at) : 0);
    change->old = malloc(covered + 1);
    ssize_t kept = pread(file, change->old, covered, at);
    change->old_length = kept > 0 ? (size_t)kept : 0;
    if (bytes) {
        change->length = length;
        change->written = memcpy(malloc(length + 1), bytes, length);
    }
    newest = change;
}

static void forget(int file) {
    struct stat facts;
    if (fstat(file, &facts)) return;
    for (struct change **place = &newest; *place;) {
        struct change *change = *place;
        if (change->device != facts.st_dev || change->inode != facts.st_ino) { place = &change->before; continue; }
        *place = change->before;
        close(change->file);
        free(change->old);
        free(change->written);
        free(change);
    }
}

static void again(struct change *change) {
    if (!change) return;
    again(change->before);
    if (roll() & 1) return;
    size_t length = change->length;
    if (length > 512 && roll() % 4 == 0) length = roll() % (length / 512) * 512;
    if (!change->written) { (void)!REAL(ftruncate64)(change->file, change->at); return; }
    (void)!REAL(pwrite64)(change->file, change->written, length, change->at);
}

/* Everything unsynced is undone, newest first; then the survivors are written again, oldest first. */
static void fail_power(void) {
    const char *seed = getenv("FAULT_SEED");
    dice = seed ? strtoull(seed, 0, 10) : 1;
    for (struct change *change = newest; change; change = change->before) {
        (void)!REAL(pwrite64)(change->file, change->old, change->old_length, change->at);
        (void)!REAL(ftruncate64)(change->file, change->size_before);
    }
    again(newest);
    _exit(137);
}

static ssize_t write_at(int file, const void *bytes, size_t length, off_t at) {
    if (!is_database(file)) return REAL(pwrite64)(file, bytes, length, at);
    pthread_mutex_lock(&lock);
    remember(file, bytes, length, at);
    ssize_t written = REAL(pwrite64)(file, bytes, length, at);
    if (strikes(0)) fail_power();
    pthread_mutex_unlock(&lock);
    return written;
}

static int shorten(int file, off_t size) {
    if (!is_database(file)) return REAL(ftruncate64)(file, size);
    pthread_mutex_lock(&lock);
    remember(file, 0, 0, size);
    int result = REAL(ftruncate64)(file, size);
    pthread_mutex_unlock(&lock);
    return result;
}

static int synced(int file) {
    if (!is_database(file)) return 0;
    pthread_mutex_lock(&lock);
    if (!atomic_load(&control()[1])) forget(file);
    pthread_mutex_unlock(&lock);
    return 0;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at) { return write_at(file, bytes, length, at); }
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return write_at(file, bytes, length, at); }
int ftruncate64(int file, off_t size) { return shorten(file, size); }
int ftruncate(int file, off_t size) { return shorten(file, size); }
int fdatasync(int file) { return synced(file); }
int fsync(int file) { return synced(file); }
