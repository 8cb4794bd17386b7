/*
 * Keeps a gateway's right to execute commands. The right is a lease that only the leading monitor renews,
 * over the data network; it is counted from the moment the answered request was SENT, so the monitor's view
 * never ends before ours. When it runs out the machine is switched off on the spot: a command stranded in
 * this kernel (a write held by a slow disk) can then never be executed. A gateway that shares its kernel with
 * another (`process`) loses this program instead, and whoever waits for that has to end the service.
 *
 * usage: lease-keeper NAME LEASE_MS ADDRESS:PORT,ADDRESS:PORT... STATE_FILE machine|process
 * STATE_FILE reads `waiting` until the first grant (nothing may be exported yet), then `held`.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { RENEW_MS = 200, REMEMBERED = 64, MAX_MONITORS = 8 };

static struct sockaddr_in monitors[MAX_MONITORS];
static int monitor_count, socket_fd, sysrq_fd = -1, log_fd;
static const char *state_file;
static long long sent_at[REMEMBERED];
static unsigned long sequence;

static long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void parse_monitors(char *list) {
  for (char *item = strtok(list, ","); item && monitor_count < MAX_MONITORS; item = strtok(NULL, ",")) {
    char *colon = strchr(item, ':');
    if (!colon) { fprintf(stderr, "lease-keeper: `%s` is not ADDRESS:PORT\n", item); exit(2); }
    *colon = 0;
    struct sockaddr_in *to = &monitors[monitor_count++];
    to->sin_family = AF_INET;
    to->sin_port = htons(atoi(colon + 1));
    if (inet_pton(AF_INET, item, &to->sin_addr) != 1) { fprintf(stderr, "lease-keeper: bad address %s\n", item); exit(2); }
  }
}

static void announce(const char *state) {
  const char *file = state_file;
  char beside[256];
  snprintf(beside, sizeof beside, "%s.new", file);
  int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (fd < 0 || write(fd, state, strlen(state)) < 0) die(beside);
  close(fd);
  if (rename(beside, file)) die(file);
}

/* `c` ends the machine inside the system call; `o` and `b` go through work queues or a restart first. */
static void fence(long long since_grant) {
  char line[96];
  int length = snprintf(line, sizeof line, "<1>lease-keeper: FENCED, last grant asked for %lld ms ago\n", since_grant);
  if (write(log_fd, line, length) < 0) { /* the log is a courtesy, the next line is the duty */ }
  if (sysrq_fd < 0) { announce("waiting\n"); exit(3); }
  for (;;) if (write(sysrq_fd, "c", 1) < 0) abort();
}

static void ask(const char *name) {
  char text[128];
  sequence++;
  sent_at[sequence % REMEMBERED] = now_ms();
  int length = snprintf(text, sizeof text, "renew %s %lu", name, sequence);
  for (int i = 0; i < monitor_count; i++)
    sendto(socket_fd, text, length, MSG_DONTWAIT, (struct sockaddr *)&monitors[i], sizeof monitors[i]);
}

/* The send time of the newest request granted by anything now waiting in the socket, or -1. */
static long long read_grants(void) {
  char text[128];
  long long newest = -1;
  ssize_t length;
  while ((length = recv(socket_fd, text, sizeof text - 1, MSG_DONTWAIT)) > 0) {
    unsigned long granted;
    text[length] = 0;
    if (sscanf(text, "granted %lu", &granted) != 1 || granted > sequence || sequence - granted >= REMEMBERED) continue;
    if (sent_at[granted % REMEMBERED] > newest) newest = sent_at[granted % REMEMBERED];
  }
  return newest;
}

static void keep(const char *name, long long lease_ms) {
  long long granted_at = -1, next_ask = now_ms();
  for (;;) {
    long long now = now_ms();
    if (granted_at >= 0 && now >= granted_at + lease_ms) fence(now - granted_at);
    if (now >= next_ask) { ask(name); next_ask = now + RENEW_MS; }
    long long wake = next_ask;
    if (granted_at >= 0 && granted_at + lease_ms < wake) wake = granted_at + lease_ms;
    struct pollfd waiting = {.fd = socket_fd, .events = POLLIN};
    poll(&waiting, 1, wake > now ? (int)(wake - now) : 0);
    /* After a long pause the expiry decides, not a grant that was queued meanwhile. */
    now = now_ms();
    if (granted_at >= 0 && now >= granted_at + lease_ms) fence(now - granted_at);
    long long newest = read_grants();
    if (newest < 0 || now >= newest + lease_ms) continue;
    if (granted_at < 0) announce("held\n");
    if (newest > granted_at) granted_at = newest;
  }
}

int main(int count, char **words) {
  if (count != 6) { fprintf(stderr, "usage: lease-keeper NAME LEASE_MS ADDRESS:PORT,... STATE_FILE machine|process\n"); return 2; }
  parse_monitors(words[3]);
  if ((socket_fd = socket(AF_INET, SOCK_DGRAM, 0)) < 0) die("socket");
  if (!strcmp(words[5], "machine") && (sysrq_fd = open("/proc/sysrq-trigger", O_WRONLY)) < 0) die("/proc/sysrq-trigger");
  if ((log_fd = open("/dev/kmsg", O_WRONLY | O_NONBLOCK)) < 0) die("/dev/kmsg");
  state_file = words[4];
  announce("waiting\n");
  struct sched_param top = {.sched_priority = sched_get_priority_max(SCHED_FIFO)};
  if (sched_setscheduler(0, SCHED_FIFO, &top)) perror("sched_setscheduler");
  if (mlockall(MCL_CURRENT | MCL_FUTURE)) perror("mlockall");
  keep(words[1], atoll(words[2]));
  return 0;
}
