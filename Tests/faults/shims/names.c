/* A name server with moods. control 0: 0 answers, 1 says nothing for control 1 milliseconds, 2 knows no such name,
   3 names an inner address. Its good answer is a public address that leads back to this machine. control 2: asked. */
#include "control.h"
#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

static const char *const outside = "93.184.216.34", *const inside = "10.0.0.7";

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    if (!name || !strstr(name, ".faults.example")) return REAL(getaddrinfo)(name, service, hints, found);
    int64_t mood = atomic_load(&control()[0]);
    atomic_fetch_add(&control()[2], 1);
    if (mood == 1) usleep((useconds_t)atomic_load(&control()[1]) * 1000);
    if (mood == 1) return EAI_AGAIN;
    if (mood == 2) return EAI_NONAME;
    struct addrinfo numeric = hints ? *hints : (struct addrinfo){0};
    numeric.ai_flags |= AI_NUMERICHOST;
    numeric.ai_family = AF_INET;
    return REAL(getaddrinfo)(mood == 3 ? inside : outside, service, &numeric, found);
}

int connect(int file, const struct sockaddr *address, socklen_t length) {
    if (address->sa_family != AF_INET) return REAL(connect)(file, address, length);
    struct sockaddr_in there = *(const struct sockaddr_in *)address;
    if (there.sin_addr.s_addr != inet_addr(outside)) return REAL(connect)(file, address, length);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return REAL(connect)(file, (struct sockaddr *)&there, sizeof there);
}
