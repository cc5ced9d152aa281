/* A page of numbers that the test writes while the program runs: where FAULT_CONTROL points. */
#pragma once
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic int64_t *control_page;

static _Atomic int64_t *control(void) {
    if (control_page) return control_page;
    const char *path = getenv("FAULT_CONTROL");
    int file = path ? open(path, O_RDWR) : -1;
    static _Atomic int64_t nothing[16];
    void *page = file < 0 ? MAP_FAILED : mmap(0, 128, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0) close(file);
    return control_page = page == MAP_FAILED ? nothing : page;
}

/* The function of the same name that the program would have called. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Counts number `slot` down; true when it reaches nought. Nought stays nought: disarmed. */
static inline int strikes(int slot) {
    int64_t left = atomic_load(&control()[slot]);
    while (left > 0)
        if (atomic_compare_exchange_weak(&control()[slot], &left, left - 1)) return left == 1;
    return 0;
}

/* Whether this descriptor is one of the database's files. */
static inline int is_database(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strstr(path, ".db") && !strstr(path, ".key") && !strstr(path, "-shm");
}
