// The load generator: plays bodies of a file at a service, signing every request as it is sent.
//
//   load HOST:PORT --bodies FILE --secret SECRET [--path PATH] [--expect TEXT] [--seconds N] [--connections N]
//        [--rate N] [--most-connections N] [--bearer TOKEN]
//   load serve PORTFILE
//
// With a rate it is an open loop: the times of all sends are fixed beforehand, a send that finds every connection busy
// opens one more, and latency counts from the intended time, so that a stall is felt by everybody who would have come
// during it. Without a rate each connection sends its next request when it has its answer (closed loop).
// With a bearer the bodies are JSON under that token, and nothing is signed.
// One thread, one epoll. Prints one line of name=value, times in microseconds.
#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/sha.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum {
    buffer_bytes = 64 * 1024,
    head_bytes = 2048,
    events_at_once = 256,
    drain_seconds = 5,
    histogram_powers = 27,  // to 2^37 microseconds
    histogram_steps = 1024, // three digits
};

static void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, errno ? strerror(errno) : "no");
    exit(2);
}

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

// ---- a histogram with three digits at every size, as HdrHistogram's

struct histogram {
    uint64_t counts[histogram_powers + 1][histogram_steps];
    uint64_t total, max;
};

static void record(struct histogram *h, int64_t us) {
    uint64_t value = us < 0 ? 0 : (uint64_t)us;
    int power = 0;
    while ((value >> power) >= histogram_steps && power < histogram_powers) power++;
    uint64_t step = value >> power;
    h->counts[power][step < histogram_steps ? step : histogram_steps - 1]++;
    h->total++;
    if (value > h->max) h->max = value;
}

static uint64_t percentile(const struct histogram *h, double part) {
    uint64_t wanted = (uint64_t)(part * (double)h->total + 0.999999), seen = 0;
    if (!h->total) return 0;
    if (wanted < 1) wanted = 1;
    for (int power = 0; power <= histogram_powers; power++) {
        for (int step = 0; step < histogram_steps; step++) {
            seen += h->counts[power][step];
            if (seen >= wanted) {
                uint64_t top = (((uint64_t)step + 1) << power) - 1;
                return top < h->max ? top : h->max;
            }
        }
    }
    return h->max;
}

// ---- HMAC-SHA-256 with the key's two blocks hashed once

static SHA256_CTX inner_key, outer_key;

static void set_key(const char *secret) {
    unsigned char pad[64], key[64] = {0};
    size_t length = strlen(secret);
    if (length > sizeof key) SHA256((const unsigned char *)secret, length, key);
    else memcpy(key, secret, length);
    for (int i = 0; i < 64; i++) pad[i] = key[i] ^ 0x36;
    SHA256_Init(&inner_key);
    SHA256_Update(&inner_key, pad, sizeof pad);
    for (int i = 0; i < 64; i++) pad[i] = key[i] ^ 0x5c;
    SHA256_Init(&outer_key);
    SHA256_Update(&outer_key, pad, sizeof pad);
}

static void sign(const char *stamp, const char *body, size_t length, char *hex) {
    unsigned char digest[32];
    SHA256_CTX hash = inner_key;
    SHA256_Update(&hash, "v0:", 3);
    SHA256_Update(&hash, stamp, strlen(stamp));
    SHA256_Update(&hash, ":", 1);
    SHA256_Update(&hash, body, length);
    SHA256_Final(digest, &hash);
    hash = outer_key;
    SHA256_Update(&hash, digest, sizeof digest);
    SHA256_Final(digest, &hash);
    for (int i = 0; i < 32; i++) {
        hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    hex[64] = 0;
}

// ---- what is sent

struct body {
    const char *bytes;
    size_t length;
};

static struct body *bodies;
static size_t body_count, next_body;

static void read_bodies(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    size_t length, room = 0;
    while (fscanf(file, "%zu", &length) == 1) {
        if (fgetc(file) != ' ') break;
        char *bytes = malloc(length + 1);
        if (!bytes || fread(bytes, 1, length, file) != length) die(path);
        if (body_count == room) bodies = realloc(bodies, (room = room ? room * 2 : 1024) * sizeof *bodies);
        bodies[body_count++] = (struct body){bytes, length};
    }
    fclose(file);
    if (!body_count) die("no bodies");
}

// Every sending is a showing of its own, so that none is taken for one that came before.
static void renew(struct body body) {
    static const char mark[] = "bench-serial-";
    static uint64_t serial;
    char digits[17], *place = memmem(body.bytes, body.length, mark, sizeof mark - 1);
    if (!serial) serial = (uint64_t)now_ns();
    if (!place || place + sizeof mark - 1 + 16 > body.bytes + body.length) die("a body has no serial");
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)++serial);
    memcpy(place + sizeof mark - 1, digits, 16);
}

// ---- connections

struct connection {
    int fd; // -1 while it is closed
    int is_busy, is_connecting, is_waiting_to_write;
    int64_t intended_ns;
    char head[head_bytes];
    size_t head_length, sent;
    struct body body;
    char *in;
    size_t received;
    // of the answer being read
    size_t body_start;
    long content_length;
    int status, is_chunked, closes;
};

static struct connection *connections;
static int *idle, idle_count, opened_count, most_connections = 64;
static int poller;
static struct sockaddr_in server;
static const char *bearer = NULL, *host_name = "", *request_path = "/slack/interactions", *expected = "\"response_action\":\"update\"";
static struct histogram served, refused;
static uint64_t sent_count, broken_count, in_flight, opened_late;
static double rate;
static int64_t start_ns, end_ns;

static void watch(struct connection *c, int op, uint32_t events) {
    struct epoll_event event = {.events = events, .data.u32 = (uint32_t)(c - connections)};
    if (epoll_ctl(poller, op, c->fd, &event)) die("epoll_ctl");
}

static void open_connection(struct connection *c) {
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket");
    int on = 1;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    c->received = 0;
    c->body_start = 0;
    c->is_connecting = connect(c->fd, (struct sockaddr *)&server, sizeof server) != 0;
    if (c->is_connecting && errno != EINPROGRESS) die("connect");
    c->is_waiting_to_write = c->is_connecting;
    watch(c, EPOLL_CTL_ADD, EPOLLIN | (c->is_connecting ? EPOLLOUT : 0));
}

static void shut(struct connection *c) {
    if (c->fd >= 0) close(c->fd);
    c->fd = -1;
}

static void fill(struct connection *c) {
    static time_t stamp_of;
    static char stamp[24];
    char hex[65];
    time_t now = time(NULL);
    if (now != stamp_of) {
        stamp_of = now;
        snprintf(stamp, sizeof stamp, "%lld", (long long)now);
    }
    c->body = bodies[next_body];
    next_body = (next_body + 1) % body_count;
    c->sent = 0;
    if (bearer) {
        renew(c->body);
        int length = snprintf(
            c->head, sizeof c->head,
            "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json; charset=utf-8\r\n"
            "Authorization: Bearer %s\r\nContent-Length: %zu\r\n\r\n",
            request_path, host_name, bearer, c->body.length);
        if (length < 0 || (size_t)length >= sizeof c->head) die("the token is too long");
        c->head_length = (size_t)length;
        return;
    }
    sign(stamp, c->body.bytes, c->body.length, hex);
    c->head_length = (size_t)snprintf(
        c->head, sizeof c->head,
        "POST %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json,*/*\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: %s\r\n"
        "X-Slack-Signature: v0=%s\r\nContent-Length: %zu\r\n\r\n",
        request_path, host_name, stamp, hex, c->body.length);
}

static void finish(struct connection *c, int64_t now);
static void lost(struct connection *c);

static void push(struct connection *c) {
    size_t whole = c->head_length + c->body.length;
    while (c->sent < whole) {
        struct iovec parts[2];
        int count = 0;
        if (c->sent < c->head_length)
            parts[count++] = (struct iovec){c->head + c->sent, c->head_length - c->sent};
        size_t skip = c->sent > c->head_length ? c->sent - c->head_length : 0;
        parts[count++] = (struct iovec){(char *)c->body.bytes + skip, c->body.length - skip};
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = (size_t)count};
        ssize_t wrote = sendmsg(c->fd, &message, MSG_NOSIGNAL);
        if (wrote < 0) {
            if (errno == EAGAIN) {
                if (!c->is_waiting_to_write) watch(c, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
                c->is_waiting_to_write = 1;
                return;
            }
            return lost(c);
        }
        c->sent += (size_t)wrote;
    }
    if (c->is_waiting_to_write) watch(c, EPOLL_CTL_MOD, EPOLLIN);
    c->is_waiting_to_write = 0;
}

static void begin(struct connection *c, int64_t intended) {
    c->is_busy = 1;
    c->intended_ns = intended;
    sent_count++;
    in_flight++;
    fill(c);
    if (c->fd < 0) open_connection(c);
    if (!c->is_connecting) push(c);
}

static void lost(struct connection *c) {
    shut(c);
    if (!c->is_busy) return; // closed while idle: opened again when it is needed
    broken_count++;
    in_flight--;
    c->is_busy = 0;
    idle[idle_count++] = (int)(c - connections);
}

static const char *header(const char *head, const char *end, const char *name) {
    size_t length = strlen(name);
    for (const char *line = head; line < end;) {
        const char *next = memmem(line, (size_t)(end - line), "\r\n", 2);
        if (!next) return NULL;
        if ((size_t)(next - line) > length && !strncasecmp(line, name, length)) return line + length;
        line = next + 2;
    }
    return NULL;
}

// True when a whole answer has been read.
static int is_whole(struct connection *c) {
    if (!c->body_start) {
        char *blank = memmem(c->in, c->received, "\r\n\r\n", 4);
        if (!blank) return 0;
        char *end = blank + 2;
        c->body_start = (size_t)(blank + 4 - c->in);
        c->status = c->received > 12 ? atoi(c->in + 9) : 0;
        const char *length = header(c->in, end, "content-length:");
        const char *coding = header(c->in, end, "transfer-encoding:");
        const char *connection = header(c->in, end, "connection:");
        c->content_length = length ? atol(length) : 0;
        c->is_chunked = coding && memmem(coding, (size_t)(end - coding), "chunked", 7) != NULL;
        c->closes = connection && !strncasecmp(connection + strspn(connection, " "), "close", 5);
    }
    size_t have = c->received - c->body_start;
    if (c->is_chunked) return have >= 5 && !memcmp(c->in + c->received - 5, "0\r\n\r\n", 5);
    return have >= (size_t)c->content_length;
}

static void finish(struct connection *c, int64_t now) {
    int64_t us = (now - c->intended_ns) / 1000;
    const char *body = c->in + c->body_start;
    size_t length = c->received - c->body_start;
    if (c->status == 200 && memmem(body, length < 512 ? length : 512, expected, strlen(expected))) record(&served, us);
    else if (c->status == 200 || c->status == 429 || c->status == 503) record(&refused, us);
    else broken_count++;
    c->received = 0;
    c->body_start = 0;
    c->is_busy = 0;
    in_flight--;
    if (c->closes) shut(c);
    if (rate > 0) idle[idle_count++] = (int)(c - connections);
    else if (now < end_ns) begin(c, now);
}

static void take(struct connection *c) {
    for (;;) {
        if (c->received == buffer_bytes) {
            errno = 0;
            die("an answer is too large");
        }
        ssize_t got = recv(c->fd, c->in + c->received, buffer_bytes - c->received, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) return lost(c);
        c->received += (size_t)got;
        if (c->is_busy && is_whole(c)) return finish(c, now_ns());
        if ((size_t)got < 4096) return;
    }
}

static void dispatch(int timeout_ns) {
    struct epoll_event events[events_at_once];
    struct timespec wait = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    int count = epoll_pwait2(poller, events, events_at_once, &wait, NULL);
    if (count < 0 && errno != EINTR) die("epoll");
    for (int i = 0; i < count; i++) {
        struct connection *c = &connections[events[i].data.u32];
        if (c->fd < 0) continue;
        if (events[i].events & EPOLLOUT) {
            c->is_connecting = 0;
            push(c);
            if (c->fd < 0) continue;
        }
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) take(c);
    }
}

// Sends what was to be sent by now; returns how long until the next.
static int send_due(uint64_t whole, uint64_t *next) {
    double interval = 1e9 / rate;
    for (;;) {
        if (*next >= whole) return 50000000;
        int64_t intended = start_ns + (int64_t)((double)*next * interval);
        int64_t left = intended - now_ns();
        if (left > 0) return left > 50000000 ? 50000000 : (int)left;
        if (!idle_count && opened_count == most_connections) {
            opened_late++;
            return 1000000;
        }
        begin(&connections[idle_count ? idle[--idle_count] : opened_count++], intended);
        (*next)++;
    }
}

static void run(double seconds, int count) {
    start_ns = now_ns();
    end_ns = start_ns + (int64_t)(seconds * 1e9);
    if (rate > 0) {
        uint64_t whole = (uint64_t)(rate * seconds), next = 0;
        for (int64_t limit = end_ns + drain_seconds * 1000000000LL; now_ns() < limit;) {
            int wait = send_due(whole, &next);
            if (next >= whole && !in_flight) break;
            dispatch(wait);
        }
        return;
    }
    for (opened_count = 0; opened_count < count; opened_count++) begin(&connections[opened_count], now_ns());
    for (int64_t limit = end_ns + drain_seconds * 1000000000LL; in_flight && now_ns() < limit;) {
        dispatch(50000000);
        // What was broken goes on with a new connection.
        while (idle_count && now_ns() < end_ns) begin(&connections[idle[--idle_count]], now_ns());
    }
}

// ---- a server that costs next to nothing, for measuring clients

static void answer_all(struct connection *c) {
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}";
    for (;;) {
        char *blank = memmem(c->in, c->received, "\r\n\r\n", 4);
        if (!blank) return;
        const char *length = header(c->in, blank + 2, "content-length:");
        size_t whole = (size_t)(blank + 4 - c->in) + (size_t)(length ? atol(length) : 0);
        if (c->received < whole) return;
        if (send(c->fd, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) return shut(c);
        memmove(c->in, c->in + whole, c->received - whole);
        c->received -= whole;
    }
}

static void serve(const char *port_file) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1024)) die("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    FILE *file = fopen(port_file, "w");
    if (!file) die(port_file);
    fprintf(file, "127.0.0.1:%d\n", ntohs(address.sin_port));
    fclose(file);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = UINT32_MAX};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        struct epoll_event events[events_at_once];
        int count = epoll_wait(poller, events, events_at_once, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.u32 == UINT32_MAX) {
                int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;
                if (fd < 0) continue;
                if (fd >= most_connections) {
                    close(fd);
                    continue;
                }
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                connections[fd].fd = fd;
                connections[fd].received = 0;
                watch(&connections[fd], EPOLL_CTL_ADD, EPOLLIN);
                continue;
            }
            struct connection *c = &connections[events[i].data.u32];
            ssize_t got = recv(c->fd, c->in + c->received, buffer_bytes - c->received, 0);
            if (got > 0) {
                c->received += (size_t)got;
                answer_all(c);
            } else if (!(got < 0 && errno == EAGAIN)) {
                shut(c);
            }
        }
    }
}

static void make_connections(void) {
    connections = calloc((size_t)most_connections, sizeof *connections);
    idle = calloc((size_t)most_connections, sizeof *idle);
    poller = epoll_create1(EPOLL_CLOEXEC);
    if (!connections || !idle || poller < 0) die("memory");
    for (int i = 0; i < most_connections; i++) {
        connections[i].fd = -1;
        connections[i].in = malloc(buffer_bytes); // touched only where it is used
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

int main(int count, char **words) {
    // Whoever starts this may have asked not to be ended by signals; that is not meant for us.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGTERM, SIG_DFL);
    if (count == 3 && !strcmp(words[1], "serve")) {
        most_connections = 1024;
        make_connections();
        serve(words[2]);
    }
    double seconds = 5;
    int wanted = 64;
    const char *file = NULL, *secret = "";
    errno = 0;
    if (count < 2 || count % 2) die("usage: load HOST:PORT --bodies FILE --secret SECRET …");
    for (int i = 2; i + 1 < count; i += 2) {
        const char *name = words[i], *value = words[i + 1];
        if (!strcmp(name, "--bodies")) file = value;
        else if (!strcmp(name, "--secret")) secret = value;
        else if (!strcmp(name, "--bearer")) bearer = value;
        else if (!strcmp(name, "--path")) request_path = value;
        else if (!strcmp(name, "--expect")) expected = value;
        else if (!strcmp(name, "--seconds")) seconds = atof(value);
        else if (!strcmp(name, "--connections")) wanted = atoi(value);
        else if (!strcmp(name, "--rate")) rate = atof(value);
        else if (!strcmp(name, "--most-connections")) most_connections = atoi(value);
        else die(name);
    }
    host_name = words[1];
    char *address = strdup(words[1]), *colon = strrchr(address, ':');
    if (!file || !colon) die("an address and bodies are needed");
    *colon = 0;
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
    if (inet_pton(AF_INET, address, &server.sin_addr) != 1) die("the address is no IPv4 address");
    if (most_connections < wanted) most_connections = wanted;
    set_key(secret);
    read_bodies(file);
    make_connections();
    run(seconds, wanted);
    double took = (double)(now_ns() - start_ns) / 1e9;
    if (rate > 0 || took > seconds + 1) took = seconds;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    int64_t cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
    printf("sent=%llu served=%llu refused=%llu broken=%llu unanswered=%llu seconds=%.3f p50=%llu p90=%llu p99=%llu p999=%llu "
           "max=%llu refused_p50=%llu refused_p99=%llu refused_max=%llu cpu=%lld connections=%d full=%llu\n",
           (unsigned long long)sent_count, (unsigned long long)served.total, (unsigned long long)refused.total,
           (unsigned long long)broken_count, (unsigned long long)in_flight, took,
           (unsigned long long)percentile(&served, 0.5), (unsigned long long)percentile(&served, 0.9),
           (unsigned long long)percentile(&served, 0.99), (unsigned long long)percentile(&served, 0.999),
           (unsigned long long)served.max, (unsigned long long)percentile(&refused, 0.5),
           (unsigned long long)percentile(&refused, 0.99), (unsigned long long)refused.max, (long long)cpu, opened_count,
           (unsigned long long)opened_late);
    return 0;
}
