/*
 * The limit that bin/bench-socks5 measures proxies against: the least that a program in user space can do. Two connections
 * that ask for the same address are joined at once, without XMPP, and carry bytes both ways by read() and write(), one
 * thread, one buffer. Ends when its standard input does. Usage: socks5relay; prints "READY <port>".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GREETING = 3, REQUEST = 47, HANDSHAKE = GREETING + REQUEST, ADDRESS = 40, ADDRESS_AT = GREETING + 5, BUFFER = 256 * 1024, BUCKETS = 4096 };

struct end {
    int fd;
    int ended;                    /* nothing more will be read */
    unsigned have;                /* bytes of the handshake, up to HANDSHAKE */
    unsigned char handshake[HANDSHAKE];
    struct end *peer;             /* once joined */
    struct end *next;             /* in its bucket or in the list of the dead */
    char *rest;                   /* what could not be written at once */
    size_t rest_at, rest_left;
};

static int epoll;
static char buffer[BUFFER];
static struct end *waiting[BUCKETS];
static struct end *dead;          /* freed after the events at hand: one of them may still point here */

static void interest(struct end *e, unsigned events, int operation) {
    struct epoll_event event = {.events = events, .data.ptr = e};
    epoll_ctl(epoll, operation, e->fd, &event);
}

static struct end **bucket(struct end *e) {
    unsigned hash = 0;
    for (int i = 0; i < ADDRESS; i++) hash = hash * 31 + e->handshake[ADDRESS_AT + i];
    return &waiting[hash % BUCKETS];
}

static void bury(struct end *e) {
    close(e->fd);
    e->fd = -1;
    e->next = dead;
    dead = e;
}

static void drop(struct end *e) {
    if (e->fd < 0) return;
    if (e->peer) {
        bury(e->peer);
    } else if (e->have == HANDSHAKE) {
        struct end **at = bucket(e);
        while (*at != e) at = &(*at)->next;
        *at = e->next;
    }
    bury(e);
}

static void join_or_wait(struct end *e) {
    struct end **at = bucket(e);
    while (*at && memcmp((*at)->handshake + ADDRESS_AT, e->handshake + ADDRESS_AT, ADDRESS)) at = &(*at)->next;
    if (*at) {
        e->peer = *at;
        *at = e->peer->next;
        e->peer->peer = e;
    } else {
        *at = e;
        e->next = NULL;
    }
}

static void shake_hands(struct end *e) {
    unsigned wanted = e->have < GREETING ? GREETING : HANDSHAKE;
    ssize_t n = read(e->fd, e->handshake + e->have, wanted - e->have);
    if (n <= 0) { drop(e); return; }
    e->have += n;
    if (e->have == GREETING) {
        if (write(e->fd, "\5\0", 2) != 2) drop(e);
    } else if (e->have == HANDSHAKE) {
        join_or_wait(e);
        unsigned char reply[REQUEST];
        memcpy(reply, e->handshake + GREETING, REQUEST);
        reply[1] = 0;
        if (write(e->fd, reply, REQUEST) != REQUEST) drop(e);
    }
}

static void carry(struct end *from) {
    struct end *to = from->peer;
    ssize_t n = read(from->fd, buffer, BUFFER);
    if (n < 0) { if (errno != EAGAIN) drop(from); return; }
    if (n == 0) {
        from->ended = 1;
        if (to->ended) { drop(from); return; }
        shutdown(to->fd, SHUT_WR);
        interest(from, from->rest_left ? EPOLLOUT : 0, EPOLL_CTL_MOD);
        return;
    }
    ssize_t written = send(to->fd, buffer, n, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0) {
        if (errno != EAGAIN) { drop(from); return; }
        written = 0;
    }
    if (written < n) {
        to->rest_left = n - written;
        to->rest_at = 0;
        to->rest = malloc(to->rest_left);
        memcpy(to->rest, buffer + written, to->rest_left);
        interest(from, from->rest_left ? EPOLLOUT : 0, EPOLL_CTL_MOD);
        interest(to, (to->ended || from->rest_left ? 0 : EPOLLIN) | EPOLLOUT, EPOLL_CTL_MOD);
    }
}

static void write_rest(struct end *to) {
    struct end *from = to->peer;
    ssize_t n = send(to->fd, to->rest + to->rest_at, to->rest_left, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) { if (errno != EAGAIN) drop(to); return; }
    to->rest_at += n;
    to->rest_left -= n;
    if (to->rest_left == 0) {
        free(to->rest);
        to->rest = NULL;
        interest(from, (from->ended ? 0 : EPOLLIN) | (from->rest_left ? EPOLLOUT : 0), EPOLL_CTL_MOD);
        interest(to, to->ended || from->rest_left ? 0 : EPOLLIN, EPOLL_CTL_MOD);
    }
}

static void welcome(int door) {
    int one = 1;
    struct end *e = calloc(1, sizeof *e);
    e->fd = accept4(door, NULL, NULL, SOCK_NONBLOCK);
    if (e->fd < 0) { free(e); return; }
    setsockopt(e->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    interest(e, EPOLLIN, EPOLL_CTL_ADD);
}

static int open_door(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(door, (struct sockaddr *) &address, sizeof address) || listen(door, 1024)) { perror("socks5relay"); exit(1); }
    getsockname(door, (struct sockaddr *) &address, &length);
    printf("READY %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return door;
}

int main(void) {
    struct end door = {.fd = open_door()}, input = {.fd = 0};
    epoll = epoll_create1(0);
    interest(&door, EPOLLIN, EPOLL_CTL_ADD);
    interest(&input, EPOLLIN, EPOLL_CTL_ADD);
    for (;;) {
        struct epoll_event events[256];
        int n = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < n; i++) {
            struct end *e = events[i].data.ptr;
            if (e == &input) return 0;
            if (e == &door) { welcome(door.fd); continue; }
            if (e->fd < 0) continue;
            if (!e->peer) { shake_hands(e); continue; }
            if (events[i].events & (EPOLLERR)) { drop(e); continue; }
            if (e->rest_left && events[i].events & EPOLLOUT) write_rest(e);
            if (e->fd >= 0 && !e->ended && !e->peer->rest_left && events[i].events & (EPOLLIN | EPOLLHUP)) carry(e);
            else if (e->fd >= 0 && e->ended && events[i].events & EPOLLHUP && !e->rest_left) drop(e);
        }
        while (dead) {
            struct end *e = dead;
            dead = e->next;
            free(e->rest);
            free(e);
        }
    }
}
