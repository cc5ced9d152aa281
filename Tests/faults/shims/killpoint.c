/* Dies at the n-th point the world could see: a sync of the database, or bytes into a socket.

   control 0: points until it happens. control 1: not 0 to die after the call instead of before. control 2: points passed.
   control 3: not 0 when writes to the database's files, which nobody sees before their sync, count too. */
#include "control.h"
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

static int is_socket(int file) {
    struct stat facts;
    return fstat(file, &facts) == 0 && S_ISSOCK(facts.st_mode);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    pause();
}

#define POINT(counts, call)                                     \
    do {                                                        \
        if (!(counts)) return call;                             \
        int here = strikes(0);                                  \
        atomic_fetch_add(&control()[2], 1);                     \
        if (here && !atomic_load(&control()[1])) die();         \
        __auto_type result = call;                              \
        if (here) die();                                        \
        return result;                                          \
    } while (0)

int fdatasync(int file) { POINT(is_database(file), REAL(fdatasync)(file)); }
int fsync(int file) { POINT(is_database(file), REAL(fsync)(file)); }
ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at) {
    POINT(atomic_load(&control()[3]) && is_database(file), REAL(pwrite64)(file, bytes, length, at));
}
ssize_t write(int file, const void *bytes, size_t length) { POINT(is_socket(file), REAL(write)(file, bytes, length)); }
ssize_t writev(int file, const struct iovec *parts, int count) {
    POINT(is_socket(file), REAL(writev)(file, parts, count));
}
ssize_t send(int file, const void *bytes, size_t length, int flags) {
    POINT(1, REAL(send)(file, bytes, length, flags));
}
